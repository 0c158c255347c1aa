"""No value of a user becomes syntax: it comes back unchanged, or it is refused."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from competencygraph.errors import ParameterError, QueryRefusedError, UnknownNodeError
from competencygraph.queries import Parameter, Question, ask, load_catalogue
from competencygraph.queries.catalogue import ParameterType
from competencygraph.queries.header import TABLES
from competencygraph.queries.parameters import bind, check_names, convert
from competencygraph.store import open_store

TYPES = [kind for kind in get_args(ParameterType) if kind not in TABLES]
ECHO = "SELECT ?value WHERE {\n  #@params\n  { SELECT ?value WHERE {\n    #@params\n  } }\n}"
SYNTAX = [
    '"',
    "'",
    '"""',
    "\\",
    "\\u0022",
    "\\U00000022",
    "\\\\u0022",
    "\\u005C\\u0022",
    "} #",
    "<",
    ">",
    "<a>",
    "http://a/",
    "urn:",
    "?x",
    "$x",
    "#@params",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x01",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\u202e",
    "@nl",
    "^^",
    "xsd:",
    "%zz",
    "é",
    "e\u0301",
    "VALUES",
    "UNION",
    "; DROP ALL",
    "1",
    "-",
    "+",
    ".",
    "e5",
    "NaN",
    "INF",
    "٣",
    "²",
    "true",
    "2024-02-30",
    "2024-02-29",
    "A4",
    "nl",
    "nl-BE",
    "9" * 19,
    "9" * 400,
]
HOSTILE = st.lists(st.sampled_from(SYNTAX) | st.text(max_size=4), max_size=6).map("".join) | st.text(
    st.characters(), max_size=40
)


@pytest.fixture(scope="module")
def store(memory_store: Any) -> Any:
    return memory_store("@prefix cg: <https://w3id.org/competencygraph/def/> . <urn:a> a cg:Task .")


@given(text=HOSTILE)
@settings(max_examples=5000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_hostile_text_comes_back_unchanged_or_is_refused_by_every_type(text: str, store: Any) -> None:
    assert len(TYPES) == 8
    for kind in TYPES:
        _check_echo(kind, text, store)


@given(text=HOSTILE)
@settings(max_examples=150, deadline=None, database=None)
def test_a_client_that_expands_escapes_first_reads_the_same_text(text: str) -> None:
    try:
        term = convert(Parameter("value", "text"), text)
    except ParameterError:
        return
    ((value,),) = Graph().query(bind("SELECT ?value WHERE {\n  #@params\n}", {"value": term}))
    assert str(value) == text


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", 7, 7),
        ("integer", "-12", -12),
        ("decimal", Decimal("1E+3"), Decimal(1000)),
        ("decimal", "2.50", Decimal("2.5")),
        ("decimal", 3, Decimal(3)),
        ("boolean", True, True),
        ("boolean", "FALSE", False),
        ("date", date(2024, 4, 28), date(2024, 4, 28)),
        ("text", "", ""),
    ],
)
def test_python_values_come_back(kind: ParameterType, value: object, expected: object, store: Any) -> None:
    assert ask(store, _echo(kind), {"value": value}).rows == [{"value": expected}]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", True),
        ("integer", 2**63),
        ("integer", 10**5000),
        ("integer", 1.5),
        ("decimal", Decimal("NaN")),
        ("decimal", Decimal("1E+100000000")),
        ("decimal", Decimal("1E-100000000")),
        ("decimal", 10**5000),
        ("decimal", 1.5),
        ("boolean", 1),
        ("boolean", "yes"),
        ("date", "2024-02-30"),
        ("date", "20240228"),
        ("text", 5),
        ("text", 10**5000),
        ("text", b"x"),
        ("iri", "no iri"),
        ("iri", "relative/path"),
        ("iri", "http://a/\\u003e"),
        ("language", "n"),
        ("grade", "A9"),
    ],
    ids=itertools.count(),
)
def test_what_is_not_of_the_type_is_refused_by_name(kind: ParameterType, value: object, store: Any) -> None:
    with pytest.raises(ParameterError) as caught:
        ask(store, _echo(kind), {"value": value})
    assert caught.value.where == "value"
    assert caught.value.remedy
    assert len(str(caught.value)) < 300


def test_unknown_and_missing_names_are_refused_with_the_nearest() -> None:
    params = load_catalogue().get("rises").params
    with pytest.raises(ParameterError, match="did you mean from"):
        check_names(params, {"form": "A4", "to": "A5"}, "rises")
    with pytest.raises(ParameterError, match="add to=…"):
        check_names(params, {"from": "A4", "to": None}, "rises")
    with pytest.raises(ParameterError, match="this question takes none"):
        check_names({}, {"x": 1}, "all")


def test_a_word_is_one_of_the_words_or_the_nearest_is_named(store: Any) -> None:
    parameter = Parameter("reading", "text", values=("literal", "cumulative"))
    assert convert(parameter, "literal").value == "literal"
    with pytest.raises(ParameterError, match="did you mean cumulative"):
        convert(parameter, "Cumulatve")
    with pytest.raises(ParameterError, match="choose from literal, cumulative"):
        convert(parameter, "")


def test_a_table_is_no_single_value() -> None:
    assert TABLES
    for kind in TABLES:
        with pytest.raises(TypeError, match="is a table"):
            convert(Parameter("value", kind), "1=2")  # type: ignore[arg-type]


def test_nothing_to_bind_leaves_the_query_as_it_stands() -> None:
    assert bind(ECHO, {}) == ECHO
    assert "#@params" not in bind(ECHO, {"value": convert(Parameter("value", "text"), "#@params\n")}).replace(
        '"#@params\\n"', ""
    )


def test_a_node_must_exist_and_be_of_the_class(store: Any) -> None:
    profile = load_catalogue().get("profile")
    with pytest.raises(UnknownNodeError, match="the store holds no urn:b"):
        ask(store, profile, {"profile": "urn:b"})
    with pytest.raises(ParameterError, match="urn:a is a cg:Task"):
        ask(store, profile, {"profile": "urn:a"})


def _check_echo(kind: ParameterType, text: str, store: Any) -> None:
    try:
        (row,) = ask(store, _echo(kind), {"value": text}).rows
    except UnknownNodeError as error:
        assert kind == "grade" and "://" in text
        assert str(error).isprintable()
        return
    except ParameterError as error:
        assert error.where == "value"
        assert str(error).isprintable()
        assert kind != "text" or any(mark == "\x00" or "\ud800" <= mark <= "\udfff" for mark in text)
        return
    value = row["value"]
    if kind in {"text", "iri", "language"}:
        assert value == text
    elif kind == "integer":
        assert value == int(text)
        assert type(value) is int
    elif kind == "decimal":
        assert value == Decimal(text)
    elif kind == "boolean":
        assert value is (text.lower() in {"true", "1"})
    elif kind == "date":
        assert isinstance(value, date)
        assert value.isoformat() == text
    else:
        raise AssertionError(f"{kind}: no grade is in the store, and {text!r} was taken for one")


def _echo(kind: ParameterType) -> Question:
    column = {"grade": "iri", "language": "text"}.get(kind, kind)
    return Question(
        name="echo",
        id="",
        titles={},
        summary="",
        params={"value": Parameter("value", kind, required=True)},
        columns={"value": column},  # type: ignore[dict-item]
        unbound=frozenset(),
        tags=(),
        example={},
        language=None,
        text=ECHO,
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?value WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?value } }",
        "SELECT ?value FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?value } # #@params\nDROP ALL",
    ],
)
def test_a_question_whose_text_reaches_out_is_refused_before_it_is_asked(text: str) -> None:
    question = Question(
        name="hostile",
        id="",
        titles={},
        summary="",
        params={},
        columns={"value": "text"},
        unbound=frozenset(),
        tags=(),
        example={},
        language=None,
        text=text,
    )
    with open_store(":memory:", write=True) as store, pytest.raises(QueryRefusedError):
        ask(store, question, {})
