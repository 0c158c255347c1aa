"""Dump and load: all of a store as sorted N-Quads."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from competencygraph.errors import StoreDamagedError, UsageError
from competencygraph.store.digests import EMPTY, GraphState
from competencygraph.store.engine import matching_quads
from competencygraph.store.graphs import (
    HAS_CURRENT_VERSION,
    PREVIOUS_VERSION,
    catalogue_graph,
    inference_graph,
    live_name,
    mapping_graph,
    state_graph,
    vocabulary_graph,
)
from competencygraph.store.sorting import sorted_blocks

__all__ = ["dump_lines", "graph_lines", "quad_lines", "read_quads", "sorted_lines", "states_of_file"]

Graph: TypeAlias = NamedNode | BlankNode | DefaultGraph

_CHUNK = 100_000
_PIECE = 1 << 24
_THREADS = 2
_AHEAD = 8


def dump_lines(store: Store, base: str) -> Iterator[str]:
    r"""Yield all quads as N-Quads lines in code point order, the store's own sentinels left out.

    Many lines are sorted in temporary files, so that memory stays bounded.

    Args:
        store: the engine.
        base: base IRI of the data.

    Yields:
        Lines with their line ends.

    >>> store = Store()
    >>> store.update("INSERT DATA { <a:b> <a:p> 1 . <a:a> <a:p> 'x' }")
    >>> "".join(dump_lines(store, "a:"))
    '<a:a> <a:p> "x" .\n<a:b> <a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    """
    own = NamedNode(state_graph(base))
    graphs = [DefaultGraph(), *(graph for graph in store.named_graphs() if graph != own)]
    named = (quad_lines(lines, str(graph)) for graph, lines in graph_lines(store, graphs))
    for block in sorted_blocks(named):
        for line in block:
            yield line.decode()


def graph_lines(
    store: Store, graphs: Sequence[Graph], small: Collection[Graph] = ()
) -> Iterator[tuple[Graph, list[bytes]]]:
    """Yield the N-Triples lines of graphs, piece by piece, in no order.

    The engine reads two graphs at once, a little ahead.

    Args:
        store: the engine.
        graphs: which graphs, in the order of the answer.
        small: those of them that may be held in memory; the others go through temporary files.

    Yields:
        A graph and lines of it with their line ends; an empty graph is left out.
    """

    def read(graph: Graph, path: Path) -> bytes | None:
        if graph in small:
            return store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
        store.dump(str(path), RdfFormat.N_TRIPLES, from_graph=graph)
        return None

    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder:
        pool = ThreadPoolExecutor(_THREADS)
        waiting: deque[tuple[Graph, Path, Future[bytes | None]]] = deque()
        remaining = iter(enumerate(graphs))
        try:
            while True:
                for number, graph in islice(remaining, _AHEAD - len(waiting)):
                    path = Path(folder, str(number))
                    waiting.append((graph, path, pool.submit(read, graph, path)))
                if not waiting:
                    return
                graph, path, future = waiting.popleft()
                data = future.result()
                for lines in _pieces(path) if data is None else (data.splitlines(keepends=True),):
                    if lines:
                        yield graph, lines
        finally:
            pool.shutdown(cancel_futures=True)


def _pieces(path: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a file in pieces, and remove it."""
    with path.open("rb") as file:
        while lines := file.readlines(_PIECE):
            yield lines
    path.unlink()


def quad_lines(lines: Sequence[bytes], graph: str) -> Sequence[bytes]:
    r"""Return N-Triples lines as N-Quads lines.

    Args:
        lines: with their line ends.
        graph: as N-Quads writes it; ``DEFAULT`` for the default graph.

    Returns:
        Lines with their line ends, in the same order.

    >>> quad_lines([b'<a:a> <a:p> "x" .\n'], "<a:g>")
    [b'<a:a> <a:p> "x" <a:g> .\n']
    """
    if graph == str(DefaultGraph()):
        return lines
    end = f"{graph} .\n".encode()
    return [line[:-2] + end for line in lines]


def sorted_lines(quads: Iterable[Quad]) -> Iterator[str]:
    r"""Yield quads as N-Quads lines in code point order.

    Args:
        quads: in any order.

    Yields:
        Lines with their line ends, each once.

    >>> from pyoxigraph import Literal
    >>> list(sorted_lines([Quad(NamedNode("a:s"), NamedNode("a:p"), Literal("v"))]))
    ['<a:s> <a:p> "v" .\n']
    """
    remaining = iter(quads)
    pieces = iter(lambda: [f"{quad} .\n".encode() for quad in islice(remaining, _CHUNK)], [])
    for block in sorted_blocks(pieces):
        for line in block:
            yield line.decode()


def read_quads(path: Path) -> Iterator[Quad]:
    """Yield the quads of an N-Quads file.

    Args:
        path: the file.

    Yields:
        Its quads, blank nodes under their own names.

    Raises:
        UsageError: the file cannot be read, or is no N-Quads.
    """
    try:
        yield from parse(path=str(path), format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise UsageError(f"the file is no valid N-Quads: {error}", where=str(path), remedy="give a dump") from error
    except OSError as error:
        raise UsageError(f"the file cannot be read: {error}", where=str(path), remedy="give a dump") from error


def states_of_file(path: Path, base: str) -> dict[str, GraphState]:
    """Return the states of the graphs of a dump, having checked that its live graph is the union that it must be.

    Args:
        path: the dump.
        base: base IRI of the data.

    Returns:
        The state of each graph, the live graph under its own name.

    Raises:
        UsageError: the file is no dump of a store with this base.
        StoreDamagedError: its live graph is not the union of its current editions and the other live graphs.
    """
    store = Store()
    store.extend(read_quads(path))
    if len(store) == 0:
        raise UsageError("the file holds no quads", where=str(path), remedy="give a dump")
    own = NamedNode(state_graph(base))
    current = _editions(store, base, HAS_CURRENT_VERSION)
    superseded = _editions(store, base, PREVIOUS_VERSION)
    states: dict[str, GraphState] = {}
    for name in store.named_graphs():
        if name == own or not isinstance(name, NamedNode):
            raise UsageError(f"the graph {name} is reserved", where=str(path), remedy="give a dump of a store")
        triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]
        inside = all(Quad(t.subject, t.predicate, t.object, DefaultGraph()) in store for t in triples)
        is_live = _is_live(name.value, base, current, superseded, inside=inside)
        states[name.value] = EMPTY.changed(triples, (), live=is_live)
        if states[name.value].live and not inside:
            raise StoreDamagedError(
                f"the live graph lacks triples of <{name.value}>", where=str(path), remedy="dump the store again"
            )
    live = [quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())]
    for triple in live:
        found = matching_quads(store, triple.subject, triple.predicate, triple.object)
        if not any(isinstance(q.graph_name, NamedNode) and states[q.graph_name.value].live for q in found):
            raise StoreDamagedError(
                f"no current graph states a triple of the live graph: {triple}",
                where=str(path),
                remedy="dump the store again",
            )
    if live:
        states[live_name(base)] = EMPTY.changed(live, (), live=True)
    return states


def _is_live(name: str, base: str, current: Set[str], superseded: Set[str], *, inside: bool) -> bool:
    """Tell whether a graph of a dump was live: by its role, or since all of it stands in the live graph."""
    if name in current or name in {vocabulary_graph(base), mapping_graph(base)}:
        return True
    if name in superseded or name in {catalogue_graph(base), inference_graph(base)}:
        return False
    return inside


def _editions(store: Store, base: str, predicate: str) -> set[str]:
    """Return the editions that the catalogue refers to with a property."""
    quads = store.quads_for_pattern(None, NamedNode(predicate), None, NamedNode(catalogue_graph(base)))
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
