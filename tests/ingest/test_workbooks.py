"""Workbooks written for the purpose, in the layouts that people of HR make: what they state is read, no more."""

from __future__ import annotations

import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from competencygraph.errors import NotAProfileError
from competencygraph.ingest import parse_document
from competencygraph.ingest.parse import parse_with_notices
from competencygraph.model import DocumentEntry, FrameworkEntry, ParsedDocument
from competencygraph.model.codec import to_json
from competencygraph.rdf import document_to_triples, triples_to_document

from .workbooks import making
from .workbooks.office import saved_by_libreoffice

sys.path.append(str(Path(__file__).parents[2] / "bench"))
scoring: Any = importlib.import_module("scoring")

SOURCES = {half: making.sources(half) for half in making.HALVES}
ALL = [path for half in making.HALVES for path in SOURCES[half]]
PROFILES = [path for path in ALL if making.load(path)["expected"]]
FEWEST = {"seen": 12, "aside": 6}
RECALL, PRECISION = 0.9, 0.95


def name_of(path: Path) -> str:
    return path.stem


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what a source's workbook gives, None where it is refused; each is parsed once."""
    folder = tmp_path_factory.mktemp("workbooks")

    @cache
    def read(path: Path) -> ParsedDocument | None:
        file = folder / f"{path.stem}.xlsx"
        file.write_bytes(making.make(making.load(path)))
        try:
            return parse_document(file)
        except NotAProfileError:
            return None

    return read


def score_of(path: Path, found: ParsedDocument | None) -> Any:
    expected = scoring.check_expected({"profiles": making.load(path)["expected"]})
    profiles = [] if found is None else to_json(found)["profiles"]
    return scoring.Score(scoring.typed_strings(expected), scoring.typed_strings(profiles))


@pytest.mark.parametrize("half", making.HALVES)
def test_a_half_holds_workbooks_in_three_languages_and_one_without_a_profile(half: str) -> None:
    assert len(SOURCES[half]) >= FEWEST[half]
    assert {path.stem.split("-")[1] for path in SOURCES[half]} == {"nl", "fr", "en"}
    assert len({path.stem.split("-")[0] for path in ALL}) == len(ALL)
    assert any(making.load(path)["expected"] == [] for path in SOURCES[half])


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_a_workbook_is_made_with_the_same_bytes(path: Path) -> None:
    assert making.make(making.load(path)) == making.make(making.load(path))


@pytest.mark.parametrize("half", making.HALVES)
def test_a_half_is_read_well(half: str, parsed: Any) -> None:
    scores = [score_of(path, parsed(path)) for path in SOURCES[half]]
    recall = sum((score.expected & score.found).total() for score in scores) / sum(s.expected.total() for s in scores)
    precision = sum((score.expected & score.found).total() for score in scores) / sum(s.found.total() for s in scores)
    assert sum(score.expected.total() for score in scores) > 50
    assert (recall >= RECALL, precision >= PRECISION) == (True, True), f"recall {recall:.3f}, precision {precision:.3f}"


@pytest.mark.parametrize("path", PROFILES, ids=name_of)
def test_each_function_is_a_profile(path: Path, parsed: Any) -> None:
    assert len(parsed(path).profiles) == len(making.load(path)["expected"])


@pytest.mark.parametrize("path", [path for path in ALL if path not in PROFILES], ids=name_of)
def test_a_workbook_without_a_profile_is_refused(path: Path, parsed: Any) -> None:
    assert parsed(path) is None


@pytest.mark.parametrize("path", PROFILES, ids=name_of)
def test_every_line_has_its_cell_and_comes_back_out_of_the_graph(path: Path, parsed: Any) -> None:
    document = parsed(path)
    places = [place for place, line in zip(document.document.places, document.document.lines, strict=True) if line]
    assert places
    assert all(place.sheet for place in places)
    assert sum(1 for place in places if place.cell is None) <= len(making.load(path)["sheets"])
    graph = document_to_triples(document, DocumentEntry("boek", FrameworkEntry("demo")))
    assert triples_to_document(graph.triples) == ParsedDocument(document.document, document.profiles)


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    told = [path for path in ALL if making.load(path).get("notices")]
    assert told
    for path in told:
        file = tmp_path / "a.xlsx"
        file.write_bytes(making.make(making.load(path)))
        notices = parse_with_notices(file)[1]
        assert all(any(word in notice for notice in notices) for word in making.load(path)["notices"])


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_gives_the_same(parsed: Any, tmp_path: Path) -> None:
    books = {path.stem: making.make(making.load(path)) for path in ALL}
    saved = saved_by_libreoffice(books, tmp_path)
    assert saved.keys() == books.keys()
    for path in ALL:
        assert saved[path.stem] != books[path.stem]
        file = tmp_path / f"{path.stem}.xlsx"
        file.write_bytes(saved[path.stem])
        if parsed(path) is None:
            with pytest.raises(NotAProfileError):
                parse_document(file)
        else:
            assert score_of(path, parse_document(file)).found == score_of(path, parsed(path)).found, path.stem
