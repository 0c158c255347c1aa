"""Every question over small data written by hand gives the rows written by hand."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from competencygraph.queries import ask, load_catalogue, write_answer
from competencygraph.queries.answer import Answer, plain_value

HERE = Path(__file__).parent
CATALOGUE = load_catalogue()
CASES = [
    (question.name, file)
    for question in CATALOGUE
    if (HERE / question.name / "cases.yaml").exists()  # a test below fails for a question without
    for file in yaml.safe_load((HERE / question.name / "cases.yaml").read_text(encoding="utf-8"))
]


def _answer(store: Any, name: str, case: Any) -> Answer:
    question = CATALOGUE.get(name)
    if case != "unbound":
        return ask(store, question, case["values"], language=case.get("language", "nl"))
    result = store.query(question.text)
    rows = [dict(zip(result.variables, map(plain_value, row), strict=True)) for row in result.rows]
    return Answer(question, result.variables, rows, result)


@pytest.mark.parametrize(("name", "file"), CASES)
def test_question_gives_the_expected_rows(name: str, file: str, any_store: Callable[[Path], Any]) -> None:
    case = yaml.safe_load((HERE / name / "cases.yaml").read_text(encoding="utf-8"))[file]
    with (HERE / name / file).open(encoding="utf-8", newline="") as stream:
        expected = list(csv.reader(stream))
    assert len(expected) > 1
    answer = _answer(any_store(HERE / name / "data.ttl"), name, case)
    found = [list(answer.columns), *([_text(row[column]) for column in answer.columns] for row in answer.rows)]
    assert found == expected


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_every_question_has_an_unbound_and_a_bound_case_and_no_stray_file(name: str) -> None:
    cases = yaml.safe_load((HERE / name / "cases.yaml").read_text(encoding="utf-8"))
    assert "unbound" in cases.values()
    assert len(cases) > 1
    assert {file.name for file in (HERE / name).glob("*.csv")} == set(cases)


@pytest.mark.parametrize(("name", "file"), CASES)
def test_rows_are_distinct_and_only_the_named_columns_are_empty(
    name: str, file: str, memory_store: Callable[[Path], Any]
) -> None:
    case = yaml.safe_load((HERE / name / "cases.yaml").read_text(encoding="utf-8"))[file]
    answer = _answer(memory_store(HERE / name / "data.ttl"), name, case)
    assert answer.rows
    assert Counter(tuple(row.items()) for row in answer.rows).most_common(1)[0][1] == 1
    empty = {column for row in answer.rows for column, value in row.items() if value is None}
    assert empty <= answer.question.unbound


@pytest.mark.parametrize(("name", "file"), CASES)
def test_values_have_the_types_of_their_columns(name: str, file: str, memory_store: Callable[[Path], Any]) -> None:
    case = yaml.safe_load((HERE / name / "cases.yaml").read_text(encoding="utf-8"))[file]
    types = {
        "iri": str,
        "text": str,
        "integer": int,
        # Who asks the text itself, and not the question, gets whole numbers as the store has them.
        "decimal": Decimal | int if case == "unbound" else Decimal,
        "date": date,
        "boolean": bool,
        "level": int | str,
    }
    answer = _answer(memory_store(HERE / name / "data.ttl"), name, case)
    assert answer.rows
    for row in answer.rows:
        for column, value in row.items():
            assert value is None or isinstance(value, types[answer.question.columns[column]]), (column, value)


def test_csv_of_an_answer_reads_back(memory_store: Callable[[Path], Any]) -> None:
    answer = _answer(memory_store(HERE / "evidence" / "data.ttl"), "evidence", "unbound")
    rows = list(csv.DictReader(io.StringIO(write_answer(answer, "csv"), newline="")))
    assert rows[0]["quote"] == "'- Plannen en\norganiseren"


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
