"""`gaps` and `at-least` on the five documents give what was written by hand from reading them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph

HERE = Path(__file__).parent
LINES = re.compile(r"#line=(\d+),\d+$")
DIRECTOR = "lievegem/002/directeur-interne-organisatie"
LEADER = "municipality-unknown/004/functieprofiel-leidinggevende"


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def golden(name: str) -> list[dict[str, str]]:
    """Return the rows of a golden file, of which there is at least one."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    return rows


def first_line(source: object) -> str:
    """Return the first line of a passage as an editor counts it, nothing where there is no passage."""
    match = LINES.search(str(source))
    return "" if match is None else str(int(match[1]) + 1)


def text(value: object) -> str:
    """Return a value as the golden file has it."""
    return "" if value is None else str(value)


def test_gaps_between_a_director_and_a_leader_are_those_read_in_the_documents(graph: Graph) -> None:
    rows = graph.query("gaps", profile=DIRECTOR, other=LEADER)
    found = [
        {name: text(row[name]) for name in ("kind", "label", "change", "matched", "fromLevel")}
        | {"line": first_line(row["source"]), "otherLine": first_line(row["otherSource"])}
        for row in rows
    ]
    assert found == golden("gaps/golden/002_004.csv")
    assert {row["toLevel"] for row in rows} == {None}


def test_gaps_the_other_way_are_the_same_turned_round(graph: Graph) -> None:
    turned = {"added": "dropped", "dropped": "added", "reworded": "reworded"}
    forth = {(row["label"], row["change"]) for row in graph.query("gaps", profile=DIRECTOR, other=LEADER)}
    back = {(row["label"], turned[str(row["change"])]) for row in graph.query("gaps", profile=LEADER, other=DIRECTOR)}
    assert forth
    assert forth == back


def test_a_vacancy_asks_what_its_profile_asks_by_node(graph: Graph) -> None:
    rows = graph.query("gaps", profile=DIRECTOR, other=f"{DIRECTOR}/vacancy", include_unchanged=True)
    matched = {row["label"]: row["matched"] for row in rows}
    assert matched["Coachen"] == "same"
    assert matched["Inleven"] is None


def test_who_asks_coaching_is_who_was_read_in_the_documents(graph: Graph) -> None:
    rows = graph.query("at-least", name="coachen", minimum=3, include_unranked=True)
    found = [
        {name: text(row[name]) for name in ("profileLabel", "level", "levelTitle")}
        | {"line": first_line(row["source"])}
        for row in rows
    ]
    assert found == golden("at-least/golden/coachen.csv")
    ranked = graph.query("at-least", name="coachen", minimum=3)
    assert [row["profile"] for row in ranked] == [row["profile"] for row in rows if row["level"] is not None]
    assert graph.query("at-least", name="coachen", minimum=4) == []
