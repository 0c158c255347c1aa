"""A graph in memory to work on: nothing durable, nothing recorded, thrown away after use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from competencygraph.store.engine import plain_terms
from competencygraph.store.evaluate import evaluate
from competencygraph.store.port import QueryResult
from competencygraph.store.sparql_guard import check_query

__all__ = ["Quads", "Scratch", "quads_in", "syntax_error"]

Quads: TypeAlias = Store
"""Quads in memory by graph, subject, predicate and object."""

#: The same queries are put to one piece of work after another; each is looked at once.
_check_once = lru_cache(maxsize=1024)(check_query)


class Scratch:
    """A default graph and named graphs for one piece of work.

    Args:
        triples: the default graph.
        named: named graphs, by IRI.

    >>> from pyoxigraph import Literal
    >>> scratch = Scratch([Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"))])
    >>> scratch.query("SELECT ?o WHERE { ?s ?p ?o }").rows
    ((<Literal value=x datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#string>>,),)
    """

    def __init__(self, triples: Iterable[Triple] = (), named: Mapping[str, Iterable[Triple]] | None = None) -> None:
        self._store = Store()
        self.add(triples)
        for graph, members in (named or {}).items():
            name = NamedNode(graph)
            self._store.extend(Quad(one.subject, one.predicate, one.object, name) for one in members)

    def add(self, triples: Iterable[Triple]) -> None:
        """Add triples to the default graph."""
        self._store.extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in triples)

    def query(self, sparql: str, *, timeout: float | None = None) -> QueryResult:
        """Return the answer of a trusted query.

        Args:
            sparql: the query.
            timeout: seconds, looked at between rows; None for no limit.

        Returns:
            The whole answer.

        Raises:
            QueryLimitError: the time was reached.
        """
        _check_once(sparql)
        return evaluate(self._store, sparql, timeout=timeout, max_rows=None, checked=True)

    def describe(self, node: str) -> dict[str, str]:
        """Return what the default graph says of a node, one value a property.

        Args:
            node: IRI.

        Returns:
            Values by IRI of the property; of several values the one that sorts first.
        """
        found: dict[str, str] = {}
        for quad in self._store.quads_for_pattern(NamedNode(node), None, None, DefaultGraph()):
            _, predicate, term = plain_terms(quad.triple)
            found[predicate.value] = min(term.value, found.get(predicate.value, term.value))
        return found


def quads_in(lines: bytes) -> Quads:
    r"""Return the quads of N-Quads lines, in memory.

    Args:
        lines: N-Quads that a parser wrote.

    Returns:
        The quads, each once.

    >>> len(quads_in(b"<urn:a> <urn:p> <urn:b> <urn:g> .\n"))
    1
    """
    quads = Store()
    quads.extend(parse(lines, format=RdfFormat.N_QUADS))
    return quads


def syntax_error(sparql: str) -> str | None:
    """Return what is wrong with the syntax of a query, None when nothing is; nothing is looked up.

    Args:
        sparql: a query with all its prefixes.

    Returns:
        The engine's words, with line and column.

    >>> syntax_error("SELECT ?a WHERE { ?a ?b ?c }") is None
    True
    """
    try:
        Store().query(sparql)
    except SyntaxError as error:
        return str(error.msg)
    return None
