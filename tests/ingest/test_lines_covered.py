"""No line of a document gets lost, and whatever is read stands on the lines that it is said to stand on."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from competencygraph.errors import CompetencyGraphError
from competencygraph.ingest import parse_document
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.readers import read
from competencygraph.model import Evidence, ParsedDocument

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))
corpus: Any = importlib.import_module("corpus")

CASES = list(corpus.cases("seen"))
DOCUMENTS = sorted((ROOT / "documents").glob("*.txt"))
FEWEST = 60
NAMED = ("text", "name", "title", "term")
TICKED = ["| Samenwerken | ✓ |  |  |", "| Nauwkeurig werken |  |  | ✓ |", "| Plannen |  | ✓ |  |", "| Luisteren |  |  |  |"]
TOP = ["Doel van de functie", "", "Het archief beheren zodat iedereen stukken terugvindt.", ""]


def covered(parsed: ParsedDocument) -> set[int]:
    """Return the numbers of the lines that something read stands on, or that are listed as unparsed."""
    found = [*evidences(parsed.profiles), *(part.evidence for part in parsed.document.unparsed)]
    found += [reading.evidence for reading in parsed.readings]
    return {number for each in found for number in range(each.start_line, each.end_line + 1)}


def evidences(value: Any) -> Iterator[Evidence]:
    """Yield every line range inside a part of the model."""
    if isinstance(value, Evidence):
        yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from evidences(getattr(value, each.name))
    elif isinstance(value, tuple):
        for member in value:
            yield from evidences(member)


def texts(value: Any) -> Iterator[tuple[str, Evidence]]:
    """Yield the texts and names inside a part of the model, each with its lines."""
    if isinstance(value, tuple):
        for member in value:
            yield from texts(member)
    elif is_dataclass(value):
        evidence = getattr(value, "evidence", None)
        for each in fields(value):
            part = getattr(value, each.name)
            if each.name in NAMED and isinstance(part, str) and evidence is not None:
                yield part, evidence
            else:
                yield from texts(part)


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def strange_words(parsed: ParsedDocument) -> list[tuple[str, str]]:
    """Return the words of texts that do not stand on their lines, wherever these break them."""
    found = []
    for text, evidence in texts(parsed.profiles):
        printed = letters("".join(parsed.document.lines[evidence.start_line - 1 : evidence.end_line]))
        found += [(word, text) for word in text.split() if letters(word) not in printed]
    return found


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return by name each document as read, and what was extracted from it; those without a profile left out."""
    folder = tmp_path_factory.mktemp("seen")
    paths = {case.name: case.write(folder) for case in CASES} | {path.stem: path for path in DOCUMENTS}
    found = {}
    for name, path in paths.items():
        try:
            document = read(path)
            found[name] = document, extract(document, load_lexicon())
        except CompetencyGraphError:
            continue
    return found


def test_every_line_is_placed_or_listed_as_unparsed(outcomes: dict[str, Any]) -> None:
    assert len(outcomes) > FEWEST
    print({name:1})
