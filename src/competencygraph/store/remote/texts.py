"""The texts that a store puts to its server: patterns over one graph, and the parts of a change.

They name graphs and nodes that differ from store to store, so they are made here and in no file of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Triple

from competencygraph.store.changes import GraphChange
from competencygraph.store.writing import stand_in

__all__ = [
    "GENERATION",
    "PENDING",
    "PENDING_FOR",
    "PENDING_STATE",
    "WRITER",
    "chunks",
    "conditional",
    "copying",
    "data",
    "in_graph",
    "line",
    "removing",
]

_OWN = "urn:competencygraph:store"
GENERATION = f"{_OWN}:generation"
"""Property of the state graph: number of the last change, and the mark of who made it."""
WRITER = f"{_OWN}:writer"
"""Property of the state graph: the mark of a writer at work, and how many steps it has made."""
PENDING = f"{_OWN}:pending"
"""Property of the state graph: the mark of a change that is decided, and perhaps not yet made."""
PENDING_FOR = f"{_OWN}:pendingFor"
"""Property of a graph of triples that wait: the graph that they enter or leave."""
PENDING_STATE = f"{_OWN}:pendingState"
"""Property of a graph: its sentinel once the change is made; empty when the graph goes."""

_CHUNK_TRIPLES = 500
_CHUNK_CHARACTERS = 150_000


def in_graph(graph: str | None, body: str) -> str:
    """Return a pattern in a named graph, or in the default graph when there is no name.

    Args:
        graph: its name.
        body: the pattern.

    Returns:
        The text.

    >>> in_graph("a:g", "?s ?p ?o")
    'GRAPH <a:g> { ?s ?p ?o }'
    """
    return body if graph is None else f"GRAPH <{graph}> {{ {body} }}"


def line(triple: Triple) -> str:
    """Return a triple as it is written on a server, blank nodes as IRIs.

    Args:
        triple: without triple terms.

    Returns:
        The text, with its full stop.
    """
    return f"{stand_in(triple.subject)} {triple.predicate} {stand_in(triple.object)} ."


def chunks(lines: Iterable[str]) -> Iterator[str]:
    r"""Yield lines in pieces that a server takes in one request.

    Args:
        lines: triples as `line` writes them.

    Yields:
        Texts of some hundred lines each.

    Source:
        Virtuoso 7.2.5 runs out of memory at some 4,900 short triples of ``INSERT DATA``.

    >>> [piece.count("\n") + 1 for piece in chunks(["a"] * 1200)]
    [500, 500, 200]
    """
    piece: list[str] = []
    size = 0
    for one in lines:
        if piece and (len(piece) >= _CHUNK_TRIPLES or size + len(one) > _CHUNK_CHARACTERS):
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(one)
        size += len(one)
    if piece:
        yield "\n".join(piece)


def data(verb: str, graph: str, body: str) -> str:
    """Return the update that inserts or deletes given triples of a named graph.

    Args:
        verb: ``INSERT`` or ``DELETE``.
        graph: its name.
        body: the triples.

    Returns:
        The update.

    >>> data("INSERT", "a:g", "<a:s> <a:p> 1 .")
    'INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 . } }'
    """
    return f"{verb} DATA {{ GRAPH <{graph}> {{ {body} }} }}"


def copying(source: str, target: str | None) -> str:
    """Return the update that adds all triples of one graph to another.

    Args:
        source: name of the graph that is read.
        target: name of the graph that grows; None for the default graph.

    Returns:
        The update; it does nothing when the source is not there.
    """
    return f"INSERT {{ {in_graph(target, '?s ?p ?o')} }} WHERE {{ GRAPH <{source}> {{ ?s ?p ?o }} }}"


def removing(source: str, target: str | None) -> str:
    """Return the update that takes all triples of one graph out of another.

    Args:
        source: name of the graph that is read.
        target: name of the graph that shrinks; None for the default graph.

    Returns:
        The update; it does nothing when the source is not there.
    """
    return f"DELETE {{ {in_graph(target, '?s ?p ?o')} }} WHERE {{ GRAPH <{source}> {{ ?s ?p ?o }} }}"


def conditional(changes: Mapping[str | None, GraphChange], where: str) -> str:
    """Return the one update that makes all changes when a condition holds, else none of them.

    Args:
        changes: the changes by name of graph, None for the default graph.
        where: a pattern with one answer, or none.

    Returns:
        The update.
    """
    parts = []
    for verb in ("DELETE", "INSERT"):
        inside = [
            in_graph(graph, "\n".join(map(line, triples)))
            for graph, change in changes.items()
            if (triples := change.dropped if verb == "DELETE" else change.added)
        ]
        if inside:
            parts.append(f"{verb} {{\n" + "\n".join(inside) + "\n}")
    return "\n".join([*parts, f"WHERE {{ {where} }}"])
