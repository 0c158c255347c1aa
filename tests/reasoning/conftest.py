"""Data for reasoning: small graphs in Turtle, and the store of the five documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from competencygraph.app.ingesting import ingest_into
from competencygraph.store import EmbeddedStore, open_store

from .examples import Stores, read


@pytest.fixture(scope="session")
def five(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """Return N-Quads of a store with the five documents."""
    file = tmp_path_factory.mktemp("reasoning") / "five.nq"
    with open_store(":memory:", write=True) as store:
        assert ingest_into(store, [documents]).counts["added"] == 5
        file.write_text("".join(store.dump()), encoding="utf-8")
    return file


@pytest.fixture
def stores(five: Path) -> Iterator[Stores]:
    """Return a function that makes a store of the five documents, with the triples of given files beside them."""
    with ExitStack() as opened:

        def make(*files: str) -> EmbeddedStore:
            store = opened.enter_context(open_store(":memory:", write=True))
            store.load(five)
            extra = [triple for file in files for triple in read("stores", file)]
            if extra:
                assert store.replace_graph("https://example.org/extra", extra, live=True)
            return store

        yield make
