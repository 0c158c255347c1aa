"""What the five documents say of a vacancy and of themselves equals what was written by hand from reading them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from competencygraph import Graph
from competencygraph.cli.main import run

HERE = Path(__file__).parent
LINES = re.compile(r"#line=(\d+),(\d+)$")
CASES = {
    "pay": ("002.csv", {}),
    "selection": ("002.csv", {}),
    "selection-outcome": ("002.csv", {"scores": {"Deel 1": 15, "3": "44,5"}}),
    "placed": ("documents.csv", {}),
}


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        yield opened


def lines(source: object) -> str:
    """Return a passage's lines as an editor counts them."""
    if source is None:
        return ""
    match = LINES.search(str(source))
    assert match is not None
    return f"{int(match[1]) + 1}-{match[2]}"


def text(value: object) -> str:
    """Return a value as the files write it."""
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", CASES)
def test_the_rows_are_those_read_from_the_document(graph: Graph, name: str) -> None:
    file, values = CASES[name]
    with (HERE / name / "golden" / file).open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert expected
    rows = [{"lines": lines(row["source"]), **row} if "source" in row else row for row in graph.query(name, **values)]
    assert [{column: text(row[column]) for column in expected[0]} for row in rows] == expected


def test_the_conditions_and_the_offer_stand_in_printed_order(graph: Graph) -> None:
    conditions = [(row["kind"], lines(row["source"])) for row in graph.query("conditions")]
    general, recruitment = "general condition", "recruitment condition"
    assert conditions == [
        (general, "140-141"),
        (general, "143-143"),
        (general, "144-146"),
        (general, "147-147"),
        (recruitment, "152-153"),
        (recruitment, "155-155"),
        (recruitment, "156-156"),
        (recruitment, "157-157"),
    ]
    offer = [row["text"] for row in graph.query("benefits")]
    assert len(offer) == 9
    assert offer[0] == "Een inhoudelijk boeiende job met veel verantwoordelijkheid"
    assert str(offer[-1]).startswith("Mogelijkheid tot glijden en thuiswerk")


def test_the_vacancy_its_values_and_its_reserve(graph: Graph) -> None:
    (vacancy,) = graph.query("vacancies")
    assert vacancy["deadlineText"] == "zondag 28 april"
    assert (vacancy["organisationLabel"], vacancy["career"]) == ("lokaal bestuur Lievegem", "A4a-A4b")
    assert [row["valueLabel"] for row in graph.query("values")] == [
        "Liever samen",
        "Wij helpen je graag verder",
        "Ruimte om te durven doen",
        "Doelgericht in dialoog",
        "Volle vaart voorwaarts",
        "Iedereen aan zet",
    ]
    (reserve,) = graph.query("reserve-end", start="2024-07-01")
    assert (reserve["years"], reserve["end"]) == (3, date(2027, 7, 1))


def test_a_replaced_and_a_corrected_document_are_told(documents: Path, tmp_path: Path) -> None:
    (original,) = documents.glob("000_*.txt")
    file = tmp_path / original.name
    (tmp_path / "catalogue.yaml").write_bytes((documents / "catalogue.yaml").read_bytes())
    with Graph.open(tmp_path / "store") as graph:
        for old, new in [("budget", "budget"), ("budget", "geld")]:
            file.write_text(original.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
            graph.ingest(file)
        editions = graph.query("documents")
        assert [row["status"] for row in editions] == ["current", "superseded"]
        assert editions[0]["previous"] == editions[1]["edition"]
        changes = [(row["change"], row["status"]) for row in graph.query("added-since", since="2000-01-01")]
        assert changes == [("added", "superseded"), ("replaced", "current")]
        (statement,) = graph.query("editorial-statements")
        assert (statement["value"], statement["aboutLabel"]) == ("Strategisch leidinggevende", "000")
        assert graph.query("corrections") == []


def test_a_correction_stands_beside_the_words_of_the_document(documents: Path, tmp_path: Path) -> None:
    (document,) = documents.glob("000_*.txt")
    review, store = tmp_path / "review.yaml", str(tmp_path / "store")
    assert run(["ingest", str(document), "--review", str(review), "--store", store], {}) == 0
    read = review.read_text(encoding="utf-8")
    printed = "Prioriteiten vaststellen in functie van de prioriteiten van de minister en het management"
    assert read.count(printed) == 1
    review.write_text(read.replace(printed, "Prioriteiten kiezen"), encoding="utf-8")
    words = ["--corrections", str(review), "--corrected-by", "HR analyst", "--store", store]
    assert run(["ingest", str(document), *words], {}) == 0
    with Graph.open(store) as graph:
        (row,) = graph.query("corrections")
    assert (row["action"], row["readText"], row["value"]) == ("reword", printed, "Prioriteiten kiezen")
    assert (row["aboutLabel"], row["attributedTo"], row["reason"]) == ("Prioriteiten kiezen", "HR analyst", None)
    assert (str(row["quote"]).strip(), lines(row["source"])) == (f"• {printed};", "18-18")
