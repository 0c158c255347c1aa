"""Tables with a function in each row: set out as one profile after another, as a book prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from competencygraph.ingest.lexicon import Lexicon
from competencygraph.ingest.readers.xlsx_blocks import SheetLine, SheetTable
from competencygraph.ingest.readers.xlsx_cells import ShownCell, ShownRow

__all__ = ["Heading", "set_out"]

_PARTS = frozenset({"purpose", "mission", "tasks", "result_areas", "knowledge", "technical", "competencies"})
_HEADER_ROWS = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell that heads what follows it.

    Args:
        cell: the cell.
        level: 1 for the title of a function, 2 for a part of it.
    """

    cell: ShownCell
    level: int


def set_out(table: SheetTable, lexicon: Lexicon) -> Iterator[Heading | SheetLine | SheetTable]:
    """Yield a table as it is, or set out by function when its rows are about one function each.

    The header names a column of functions, and others for the parts of a profile ("Doel", "Taken"): then each row is a
    profile, each part under the header of its column.

    Args:
        table: the table.
        lexicon: headings and labels.

    Yields:
        The table, or headings, lines and tables.
    """
    for at, row in enumerate(table.rows[:_HEADER_ROWS]):
        titles = [cell for cell in row.cells if lexicon.label_kind(cell.text.rstrip(" :")) == "function_title"]
        below = table.rows[at + 1 :]
        if not titles or not below:
            continue
        title = titles[0]
        others = [cell for cell in row.cells if cell is not title]
        if any(lexicon.heading_kind(cell.text) in _PARTS for cell in others):
            yield from _rows_above(table, at)
            yield from _profiles(row, below, title, lexicon)
            return
    yield table


def _rows_above(table: SheetTable, header: int) -> Iterator[SheetLine]:
    for row in table.rows[:header]:
        yield from (SheetLine(cell, row.gap) for cell in row.cells)


def _profiles(
    header: ShownRow, rows: Sequence[ShownRow], title: ShownCell, lexicon: Lexicon
) -> Iterator[Heading | SheetLine | SheetTable]:
    for row in rows:
        cells = {cell.column: cell for cell in row.cells}
        name = cells.pop(title.column, None)
        if name is not None:
            yield Heading(name, 1)
        labels = []
        for head in header.cells:
            cell = cells.pop(head.column, None)
            if cell is None or head is title:
                continue
            if lexicon.heading_kind(head.text) is None and lexicon.label_kind(head.text) is not None:
                labels.append(ShownRow(cell.row, (head, cell), gap=False))
            else:
                yield Heading(head, 2)
                yield SheetLine(cell, gap=False)
        yield from (SheetLine(cell, gap=True) for cell in cells.values())
        if labels:
            yield SheetTable(labels, gap=True)
