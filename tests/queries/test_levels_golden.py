"""Questions about levels and classes, asked of the five documents, give what was written by hand from reading them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph

HERE = Path(__file__).parent
LADDERS = sorted((HERE / "ladder" / "golden").glob("*.csv"))
LINES = re.compile(r"#line=(\d+),(\d+)$")


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def golden(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file; there are some."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    return rows


def lines(source: object) -> str:
    """Return a passage's lines as an editor counts them."""
    match = LINES.search(str(source))
    assert match is not None
    return f"{int(match[1]) + 1}-{match[2]}"


def document(family: object) -> str:
    """Return the key of the document that a family stands in."""
    return str(family).split("/")[-2]


def test_there_are_ladders() -> None:
    assert len(LADDERS) == 2


@pytest.mark.parametrize("path", LADDERS, ids=lambda path: path.stem)
def test_a_ladder_is_that_of_the_document(graph: Graph, path: Path) -> None:
    key, name = path.stem.split("_")
    rows = graph.query("ladder", aspect=f"federal-be/{key}/family/criterion/{name.lower()}")
    found = [
        {
            "notation": row["notation"],
            "change": row["change"] or "",
            "text": row["text"],
            "lines": lines(row["source"]),
        }
        for row in rows
    ]
    assert found == golden(path)
    assert {row["aspectLabel"] for row in rows} == {name}


def test_the_steps_are_counted_as_in_the_documents(graph: Graph) -> None:
    expected = golden(HERE / "steps" / "golden" / "documents.csv")
    found = [
        {"document": document(row["family"]), **{column: str(row[column]) for column in list(expected[0])[1:]}}
        for row in graph.query("steps")
    ]
    assert found == expected


def test_steps_and_changes_tell_the_same(graph: Graph) -> None:
    steps = graph.query("steps")
    assert len(steps) > 1
    for step in steps:
        changes = graph.query("rises", from_=step["fromNotation"], to=step["toNotation"], family=step["family"])
        for change in ("raised", "lowered", "reworded", "added", "dropped"):
            assert sum(row["change"] == change for row in changes) == step[change]


def test_the_first_grade_of_a_word_is_that_of_the_documents(graph: Graph) -> None:
    found = [
        {
            "document": document(row["family"]),
            "aspectLabel": row["aspectLabel"],
            "notation": row["notation"],
            "text": row["text"],
            "lines": lines(row["source"]),
        }
        for row in graph.query("first-grade", word="STRATEGIE")
    ]
    assert found == golden(HERE / "first-grade" / "golden" / "strategie.csv")


def test_no_criterion_of_the_documents_is_constant(graph: Graph) -> None:
    steps = graph.query("steps")
    assert {document(row["family"]) for row in steps if row["reworded"]} == {"000", "001", "003"}
    assert list(graph.query("constant")) == []
