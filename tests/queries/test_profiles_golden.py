"""`profiles` on the five documents equals what was counted by hand in them."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph

GOLDEN = Path(__file__).parent / "profiles" / "golden" / "documents.csv"
LINES = re.compile(r"#line=(\d+),(\d+)$")


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def counted(row: dict[str, object]) -> dict[str, str]:
    """Return a row as the golden file has it: without IRIs, the passage as lines of a text editor."""
    match = LINES.search(str(row["source"]))
    assert match is not None
    told = {
        name: "" if value is None else str(value) for name, value in row.items() if name not in {"profile", "source"}
    }
    return {**told, "lines": f"{int(match[1]) + 1}-{match[2]}"}


def test_rows_are_those_counted_in_the_documents(graph: Graph) -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(expected) == 15
    found = [counted(row) for row in graph.query("profiles", editorial=True)]
    assert found == [{name: row[name] for name in found[0]} for row in expected]


def test_what_an_editor_says_is_left_out_unless_asked(graph: Graph) -> None:
    rows = graph.query("profiles")
    assert len(rows) == 15
    assert {row["editorialTitle"] for row in rows} == {None}


def test_every_profile_can_be_asked_for_by_what_the_list_gives(graph: Graph) -> None:
    rows = graph.query("profiles")
    assert "federal-be/000/family/grade/a4" in {str(row["profile"]).partition("/id/")[2] for row in rows}
    assert all(graph.query("profile", profile=row["profile"]) for row in rows)


def test_a_later_edition_gives_no_row_twice(documents: Path, tmp_path: Path) -> None:
    (original,) = documents.glob("000_*.txt")
    shutil.copy(documents / "catalogue.yaml", tmp_path)
    text = original.read_text(encoding="utf-8")
    later = text.replace("de strategie voor het domein", "de koers voor het domein")
    assert later != text
    (tmp_path / original.name).write_text(later, encoding="utf-8")
    with Graph.open(":memory:") as opened:
        opened.ingest(original)
        before = opened.query("profiles", editorial=True)
        assert opened.ingest(tmp_path).counts["replaced"] == 1
        after = opened.query("profiles", editorial=True)
    assert len(before) == 3
    assert [{**row, "source": None} for row in after] == [{**row, "source": None} for row in before]
    assert not {row["source"] for row in before} & {row["source"] for row in after}
