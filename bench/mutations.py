"""Faulty documents by the thousand: none may bring reading down, hang it or give a traceback.

python bench/mutations.py --documents 20000

Each is read as the program reads documents, in a process of its own with a deadline. A document that ends in a fault is
kept in the folder that --keep names. The same seed gives the same documents.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from mutating import mutate

from competencygraph.ingest.limits import Limits
from competencygraph.ingest.supervised import DocumentReader, ParsedFile

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "ingest" / "corpus"))

from rendering import read_source, render  # noqa: E402

#: How many of every hundred documents are in which format.
SHARES = {"txt": 25, "md": 15, "html": 15, "docx": 25, "pdf": 20}
SECONDS = 20.0
FAULTS = ("nothing foresaw", "reading it took more than", "brought the reading process down")


@dataclass
class Tally:
    """What became of the documents in one format."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    seconds: float = 0.0

    def add(self, outcome: str, seconds: float) -> None:
        """Count one document."""
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, seconds)
        self.seconds += seconds


@dataclass(frozen=True)
class Job:
    """A document to make faulty."""

    number: int
    kind: str


def bases() -> dict[str, list[bytes]]:
    """Return the documents of the corpus in each format, and the five."""
    folders = sorted(path.parent for path in (ROOT / "tests" / "ingest" / "corpus" / "seen").glob("*/document.yaml"))
    assert len(folders) >= 10, "the corpus is not there"
    sources = [read_source(folder / "document.yaml") for folder in folders]
    found = {kind: [render(source, kind) for source in sources] for kind in SHARES}
    found["txt"] += [path.read_bytes() for path in sorted((ROOT / "documents").glob("*.txt"))]
    return found


def jobs(count: int) -> Iterator[Job]:
    """Yield the documents to make, the formats mixed."""
    turns = [kind for kind, share in SHARES.items() for _ in range(share)]
    Random(0).shuffle(turns)
    for number in range(count):
        yield Job(number, turns[number % len(turns)])


class Bench:
    """Makes documents faulty and reads them.

    Args:
        seed: of the faults.
        keep: where documents that end in a fault are kept; None to keep none.
    """

    def __init__(self, seed: int, keep: Path | None) -> None:
        self.tallies = {kind: Tally() for kind in SHARES}
        self.faults: list[str] = []
        self._bases = bases()
        self._seed = seed
        self._keep = keep

    def run(self, part: list[Job]) -> None:
        """Read a part of the documents with one reader."""
        with tempfile.TemporaryDirectory() as folder, DocumentReader(Limits(seconds=SECONDS)) as reader:
            for job in part:
                random = Random(f"{self._seed}/{job.number}")
                data = mutate(random.choice(self._bases[job.kind]), job.kind, random)
                file = Path(folder) / f"{job.number}.{job.kind}"
                file.write_bytes(data)
                started = time.perf_counter()
                (outcome,) = reader.read_all([file])
                self._count(job, data, outcome, time.perf_counter() - started)
                file.unlink()

    def _count(self, job: Job, data: bytes, outcome: ParsedFile | Exception, seconds: float) -> None:
        said = str(outcome) if isinstance(outcome, Exception) else ""
        fault = any(words in said for words in FAULTS)
        self.tallies[job.kind].add("fault" if fault else "refused" if said else "read", seconds)
        if not fault:
            return
        trace = "".join(getattr(outcome, "__notes__", ())).strip().splitlines()
        self.faults.append("  ".join([said, *(line.strip() for line in trace[-3:])]))
        if self._keep is not None:
            self._keep.mkdir(parents=True, exist_ok=True)
            (self._keep / f"{job.number}.{job.kind}").write_bytes(data)


def main() -> int:
    """Read the faulty documents and print a table."""
    parser = argparse.ArgumentParser(description="Read faulty documents.")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--readers", type=int, default=os.cpu_count() or 1, help="how many read at once")
    parser.add_argument("--keep", type=Path, help="folder for the documents that end in a fault")
    options = parser.parse_args()
    bench = Bench(options.seed, options.keep)
    work = list(jobs(options.documents))
    started = time.perf_counter()
    with ThreadPoolExecutor(options.readers) as pool:
        list(pool.map(bench.run, [work[first :: options.readers] for first in range(options.readers)]))
    print(f"{'format':8}{'documents':>10}{'read':>8}{'refused':>9}{'faults':>8}{'mean ms':>9}{'slowest s':>11}")
    for kind, tally in bench.tallies.items():
        count = tally.outcomes.total()
        shown = "".join(
            f"{tally.outcomes[name]:{width}d}" for name, width in (("read", 8), ("refused", 9), ("fault", 8))
        )
        print(f"{kind:8}{count:10d}{shown}{1000 * tally.seconds / max(count, 1):9.1f}{tally.slowest:11.2f}")
    print(f"{len(work)} documents in {time.perf_counter() - started:.0f} s, seed {options.seed}")
    for line in bench.faults:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
