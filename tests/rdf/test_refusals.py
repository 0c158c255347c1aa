"""What RDF cannot hold is refused with a clear error, never lost."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from competencygraph.errors import CatalogueError, CompetencyGraphError, UnreadableDocumentError
from competencygraph.model import (
    DocumentEntry,
    EditorialStatement,
    Evidence,
    FrameworkEntry,
    Item,
    ParsedDocument,
    Profile,
    Salary,
    SourceDocument,
    Vacancy,
)
from competencygraph.rdf import document_to_triples

from .small import ENTRY, SMALL


def document(*profiles: Profile, **changes: Any) -> ParsedDocument:
    source = SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "x"))
    return ParsedDocument(dataclasses.replace(source, **changes), profiles)


LINE = Evidence(1, 1)
BAD_DOCUMENTS = {
    "lone surrogate (U+D800)": document(Profile("profile", tasks=(Item("a\ud800", LINE),))),
    "lone surrogate (U+DFFF)": document(lines=("\udfff",)),
    "lone surrogate (U+DC80)": document(path="caf\udc80.txt"),
    "a line holds a line break": document(lines=("a\nb",)),
    "'n l' is no language tag": document(language="n l"),
    "'' is no language tag": document(language=""),
    "Infinity is no amount": document(Profile("profile", vacancy=Vacancy(salary=Salary(Decimal("inf"), None, None)))),
    "NaN is no amount": document(Profile("profile", vacancy=Vacancy(salary=Salary(None, Decimal("nan"), None)))),
    "lines 2 to 3 lie beyond the 2 lines": document(Profile("profile", tasks=(Item("a", Evidence(2, 3)),))),
    "but no grades": document(Profile("profile", grades_evidence=LINE)),
    "but no name": document(Profile("profile", vacancy=Vacancy(organisation_evidence=LINE))),
    "“abc” is no SHA-256 digest": document(digest="abc"),
}
BAD_ENTRIES = {
    "the key “a b” cannot stand in an IRI": DocumentEntry("a b", FrameworkEntry("demo")),
    "the grade scheme “lunar” is not known": DocumentEntry("a", FrameworkEntry("demo", {}, "lunar")),
    "the grade scheme “../federal” is not known": DocumentEntry("a", FrameworkEntry("demo", {}, "../federal")),
    "language is no language tag": DocumentEntry("a", FrameworkEntry("demo", {"n l": "x"})),
    "the property “tittle” of an editorial statement is not known": DocumentEntry(
        "a", FrameworkEntry("demo"), None, (EditorialStatement("tittle", "x", "editor"),)
    ),
    "the property “__doc__” of": DocumentEntry(
        "a", FrameworkEntry("demo"), None, (EditorialStatement("__doc__", "x", "editor"),)
    ),
}


@pytest.mark.parametrize("message", BAD_DOCUMENTS)
def test_a_document_that_rdf_cannot_hold_is_refused(message: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        document_to_triples(BAD_DOCUMENTS[message], ENTRY)
    assert_clear(caught.value, message)


@pytest.mark.parametrize("message", BAD_ENTRIES)
def test_an_entry_that_cannot_be_used_is_refused(message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        document_to_triples(SMALL, BAD_ENTRIES[message])
    assert_clear(caught.value, message)


def assert_clear(error: CompetencyGraphError, message: str) -> None:
    assert message in error.what
    assert error.where
    assert error.remedy
