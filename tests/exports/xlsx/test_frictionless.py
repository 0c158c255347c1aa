"""The sheets of the workbook conform to their Table Schemas, by frictionless, in each language; damaged ones do not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from competencygraph.exports import Source
from competencygraph.exports.tables import write_tables
from competencygraph.tables import list_tables, workbook_package

from ..frictionless_runs import validated
from ..kinds import Lines

pytestmark = pytest.mark.validator


@pytest.fixture(scope="module")
def books(demo_lines: Lines) -> dict[str, bytes]:
    store = demo_lines.store()
    return {language: write_tables(Source(store, language)) for language in ("nl", "fr", "en")}


def put(book: bytes, language: str, folder: Path) -> Path:
    (folder / "tables.xlsx").write_bytes(book)
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps(workbook_package("tables.xlsx", language)), encoding="utf-8")
    return descriptor


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_sheet_conforms(language: str, books: dict[str, bytes], tmp_path: Path, validators: Path) -> None:
    seen, errors = validated(validators, put(books[language], language, tmp_path))
    assert seen == {table.name for table in list_tables()}
    assert errors == set()


def _cell(sheet: Any, title: str, row: int = 4) -> Any:
    return next(sheet.cell(row, cell.column) for cell in sheet[1] if cell.value == title)


def _empty_text(sheet: Any) -> None:
    _cell(sheet, "Text").value = None


def _no_such_area(sheet: Any) -> None:
    _cell(sheet, "Identifier of the result area").value += "x"


def _no_number(sheet: Any) -> None:
    _cell(sheet, "Order").value = "third"


def _same_id(sheet: Any) -> None:
    _cell(sheet, "Identifier").value = _cell(sheet, "Identifier", 3).value


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (_empty_text, "constraint-error"),
        (_no_such_area, "foreign-key"),
        (_no_number, "type-error"),
        (_same_id, "primary-key"),
    ],
)
def test_a_damaged_sheet_does_not(
    edit: Callable[[Any], None], error: str, books: dict[str, bytes], tmp_path: Path, validators: Path
) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(books["en"]))
    edit(workbook["Tasks"])
    damaged = io.BytesIO()
    workbook.save(damaged)
    _, errors = validated(validators, put(damaged.getvalue(), "en", tmp_path))
    assert errors == {("tasks", error)}
