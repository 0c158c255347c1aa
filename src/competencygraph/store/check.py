"""Checks of what a store holds against what its state says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from competencygraph.store.changes import GraphChange
from competencygraph.store.digests import GraphState, state_of
from competencygraph.store.engine import matching_quads
from competencygraph.store.graphs import CONTENT_DIGEST, live_name, state_graph

__all__ = ["find_content_damage", "find_index_damage", "read_sentinels", "sentinel_change", "sentinels_agree"]

_DIGEST = NamedNode(CONTENT_DIGEST)


def _sentinel(graph: str, state: GraphState) -> Triple:
    return Triple(NamedNode(graph), _DIGEST, Literal(state.sentinel()))


def sentinel_change(before: Mapping[str, GraphState], after: Mapping[str, GraphState | None]) -> GraphChange:
    """Return what a commit does to the state graph.

    Args:
        before: the settled state of each graph.
        after: the new state of each graph that it touches, None for one that it removes.

    Returns:
        The change of the sentinels of those graphs.
    """
    change = GraphChange()
    for name, state in after.items():
        if name in before:
            change.dropped.add(_sentinel(name, before[name]))
        if state is not None:
            change.added.add(_sentinel(name, state))
    return change


def read_sentinels(store: Store, base: str) -> dict[str, str]:
    """Return the sentinels that a store holds.

    Args:
        store: the engine.
        base: base IRI of the data.

    Returns:
        The sentinel of each graph by its name.

    >>> read_sentinels(Store(), "http://example.org/")
    {}
    """
    quads = store.quads_for_pattern(None, _DIGEST, None, NamedNode(state_graph(base)))
    return {
        q.subject.value: q.object.value
        for q in quads
        if isinstance(q.subject, NamedNode) and isinstance(q.object, Literal)
    }


def sentinels_agree(sentinels: Mapping[str, str], states: Mapping[str, GraphState]) -> bool:
    """Tell whether the sentinels are those of the states, one for each graph.

    Args:
        sentinels: what the store holds.
        states: what the state file says.

    Returns:
        True when they agree.

    >>> sentinels_agree({}, {"a:g": GraphState()})
    False
    """
    return dict(sentinels) == {name: state.sentinel() for name, state in states.items()}


def find_content_damage(store: Store, base: str, states: Mapping[str, GraphState]) -> str | None:
    """Return what is wrong with the content of a store, by reading all of it.

    Args:
        store: the engine.
        base: base IRI of the data.
        states: what each graph must hold, the live graph under its own name.

    Returns:
        One clause that names the graph; None when counts, digests and the live graph are right.

    >>> find_content_damage(Store(), "http://example.org/", {"a:g": GraphState(1)})
    'the sentinels of the graphs do not agree with the state file'
    """
    if not sentinels_agree(read_sentinels(store, base), states):
        return "the sentinels of the graphs do not agree with the state file"
    live = live_name(base)
    present = {graph.value for graph in store.named_graphs()} - {state_graph(base)}
    if unknown := sorted(present - states.keys()):
        return f"the graph <{unknown[0]}> is not in the state file"
    live_now: set[int] = set()
    union: set[int] = set()
    for name, expected in sorted(states.items()):
        graph = DefaultGraph() if name == live else NamedNode(name)
        seen = live_now if name == live else union if expected.live else None
        triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
        found = state_of(triples, live=expected.live, seen=seen)
        if found.count != expected.count:
            return f"the graph <{name}> holds {found.count} triples where {expected.count} were written"
        if found != expected:
            return f"the content of the graph <{name}> is not what was written"
    if live_now - union:
        return f"the live graph holds {len(live_now - union)} triples that no current graph states"
    if union - live_now:
        return f"the live graph lacks {len(union - live_now)} triples that current graphs state"
    return None


def find_index_damage(store: Store) -> str | None:
    """Return what is wrong with the indexes of the engine, by reading each of them from end to end.

    A reading of all content uses one index of several; the engine compares checksums of what it reads alone.

    Args:
        store: the engine.

    Returns:
        One clause when the indexes disagree; None when they agree.

    >>> find_index_damage(Store()) is None
    True
    """
    graphs: list[NamedNode | BlankNode | DefaultGraph | None] = [None, DefaultGraph(), *store.named_graphs()]
    for graph in graphs:
        quads = list(store.quads_for_pattern(None, None, None, graph))
        counts = {
            sum(_count(store, (subject, None, None), graph) for subject in {q.subject for q in quads}),
            sum(_count(store, (None, predicate, None), graph) for predicate in {q.predicate for q in quads}),
            sum(_count(store, (None, None, value), graph) for value in {q.object for q in quads}),
        }
        if counts != {len(quads)}:
            return "the indexes of the engine disagree"
    return None


def _count(store: Store, terms: tuple[Any, Any, Any], graph: NamedNode | BlankNode | DefaultGraph | None) -> int:
    return sum(1 for _ in matching_quads(store, *terms, graph))
