"""What a store holds, as readers of files ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pyoxigraph import NamedNode, Triple

from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import bind
from competencygraph.rdf.rows import triples_from_rows
from competencygraph.store import GraphStore, catalogue_graph, inference_graph, local_graph, mapping_graph

__all__ = ["StoreHeld"]


class StoreHeld:
    """The documents of a store, each read when it is asked for.

    Args:
        store: any store; it is only read, and must not change meanwhile.

    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     dict(StoreHeld(store).documents)
    {}
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._triples: dict[str, frozenset[Triple]] = {}

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        return self._store.base

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """Return the IRI of the current edition of each document, by the document's."""
        rows = ask(self._store, load_lookup("current-documents"), {}).rows
        return {str(row["document"]): str(row["edition"]) for row in rows}

    def triples(self, document: str) -> frozenset[Triple]:
        """Return what the current edition of a document states; nothing of a document that is not held."""
        if document not in self._triples:
            edition = self.documents.get(document)
            self._triples[document] = frozenset() if edition is None else self.graph(edition)
        return self._triples[document]

    def graph(self, graph: str) -> frozenset[Triple]:
        """Return what a named graph holds."""
        query = bind(load_lookup("statements-of-graph").text, {"graph": NamedNode(graph)})
        return frozenset(triples_from_rows(self._store.query(query).rows))

    def catalogue(self) -> frozenset[Triple]:
        """Return the catalogue graph."""
        return self._catalogue

    @cached_property
    def _catalogue(self) -> frozenset[Triple]:
        return self.graph(catalogue_graph(self.base))

    def elsewhere(self) -> frozenset[Triple]:
        """Return the reviewed mappings, the inferences and what updates added to no document."""
        return self.local().union(*(self.graph(name(self.base)) for name in (mapping_graph, inference_graph)))

    def local(self) -> frozenset[Triple]:
        """Return what updates added to no document."""
        return self.graph(local_graph(self.base))

    def shared(self) -> frozenset[Triple]:
        """Return what the current editions state of nodes that do not stand below their own document."""
        return frozenset(
            triple
            for document in self.documents
            for triple in self.triples(document)
            if isinstance(triple.subject, NamedNode) and self.document_of(triple.subject.value) != document
        )

    def document_of(self, node: str) -> str | None:
        """Return the document below whose IRI a node stands, None for a node that belongs to none."""
        while "/" in node:
            if node in self.documents:
                return node
            node = node.rpartition("#")[0] if "#" in node else node.rpartition("/")[0]
        return None
