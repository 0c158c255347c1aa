"""The vocabulary in a store, kept equal to the package's."""

from __future__ import annotations

from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.store import GraphStore
from competencygraph.store.graphs import vocabulary_graph

__all__ = ["refresh_vocabulary"]


def refresh_vocabulary(store: GraphStore) -> bool:
    """Put the packaged vocabulary into a store when the store does not hold it as it is.

    Args:
        store: a store that is open for writing.

    Returns:
        Whether the store was changed.
    """
    return store.replace_graph(vocabulary_graph(), vocabulary_triples(), live=True)
