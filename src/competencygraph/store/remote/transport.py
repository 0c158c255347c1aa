"""Queries, updates and graphs over HTTP: to a SPARQL 1.1 server and back, with every fault named."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from urllib.parse import urlencode, urlsplit
from urllib.request import Request

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from competencygraph.errors import (
    CredentialsError,
    QueryLimitError,
    QueryRefusedError,
    ServerError,
)
from competencygraph.store.port import QueryResult, Term
from competencygraph.store.remote.acceptance import check_answer, check_applied, partial_answer
from competencygraph.store.remote.completeness import announced_limit, may_be_cut
from competencygraph.store.remote.connection import Deadline
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.endpoint import Endpoint, is_loopback, origin, shown
from competencygraph.store.remote.exchange import Reply
from competencygraph.store.remote.query_text import (
    PAGE,
    QueryForm,
    any_rows,
    count_of_answer,
    count_of_dataset,
    page_of_dataset,
    read_form,
)
from competencygraph.store.remote.results import GRAPH_TYPES, ROW_TYPES, read_answer, read_triples
from competencygraph.store.remote.sending import Sender
from competencygraph.store.remote.wrapper import AGENT, GRAPH_ACCEPT, send_query, send_update

__all__ = ["Endpoint", "Transport"]

_MAX_BODY = 512 << 20
_PROBE = 1_000
_NO_SPARQL = "see whether this is the address of a SPARQL server"


class Transport:
    """A SPARQL 1.1 server, without knowledge of what it holds.

    Each request has a connection of its own. TLS certificates are always verified, redirects never followed, proxies of
    the environment not used.

    Args:
        endpoint: where the server stands.
        credentials: sent to its addresses alone, which must then be of one host; None for none.
        read_timeout: seconds that the server may be silent; a longer `timeout` of a query counts for that query.
        deadline: seconds that a request may take in all, with connecting and repetitions.
        retries: how often a request that changes nothing is repeated at most.
        sleep: waits some seconds.
        clock: tells the time in seconds.
        allow_insecure: send credentials over plain http to another machine.
        max_body: bytes that an answer may have.

    Raises:
        CredentialsError: the credentials may not be sent there.

    >>> transport = Transport(Endpoint("http://127.0.0.1:1/query", "http://127.0.0.1:1/update"), retries=0)
    >>> transport.select("ASK {}")
    Traceback (most recent call last):
    competencygraph.errors.ServerError: http://127.0.0.1:1/query: the server refuses the connection; ...
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credentials: Credentials | None = None,
        *,
        read_timeout: float = 30.0,
        deadline: float = 120.0,
        retries: int = 3,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        allow_insecure: bool = False,
        max_body: int = _MAX_BODY,
    ) -> None:
        if credentials is not None:
            _check_destination(endpoint, allow_insecure=allow_insecure)
        self.endpoint = endpoint
        self._sender = Sender(credentials, retries=retries, max_body=max_body, sleep=sleep)
        self._read_timeout = read_timeout
        self._total = deadline
        self._clock = clock
        self._surely_given = 0

    def select(
        self,
        query: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        timeout: float | None = None,
        max_rows: int | None = None,
    ) -> QueryResult:
        """Return the whole answer of a query: rows, true or false, or triples.

        Args:
            query: SELECT, ASK, CONSTRUCT or DESCRIBE; it is sent as it stands.
            default_graphs: the graphs whose union is its default graph; none for that of the server.
            named_graphs: the graphs that it can name; none for those of the server.
            timeout: seconds for all of it, None for the deadline of the transport.
            max_rows: rows or triples that the answer may have, None for no limit.

        Returns:
            The answer.

        Raises:
            QueryRefusedError: the text is no query, or the server does not accept it.
            QueryLimitError: there are more rows, the answer is too large, or `timeout` is over.
            ServerTimeoutError: the server was silent, or not ready, for too long.
            PartialResultError: the server gave only part of the answer, or cannot be shown to have given all.
            ServerError: it failed in another way.
        """
        form, own_limit = read_form(_checked(query))

        def ask(text: str, kind: QueryForm) -> Reply:
            return self._ask(text, kind, default_graphs, named_graphs, deadline, timeout)

        deadline = self._deadline(timeout)
        reply = ask(query, form)
        where = shown(self.endpoint.query)
        if form in {"CONSTRUCT", "DESCRIBE"}:
            media_type = reply.headers.get_content_type()
            triples = tuple(read_triples(reply.body, media_type, where=where, max_rows=max_rows))
            self._check_triples(len(triples), deadline, timeout)
            return QueryResult(triples=triples)
        result = read_answer(reply.body, form, where=where, max_rows=max_rows)
        rows = len(result.rows)
        if form == "SELECT" and may_be_cut(
            rows, own_limit=own_limit, announced=announced_limit(reply), kind=self.endpoint.kind
        ):
            total = self._count(lambda: ask(count_of_answer(query), "SELECT"))
            if total != rows:
                raise partial_answer(rows, total, self.endpoint.query)
        return result

    def update(self, text: str, *, timeout: float | None = None) -> None:
        """Have an update applied; it is sent once.

        Args:
            text: the update; it is sent as it stands.
            timeout: seconds for all of it, None for the deadline of the transport.

        Raises:
            QueryRefusedError: the server does not accept it; nothing was changed.
            UnknownOutcomeError: it was sent, and the server did not say whether it was applied.
            ServerError: it was not applied.
        """
        deadline = self._deadline(timeout)
        _checked(text)
        reply = send_update(
            self.endpoint, text, lambda request: self._sender.send(request, update=True, deadline=deadline)
        )
        self._check_applied(reply, self.endpoint.update)

    def get_graph(self, graph: str | None) -> Iterator[Triple]:
        """Return the triples of a graph, all or an error.

        Virtuoso, and a server without the Graph Store Protocol, are asked page by page; that nothing is missing is
        known only after the last one, so an error may come as late as that.

        Args:
            graph: its IRI; None for the default graph.

        Returns:
            The triples; none when there is no such graph.

        Raises:
            PartialResultError: the server gave only part of it, or it was changed meanwhile.
            ServerError: it failed in another way.
        """
        if self.endpoint.store is None or self.endpoint.kind == "virtuoso":
            if graph is None and self.endpoint.kind == "virtuoso":
                raise ServerError(
                    "the server has no default graph of its own",
                    where=shown(self.endpoint.query),
                    remedy="name a graph",
                )
            return self._pages(() if graph is None else (graph,))
        request = self._graph_request("GET", graph)
        reply = self._sender.send(request, update=False, deadline=self._deadline(None))
        if reply.status == 404 and self._is_absent(reply, graph):
            return iter(())
        self._check_answer(reply, self.endpoint.store, GRAPH_TYPES)
        media_type = reply.headers.get_content_type()
        return read_triples(reply.body, media_type, where=shown(self.endpoint.store), max_rows=None)

    def put_graph(self, graph: str | None, triples: Iterable[Triple]) -> None:
        """Give a graph these triples and no others; the request is sent once.

        Args:
            graph: its IRI; None for the default graph.
            triples: what it will hold.

        Raises:
            UnknownOutcomeError: they were sent, and the server did not say whether it took them.
            ServerError: it did not take them.
        """
        self._change_graph("PUT", graph, triples)

    def post_graph(self, graph: str | None, triples: Iterable[Triple]) -> None:
        """Add triples to a graph; the request is sent once.

        Args:
            graph: its IRI; None for the default graph.
            triples: what is added.

        Raises:
            UnknownOutcomeError: they were sent, and the server did not say whether it took them.
            ServerError: it did not take them.
        """
        self._change_graph("POST", graph, triples)

    def delete_graph(self, graph: str | None) -> None:
        """Delete a graph, if there is one; the request is sent once.

        Args:
            graph: its IRI; None for the default graph.

        Raises:
            UnknownOutcomeError: the server did not say whether it deleted it.
            ServerError: it did not delete it.
        """
        self._change_graph("DELETE", graph, None)

    def server(self) -> str:
        """Return what the server calls itself.

        Returns:
            Its header ``Server`` in lower case, ``oxigraph/0.5.13`` for one; empty when it does not say.

        Raises:
            ServerError: it cannot be reached.
        """
        if not self._sender.server:
            self.greet()
        return self._sender.server

    def greet(self) -> tuple[Reply, str]:
        """Return the answer to a request without a query, and what it says."""
        request = Request(self.endpoint.query, headers={"User-Agent": AGENT}, method="GET")  # noqa: S310  # http(s)
        reply = self._sender.send(request, update=False, deadline=self._deadline(None))
        return reply, self._sender.quoted(reply)

    def _deadline(self, timeout: float | None) -> Deadline:
        if timeout is None:
            return Deadline(self._total, self._read_timeout, self._clock)
        return Deadline(timeout, max(self._read_timeout, timeout), self._clock)

    def _ask(
        self,
        text: str,
        form: QueryForm,
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
        deadline: Deadline,
        timeout: float | None,
    ) -> Reply:
        """Return the answer to a query, of a kind that can be read."""
        reply = send_query(
            self.endpoint,
            form,
            text,
            default_graphs,
            named_graphs,
            lambda request: self._sender.send(request, update=False, deadline=deadline, timeout=timeout),
        )
        self._check_answer(reply, self.endpoint.query, ROW_TYPES if form in {"SELECT", "ASK"} else GRAPH_TYPES)
        return reply

    def _check_answer(self, reply: Reply, url: str, media_types: Collection[str]) -> None:
        said = self._sender.quoted(reply)
        check_answer(reply, said, url=url, media_types=media_types, credentials=self._sender.credentials)

    def _check_applied(self, reply: Reply, url: str) -> None:
        check_applied(reply, self._sender.quoted(reply), url=url, credentials=self._sender.credentials)

    @staticmethod
    def _count(ask: Callable[[], Reply]) -> int | None:
        """Return the number in the one row of an answer; None when the server gives none."""
        try:
            rows = read_answer(ask().body, "SELECT", where="", max_rows=1).rows
        except (ServerError, QueryRefusedError, QueryLimitError):
            return None
        number = rows[0][0] if rows and rows[0] else None
        return int(number.value) if isinstance(number, Literal) and number.value.isdecimal() else None

    def _check_triples(self, count: int, deadline: Deadline, timeout: float | None) -> None:
        """Refuse as many triples of a query as the server gives at most: Virtuoso does not say when it cuts them.

        Rows it does cut with notice. So it is asked for as many rows as there were triples: when those come without
        notice, its limit lies higher.
        """
        if self.endpoint.kind != "virtuoso" or count <= self._surely_given:
            return
        reply = self._ask(any_rows(max(count, _PROBE)), "SELECT", (), (), deadline, timeout)
        rows = len(read_answer(reply.body, "SELECT", where=shown(self.endpoint.query), max_rows=None).rows)
        self._surely_given = rows if announced_limit(reply) is None else rows - 1
        if count > self._surely_given:
            raise partial_answer(count, None, self.endpoint.query)

    def _pages(self, graphs: Sequence[str]) -> Iterator[Triple]:
        """Yield the triples of a graph page by page, and see at the end that they are all there."""
        where = shown(self.endpoint.query)

        def count() -> int | None:
            deadline = self._deadline(None)
            return self._count(lambda: self._ask(count_of_dataset(), "SELECT", graphs, (), deadline, None))

        total = count()
        seen: set[int] = set()
        read = 0
        while total is None or read < total:
            reply = self._ask(page_of_dataset(read), "SELECT", graphs, (), self._deadline(None), None)
            rows = read_answer(reply.body, "SELECT", where=where, max_rows=PAGE).rows
            for row in rows:
                triple = _triple(row, where)
                seen.add(hash(triple))
                yield triple
            read += len(rows)
            if not rows:
                break
        if total is None or not len(seen) == read == total or (read > PAGE and count() != total):
            raise partial_answer(len(seen), total, self.endpoint.query)

    def _graph_request(self, method: str, graph: str | None, body: bytes | None = None) -> Request:
        store = self.endpoint.store
        if store is None:
            raise ServerError(
                "the server has no address for whole graphs",
                where=shown(self.endpoint.query),
                remedy="name its address of the Graph Store Protocol",
            )
        name = "default" if graph is None else urlencode({"graph": _checked(graph)})
        url = f"{store}{'&' if urlsplit(store).query else '?'}{name}"
        headers = {"User-Agent": AGENT, "Accept": GRAPH_ACCEPT if method == "GET" else "*/*"}
        if body is not None:
            headers["Content-Type"] = "application/n-triples"
        return Request(url, data=body, headers=headers, method=method)  # noqa: S310  # http or https: see Endpoint

    def _change_graph(self, method: str, graph: str | None, triples: Iterable[Triple] | None) -> None:
        body = None if triples is None else serialize(triples, format=RdfFormat.N_TRIPLES)
        request = self._graph_request(method, graph, body)
        reply = self._sender.send(request, update=True, deadline=self._deadline(None))
        if method == "DELETE" and reply.status == 404 and self._is_absent(reply, graph):
            return
        self._check_applied(reply, self.endpoint.store or "")

    def _is_absent(self, reply: Reply, graph: str | None) -> bool:
        """Tell whether 404 means that there is no such graph, rather than nothing at all at this address."""
        if graph is None:
            return False
        if self.endpoint.kind == "virtuoso":
            return not reply.body.read(1)
        request = self._graph_request("HEAD", None)
        return self._sender.send(request, update=False, deadline=self._deadline(None)).status == 200


def _check_destination(endpoint: Endpoint, *, allow_insecure: bool) -> None:
    """Refuse to send credentials to several servers, or where others can read them."""
    origins = {origin(url) for url in endpoint.urls}
    if len(origins) > 1:
        raise CredentialsError(
            "the addresses of the store belong to several servers, and credentials go to one alone",
            where=shown(endpoint.query),
            remedy="give addresses of one server",
        )
    scheme, host, _ = origins.pop()
    if scheme != "https" and not is_loopback(host) and not allow_insecure:
        raise CredentialsError(
            "over plain http everyone on the way can read the credentials",
            where=shown(endpoint.query),
            remedy="use https",
        )


def _checked(text: str) -> str:
    """Return a text that can be sent."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        code = f"{ord(text[error.start]):04X}"
        raise QueryRefusedError(f"the text holds a lone surrogate (U+{code})", remedy="take it out") from None
    return text


def _triple(row: tuple[Term | None, ...], where: str) -> Triple:
    try:
        subject, predicate, value = row
        return Triple(subject, predicate, value)  # type: ignore[arg-type]  # it refuses what cannot stand there
    except (TypeError, ValueError) as error:
        raise ServerError("the answer is no list of triples", where=where, remedy=_NO_SPARQL) from error
