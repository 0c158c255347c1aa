"""Stores on servers whose requests can be made to fail, for the tests of breaks and of two writers."""

from __future__ import annotations

from collections.abc import Callable

from competencygraph.store.graphs import live_name
from competencygraph.store.remote.connecting import endpoint_of
from competencygraph.store.remote.endpoint import Endpoint, ServerKind
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.transport import Transport
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["BreakingTransport", "Killed", "open_on"]


class Killed(BaseException):
    """Stands for the end of the process."""


class BreakingTransport(Transport):
    """A transport that looks at each update before it is sent, and after.

    Args:
        endpoint: where the server stands.
    """

    before: Callable[[int], None] | None = None
    after: Callable[[int], None] | None = None

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint)
        self.updates = 0

    def update(self, text: str, *, timeout: float | None = None) -> None:
        """Have an update applied."""
        self.updates += 1
        number = self.updates
        if self.before is not None:
            self.before(number)
        super().update(text, timeout=timeout)
        if self.after is not None:
            self.after(number)


def open_on(
    url: str, *, kind: ServerKind | None = None, write: bool = True, lock_timeout: float = 0.3
) -> tuple[RemoteStore, BreakingTransport]:
    """Return a store that was made before, and its transport.

    Args:
        url: of the server.
        kind: what to take the server for; None for what it is.
        write: whether to open it for writing.
        lock_timeout: seconds to wait for another writer.
    """
    found = endpoint_of(url)
    endpoint = Endpoint(found.query, found.update, found.store, kind or found.kind)
    transport = BreakingTransport(endpoint)
    live = live_name(DATA_BASE) if endpoint.kind == "virtuoso" else None
    server = ServerGraphs(transport, endpoint.kind, live)
    return RemoteStore(url, server, DATA_BASE, write=write, lock_timeout=lock_timeout), transport
