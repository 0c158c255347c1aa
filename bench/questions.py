"""Each question of the catalogue at several sizes: on disk, in memory, on Virtuoso, and as it would first be written.

Prints medians and 95th percentiles in milliseconds, ratios, and which aims are met. A question is asked as the package
asks it, so that looking up and binding its parameters counts. Data, loaded stores and measures are kept in a folder;
measures of earlier runs are printed with those of this one, and `--rounds 0` prints without measuring.

    python bench/questions.py --folder FOLDER --sizes 300000 --engines disk memory virtuoso rdflib
    python bench/questions.py --folder FOLDER --sizes 300000 3000000 10000000 --rounds 0
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from engines import ENGINES, load
from loading import Data
from measuring import Measure, Task, measure_engine
from pyoxigraph import QuerySolutions, Store
from reporting import Case, print_report
from triples import write_triples

from competencygraph.queries import Question, QuestionCatalogue, load_catalogue

HERE = Path(__file__).parent
NAIVE = HERE / "naive"
LOOKUPS = HERE / "lookups"
CASES = HERE / "questions.yaml"
SIZES = (300_000, 3_000_000, 10_000_000)
ONLY_SMALL = "rdflib"


@dataclass(frozen=True)
class Plan:
    """What is to be measured, and where."""

    folder: Path
    sizes: tuple[int, ...]
    engines: tuple[str, ...]
    naive: tuple[str, ...]
    rounds: int
    deadline: float


def read_cases(catalogue: QuestionCatalogue, only: Sequence[str] = ()) -> list[Case]:
    """Return the cases of ``questions.yaml``, of some questions alone where they are named."""
    stated: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    strange = {*only, *stated} - set(catalogue.names())
    if strange:
        raise SystemExit(f"there is no question {', '.join(sorted(strange))}")
    return [
        Case(f"{name} {case}", name, given["kind"], given.get("aim"), given["values"])
        for name, cases in stated.items()
        for case, given in cases.items()
        if not only or name in only
    ]


def look_up(data: Data) -> dict[str, str]:
    """Return what the placeholders stand for in the given data."""
    store = Store()
    load(store, data)
    found: dict[str, str] = {}
    for file in sorted(LOOKUPS.glob("*.rq")):
        answer = store.query(file.read_text(encoding="utf-8"))
        assert isinstance(answer, QuerySolutions)
        rows = list(answer)
        if not rows:
            raise SystemExit(f"{file.name} finds nothing in the smallest data")
        found |= {one.value: rows[0][one].value for one in answer.variables}
    return found


def filled(value: Any, found: Mapping[str, str]) -> Any:
    """Return a value of ``questions.yaml`` with its placeholders filled in."""
    if isinstance(value, str) and value.startswith("@"):
        return found[value[1:]]
    if isinstance(value, list):
        return [filled(one, found) for one in value]
    if isinstance(value, dict):
        return {name: filled(one, found) for name, one in value.items()}
    return value


def naive_form(question: Question) -> Question | None:
    """Return a question as an analyst would first write it; None where that is what the catalogue has."""
    file = NAIVE / f"{question.name}.rq"
    return replace(question, text=file.read_text(encoding="utf-8")) if file.exists() else None


def tasks_for(engine: str, cases: Sequence[Case], found: Mapping[str, str], naive: Sequence[str]) -> list[Task]:
    """Return what an engine is asked: each case, and its naive form where there is one and it is wanted."""
    catalogue = load_catalogue()
    tasks = []
    for case in cases:
        question = catalogue.get(case.question)
        values = filled(case.values, found)
        tasks.append(Task(case.name, "catalogue", question, values))
        first = naive_form(question) if engine in naive else None
        if first is not None:
            tasks.append(Task(case.name, "naive", first, values))
    return tasks


def measure(plan: Plan, cases: Sequence[Case]) -> None:
    """Measure what is planned, and keep each measure as it comes."""
    least = min(SIZES[0], *plan.sizes)
    lengths = write_triples(plan.folder / "data", sorted({least, *plan.sizes}))
    data = [Data(size, plan.folder / "data", *lengths[size]) for size in plan.sizes]
    found = look_up(Data(least, plan.folder / "data", *lengths[least]))
    for one in data:
        for engine in plan.engines:
            if engine == ONLY_SMALL and one.size != min(plan.sizes):
                continue
            tasks = tasks_for(engine, cases, found, plan.naive)
            measures = measure_engine(
                engine, one, plan.folder, tasks, rounds=plan.rounds, deadline=plan.deadline, tell=tell
            )
            for measured in measures:
                keep(plan.folder, measured)
                spent = measured.failure or f"{measured.median:.1f} ms, {measured.rows} rows, {measured.rounds} rounds"
                form = "" if measured.form == "catalogue" else f" ({measured.form})"
                tell(f"{engine} {one.size:,} {measured.case}{form}: {spent}")


def keep(folder: Path, measured: Measure) -> None:
    """Add a measure to those that are kept."""
    with (folder / "measures.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**asdict(measured), "load": os.getloadavg()[0]}) + "\n")


def kept(plan: Plan) -> tuple[list[Measure], list[float]]:
    """Return the last measure of each task that the plan asks for, and the load of the machine at each."""
    file = plan.folder / "measures.jsonl"
    latest: dict[tuple[object, ...], tuple[Measure, float]] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        told = json.loads(line)
        load = told.pop("load")
        measured = Measure(**told)
        if measured.size in plan.sizes and measured.engine in plan.engines:
            latest[measured.engine, measured.size, measured.case, measured.form] = measured, load
    return [measured for measured, _ in latest.values()], [load for _, load in latest.values()]


def tell(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of triples")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES), help="which engines")
    parser.add_argument(
        "--naive",
        nargs="*",
        choices=list(ENGINES),
        default=["disk"],
        help="engines that are also asked the naive forms",
    )
    parser.add_argument("--questions", nargs="+", default=[], help="names of questions (default all)")
    parser.add_argument(
        "--rounds", type=int, default=15, help="times that a question is asked at most; 0 prints what is kept"
    )
    parser.add_argument("--deadline", type=float, default=60.0, help="seconds for the first answer")
    parser.add_argument("--folder", type=Path, help="keeps data, loaded stores and measures (default: none are kept)")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = arguments.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        plan = Plan(
            folder.resolve(),
            tuple(sorted(arguments.sizes)),
            tuple(arguments.engines),
            tuple(arguments.naive),
            arguments.rounds,
            arguments.deadline,
        )
        cases = read_cases(load_catalogue(), arguments.questions)
        if plan.rounds:
            measure(plan, cases)
        measures, loads = kept(plan)
        print_report(cases, measures, loads)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
