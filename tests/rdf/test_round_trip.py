"""model → triples → model is the identity, order and repetitions included."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from competencygraph.errors import FailureError
from competencygraph.model import DocumentEntry, ParsedDocument
from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.rdf.writer import EditionWriter

from .small import ENTRY, SMALL
from .strategies import documents, entries

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=80, suppress_health_check=SLOW)
@given(documents(), entries())
def test_a_document_comes_back_out_of_a_store_as_it_went_in(parsed: ParsedDocument, entry: DocumentEntry) -> None:
    graph = document_to_triples(parsed, entry)
    assert len(set(graph.triples)) == len(graph.triples)
    assert len(set(graph.catalogue)) == len(graph.catalogue)
    store = Store()
    name = NamedNode(graph.edition)
    store.extend(Quad(triple.subject, triple.predicate, triple.object, name) for triple in graph.triples)
    stored = [quad.triple for quad in store]
    assert set(stored) == set(graph.triples), "a store keeps every literal as it was written"
    assert triples_to_document(sorted(stored, key=str)) == parsed
    written = serialize(graph.triples, format=RdfFormat.N_TRIPLES)
    assert [quad.triple for quad in parse(written, format=RdfFormat.N_TRIPLES)] == list(graph.triples)


@settings(max_examples=50, suppress_health_check=SLOW)
@given(documents(), entries())
def test_two_things_never_share_an_iri(parsed: ParsedDocument, entry: DocumentEntry) -> None:
    made: list[str] = []

    class Recorder(EditionWriter):
        def describe(self, iri: str, *kinds: NamedNode) -> NamedNode:
            made.append(iri)
            return super().describe(iri, *kinds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("competencygraph.rdf.write_document.EditionWriter", Recorder)
        graph = document_to_triples(parsed, entry)
    assert made
    assert len(set(made)) == len(made)
    subjects = {triple.subject.value for triple in graph.triples if isinstance(triple.subject, NamedNode)}
    passages = {iri for iri in subjects if "line=" in iri}
    assert subjects - passages - {f"https://w3id.org/competencygraph/id/{entry.framework.key}"} == set(made)


def test_the_order_of_triples_does_not_matter() -> None:
    triples = document_to_triples(SMALL, ENTRY).triples
    assert len(triples) > 100
    assert triples_to_document(reversed(triples)) == SMALL


def test_the_same_document_gives_the_same_triples_in_the_same_order() -> None:
    assert document_to_triples(SMALL, ENTRY) == document_to_triples(SMALL, ENTRY)


def test_a_graph_that_lacks_a_triple_is_read_or_refused_but_never_breaks_the_reader() -> None:
    triples = document_to_triples(SMALL, ENTRY).triples
    refused = changed = 0
    for index in range(len(triples)):
        try:
            read = triples_to_document((*triples[:index], *triples[index + 1 :]))
        except FailureError as error:
            assert error.remedy
            refused += 1
        else:
            changed += read != SMALL
    assert refused > 50
    assert changed > 50


@pytest.mark.parametrize("count", [0, 2])
def test_what_is_not_the_graph_of_one_edition_is_refused(count: int) -> None:
    triples: list[Triple] = []
    for digest in "12"[:count]:
        triples += document_to_triples(_with_digest(digest * 64), ENTRY).triples
    with pytest.raises(FailureError, match=f"hold {count} editions"):
        triples_to_document(triples)


def _with_digest(digest: str) -> ParsedDocument:
    source = SMALL.document
    return ParsedDocument(type(source)(source.path, digest, source.language, source.lines, source.unparsed), ())
