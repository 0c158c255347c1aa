"""Whatever a server does, a request ends with an error that says so, and only what is safe is sent twice."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import (
    CompetencyGraphError,
    PartialResultError,
    QueryLimitError,
    QueryRefusedError,
    ServerError,
    ServerTimeoutError,
    UnknownOutcomeError,
)
from competencygraph.store.remote.transport import Endpoint, Transport

from .faulty_server import (
    JSON_ROWS,
    Fault,
    FaultyServer,
    answered,
    closed_after_headers,
    closed_before_answer,
    closed_in_headers,
    dripping,
    error_page,
    huge,
    rows,
    rows_body,
    silent,
    truncated,
    unmeasured,
)

RETRIES = 2
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
INSERT = "INSERT DATA { <urn:a> <urn:b> 1 }"
TRIPLE = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))


def transport_to(server: FaultyServer, **settings: Any) -> Transport:
    """Return a transport that is in a hurry; it does not wait between repetitions."""
    endpoint = Endpoint(
        f"{server.url}/query", f"{server.url}/update", f"{server.url}/store", settings.pop("kind", "other")
    )
    defaults = {"read_timeout": 0.3, "deadline": 0.8, "retries": RETRIES, "sleep": lambda _: None}
    return Transport(endpoint, **{**defaults, **settings})


@dataclass(frozen=True)
class Case:
    """A fault, and what must come of it: the error and its words, and how many requests arrive."""

    fault: Fault
    query: tuple[type[CompetencyGraphError], str, int]
    update: tuple[type[CompetencyGraphError], str, int]


UNKNOWN = "not known whether the update was applied"
PLAINLY = "does not say plainly whether the update was applied"
AGAIN = 1 + RETRIES
CASES = {
    "429": Case(
        answered(429, b"slow down", retry_after="0"),
        (ServerError, "the server is too busy (status 429): slow down", AGAIN),
        (ServerError, "the server is too busy (status 429): slow down", 1),
    ),
    "503 with a wait": Case(
        answered(503, b"", retry_after="0"),
        (ServerError, "the server is too busy (status 503)", AGAIN),
        (ServerError, "the server is too busy (status 503)", 1),
    ),
    "503 with a wait beyond the deadline": Case(
        answered(503, b"", retry_after="3600"),
        (ServerError, "the server is too busy", 1),
        (ServerError, "the server is too busy", 1),
    ),
    "503 without a wait": Case(
        answered(503, b""), (ServerError, "the server is too busy", 1), (ServerError, "the server is too busy", 1)
    ),
    "truncated body": Case(
        truncated(), (PartialResultError, "in the middle of the answer", 1), (UnknownOutcomeError, UNKNOWN, 1)
    ),
    "closed before the answer": Case(
        closed_before_answer(),
        (ServerError, "closed the connection without an answer", AGAIN),
        (UnknownOutcomeError, UNKNOWN, 1),
    ),
    "reset before the answer": Case(
        closed_before_answer(reset=True),
        (ServerError, "closed the connection without an answer", AGAIN),
        (UnknownOutcomeError, UNKNOWN, 1),
    ),
    "closed in the headers": Case(
        closed_in_headers(), (ServerError, "which is no answer to this", 1), (UnknownOutcomeError, PLAINLY, 1)
    ),
    "closed after the headers": Case(
        closed_after_headers(),
        (PartialResultError, "in the middle of the answer", 1),
        (UnknownOutcomeError, UNKNOWN, 1),
    ),
    "chunks that break off": Case(
        lambda one: one.raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"hea'),
        (PartialResultError, "in the middle of the answer", 1),
        (UnknownOutcomeError, UNKNOWN, 1),
    ),
    "silence": Case(
        silent(), (ServerTimeoutError, "was silent for 0.3 s", 1), (UnknownOutcomeError, "was silent for 0.3 s", 1)
    ),
    "dripping body": Case(
        dripping(),
        (ServerTimeoutError, "not ready within 0.8 s", 1),
        (UnknownOutcomeError, "not ready within 0.8 s", 1),
    ),
    "dripping headers": Case(
        dripping(from_start=True),
        (ServerTimeoutError, "not ready within 0.8 s", 1),
        (UnknownOutcomeError, "not ready within 0.8 s", 1),
    ),
    "page instead of rows": Case(
        error_page(200),
        (ServerError, "answered with text/html, which is no answer to this: Something broke", 1),
        (UnknownOutcomeError, f"{PLAINLY}: Something broke", 1),
    ),
    "page with status 500": Case(
        error_page(500),
        (ServerError, "answered with status 500: Something broke", 1),
        (UnknownOutcomeError, f"{UNKNOWN}: Something broke", 1),
    ),
    "gateway": Case(answered(502), (ServerError, "answered with status 502", 1), (UnknownOutcomeError, UNKNOWN, 1)),
    "206": Case(
        answered(206, rows_body(2), content_type=JSON_ROWS, content_range="rows 0-1/7"),
        (PartialResultError, "gave only part of the answer", 1),
        (UnknownOutcomeError, UNKNOWN, 1),
    ),
    "time is over at the server": Case(
        answered(200, rows_body(2), content_type=JSON_ROWS, x_sql_state="S1TAT", x_sql_message="Incomplete results"),
        (PartialResultError, "gave only part of the answer: Incomplete results", 1),
        (UnknownOutcomeError, PLAINLY, 1),
    ),
    "accepted, not done": Case(
        answered(202), (ServerError, "answered with status 202", 1), (UnknownOutcomeError, UNKNOWN, 1)
    ),
    "huge": Case(huge(3 << 20), (QueryLimitError, "larger than 1 MiB", 1), (UnknownOutcomeError, "cannot be read", 1)),
    "compressed": Case(
        answered(200, b"xx", content_type=JSON_ROWS, content_encoding="gzip"),
        (ServerError, "the answer is compressed", 1),
        (UnknownOutcomeError, "cannot be read", 1),
    ),
    "no HTTP": Case(
        lambda one: one.raw(b"220 mail.example.org ESMTP\r\n"),
        (ServerError, "the answer is no HTTP", 1),
        (UnknownOutcomeError, "cannot be read", 1),
    ),
    "400": Case(
        answered(400, b"syntax error\nat line 3", content_type="text/plain"),
        (QueryRefusedError, "does not accept the query: syntax error", 1),
        (QueryRefusedError, "does not accept the update: syntax error", 1),
    ),
    "401": Case(answered(401), (ServerError, "asks who you are", 1), (ServerError, "asks who you are", 1)),
    "403": Case(answered(403, b"no"), (ServerError, "not allow this: no", 1), (ServerError, "not allow this: no", 1)),
    "404": Case(
        answered(404), (ServerError, "nothing at this address", 1), (ServerError, "nothing at this address", 1)
    ),
    "413": Case(answered(413), (ServerError, "status 413", 1), (ServerError, "status 413", 1)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_query_ends_with_the_right_error(name: str) -> None:
    kind, words, count = CASES[name].query
    with FaultyServer(always=CASES[name].fault) as server:
        with pytest.raises(kind) as caught:
            transport_to(server, max_body=1 << 20).select(SELECT)
        assert type(caught.value) is kind
        assert words in caught.value.what
        assert len(server.requests) == count
        assert {(one.method, one.path) for one in server.requests} == {("POST", "/query")}


@pytest.mark.parametrize("name", CASES)
def test_an_update_ends_with_the_right_error_and_is_sent_once(name: str) -> None:
    kind, words, count = CASES[name].update
    with FaultyServer(always=CASES[name].fault) as server:
        with pytest.raises(kind) as caught:
            transport_to(server, max_body=1 << 20).update(INSERT)
        assert type(caught.value) is kind
        assert words in caught.value.what
        assert len(server.updates) == len(server.requests) == count == 1


@pytest.mark.parametrize("name", CASES)
def test_so_does_a_graph_that_is_put(name: str) -> None:
    kind, _, _ = CASES[name].update
    with FaultyServer(always=CASES[name].fault) as server:
        with pytest.raises(kind):
            transport_to(server, max_body=1 << 20).put_graph("urn:g", [TRIPLE])
        assert [one.method for one in server.requests] == ["PUT"]


@pytest.mark.parametrize("name", CASES)
def test_so_does_a_graph_that_is_read(name: str) -> None:
    kind, _, count = CASES[name].query
    with FaultyServer(always=CASES[name].fault) as server:
        with pytest.raises(kind):
            list(transport_to(server, max_body=1 << 20).get_graph("urn:g"))
        assert len(server.updates) == 0
        assert [one.method for one in server.requests][:count] == ["GET"] * count


@pytest.mark.parametrize("name", CASES)
def test_every_error_says_where_and_what_to_do(name: str) -> None:
    with FaultyServer(always=CASES[name].fault) as server:
        for attempt in (lambda one: one.select(SELECT), lambda one: one.update(INSERT)):
            with pytest.raises(CompetencyGraphError) as caught:
                attempt(transport_to(server, max_body=1 << 20))
            assert (caught.value.where or "").startswith(server.url)
            assert caught.value.remedy


def test_a_good_server_is_answered_by_no_error() -> None:
    with FaultyServer() as server:
        transport = transport_to(server)
        assert transport.select(SELECT).rows == ((NamedNode("urn:s0"),),)
        transport.update(INSERT)
        transport.put_graph("urn:g", [TRIPLE])
        assert len(list(transport.get_graph("urn:g"))) == 1
        assert [(one.method, one.path.partition("?")[0]) for one in server.requests] == [
            ("POST", "/query"),
            ("POST", "/update"),
            ("PUT", "/store"),
            ("GET", "/store"),
        ]


@pytest.mark.parametrize("fault", [answered(503, retry_after="7"), answered(429, retry_after="7")])
def test_a_query_is_repeated_after_the_time_that_is_asked_for(fault: Fault) -> None:
    waits: list[float] = []
    with FaultyServer({1: fault}) as server:
        transport = transport_to(server, deadline=60.0, sleep=waits.append)
        assert len(transport.select(SELECT).rows) == 1
        assert waits == [7.0]
        assert len(server.requests) == 2


def test_the_waiting_counts_towards_the_deadline() -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with FaultyServer(always=answered(503, retry_after="4")) as server:
        transport = transport_to(server, deadline=10.0, retries=9, sleep=sleep, clock=lambda: now[0])
        with pytest.raises(ServerError, match="too busy"):
            transport.select(SELECT)
        assert now == [8.0]
        assert len(server.requests) == 3


def test_a_query_is_repeated_after_a_lost_connection() -> None:
    with FaultyServer({1: closed_before_answer(), 2: closed_before_answer(reset=True)}) as server:
        assert len(transport_to(server).select(SELECT).rows) == 1
        assert len(server.requests) == 3


def test_a_refused_connection_is_tried_again_for_an_update_too() -> None:
    with FaultyServer() as server:
        url = server.url
    waits: list[float] = []
    transport = Transport(Endpoint(url, url), retries=3, sleep=waits.append)
    for attempt in (lambda: transport.select(SELECT), lambda: transport.update(INSERT)):
        waits.clear()
        with pytest.raises(ServerError, match="refuses the connection") as caught:
            attempt()
        assert type(caught.value) is ServerError
        assert len(waits) == 3


def test_a_timeout_of_a_query_is_its_own_limit() -> None:
    with FaultyServer(always=dripping()) as server, pytest.raises(QueryLimitError, match=r"stopped after 0\.5 s"):
        transport_to(server).select(SELECT, timeout=0.5)


def test_a_longer_timeout_lets_a_server_be_silent_for_longer() -> None:
    def slowly(one: Any) -> None:
        one.stopping.wait(0.5)
        rows()(one)

    with FaultyServer(always=slowly) as server:
        assert len(transport_to(server).select(SELECT, timeout=20.0).rows) == 1
        with pytest.raises(ServerTimeoutError):
            transport_to(server).select(SELECT)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", rows_body(3)[:-1], rows_body(3)[:-30], rows_body(1) + b"}", b'{"head": {}}', b"true"]
)
def test_json_that_is_not_whole_is_refused(body: bytes) -> None:
    with FaultyServer(always=answered(200, body, content_type=JSON_ROWS)) as server:
        with pytest.raises(ServerError, match="no whole SPARQL result"):
            transport_to(server).select(SELECT)


def test_a_graph_that_is_no_graph_is_refused() -> None:
    with FaultyServer(always=answered(200, b"<urn:a> <urn:b", content_type="application/n-triples")) as server:
        with pytest.raises(ServerError, match="no valid graph"):
            transport_to(server).select(CONSTRUCT)
        with pytest.raises(ServerError, match="no valid graph"):
            list(transport_to(server).get_graph("urn:g"))


def test_rows_without_a_length_are_whole_when_their_json_is_and_graphs_never_surely() -> None:
    with FaultyServer(always=unmeasured()) as server:
        assert len(transport_to(server).select(SELECT).rows) == 3
        with pytest.raises(PartialResultError, match="does not say where it ends"):
            transport_to(server).select(CONSTRUCT)
    with FaultyServer(always=unmeasured(lost=4)) as server, pytest.raises(ServerError, match="no whole SPARQL result"):
        transport_to(server).select(SELECT)


@pytest.mark.parametrize("said", ["SR186:SECURITY: No permission", "SECURITY: not you"])
def test_an_update_without_the_right_to_it_was_surely_not_applied(said: str) -> None:
    with FaultyServer(always=answered(500, f"Virtuoso 42000 Error {said}".encode())) as server:
        with pytest.raises(ServerError, match="does not allow this") as caught:
            transport_to(server).update(INSERT)
        assert not isinstance(caught.value, UnknownOutcomeError)


def test_a_page_that_speaks_of_an_update_is_believed() -> None:
    page = b"<html><head><title>Success</title></head><body><p>Update succeeded</p></body></html>"
    with FaultyServer(always=answered(200, page, content_type="text/html")) as server:
        transport_to(server).update(INSERT)
        assert len(server.updates) == 1


def test_what_a_server_says_is_quoted_in_one_short_line() -> None:
    said = b"\n\x1b[31mno\x07\xe2\x80\xae " + b"x" * 5000 + b"\nsecond"
    with FaultyServer(always=answered(500, said, content_type="text/plain")) as server:
        with pytest.raises(ServerError) as caught:
            transport_to(server).select(SELECT)
        quote = caught.value.what.removeprefix("the server answered with status 500: ")
        assert quote.startswith("[31mno xxx")
        assert len(quote) == 300
        assert quote.isprintable()


def test_a_graph_that_is_not_there_is_empty_and_an_address_that_is_not_is_an_error() -> None:
    def only_default(one: Any) -> None:
        one.send(200 if one.received.path.endswith("?default") else 404)

    with FaultyServer(always=only_default) as server:
        transport = transport_to(server)
        assert list(transport.get_graph("urn:none")) == []
        transport.delete_graph("urn:none")
        assert [one.method for one in server.requests] == ["GET", "HEAD", "DELETE", "HEAD"]
    with FaultyServer(always=answered(404)) as server:
        for attempt in (lambda one: list(one.get_graph("urn:g")), lambda one: one.delete_graph("urn:g")):
            with pytest.raises(ServerError, match="nothing at this address"):
                attempt(transport_to(server))


def test_without_an_address_for_graphs_none_is_changed() -> None:
    with FaultyServer() as server:
        transport = Transport(Endpoint(server.url, server.url))
        for attempt in (lambda: transport.put_graph("urn:g", [TRIPLE]), lambda: transport.delete_graph("urn:g")):
            with pytest.raises(ServerError, match="no address for whole graphs"):
                attempt()
        assert server.requests == []


def test_a_server_that_says_yes_before_it_has_read_an_update_is_not_believed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_at_once() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=answer_at_once)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        long = f"INSERT DATA {{ {'<urn:a> <urn:b> <urn:c> . ' * 500_000} }}"
        with pytest.raises(UnknownOutcomeError):
            Transport(Endpoint(url, url), read_timeout=5.0, deadline=10.0).update(long)
        thread.join()
