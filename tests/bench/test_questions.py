"""The bench of the questions: its cases name what there is, and the naive forms give the same rows as the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.queries import Question, ask, load_catalogue
from competencygraph.store import open_store

REPOSITORY = Path(__file__).resolve().parents[2]
BENCH = REPOSITORY / "bench"
CASES: dict[str, dict[str, Any]] = yaml.safe_load((BENCH / "questions.yaml").read_text(encoding="utf-8"))
NAIVE = {file.stem: file for file in sorted((BENCH / "naive").glob("*.rq"))}
CATALOGUE = load_catalogue()
TESTED = [
    (name, case)
    for name in NAIVE
    for case in yaml.safe_load((REPOSITORY / "tests" / "queries" / name / "cases.yaml").read_text(encoding="utf-8"))
]


def _rows(question: Question, case: Any) -> list[tuple[str, ...]]:
    text = (REPOSITORY / "tests" / "queries" / question.name / "data.ttl").read_text(encoding="utf-8")
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(text, RdfFormat.TURTLE)]
    with open_store(":memory:", write=True) as store:
        store.replace_graph("https://example.org/graph", triples, live=True)
        if case == "unbound":
            found = store.query(question.text)
            assert found.variables == tuple(question.columns)
            return sorted(tuple(str(term) for term in row) for row in found.rows)
        answer = ask(store, question, case["values"], language=case.get("language", "nl"))
    return sorted(tuple(str(value) for value in row.values()) for row in answer.rows)


@pytest.mark.parametrize(("name", "case"), TESTED)
def test_naive_form_gives_the_rows_of_the_catalogue(name: str, case: str) -> None:
    cases = yaml.safe_load((REPOSITORY / "tests" / "queries" / name / "cases.yaml").read_text(encoding="utf-8"))
    question = CATALOGUE.get(name)
    expected = _rows(question, cases[case])
    assert expected
    assert _rows(replace(question, text=NAIVE[name].read_text(encoding="utf-8")), cases[case]) == expected


def test_naive_forms_have_no_selection_within() -> None:
    assert len(NAIVE) >= 10
    for name, file in NAIVE.items():
        assert file.read_text(encoding="utf-8").count("SELECT") == 1, name
        assert CATALOGUE.get(name).text.count("SELECT") > 1, name


def test_every_question_has_a_case_and_every_case_a_question() -> None:
    assert set(CASES) == set(CATALOGUE.names())
    for name, cases in CASES.items():
        assert cases
        for case in cases.values():
            assert case["kind"] in {"named", "aggregate", "listing"}
            assert set(case["values"]) <= set(CATALOGUE.get(name).params)
            assert {one.name for one in CATALOGUE.get(name).params.values() if one.required} <= set(case["values"])


def _placeholders(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("@"):
        yield value[1:]
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _placeholders(one)


def test_every_placeholder_is_looked_up_once() -> None:
    columns = [
        word.strip("?()")
        for file in sorted((BENCH / "lookups").glob("*.rq"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("SELECT ")
        for word in _projected(line)
    ]
    assert len(columns) == len(set(columns))
    used = set(_placeholders([case["values"] for cases in CASES.values() for case in cases.values()]))
    assert used
    assert used <= set(columns)


def _projected(line: str) -> list[str]:
    words = line.removeprefix("SELECT ").replace("(", " ( ").replace(")", " ) ").split()
    found, depth = [], 0
    for place, word in enumerate(words):
        depth += (word == "(") - (word == ")")
        if word.startswith("?") and (depth == 0 or words[place - 1] == "AS"):
            found.append(word)
    return found
