"""Questions on competencies and tasks over the five documents give what was written by hand from reading them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph

HERE = Path(__file__).parent
PLACE = re.compile(r"/(\d{3})/ed/[0-9a-f]+#line=(\d+),(\d+)$")
CASES = [
    ("definitions", "klantgerichtheid.csv", {"name": "KLANTGERICHTHEID"}),
    ("shared-tasks", "documents.csv", {}),
    ("tasks-by-verb", "organiseren.csv", {"verb": "organiseren", "elsewhere": "true"}),
]


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def told(row: dict[str, object], columns: list[str]) -> dict[str, str]:
    """Return a row as a golden file has it: no IRIs, the passage as its document and lines as an editor counts them."""
    match = PLACE.search(str(row["source"]))
    assert match is not None
    place = {"document": match[1], "lines": f"{int(match[2]) + 1}-{match[3]}"}
    texts = {name: "" if value is None else str(value) for name, value in row.items()}
    return {name: {**texts, **place}[name] for name in columns}


@pytest.mark.parametrize(("name", "file", "values"), CASES, ids=[name for name, _, _ in CASES])
def test_the_rows_are_those_read_from_the_documents(graph: Graph, name: str, file: str, values: dict[str, str]) -> None:
    with (HERE / name / "golden" / file).open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert expected != []
    found = [told(row, list(expected[0])) for row in graph.query(name, **values)]
    assert found == expected


def test_every_golden_file_is_compared() -> None:
    subjects = {name for name, _, _ in CASES}
    files = {(name, file.name) for name in subjects for file in (HERE / name / "golden").glob("*.csv")}
    assert files == {(name, file) for name, file, _ in CASES}
