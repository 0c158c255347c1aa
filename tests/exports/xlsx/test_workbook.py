"""The workbook of tables: what people see, what stays hidden, and nothing in it that is alive."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from competencygraph.errors import UsageError
from competencygraph.exports import Source
from competencygraph.exports.tables import workbook as module
from competencygraph.exports.tables import write_tables
from competencygraph.store import GraphStore
from competencygraph.tables import LISTS_SHEET, RECORD_SHEET, TableReader, list_tables

from ..kinds import Lines


@pytest.fixture(scope="module")
def store(demo_lines: Lines) -> GraphStore:
    return demo_lines.store()


@pytest.fixture(scope="module")
def data(store: GraphStore) -> bytes:
    return write_tables(Source(store, "nl"))


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_sheet_a_table_behind_one_that_explains(book: Any) -> None:
    names = [table.title("nl") for table in list_tables()]
    assert book.sheetnames == ["Lees mij", *names, LISTS_SHEET, RECORD_SHEET]
    assert {name: book[name].sheet_state for name in (LISTS_SHEET, RECORD_SHEET)} == {
        LISTS_SHEET: "hidden",
        RECORD_SHEET: "veryHidden",
    }
    told = " ".join(str(cell.value) for row in book["Lees mij"].iter_rows() for cell in row if cell.value)
    assert "competencygraph import --dry-run" in told


def test_every_row_is_there_with_its_identifier_hidden(book: Any, store: GraphStore) -> None:
    reader = TableReader(store)
    for table in list_tables():
        sheet = book[table.title("nl")]
        rows = list(reader.rows(table))
        assert sheet.max_row == len(rows) + 1 > 1
        assert [cell.value for cell in sheet[1]] == [column.title("nl") for column in table.columns]
        assert [sheet.cell(number, 1).value for number in range(2, sheet.max_row + 1)] == [row[0] for row in rows]
        for number, column in enumerate(table.columns, start=1):
            letter = openpyxl.utils.get_column_letter(number)
            assert sheet.column_dimensions[letter].hidden is column.hidden
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_known_values_are_chosen_from_lists(book: Any) -> None:
    lists = {
        str(one.sqref).partition("2:")[0]: one.formula1
        for one in book["Competentie per profiel"].data_validations.dataValidation
    }
    assert '"profiel,vacature"' in lists.values()
    assert any(formula.startswith(f"{LISTS_SHEET}!") for formula in lists.values())
    levels = [row[0] for row in book[LISTS_SHEET].iter_rows(min_row=1, max_row=1, values_only=True)]
    assert levels[0] == "profile"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_lists_and_names_are_as_long_as_excel_takes(language: str) -> None:
    lists = [
        ",".join(words[language] for words in column.choices.values())
        for table in list_tables()
        for column in table.columns
        if column.choices
    ]
    assert len(lists) > 4
    assert max(map(len, lists)) <= 255
    assert not any(
        "," in words[language]
        for table in list_tables()
        for column in table.columns
        for words in column.choices.values()
    )


def test_nothing_is_a_formula_or_a_link(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert sum(name.startswith("xl/worksheets/sheet") for name in parts) == len(list_tables()) + 3
    for name, part in parts.items():
        assert b"<f>" not in part, name
        assert b"hyperlink" not in part.lower(), name


def test_the_same_store_gives_the_same_bytes(store: GraphStore, data: bytes) -> None:
    assert write_tables(Source(store, "nl")) == data


def test_a_table_of_more_rows_than_a_sheet_is_refused(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LAST_ROW", 3)
    with pytest.raises(UsageError, match="more rows than a sheet holds"):
        write_tables(Source(store, "nl"))
