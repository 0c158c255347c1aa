"""What a file says of the blank nodes that its statements lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import BlankNode, Triple

__all__ = ["with_blank_parts"]


def with_blank_parts(triples: Iterable[Triple], pool: Iterable[Triple]) -> set[Triple]:
    """Return statements with those on the blank nodes that they lead to, directly or by way of others.

    Args:
        triples: the statements.
        pool: where the others are taken from.

    Returns:
        All of them.

    >>> from pyoxigraph import Literal, NamedNode
    >>> p = NamedNode("urn:p")
    >>> note = Triple(BlankNode("b"), p, Literal("x"))
    >>> len(with_blank_parts([Triple(NamedNode("urn:a"), p, BlankNode("b"))], [note]))
    2
    """
    about: defaultdict[BlankNode, set[Triple]] = defaultdict(set)
    for triple in pool:
        if isinstance(triple.subject, BlankNode):
            about[triple.subject].add(triple)
    own = set(triples)
    front = {triple.object for triple in own if isinstance(triple.object, BlankNode)}
    seen: set[BlankNode] = set()
    while front:
        seen |= front
        further = {triple for node in front for triple in about.get(node, ())}
        own |= further
        front = {triple.object for triple in further if isinstance(triple.object, BlankNode)} - seen
    return own
