"""Terms survive the way from a server, and what servers write in a way of their own is understood."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from competencygraph.errors import QueryLimitError, ServerError
from competencygraph.store.port import QueryResult
from competencygraph.store.remote.results import read_answer, read_triples

XSD = "http://www.w3.org/2001/XMLSchema#"
WHERE = "http://127.0.0.1/sparql"


def read(data: object, form: Any = "SELECT", max_rows: int | None = None) -> QueryResult:
    return read_answer(io.BytesIO(json.dumps(data).encode()), form, where=WHERE, max_rows=max_rows)


def results(*bindings: dict[str, dict[str, str]]) -> dict[str, object]:
    return {"head": {"link": [], "vars": ["a", "b"]}, "results": {"distinct": False, "bindings": list(bindings)}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"type": "uri", "value": "http://example.org/é"}, NamedNode("http://example.org/é")),
        ({"type": "literal", "value": 'a\nb\t"\\ é😀'}, Literal('a\nb\t"\\ é😀')),
        ({"type": "literal", "value": ""}, Literal("")),
        ({"type": "literal", "value": "a", "xml:lang": "nl"}, Literal("a", language="nl")),
        ({"type": "literal", "value": "1.10", "datatype": f"{XSD}decimal"}, ("1.10", "decimal")),
        ({"type": "typed-literal", "value": "007", "datatype": f"{XSD}integer"}, ("007", "integer")),
        ({"type": "typed-literal", "value": "1E0", "datatype": f"{XSD}double"}, ("1E0", "double")),
        ({"type": "typed-literal", "value": "nodeID://b1", "datatype": f"{XSD}string"}, Literal("nodeID://b1")),
        ({"type": "bnode", "value": "b0"}, BlankNode("b0")),
        ({"type": "bnode", "value": "nodeID://b10001"}, BlankNode("b10001")),
        ({"type": "literal", "value": '"type": "bnode", "value": "nodeID://x'},) * 2,
    ],
)
def test_terms_survive(written: dict[str, str], expected: Any) -> None:
    if isinstance(expected, tuple):
        expected = Literal(expected[0], datatype=NamedNode(XSD + expected[1]))
    elif isinstance(expected, dict):
        expected = Literal(written["value"])
    assert read(results({"b": written})) == QueryResult(variables=("a", "b"), rows=((None, expected),))


def test_virtuosos_own_layout_is_read() -> None:
    text = b"""
{ "head": { "link": [], "vars": ["s", "o"] },
  "results": { "distinct": false, "ordered": true, "bindings": [
    { "s": { "type": "bnode", "value": "nodeID://b10000" }\t,
      "o": { "type": "literal", "xml:lang": "nl-be", "value": "x\\u00E9" }} ] } }"""
    answer = read_answer(io.BytesIO(text), "SELECT", where=WHERE, max_rows=None)
    assert answer.rows == ((BlankNode("b10000"), Literal("xé", language="nl-be")),)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"head": {}, "boolean": True}, True),
        ({"head": {}, "boolean": False}, False),
        (results(), False),
        (results({"a": {"type": "typed-literal", "value": "1", "datatype": f"{XSD}integer"}}), True),
        (results({"a": {"type": "typed-literal", "value": "0", "datatype": f"{XSD}integer"}}), False),
        (results({"a": {"type": "literal", "value": "true"}}), True),
    ],
)
def test_true_and_false_come_as_such_or_as_a_row(answer: dict[str, object], expected: bool) -> None:
    assert read(answer, "ASK") == QueryResult(boolean=expected)


def test_a_select_is_not_answered_with_true() -> None:
    with pytest.raises(ServerError, match="answered a SELECT with true or false"):
        read({"head": {}, "boolean": True})


def test_as_many_rows_as_allowed_are_read_and_one_more_is_refused() -> None:
    data = results(*({"a": {"type": "literal", "value": str(n)}} for n in range(5)))
    assert len(read(data, max_rows=5).rows) == 5
    with pytest.raises(QueryLimitError, match="more than 4 rows"):
        read(data, max_rows=4)


@pytest.mark.parametrize(
    "binding", [{"type": "what", "value": "x"}, {"value": "x"}, {"type": "literal"}, {"type": "bnode", "value": "a b"}]
)
def test_terms_that_are_none_are_refused(binding: dict[str, str]) -> None:
    with pytest.raises(ServerError, match="no whole SPARQL result in JSON") as caught:
        read(results({"a": binding}))
    assert caught.value.where == WHERE


@pytest.mark.parametrize("media_type", ["application/n-triples", "text/turtle"])
def test_triples_keep_their_terms(media_type: str) -> None:
    text = f'<urn:s>\t<urn:p>\t"1.10"^^<{XSD}decimal> .\n# Empty NT\n_:b10 <urn:p> "\\u00E9"@nl .\n'
    found = list(read_triples(io.BytesIO(text.encode()), media_type, where=WHERE, max_rows=None))
    assert [triple.object for triple in found] == [
        Literal("1.10", datatype=NamedNode(f"{XSD}decimal")),
        Literal("é", language="nl"),
    ]
    assert found[1].subject == BlankNode("b10")


def test_too_many_triples_are_refused() -> None:
    text = b"<urn:s> <urn:p> <urn:a>, <urn:b>, <urn:c> ."
    with pytest.raises(QueryLimitError, match="more than 2 rows"):
        list(read_triples(io.BytesIO(text), "text/turtle", where=WHERE, max_rows=2))
