"""The guard refuses what reaches out, however it is spelt, and nothing else."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from competencygraph.errors import QueryRefusedError
from competencygraph.store.sparql_guard import check_query, check_update

E = "<http://127.0.0.1:9/>"
P = "PREFIX ex: <http://127.0.0.1:9/> "
SERVICES = [
    f"SELECT * {{ SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SeRvIcE SILENT {E} {{ ?s ?p ?o }} }}",
    f"SELECT*{{SERVICE{E}{{?s ?p ?o}}}}",
    f"SELECT * {{ SERVICE#comment\n{E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ # it's a comment\n SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ #'\nSERVICE {E} {{ ?s ?p ?o }} #'\n }}",
    f"SELECT * {{ ?s ?p '#' . SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p <http://example.org/#a> SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ FILTER(1<2) SERVICE {E} {{ FILTER(3>2) }} }}",
    f"SELECT * {{ ?s ?p '''it's \"quoted\"''' SERVICE {E} {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p """a\\"""" SERVICE {E} {{ ?s ?p ?o }} }}',
    f"SELECT * {{ S\\u0045RVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ \\U00000053\\u0065rvice {E} {{ ?s ?p ?o }} }}",
    f"{P} SELECT * {{ SERVICEex:foo {{ ?s ?p ?o }} }}",
    f"{P} SELECT * {{ SERVICESILENTex:foo {{ ?s ?p ?o }} }}",
    f"{P} PREFIX SERVICEex: <a:b> SELECT * {{ serviceex:foo {{ ?s ?p ?o }} }}",
    f"{P} SELECT * {{ ?s ?p true.SERVICEex:foo {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1.SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1.0SERVICE {E} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ ?s ?p 1e5SERVICE {E} {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p ?service SERVICE ?service { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?service SERVICE?service { ?s ?p ?o } }",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {E} {{ ?s ?p ?o }} }} }} }}",
    f"SELECT * {{ FILTER EXISTS {{ SERVICE {E} {{ ?s ?p ?o }} }} }}",
    f"ASK {{ SERVICE {E} {{ }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p 'a'SERVICE {E} {{ ?s ?p ?o }} }}",
]
LOADS = [
    f"LOAD {E}",
    f"load silent {E} INTO GRAPH <a:g>",
    f"LOAD{E}",
    f"LOADSILENT{E}",
    f"{P} LOADex:a",
    f"{P} LOADSILENTex:a INTO GRAPH <a:g>",
    f"INSERT DATA {{ <a:a> <a:b> 1 }} ; LOAD {E}",
    f"{P} INSERT DATA {{ <a:a> <a:b> 1 }};LOADex:a",
    f"L\\u004fAD {E}",
    f"#'\nLOAD {E} #'",
]
HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/>' }",
    'SELECT * { ?s ?p """a " SERVICE { LOAD " """ }',
    "SELECT * { ?s ?p '''it's a SERVICE''' }",
    r"SELECT * { ?s ?p 'it\'s a SERVICE' }",
    "SELECT * { ?s <http://example.org/SERVICE/load> ?o }",
    "SELECT ?service ?load { ?service ?p ?load }",
    "SELECT $SERVICE { $SERVICE ?p ?o }",
    "PREFIX service: <a:b> SELECT * { ?s service:load ?o }",
    "PREFIX ex: <a:b> SELECT * { ?s ex:service ?o ; ex:LOAD ex:p.SERVICE }",
    "PREFIX service: <a:b> SELECT * FROM service:g { ?s ?p ?o }",
    "PREFIX service: <a:b> SELECT * { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX : <a:b> SELECT * { ?s :service ?o }",
    "SELECT * { _:SERVICE ?p ?o }",
    "SELECT * { ?s ?p 'x'@service }",
    "# SERVICE and LOAD\nSELECT * { ?s ?p ?o } # LOAD",
    "SELECT * { ?s ?insert ?delete }",
]


@pytest.mark.parametrize("sparql", SERVICES)
def test_service_is_refused_in_queries(sparql: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE is not allowed"):
        check_query(sparql)


@pytest.mark.parametrize("sparql", SERVICES[:13])
def test_service_is_refused_in_updates(sparql: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE is not allowed"):
        check_update(f"INSERT {{ ?s ?p ?o }} WHERE {{ {sparql.partition('{')[2]}")


@pytest.mark.parametrize("sparql", LOADS)
def test_load_is_refused_everywhere(sparql: str) -> None:
    for check in (check_query, check_update):
        with pytest.raises(QueryRefusedError, match="LOAD is not allowed"):
            check(sparql)


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_words_are_harmless_elsewhere(sparql: str) -> None:
    check_query(sparql)
    Store().query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "delete where { ?s ?p ?o }",
        "PREFIX a: <a:> CLEAR ALL",
        "WITH <a:g> DELETE {} WHERE {}",
    ],
)
def test_an_update_is_no_query(sparql: str) -> None:
    with pytest.raises(QueryRefusedError, match="update"):
        check_query(sparql)
    check_update(sparql)


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_deep_nesting_is_refused(pair: str) -> None:
    check_query(f"SELECT * {{ {pair[0] * 50} {pair[1] * 50} }}")
    with pytest.raises(QueryRefusedError, match="nests"):
        check_query(f"SELECT * {{ {pair[0] * 200} {pair[1] * 200} }}")
    check_query(f"SELECT * {{ ?s ?p '{pair[0] * 200}' }}")


WORDS = st.lists(
    st.sampled_from(["SERVICE", "LOAD", " ", "'", '"', "\\", "{", "}", "<", ">", "#", "\n", "é", ":", "a"])
)
NAMES = st.from_regex(r"[a-z]{0,2}(SERVICE|service|Load|LOAD)[a-z0-9_]{0,3}", fullmatch=True)


@given(WORDS.map("".join) | st.text())
def test_no_literal_is_refused(text: str) -> None:
    query = f"SELECT * {{ ?s ?p {Literal(text)} . ?s <http://a/load> ?o }}"
    check_query(query)
    Store().query(query)


@given(NAMES)
def test_no_name_is_refused(name: str) -> None:
    tag = name[:8].replace("_", "")
    pattern = f"?{name} {name}:{name} _:{name}, {name}:, <http://example.org/{name}#{name}>, 'x'@en-{tag}"
    query = f"PREFIX {name}: <a:b> ASK FROM NAMED {name}:g {{ {pattern} GRAPH {name}:g {{ ?{name} a {name}:x }} }}"
    check_query(query)
    Store().query(query)


@given(
    st.sampled_from(["SERVICE", "service", "SeRvIcE"]),
    WORDS.map("".join) | st.text(),
    st.sampled_from([" ", "\n", "#x\n", ""]),
)
def test_no_literal_before_it_hides_the_keyword(keyword: str, text: str, space: str) -> None:
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check_query(f"SELECT * {{ ?s ?p {Literal(text)} .{space}{keyword}{space}{E} {{ ?s ?p ?o }} }}")


ATTACKS = {
    "an IRI that is a comparison": "SELECT * { FILTER(1<2)SERVICEx:u#>\n{?s ?p ?o} }",
    "an IRI with a string in it": "SELECT * { FILTER(1<'>')SERVICE x:u {?s ?p ?o} #'\n}",
    "a name that is no IRI": "PREFIX y:<http://e:> SELECT * { ?s y:1.SERVICEx:u{?a ?b ?c} }",
    "a name that ends before a minus": "PREFIX y:<http://e/> SELECT * { ?s y:-1.SERVICEx:u{?a ?b ?c} }",
    "an a that is a verb": "SELECT * { ?s a-1.SERVICEx:u{?a ?b ?c} }",
    "a string with a bad escape": "SELECT * { VALUES ?v {'''' } SERVICE x:u {?s ?p ?o} } #\\q'''",
    "a string with a surrogate": "SELECT * { VALUES ?v {'''' } SERVICE x:u {?s ?p ?o} } #\\uD800'''",
    "a string with a wide surrogate": "SELECT * { VALUES ?v {'''' } SERVICE x:u {?s ?p ?o} } #\\U0000D800'''",
    "a string beyond Unicode": "SELECT * { VALUES ?v {'''' } SERVICE x:u {?s ?p ?o} } #\\U00110000'''",
    "a rare letter and an apostrophe": "SELECT * { VALUES ?v {x:⁺\\'} SERVICE x:u {?s ?p ?o} #'\n }",
    "an update": "INSERT {<a:a> <a:b> ?o} WHERE { FILTER(1<2)SERVICEx:u#>\n{?s ?p ?o} }",
    "an update after an update": "INSERT {<a:a> <a:b> 1} WHERE { FILTER(1<2)#>\n};LOADx:l",
    "a load with an empty name": "PREFIX LOADx:<http://e/> LOADx:",
}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[int]]]:
    """Return the port of a listener that answers nobody, and one item for each connection that it was sent."""
    calls: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = server.accept()
                    calls.append(1)
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], calls
        ended.set()
        thread.join(10)


def run(store: Store, sparql: str) -> None:
    """Run a text in the engine itself, which nothing keeps from the network."""
    if "INSERT" in sparql or "LOADx:" in sparql:
        store.update(sparql)
    else:
        list(store.query(sparql))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ATTACKS)
def test_no_second_reading_reaches_a_server(listener: tuple[int, list[int]], name: str) -> None:
    port, calls = listener
    sparql = f"PREFIX x:<http://127.0.0.1:{port}/> {ATTACKS[name]}"
    store = Store()
    store.update("INSERT DATA { <a:s> <http://e:> 1 ; <http://e/> -1 ; a -1 }")
    before = len(calls)
    with pytest.raises((OSError, RuntimeError)):
        run(store, sparql)
    assert len(calls) > before
    before = len(calls)
    for check in (check_query, check_update):
        with pytest.raises(QueryRefusedError):
            check(sparql)
            run(store, sparql)
    assert len(calls) == before


@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT (1<({'(' * 200}2{')' * 200})#>\n) AS ?x {{}}",
        f"ASK {{ FILTER(1<{'(' * 200}2{')' * 200})#>\n }}",
        "INSERT { <a:a> <a:b> 1 } WHERE { FILTER(1<2)GRAPHx:g#>\n{ ?s ?p ?o } }",
        "ASK { ?s ?p <urn:a#b> }",
        "ASK { ?s ?p <a(b)> }",
        "ASK { ?s ?p <a;b> }",
        "ASK { ?s ?p <a\\u0028b> }",
        "ASK { ?s ?p <urn:service> }",
    ],
)
def test_what_may_be_a_comparison_is_refused(sparql: str) -> None:
    with pytest.raises(QueryRefusedError, match="can be read as an IRI and as a comparison; write the IRI in full"):
        check_query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?s ?p <http://example.org/a#line=1,2;(load)> }",
        "ASK { ?s ?p <urn:a:b> , <mailto:a@b.example> }",
        "BASE <http://example.org/> PREFIX x: <#a> ASK { ?s ?p x:b FILTER(1<2 && 3>2) }",
        "PREFIX x: <urn:service#> ASK { ?s ?p x:b }",
        "ASK { VALUES ?s { <urn:'> } VALUES (?p) { (<urn:a#b>) } ?s ?p ?o }",
        "ASK { FILTER(1<2)FILTER(3 > 2) }",
        "SELECT (<<( <a:a> <a:b> 1 )>> AS ?x) { << <a:a> <a:b> 1 ~ <a:r> >> ?p ?o {| <a:b> 1 |} }",
    ],
)
def test_what_has_one_reading_is_accepted(sparql: str) -> None:
    check_query(sparql)
    Store().query(sparql)


@pytest.mark.parametrize("name", ["LOADx:", "loadx:a", "SERVICEx:a", "aSERVICE:b"])
def test_an_update_uses_no_prefix_with_a_keyword_in_it(name: str) -> None:
    prefix = name.partition(":")[0]
    check_update(f"PREFIX {prefix}: <http://a/> INSERT DATA {{ <a:a> <a:b> 1 }}")
    for text in (f"<a:a> {name} 1", f"GRAPH {name} {{ <a:a> <a:b> 1 }}"):
        with pytest.raises(QueryRefusedError, match="is not allowed"):
            check_update(f"PREFIX {prefix}: <http://a/> INSERT DATA {{ {text} }}")


def test_an_update_may_be_as_long_as_a_query() -> None:
    check_update("INSERT DATA {" + " " * 99_986 + "}")
    with pytest.raises(QueryRefusedError, match="the update has 100001 characters; the limit is 100000"):
        check_update("INSERT DATA {" + " " * 99_987 + "}")


PIECES = [
    *("a.", "a:", "a.:", ":%", ":%41", "a..", ".", "\\u", "\\u0041", "<", "<a", "<\\u0041", "<a>", '"', "'", "'''"),
    *('"\\"', "'''a\\'", '""" \\"', "_:a.", "_:", "?a", "@a-", "@a--", "1", "1.", "1e", "1.e5", "-", "#", "#\n"),
    *("{", "(", "[", "}", "{(", "é", "\\", "x:1.", ":\\'", "SERVICE.", " ", "a-", "a·"),
]
EACH = """
import sys
from competencygraph.errors import QueryRefusedError
from competencygraph.store.sparql_guard import check_query
for piece in sys.argv[1:]:
    for text in (f"SELECT * {{{piece * (100_000 // len(piece))}}}", "<" + piece * (100_000 // len(piece))):
        try:
            check_query(text)
        except QueryRefusedError:
            pass
print("ended")
"""


def test_a_text_of_any_kind_is_read_in_time_that_grows_with_its_length() -> None:
    """A reading in the square of the length takes minutes for each."""
    assert len(PIECES) > 40
    done = subprocess.run(
        [sys.executable, "-c", EACH, *PIECES], capture_output=True, text=True, timeout=100, check=False
    )
    assert (done.stdout, done.stderr) == ("ended\n", "")
