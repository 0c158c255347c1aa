"""Places in a sheet: ``C14`` and row 14, column 3."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["LAST_COLUMN", "LAST_ROW", "Range", "coordinate", "range_of", "row_and_column"]

LAST_ROW = 1_048_576
"""The last row that a sheet can have."""
LAST_COLUMN = 16_384
"""The last column that a sheet can have: XFD."""
_CELL = re.compile(r"\$?(?P<letters>[A-Z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells; rows and columns counted from 1, the last ones included.

    Args:
        first_row: its first row.
        first_column: its first column.
        last_row: its last row.
        last_column: its last column.

    >>> Range(1, 1, 1, 3).rows, Range(1, 1, 1, 3).columns, (1, 3) in Range(1, 1, 1, 3)
    (1, 3, True)
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def rows(self) -> int:
        """Return how many rows it takes."""
        return self.last_row - self.first_row + 1

    @property
    def columns(self) -> int:
        """Return how many columns it takes."""
        return self.last_column - self.first_column + 1

    def __contains__(self, place: tuple[int, int]) -> bool:
        """Return whether a cell, given by row and column, lies in it."""
        row, column = place
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


def coordinate(row: int, column: int) -> str:
    """Return the name of a cell.

    Args:
        row: its row, counted from 1.
        column: its column, counted from 1.

    >>> coordinate(14, 3), coordinate(1048576, 16384)
    ('C14', 'XFD1048576')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def row_and_column(name: str) -> tuple[int, int] | None:
    """Return the row and column of a cell, None for what is the name of no cell.

    Args:
        name: such as ``C14``, with or without dollar signs.

    >>> row_and_column("C14"), row_and_column("$XFD$1048576"), row_and_column("XFE1"), row_and_column("C0")
    ((14, 3), (1048576, 16384), None, None)
    """
    match = _CELL.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match["letters"]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match["row"])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def range_of(name: str) -> Range | None:
    """Return a rectangle of cells, None for what names none.

    Args:
        name: such as ``A1:C3`` or ``A1``.

    >>> range_of("A1:C3"), range_of("C3:A1") == range_of("A1:C3"), range_of("A1:")
    (Range(first_row=1, first_column=1, last_row=3, last_column=3), True, None)
    """
    first, colon, last = name.partition(":")
    one, other = row_and_column(first), row_and_column(last if colon else first)
    if one is None or other is None:
        return None
    (top, bottom), (left, right) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Range(top, left, bottom, right)
