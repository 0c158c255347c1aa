"""What a store on a server does that an embedded store need not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph import errors
from competencygraph.app.ingesting import ingest
from competencygraph.app.maintaining import backup_store, restore_store
from competencygraph.store import GraphStore, catalogue_graph, holds_store, local_graph, open_store, state_graph
from competencygraph.store.graphs import live_name
from competencygraph.store.remote.connecting import endpoint_of
from competencygraph.store.remote.literals import altered_by_oxigraph, altered_by_virtuoso
from competencygraph.store.remote.remote_store import RemoteStore
from competencygraph.store.remote.transport import Transport
from competencygraph.terms.namespaces import XSD

from ...servers.running import Servers
from ..small import FRAMEWORK, TEXT, edition
from .stores_on_servers import open_on

SERVERS = [
    pytest.param("oxigraph", marks=pytest.mark.server),
    pytest.param("virtuoso", marks=pytest.mark.virtuoso),
]
OXIGRAPH = SERVERS[:1]
VIRTUOSO = SERVERS[1:]
TEXTS = [
    "",
    " ",
    " around ",
    'a "quoted" \\ text',
    "line\nline\r\n\ttab",
    "\\u0041",
    "\x00",
    "\x01\x0b\x1f\x7f\x85\u2028\ufeff\ufffe",
    "\U0001f600 é e\u0301",
    "} ; DROP ALL",
    "'''",
    "100% %41 &amp; <b>",
    "x" * 5_000,
    "é" * 40_000,
    "y" * 200_000,
]
TYPED = {
    "integer": ["0", "7", "-7", "2147483648", "-9223372036854775808", "9223372036854775807"],
    "boolean": ["true", "false"],
    "decimal": ["0", "5354", "38511.36", "-1.5", "0.1", "12345678901234567890.123456789"],
    "double": ["1.5", "0.1", "-2.25"],
    "float": ["1.5"],
    "date": ["2026-11-22", "0001-01-01"],
    "dateTime": ["2026-11-22T10:00:00", "2026-11-22T10:00:00.123"],
    "time": ["10:00:00"],
    "gYear": ["2026"],
    "gYearMonth": ["2026-11"],
    "anyURI": ["http://example.org/a b"],
    "token": ["a b"],
}
ALTERED = {
    "integer": ["007", "+1", "-0", "123456789012345678901", "9223372036854775808", "abc", ""],
    "boolean": ["1", "0", "TRUE"],
    "decimal": ["5354.0", "1.50", ".5", "+1.5", "-0", "0.1234567890123456"],
    "double": ["1E0", "1.0E0", "1e10", "NaN", "INF", "0.30000000000000004"],
    "date": ["2026-02-30", "22-11-2026", "-0001-01-01", "2026-11-22Z", "2026-11-22+02:00"],
    "dateTime": ["2026-11-22T25:00:00", "2026-11-22T10:00:00.120", "2026-11-22T10:00:00Z"],
    "duration": ["P1Y"],
    "dayTimeDuration": ["PT1H"],
    "gMonthDay": ["--11-22"],
    "base64Binary": ["AA=="],
    "nonNegativeInteger": ["05"],
}


def _typed(values: dict[str, list[str]]) -> list[Literal]:
    return [Literal(text, datatype=NamedNode(f"{XSD}{name}")) for name in values for text in values[name]]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Iterator[GraphStore]:
    """Return an embedded store of the five documents."""
    folder = tmp_path_factory.mktemp("remote") / "local"
    assert ingest(str(folder), [documents]).counts["added"] == 5
    with open_store(folder) as store:
        yield store


@pytest.mark.parametrize("server", SERVERS)
def test_five_documents_on_a_server_are_dumped_as_from_an_embedded_store(
    server: str, servers: Servers, local: GraphStore, documents: Path
) -> None:
    url = servers.get(server).url
    assert not holds_store(url)
    assert ingest(url, [documents]).counts["added"] == 5
    with open_store(url) as remote:
        lines = list(local.dump())
        assert len(lines) > 20_000
        assert list(remote.dump()) == lines
        assert remote.verify() == len(lines)
        assert remote.list_documents() == local.list_documents()
        assert remote.graphs() == local.graphs()
        assert [remote.digest(name) for name in (None, *remote.graphs())] == [
            local.digest(name) for name in (None, *local.graphs())
        ]
        assert remote.location == url and remote.journal() == ()
    file = min(documents.glob("*.txt"))
    assert ingest(url, [file]).counts["unchanged"] == 1


@pytest.mark.parametrize("server", SERVERS)
def test_a_backup_of_a_server_is_a_folder_and_is_restored_to_a_server(
    server: str, new_server: Callable[[str], str], servers: Servers, tmp_path: Path
) -> None:
    url = new_server(server)
    with open_store(url, write=True) as store:
        for name in ("aaaa0001", "bbbb0002"):
            store.replace_editions([edition(name)])
        lines = list(store.dump())
    backup_store(url, tmp_path / "backup")
    with open_store(tmp_path / "backup") as backup:
        assert list(backup.dump()) == lines
        assert backup.verify() == len(lines)
    with pytest.raises(errors.StoreError, match="not empty"):
        restore_store(tmp_path / "backup", url)
    again = servers.get(server).url
    restore_store(tmp_path / "backup", again)
    with open_store(again) as restored:
        assert list(restored.dump()) == lines


@pytest.mark.parametrize("server", SERVERS)
def test_hostile_literals_come_back_as_they_went_in(server: str, new_server: Callable[[str], str]) -> None:
    values = [
        *(Literal(text) for text in TEXTS),
        *(Literal(text, language="nl") for text in TEXTS),
        *(Literal("a", language=tag) for tag in ("nl-be", "fr", "en-latn-gb", "x-private")),
        *_typed(TYPED),
        Literal("x", datatype=NamedNode("urn:own")),
    ]
    triples = {Triple(NamedNode(f"urn:s:{number}"), TEXT, value) for number, value in enumerate(values)}
    with open_store(new_server(server), write=True) as store:
        store.replace_graph("urn:g", triples, live=True)
        assert store.verify() == 2 * len(values)
        found = {tuple(row) for row in store.query(f"SELECT ?s ?o {{ ?s <{TEXT.value}> ?o }}").rows}
        assert found == {(triple.subject, triple.object) for triple in triples}
        quads = {
            q.triple for q in parse("".join(store.dump()), RdfFormat.N_QUADS) if q.graph_name == NamedNode("urn:g")
        }
        assert quads == triples
        assert not store.replace_graph("urn:g", triples, live=True)
        assert store.replace_graph("urn:g", [], live=True)
        assert (store.count(), list(store.dump())) == (0, [])


@pytest.mark.parametrize("server", VIRTUOSO)
def test_a_literal_that_virtuoso_alters_is_refused_before_anything_is_written(
    server: str, new_server: Callable[[str], str]
) -> None:
    values = [
        *_typed(ALTERED),
        Literal("POINT(1 2)", datatype=NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")),
        Literal("<a>x</a>", datatype=NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral")),
    ]
    with open_store(new_server(server), write=True) as store:
        before = list(store.dump())
        for value in values:
            assert altered_by_virtuoso(value), value
            with pytest.raises(errors.UsageError, match="would alter the value"):
                store.replace_graph("urn:g", [Triple(FRAMEWORK, TEXT, value)], live=True)
        assert list(store.dump()) == before
        assert store.graphs() == ()


@pytest.mark.parametrize("server", OXIGRAPH)
def test_each_literal_is_kept_as_it_is_or_refused_by_oxigraph(server: str, new_server: Callable[[str], str]) -> None:
    altered = 0
    with open_store(new_server(server), write=True) as store:
        for number, value in enumerate([*_typed(ALTERED), Literal("5", datatype=NamedNode(f"{XSD}int"))]):
            triple = Triple(NamedNode(f"urn:s:{number}"), TEXT, value)
            if altered_by_oxigraph([value]):
                altered += 1
                with pytest.raises(errors.UsageError, match="would alter the value"):
                    store.replace_graph("urn:g", [triple], live=True)
            else:
                store.replace_graph("urn:g", [triple], live=True)
                assert store.query("SELECT ?s ?o { ?s ?p ?o }").rows == ((triple.subject, value),)
            store.verify()
    assert altered > 5


@pytest.mark.server
def test_a_server_that_alters_values_is_found_out_before_anything_changes(new_server: Callable[[str], str]) -> None:
    store, _ = open_on(new_server("oxigraph"), kind="other")
    value = Literal("007", datatype=NamedNode(f"{XSD}integer"))
    with pytest.raises(errors.StoreDamagedError, match="does not keep what is written"):
        store.replace_graph("urn:g", [Triple(FRAMEWORK, TEXT, value)], live=True)
    assert (store.graphs(), store.verify()) == ((), 0)


@pytest.mark.parametrize("server", VIRTUOSO)
def test_two_values_that_are_one_to_the_server_are_not_stored(server: str, new_server: Callable[[str], str]) -> None:
    values = [Literal("5", datatype=NamedNode(f"{XSD}{name}")) for name in ("integer", "decimal", "int")]
    with open_store(new_server(server), write=True) as store:
        try:
            store.replace_graph("urn:g", [Triple(FRAMEWORK, TEXT, value) for value in values], live=True)
        except errors.StoreDamagedError as error:
            assert "nothing was changed" in str(error)
            assert store.graphs() == ()
        assert store.verify() in {0, 6}


@pytest.mark.parametrize("server", VIRTUOSO)
@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT ?o {{ VALUES ?o {{ 'area 0' 'area 1' 'none' }} ?s <{TEXT.value}> ?o }} ORDER BY ?o",
        f"SELECT ?o {{ {{ VALUES ?o {{ 'area 0' }} ?s <{TEXT.value}> ?o }} UNION {{ ?s <urn:x> ?o }} }} ORDER BY ?o",
        f"SELECT ?o (BOUND(?x) AS ?b) {{ ?s <{TEXT.value}> ?o OPTIONAL {{ ?o <urn:x> ?x }} }} ORDER BY STR(?o)",
        f"SELECT ?o {{ ?a (!<urn:x>)* ?o . ?o <{TEXT.value}> ?t }} ORDER BY ?o",
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{catalogue_graph()}> {{ ?s ?p ?o }} }}",
        f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s <{TEXT.value}> ?o }} }} GROUP BY ?g ORDER BY STR(?g)",
    ],
)
def test_what_virtuoso_cannot_do_is_answered_all_the_same(
    server: str, sparql: str, new_server: Callable[[str], str]
) -> None:
    with open_store(new_server(server), write=True) as remote, open_store(":memory:", write=True) as local:
        for store in (remote, local):
            store.replace_editions([edition("aaaa0001"), edition("aaaa0001", "001", path="https://example.org/b")])
        expected = local.query(sparql)
        assert expected.rows
        assert remote.query(sparql).rows == expected.rows
        with pytest.raises(errors.QueryRefusedError, match="no valid SPARQL"):
            remote.query(f"{sparql} }}")


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_without_a_store_is_told_apart(server: str, servers: Servers) -> None:
    url = servers.get(server).url
    assert not holds_store(url)
    with pytest.raises(errors.StoreError, match="there is no store"):
        open_store(url)
    open_store(url, write=True).close()
    assert holds_store(url)
    with open_store(url) as store:
        assert (store.count(), store.graphs(), store.base) == (0, (), "https://w3id.org/competencygraph/id/")


@pytest.mark.parametrize("server", SERVERS)
def test_data_of_others_is_neither_read_nor_changed(server: str, servers: Servers) -> None:
    url = servers.get(server).url
    with open_store(url, write=True) as store:
        Transport(endpoint_of(url)).update("INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:p> 'theirs' } }")
        store.replace_editions([edition("aaaa0001")])
        assert "urn:theirs" not in store.graphs()
        assert not any("theirs" in one for one in store.dump())
        assert not store.query("ASK { <urn:a> ?p ?o }").boolean
        with pytest.raises(errors.StoreError, match="not of this store"):
            store.replace_graph("urn:theirs", [Triple(FRAMEWORK, TEXT, Literal("x"))], live=False)
        store.verify()


@pytest.mark.parametrize("server", OXIGRAPH)
def test_a_default_graph_of_others_is_left_alone(server: str, servers: Servers) -> None:
    url = servers.get(server).url
    Transport(endpoint_of(url)).update("INSERT DATA { <urn:a> <urn:p> 'theirs' }")
    with pytest.raises(errors.StoreError, match="holds other data and no store"):
        open_store(url, write=True)
    assert not holds_store(url)


@pytest.mark.server
def test_the_live_graph_is_named_where_the_default_graph_is_the_union_of_all(servers: Servers) -> None:
    url = servers.start("oxigraph", "--union-default-graph").url
    with open_store(url, write=True) as store:
        assert isinstance(store, RemoteStore)
        for name in ("aaaa0001", "bbbb0002"):
            store.replace_editions([edition(name)])
        store.update("INSERT DATA { <a:a> <a:p> 1 }")
        found = {row[0] for row in store.query(f"SELECT ?o {{ ?s <{TEXT.value}> ?o }}").rows}
        assert len(found) == 6 and not any("aaaa" in str(one) for one in found)
        assert store.count() == 7
        assert store.count(local_graph()) == 1
        assert live_name() not in store.graphs()
        store.verify()


@pytest.mark.parametrize("server", SERVERS)
def test_the_services_of_a_server_are_found(server: str, servers: Servers) -> None:
    url = servers.get(server).url
    path = "query" if server == "oxigraph" else "sparql"
    assert endpoint_of(url) == endpoint_of(f"{url}/") == endpoint_of(f"{url}/{path}")
    assert endpoint_of(url).kind == server
    moved = endpoint_of(f"{url}/{path}#update=/elsewhere&store=http://127.0.0.1:1/data")
    assert (moved.update, moved.store) == (f"{url}/elsewhere", "http://127.0.0.1:1/data")
    with pytest.raises(errors.UsageError, match="unknown service: delete"):
        endpoint_of(f"{url}/{path}#delete=/x")


def test_a_user_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(errors.UsageError) as caught:
        open_store("https://me:secret@127.0.0.1/sparql")
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(errors.StoreError, match=r"127\.0\.0\.1:9"):
        open_store("http://127.0.0.1:9/sparql")


@pytest.mark.parametrize("server", SERVERS)
def test_a_change_by_hand_is_found(server: str, new_server: Callable[[str], str]) -> None:
    url = new_server(server)
    with open_store(url, write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        name = edition("aaaa0001").edition
        Transport(endpoint_of(url)).update(f"INSERT DATA {{ GRAPH <{name}> {{ <urn:a> <urn:p> 'by hand' }} }}")
        with pytest.raises(errors.StoreDamagedError, match="holds 7 triples where 6 were written"):
            store.verify()
        with pytest.raises(errors.StoreDamagedError):
            list(store.dump())


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("LOAD <http://127.0.0.1:9/>", "not allowed|no query|an update"),
        ("DROP ALL", "is an update"),
        ("SELECT (<bif:sys_stat>('st_has_vdb') AS ?x) {}", "runs on this server alone"),
        ("PREFIX sql: <sql:> SELECT (sql:f() AS ?x) {}", "runs on this server alone"),
        ("SELECT * { ?s ?p }", "no valid SPARQL"),
    ],
)
def test_free_sparql_is_guarded(server: str, sparql: str, reason: str, new_server: Callable[[str], str]) -> None:
    with open_store(new_server(server), write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        before = list(store.dump())
        with pytest.raises(errors.QueryRefusedError, match=reason):
            store.query_untrusted(sparql, timeout=5.0, max_rows=10, max_memory=2**28)
        assert list(store.dump()) == before


@pytest.mark.parametrize("server", SERVERS)
def test_free_sparql_is_limited_and_knows_the_prefixes(server: str, new_server: Callable[[str], str]) -> None:
    with open_store(new_server(server), write=True) as store:
        store.replace_editions([edition("aaaa0001")])
        limits = {"timeout": 5.0, "max_memory": 2**28}
        assert len(store.query_untrusted("SELECT * { ?s ?p ?o }", max_rows=6, **limits).rows) == 6
        with pytest.raises(errors.QueryLimitError, match="more than 5 rows"):
            store.query_untrusted("SELECT * { ?s ?p ?o }", max_rows=5, **limits)
        assert store.query_untrusted("ASK { ?s skos:prefLabel 'x' }", max_rows=5, **limits).boolean is False
        with pytest.raises(errors.UsageError, match="not possible"):
            store.query_untrusted("ASK {}", timeout=float("inf"), max_rows=5, max_memory=1)


@pytest.mark.parametrize("server", SERVERS)
def test_the_state_graph_holds_one_generation_and_nothing_that_waits(
    server: str, new_server: Callable[[str], str]
) -> None:
    with open_store(new_server(server), write=True) as store:
        for name in ("aaaa0001", "bbbb0002"):
            store.replace_editions([edition(name)])
        own = state_graph()
        rows = store.query(f"SELECT ?p ?o {{ GRAPH <{own}> {{ <{own}> ?p ?o }} }}").rows
        assert [(str(p).rpartition(":")[2], getattr(o, "value", "")[:2]) for p, o in rows] == [("generation>", "2 ")]
        pending = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/pending/')) }"
        assert store.query(pending).rows == ()
