"""What a server leaves out, or gives instead, is noticed before anything is concluded from it."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from competencygraph import errors
from competencygraph.store import open_store
from competencygraph.store.remote import finding
from competencygraph.store.remote.endpoint import Endpoint
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.results import read_answer, read_triples
from competencygraph.store.remote.transport import Transport
from competencygraph.terms.namespaces import DATA_BASE

from ..small import edition
from .faulty_server import (
    JSON_ROWS,
    N_TRIPLES,
    Conversation,
    Fault,
    FaultyServer,
    answered,
    closed_before_answer,
    dripping,
    error_page,
    redirected,
    rows_lost,
    silent,
)
from .stores_on_servers import open_on


def _open_behind(url: str) -> RemoteStore:
    """Return the store on an Oxigraph that is reached through another server."""
    transport = Transport(Endpoint(f"{url}/query", f"{url}/update", f"{url}/store", "oxigraph"))
    return RemoteStore(url, ServerGraphs(transport, "oxigraph"), DATA_BASE, write=True, lock_timeout=0.3)


def _half(rows: list[Any]) -> list[Any]:
    return rows[: len(rows) // 2 + (len(rows) == 1)]


def _without_last_edition(rows: list[Any]) -> list[Any]:
    return [row for row in rows if "aaaa0002" not in json.dumps(row)]


def _without_notes(rows: list[Any]) -> list[Any]:
    return [row for row in rows if "contentDigest" not in json.dumps(row)]


@pytest.mark.server
@pytest.mark.parametrize("keep", [_half, _without_last_edition, _without_notes, lambda _: []])
def test_what_is_said_and_written_over_a_part_of_the_rows_is_right_or_refused(
    keep: Callable[[list[Any]], list[Any]], new_server: Callable[[str], str], tmp_path: Path
) -> None:
    url = new_server("oxigraph")
    before = [edition("aaaa0001"), edition("aaaa0002", "001", size=3)]
    change = edition("aaaa0003", "001", size=2)
    with open_store(url, write=True) as store, open_store(":memory:", write=True) as local:
        store.replace_editions(before)
        local.replace_editions(before)
        dumps = [list(local.dump())]
        local.replace_editions([change])
        dumps.append(list(local.dump()))
        assert list(store.dump()) == dumps[0]
    actions: list[Callable[[RemoteStore], object]] = [
        lambda store: list(store.dump()),
        lambda store: store.list_documents(),
        lambda store: store.graphs(),
        lambda store: store.verify(),
        lambda store: store.backup(tmp_path / f"backup{len(list(tmp_path.iterdir()))}"),
    ]
    with FaultyServer(backend=url, always=rows_lost(keep)) as server:
        for number, act in enumerate(actions):
            expected = act(open_on(url)[0])
            try:
                assert act(_open_behind(server.url)) == expected, number
            except errors.ServerError as error:
                assert error.where is not None and server.url in error.where, number
        with suppress(errors.ServerError):
            _open_behind(server.url).replace_editions([change])
    with open_store(url) as store:
        store.verify()
        assert list(store.dump()) in dumps


@pytest.mark.server
def test_a_ledger_in_part_is_refused(new_server: Callable[[str], str]) -> None:
    url = new_server("oxigraph")
    open_on(url)[0].replace_editions([edition("aaaa0001"), edition("aaaa0002", "001")])

    def lose(conversation: Conversation) -> None:
        if conversation.received.method == "GET":
            conversation.send(200, [("Content-Type", N_TRIPLES)], b"")
        else:
            rows_lost(_without_last_edition)(conversation)

    with FaultyServer(backend=url, always=lose) as server:
        with pytest.raises(errors.ServerError, match="the server gave part of the state graph"):
            _open_behind(server.url)
        assert not server.updates
    with FaultyServer(backend=url, faults={1: rows_lost(_without_last_edition)}) as server:
        assert len(_open_behind(server.url).list_documents()) == 2, "what is right the second time is believed"
        assert server.requests


@pytest.mark.server
def test_a_graph_that_comes_in_part_is_not_dumped_or_built_upon(
    new_server: Callable[[str], str], tmp_path: Path
) -> None:
    url = new_server("oxigraph")
    open_on(url)[0].replace_editions([edition("aaaa0001"), edition("aaaa0002", "001")])

    def lose(conversation: Any) -> None:
        status, headers, body = conversation.forward()
        lines = body.splitlines(keepends=True)
        conversation.send(status, headers, b"".join(lines[: len(lines) // 2]))

    reads = {"counted": lambda received: received.method == "GET" and "graph=" in received.path}
    with FaultyServer(backend=url, always=lose, **reads) as server:
        for act in (
            lambda store: list(store.dump()),
            lambda store: store.backup(tmp_path / "backup"),
            lambda store: store.list_documents(),
            lambda store: store.replace_editions([edition("aaaa0003", "001")]),
        ):
            store = _open_behind(server.url)
            with pytest.raises(errors.PartialResultError, match="the server gave"):
                act(store)
        assert server.requests and not server.updates
        assert not (tmp_path / "backup").exists()


@pytest.mark.server
@pytest.mark.parametrize(
    "body",
    [
        b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"x"}}]}}',
        b'{"head":{"vars":["o"]},"results":{"bindings":[]}}',
        b'{"head":{"vars":["s","p","o","rows"]},"results":{"bindings":[{"s":{"type":"literal","value":"x"}},'
        b'{"rows":{"type":"literal","value":"1"}}]}}',
        b'{"head":{"vars":["s","p","o","rows"]},"results":{"bindings":[{"rows":{"type":"literal","value":"abc"}}]}}',
    ],
)
def test_rows_that_were_not_asked_for_are_refused(body: bytes, new_server: Callable[[str], str]) -> None:
    url = new_server("oxigraph")
    fault = answered(200, body, content_type=JSON_ROWS)
    with FaultyServer(backend=url, always=fault, counted=lambda received: received.method == "POST") as server:
        with pytest.raises(errors.ServerError, match="not what was asked for") as caught:
            _open_behind(server.url)
        assert caught.value.where == f"{server.url}/query"


@pytest.mark.parametrize("depth", [300, 300_000])
@pytest.mark.parametrize("piece", [b'{"type":"triple","value":{"subject":', b'{"value":{"subject":'])
def test_an_answer_that_is_nested_deep_is_not_parsed(depth: int, piece: bytes) -> None:
    body = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":' + piece * depth
    for text in (body, body + b"1" + b"}}" * depth + b"}]}}"):
        with pytest.raises(errors.ServerError, match="nested too deep"):
            read_answer(io.BytesIO(text), "SELECT", where="http://127.0.0.1/", max_rows=None)


def test_brackets_in_texts_are_no_nesting() -> None:
    text = json.dumps('"{[' * 5_000 + "\\")
    body = f'{{"head":{{"vars":["o"]}},"results":{{"bindings":[{{"o":{{"type":"literal","value":{text}}}}}]}}}}'
    (row,) = read_answer(io.BytesIO(body.encode()), "SELECT", where="", max_rows=None).rows
    assert len(row[0].value) == 15_001  # type: ignore[union-attr]


@pytest.mark.parametrize("media_type", ["application/n-triples", "text/turtle"])
def test_a_graph_of_nested_triple_terms_is_not_parsed(media_type: str) -> None:
    depth = 100_000
    body = b"<a:s> <a:p> " + b"<<( <a:s> <a:p> " * depth + b"<a:o>" + b" )>>" * depth + b" .\n"
    with pytest.raises(errors.ServerError, match="nested too deep"):
        list(read_triples(io.BytesIO(body), media_type, where="http://127.0.0.1/", max_rows=None))
    texts = b"".join(b'<a:s> <a:p> "%d << 2" .\n' % number for number in range(500))
    assert len(list(read_triples(io.BytesIO(texts), media_type, where="", max_rows=None))) == 500


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (answered(429, b"slow down"), "too busy .status 429"),
        (answered(503, b"busy"), "too busy .status 503"),
        (error_page(500), "status 500"),
        (redirected("http://127.0.0.1:1/elsewhere"), r"sends the request on to 127\.0\.0\.1:1"),
        (answered(401, www_authenticate="Basic"), "asks who you are"),
        (answered(200, b"<p>Welcome", content_type="text/html"), "status 200, text/html"),
        (closed_before_answer(), "closed the connection"),
        (silent(), "silent for|not ready within"),
        (dripping(most=10_000), "silent for|not ready within"),
        (answered(404), "no SPARQL service is found here"),
        (answered(410), "no SPARQL service is found here"),
    ],
)
def test_what_happened_while_the_services_were_looked_for_is_said(
    fault: Fault, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_SECONDS", 1.0)
    started = time.monotonic()
    with FaultyServer(always=fault) as server:
        with pytest.raises(errors.StoreError, match=expected) as caught:
            finding.endpoint_of(server.url)
        assert server.requests
        assert caught.value.where is not None and caught.value.where.startswith(server.url)
    assert time.monotonic() - started < 20, "one deadline for all addresses"


def test_a_fault_at_the_first_address_does_not_hide_the_services_at_the_second() -> None:
    def answer(conversation: Any) -> None:
        conversation.raw(b"HTTP/1.1 200 OK\r\nServer: Virtuoso/07.20\r\nContent-Length: 0\r\n\r\n")

    with FaultyServer(
        answer=answer, counted=lambda received: received.path == "/query", always=answered(500)
    ) as server:
        found = finding.endpoint_of(server.url)
    assert (found.kind, found.query) == ("virtuoso", f"{server.url}/sparql")
