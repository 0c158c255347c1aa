"""The demo store, in lines that a test can change."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.store import EmbeddedStore, open_store

from .kinds import Lines
from .written import named_lines


@pytest.fixture(scope="session")
def demo_lines(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Lines:
    """Return the store of the five documents as N-Quads lines of named graphs."""
    with open_store(tmp_path_factory.mktemp("demo") / "store", write=True) as store:
        ingest_into(store, sorted(documents.glob("*.txt")), IngestOptions())
        assert isinstance(store, EmbeddedStore)
        return Lines(tuple(sorted(named_lines(store))), store.live_graphs())
