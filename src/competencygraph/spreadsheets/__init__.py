"""Office Open XML workbooks: reading cells within limits, writing cells that are safe, packages with the same bytes."""

from competencygraph.spreadsheets.cells import fits_cell, is_formula_like, text_for_cell
from competencygraph.spreadsheets.contents import Cell, Sheet, Workbook
from competencygraph.spreadsheets.coordinates import Range, coordinate, range_of, row_and_column
from competencygraph.spreadsheets.limits import DEFAULT_SHEET_LIMITS, SheetLimits
from competencygraph.spreadsheets.package import same_bytes
from competencygraph.spreadsheets.sheets import read_sheets, read_workbook

__all__ = [
    "DEFAULT_SHEET_LIMITS",
    "Cell",
    "Range",
    "Sheet",
    "SheetLimits",
    "Workbook",
    "coordinate",
    "fits_cell",
    "is_formula_like",
    "range_of",
    "read_sheets",
    "read_workbook",
    "row_and_column",
    "same_bytes",
    "text_for_cell",
]
