"""The graphs of small documents that say everything once, against those that were read and approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.model import DocumentEntry, ParsedDocument
from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.terms import cg, namespaces

from .book import BOOK_ENTRY, BOOKS
from .small import ENTRY, SMALL, golden_lines

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = {"small": (SMALL, ENTRY), **{name: (book, BOOK_ENTRY) for name, book in BOOKS.items()}}
CASES = [(name, *pair) for name, pair in DOCUMENTS.items()]


@pytest.mark.parametrize(("name", "parsed", "entry"), CASES, ids=list(DOCUMENTS))
def test_the_graph_of_the_document_is_the_golden_one(name: str, parsed: ParsedDocument, entry: DocumentEntry) -> None:
    expected = (GOLDEN / f"{name}.nt").read_text(encoding="utf-8").splitlines()
    assert len(expected) > 250
    assert golden_lines(document_to_triples(parsed, entry)) == expected


@pytest.mark.parametrize(("name", "parsed", "entry"), CASES, ids=list(DOCUMENTS))
def test_the_document_comes_back(name: str, parsed: ParsedDocument, entry: DocumentEntry) -> None:
    assert triples_to_document(document_to_triples(parsed, entry).triples) == parsed


def test_there_is_a_golden_graph_for_each_document_and_no_other() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(DOCUMENTS)


def test_every_term_of_the_vocabulary_that_data_uses_is_declared_and_occurs_in_a_golden_graph() -> None:
    declared = {value for name, value in vars(cg).items() if not name.startswith("_") and isinstance(value, str)}
    assert len(declared) > 100
    text = "".join((GOLDEN / f"{name}.nt").read_text(encoding="utf-8") for name in DOCUMENTS)
    words = text.replace(">", " ").replace("<", " ").split()
    used = {word for word in words if word.startswith(namespaces.CG)}
    assert used <= declared
    from competencygraph.rdf import vocabulary

    written = {value.value for name, value in vars(vocabulary).items() if name.isupper() and hasattr(value, "value")}
    own = {iri for iri in written if iri.startswith(namespaces.CG)}
    assert len(own) > 100
    # Corrections by hand stand in the catalogue, not in the graph of a document; tests/ingest/corrections has them.
    corrections = {cg.Correction, cg.correctedText, cg.correctionRecord, cg.correctionAction}
    assert own - used == corrections, "a term that the mapping names occurs in no triple of the golden graphs"
