"""The alignment as SKOS: competencies and the concepts of ESCO that they match, with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.exports.esco.alignment import NOTATION, Alignment
from competencygraph.rdf.sssom import NO_TERM, Curies
from competencygraph.terms.namespaces import DCTERMS, PROV, RDF, SKOS

__all__ = ["concept_triples"]

_TYPE = NamedNode(f"{RDF}type")
_CONCEPT = NamedNode(f"{SKOS}Concept")
_LABEL = NamedNode(f"{SKOS}prefLabel")
_ENGLISH = "en"


def concept_triples(alignment: Alignment) -> tuple[Triple, ...]:
    """Return an alignment as triples.

    Args:
        alignment: what is reviewed of a store.

    Returns:
        The triples of all competencies of the store with their names and matches, of each concept of ESCO that is
        matched with its English label and its code, and of the set with its licence and acknowledgement; sorted, each
        once.
    """
    triples = {*_set(alignment), *_competencies(alignment), *_matches(alignment)}
    return tuple(sorted(triples, key=str))


def _set(alignment: Alignment) -> Iterator[Triple]:
    about, curies = alignment.set.about, Curies(alignment.set.prefixes)
    node = NamedNode(str(about["mapping_set_id"]))
    yield Triple(node, _TYPE, NamedNode(f"{PROV}Entity"))
    for term, slot in (
        ("title", "mapping_set_title"),
        ("description", "mapping_set_description"),
        ("rights", "comment"),
    ):
        yield Triple(node, NamedNode(DCTERMS + term), Literal(str(about[slot]), language=_ENGLISH))
    yield Triple(node, NamedNode(f"{DCTERMS}license"), NamedNode(str(about["license"])))
    used = {one.object_source for one in alignment.set.mappings}
    origins = {dict(one.further)["mapping_source"] for one in alignment.set.mappings}
    for iri in sorted(filter(None, used)):
        yield Triple(node, NamedNode(f"{DCTERMS}source"), NamedNode(iri))
    for curie in sorted(origins):
        yield Triple(node, NamedNode(f"{PROV}wasDerivedFrom"), NamedNode(str(curies.expand(curie))))
    for role in sorted({one.reviewer for one in alignment.set.mappings if one.reviewer}):
        yield Triple(node, NamedNode(f"{PROV}wasAttributedTo"), NamedNode(role))


def _competencies(alignment: Alignment) -> Iterator[Triple]:
    for iri, names in alignment.competencies.items():
        yield Triple(NamedNode(iri), _TYPE, _CONCEPT)
        for name in names:
            yield Triple(NamedNode(iri), _LABEL, name)


def _matches(alignment: Alignment) -> Iterator[Triple]:
    for one in alignment.set.mappings:
        if one.object == NO_TERM:
            continue
        concept = NamedNode(one.object)
        yield Triple(NamedNode(one.subject), NamedNode(one.predicate), concept)
        yield Triple(concept, _TYPE, _CONCEPT)
        notation = dict(one.further).get(NOTATION)
        if one.object_label:
            yield Triple(concept, _LABEL, Literal(one.object_label, language=_ENGLISH))
        if notation:
            yield Triple(concept, NamedNode(f"{SKOS}notation"), Literal(notation))
