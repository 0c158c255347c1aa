"""What Virtuoso answers wrongly, or not at all, is answered from a copy in memory; the rest is its own work."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph import errors
from competencygraph.queries import load_catalogue
from competencygraph.store.graphs import live_name
from competencygraph.store.remote import remote_store
from competencygraph.store.remote.endpoint import Endpoint, ServerKind
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.transport import Transport
from competencygraph.store.remote.virtuoso import is_misread
from competencygraph.terms.namespaces import DATA_BASE

from .faulty_server import FaultyServer, Received, silent

ONE = "{ SELECT ?a ?n { ?a <urn:p> ?n } }"
COMPUTED = "{ SELECT ?a ?n { ?a <urn:p> ?m BIND(LCASE(?m) AS ?n) } }"
INNER = "{ SELECT ?a { ?a <urn:p> ?m BIND(LCASE(?m) AS ?n) FILTER(?n != 'x') } }"
BRANCHES = " UNION ".join([ONE] * 4)
ASKED = "SELECT ?slow { ?s <urn:p> ?slow } ORDER BY ?slow"
SILENCE = 0.5


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        (f"SELECT * {{ {ONE} {ONE} {ONE} }}", True),
        (f"SELECT * {{ {ONE} . ?a ?b ?c . {ONE} OPTIONAL {{ ?a ?b ?d }} {ONE} }}", True),
        (f"SELECT * {{ {{ SELECT ?a {{ {ONE} {ONE} # SELECT\n {ONE} }} }} }}", True),
        (f"SELECT * {{ {ONE} {ONE} }}", False),
        (f"SELECT * {{ {COMPUTED} {COMPUTED} }}", True),
        (f"SELECT * {{ {COMPUTED} {ONE} }}", False),
        (f"SELECT * {{ {COMPUTED} UNION {COMPUTED} }}", False),
        (f"SELECT * {{ {INNER} {INNER} }}", False),
        (f"SELECT * {{ {BRANCHES} {ONE} {ONE} }}", False),
        (f"SELECT * {{ {ONE} OPTIONAL {ONE} MINUS {ONE} FILTER NOT EXISTS {ONE} }}", False),
        (f"SELECT * {{ {{ SELECT ?a {{ {ONE} {ONE} }} }} {ONE} }}", False),
        ("SELECT * { ?a ?b '{ SELECT } { SELECT } { SELECT }' }", False),
    ],
)
def test_joined_subqueries_that_lose_rows_are_not_left_to_virtuoso(sparql: str, expected: bool) -> None:
    assert is_misread(sparql) is expected


@pytest.mark.parametrize(
    ("sparql", "expected"),
    [
        ("SELECT * { VALUES ?a { '' } ?s ?p ?o FILTER(CONTAINS(?o, ?a)) }", True),
        ('SELECT * { VALUES (?a ?b) { ("" <urn:a>) } ?s ?p ?o }', True),
        ('SELECT * { VALUES (?a ?b) { ("x" """""") } ?s ?p ?o }', True),
        ("SELECT * { VALUES ?a { ' ' } ?s ?p ?o FILTER(?o != '') }", False),
        (f"SELECT * {{ VALUES ?a {{ '{'é' * 1_500}' }} ?s ?p ?a }}", True),
        (f"SELECT * {{ ?s ?p '{'a' * 1_500}' }}", False),
    ],
)
def test_empty_and_very_long_texts_are_not_left_to_virtuoso(sparql: str, expected: bool) -> None:
    assert is_misread(sparql) is expected


def test_most_questions_are_left_to_virtuoso() -> None:
    questions = list(load_catalogue())
    assert len(questions) > 40
    copied = {question.name for question in questions if is_misread(question.text)}
    assert "shared-tasks" in copied
    assert len(copied) < len(questions) / 4


@pytest.mark.virtuoso
def test_a_query_over_which_virtuoso_falls_silent_is_answered_and_not_put_to_it_again(
    new_server: Callable[[str], str],
) -> None:
    with FaultyServer(always=silent(), backend=new_server("virtuoso"), counted=_is_asked) as front:
        store = _open(front)
        _fill(store)
        for _ in range(2):
            assert [row[0] for row in store.query(ASKED).rows] == [Literal("a"), Literal("b")]
        assert sum(map(_is_asked, front.requests)) == 1
        store.replace_graph("urn:g", _triples("c"), live=True)
        assert [row[0] for row in store.query(ASKED).rows] == [Literal("c")]


@pytest.mark.virtuoso
def test_silence_is_told_where_a_copy_would_take_too_long_or_a_time_was_given(
    new_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(always=silent(), backend=new_server("virtuoso"), counted=_is_asked) as front:
        store = _open(front)
        _fill(store)
        with pytest.raises(errors.QueryLimitError, match=r"stopped after 0\.7 s"):
            store.query(ASKED, timeout=0.7)
        monkeypatch.setattr(remote_store, "MOST_TRIPLES_AFTER_SILENCE", 1)
        with pytest.raises(errors.ServerTimeoutError, match=r"silent for 0\.5 s"):
            store.query(ASKED)
        monkeypatch.setattr(remote_store, "MOST_TRIPLES_AFTER_SILENCE", 2)
        assert len(store.query(ASKED).rows) == 2


@pytest.mark.virtuoso
def test_a_query_that_runs_too_long_over_the_copy_is_stopped(
    new_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(always=silent(), backend=new_server("virtuoso"), counted=_is_asked) as front:
        store = _open(front)
        _fill(store)
        monkeypatch.setattr(remote_store, "SECONDS_AFTER_SILENCE", 0.0)
        for _ in range(2):
            with pytest.raises(errors.QueryLimitError, match="stopped after 0 s"):
                store.query(ASKED)


@pytest.mark.server
def test_another_server_that_falls_silent_is_not_copied(
    new_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(always=silent(), backend=new_server("oxigraph"), counted=_is_asked) as front:
        store = _open(front, kind="oxigraph")
        _fill(store)
        monkeypatch.setattr(RemoteStore, "_copy", _refuse)
        with pytest.raises(errors.ServerTimeoutError, match=r"silent for 0\.5 s"):
            store.query(ASKED)


def _refuse(*_: object) -> NoReturn:
    raise AssertionError("the store was copied")


def _is_asked(received: Received) -> bool:
    return any(re.search(r"\?slow", text) for text in received.form.get("query", []))


def _open(front: FaultyServer, kind: ServerKind = "virtuoso") -> RemoteStore:
    query, update = ("sparql", "sparql") if kind == "virtuoso" else ("query", "update")
    endpoint = Endpoint(f"{front.url}/{query}", f"{front.url}/{update}", kind=kind)
    live = live_name(DATA_BASE) if kind == "virtuoso" else None
    server = ServerGraphs(Transport(endpoint, read_timeout=SILENCE), kind, live)
    return RemoteStore(front.url, server, DATA_BASE, write=True, lock_timeout=5.0)


def _fill(store: RemoteStore) -> None:
    store.replace_graph("urn:g", _triples("a", "b"), live=True)


def _triples(*texts: str) -> list[Triple]:
    return [Triple(NamedNode(f"urn:s:{text}"), NamedNode("urn:p"), Literal(text)) for text in texts]
