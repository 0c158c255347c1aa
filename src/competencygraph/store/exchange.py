"""Dump and load: all of a store as sorted N-Quads."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

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

__all__ = ["dump_lines", "read_quads", "sorted_lines", "states_of_file"]

_CHUNK = 100_000


def dump_lines(store: Store, base: str) -> Iterator[str]:
    r"""Yield all quads as N-Quads lines in code point order, the store's own sentinels left out.

    Lines beyond the first 100,000 are sorted in temporary files, so that memory stays bounded.

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
    yield from sorted_lines(q for q in store.quads_for_pattern(None, None, None, None) if q.graph_name != own)


def sorted_lines(quads: Iterable[Quad]) -> Iterator[str]:
    r"""Yield quads as N-Quads lines in code point order.

    Args:
        quads: in any order, none twice.

    Yields:
        Lines with their line ends.

    >>> from pyoxigraph import Literal
    >>> list(sorted_lines([Quad(NamedNode("a:s"), NamedNode("a:p"), Literal("v"))]))
    ['<a:s> <a:p> "v" .\n']
    """
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder:
        runs: list[Path] = []
        lines: list[str] = []
        for quad in quads:
            lines.append(f"{quad} .\n")
            if len(lines) >= _CHUNK:
                runs.append(Path(folder, str(len(runs))))
                runs[-1].write_text("".join(sorted(lines)), encoding="utf-8", newline="\n")
                lines.clear()
        lines.sort()
        files = [run.open(encoding="utf-8", newline="\n") for run in runs]
        try:
            yield from heapq.merge(lines, *files)
        finally:
            for file in files:
                file.close()


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
