"""The engine's ways that the rest of the store must not trip over: what it raises, and what it finds too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

__all__ = ["ENGINE_ERRORS", "matching_quads", "plain_terms"]

_Node: TypeAlias = NamedNode | BlankNode | Triple
_Value: TypeAlias = _Node | Literal

ENGINE_ERRORS: tuple[type[OSError], type[RuntimeError]] = (OSError, RuntimeError)
"""An `OSError` for what the system refuses, a `RuntimeError` for files that are damaged (pyoxigraph 0.5)."""


def matching_quads(
    store: Store,
    subject: _Node | None = None,
    predicate: NamedNode | None = None,
    value: _Value | None = None,
    graph: NamedNode | BlankNode | DefaultGraph | None = None,
) -> Iterator[Quad]:
    """Yield the quads that have exactly the given terms.

    On disk the engine gives too many where a pattern ends in an integer whose last byte is 255 (pyoxigraph 0.4 to
    0.5.13: 255 also finds 256 to 510), so its answers are compared with what was asked.

    Args:
        store: the engine.
        subject: the subject, None for any.
        predicate: the predicate, None for any.
        value: the object, None for any.
        graph: the graph, None for any.

    Yields:
        Each quad once.

    >>> list(matching_quads(Store(), NamedNode("a:s")))
    []
    """
    for quad in store.quads_for_pattern(subject, predicate, value, graph):
        if (
            (subject is None or quad.subject == subject)
            and (predicate is None or quad.predicate == predicate)
            and (value is None or quad.object == value)
            and (graph is None or quad.graph_name == graph)
        ):
            yield quad


def plain_terms(triple: Triple) -> tuple[NamedNode | BlankNode, NamedNode, NamedNode | BlankNode | Literal]:
    """Return subject, predicate and object of a triple without triple terms.

    The engine's types allow a triple as a subject or object; the graphs that this is used on hold none.

    Args:
        triple: the triple.

    Returns:
        Its three terms.

    >>> plain_terms(Triple(NamedNode("a:s"), NamedNode("a:p"), Literal("v")))[1].value
    'a:p'
    """
    return triple.subject, triple.predicate, triple.object  # type: ignore[return-value]  # no triple terms, see above
