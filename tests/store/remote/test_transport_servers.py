"""The transport against real servers, alone and behind one that misbehaves: nothing is lost, doubled or altered."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import PartialResultError, QueryRefusedError, ServerError, UnknownOutcomeError
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.transport import Endpoint, Transport

from ...servers.running import RunningServer, Servers
from .faulty_server import (
    Fault,
    FaultyServer,
    answered,
    closed_before_answer,
    done_but_lost,
    dripping,
    silent,
    truncated,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
GRAPH = "urn:test:graph"
DBA = Credentials("digest", "dba", "dba")
EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
ADD_ONE = f"INSERT {{ GRAPH <{GRAPH}> {{ [] <urn:p> 1 }} }} WHERE {{}}"
TRIPLES = [
    Triple(NamedNode("urn:s"), NamedNode("urn:p"), term)
    for term in (
        NamedNode("urn:o"),
        Literal("a\nb\t\"q\" \\ é😀 {}'''"),
        Literal("tekst", language="nl"),
        Literal(""),
        Literal("42", datatype=NamedNode(f"{XSD}integer")),
        Literal("1.5", datatype=NamedNode(f"{XSD}decimal")),
        Literal("2026-11-22", datatype=NamedNode(f"{XSD}date")),
        Literal("code 01", datatype=NamedNode("urn:type")),
        Literal("x" * 9000),
    )
]


@pytest.fixture(
    params=[
        pytest.param("oxigraph", marks=pytest.mark.server),
        pytest.param("virtuoso", marks=pytest.mark.virtuoso),
    ]
)
def running(request: pytest.FixtureRequest, servers: Servers) -> RunningServer:
    return servers.get(request.param)


@pytest.fixture
def oxigraph(servers: Servers) -> RunningServer:
    return servers.get("oxigraph")


@pytest.fixture
def virtuoso(servers: Servers) -> RunningServer:
    return servers.get("virtuoso")


def transport_to(kind: str, url: str, **settings: Any) -> Transport:
    if kind == "oxigraph":
        return Transport(Endpoint(f"{url}/query", f"{url}/update", f"{url}/store", "oxigraph"), **settings)
    endpoint = Endpoint(f"{url}/sparql-auth", f"{url}/sparql-auth", f"{url}/sparql-graph-crud-auth", "virtuoso")
    return Transport(endpoint, DBA, **settings)


def test_what_is_put_is_found_in_every_way(running: RunningServer) -> None:
    transport = transport_to(running.kind, running.url)
    assert running.kind in transport.server()
    transport.put_graph(GRAPH, TRIPLES)
    assert Counter(transport.get_graph(GRAPH)) == Counter(TRIPLES)
    rows = transport.select(EVERYTHING, default_graphs=[GRAPH]).rows
    assert Counter(rows) == Counter((one.subject, one.predicate, one.object) for one in TRIPLES)
    assert Counter(transport.select(CONSTRUCT, default_graphs=[GRAPH]).triples or ()) == Counter(TRIPLES)
    named = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    ((name, count),) = transport.select(named, named_graphs=[GRAPH]).rows
    assert (name, count) == (NamedNode(GRAPH), Literal(str(len(TRIPLES)), datatype=NamedNode(f"{XSD}integer")))
    assert transport.select("ASK { <urn:s> ?p ?o }", default_graphs=[GRAPH]).boolean is True
    assert transport.select("ASK { <urn:none> ?p ?o }", default_graphs=[GRAPH]).boolean is False


def test_updates_and_graphs_change_what_they_name(running: RunningServer) -> None:
    transport = transport_to(running.kind, running.url)
    transport.put_graph(GRAPH, TRIPLES)
    transport.update(f'INSERT DATA {{ GRAPH <{GRAPH}> {{ <urn:s> <urn:p> "é" }} }}')
    transport.post_graph(GRAPH, [Triple(NamedNode("urn:s2"), NamedNode("urn:p"), Literal("b"))])
    assert len(list(transport.get_graph(GRAPH))) == len(TRIPLES) + 2
    transport.put_graph(GRAPH, TRIPLES[:1])
    assert list(transport.get_graph(GRAPH)) == TRIPLES[:1]
    for _ in range(2):
        transport.delete_graph(GRAPH)
    assert list(transport.get_graph(GRAPH)) == []


def test_what_is_no_sparql_is_refused_and_changes_nothing(running: RunningServer) -> None:
    transport = transport_to(running.kind, running.url)
    with pytest.raises(QueryRefusedError, match="the server does not accept the query"):
        transport.select("SELECT * WHERE { nonsense")
    with pytest.raises(QueryRefusedError, match="the server does not accept the update"):
        transport.update("INSERT DATA { nonsense")


@pytest.mark.slow
@pytest.mark.virtuoso
def test_virtuoso_cuts_and_is_found_out(virtuoso: RunningServer) -> None:
    transport = transport_to("virtuoso", virtuoso.url)
    for start in range(0, 12_000, 1_500):
        lines = " ".join(f'<urn:s{n}> <urn:p{n % 3}> "{n}" .' for n in range(start, start + 1_500))
        transport.update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {lines} }} }}")
    with pytest.raises(PartialResultError, match="the server gave 10000 of 12000 rows"):
        transport.select(EVERYTHING, default_graphs=[GRAPH])
    with pytest.raises(PartialResultError, match="may have held back others"):
        transport.select(CONSTRUCT, default_graphs=[GRAPH])
    triples = list(transport.get_graph(GRAPH))
    assert len(triples) == len(set(triples)) == 12_000
    one_third = "CONSTRUCT { ?s <urn:p1> ?o } WHERE { ?s <urn:p1> ?o }"
    assert len(transport.select(one_third, default_graphs=[GRAPH]).triples or ()) == 4_000
    assert len(transport.select(f"{EVERYTHING} LIMIT 10000", default_graphs=[GRAPH]).rows) == 10_000


@pytest.mark.virtuoso
def test_virtuoso_wants_digests_and_rights(virtuoso: RunningServer) -> None:
    guarded = f"{virtuoso.url}/sparql-auth"
    endpoint = Endpoint(guarded, guarded, None, "virtuoso")
    with pytest.raises(ServerError, match="asks who you are"):
        Transport(endpoint).update(ADD_ONE)
    with pytest.raises(ServerError, match="does not accept the credentials"):
        Transport(endpoint, Credentials("digest", "dba", "wrong")).update(ADD_ONE)
    Transport(endpoint, DBA).update(ADD_ONE)
    assert len(list(Transport(endpoint, DBA).get_graph(GRAPH))) == 1


LOST = {
    "connection": done_but_lost(),
    "reset": done_but_lost(reset=True),
    "end of the answer": truncated(),
}


@pytest.mark.server
@pytest.mark.parametrize("name", LOST)
def test_an_update_whose_answer_is_lost_is_applied_once_and_said_to_be_open(name: str, oxigraph: RunningServer) -> None:
    with FaultyServer({1: LOST[name]}, backend=oxigraph.url, counted=lambda one: one.is_update) as server:
        transport = transport_to("oxigraph", server.url)
        with pytest.raises(UnknownOutcomeError):
            transport.update(ADD_ONE)
        assert len(server.updates) == 1
        assert len(list(transport.get_graph(GRAPH))) == 1


NEVER = {
    "closed": closed_before_answer(),
    "silent": silent(),
    "busy": answered(503, retry_after="0"),
    "drip": dripping(),
}


@pytest.mark.server
@pytest.mark.parametrize("name", NEVER)
def test_an_update_that_never_arrives_is_not_sent_again_and_a_query_is_where_that_is_safe(
    name: str, oxigraph: RunningServer
) -> None:
    fault: Fault = NEVER[name]
    settings: dict[str, Any] = {"read_timeout": 0.5, "deadline": 1.0, "sleep": lambda _: None}
    with FaultyServer({1: fault}, backend=oxigraph.url, counted=lambda one: one.is_update) as server:
        transport = transport_to("oxigraph", server.url, **settings)
        with pytest.raises(ServerError):
            transport.update(ADD_ONE)
        assert len(server.updates) == 1
        assert list(transport.get_graph(GRAPH)) == []
        transport.update(ADD_ONE)
        assert len(list(transport.get_graph(GRAPH))) == 1
    if name in {"closed", "busy"}:
        with FaultyServer({1: fault, 2: fault}, backend=oxigraph.url) as server:
            rows = transport_to("oxigraph", server.url, **settings).select(EVERYTHING, default_graphs=[GRAPH]).rows
            assert len(rows) == 1
            assert len(server.requests) == 3


@pytest.mark.server
@pytest.mark.parametrize("lost", [1, 20, 60])
def test_an_answer_that_is_cut_anywhere_is_refused(lost: int, oxigraph: RunningServer) -> None:
    transport_to("oxigraph", oxigraph.url).put_graph(GRAPH, TRIPLES)
    with FaultyServer(always=truncated(lost), backend=oxigraph.url) as server:
        transport = transport_to("oxigraph", server.url)
        for attempt in (
            lambda: transport.select(EVERYTHING, default_graphs=[GRAPH]),
            lambda: transport.select(CONSTRUCT, default_graphs=[GRAPH]),
            lambda: list(transport.get_graph(GRAPH)),
        ):
            with pytest.raises(PartialResultError):
                attempt()
