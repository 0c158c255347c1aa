"""No line of a document gets lost, and whatever is read stands on the lines that it is said to stand on."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from competencygraph.errors import CompetencyGraphError, UnreadableDocumentError
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
TOP = ["Doel van de functie", "", "Het archief beheren zodat iedereen stukken terugvindt.", ""]


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


def test_every_line_is_read_or_listed_as_unparsed(outcomes: dict[str, Any]) -> None:
    assert len(outcomes) > FEWEST
    assert {name.rpartition(" ")[2] for name in outcomes} > {"txt", "md", "html", "pdf", "docx"}
    lost = {name: filled(document.raw) - lines_of(document) for name, (document, _) in outcomes.items()}
    assert {name: numbers for name, numbers in lost.items() if numbers} == {}


def test_lines_placed_and_unparsed_are_those_that_are_not_blank(outcomes: dict[str, Any]) -> None:
    for name, (_, parsed) in outcomes.items():
        unparsed = {
            number
            for part in parsed.document.unparsed
            for number in range(part.evidence.start_line, part.evidence.end_line + 1)
            if parsed.document.lines[number - 1].strip()
        }
        assert parsed.document.placed + len(unparsed) == len(filled(parsed.document.lines)), name


def test_what_is_read_stands_on_its_lines(outcomes: dict[str, Any]) -> None:
    assert sum(1 for _, parsed in outcomes.values() for _ in texts(parsed.profiles)) > 1000
    strange = {name: strange_words(parsed) for name, (_, parsed) in outcomes.items()}
    assert {name: words for name, words in strange.items() if words} == {}


def test_a_text_beside_its_lines_is_seen(outcomes: dict[str, Any]) -> None:
    _, parsed = outcomes[DOCUMENTS[0].stem]
    profile = parsed.profiles[0]
    assert not strange_words(parsed)
    moved = replace(profile, purpose=replace(profile.purpose, evidence=Evidence(1, 1)))
    assert strange_words(replace(parsed, profiles=(moved,)))


@pytest.mark.parametrize("headings", [["Competentie", "1", "2", "3"], ["Competentie", "Basis", "Vlot", "Expert"]])
@pytest.mark.parametrize("kind", ["md", "txt", "tab"])
def test_rows_with_ticks_are_not_lost(kind: str, headings: list[str], tmp_path: Path) -> None:
    """A tick in the last cell of a row is no bullet of the row below it."""
    rows = [["Samenwerken", "✓", "", ""], ["Nauwkeurig werken", "", "", "✓"], ["Plannen", "", "✓", ""]]
    rows += [["Luisteren", "", "", ""]] if kind != "tab" else []
    parsed = parse_document(table_file(kind, [headings, *rows], tmp_path))
    assert [competency.name for competency in parsed.profiles[0].competencies] == [row[0] for row in rows]


@pytest.mark.parametrize("kind", ["md", "txt"])
def test_rows_of_a_table_that_is_not_read_are_unparsed(kind: str, tmp_path: Path) -> None:
    """A cell that found a place does not hide the other cells of its printed line."""
    rows = [["", "Basis", "Vlot", "Expert"], ["Samenwerken", "Deelt kennis", "", "✓"], ["Plannen", "", "✓", ""]]
    parsed = parse_document(table_file(kind, rows, tmp_path))
    known = [text for text, _ in texts(parsed.profiles)]
    known += [part.text for part in parsed.document.unparsed]
    assert not [cell for row in rows[1:] for cell in row if cell and cell not in " ".join(known)]


@pytest.mark.parametrize("kind", ["md", "txt"])
def test_a_row_for_no_function_is_unparsed(kind: str, tmp_path: Path) -> None:
    rows = [["Competentie", "Archivaris", "Conservator"], ["Samenwerken", "✓", "✓"], ["Luisteren", "", ""]]
    parsed = parse_document(table_file(kind, rows, tmp_path))
    known = [text for text, _ in texts(parsed.profiles)] + [part.text for part in parsed.document.unparsed]
    assert {"Samenwerken", "Luisteren"} <= set(known)


def test_a_bullet_before_a_table_does_not_swallow_its_first_row(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*TOP, "Competenties", "", "•", "| Moed | Durft iets |", "| Rust | Blijft kalm |"]))
    document = read(path)
    assert [line.number for line in document.lines][-5:] == [7, 8, 8, 9, 9]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 cut off"),
        ("a.docx", b"PK\x03\x04" + bytes(80)),
        ("a.html", b"<html><body></body></html>"),
        ("a.txt", b"abc\x00\x01\x02" * 99),
        ("a.md", b"abc\x00\x01\x02" * 99),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_a_refusal_names_the_path_as_given(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError) as caught:
        read(path)
    assert caught.value.where == str(path)


def test_a_line_that_begins_with_a_dash_has_no_name(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Functieprofiel\n\n## Competenties\n\nxx\n\n: Moed tonen\n\n: Rust bewaren\n", encoding="utf-8")
    assert parse_document(path).profiles


def filled(raw: Sequence[str]) -> set[int]:
    return {number for number, line in enumerate(raw, 1) if line.strip()}


def lines_of(document: Any) -> set[int]:
    return {number for line in document.lines for number in range(line.number, line.end + 1)}


def table_file(kind: str, rows: list[list[str]], folder: Path) -> Path:
    """Write a profile with a table of competencies and return the file."""
    if kind == "tab":
        table = ["\t".join(row) for row in rows]
    else:
        table = [f"| {' | '.join(row)} |" for row in rows]
    if kind == "md":
        table.insert(1, f"|{' --- |' * len(rows[0])}")
    marks = ("# ", "## ") if kind == "md" else ("", "")
    top = [f"{marks[0]}Functieprofiel archivaris", "", *TOP, "Competenties", ""]
    lines = [f"{marks[1]}{line}" if line in {"Competenties", TOP[0]} else line for line in top]
    path = folder / f"profiel.{'md' if kind == 'md' else 'txt'}"
    path.write_text("\n".join([*lines, *table]) + "\n", encoding="utf-8")
    return path
