"""Requests of the SPARQL 1.1 Protocol, written by SPARQLWrapper and sent by us.

What SPARQLWrapper does itself is left to it: which address, which parameters, how they are encoded. What it cannot be
trusted with is not: it guesses from regular expressions whether a text is a query or an update, sends without a
timeout, follows redirects with credentials, and adds parameters for the format that some servers refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast
from urllib.request import Request

from SPARQLWrapper import POST, URLENCODED, SPARQLWrapper

from competencygraph._version import __version__
from competencygraph.store.remote.endpoint import Endpoint
from competencygraph.store.remote.exchange import Reply
from competencygraph.store.remote.query_text import QueryForm

__all__ = ["AGENT", "GRAPH_ACCEPT", "send_query", "send_update"]

AGENT = f"competencygraph/{__version__}"
"""What this program calls itself."""

GRAPH_ACCEPT = "application/n-triples, text/turtle;q=0.5"
"""How graphs are asked for."""

_ROW_ACCEPT = "application/sparql-results+json"
_UPDATE_ACCEPT = "application/sparql-results+json, */*;q=0.1"
_UPDATE = "INSERT"


class _Wrapper(SPARQLWrapper):
    """A SPARQLWrapper that is told what its text is, and how to send it.

    Args:
        endpoint: where to.
        form: what the text is, for an update any kind of update.
        text: the query or update.
        send: sends a request and returns the answer.
    """

    def __init__(self, endpoint: Endpoint, form: str, text: str, send: Callable[[Request], Reply]) -> None:
        self._form = form
        self._send = send
        self._update_name = "query" if endpoint.kind == "virtuoso" else "update"
        super().__init__(endpoint.query, endpoint.update, agent=AGENT)
        self.setOnlyConneg(True)
        self.setMethod(POST)
        self.setRequestMethod(URLENCODED)
        self.setQuery(text)

    def _parseQueryType(self, query: str) -> str:  # noqa: N802  # the name is SPARQLWrapper's
        return self._form

    def _getAcceptHeader(self) -> str:  # noqa: N802  # the name is SPARQLWrapper's
        if self._form == _UPDATE:
            return _UPDATE_ACCEPT
        return _ROW_ACCEPT if self._form in {"SELECT", "ASK"} else GRAPH_ACCEPT

    def _getRequestEncodedParameters(self, query: tuple[str, str] | None = None) -> str:  # noqa: N802  # as above
        if query is not None and query[0] == "update":
            query = (self._update_name, query[1])
        return super()._getRequestEncodedParameters(query)

    def _query(self) -> tuple[Any, str]:
        return self._send(self._createRequest()), self.returnFormat


def send_query(
    endpoint: Endpoint,
    form: QueryForm,
    text: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    send: Callable[[Request], Reply],
) -> Reply:
    """Send a query in a form, rows asked for in JSON, triples in N-Triples.

    Args:
        endpoint: where to.
        form: what kind of query it is.
        text: the query.
        default_graphs: the graphs whose union is the default graph; none for that of the server.
        named_graphs: the graphs that have a name in the query; none for those of the server.
        send: sends a request and returns the answer.

    Returns:
        The answer, of any status.
    """
    wrapper = _Wrapper(endpoint, form, text, send)
    for graph in default_graphs:
        wrapper.addParameter("default-graph-uri", graph)
    for graph in named_graphs:
        wrapper.addParameter("named-graph-uri", graph)
    return cast("Reply", wrapper.query().response)


def send_update(endpoint: Endpoint, text: str, send: Callable[[Request], Reply]) -> Reply:
    """Send an update in a form; Virtuoso 7 takes it under the name of a query.

    Args:
        endpoint: where to.
        text: the update.
        send: sends a request and returns the answer.

    Returns:
        The answer, of any status.
    """
    return cast("Reply", _Wrapper(endpoint, _UPDATE, text, send).query().response)
