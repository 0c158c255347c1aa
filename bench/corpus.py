"""Recall and precision of reading on the corpus of documents written for it, by document and kind of string.

Each document of ``tests/ingest/corpus`` is rendered to its formats, parsed, and compared with what it states, as typed
strings (``scoring.py``). The halves are totalled apart: ``seen`` is looked at while the rules are written, ``aside`` is
not, and is shown only when asked for. The program prints what it measured and exits 0, whatever the figures are.

    python bench/corpus.py
    python bench/corpus.py --half both --format pdf
    python bench/corpus.py --show 02-fr-family-criteria
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import KINDS, Score, check_expected, typed_strings

from competencygraph.errors import CompetencyGraphError
from competencygraph.ingest import parse_document
from competencygraph.model.codec import to_json

FOLDER = Path(__file__).parents[1] / "tests" / "ingest" / "corpus"
sys.path.append(str(FOLDER))

from rendering import FORMATS, file_name, read_source, render  # noqa: E402

HALVES = ("seen", "aside")
AS_THEY_ARE = ("txt", "md", "html")
SHORT = ("area", "activ", "purp", "task", "cell", "defin", "comp", "c.def", "level", "title", "indic", "knowl")
EXTRA = ("pdf-office", "xlsx")
WORST = 3


@dataclass(frozen=True)
class Case:
    """A document of the corpus in one format.

    Args:
        folder: the document's folder.
        kind: one of `FORMATS`.
    """

    folder: Path
    kind: str

    @property
    def name(self) -> str:
        """Return what the case is called in a table."""
        return f"{self.folder.name} {self.kind}"

    @property
    def half(self) -> str:
        """Return ``seen`` or ``aside``."""
        return self.folder.parent.name

    def expected(self) -> list[dict[str, Any]]:
        """Return the profiles that the document states, empty for one that states none."""
        try:
            return check_expected(json.loads((self.folder / "expected.json").read_text(encoding="utf-8")))
        except ValueError as error:
            raise ValueError(f"{self.folder.name}/expected.json: {error}") from error

    def write(self, folder: Path) -> Path:
        """Write the document into a folder and return the file."""
        path = folder / file_name(self.folder.name, self.kind)
        source = self.folder / f"document.{self.kind}"
        path.write_bytes(
            source.read_bytes() if source.is_file() else render(read_source(self.folder / "document.yaml"), self.kind)
        )
        return path


@dataclass(frozen=True)
class Outcome:
    """What parsing one case gave.

    Args:
        case: the document and its format.
        score: what was found beside what was expected.
        refusal: why the document was refused, None where it was read.
        crash: the error that no document should cause, None without one.
    """

    case: Case
    score: Score
    refusal: str | None = None
    crash: str | None = None


def sources(half: str) -> list[Path]:
    """Return the folders of a half's documents, in the order of their names."""
    return sorted(path for path in (FOLDER / half).iterdir() if path.is_dir())


def cases(half: str, kind: str | None = None) -> Iterator[Case]:
    """Yield a half's documents in their formats; with `kind`, in that format alone."""
    for folder in sources(half):
        (source,) = folder.glob("document.*")
        if source.suffix != ".yaml":
            kinds: Sequence[str] = [source.suffix[1:]]
        else:
            formats = read_source(source).formats
            kinds = [kind] if kind in EXTRA and "docx" in formats else formats
        yield from (Case(folder, one) for one in kinds if kind in {None, one})


def parsed(case: Case, folder: Path) -> Outcome:
    """Return what parsing a case gives; its file is written into `folder`."""
    expected = typed_strings(case.expected())
    path = case.write(folder)
    try:
        data = json.loads(json.dumps(to_json(parse_document(path))))
    except CompetencyGraphError as error:
        return Outcome(case, Score(expected), refusal=str(error))
    except Exception as error:
        return Outcome(case, Score(expected), crash=f"{type(error).__name__}: {error}")
    return Outcome(case, Score(expected, typed_strings(data["profiles"])))


def total(outcomes: Iterable[Outcome]) -> Score:
    """Return the scores of many documents as one."""
    expected: Counter[Any] = Counter()
    found: Counter[Any] = Counter()
    for outcome in outcomes:
        for counted, strings in ((expected, outcome.score.expected), (found, outcome.score.found)):
            counted.update({(kind, (outcome.case.name, text)): count for (kind, text), count in strings.items()})
    return Score(expected, found)


def row(name: str, score: Score, remark: str = "") -> str:
    """Return one line of the table: recall, precision, and per kind what was found of what was expected."""
    parts = []
    for kind in KINDS:
        one = score.of(kind)
        wanted, right, extra = one.expected.total(), (one.expected & one.found).total(), one.invented.total()
        parts.append(f"{right}/{wanted}{f'+{extra}' if extra else ''}" if wanted or extra else "·")
    figures = "".join(f"{part:>11}" for part in parts)
    return f"{name:<42}{score.recall:7.3f}{score.precision:7.3f} {figures}  {remark}".rstrip()


def rates(name: str, score: Score) -> Iterator[str]:
    """Yield recall and precision of every kind, one line each."""
    for label, value in (("recall", "recall"), ("precision", "precision")):
        parts = [score.of(kind) for kind in KINDS]
        figures = "".join(
            f"{getattr(part, value):11.3f}" if part.expected or part.found else f"{'·':>11}" for part in parts
        )
        yield f"{f'{name}: {label}':<42}{'':14} {figures}"


def details(outcome: Outcome) -> Iterator[str]:
    """Yield what a document's parsing missed and invented, nearly equal pairs together."""
    score = outcome.score
    yield f"{outcome.case.name}: recall {score.recall:.3f}, precision {score.precision:.3f}"
    if outcome.refusal or outcome.crash:
        yield f"  {'refused' if outcome.refusal else 'CRASHED'}: {outcome.refusal or outcome.crash}"
    near = score.near()
    for kind, missed, invented in near:
        yield f"  near     {kind:<22} {missed}"
        yield f"  {'':8} {'':<22} {invented}"
    for label, strings, place in (("missed", score.missed, 1), ("invented", score.invented, 2)):
        told = {(pair[0], pair[place]) for pair in near}
        for (kind, text), count in strings.items():
            if (kind, text) not in told:
                yield f"  {label:<8} {kind:<22} {text}{f' (×{count})' if count > 1 else ''}"


def worst(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the documents with the most strings missed and invented for those they state, worst first."""
    faulty = [one for one in outcomes if one.score.missed or one.score.invented]

    def errors(outcome: Outcome) -> float:
        score = outcome.score
        return (score.missed.total() + score.invented.total()) / max(1, score.expected.total())

    return sorted(faulty, key=errors, reverse=True)[:WORST]


def report(half: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the table of one half, its totals and its worst documents."""
    figures = "".join(f"{name:>11}" for name in SHORT)
    yield f"{half:<42}{'recall':>7}{'prec':>7} {figures}"
    for outcome in outcomes:
        remark = "CRASHED" if outcome.crash else "refused" if outcome.refusal and outcome.score.expected else ""
        yield row(outcome.case.name, outcome.score, remark)
    whole = total(outcomes)
    yield row(f"{half}: {len(outcomes)} files", whole)
    yield from rates(half, whole)
    yield ""
    for outcome in worst(outcomes):
        yield from details(outcome)
        yield ""


def main() -> int:
    """Score the corpus and print a table for each half."""
    parser = argparse.ArgumentParser(description="Score reading on the corpus.")
    parser.add_argument("--half", choices=(*HALVES, "both"), default="seen", help="which documents")
    parser.add_argument("--format", choices=tuple(FORMATS), help="one format only; pdf-office needs LibreOffice")
    parser.add_argument("--show", metavar="NAME", help="what was missed and invented in the documents so named")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="competencygraph-bench-") as name:
        for half in HALVES if options.half == "both" else [options.half]:
            chosen = [case for case in cases(half, options.format) if (options.show or "") in case.name]
            outcomes = [parsed(case, Path(name)) for case in chosen]
            if options.show:
                lines = (line for outcome in outcomes for line in details(outcome))
            else:
                lines = report(half, outcomes)
            print("\n".join(lines), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
