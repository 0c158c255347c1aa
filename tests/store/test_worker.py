"""Queries that anyone may have written end within their limits, and the caller lives."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph import errors
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.store.snapshots import newest_snapshot
from competencygraph.store.untrusted import ask_worker

from .small import FRAMEWORK, TEXT, edition

E = "<http://127.0.0.1:9/>"
TIMEOUT = 1.0
GRACE = 3.0
MEMORY = 256 * 2**20
CONCAT = " ".join(f"BIND(CONCAT({','.join([f'?a{n}'] * 10)}) AS ?a{n + 1})" for n in range(9))
THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ANY = "(<x:x>|!<x:y>)"
HUNDRED = " ".join(map(str, range(100)))
HOSTILE = {
    "nested braces": f"SELECT * {{ {'{' * 2048}{'}' * 2048} }}",
    "open braces": f"SELECT * {{ {'{' * 4096}",
    "nested parentheses": f"SELECT * {{ FILTER({'(' * 3000}1{')' * 3000}) }}",
    "nested lists": f"SELECT * {{ ?s ?p {'(' * 3000}{')' * 3000} }}",
    "nested blank nodes": f"SELECT * {{ {'[ <a:b> ' * 2000}1{']' * 2000} }}",
    "nested paths": f"SELECT * {{ ?s {'(' * 3000}<a:b>{')' * 3000} ?o }}",
    "nested IFs": f"SELECT ({'IF(true,' * 2000}1{',2)' * 2000} AS ?x) {{}}",
    "nested optionals": f"SELECT * {{ {'OPTIONAL { ?a ?b ?c ' * 300}{'}' * 300} }}",
    "nested subqueries": f"SELECT * {{ {'{ SELECT * { ' * 400}{'} }' * 400} }}",
    "nested exists": f"SELECT * {{ {'FILTER EXISTS { ?a ?b ?c ' * 200}{'}' * 200} }}",
    "negations": f"SELECT * {{ FILTER({'!' * 90000}true) ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}",
    "sum of 40,000": f"SELECT ({'+'.join(['1'] * 40000)} AS ?x) {{}}",
    "concatenation": f'SELECT (STRLEN(?a9) AS ?n) {{ BIND("{"x" * 100}" AS ?a0) {CONCAT} }}',
    "replacement": f'SELECT (REPLACE(REPLACE(?t, "a", ?t), "a", ?t) AS ?x) {{ BIND("{"a" * 5000}" AS ?t) }}',
    "400 patterns": f"SELECT * {{ {' '.join(f'?x{n} ?p{n} ?x{n + 1} .' for n in range(400))} }}",
    "400 unlinked patterns": f"SELECT * {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(400))} }}",
    "cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "sorted cross product": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
    "counted cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "distinct cross product": f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {THREE} BIND(CONCAT(?c, ?f, ?i) AS ?x) }}",
    "grouped concatenation": f"SELECT (GROUP_CONCAT(?z) AS ?y) {{ {THREE} BIND(CONCAT(STR(?c), STR(?f)) AS ?z) }}",
    "constructed cross product": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "path of everything": f"SELECT (COUNT(*) AS ?n) {{ ?a ({ANY}|^{ANY})* ?b . ?c ({ANY})* ?d . ?e ({ANY})* ?f }}",
    "paths in a row": f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ({ANY})* ?b{n} .' for n in range(6))} }}",
    "unions": f"SELECT * {{ {' UNION '.join(['{ ?a ?b ?c }'] * 3000)} }}",
    "values": f"SELECT * {{ {' '.join(f'VALUES ?v{n} {{ {HUNDRED} }}' for n in range(10))} }} ORDER BY ?v0",
    "long list of NOT IN": f"SELECT * {{ {THREE} FILTER(?c NOT IN ({','.join(map(str, range(9000)))})) }}",
    "regular expression": f"SELECT * {{ {THREE} FILTER(REGEX(STR(?c), '((a{{1000}}){{1000}}){{9}}') || ?a = ?a) }}",
    "minus": f"SELECT * {{ ?s ?p ?o {'MINUS { ?s ?p ?o }' * 1000} }}",
    "open string": f'SELECT * {{ ?s ?p "{"a" * 90000}',
    "too long": f"SELECT * {{ ?s ?p '{'a' * 200_000}' }}",
    "service": f"SELECT * {{ SERVICE {E} {{ ?s ?p ?o }} }}",
    "service with a comment": f"SELECT * {{ SERVICE#\n{E} {{ ?s ?p ?o }} }}",
    "service in escapes": f"SELECT * {{ S\\u0045RVICE {E} {{ ?s ?p ?o }} }}",
    "service without space": f"PREFIX ex: {E} SELECT * {{ SERVICEex:a {{ ?s ?p ?o }} }}",
    "load": f"LOAD {E}",
    "update": "DROP ALL",
    "nothing": "",
    "NUL": "\x00",
}
PAST_THE_GUARD = ["open braces", "nested IFs", "nested lists", "sum of 40,000", "nested blank nodes"]


@pytest.fixture(scope="module", params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    place = ":memory:" if request.param == "memory" else tmp_path_factory.mktemp("store")
    with open_store(place, write=True) as made:
        made.replace_editions([edition(f"{n:08}", f"{n:03}", size=100) for n in range(10)])
        yield made


def test_a_worker_answers_as_this_process_does(store: EmbeddedStore) -> None:
    triples = [Triple(FRAMEWORK, TEXT, Literal(value)) for value in ("line\nbreak", 'a "b" \\', "\U0001f600", "")]
    triples += [
        Triple(FRAMEWORK, TEXT, Literal("1.10", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))),
        Triple(FRAMEWORK, TEXT, Literal("taal", language="nl-be")),
    ]
    store.replace_graph("https://example.org/terms", triples, live=True)
    limits = {"timeout": 20.0, "max_rows": 5000}
    for query in (
        "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s ?o",
        "ASK { ?s ?p ?o }",
        "ASK { <a:a> ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?o",
        "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT * { FILTER(false) }",
    ):
        answer = store.query_untrusted(query, timeout=20, max_rows=5000, max_memory=MEMORY)
        assert answer == store.query(query, **limits)  # type: ignore[arg-type]


def test_a_row_too_many_gives_no_answer(store: EmbeddedStore) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 11"
    assert len(store.query_untrusted(query, timeout=20, max_rows=11, max_memory=MEMORY).rows) == 11
    for text in (query, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 11"):
        with pytest.raises(errors.QueryLimitError, match="more than 10 rows"):
            store.query_untrusted(text, timeout=20, max_rows=10, max_memory=MEMORY)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends_within_its_limit(store: EmbeddedStore, name: str) -> None:
    assert len(HOSTILE) >= 30
    started = time.monotonic()
    with pytest.raises(errors.CompetencyGraphError) as caught:
        store.query_untrusted(HOSTILE[name], timeout=TIMEOUT, max_rows=100, max_memory=MEMORY)
    assert time.monotonic() - started < TIMEOUT + GRACE
    assert isinstance(caught.value, errors.QueryLimitError | errors.QueryRefusedError)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", PAST_THE_GUARD)
def test_the_worker_alone_stands_what_the_guard_stops(store: EmbeddedStore, tmp_path: Path, name: str) -> None:
    """What ends the engine's process ends the worker's, not this one."""
    data = tmp_path / "data.nq"
    data.write_text("".join(store.dump()), encoding="utf-8")
    with pytest.raises((errors.QueryLimitError, errors.QueryRefusedError)):
        ask_worker(data, HOSTILE[name], timeout=TIMEOUT, max_rows=100, max_memory=MEMORY)


def test_a_crash_a_deadline_and_a_lack_of_memory_are_told_apart(store: EmbeddedStore) -> None:
    for name, words in [
        ("sum of 40,000", "brought the query engine down"),
        ("counted cross product", "stopped after 1 s"),
        ("concatenation", "more than 256 MiB of memory"),
    ]:
        with pytest.raises(errors.QueryLimitError, match=words):
            store.query_untrusted(HOSTILE[name], timeout=1, max_rows=100, max_memory=MEMORY)


@pytest.mark.parametrize("timeout", [float("inf"), float("nan"), 1e300, 86_401.0, 0.0, -1.0])
def test_a_time_that_no_clock_keeps_is_refused(timeout: float) -> None:
    with open_store(":memory:") as memory:
        limits = {"max_rows": 1, "max_memory": MEMORY}
        assert memory.query_untrusted("ASK {}", timeout=86_400.0, **limits).boolean
        with pytest.raises(errors.UsageError, match="is not possible; give a number above 0, and 86400"):
            memory.query_untrusted("ASK {}", timeout=timeout, **limits)


def test_the_worker_writes_no_file_and_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with open_store(":memory:") as memory:
        memory.update("INSERT DATA { <a:a> <a:b> 1 }")
        assert memory.query_untrusted("ASK { ?s ?p ?o }", timeout=20, max_rows=1, max_memory=MEMORY).boolean
    assert os.listdir(tmp_path / "temporary") == []
    with open_store(tmp_path / "store", write=True) as store:
        store.update("INSERT DATA { <a:a> <a:b> 1 }")
    snapshot = newest_snapshot(tmp_path / "store")
    assert snapshot is not None
    before = {path: path.stat().st_mtime_ns for path in snapshot.rglob("*")}
    with open_store(tmp_path / "store") as store:
        assert store.query_untrusted("ASK { ?s ?p ?o }", timeout=20, max_rows=1, max_memory=MEMORY).boolean
    assert {path: path.stat().st_mtime_ns for path in snapshot.rglob("*")} == before


def test_a_writer_asks_about_what_it_has_just_written(tmp_path: Path) -> None:
    with open_store(tmp_path, write=True) as store:
        for number in range(3):
            store.update(f"INSERT DATA {{ <a:a> <a:b> {number} }}")
            answer = store.query_untrusted("SELECT ?o { ?s ?p ?o }", timeout=20, max_rows=9, max_memory=MEMORY)
            assert len(answer.rows) == number + 1
