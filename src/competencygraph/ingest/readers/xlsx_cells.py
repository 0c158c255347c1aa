"""The cells of a sheet that people see, each with the place that it takes: what is hidden or covered is left out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from competencygraph.ingest.wording import clean_lines, repair_mojibake
from competencygraph.spreadsheets import Range, Sheet

__all__ = ["ShownCell", "ShownRow", "shown_rows"]

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENDS = re.compile("\r\n|[\r\n\x0b\u2028\u2029]")
# Merged cells never overlap in files that a program made; what overlaps beyond this is left unmerged.
_MAX_MERGED_ROWS = 2_000_000


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell that shows text.

    Args:
        row: its first row, counted from 1.
        column: its first column, counted from 1.
        last_row: the last row that it takes.
        last_column: the last column that it takes.
        lines: its text, a line each, none of them blank; an empty text stands for a blank line inside it.
        bold: whether it is set in bold.
        size: the size of its letters in points, None where unknown.
        filled: whether its ground has a colour.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    lines: tuple[str, ...]
    bold: bool = False
    size: float | None = None
    filled: bool = False

    @property
    def text(self) -> str:
        """Return its text as one line."""
        return " ".join(line for line in self.lines if line)

    @property
    def is_marked(self) -> bool:
        """Return whether its look sets it off: bold, or a coloured ground."""
        return self.bold or self.filled


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row that shows text.

    Args:
        number: its number, counted from 1.
        cells: its cells, from left to right; one that began in a row above is not among them.
        gap: whether people see a blank row above it.
    """

    number: int
    cells: tuple[ShownCell, ...]
    gap: bool


def shown_rows(sheet: Sheet) -> list[ShownRow]:
    """Return the rows of a sheet that show text.

    Left out are hidden rows and columns, cells that a merged one covers, errors such as ``#REF!``, and what a number
    format hides.

    Args:
        sheet: the sheet.
    """
    merged = dict(_anchors(sheet))
    covered = _covered(sheet, merged)
    rows: dict[int, list[ShownCell]] = {}
    for (row, column), cell in sheet.cells.items():
        if row in sheet.hidden_rows or column in sheet.hidden_columns or cell.error or (row, column) in covered:
            continue
        lines = _lines(cell.text)
        if lines:
            taken = merged.get((row, column), Range(row, column, row, column))
            shown = ShownCell(row, column, taken.last_row, taken.last_column, lines, cell.bold, cell.size, cell.filled)
            rows.setdefault(row, []).append(shown)
    return list(_with_gaps(rows, sheet))


def _with_gaps(rows: Mapping[int, list[ShownCell]], sheet: Sheet) -> Iterator[ShownRow]:
    reached = 0
    for number in sorted(rows):
        between = number - reached - 1
        hidden = sum(1 for row in range(number - between, number) if row in sheet.hidden_rows) if between < 1_000 else 0
        yield ShownRow(number, tuple(rows[number]), gap=between > hidden and reached > 0)
        reached = max(reached, *(cell.last_row for cell in rows[number]))


def _anchors(sheet: Sheet) -> Iterator[tuple[tuple[int, int], Range]]:
    for merged in sheet.merged:
        yield (merged.first_row, merged.first_column), merged


def _covered(sheet: Sheet, merged: Mapping[tuple[int, int], Range]) -> set[tuple[int, int]]:
    """Return the cells that hold something under a merged cell, its first one apart."""
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        by_row.setdefault(row, []).append(column)
    used = sorted(by_row)
    covered: set[tuple[int, int]] = set()
    budget = _MAX_MERGED_ROWS
    for anchor, taken in merged.items():
        start = bisect_left(used, taken.first_row)
        for row in used[start : bisect_left(used, taken.last_row + 1)]:
            budget -= 1
            if budget < 0:
                return covered
            columns = by_row[row]
            first, last = bisect_left(columns, taken.first_column), bisect_left(columns, taken.last_column + 1)
            budget -= last - first
            covered.update((row, column) for column in columns[first:last] if (row, column) != anchor)
    return covered


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a cell's text, blank ones at its ends dropped and others kept once."""
    cleaned = clean_lines([_CONTROLS.sub(" ", line) for line in _ENDS.split(repair_mojibake(text))])
    lines: list[str] = []
    for line in (unicodedata.normalize("NFC", line).rstrip() for line in cleaned):
        if line.strip() or (lines and lines[-1]):
            lines.append(line if line.strip() else "")
    return tuple(lines[:-1] if lines and not lines[-1] else lines)
