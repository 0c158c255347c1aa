"""`rises` on the five documents equals what was written by hand from reading them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from competencygraph import Graph

GOLDEN = sorted((Path(__file__).parent / "rises" / "golden").glob("*.csv"))
LINES = re.compile(r"#line=(\d+),(\d+)$")


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def lines(source: object) -> str:
    """Return a passage's lines as an editor counts them."""
    match = LINES.search(str(source))
    assert match is not None
    return f"{int(match[1]) + 1}-{match[2]}"


def test_every_adjacent_pair_of_grades_has_its_file(graph: Graph) -> None:
    pairs = set()
    for key in ("000", "001", "003"):
        grades = graph.profile(f"federal-be/{key}/family").grades
        pairs |= {f"{key}_{lower}_{upper}" for lower, upper in pairwise(grades)}
    assert {path.stem for path in GOLDEN} == pairs


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_rows_are_those_read_from_the_document(graph: Graph, path: Path) -> None:
    key, lower, upper = path.stem.split("_")
    with path.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    rows = graph.query("rises", from_=lower, to=upper, family=f"federal-be/{key}/family")
    found = [
        {
            "aspectLabel": row["aspectLabel"],
            "change": row["change"],
            "fromText": row["fromText"],
            "toText": row["toText"],
            "fromLines": lines(row["fromSource"]),
            "toLines": lines(row["toSource"]),
        }
        for row in rows
    ]
    assert expected != []
    assert found == expected
