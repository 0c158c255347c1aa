"""Places of lines: on passages, in their IRIs, and all of them on the edition."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Triple

from competencygraph.errors import FailureError
from competencygraph.model import ParsedDocument, Place
from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.rdf.line_places import places_from_text, text_of_places
from competencygraph.rdf.vocabulary import LINE_PLACES
from competencygraph.terms import namespaces

from .book import BOOK_ENTRY, PDF, WORD
from .small import ENTRY, SMALL
from .strategies import places

NAMES = ("page", "endPage", "paragraph", "endParagraph", "table", "row", "column")


def location(triples: tuple[Triple, ...], ending: str) -> dict[str, int]:
    """Return the parts of the place of the passage whose IRI ends so."""
    found = {
        triple.predicate.value.removeprefix(namespaces.CG): int(triple.object.value)
        for triple in triples
        if triple.subject.value.endswith(ending) and triple.predicate.value.removeprefix(namespaces.CG) in NAMES
    }
    assert any(triple.subject.value.endswith(ending) for triple in triples)
    return found


def test_a_passage_of_a_pdf_names_its_page_in_its_iri() -> None:
    triples = document_to_triples(PDF, BOOK_ENTRY).triples
    assert location(triples, "#page=1&line=1,2") == {"page": 1}
    assert location(triples, "#page=1&line=5,7") == {"page": 1, "endPage": 2}
    assert location(triples, "#page=2&line=8,9") == {"page": 2, "table": 1, "row": 1, "column": 1}


def test_a_passage_of_a_word_document_keeps_its_lines_in_its_iri() -> None:
    triples = document_to_triples(WORD, BOOK_ENTRY).triples
    assert location(triples, "#line=1,2") == {"paragraph": 2}
    assert location(triples, "#line=5,7") == {"paragraph": 5, "endParagraph": 6}
    assert location(triples, "#line=9,10") == {"table": 1, "row": 1, "column": 2}
    assert location(triples, "/unparsed/2") == {"paragraph": 11}


def test_plain_text_has_no_places() -> None:
    predicates = {triple.predicate.value for triple in document_to_triples(SMALL, ENTRY).triples}
    assert predicates & {namespaces.CG + name for name in (*NAMES, "linePlaces")} == set()


def test_places_that_say_nothing_are_kept_too() -> None:
    source = dataclasses.replace(WORD.document, places=(Place(),) * len(WORD.document.lines))
    parsed = ParsedDocument(source, WORD.profiles)
    assert triples_to_document(document_to_triples(parsed, BOOK_ENTRY).triples) == parsed


@given(st.integers(0, 6).flatmap(places))
def test_places_come_back_out_of_their_text(found: tuple[Place, ...]) -> None:
    if found:
        assert places_from_text(text_of_places(found), len(found), "a") == found


def test_a_long_document_takes_a_short_text() -> None:
    found = tuple(Place(page=number // 50 + 1) for number in range(5000))
    assert len(text_of_places(found)) < 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "p",
        "p1",
        "p1*3",
        "p1*99999999999999",
        "p1 p2 p3",
        "x1*2",
        "p1*2 ",
        "p-1*2",
        "r1p1*2",
        "-*1 -p1",
        "p1**2",
        "*2",
    ],
)
def test_a_text_that_tells_no_places_of_two_lines_is_refused(text: str) -> None:
    with pytest.raises(FailureError, match="not whole"):
        places_from_text(text, 2, "a")
    triples = document_to_triples(WORD, BOOK_ENTRY).triples
    spoilt = [
        Triple(triple.subject, triple.predicate, Literal(text)) if triple.predicate == LINE_PLACES else triple
        for triple in triples
    ]
    assert spoilt != list(triples)
    with pytest.raises(FailureError, match="not whole"):
        triples_to_document(spoilt)
