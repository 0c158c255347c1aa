"""A server that misbehaves on purpose, alone or in front of a real one, and remembers what it was asked.

::

    with FaultyServer(faults={2: closed_before_answer()}, backend="http://127.0.0.1:7878") as server:
        ...                       # give server.url + "/query" to what is tested
    assert len(server.updates) == 1

Requests are counted from 1; those without a fault get ``answer``, or with a backend what the real server says.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

from competencygraph.errors import QueryRefusedError
from competencygraph.store.remote.query_text import read_form

JSON_ROWS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Received:
    """A request that arrived."""

    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def form(self) -> dict[str, list[str]]:
        """The fields of a form, by name."""
        fields: dict[str, list[str]] = {}
        for name, value in parse_qsl(self.body.decode("utf-8", errors="replace"), keep_blank_values=True):
            fields.setdefault(name, []).append(value)
        return fields

    @property
    def is_update(self) -> bool:
        """Whether it would change the store."""
        if self.method in {"PUT", "DELETE", "PATCH"}:
            return True
        if self.method != "POST":
            return False
        if "form" not in self.headers.get("Content-Type", ""):
            return True
        return "update" in self.form or not all(_is_query(text) for text in self.form.get("query", []))


@dataclass
class Conversation:
    """One request, and the means to answer it well or badly."""

    received: Received
    connection: socket.socket
    stopping: threading.Event
    backend: str | None
    silenced: bool = field(default=False)

    def send(self, status: int, headers: Iterable[tuple[str, str]] = (), body: bytes = b"", *, cut: int = 0) -> None:
        """Answer; with `cut` the last bytes of the body are announced and not sent."""
        lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, 'Odd')}", "Server: Faulty/1.0"]
        lines += [f"{name}: {value}" for name, value in headers]
        if status not in {204, 304}:
            lines.append(f"Content-Length: {len(body)}")
        lines.append("Connection: close")
        self.raw("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")
        if self.received.method != "HEAD":
            self.raw(body[: len(body) - cut])

    def raw(self, data: bytes) -> None:
        """Send bytes as they are; a client that has gone away is none of our business."""
        try:
            self.connection.sendall(data)
        except OSError:
            self.silenced = True

    def reset(self) -> None:
        """Break the connection off, as a process does that is killed."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self.connection.detach())

    def forward(self) -> tuple[int, list[tuple[str, str]], bytes]:
        """Have the real server do what was asked, and return its answer."""
        assert self.backend is not None, "there is no server behind this one"
        parts = urlsplit(self.backend)
        behind = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        try:
            kept = {name: value for name, value in self.received.headers.items() if name.lower() not in _HOP_BY_HOP}
            behind.request(self.received.method, self.received.path, self.received.body or None, kept)
            answer = behind.getresponse()
            headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP]
            return answer.status, headers, answer.read()
        finally:
            behind.close()


_HOP_BY_HOP = {"host", "connection", "content-length", "transfer-encoding", "server", "keep-alive"}

Fault: TypeAlias = Callable[[Conversation], None]


class FaultyServer:
    """A server on a free port of this machine, ended with its `with` statement.

    Args:
        faults: what to do on the n-th request, from 1; of those that `counted` lets count.
        always: what to do on every other request that counts.
        answer: what to do otherwise, when there is no `backend`.
        backend: address of a real server, without a path, that answers otherwise.
        counted: which requests count, all by default; ``lambda received: received.is_update`` counts updates.
    """

    def __init__(
        self,
        faults: Mapping[int, Fault] | None = None,
        *,
        always: Fault | None = None,
        answer: Fault | None = None,
        backend: str | None = None,
        counted: Callable[[Received], bool] = lambda _: True,
    ) -> None:
        self.requests: list[Received] = []
        self._faults = dict(faults or {})
        self._always = always
        self._answer = answer or (forwarded() if backend is not None else rows())
        self._backend = backend
        self._counted = counted
        self._count = 0
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> FaultyServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def updates(self) -> list[Received]:
        """The requests so far that would change the store."""
        return [received for received in self.requests if received.is_update]

    def _behave(self, conversation: Conversation) -> None:
        received = conversation.received
        with self._lock:
            self.requests.append(received)
            counts = self._counted(received)
            self._count += counts
            fault = self._faults.get(self._count, self._always) if counts else None
        (fault or self._answer)(conversation)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                self.close_connection = True
                try:
                    self.raw_requestline = self.rfile.readline(65537)
                    if not self.raw_requestline or not self.parse_request():
                        return
                    body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                except OSError:
                    return
                received = Received(self.command, self.path, self.headers, body)
                outer._behave(Conversation(received, self.connection, outer._stopping, outer._backend))

            def log_message(self, format: str, *args: Any) -> None:
                return

        return Handler


def _is_query(text: str) -> bool:
    """Whether a text is a query; Virtuoso takes updates under the same name."""
    try:
        read_form(text)
    except QueryRefusedError:
        return False
    return True


def rows(count: int = 1) -> Fault:
    """Answer as a good server: rows with one column ``s``, a small graph, or for an update 204."""

    def answer(conversation: Conversation) -> None:
        if conversation.received.is_update:
            conversation.send(204)
        elif N_TRIPLES in conversation.received.headers.get("Accept", ""):
            conversation.send(200, [("Content-Type", N_TRIPLES)], triples_body(count))
        else:
            conversation.send(200, [("Content-Type", JSON_ROWS)], rows_body(count))

    return answer


def rows_body(count: int) -> bytes:
    """Rows in JSON."""
    bindings = [{"s": {"type": "uri", "value": f"urn:s{number}"}} for number in range(count)]
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": bindings}}).encode()


def triples_body(count: int) -> bytes:
    """A graph in N-Triples."""
    return b"".join(b'<urn:s%d> <urn:p> "%d" .\n' % (number, number) for number in range(count))


def forwarded() -> Fault:
    """Answer what the real server answers."""
    return lambda conversation: conversation.send(*conversation.forward())


def rows_lost(keep: Callable[[list[Any]], list[Any]]) -> Fault:
    """Answer rows as the real server does, without some of them and with status 200."""

    def lose(conversation: Conversation) -> None:
        status, headers, body = conversation.forward()
        headers = [(name.lower(), value) for name, value in headers]
        if status == 200 and JSON_ROWS in dict(headers).get("content-type", ""):
            answer = json.loads(body)
            if "results" in answer:
                answer["results"]["bindings"] = keep(answer["results"]["bindings"])
                body = json.dumps(answer).encode()
        conversation.send(status, headers, body)

    return lose


def answered(status: int, body: bytes = b"", **headers: str) -> Fault:
    """Answer with a status, a body and headers, ``retry_after="1"`` for one."""
    named = [(name.replace("_", "-").title(), value) for name, value in headers.items()]
    return lambda conversation: conversation.send(status, named, body)


def redirected(url: str, status: int = 307) -> Fault:
    """Send the request on to another address."""
    return answered(status, location=url)


def error_page(status: int = 500) -> Fault:
    """Answer with a page for people."""
    page = (
        b"<!DOCTYPE html><html><head><title>Something <b>broke</b></title><style>p {}</style></head><body><p>Oh</body>"
    )
    return answered(status, page, content_type="text/html; charset=utf-8")


def closed_before_answer(*, reset: bool = False) -> Fault:
    """Take the request and close the connection."""

    def close(conversation: Conversation) -> None:
        if reset:
            conversation.reset()

    return close


def closed_in_headers(status: int = 200) -> Fault:
    """Close the connection in the middle of the headers."""
    return lambda conversation: conversation.raw(b"HTTP/1.1 %d OK\r\nServer: Faulty/1.0\r\nContent-Le" % status)


def closed_after_headers(media_type: str = JSON_ROWS) -> Fault:
    """Close the connection after headers that announce a body."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: 5000\r\n\r\n".encode()
    return lambda conversation: conversation.raw(head)


def truncated(lost: int = 10) -> Fault:
    """Answer without the last bytes; with a real server behind, that server has done what was asked."""

    def cut(conversation: Conversation) -> None:
        if conversation.backend is not None:
            status, headers, body = conversation.forward()
        else:
            status, headers, body = _good_answer(conversation.received)
        if not body:
            status, body = 200, b" " * lost
        conversation.send(status, headers, body, cut=lost)

    return cut


def unmeasured(lost: int = 0) -> Fault:
    """Answer without saying where the body ends, and perhaps without its last bytes."""

    def send(conversation: Conversation) -> None:
        status, headers, body = _good_answer(conversation.received)
        lines = [f"HTTP/1.1 {status} OK", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
        conversation.raw("\r\n".join(lines).encode() + body[: len(body) - lost])

    return send


def done_but_lost(*, reset: bool = False) -> Fault:
    """Have the real server do what was asked, and close the connection without telling."""

    def lose(conversation: Conversation) -> None:
        conversation.forward()
        if reset:
            conversation.reset()

    return lose


def silent() -> Fault:
    """Say nothing, and keep the connection open."""
    return lambda conversation: conversation.stopping.wait(60) and None


def dripping(interval: float = 0.05, *, from_start: bool = False, most: int = 400) -> Fault:
    """Send one byte now and then, `most` in all: of the body, or from the first header on."""
    begin = b"" if from_start else b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
    begin += b"" if from_start else b"Content-Length: 1000000\r\n\r\n"

    def drip(conversation: Conversation) -> None:
        conversation.raw(begin or b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _ in range(most):
            if conversation.silenced or conversation.stopping.wait(interval):
                return
            conversation.raw(b"x" if from_start else b" ")

    return drip


def huge(size: int, media_type: str = JSON_ROWS) -> Fault:
    """Answer with a body of so many bytes."""
    return lambda conversation: conversation.send(200, [("Content-Type", media_type)], b" " * size)


def _good_answer(received: Received) -> tuple[int, list[tuple[str, str]], bytes]:
    if N_TRIPLES in received.headers.get("Accept", ""):
        return 200, [("Content-Type", N_TRIPLES)], triples_body(3)
    return 200, [("Content-Type", JSON_ROWS)], rows_body(3)
