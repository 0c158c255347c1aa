"""How long a check takes: of one document against a store, of the store, and of the store after one change.

A store of generated documents (see ``generator.py``) is made on disk. Then, as a user would run them:

- ``competencygraph check FILE`` on a new document of 8 kB against that store, end to end with the start of Python,
  beside ``pyshacl`` on its triples and the same shapes (which reads no document and runs no lint rule);
- ``competencygraph check`` on the whole store: nothing kept from before, on all processors; then again; then after one
  edition was replaced. The last is compared with a check of everything, finding by finding.

Aim: one document in less than 2 s. The program prints what it measured and exits 0 whether that is met or not.

    python bench/check.py --documents 1000
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

from generator import LAYOUTS, generate, generate_many

from competencygraph.app.checking import CheckReport, check
from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import EditionGraph, document_to_triples
from competencygraph.store import EditionChange, open_store
from competencygraph.terms import resources

BATCH = 50
FRAMEWORKS = 10
SIZE = 8_000
AIM = 2.0
NEW = 900_000


def graph_of(folder: Path, key: str, text: str, framework: str) -> EditionGraph:
    """Return the graph of a document's text."""
    path = folder / f"{key}.txt"
    path.write_text(text, encoding="utf-8")
    return document_to_triples(parse_document(path), DocumentEntry(key, FrameworkEntry(framework), path.name))


def build(location: Path, documents: int, folder: Path) -> int:
    """Fill a store with generated documents; return how many triples they state."""
    triples = 0
    made = enumerate(generate_many(documents))
    with open_store(location, write=True) as store:
        while batch := list(islice(made, BATCH)):
            graphs = [graph_of(folder, f"d{n}", one.text, f"framework-{n % FRAMEWORKS}") for n, one in batch]
            store.replace_editions([EditionChange(g.document, g.edition, g.triples, g.catalogue) for g in graphs])
            triples += sum(len(graph.triples) for graph in graphs)
    return triples


def new_document(folder: Path) -> Path:
    """Return the file of a new document of about 8 kB, the nearest of some hundred generated ones."""
    texts = (generate(LAYOUTS[n % len(LAYOUTS)], "nl", NEW + n).text for n in range(200))
    path = folder / "nieuw.txt"
    path.write_text(min(texts, key=lambda text: abs(len(text.encode()) - SIZE)), encoding="utf-8")
    return path


def seconds_of(command: Sequence[str], rounds: int) -> list[float]:
    """Return how long some runs of a command take; what it finds does not matter, that it can be run does."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603  (our own command)
        times.append(perf_counter() - start)
        if done.returncode not in {0, 1}:
            raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return times


def write_for_pyshacl(document: Path, folder: Path) -> tuple[Path, Path]:
    """Return files with a document's triples and with all shapes of the publication profile."""
    graph = graph_of(folder, "alone", document.read_text(encoding="utf-8"), "framework-1")
    data, shapes = folder / "data.nt", folder / "shapes.ttl"
    data.write_text("".join(f"{triple} .\n" for triple in (*graph.triples, *graph.catalogue)), encoding="utf-8")
    files = [*resources.path("shapes").glob("core/*.ttl"), *resources.path("shapes").glob("publication/*.ttl")]
    prefixes = resources.path("ontology") / "prefixes.ttl"
    shapes.write_text("\n".join(file.read_text(encoding="utf-8") for file in (*files, prefixes)), encoding="utf-8")
    return data, shapes


def timed(run: Callable[[], CheckReport]) -> tuple[float, CheckReport]:
    """Return how long a check takes, and what it finds."""
    start = perf_counter()
    report = run()
    return perf_counter() - start, report


def main() -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, help="documents in the store (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of the check of one document (default 5)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "texts"
        texts.mkdir()
        location = folder / "store"
        start = perf_counter()
        triples = build(location, arguments.documents, texts)
        print(f"{arguments.documents} documents, {triples} triples, built in {perf_counter() - start:.0f} s")
        one_document(folder, location, arguments.rounds)
        whole_store(location, texts, arguments.documents)
    return 0


def one_document(folder: Path, location: Path, rounds: int) -> None:
    """Print how long the check of one new document takes, beside pyshacl alone."""
    document = new_document(folder)
    data, shapes = write_for_pyshacl(document, folder)
    command = [sys.executable, "-m", "competencygraph", "check", str(document), "--store", str(location), "--quiet"]
    ours = seconds_of([*command, "--fail-on", "never"], rounds)
    alone = seconds_of([sys.executable, "-m", "pyshacl", "-s", str(shapes), str(data)], rounds)
    size = len(document.read_bytes())
    print(f"one document of {size} bytes, end to end, median of {rounds} (aim {AIM:g} s):")
    print(f"  check FILE {statistics.median(ours):6.2f} s   from {min(ours):.2f} to {max(ours):.2f}")
    print(f"  pyshacl    {statistics.median(alone):6.2f} s   shapes only, triples ready made")
    print(f"  ratio      {statistics.median(ours) / statistics.median(alone):6.2f}")


def whole_store(location: Path, texts: Path, documents: int) -> None:
    """Print how long checks of the store take: of everything, again, and after one change."""
    print(f"the store, on {os.cpu_count()} processors:")
    full, report = timed(lambda: check(str(location)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"  everything           {full:7.1f} s   {1000 * full / documents:.0f} ms a document,",
        f"{len(report.findings)} findings",
    )
    print(f"  peak memory          {peak:7.0f} MiB in this process, {worker:.0f} MiB in the largest other")
    again, _ = timed(lambda: check(str(location)))
    print(f"  nothing changed      {again:7.1f} s   ratio {full / again:.0f}")
    changed = generate(LAYOUTS[0], "nl", NEW + 1000)
    with open_store(location, write=True) as store:
        graph = graph_of(texts, "d0", changed.text, "framework-0")
        store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])
    after, report = timed(lambda: check(str(location)))
    shutil.rmtree(location / "checks")
    _, anew = timed(lambda: check(str(location)))
    same = report.findings == anew.findings
    print(f"  one edition changed  {after:7.1f} s   ratio {full / after:.0f}")
    print(f"  equal to a check of everything: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    sys.exit(main())
