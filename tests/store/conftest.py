"""The kinds of store that the contract tests run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from competencygraph.store import GraphStore, open_store

from ..servers.running import Servers, servers

__all__ = ["servers"]

KINDS = [
    "memory",
    "disk",
    pytest.param("oxigraph", marks=pytest.mark.server),
    pytest.param("virtuoso", marks=pytest.mark.virtuoso),
]


@pytest.fixture(params=KINDS)
def new_store(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[Callable[[], GraphStore]]:
    """Return a maker of new, empty, writable stores; on a server, a new store takes the place of the one before."""
    made: list[GraphStore] = []

    def make() -> GraphStore:
        if request.param == "memory":
            place = ":memory:"
        elif request.param == "disk":
            place = str(tmp_path / f"made-{len(made)}")
        else:
            place = servers.get(request.param).url
        made.append(open_store(place, write=True, lock_timeout=2.0))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], GraphStore]) -> GraphStore:
    """Return a new, empty, writable store."""
    return new_store()
