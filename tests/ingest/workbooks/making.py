"""Workbooks from the YAML files beside this module; see README.md."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from competencygraph.spreadsheets import same_bytes

FOLDER = Path(__file__).parent
HALVES = ("seen", "aside")
_FILL = PatternFill("solid", fgColor="FFDDE6F0")
_KEYS = {"name", "rows", "merge", "bold", "size", "fill", "hidden", "hide_rows", "hide_columns", "formats"}


def sources(half: str) -> list[Path]:
    """Return the files of a half, in the order of their names."""
    return sorted((FOLDER / half).glob("*.yaml"))


def load(path: Path) -> dict[str, Any]:
    """Return a source; a key that is misspelt is an error."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    unknown = (data.keys() - {"sheets", "expected", "notices"}) | {
        key for sheet in data["sheets"] for key in sheet.keys() - _KEYS
    }
    if unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
    return data


def make(source: Mapping[str, Any]) -> bytes:
    """Return a source as the bytes of a workbook, the same each time."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for given in source["sheets"]:
        _add(book.create_sheet(given["name"]), given)
    raw = io.BytesIO()
    book.save(raw)
    return same_bytes(raw.getvalue(), "2026-01-31")


def _add(sheet: Any, given: Mapping[str, Any]) -> None:
    for number, row in enumerate(given["rows"], 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(number, column, value)
            size = given.get("size", {}).get(number, 11)
            cell.font = Font(name="Calibri", size=size, bold=number in given.get("bold", []))
            if number in given.get("fill", []):
                cell.fill = _FILL
            code = given.get("formats", {}).get(get_column_letter(column))
            if code is not None:
                cell.number_format = code
    for merged in given.get("merge", []):
        if re.fullmatch(r"([A-Z]+\d+):\1", merged) is None:
            sheet.merge_cells(merged)
    for number in given.get("hide_rows", []):
        sheet.row_dimensions[number].hidden = True
    for letter in given.get("hide_columns", []):
        sheet.column_dimensions[letter].hidden = True
    if given.get("hidden"):
        sheet.sheet_state = "veryHidden" if given["hidden"] == "very" else "hidden"
