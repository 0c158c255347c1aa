"""What a change does to graphs, and what it therefore does to the live graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from competencygraph.store.digests import GraphState
from competencygraph.store.engine import matching_quads

__all__ = ["GraphChange", "StoreView", "View", "replacement", "with_live_change"]


@dataclass(slots=True)
class GraphChange:
    """Triples that enter and leave one graph; no triple does both.

    Args:
        added: triples that it does not hold.
        dropped: triples that it holds.
        was_live: whether its triples were in the live graph.
        live: whether its triples will be.
        remove: the graph goes, with all that it holds; `dropped` is all that.
    """

    added: set[Triple] = field(default_factory=set)
    dropped: set[Triple] = field(default_factory=set)
    was_live: bool = False
    live: bool = False
    remove: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.remove) or self.was_live != self.live


class View(Protocol):
    """What a store holds before a change, wherever it stands."""

    def holds(self, graph: str) -> bool:
        """Tell whether there is a graph of that name."""
        ...

    def is_live(self, graph: str) -> bool:
        """Tell whether the graph's triples are in the live graph."""
        ...

    def triples(self, graph: str) -> set[Triple]:
        """Return all triples of a named graph."""
        ...

    def match(
        self,
        graph: str,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Triple]:
        """Yield the triples of a named graph that have the given terms."""
        ...

    def live_among(self, triples: Collection[Triple]) -> set[Triple]:
        """Return those of the triples that the live graph holds."""
        ...

    def graphs_stating(self, triples: Collection[Triple]) -> Mapping[Triple, Collection[str]]:
        """Return the named graphs that hold each of the triples; a triple that none holds may be left out."""
        ...


class StoreView:
    """What an embedded store holds before a change.

    Args:
        store: the engine.
        states: the settled state of each graph.
    """

    def __init__(self, store: Store, states: Mapping[str, GraphState]) -> None:
        self._store = store
        self._states = states

    def holds(self, graph: str) -> bool:
        """Tell whether there is a graph of that name."""
        return graph in self._states

    def is_live(self, graph: str) -> bool:
        """Tell whether the graph's triples are in the live graph."""
        state = self._states.get(graph)
        return state is not None and state.live

    def triples(self, graph: str) -> set[Triple]:
        """Return all triples of a named graph."""
        return {quad.triple for quad in self._store.quads_for_pattern(None, None, None, NamedNode(graph))}

    def match(
        self,
        graph: str,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Triple]:
        """Yield the triples of a named graph that have the given terms."""
        for quad in matching_quads(self._store, subject, predicate, value, NamedNode(graph)):
            yield quad.triple

    def live_among(self, triples: Collection[Triple]) -> set[Triple]:
        """Return those of the triples that the live graph holds."""
        return {t for t in triples if Quad(t.subject, t.predicate, t.object, DefaultGraph()) in self._store}

    def graphs_stating(self, triples: Collection[Triple]) -> Mapping[Triple, Collection[str]]:
        """Return the named graphs that hold each of the triples."""
        return {
            triple: [
                quad.graph_name.value
                for quad in matching_quads(self._store, triple.subject, triple.predicate, triple.object)
                if isinstance(quad.graph_name, NamedNode)
            ]
            for triple in triples
        }


def replacement(view: View, graph: str, triples: Iterable[Triple] | None, *, live: bool) -> GraphChange:
    """Return the change that gives a graph exactly these triples.

    Args:
        view: the store before the change.
        graph: name of the graph; it need not be there.
        triples: what it will hold; None keeps what it holds.
        live: whether that will be in the live graph.

    Returns:
        The change; false when there is none.
    """
    was_live = view.is_live(graph)
    if triples is None:
        return GraphChange(was_live=was_live, live=live)
    new = set(triples)
    old = view.triples(graph) if view.holds(graph) else set()
    return GraphChange(new - old, old - new, was_live, live and bool(new), remove=bool(old) and not new)


def with_live_change(view: View, changes: Mapping[str, GraphChange]) -> tuple[dict[str, GraphChange], GraphChange]:
    """Return the changes that change something, and what they do to the live graph.

    A triple enters the live graph when a live graph states it; it leaves when no live graph states it any more.

    Args:
        view: the store before the changes.
        changes: the changes by name of graph.

    Returns:
        The changes without the empty ones, and the change of the live graph.
    """
    effective = {name: change for name, change in changes.items() if change}
    entering: set[Triple] = set()
    leaving: set[Triple] = set()
    for name, change in effective.items():
        if change.live:
            entering |= change.added if change.was_live else (view.triples(name) - change.dropped) | change.added
        if change.was_live:
            leaving |= change.dropped if change.live else view.triples(name)
    leaving -= entering
    stating = view.graphs_stating(leaving)

    def stays(triple: Triple) -> bool:
        for name in stating.get(triple, ()):
            change = effective.get(name)
            if view.is_live(name) if change is None else change.live and triple not in change.dropped:
                return True
        return False

    added = entering - view.live_among(entering)
    dropped = {triple for triple in leaving if not stays(triple)}
    return effective, GraphChange(added, dropped, was_live=True, live=True)
