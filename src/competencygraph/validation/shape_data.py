"""What the engine evaluates, and on what: triples of shapes with their queries complete, and graphs for the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from competencygraph.validation.shacl_terms import SH
from competencygraph.validation.shape_graph import NIL
from competencygraph.validation.shape_queries import queries_of
from competencygraph.validation.shapes import Shapes

__all__ = ["PreparedGraph", "evaluated", "without_long_lists"]
_IN = f"{SH}in"


class PreparedGraph(rdflib.Graph):
    """A graph whose queries are parsed once for all focus nodes and graphs; they name no prefix of its own.

    Args:
        queries: those that were parsed before, by text; it grows.
    """

    def __init__(self, queries: dict[str, Query]) -> None:
        super().__init__(store="SimpleMemory", bind_namespaces="none")
        self._prepared_queries = queries

    def prepared(self, text: str) -> Query:
        """Return a query, parsed.

        Args:
            text: complete SPARQL.

        Returns:
            The query.
        """
        if text not in self._prepared_queries:
            self._prepared_queries[text] = prepareQuery(text)
        return self._prepared_queries[text]

    def query(self, query_object: Any, *arguments: Any, **settings: Any) -> Any:
        """Return the answer of a query."""
        query = self.prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *arguments, **settings)


def evaluated(shapes: Shapes, *, checked: bool) -> Iterator[Triple]:
    """Yield what the engine is to see: complete queries; no prefixes, messages or imports.

    Args:
        shapes: those in question.
        checked: whether their queries were found to be in order before.

    Yields:
        The triples.

    Raises:
        ShapesError: a query is faulty or not allowed.
    """
    queries = {(query.node, f"{SH}{query.word}"): query.text for query in queries_of(shapes.graph, checked=checked)}
    left_out = {f"{SH}{word}" for word in ("prefixes", "declare", "message")}
    left_out.add("http://www.w3.org/2002/07/owl#imports")
    for triple in shapes.triples:
        subject = triple.subject
        if isinstance(subject, NamedNode | BlankNode) and (subject, triple.predicate.value) in queries:
            yield Triple(subject, triple.predicate, Literal(queries[subject, triple.predicate.value]))
        elif triple.predicate.value not in left_out:
            yield triple


def without_long_lists(shapes: Shapes) -> Iterator[Triple]:
    """Yield shapes with ``()`` as their only ``sh:in``, whose lists were found well formed, and take the engine long.

    Args:
        shapes: those in question.

    Yields:
        The triples.
    """
    for triple in shapes.triples:
        subject = triple.subject
        is_list = triple.predicate.value == _IN
        alone = is_list and not isinstance(subject, Triple) and len(shapes.graph.objects(subject, _IN)) == 1
        yield Triple(subject, triple.predicate, NamedNode(NIL)) if alone else triple
