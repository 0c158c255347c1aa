"""From editions that become current to changes of graphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from competencygraph.errors import UsageError
from competencygraph.store.catalogue import CatalogueDraft
from competencygraph.store.changes import GraphChange, View, replacement, with_live_change
from competencygraph.store.graphs import catalogue_graph
from competencygraph.store.port import EditionChange, EditionOutcome
from competencygraph.store.writing import name_blank_nodes

__all__ = ["EditionPlan", "plan_editions"]


@dataclass(frozen=True, slots=True)
class EditionPlan:
    """What a call of ``replace_editions`` does.

    Args:
        changes: the changes of named graphs that change something.
        live: the change of the live graph.
        outcomes: what becomes of each change, in the order given.
    """

    changes: dict[str, GraphChange]
    live: GraphChange
    outcomes: tuple[EditionOutcome, ...]


def plan_editions(view: View, changes: Sequence[EditionChange], base: str) -> EditionPlan:
    """Return what making these editions current does to every graph.

    Args:
        view: the store before the changes.
        changes: the editions, each document once.
        base: base IRI of the data.

    Returns:
        The plan; without changes when all editions are current already.

    Raises:
        UsageError: a document or an edition stands in two of the changes, or an edition bears a reserved name.
    """
    _refuse_doubles(changes, base)
    draft = CatalogueDraft(view, catalogue_graph(base))
    graphs: dict[str, GraphChange] = {}
    kinds: list[tuple[str, set[Triple], set[Triple]]] = []
    for change in changes:
        current = draft.current(change.document)
        before = draft.change()
        if change.edition is None:
            for edition in draft.history(change.document):
                graphs[edition] = _removal(view, edition)
            draft.remove(change.document)
            gone = set() if current is None else graphs[current].dropped
            kinds.append(("unchanged" if current is None else "removed", set(), gone))
            continue
        triples = name_blank_nodes(change.triples, change.edition)
        own = replacement(view, change.edition, triples, live=True)
        graphs[change.edition] = own
        leaving = set(own.dropped)
        if current is not None and current != change.edition:
            graphs[current] = replacement(view, current, None, live=False)
            leaving = view.triples(current)
        draft.put(change, change.edition)
        same = not own and draft.change() == before
        kind = "added" if current is None else "unchanged" if same else "replaced"
        kinds.append((kind, set(triples), leaving))
    graphs[catalogue_graph(base)] = draft.change()
    effective, live = with_live_change(view, graphs)
    return EditionPlan(effective, live, _outcomes(changes, kinds, live))


def _removal(view: View, edition: str) -> GraphChange:
    return GraphChange(dropped=view.triples(edition), was_live=view.is_live(edition), remove=view.holds(edition))


def _outcomes(
    changes: Sequence[EditionChange], kinds: Sequence[tuple[str, set[Triple], set[Triple]]], live: GraphChange
) -> tuple[EditionOutcome, ...]:
    """Return the outcomes; a triple that two documents bring or lose counts for the first."""
    added, dropped = set(live.added), set(live.dropped)
    outcomes = []
    for change, (kind, new, old) in zip(changes, kinds, strict=True):
        entered, left = added & new, dropped & old
        added -= entered
        dropped -= left
        outcomes.append(EditionOutcome(change.document, kind, len(entered), len(left)))
    return tuple(outcomes)


def _refuse_doubles(changes: Sequence[EditionChange], base: str) -> None:
    documents: set[str] = set()
    editions: set[str] = set()
    for change in changes:
        if change.document in documents:
            raise UsageError(
                "the document stands twice in one call", where=change.document, remedy="give each document once"
            )
        documents.add(change.document)
        if change.edition is None:
            continue
        if change.edition in editions or change.edition.startswith(f"{base}graph/"):
            raise UsageError(
                "the edition bears a name that is taken", where=change.edition, remedy="give each edition its own IRI"
            )
        editions.add(change.edition)
