"""The CSV tables are RFC 4180, whole, in a fixed order, and nothing in them is a formula."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.exports import find_format
from competencygraph.spreadsheets import is_formula_like
from competencygraph.tables import TableReader, csv_text, list_tables, original_text

from ..kinds import Lines
from ..written import written


@pytest.fixture(scope="module")
def files(demo_lines: Lines) -> dict[str, bytes]:
    return written(demo_lines.store(), find_format("csv"))


def test_every_table_is_a_file_with_all_its_rows(files: dict[str, bytes], demo_lines: Lines) -> None:
    reader = TableReader(demo_lines.store())
    for table in list_tables():
        data = files[f"{table.name}.csv"]
        assert not data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\r\n") >= data.count(b'"\r\n')
        found = list(csv.reader(io.StringIO(data.decode(), newline="")))
        assert found[0] == list(table.names)
        assert found[1:] == [[csv_text(value) for value in row] for row in reader.rows(table)]
        assert len(found) > 1


def test_the_package_describes_each_file(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    assert {one["path"] for one in package["resources"]} | {"datapackage.json", "_competencygraph.csv"} == set(files)


def test_no_field_is_a_formula(files: dict[str, bytes]) -> None:
    fields = [
        field
        for name, data in files.items()
        if name.endswith(".csv") and not name.startswith("_")
        for row in csv.reader(io.StringIO(data.decode(), newline=""))
        for field in row
    ]
    assert len(fields) > 1000
    assert not any(map(is_formula_like, fields))


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert original_text(csv_text(text)) == text
    assert not is_formula_like(csv_text(text))
