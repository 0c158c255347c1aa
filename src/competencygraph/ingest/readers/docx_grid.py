"""The grid of a Word table: cells that span, and columns whose edges differ by a hair from row to row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

__all__ = ["GridCell", "Table", "TableCell", "grid_of"]

B = TypeVar("B")

# Edges that are nearer to each other than two millimetres, in twentieths of a point, are one edge drawn by hand.
_NEAR = 115
_USUAL_WIDTH = 1_000


@dataclass(slots=True)
class GridCell(Generic[B]):
    """A cell as its row gives it.

    Args:
        start: the column of the file's grid that it begins in, counted from 0.
        end: the column of that grid that follows it.
        blocks: what stands in it.
        carries_on: whether it carries on the cell above it.
    """

    start: int
    end: int
    blocks: list[B]
    carries_on: bool = False


@dataclass(slots=True)
class TableCell(Generic[B]):
    """A cell of a table.

    Args:
        row: its first row, counted from 1.
        column: its first column, counted from 1.
        rows: how many rows it spans.
        columns: how many columns it spans.
        blocks: what stands in it.
    """

    row: int
    column: int
    rows: int
    columns: int
    blocks: list[B]


@dataclass(slots=True)
class Table(Generic[B]):
    """A table.

    Args:
        number: the paragraph of the body before it, 0 at the top.
        cells: its cells, row by row.
        rows: how many rows it has.
        columns: how many columns it has.
    """

    number: int
    cells: list[TableCell[B]]
    rows: int
    columns: int


def grid_of(rows: Sequence[Sequence[GridCell[B]]], widths: Sequence[int], number: int) -> Table[B]:
    """Return the table that rows of cells make.

    Args:
        rows: the rows, each with at least one cell.
        widths: the widths of the file's grid columns, in twentieths of a point; may be too few.
        number: the paragraph of the body before it.

    Returns:
        The table; columns in which no cell begins are left out, and a cell that carries on the one above makes that
        one taller.

    >>> rows = [[GridCell(0, 2, ["a"]), GridCell(2, 3, ["b"])], [GridCell(0, 3, ["c"])]]
    >>> table = grid_of(rows, [50, 50, 100], 0)
    >>> table.columns, [(cell.row, cell.column, cell.columns) for cell in table.cells]
    (2, [(1, 1, 1), (1, 2, 1), (2, 1, 2)])
    """
    columns = _columns(rows, widths)
    starts = sorted(columns)
    count = columns[starts[-1]]
    cells: list[TableCell[B]] = []
    above: dict[int, TableCell[B]] = {}
    for at, row in enumerate(rows, 1):
        here: dict[int, TableCell[B]] = {}
        for cell in row:
            column = columns[cell.start]
            upper = above.get(column) if cell.carries_on else None
            if upper is not None:
                upper.rows += 1
                upper.blocks += cell.blocks
                here[column] = upper
                continue
            behind = bisect_left(starts, cell.end)
            following = columns[starts[behind]] if behind < len(starts) else count + 1
            made = TableCell(at, column, 1, max(following - column, 1), cell.blocks)
            cells.append(made)
            here[column] = made
        above = here
    return Table(number, cells, len(rows), count)


def _columns(rows: Sequence[Sequence[GridCell[B]]], widths: Sequence[int]) -> dict[int, int]:
    """Return the column, counted from 1, for each place in the file's grid that a cell begins in."""
    starts = [{cell.start for cell in row} for row in rows]
    last = max(start for row in starts for start in row)
    edges = list(accumulate([*widths, *[_USUAL_WIDTH] * (last + 1 - len(widths))], initial=0))
    columns: dict[int, int] = {}
    group: set[int] = set()
    count = 0
    for start in sorted(set().union(*starts)):
        near = group and edges[start] - edges[min(group)] < _NEAR
        if not near or any(start in row and row & group for row in starts):
            group = set()
            count += 1
        columns[start] = count
        group.add(start)
    return columns
