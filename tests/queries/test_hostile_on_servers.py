"""No text of a user becomes syntax on a server either: it gives the rows or the refusal of the store in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competencygraph.errors import ParameterError
from competencygraph.queries import Parameter, Question, ask, load_catalogue

from .test_parameters import ECHO, SYNTAX

HERE = Path(__file__).parent
HOSTILE = [
    '"',
    "'",
    'nu"',
    '"""',
    "a\\",
    "\\u0022 } #",
    '" ) } #',
    '") (UNDEF',
    "a\nb",
    "\r\n",
    "\t",
    "$1",
    "\\1",
    "(.*)",
    "[a-z]+",
    "(",
    "^",
    "|",
    "*",
    "a" * 5_000,
    "é" * 5_000,
    "'; DROP ALL; --",
    "} } DELETE WHERE { ?s ?p ?o }",
    "?words",
    "#@params",
    "<http://example.org/>",
    "\U0001f600",
    "a \U0001f469\u200d\U0001f4bb b",
    "e\u0301",
    "\u202e",
    "%00",
    "\x00",
    "\ud800",
    " ",
    "",
]
QUESTIONS = {
    "search": "words",
    "tasks-by-verb": "verb",
    "competency-use": "name",
    "find-profile": "text",
    "first-grade": "word",
}
ECHOED = [*SYNTAX, *HOSTILE, *(f"a{text}b" for text in SYNTAX)]


@pytest.mark.parametrize(("name", "parameter"), QUESTIONS.items())
def test_a_hostile_text_is_answered_or_refused_as_by_the_store_in_memory(
    name: str, parameter: str, any_store: Callable[[Path], Any], memory_store: Callable[[Path], Any]
) -> None:
    data = HERE / name / "data.ttl"
    question = load_catalogue().get(name)
    assert question.params[parameter].type == "text"
    here, there = memory_store(data), any_store(data)
    outcomes = {text: _outcome(here, question, parameter, text) for text in HOSTILE}
    assert any(isinstance(outcome, ParameterError) for outcome in outcomes.values())
    assert any(isinstance(outcome, list) for outcome in outcomes.values())
    differing = {
        text[:40]: (found, outcome)
        for text, outcome in outcomes.items()
        if repr(found := _outcome(there, question, parameter, text)) != repr(outcome)
    }
    assert differing == {}


def test_a_hostile_text_comes_back_unchanged_or_is_refused(any_store: Callable[[Path], Any]) -> None:
    store = any_store(HERE / "rises" / "data.ttl")
    question = _echo()
    refused = 0
    for text in ECHOED:
        found = _outcome(store, question, "value", text)
        if isinstance(found, ParameterError):
            assert any(mark == "\x00" or "\ud800" <= mark <= "\udfff" for mark in text)
            refused += 1
        else:
            assert found == [{"value": text}]
    assert 0 < refused < len(ECHOED) / 10


def test_a_hostile_text_changes_nothing(any_store: Callable[[Path], Any]) -> None:
    store = any_store(HERE / "rises" / "data.ttl")
    before = (store.count(), store.digest())
    assert before[0] > 0
    for text in HOSTILE:
        _outcome(store, _echo(), "value", text)
    assert (store.count(), store.digest()) == before
    store.verify()


def _outcome(store: Any, question: Question, parameter: str, text: str) -> list[dict[str, Any]] | ParameterError:
    try:
        return ask(store, question, {parameter: text}, language="nl").rows
    except ParameterError as error:
        return error


def _echo() -> Question:
    return Question(
        name="echo",
        id="",
        titles={},
        summary="",
        params={"value": Parameter("value", "text", required=True)},
        columns={"value": "text"},
        unbound=frozenset(),
        tags=(),
        example={},
        language=None,
        text=ECHO,
    )
