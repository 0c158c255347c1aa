"""Graphs as bytes in three syntaxes, the same whenever and wherever they are written."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import OWL, RDF, BNode, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node
from tools.release.sources import BASE

__all__ = ["MEDIA_TYPES", "canonical", "written"]

#: Ending and media type of each syntax.
MEDIA_TYPES = {"ttl": "text/turtle", "rdf": "application/rdf+xml", "jsonld": "application/ld+json"}


class _Ordered(TurtleSerializer):
    """Turtle: the header, our terms, those of others, each sorted; blank nodes stand where they are used."""

    def orderSubjects(self) -> list[Node]:  # noqa: N802  (rdflib's name)
        headers = set(self.store.subjects(RDF.type, OWL.Ontology))
        used = set(self.store.objects())
        return sorted(
            set(self.store.subjects()),
            key=lambda one: (
                one not in headers,
                isinstance(one, BNode),
                isinstance(one, BNode) and one in used,
                not str(one).startswith(BASE),
                str(one),
            ),
        )


def canonical(graph: Graph) -> Graph:
    """Return an equal graph whose blank nodes are called the same in every run (RDFC-1.0).

    Args:
        graph: any.
    """
    # The terms are handed over one by one: only pyoxigraph names blank nodes quickly, only rdflib writes nice Turtle.
    dataset = ox.Dataset(ox.parse(graph.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    made = Graph(bind_namespaces="none")
    for quad in sorted(dataset, key=str):
        made.add((_term(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))
    return made


def written(graph: Graph, ending: str, prefixes: Mapping[str, str]) -> bytes:
    """Return a graph in a syntax.

    Args:
        graph: with canonical names of blank nodes, see `canonical`.
        ending: ``ttl``, ``rdf`` or ``jsonld``.
        prefixes: namespace by prefix; those that are not used are left out of Turtle.

    Returns:
        UTF-8, ending in a line end.
    """
    return {"ttl": _turtle, "rdf": _rdf_xml, "jsonld": _json_ld}[ending](graph, dict(sorted(prefixes.items())))


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError("a triple is no term of RDF 1.1")
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value.endswith("#string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))


def _turtle(graph: Graph, prefixes: Mapping[str, str]) -> bytes:
    bound = Graph(bind_namespaces="none")
    bound += graph
    for prefix, namespace in prefixes.items():
        bound.bind(prefix, namespace, override=True, replace=True)
    # Without this, rdflib would number the namespaces of properties as it meets them.
    spaces = {str(one)[: max(str(one).rfind("#"), str(one).rfind("/")) + 1] for one in graph.predicates()}
    for number, namespace in enumerate(sorted(spaces - set(prefixes.values())), start=1):
        bound.bind(f"ns{number}", namespace, override=True, replace=True)
    stream = io.BytesIO()
    _Ordered(bound).serialize(stream, encoding="utf-8")
    return stream.getvalue().strip() + b"\n"


def _rdf_xml(graph: Graph, prefixes: Mapping[str, str]) -> bytes:
    headers = {str(one) for one in graph.subjects(RDF.type, OWL.Ontology)}
    text = graph.serialize(format="nt")
    triples = list(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))
    triples = [quad.triple for quad in triples]
    triples.sort(key=lambda one: (_rank(one, headers), str(one.subject), str(one.predicate), str(one.object)))
    data = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=dict(prefixes))
    return (data or b"").strip() + b"\n"


def _rank(triple: ox.Triple, headers: Collection[str]) -> int:
    """Return the place of a subject: the header, our terms, those of others, blank nodes."""
    if not isinstance(triple.subject, ox.NamedNode):
        return 3
    if triple.subject.value in headers:
        return 0
    return 1 if triple.subject.value.startswith(BASE) else 2


def _json_ld(graph: Graph, prefixes: Mapping[str, str]) -> bytes:
    document = json.loads(graph.serialize(format="json-ld", context=dict(prefixes), auto_compact=False))
    nodes = document.get("@graph", [{key: value for key, value in document.items() if key != "@context"}])
    ordered = {"@context": dict(prefixes), "@graph": sorted(map(_sorted, nodes), key=_text)}
    return (json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _sorted(value: Any) -> Any:
    """Return JSON-LD with the values that have no order sorted."""
    if isinstance(value, dict):
        return {
            key: [_sorted(one) for one in inner] if key == "@list" and isinstance(inner, list) else _sorted(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=_text)
    return value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
