"""A result is a list of rows, and what analysts do next with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from competencygraph import Graph
from competencygraph.api import Result
from competencygraph.errors import UsageError

COLUMNS = {"name": "text", "rank": "integer", "amount": "decimal", "day": "date", "yes": "boolean", "node": "iri"}
ROWS: list[dict[str, object]] = [
    {
        "name": "<b>Strategie</b> & meer",
        "rank": 3,
        "amount": Decimal("1.10"),
        "day": date(2024, 5, 15),
        "yes": True,
        "node": "https://w3id.org/competencygraph/id/federal-be/000",
    },
    {"name": None, "rank": None, "amount": None, "day": None, "yes": None, "node": "javascript:alert(1)"},
]


@pytest.fixture(scope="module")
def graph(documents: Path) -> Iterator[Graph]:
    with Graph.open(":memory:", language="nl") as opened:
        opened.ingest(documents)
        yield opened


def test_a_result_is_a_list_of_rows() -> None:
    result = Result(ROWS, COLUMNS)
    assert result == ROWS
    assert result[0]["rank"] == 3
    assert repr(Result([], COLUMNS)) == "[]"


def test_a_result_shows_itself_as_text_and_as_html() -> None:
    result = Result(ROWS, COLUMNS)
    text, page = repr(result), result._repr_html_()
    assert text.splitlines()[-1] == "(2 rows)"
    assert "federal-be/000" in text
    assert "&lt;b&gt;Strategie&lt;/b&gt; &amp; meer" in page
    assert 'href="https://w3id.org' in page
    assert 'href="javascript' not in page
    assert page.count('<th scope="col">') == len(COLUMNS)


def test_many_rows_are_not_all_shown() -> None:
    many = Result(ROWS * 40, COLUMNS)
    assert "(80 rows, 25 shown)" in repr(many)
    assert many._repr_html_().count("<tr>") == 26


def test_a_data_frame_keeps_plain_python_types() -> None:
    frame = Result(ROWS, COLUMNS).to_dataframe()
    assert list(frame.columns) == list(COLUMNS)
    for name in COLUMNS:
        assert [(type(value), value) for value in frame[name]] == [(type(row[name]), row[name]) for row in ROWS], name


def test_a_workbook_holds_labels_evidence_and_the_particulars(graph: Graph, tmp_path: Path) -> None:
    result = graph.query("rises", from_="A4", to="A5")
    path = result.to_excel(tmp_path / "rises.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["Antwoord", "Bewijsplaatsen", "Over"]
    header = [cell.value for cell in book["Antwoord"][1]]
    assert header[header.index("from") + 1] == "fromLabel"
    assert book["Bewijsplaatsen"].max_row == 13
    about = {row[0].value: row[1].value for row in book["Over"].iter_rows()}
    assert about["Parameter: from"] == "A4"
    assert len(about["Digest van de gegevens"]) == 64
    assert "SELECT" in str(about["SPARQL"])
    assert path.read_bytes() == result.to_excel(tmp_path / "again.xlsx").read_bytes()


def test_the_digest_follows_the_data(documents: Path) -> None:
    digests = []
    for files in ([documents], [documents / "000_9c9fb8fc10d5618f.txt"]):
        with Graph.open(":memory:") as graph:
            graph.ingest(*files)
            digests.append(graph.query("criteria").book().digest)
    assert len(set(digests)) == 2


def test_free_sparql_has_a_workbook_too(graph: Graph, tmp_path: Path) -> None:
    result = graph.sparql("SELECT ?t ?x { ?t a cg:Task ; cg:text ?x } ORDER BY ?t LIMIT 3")
    assert isinstance(result, Result)
    rows = list(load_workbook(result.to_excel(tmp_path / "free.xlsx"))["Antwoord"].values)
    assert len(rows) == 4


def test_only_a_workbook_is_written_as_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"let it end in \.xlsx"):
        Result(ROWS, COLUMNS).to_excel(tmp_path / "rows.csv")
    with pytest.raises(UsageError, match="the file cannot be written"):
        Result(ROWS, COLUMNS).to_excel(tmp_path / "absent" / "rows.xlsx")


def test_a_chart_is_drawn_where_the_question_has_one(graph: Graph, tmp_path: Path) -> None:
    chart = graph.query("criteria", family="federal-be/000/family").chart(tmp_path / "grid.svg")
    assert (tmp_path / "grid.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert "Strategie: A4 a, A5 b." in chart.alt
    with pytest.raises(UsageError, match="this answer has no chart"):
        graph.query("evidence", node="federal-be/000/family/criterion/strategie").chart()
