"""The graph of a small document that says everything once, against the one that was read and approved."""

from __future__ import annotations

from pathlib import Path

from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.terms import cg, namespaces

from .small import ENTRY, SMALL, golden_lines

GOLDEN = Path(__file__).parent / "golden" / "small.nt"


def test_the_graph_of_the_small_document_is_the_golden_one() -> None:
    expected = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert len(expected) > 500
    assert golden_lines(document_to_triples(SMALL, ENTRY)) == expected


def test_the_small_document_comes_back() -> None:
    assert triples_to_document(document_to_triples(SMALL, ENTRY).triples) == SMALL


def test_every_term_of_the_vocabulary_that_data_uses_is_declared_and_occurs_in_the_golden_graph() -> None:
    declared = {value for name, value in vars(cg).items() if not name.startswith("_") and isinstance(value, str)}
    assert len(declared) > 100
    words = GOLDEN.read_text(encoding="utf-8").replace(">", " ").replace("<", " ").split()
    used = {word for word in words if word.startswith(namespaces.CG)}
    assert used <= declared
    from competencygraph.rdf import vocabulary

    written = {value.value for name, value in vars(vocabulary).items() if name.isupper() and hasattr(value, "value")}
    own = {iri for iri in written if iri.startswith(namespaces.CG)}
    assert len(own) > 100
    assert own - used == set(), "a term that the mapping names occurs in no triple of the golden graph"
