"""The store: one live graph, edition graphs, a catalogue; in memory, in a folder or on a server."""

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
from competencygraph.store.opening import holds_store, is_server, open_store
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
    "holds_store",
    "inference_graph",
    "is_server",
    "local_graph",
    "mapping_graph",
    "open_store",
    "restore",
    "state_graph",
    "vocabulary_graph",
]
