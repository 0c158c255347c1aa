"""Every format holds the whole answer, and no cell of it is a formula or markup."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from competencygraph.errors import ParameterError
from competencygraph.queries import FORMATS, Answer, load_catalogue, write_answer
from competencygraph.queries.answer import plain_value
from competencygraph.store.port import QueryResult

XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = (
    (NamedNode("urn:a"), Literal('zin met "aanhaling", komma\nen regel', language="nl")),
    (BlankNode("b1"), Literal("<b>|a|</b>\t& \\ é")),
    (Literal(-5), Literal("1.5", datatype=NamedNode(XSD + "decimal"))),
    (Literal(True), Literal("2024-04-28", datatype=NamedNode(XSD + "date"))),
    (None, Literal("abc", datatype=NamedNode(XSD + "integer"))),
)


def _answer(*rows: tuple[object, ...]) -> Answer:
    result = QueryResult(("a", "b"), rows)  # type: ignore[arg-type]
    values: list[dict[str, object]] = [
        dict(zip(result.variables, map(plain_value, row), strict=True)) for row in result.rows
    ]
    return Answer(load_catalogue().get("evidence"), result.variables, values, result)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("srj", pyoxigraph.QueryResultsFormat.JSON),
        ("srx", pyoxigraph.QueryResultsFormat.XML),
        ("tsv", pyoxigraph.QueryResultsFormat.TSV),
    ],
)
def test_result_formats_read_back_as_the_same_terms(name: str, format: pyoxigraph.QueryResultsFormat) -> None:
    solutions = pyoxigraph.parse_query_results(write_answer(_answer(*ROWS), name), format)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    assert tuple(variable.value for variable in solutions.variables) == ("a", "b")
    assert tuple(tuple(row) for row in solutions) == ROWS


def test_csv_reads_back_and_numbers_stay_numbers() -> None:
    text = write_answer(_answer(*ROWS), "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["a", "b"],
        ["urn:a", 'zin met "aanhaling", komma\nen regel'],
        ["_:b1", "<b>|a|</b>\t& \\ é"],
        ["-5", "1.5"],
        ["true", "2024-04-28"],
        ["", "abc"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\x00"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    text = write_answer(_answer((Literal(f"{start}1+1"), Literal(f"a{start}"))), "csv")
    ((_, _), (first, second)) = csv.reader(io.StringIO(text, newline=""))
    assert (first, second) == (f"'{start}1+1", f"a{start}")


def test_json_is_an_array_of_row_objects() -> None:
    rows = json.loads(write_answer(_answer(*ROWS), "json"))
    assert rows[2:] == [{"a": -5, "b": "1.5"}, {"a": True, "b": "2024-04-28"}, {"a": None, "b": "abc"}]


def test_markdown_rows_stay_rows_without_markup() -> None:
    lines = write_answer(_answer(*ROWS), "md").splitlines()
    assert len(lines) == 2 + len(ROWS)
    assert lines[3] == "| \\_:b1 | &lt;b&gt;\\|a\\|&lt;/b&gt; &amp; \\\\ é |"


def test_srx_refuses_what_xml_cannot_hold() -> None:
    with pytest.raises(ParameterError, match="control character"):
        write_answer(_answer((Literal("a\x01"), None)), "srx")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ParameterError, match="choose from csv"):
        write_answer(_answer(), "pdf")
    assert all(write_answer(_answer(), name) == write_answer(_answer(), name) for name in FORMATS)
