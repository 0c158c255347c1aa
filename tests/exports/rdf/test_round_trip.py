"""Every RDF format read back by parsers of others is what went in, and a damaged file is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import owlready2
import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, parse

from competencygraph.errors import UsageError
from competencygraph.exports import Source, find_format
from competencygraph.exports.rdf.statements import ONE_GRAPH
from competencygraph.exports.selection import select_documents
from competencygraph.store import GraphStore, open_store

from ..kinds import Lines
from ..written import written

ONE = {"turtle": RdfFormat.TURTLE, "rdfxml": RdfFormat.RDF_XML}
MANY = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
RDFLIB = {"turtle": "turtle", "rdfxml": "xml", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}
FORMATS = {**ONE, **MANY}
ODD = """
INSERT DATA {
  _:a a <https://example.org/Thing> ; <https://example.org/knows> _:b , <https://example.org/x> .
  _:b <https://example.org/knows> _:a ; <https://example.org/name> "b" , "b"@nl , "b"@fr-be , ""@en , "" .
  <https://example.org/x> cg:text "two\\nlines, a \\ttab, a \\rreturn, \\"quotes\\", a \\\\ and ]]> & <b>"@nl ;
    cg:text "plain" , 3 , true ;
    cg:rank 1 , "007"^^xsd:string , 1.50 , "2024-02-30"^^xsd:date , "x"^^<https://example.org/own> ;
    cg:hasTask <urn:x:y> , "a text where a node is usual" , "with language"@en , _:a ;
    a "a class that is none" , cg:Task , <https://example.org/C> ;
    <https://example.org/p.q-r> "\\u202Ebidi \\u200F and \\u2028" , "caf\\u00E9 \\U0001F600" ;
    <https://example.org/été> <https://example.org/a?b=c&d='e'#f> ;
    rdf:first <https://example.org/%20x> ; rdf:rest () .
  GRAPH <https://example.org/g> { <https://example.org/x> cg:text "elsewhere" . _:c <https://example.org/knows> _:c }
}
"""


class _NoNetwork:
    """A loader of contexts that loads none."""

    def __call__(self, url: str, options: object) -> NoReturn:
        raise AssertionError(f"a context was to be fetched: {url}")


@pytest.fixture(scope="module", params=["demo", "odd"])
def store(request: pytest.FixtureRequest, demo_lines: Lines) -> Iterator[GraphStore]:
    """Return two documents of the demo store, and a store of what people rarely write."""
    if request.param == "demo":
        yield select_documents(demo_lines.store(), ["000", "002"])
        return
    with open_store(":memory:") as opened:
        opened.update(ODD)
        yield opened


def wanted(store: GraphStore, name: str) -> list[str]:
    """Return the canonical N-Quads lines that an export must give back."""
    source = Source(store)
    if name in ONE:
        quads = [Quad(t.subject, t.predicate, t.object) for t in source.triples(*ONE_GRAPH)]
    else:
        quads = list(parse("".join(store.dump()), format=RdfFormat.N_QUADS))
    return canonical(quads)


def canonical(quads: list[Quad]) -> list[str]:
    """Return quads as sorted lines, blank nodes under canonical names."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def by_pyoxigraph(data: bytes, name: str) -> list[str]:
    """Return what pyoxigraph reads."""
    return canonical(list(parse(data, format=FORMATS[name])))


def by_rdflib(data: bytes, name: str) -> list[str]:
    """Return what rdflib reads."""
    graph = rdflib.Dataset()
    graph.parse(data=data, format=RDFLIB[name], publicID="https://example.org/base")
    lines = graph.serialize(format="nquads").encode()
    read = list(parse(lines, format=RdfFormat.N_QUADS))
    if name in ONE:
        read = [Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in read]
    return canonical(read)


def by_pyld(data: bytes, name: str) -> list[str]:
    """Return what PyLD reads."""
    assert name == "jsonld"
    options: dict[str, Any] = {"format": "application/n-quads", "documentLoader": _NoNetwork()}
    return canonical(list(parse(jsonld.to_rdf(json.loads(data), options), format=RdfFormat.N_QUADS)))


READERS: Mapping[str, Callable[[bytes, str], list[str]]] = {
    "pyoxigraph": by_pyoxigraph,
    "rdflib": by_rdflib,
    "PyLD": by_pyld,
}
CASES = [(name, reader) for name in FORMATS for reader in READERS if reader != "PyLD" or name == "jsonld"]


@pytest.mark.parametrize(("name", "reader"), CASES)
def test_read_back_it_is_what_went_in(
    name: str, reader: str, store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    (data,) = written(store, find_format(name)).values()
    found = READERS[reader](data, name)
    assert len(found) > 20
    assert found == wanted(store, name)


@pytest.mark.parametrize("name", ["rdfxml", "turtle"])
def test_owlready2_counts_the_same_statements(name: str, demo_lines: Lines, tmp_path: Path) -> None:
    """It reads no Turtle, so that goes through N-Triples; it declares an ontology for each name that it gave."""
    store = select_documents(demo_lines.store(), ["000"])
    (data,) = written(store, find_format(name)).values()
    file = tmp_path / "data.rdf"
    if name == "turtle":
        file = tmp_path / "data.nt"
        file.write_text("".join(f"{quad.triple} .\n" for quad in parse(data, RdfFormat.TURTLE)), encoding="utf-8")
    else:
        file.write_bytes(data)
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load(only_local=True)
    read = [one for one in world.as_rdflib_graph() if one[2] != rdflib.OWL.Ontology]
    assert len(read) == len(wanted(store, name)) > 900
    world.close()


MUTATIONS: Mapping[str, Callable[[bytes], bytes]] = {
    "cut short": lambda data: data[: len(data) * 2 // 3],
    "another word": lambda data: data.replace(b"hi\xc3\xabrarchie", b"anarchie", 1),
    "another position": lambda data: _next_number(data),
    "a quote gone": lambda data: data.replace(b'"', b"", 1),
}


def _next_number(data: bytes) -> bytes:
    for before in (b"cg:position 2", b'"position": 2', b'integer">2<', b'position> "2"'):
        if before in data:
            return data.replace(before, before.replace(b"2", b"7"), 1)
    raise AssertionError("there is no position to change")


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_damaged_file_is_rejected_or_different(name: str, mutation: str, demo_lines: Lines) -> None:
    store = select_documents(demo_lines.store(), ["000"])
    (data,) = written(store, find_format(name)).values()
    damaged = MUTATIONS[mutation](data)
    assert damaged != data
    try:
        found = by_pyoxigraph(damaged, name)
    except (SyntaxError, ValueError):
        return
    assert found != wanted(store, name)


@pytest.mark.parametrize(
    ("update", "where"),
    [
        ('INSERT DATA { <urn:a> cg:text "a\\u0001b" }', "cg:text of <urn:a>"),
        ('INSERT DATA { <urn:a> cg:text "a\\uFFFEb" }', "cg:text of <urn:a>"),
        ("INSERT DATA { <urn:a> <https://example.org/12> 1 }", "<https://example.org/12>"),
        ("INSERT DATA { <urn:a> <https://example.org/> 1 }", "<https://example.org/>"),
        ("INSERT DATA { <urn:a> rdf:li 1 }", "rdf-syntax-ns#li"),
        ("INSERT DATA { <urn:a> <http://www.w3.org/2000/xmlns/x> 1 }", "xmlns/x"),
    ],
)
def test_what_rdfxml_cannot_hold_is_refused(update: str, where: str) -> None:
    with open_store(":memory:") as store:
        store.update(update)
        with pytest.raises(UsageError) as caught:
            written(store, find_format("rdfxml"))
        for name in {"turtle", "nquads", "trig", "jsonld"}:
            (data,) = written(store, find_format(name)).values()
            assert by_pyoxigraph(data, name) == wanted(store, name)
    assert where in str(caught.value.where)


def test_an_iri_like_a_prefixed_name_is_refused_in_jsonld() -> None:
    with open_store(":memory:") as store:
        store.update("INSERT DATA { <org:role> cg:text 'a name that looks like another' }")
        with pytest.raises(UsageError, match="prefixed name"):
            written(store, find_format("jsonld"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_with_a_direction_is_refused(name: str) -> None:
    with open_store(":memory:") as store:
        store.update('INSERT DATA { <urn:a> cg:text "a\\"@ar--rtl .", "b --rtl c"@nl }')
        assert len(by_pyoxigraph(*written(store, find_format(name)).values(), name)) >= 2
        store.update('INSERT DATA { <urn:a> cg:text "x"@ar--rtl }')
        with pytest.raises(UsageError, match="direction"):
            written(store, find_format(name))


def test_blank_nodes_have_the_same_names_in_another_store() -> None:
    texts = []
    for order in ("_:a cg:text 'a' . _:b cg:text 'b'", "_:z cg:text 'b' . _:y cg:text 'a'"):
        with open_store(":memory:") as store:
            store.update(f"INSERT DATA {{ {order} }}")
            texts.append(written(store, find_format("nquads")))
    assert texts[0] == texts[1]
