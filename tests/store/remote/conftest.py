"""Servers for the tests of the store on a server."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.store import open_store

from ...servers.running import Servers


@pytest.fixture
def new_server(servers: Servers) -> Callable[[str], str]:
    """Return what gives the address of a server of a kind with a new, empty store."""

    def make(kind: str) -> str:
        url = servers.get(kind).url
        open_store(url, write=True).close()
        return url

    return make
