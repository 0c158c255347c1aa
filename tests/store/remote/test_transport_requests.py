"""What is sent: forms to the right address, in the words of the protocol, as the text stands."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph.errors import QueryRefusedError
from competencygraph.store.remote.query_text import count_of_answer, page_of_dataset, read_form
from competencygraph.store.remote.transport import Endpoint, Transport

from .faulty_server import FaultyServer, answered

SELECT = "SELECT ?s WHERE { ?s ?p ?o }"


def transport_to(server: FaultyServer, kind: Any = "other", store: str = "/store") -> Transport:
    return Transport(Endpoint(f"{server.url}/query", f"{server.url}/update", f"{server.url}{store}", kind))


@pytest.mark.parametrize("kind", ["other", "oxigraph", "virtuoso"])
def test_a_query_is_a_form_that_asks_for_json(kind: str) -> None:
    text = 'SELECT ?s WHERE { ?s ?p "é😀 + & = %41" } # the end'
    with FaultyServer() as server:
        transport_to(server, kind).select(text, default_graphs=["urn:a", "urn:é&b"], named_graphs=["urn:c"])
        (asked,) = server.requests
    assert (asked.method, asked.path) == ("POST", "/query")
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.headers["Accept"] == "application/sparql-results+json"
    assert asked.headers["Accept-Encoding"] == "identity"
    assert asked.headers["User-Agent"].startswith("competencygraph/")
    assert asked.headers["Connection"] == "close"
    assert asked.form == {
        "query": [text],
        "default-graph-uri": ["urn:a", "urn:é&b"],
        "named-graph-uri": ["urn:c"],
    }


@pytest.mark.parametrize("form", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:a>"])
def test_graphs_are_asked_for_in_n_triples(form: str) -> None:
    with FaultyServer() as server:
        assert len(transport_to(server).select(form).triples or ()) == 1
        assert server.requests[0].headers["Accept"].startswith("application/n-triples")


@pytest.mark.parametrize(("kind", "name"), [("other", "update"), ("oxigraph", "update"), ("virtuoso", "query")])
def test_an_update_is_a_form_under_the_name_that_the_server_knows(kind: str, name: str) -> None:
    text = 'INSERT DATA { <urn:a> <urn:b> "é&c" }'
    with FaultyServer() as server:
        transport_to(server, kind).update(text)
        (asked,) = server.requests
    assert (asked.method, asked.path, asked.form) == ("POST", "/update", {name: [text]})
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.is_update


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select * {}", ("SELECT", None)),
        (
            "#+ title: INSERT\n#+ and DELETE\n\nPREFIX ask: <urn:CONSTRUCT#> SELECT * { ?s ask:drop ?o }",
            ("SELECT", None),
        ),
        ("BASE <http://example.org/describe> ASK { ?s ?p 'SELECT' }", ("ASK", None)),
        ("PREFIX a:<urn:a> CONSTRUCT WHERE { ?s a:p ?o } LIMIT 7", ("CONSTRUCT", 7)),
        ("DESCRIBE <urn:select>", ("DESCRIBE", None)),
        ("SELECT * { { SELECT * { ?s ?p ?o } LIMIT 3 } }", ("SELECT", None)),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 20 OFFSET 5 VALUES ?s { <urn:a> }", ("SELECT", 20)),
        ("SELECT * { ?s ?p ?o } OFFSET 5 limit 20", ("SELECT", 20)),
        ("SELECT * { ?s ?p 'LIMIT 5' } # LIMIT 5", ("SELECT", None)),
    ],
)
def test_the_form_is_read_from_the_grammar_and_not_from_words(text: str, expected: tuple[str, int | None]) -> None:
    assert read_form(text) == expected


@pytest.mark.parametrize("text", ["", "# SELECT", "INSERT DATA { <urn:a> <urn:b> 1 }", "WHERE { SELECT * {} }", "'x'"])
def test_what_is_no_query_is_not_sent(text: str) -> None:
    with FaultyServer() as server:
        with pytest.raises(QueryRefusedError):
            transport_to(server).select(text)
        assert server.requests == []


def test_a_text_that_cannot_be_encoded_is_not_sent() -> None:
    with FaultyServer() as server:
        transport = transport_to(server)
        for attempt in (
            lambda: transport.select("SELECT * { ?s ?p '\ud800' }"),
            lambda: transport.update("INSERT DATA { <urn:a> <urn:b> '\ud800' }"),
            lambda: transport.delete_graph("urn:\ud800"),
        ):
            with pytest.raises(QueryRefusedError, match="lone surrogate"):
                attempt()
        assert server.requests == []


@pytest.mark.parametrize(
    ("store", "graph", "path"),
    [
        ("/store", None, "/store?default"),
        ("/store", "http://example.org/a b?c=d&e#f", "/store?graph=http%3A%2F%2Fexample.org%2Fa+b%3Fc%3Dd%26e%23f"),
        ("/store?key=1", "urn:é", "/store?key=1&graph=urn%3A%C3%A9"),
    ],
)
def test_graphs_are_named_in_the_address(store: str, graph: str | None, path: str) -> None:
    with FaultyServer() as server:
        transport = transport_to(server, store=store)
        list(transport.get_graph(graph))
        transport.delete_graph(graph)
        assert [(one.method, one.path) for one in server.requests] == [("GET", path), ("DELETE", path)]
        assert server.requests[0].headers["Accept"].startswith("application/n-triples")


def test_triples_are_sent_as_they_are() -> None:
    triples = [
        Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("1.10", datatype=NamedNode("urn:d"))),
        Triple(BlankNode("b"), NamedNode("urn:p"), Literal('a\nb"é', language="nl")),
    ]
    with FaultyServer() as server:
        transport = transport_to(server)
        transport.put_graph("urn:g", iter(triples))
        transport.post_graph("urn:g", triples)
        assert [one.method for one in server.requests] == ["PUT", "POST"]
        for asked in server.requests:
            assert asked.headers["Content-Type"] == "application/n-triples"
            assert [quad.triple for quad in parse(asked.body, format=RdfFormat.N_TRIPLES)] == triples
            assert asked.is_update


def test_a_server_is_asked_its_name_once() -> None:
    with FaultyServer(always=answered(400)) as server:
        transport = transport_to(server)
        assert transport.server() == transport.server() == "faulty/1.0"
        assert [(one.method, one.path) for one in server.requests] == [("GET", "/query")]


def test_the_queries_of_our_own_are_made_of_the_packaged_ones() -> None:
    query = "PREFIX e: <urn:e>\nSELECT DISTINCT ?s # x\nFROM <urn:g> FROM NAMED e:h WHERE { ?s ?p ?o } ORDER BY ?s #y"
    counted = count_of_answer(query)
    assert read_form(counted) == ("SELECT", None)
    assert counted.index("PREFIX") < counted.index("COUNT") < counted.index("FROM <urn:g>\nFROM NAMED e:h")
    assert counted.index("FROM NAMED") < counted.index("SELECT DISTINCT ?s # x")
    assert read_form(page_of_dataset(30, 20)) == ("SELECT", 20)
    assert "OFFSET 30" in page_of_dataset(30, 20)
