"""How long exports of a large store take, and what they hold in memory, beside plain rdflib in the same run.

A store of generated documents (see ``generator.py``) is made in a folder, or found there. Each export runs in a process
of its own, from opening the store to the finished file. Beside it rdflib reads the same statements from N-Quads (not
counted) and serialises them. The program prints medians and ratios, and exits 0 whether the aims are met or not.

    python bench/export.py --triples 1000000 --folder FOLDER
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from competencygraph.errors import CompetencyGraphError
from competencygraph.exports import Source, find_format, list_formats
from competencygraph.exports.output import new_file, new_folder
from competencygraph.exports.rdf.statements import ONE_GRAPH
from competencygraph.store import EditionChange, open_store

AIMS = {"nquads": 10.0, "turtle": 60.0, "xlsx": 300.0, "parquet": 60.0}
AIM_MEMORY = {"xlsx": 1024.0}
RDFLIB = {"nquads": "nquads", "trig": "trig", "turtle": "turtle", "rdfxml": "xml", "jsonld": "json-ld"}

_T = TypeVar("_T")


@dataclass(frozen=True)
class Measured:
    """What one run took.

    Args:
        seconds: by the clock.
        computed: seconds that the process computed, which other work on the machine hardly prolongs.
        peak: of memory, in MiB.
        size: of what was written, in bytes.
        failure: why nothing was written, empty when it was.
    """

    seconds: float = 0.0
    computed: float = 0.0
    peak: float = 0.0
    size: int = 0
    failure: str = ""


def build(location: Path, triples: int) -> None:
    """Fill a store with generated documents until its live graph has so many triples."""
    # Here, so that the processes that are measured do not hold what makes documents.
    from check import BATCH, FRAMEWORKS, graph_of
    from generator import LAYOUTS, generate
    from wording import LANGUAGES

    with tempfile.TemporaryDirectory(prefix="competencygraph-bench-") as folder:
        made = (
            graph_of(
                Path(folder),
                f"d{n:05d}",
                generate(LAYOUTS[n % len(LAYOUTS)], LANGUAGES[n % len(LANGUAGES)], n).text,
                f"framework-{n % FRAMEWORKS}",
            )
            for n in count()
        )
        with open_store(location, write=True) as store:
            while store.count() < triples:
                graphs = list(islice(made, BATCH))
                store.replace_editions([EditionChange(g.document, g.edition, g.triples, g.catalogue) for g in graphs])


def export(location: Path, name: str, folder: Path) -> Measured:
    """Export a store in a format."""
    fmt = find_format(name)
    target = folder / f"{name}{fmt.ending}"
    started, before = perf_counter(), process_time()
    try:
        with open_store(location) as store:
            output = (new_file if fmt.ending else new_folder)(target, overwrite=True, name=name)
            with output as out:
                fmt.write(Source(store, editorial=fmt.editorial), out)
    except CompetencyGraphError as error:
        return Measured(failure=str(error))
    seconds, computed = perf_counter() - started, process_time() - before
    files = [target] if target.is_file() else [file for file in target.rglob("*") if file.is_file()]
    return Measured(seconds, computed, peak_memory(), sum(file.stat().st_size for file in files))


def rdflib_alone(lines: Path, name: str, folder: Path) -> Measured:
    """Serialise statements with rdflib, as one would without this package."""
    import rdflib

    graph = rdflib.Graph() if name in {"turtle", "rdfxml"} else rdflib.Dataset()
    graph.parse(lines, format="nt" if name in {"turtle", "rdfxml"} else "nquads")
    target = folder / "rdflib"
    started, before = perf_counter(), process_time()
    graph.serialize(target, format=RDFLIB[name], encoding="utf-8")
    return Measured(perf_counter() - started, process_time() - before, peak_memory(), target.stat().st_size)


def statements(location: Path, name: str, target: Path) -> None:
    """Write the statements that a format carries, for rdflib to read."""
    with open_store(location) as store, target.open("wb") as file:
        parts = Source(store).parts
        for block in parts.triples(*ONE_GRAPH) if name in {"turtle", "rdfxml"} else parts.dataset():
            file.writelines(block)


def peak_memory() -> float:
    """Return the peak memory of this process, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def apart(run: Callable[..., _T], *arguments: object) -> _T:
    """Return what a function returns in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(run, *arguments).result()


def line(name: str, ours: list[Measured], beside: Measured | None) -> str:
    """Return the line of a format."""
    if failure := next((one.failure for one in ours if one.failure), ""):
        return f"{name:10s} {failure}"
    seconds = statistics.median(one.seconds for one in ours)
    computed = statistics.median(one.computed for one in ours)
    peak = max(one.peak for one in ours)
    shown = f"{name:10s} {seconds:8.1f} {computed:8.1f} {peak:9.0f} {ours[-1].size / 2**20:8.0f}"
    shown += f" {'-':>9s} {'-':>7s}" if beside is None else f" {beside.seconds:9.1f} {beside.seconds / seconds:6.1f}x"
    if name not in AIMS:
        return shown
    met = seconds <= AIMS[name] and peak <= AIM_MEMORY.get(name, peak)
    limit = f" and {AIM_MEMORY[name]:.0f} MiB" if name in AIM_MEMORY else ""
    return f"{shown}   aim {AIMS[name]:.0f} s{limit}: {'met' if met else 'missed'}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000, help="of the live graph (default 1000000)")
    parser.add_argument("--formats", nargs="+", default=[one.name for one in list_formats()], help="(default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="exports in each format (default 3)")
    parser.add_argument("--rdflib", nargs="*", default=["nquads", "turtle"], help="what rdflib serialises beside them")
    parser.add_argument("--folder", type=Path, help="where the store is kept (default: nowhere)")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="competencygraph-bench-"))
    try:
        location = (options.folder or work) / f"store-{options.triples}"
        if not location.exists():
            location.parent.mkdir(parents=True, exist_ok=True)
            build(location, options.triples)
        with open_store(location) as store:
            held = sum(store.count(name) for name in store.graphs())
            print(f"{store.count():,} triples in the live graph, {held:,} in {len(store.graphs()):,} named graphs")
        print(
            f"{'format':10s} {'median s':>8s} {'cpu s':>8s} {'peak MiB':>9s} {'MiB':>8s} {'rdflib s':>9s} {'ratio':>7s}"
        )
        for name in options.formats:
            ours = [apart(export, location, name, work) for _ in range(options.rounds)]
            beside = None
            if name in options.rdflib:
                statements(location, name, work / "statements")
                beside = apart(rdflib_alone, work / "statements", name, work)
            print(line(name, ours, beside), flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"medians of {options.rounds}; rdflib: once, serialising alone, reading not counted")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
