"""Documents a second and peak memory of ingest, with parsing, mapping and storing apart.

Generated documents (see ``generator.py``) are parsed, mapped to triples and stored on disk in batches of 50 editions
to a transaction, each size in a process of its own so that its peak memory is its own. In the same process a sample is
stored the other way, one durable transaction for each document, into a store of its own. Generating the documents is
not counted.

Aims: 40 documents a second in batches with the edition's graph and the live graph written, and memory that does not
grow with the number of documents. The program prints what it measured and exits 0 whether they are met or not.

    python bench/ingest.py --sizes 100 1000 5000
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter

from generator import Generated, generate_many

from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, GraphStore, open_store

BATCH = 50
SIZES = (100, 1000)
AIM = 40


@dataclass(frozen=True, slots=True)
class Measured:
    """What one size gave.

    Args:
        documents: how many documents.
        seconds: parsing, mapping and storing in batches, together.
        parse: median seconds a document.
        map: median seconds a document.
        store: median seconds a document over the batches.
        first: seconds a document of the first tenth of the documents, all three together.
        last: the same of the last tenth.
        single: median seconds a document, stored in a transaction of its own.
        triples: median number of triples a document.
        peak: the process's peak memory, in MiB.
        loaded: the process's memory before the first document, in MiB.
    """

    documents: int
    seconds: float
    parse: float
    map: float
    store: float
    first: float
    last: float
    single: float
    triples: float
    peak: float
    loaded: float


def peak_memory() -> float:
    """Return the peak memory of this process, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def measure(size: int, sample: int, seed: int) -> Measured:
    """Return what ingesting `size` documents takes, and storing `sample` of them one by one."""
    with tempfile.TemporaryDirectory(prefix="competencygraph-bench-") as name:
        folder = Path(name)
        loaded = peak_memory()
        parses: list[float] = []
        maps: list[float] = []
        stores: list[float] = []
        counts: list[int] = []
        with open_store(folder / "batches", write=True) as store:
            for batch in batches(generate_many(size, seed)):
                changes = [change(folder, number, one, parses, maps) for number, one in batch]
                counts += [len(one.triples) for one in changes]
                stores += [store_all(store, changes) / len(changes)] * len(changes)
        peak = peak_memory()
        single = one_by_one(folder, min(sample, size), seed)
    each = [sum(parts) for parts in zip(parses, maps, stores, strict=True)]
    tenth = max(1, size // 10)
    return Measured(
        documents=size,
        seconds=sum(each),
        parse=statistics.median(parses),
        map=statistics.median(maps),
        store=statistics.median(stores),
        first=statistics.mean(each[:tenth]),
        last=statistics.mean(each[-tenth:]),
        single=single,
        triples=statistics.median(counts),
        peak=peak,
        loaded=loaded,
    )


def batches(documents: Iterator[Generated]) -> Iterator[list[tuple[int, Generated]]]:
    """Yield numbered documents in batches, the last one shorter."""
    numbered = enumerate(documents)
    while batch := list(islice(numbered, BATCH)):
        yield batch


def change(folder: Path, number: int, one: Generated, parses: list[float], maps: list[float]) -> EditionChange:
    """Return a document's edition; note how long parsing and mapping took."""
    path = folder / f"{number:05d}.txt"
    path.write_text(one.text, encoding="utf-8")
    entry = DocumentEntry(f"{number:05d}", FrameworkEntry("generated"))
    started = perf_counter()
    parsed = parse_document(path)
    parses.append(perf_counter() - started)
    started = perf_counter()
    graph = document_to_triples(parsed, entry)
    maps.append(perf_counter() - started)
    path.unlink()
    return EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)


def store_all(store: GraphStore, changes: list[EditionChange]) -> float:
    """Store the editions in one transaction; return how long it took."""
    started = perf_counter()
    outcomes = store.replace_editions(changes)
    seconds = perf_counter() - started
    assert len(outcomes) == len(changes)
    return seconds


def one_by_one(folder: Path, sample: int, seed: int) -> float:
    """Return the median time of storing a document in a durable transaction of its own."""
    times = []
    with open_store(folder / "single", write=True) as store:
        for number, one in enumerate(generate_many(sample, seed)):
            times.append(store_all(store, [change(folder, number, one, [], [])]))
    return statistics.median(times)


def main() -> int:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description="Measure ingest of generated documents.")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="numbers of documents")
    parser.add_argument("--sample", type=int, default=100, help="documents that are stored one by one as well")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(
        "documents  parse ms  map ms  store ms  single ms  ratio  documents/s  first/last tenth ms  triples  peak MiB"
    )
    for size in options.sizes:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            found = pool.submit(measure, size, options.sample, options.seed).result()
        print(
            f"{found.documents:9d} {found.parse * 1000:9.1f} {found.map * 1000:7.1f} {found.store * 1000:9.1f}"
            f" {found.single * 1000:10.1f} {found.single / found.store:6.1f} {found.documents / found.seconds:12.1f}"
            f" {found.first * 1000:10.1f}/{found.last * 1000:<9.1f} {found.triples:7.0f}"
            f" {found.peak:9.0f} (from {found.loaded:.0f})",
            flush=True,
        )
    print(f"medians a document; ratio: one durable transaction each against batches of {BATCH}")
    print(f"aims: {AIM} documents/s, and as much memory for many documents as for few")
    return 0


if __name__ == "__main__":
    sys.exit(main())
