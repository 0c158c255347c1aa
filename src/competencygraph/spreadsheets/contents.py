"""What a workbook holds, once read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from competencygraph.spreadsheets.coordinates import Range

__all__ = ["Cell", "Sheet", "Workbook"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    Args:
        value: text, a number, a truth value, a day, a time; None for an error, and for a formula whose result the file
            does not hold. Of a formula it is the result that was computed last.
        text: the same as the workbook shows it, as far as that needs no language or region: numbers and days by their
            format, truth values as ``TRUE`` and ``FALSE``, errors by their sign; empty where the format hides all.
        formula: whether the cell holds a formula.
        error: whether it holds an error such as ``#REF!``, or a number out of all range.
        bold: whether its text is bold as a whole.
        size: the size of its letters in points, None where unknown.
        filled: whether its ground has a colour other than white.
    """

    value: str | int | float | bool | date | time | None
    text: str
    formula: bool = False
    error: bool = False
    bold: bool = False
    size: float | None = None
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; rows and columns are counted from 1.

    Args:
        name: its name.
        hidden: whether it is out of sight.
        cells: the cells that hold something, by row and column, in the order of rows, then columns.
        merged: the ranges that are shown as one cell, in printed order; any of their cells but the first may hold
            something that nobody sees.
        hidden_rows: the rows out of sight that hold a cell; rows that a filter leaves out are among them.
        hidden_columns: the columns out of sight that hold a cell.
    """

    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read.

    Args:
        sheets: its sheets with cells, in the order of the tabs; sheets that hold a chart alone are left out.
        macros: whether it holds macros, which were not run.
        comments: whether it holds comments, which were not read.
        drawings: whether it holds drawings, pictures or charts, which were not read.
        links: whether it links to other workbooks, which were not opened.
    """

    sheets: tuple[Sheet, ...]
    macros: bool = False
    comments: bool = False
    drawings: bool = False
    links: bool = False
