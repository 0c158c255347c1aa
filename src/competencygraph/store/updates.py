"""From a SPARQL update to changes of graphs: it is tried on a copy, and what it changed there is what is written.

So the digests before and after are known before the commit, and the live graph stays the union that it must be:
what an update adds to the default graph itself goes to a graph of its own, which is live.
"""

from __future__ import annotations

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from competencygraph.errors import QueryRefusedError, StoreError
from competencygraph.store.changes import GraphChange, View, with_live_change
from competencygraph.store.digests import EMPTY, state_of
from competencygraph.store.engine import ENGINE_ERRORS, plain_terms
from competencygraph.store.graphs import (
    HAS_CURRENT_VERSION,
    PREVIOUS_VERSION,
    catalogue_graph,
    live_name,
    local_graph,
    mapping_graph,
    state_graph,
    vocabulary_graph,
)
from competencygraph.store.session import Session
from competencygraph.store.sparql_guard import check_update, update_touches_only_live
from competencygraph.terms.namespaces import PREFIXES

__all__ = ["plan_update"]


def plan_update(session: Session, sparql: str) -> tuple[dict[str, GraphChange], GraphChange]:
    """Return what an update does to the named graphs and to the live graph, without doing it.

    Args:
        session: the store.
        sparql: the update; it may use the project's prefixes without declaring them.

    Returns:
        The changes by name of graph, and the change of the live graph.

    Raises:
        QueryRefusedError: the text is no update, asks another server, changes what the store keeps itself, an edition
            or the catalogue, or writes triple terms.
        StoreError: the copy could not be made.
    """
    check_update(sparql)
    view, base = session.view(), session.state.base
    changes: dict[str, GraphChange] = {}
    with session.scratch() as copy:
        try:
            copy.update(sparql, prefixes=dict(PREFIXES))
        except (SyntaxError, ValueError) as error:
            raise QueryRefusedError(f"the update is no valid SPARQL: {error}", remedy="mend it") from error
        except ENGINE_ERRORS as error:
            raise StoreError(f"the update failed: {error}", remedy="nothing was changed") from error
        own = _difference(session.store, copy, live_name(base), session, DefaultGraph())
        if not update_touches_only_live(sparql):
            names = {graph.value for graph in copy.named_graphs()} | session.state.graphs.keys() | {state_graph(base)}
            for name in sorted(names - {live_name(base)}):
                changes[name] = _difference(session.store, copy, name, session, NamedNode(name))
    _refuse_own_graphs(session.view(), changes, base)
    _refuse_triple_terms([own, *changes.values()])
    for name, change in changes.items():
        new = name in {vocabulary_graph(base), mapping_graph(base), local_graph(base)}
        change.was_live = view.is_live(name)
        change.live = change.was_live or (new and bool(change.added))
    _add_local(view, changes, own, local_graph(base))
    effective, live = with_live_change(view, changes)
    if kept := own.dropped - live.dropped:
        triple = min(kept, key=str)
        graph = next(name for name in view.graphs_stating([triple])[triple] if view.is_live(name))
        raise QueryRefusedError(
            f"the update deletes a triple from the live graph that <{graph}> still states: {triple}",
            remedy="delete it from that graph; the live graph follows",
        )
    return effective, live


def _difference(store: Store, copy: Store, name: str, session: Session, graph: NamedNode | DefaultGraph) -> GraphChange:
    """Return what differs in one graph; graphs that did not change are read once and not kept."""
    known = session.state.graphs.get(name, EMPTY)
    found = state_of((q.triple for q in copy.quads_for_pattern(None, None, None, graph)), live=known.live)
    if found == known and name != state_graph(session.state.base):
        return GraphChange()
    before = {q.triple for q in store.quads_for_pattern(None, None, None, graph)}
    after = {q.triple for q in copy.quads_for_pattern(None, None, None, graph)}
    return GraphChange(after - before, before - after)


def _refuse_own_graphs(view: View, changes: dict[str, GraphChange], base: str) -> None:
    if changes.get(state_graph(base)):
        raise QueryRefusedError("the update changes the store's own state graph", remedy="leave that graph alone")
    changed = {name for name, change in changes.items() if change}
    if catalogue_graph(base) in changed:
        raise QueryRefusedError(
            "the update changes the catalogue of documents",
            where=catalogue_graph(base),
            remedy="use `competencygraph ingest` or `store remove` for that",
        )
    for predicate in (HAS_CURRENT_VERSION, PREVIOUS_VERSION):
        for triple in view.match(catalogue_graph(base), None, NamedNode(predicate)):
            if isinstance(triple.object, NamedNode) and triple.object.value in changed:
                raise QueryRefusedError(
                    "the update changes an edition of a document",
                    where=triple.object.value,
                    remedy="use `competencygraph ingest` or `store remove` for that",
                )


def _refuse_triple_terms(changes: list[GraphChange]) -> None:
    """Refuse terms in which a blank node would get another name when the change is written."""
    for change in changes:
        for triple in change.added | change.dropped:
            if isinstance(triple.object, Triple):
                raise QueryRefusedError(
                    "the update writes or deletes a triple term, and the store keeps none",
                    remedy="state it with nodes of its own",
                )


def _add_local(view: View, changes: dict[str, GraphChange], own: GraphChange, local: str) -> None:
    """Give the local graph what the update did to the default graph itself."""
    change = changes.setdefault(local, GraphChange(was_live=view.is_live(local), live=view.is_live(local)))
    brought: set[Triple] = set()
    for each in changes.values():
        if each.live:
            brought |= each.added
    change.added |= own.added - brought
    change.dropped |= {
        triple for triple in own.dropped if next(view.match(local, *plain_terms(triple)), None) is not None
    }
    change.live = change.live or bool(change.added)
