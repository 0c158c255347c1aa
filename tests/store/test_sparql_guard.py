"""The guard refuses what reaches out, however it is spelt, and nothing else."""

from __future__ import annotations

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
    query = f"SELECT * {{ ?s ?p {Literal(text)} . ?s <a:load> ?o }}"
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
