"""The kinds of store that the contract tests run on; a remote store joins by another entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from competencygraph.store import EmbeddedStore, open_store


@pytest.fixture(params=["memory", "disk"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], EmbeddedStore]]:
    """Return a maker of new, empty, writable stores."""
    made: list[EmbeddedStore] = []

    def make() -> EmbeddedStore:
        place = ":memory:" if request.param == "memory" else tmp_path / f"made-{len(made)}"
        made.append(open_store(place, write=True))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], EmbeddedStore]) -> EmbeddedStore:
    """Return a new, empty, writable store."""
    return new_store()
