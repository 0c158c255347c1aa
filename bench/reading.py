"""Milliseconds from a file to the model, by format, beside bare extraction of its text by the same library; and memory.

The files are the documents 000, 002 and 004 of ``documents/`` as text, and set again from their hand-written models in
the other formats (``tests/ingest/corpus/rendering``). Each round times bare extraction and reading one after the
other; medians over the rounds, the first one left out. Bare extraction gives text alone: no order of columns, no
tables, no model.

Memory is what a process of its own holds after every hundred documents of the corpus, which it reads over and over.

Aims: 15 ms for a text of 8 kB, 30 ms a page of PDF without tables, 150 ms for ten pages of Word, and memory that does
not grow. The program prints what it measured and exits 0 whether they are met or not.

    python bench/reading.py
    python bench/reading.py --rounds 40 --documents 0
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import docx
import lxml.html
import pypdfium2
from corpus import cases
from rendering import Layout, render
from rendering.from_model import source_from

from competencygraph.errors import CompetencyGraphError
from competencygraph.ingest import parse_document

ROOT = Path(__file__).parents[1]
STEP = 100


@dataclass(frozen=True, slots=True)
class Sample:
    """A file to be read.

    Args:
        name: what it is.
        path: where it stands.
        pages: its pages, as set in a PDF.
        aim: milliseconds that reading may take, None without an aim.
        per_page: whether the aim holds for one page.
    """

    name: str
    path: Path
    pages: int
    aim: float | None = None
    per_page: bool = False


def bare_text(path: Path) -> str:
    """Return a text as it stands."""
    return path.read_text(encoding="utf-8")


def bare_pdf(path: Path) -> str:
    """Return the text of every page, as pypdfium2 gives it."""
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def bare_docx(path: Path) -> str:
    """Return the text of every paragraph of the body, as python-docx gives it; tables are not read."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def bare_html(path: Path) -> str:
    """Return the text of a page, navigation included, as lxml gives it."""
    return str(lxml.html.fromstring(path.read_bytes()).text_content())


BARE: dict[str, tuple[str, Callable[[Path], str]]] = {
    ".txt": ("file", bare_text),
    ".md": ("file", bare_text),
    ".pdf": ("pypdfium2", bare_pdf),
    ".docx": ("python-docx", bare_docx),
    ".html": ("lxml", bare_html),
}


def samples(folder: Path) -> list[Sample]:
    """Write the files into a folder and return them."""
    (text,) = (ROOT / "documents").glob("000_*.txt")
    found = [Sample("text, 8 kB (000)", text, 0, aim=15)]
    (long,) = (ROOT / "documents").glob("002_*.txt")
    found.append(Sample("text, 33 kB (002)", long, 0))
    for key, kind, layout, aim, what in (
        ("004", "pdf", Layout(), 30, "PDF, no table (004)"),
        ("002", "pdf", Layout(size=11), 30, "PDF, no table (002)"),
        ("000", "pdf", Layout(), None, "PDF, ruled table (000)"),
        ("002", "docx", Layout(size=11), 150, "Word (002)"),
        ("000", "docx", Layout(), None, "Word, a table (000)"),
        ("002", "html", Layout(noise=True), None, "HTML (002)"),
        ("002", "md", Layout(), None, "Markdown (002)"),
    ):
        model = json.loads(
            (ROOT / "tests" / "ingest" / "documents" / key / "expected.json").read_text(encoding="utf-8")
        )
        source = source_from(model, layout=layout)
        path = folder / f"{key}.{kind}"
        path.write_bytes(render(source, kind))
        pages = len(pypdfium2.PdfDocument(render(source, "pdf"))) if kind in {"pdf", "docx"} else 0
        found.append(Sample(what, path, pages, aim, per_page=kind == "pdf"))
    return found


def seconds(read: Callable[[Path], object], path: Path) -> float:
    """Return how long reading a file takes."""
    started = perf_counter()
    result = read(path)
    passed = perf_counter() - started
    assert result
    return passed


def measure(sample: Sample, rounds: int) -> str:
    """Return one line of the table."""
    library, bare = BARE[sample.path.suffix]
    times = [(seconds(bare, sample.path), seconds(parse_document, sample.path)) for _ in range(rounds + 1)][1:]
    bare_ms, model_ms = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in times)
    page = f"{model_ms / sample.pages:9.1f}" if sample.pages else f"{'':9}"
    aim = "" if sample.aim is None else f"  < {sample.aim:.0f}{' a page' if sample.per_page else ''}"
    size = sample.path.stat().st_size / 1024
    figures = f"{bare_ms:9.2f}{model_ms:10.1f}{ratio:8.1f}{page}{aim}"
    return f"{sample.name:<24}{size:8.0f}{sample.pages or '':>7}  {library:<12}{figures}"


def held_memory() -> float:
    """Return what this process holds in memory, in MiB; its peak where the system tells no more."""
    status = Path("/proc/self/statm")
    if status.is_file():
        return int(status.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def memory(paths: Sequence[Path], documents: int) -> list[float]:
    """Return what the process holds before the first document and after every hundred."""
    found = [held_memory()]
    for number, path in enumerate(islice(cycle(paths), documents), 1):
        with suppress(CompetencyGraphError):
            parse_document(path)
        if number % STEP == 0:
            found.append(held_memory())
    return found


def main() -> int:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description="Measure reading by format.")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--documents", type=int, default=1000, help="documents for the memory table; 0 leaves it out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="competencygraph-bench-") as name:
        folder = Path(name)
        print("document                     KiB  pages  bare by       bare ms  model ms   ratio  ms/page  aim")
        for sample in samples(folder):
            print(measure(sample, options.rounds), flush=True)
        if options.documents:
            paths = [case.write(folder) for case in cases("seen")]
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                found = pool.submit(memory, paths, options.documents).result()
            print(
                f"\nMiB held, {len(paths)} files of the corpus over and over, before and after every {STEP} documents:"
            )
            print("  ".join(f"{value:.0f}" for value in found))
            print(f"growth over the last half: {found[-1] - found[len(found) // 2]:+.1f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
