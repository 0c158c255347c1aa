"""The documents that a store holds."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from competencygraph.store.catalogue import CatalogueDraft
from competencygraph.store.changes import View
from competencygraph.store.digests import EMPTY
from competencygraph.store.graphs import HAS_CURRENT_VERSION, catalogue_graph
from competencygraph.store.state import StoreState

__all__ = ["StoredDocument", "list_documents"]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document in a store.

    Args:
        document: its IRI.
        edition: IRI of its current edition.
        triples: triples of that edition.
        superseded: IRIs of the earlier editions, the latest first.
        digest: of what the current edition states, 64 hex digits.
    """

    document: str
    edition: str
    triples: int
    superseded: tuple[str, ...] = ()
    digest: str = EMPTY.digest


def list_documents(view: View, state: StoreState) -> tuple[StoredDocument, ...]:
    """Return the documents that the catalogue graph names.

    Args:
        view: what the store holds.
        state: its settled state.

    Returns:
        The documents, sorted by IRI.
    """
    graph = catalogue_graph(state.base)
    draft = CatalogueDraft(view, graph)
    found = []
    for triple in view.match(graph, None, NamedNode(HAS_CURRENT_VERSION)):
        if isinstance(triple.subject, NamedNode):
            current, *superseded = draft.history(triple.subject.value)
            content = state.graphs.get(current, EMPTY)
            found.append(
                StoredDocument(triple.subject.value, current, content.count, tuple(superseded), content.digest)
            )
    return tuple(sorted(found, key=lambda each: each.document))
