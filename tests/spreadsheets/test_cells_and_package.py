"""Text for cells and packages with the same bytes."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.spreadsheets import fits_cell, is_formula_like, same_bytes, text_for_cell
from competencygraph.spreadsheets.cells import MAX_TEXT

from .packages import sheets_of


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    cell = book.active.cell(1, 1)
    cell.value = text_for_cell(text)
    cell.data_type = "s"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


@pytest.mark.parametrize(
    "text", ["Doel", "_x0041_", "bel \x07", "_x005F_x0041_", "a\tb\nc", "=1+1", "領導", "", "__x0041__", "\x0b\x0c"]
)
def test_a_text_comes_back_out_of_a_cell(text: str) -> None:
    (sheet,) = sheets_of(workbook(text))
    assert [cell.value for cell in sheet.cells.values()] == ([text] if text else [])


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_back(text: str) -> None:
    (sheet,) = sheets_of(workbook(text))
    assert [cell.value for cell in sheet.cells.values()] == ([text] if text else [])


def test_a_text_that_does_not_fit_is_cut() -> None:
    long = "\x07" * MAX_TEXT
    assert not fits_cell(long)
    assert len(text_for_cell(long)) == MAX_TEXT
    assert text_for_cell(long).endswith("…")
    assert fits_cell("a" * MAX_TEXT)


@pytest.mark.parametrize("text", ["=1", "+32 2", "-1", "@SUM", "\tx", "\r", "\x00"])
def test_what_could_be_a_formula_is_told(text: str) -> None:
    assert is_formula_like(text)
    assert not is_formula_like(f"x{text}")


def test_a_package_has_the_same_bytes_whenever_it_was_made() -> None:
    first = workbook("Doel")
    time.sleep(1.1)
    second = workbook("Doel")
    assert first != second
    assert same_bytes(first, "2026-01-31") == same_bytes(second, "2026-01-31")
    with zipfile.ZipFile(io.BytesIO(same_bytes(first, None))) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")
