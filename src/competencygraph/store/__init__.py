"""The store: one live graph, edition graphs, a catalogue; embedded, in memory or in a folder."""

from competencygraph.store.backup import restore
from competencygraph.store.documents import StoredDocument
from competencygraph.store.embedded import EmbeddedStore
from competencygraph.store.graphs import (
    catalogue_graph,
    inference_graph,
    local_graph,
    mapping_graph,
    state_graph,
    vocabulary_graph,
)
from competencygraph.store.opening import open_store
from competencygraph.store.port import EditionChange, EditionOutcome, GraphStore, QueryResult, Term

__all__ = [
    "EditionChange",
    "EditionOutcome",
    "EmbeddedStore",
    "GraphStore",
    "QueryResult",
    "StoredDocument",
    "Term",
    "catalogue_graph",
    "inference_graph",
    "local_graph",
    "mapping_graph",
    "open_store",
    "restore",
    "state_graph",
    "vocabulary_graph",
]
