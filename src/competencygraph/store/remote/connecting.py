"""From the address of a server to the store on it: the base of its data, its live graph."""

from __future__ import annotations

from urllib.parse import urldefrag

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import StoreError
from competencygraph.store.graphs import live_name, state_graph
from competencygraph.store.remote.credentials import from_environment
from competencygraph.store.remote.endpoint import shown
from competencygraph.store.remote.finding import endpoint_of
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.ledger import first_generation, read_ledger
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.texts import GENERATION, data, in_graph, line
from competencygraph.store.remote.transport import Transport
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["endpoint_of", "open_remote", "server_holds_store"]

_STATE = "graph/state"


def open_remote(location: str, *, write: bool, lock_timeout: float, base: str | None) -> RemoteStore:
    """Open the store on a server.

    Args:
        location: address of the server, see `endpoint_of`.
        write: make the store when there is none, and mend what a break left behind.
        lock_timeout: seconds to wait for another writer.
        base: base IRI of the data; None for that of the store, or the default for a new one.

    Returns:
        The store.

    Raises:
        UsageError: the address cannot be used.
        StoreError: there is no store, the server holds other data, or it cannot be asked.
    """
    server = _server(location)
    base = base or _base_on(server, shown(location))
    if write and not read_ledger(server, base).exists:
        _make(server, base, shown(location))
    elif server.kind == "virtuoso" or _default_is_union(server, base):
        server.live = live_name(base)
    return RemoteStore(shown(location), server, base, write=write, lock_timeout=lock_timeout)


def server_holds_store(location: str) -> bool:
    """Tell whether there is a store on a server.

    Args:
        location: address of the server, see `endpoint_of`.

    Returns:
        Whether there is one to read.

    Raises:
        UsageError: the address cannot be used.
        StoreError: the server cannot be asked.
    """
    server = _server(location)
    return read_ledger(server, _base_on(server, shown(location))).exists


def _server(location: str) -> ServerGraphs:
    credentials = from_environment(urldefrag(location).url)
    endpoint = endpoint_of(location, credentials)
    return ServerGraphs(Transport(endpoint, credentials), endpoint.kind)


def _base_on(server: ServerGraphs, where: str) -> str:
    """Return the base of the store on a server, the usual one when there is none or several."""
    rows = server.all_rows("go", f"GRAPH ?g {{ ?g <{GENERATION}> ?o }}")
    bases = sorted({row[0].value.removesuffix(_STATE) for row in rows if row[0] is not None})
    if not bases or DATA_BASE in bases:
        return DATA_BASE
    if len(bases) > 1:
        raise StoreError(
            "the server holds several stores", where=where, remedy=f"open one by its base: {', '.join(bases)}"
        )
    return bases[0]


def _default_is_union(server: ServerGraphs, base: str) -> bool:
    """Tell whether what stands in a named graph is seen in the default graph."""
    return server.ask(f"<{state_graph(base)}> <{GENERATION}> ?generation")


def _make(server: ServerGraphs, base: str, where: str) -> None:
    """Make a store on a server that holds none, and find out which is its live graph."""
    own = state_graph(base)
    first = Triple(NamedNode(own), NamedNode(GENERATION), Literal(first_generation()))
    server.update(data("INSERT", own, line(first)))
    if server.kind == "virtuoso" or _default_is_union(server, base):
        server.live = live_name(base)
    if server.ask(in_graph(server.live, "?s ?p ?o")):
        server.update(data("DELETE", own, line(first)))
        raise StoreError(
            "the server holds other data and no store", where=where, remedy="choose a server without data of its own"
        )
