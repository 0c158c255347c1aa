"""Triples of generated documents in N-Triples files: the live graph of a large store, to be loaded by any engine.

The first documents are read from generated texts (``generator.py``), half of them of frameworks with the federal
grades. What goes beyond them are copies under other keys whose texts are another's: each has a word of its copy, so
that no copy shares its tasks with the next, while names of competencies come back as they do in life. A file of fewer
triples begins one of more. What the catalogue graph says of the documents stands in a file of its own.

    python bench/triples.py --triples 300000 3000000 10000000 --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from pathlib import Path

from generator import LAYOUTS, generate
from wording import LANGUAGES

from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import document_to_triples
from competencygraph.rdf.packaged import vocabulary_triples

__all__ = ["FRAMEWORKS", "write_triples"]

FRAMEWORKS = 10
DOCUMENTS = 400
_CHUNK = 20
_KEY = re.compile(r"/id/framework-\d+/d\d+(?=[/>])")
_FRAMEWORK = re.compile(r'(?<=[/"])framework-(\d+)(?=[/">])')
_IDENTIFIER = re.compile(r'"d\d+(?=")')
_WORDING = re.compile(r'(/def/text> "(?:[^"\\]|\\.)*|[^"\\]{40})"@')
_CURRENT = re.compile(r"^(<\S+>) <\S+/def/hasEdition> (<\S+>) \.$", re.MULTILINE)
_ABOUT = re.compile(
    r"^<\S+/(?:d\w+|ed/\w+)> <\S+(?:/identifier|/isPartOf|/def/(?:hasEdition|fileName|digest))> .*\n", re.MULTILINE
)
_CURRENT_VERSION = "<http://www.w3.org/ns/dcat#hasCurrentVersion>"
_COPY, _COPIED_FRAMEWORK = "\x01", "\x02"


def lines_of(numbers: range) -> list[tuple[int, str]]:
    """Return count and N-Triples lines of some documents, each read from its text."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            one = generate(LAYOUTS[number % len(LAYOUTS)], LANGUAGES[number // len(LAYOUTS) % len(LANGUAGES)], number)
            path = Path(folder, f"d{number}.txt")
            path.write_text(one.text, encoding="utf-8")
            scheme = "federal" if number % FRAMEWORKS < FRAMEWORKS // 2 else None
            framework = FrameworkEntry(f"framework-{number % FRAMEWORKS}", grade_scheme=scheme)
            entry = DocumentEntry(f"d{number}", framework, path.name)
            graph = document_to_triples(parse_document(path), entry)
            made.append((len(graph.triples), "".join(f"{triple} .\n" for triple in graph.triples)))
    return made


def documents(workers: int) -> Iterator[tuple[int, str]]:
    """Yield count and lines of document after document, without end."""
    forms: list[tuple[int, int, str]] = []
    with ProcessPoolExecutor(workers) as pool:
        for made in pool.map(lines_of, (range(n, n + _CHUNK) for n in range(0, DOCUMENTS, _CHUNK))):
            for triples, text in made:
                yield triples, text
                forms.append((triples, len(forms) % FRAMEWORKS, form(text)))
    for copy in count(1):
        for triples, framework, text in forms:
            named = text.replace(_COPIED_FRAMEWORK, f"framework-{framework + FRAMEWORKS * copy}")
            yield triples, named.replace(_COPY, str(copy))


def form(text: str) -> str:
    """Return the lines of a document with marks where a copy has another key, another framework, a word more."""
    keyed = _KEY.sub(lambda found: f"{found[0]}c{_COPY}", text)
    identified = _IDENTIFIER.sub(lambda found: f"{found[0]}c{_COPY}", keyed)
    return _WORDING.sub(rf'\1 kopie{_COPY}"@', _FRAMEWORK.sub(_COPIED_FRAMEWORK, identified))


def catalogue(text: str) -> str:
    """Return what the catalogue graph says of a document with these lines."""
    current = "".join(f"{document} {_CURRENT_VERSION} {edition} .\n" for document, edition in _CURRENT.findall(text))
    return current + "".join(_ABOUT.findall(text))


def write_triples(folder: Path, sizes: Sequence[int], workers: int = 1) -> dict[int, tuple[int, int]]:
    """Write ``triples.nt``, ``catalogue.nt`` and ``sizes.json``, unless they are there with these sizes.

    Args:
        folder: where to.
        sizes: numbers of triples, ascending.
        workers: processes that make documents.

    Returns:
        For each size how many bytes of the beginning of the two files hold it.
    """
    marks = folder / "sizes.json"
    if marks.exists():
        known = {int(size): tuple(lengths) for size, lengths in json.loads(marks.read_text(encoding="utf-8")).items()}
        if all(size in known for size in sizes):
            return known
    reached: dict[int, tuple[int, int]] = {}
    waiting = sorted(sizes)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "triples.nt").open("wb") as live, (folder / "catalogue.nt").open("wb") as about:
        vocabulary = [f"{triple} .\n" for triple in vocabulary_triples()]
        live.writelines(line.encode() for line in vocabulary)
        written = len(vocabulary)
        for more, text in documents(workers):
            live.write(text.encode())
            about.write(catalogue(text).encode())
            written += more
            while waiting and written >= waiting[0]:
                reached[waiting.pop(0)] = live.tell(), about.tell()
            if not waiting:
                break
    marks.write_text(json.dumps(reached), encoding="utf-8")
    return reached


def main() -> int:
    """Write and return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="+", default=[300_000], help="how many, ascending")
    parser.add_argument("--out", type=Path, required=True, help="folder")
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")
    arguments = parser.parse_args()
    for size, (live, about) in write_triples(arguments.out, arguments.triples, arguments.workers).items():
        print(f"{size} triples: {live} bytes, and {about} of the catalogue")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
