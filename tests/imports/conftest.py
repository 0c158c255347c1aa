"""Stores with the small document, and files that were exported from them and edited by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph.app.exporting import export_in
from competencygraph.app.vocabulary import refresh_vocabulary
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, GraphStore

from ..rdf.small import ENTRY, SMALL
from ..servers.running import servers
from ..store.conftest import new_store

__all__ = ["new_store", "servers"]

HERE = Path(__file__).parent
#: The document that tests edit.
DOCUMENT = "https://w3id.org/competencygraph/id/demo/small"
#: An edit: what stands in the file, and what is to stand there; each must stand there once.
Edit = tuple[str, str]


def fill(store: GraphStore) -> None:
    """Put the small document into a store, and another one of the same framework."""
    refresh_vocabulary(store)
    other = replace(SMALL, document=replace(SMALL.document, path="other.txt", digest="6" * 64))
    for parsed, entry in ((SMALL, ENTRY), (other, replace(ENTRY, key="other", file="other.txt"))):
        graph = document_to_triples(parsed, entry)
        store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])


@pytest.fixture
def small(new_store: Callable[[], GraphStore]) -> GraphStore:
    """Return a writable store, of each kind, with the small document under two keys."""
    store = new_store()
    fill(store)
    return store


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that exports a store and edits the file by hand."""

    def make(store: GraphStore, *edits: Edit, name: str = "turtle", ending: str = ".ttl") -> Path:
        stream = io.BytesIO()
        export_in(store, name, stream)
        text = stream.getvalue().decode()
        for before, after in edits:
            assert text.count(before) == 1, f"{before!r} stands in the file {text.count(before)} times"
            text = text.replace(before, after)
        path = tmp_path / f"edited{ending}"
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return make
