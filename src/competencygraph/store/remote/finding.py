"""From the address of a server to its services, which it is asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from competencygraph.errors import CompetencyGraphError, ServerError, StoreError, UsageError
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.endpoint import Endpoint, ServerKind, checked_url, shown
from competencygraph.store.remote.explanation import first_line
from competencygraph.store.remote.failures import failure_of_query
from competencygraph.store.remote.transport import Transport

__all__ = ["endpoint_of"]

_SERVICES = ("update", "store")
_SECONDS = 30.0
"""How long the finding of the services may take in all."""
_SHORTEST = 0.1
_BUSY = frozenset({429, 503})
_NOTHING_HERE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class _Found:
    """What an address answered.

    Args:
        endpoint: the services of a server that is known; None for another.
        problem: what was wrong with the answer of another; None when there is nothing at the address.
    """

    endpoint: Endpoint | None
    problem: CompetencyGraphError | None = None


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
        StoreError: there is no SPARQL server, or it cannot be asked.
    """
    url, fragment = urldefrag(location)
    until = time.monotonic() + _SECONDS
    path = checked_url(url).path.rstrip("/")
    if path:
        known = _asked(url, credentials, until).endpoint
        query = known.query if known is not None else url
        plain = Endpoint(query, urljoin(query, "update") if path.endswith("/query") else query)
        endpoint = known or plain
    else:
        endpoint = _first_of([f"{url.rstrip('/')}/query", f"{url.rstrip('/')}/sparql"], credentials, url, until)
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


def _first_of(urls: list[str], credentials: Credentials | None, location: str, until: float) -> Endpoint:
    """Return the services at the first address that has some, else say what went wrong first."""
    problem: CompetencyGraphError | None = None
    for url in urls:
        try:
            found = _asked(url, credentials, until)
        except ServerError as error:
            problem = problem or error
            continue
        if found.endpoint is not None:
            return found.endpoint
        problem = problem or found.problem
    if problem is not None:
        raise problem
    raise StoreError(
        "no SPARQL service is found here",
        where=shown(location),
        remedy="write the address of the query service, such as https://host/path/sparql",
    )


def _asked(url: str, credentials: Credentials | None, until: float) -> _Found:
    """Return the services of a server that tells that it is Oxigraph or Virtuoso, or what another answers."""
    left = max(until - time.monotonic(), _SHORTEST)
    transport = Transport(Endpoint(url, url, kind=_kind_by_path(url)), credentials, read_timeout=left, deadline=left)
    reply, said = transport.greet()
    name = (reply.headers.get("Server") or "").lower()
    if "oxigraph" in name:
        return _Found(Endpoint(urljoin(url, "query"), urljoin(url, "update"), urljoin(url, "store"), "oxigraph"))
    if "virtuoso" in name:
        ending = "-auth" if credentials is not None or urlsplit(url).path.endswith("-auth") else ""
        sparql = urljoin(url, f"sparql{ending}")
        return _Found(Endpoint(sparql, sparql, urljoin(url, f"sparql-graph-crud{ending}"), "virtuoso"))
    if reply.status in _NOTHING_HERE:
        return _Found(None)
    if reply.status < 300 or reply.status == 400:
        kind = first_line(reply.headers.get_content_type())
        problem: CompetencyGraphError = ServerError(
            f"no SPARQL service is known by this answer (status {reply.status}, {kind})",
            where=shown(url),
            remedy="write the address of the query service, such as https://host/path/sparql",
            status=reply.status,
        )
    else:
        problem = failure_of_query(reply, said, where=shown(url), credentials=credentials, url=url)
    if reply.status in _BUSY:
        raise problem
    return _Found(None, problem)


def _kind_by_path(url: str) -> ServerKind:
    """Return the ways in which a server is first asked: those of Virtuoso harm no other."""
    return "virtuoso" if urlsplit(url).path.endswith(("/sparql", "/sparql-auth")) else "other"
