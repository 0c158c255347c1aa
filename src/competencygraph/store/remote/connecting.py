"""From the address of a server to the store on it: its services, the base of its data, its live graph."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import CompetencyGraphError, FailureError, StoreError, UsageError
from competencygraph.store.graphs import live_name, state_graph
from competencygraph.store.remote.credentials import Credentials, from_environment
from competencygraph.store.remote.endpoint import Endpoint, ServerKind, checked_url, shown
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.ledger import first_generation, read_ledger
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.texts import GENERATION, data, in_graph, line
from competencygraph.store.remote.transport import Transport
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["endpoint_of", "open_remote", "server_holds_store"]

_SERVICES = ("update", "store")
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


def endpoint_of(location: str, credentials: Credentials | None = None) -> Endpoint:
    """Return the addresses of the services of a server, which is asked what it is.

    A plain address of a server (``http://127.0.0.1:7878``) is looked into for the services of Oxigraph, then for those
    of Virtuoso. An address with a path is the query service: of Oxigraph or Virtuoso the others are known; of another
    server ``…/query`` goes with ``…/update``, and any other address takes queries and updates alike. A fragment says
    otherwise: ``https://host/repositories/a#update=/repositories/a/statements``.

    Args:
        location: the address.
        credentials: who asks; with a user, Virtuoso is asked at its services for users.

    Returns:
        The addresses.

    Raises:
        UsageError: the address cannot be used, or its fragment names no service.
        StoreError: there is no SPARQL server.
    """
    url, fragment = urldefrag(location)
    path = checked_url(url).path.rstrip("/")
    if path:
        known = _known(url, credentials)
        query = known.query if known is not None else url
        plain = Endpoint(query, urljoin(query, "update") if path.endswith("/query") else query)
        endpoint = known or plain
    else:
        endpoint = _first_of([f"{url.rstrip('/')}/query", f"{url.rstrip('/')}/sparql"], credentials, url)
    for name, value in parse_qsl(fragment, keep_blank_values=True):
        if name not in _SERVICES or not value:
            raise UsageError(
                f"the address names an unknown service: {name}",
                where=shown(location),
                remedy="write #update=… or #update=…&store=… behind the address of the query service",
            )
        service = urljoin(url, value)
        endpoint = replace(endpoint, update=service) if name == "update" else replace(endpoint, store=service)
    return endpoint


def _server(location: str) -> ServerGraphs:
    credentials = from_environment(urldefrag(location).url)
    endpoint = endpoint_of(location, credentials)
    return ServerGraphs(Transport(endpoint, credentials), endpoint.kind)


def _first_of(urls: list[str], credentials: Credentials | None, location: str) -> Endpoint:
    problem: CompetencyGraphError | None = None
    for url in urls:
        try:
            found = _known(url, credentials)
        except FailureError as error:
            problem = problem or error
            continue
        if found is not None:
            return found
    raise StoreError(
        "no SPARQL service is found here",
        where=shown(location),
        remedy="write the address of the query service, such as https://host/path/sparql",
    ) from problem


def _known(url: str, credentials: Credentials | None) -> Endpoint | None:
    """Return the services of a server that tells that it is Oxigraph or Virtuoso, None for another."""
    name = Transport(Endpoint(url, url, kind=_kind_by_path(url)), credentials).server().lower()
    if "oxigraph" in name:
        return Endpoint(urljoin(url, "query"), urljoin(url, "update"), urljoin(url, "store"), "oxigraph")
    if "virtuoso" in name:
        ending = "-auth" if credentials is not None or urlsplit(url).path.endswith("-auth") else ""
        sparql = urljoin(url, f"sparql{ending}")
        return Endpoint(sparql, sparql, urljoin(url, f"sparql-graph-crud{ending}"), "virtuoso")
    return None


def _kind_by_path(url: str) -> ServerKind:
    """Return the ways in which a server is first asked: those of Virtuoso harm no other."""
    return "virtuoso" if urlsplit(url).path.endswith(("/sparql", "/sparql-auth")) else "other"


def _base_on(server: ServerGraphs, where: str) -> str:
    """Return the base of the store on a server, the usual one when there is none or several."""
    rows = server.rows(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g <{GENERATION}> ?o }} }}")
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
