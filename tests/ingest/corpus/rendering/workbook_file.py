"""A document as a workbook: one sheet, a row to a paragraph or list item, tables in cells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill

from competencygraph.spreadsheets import same_bytes, text_for_cell

from .blocks import Block, Box, Cell, Heading, Item, Labels, Listing, Note, PageBreak, Paragraph, Source, Table, Toc

__all__ = ["workbook_of"]

_DAY = "2026-01-31"
_GROUND = PatternFill("solid", fgColor="FFDDE6F0")
_WIDEST = 8


def workbook_of(source: Source) -> bytes:
    """Return a document as a workbook, the same bytes each time.

    Headings are larger by their level, and bold; a paragraph takes the columns up to H; a list item is a cell of its
    own behind its sign; a label stands in A, its value in B.

    >>> workbook_of(Source("nl", (Heading(1, "Doel"),)))[:2]
    b'PK'
    """
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    writer = _Writer(book.active, source)
    for block in source.blocks:
        writer.block(block)
    raw = io.BytesIO()
    book.save(raw)
    return same_bytes(raw.getvalue(), _DAY)


class _Writer:
    def __init__(self, sheet: Any, source: Source) -> None:
        self._sheet = sheet
        self._layout = source.layout
        self._row = 0

    def block(self, block: Block) -> None:
        """Write a block below those before it."""
        if not isinstance(block, Note):
            self._row += 1
        match block:
            case Heading():
                self._line(block.text, bold=True, size=max(11.0, 19.0 - 2 * block.level))
            case Paragraph():
                self._line(block.text, bold=block.bold)
            case Listing():
                self._items(block.closed(), block.marker, "")
            case Table():
                self._table(block)
            case Labels():
                self._labels(block)
            case Box():
                for inner in block.blocks:
                    self.block(inner)
            case Toc():
                for title, page in block.entries:
                    self._row += 1
                    self._cell(self._row, 1, title)
                    self._cell(self._row, 2, page)
            case Note():
                self._line(f"* {block.text}")
            case PageBreak():
                pass

    def _line(self, text: str, *, bold: bool = False, size: float = 11.0) -> None:
        self._row += 1
        self._cell(self._row, 1, text, bold=bold, size=size)
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=1, end_column=_WIDEST)

    def _items(self, items: Sequence[Item], marker: str, indent: str) -> None:
        for number, item in enumerate(items, 1):
            sign = {"number": f"{number}.", "letter": f"{chr(96 + number)})", "none": ""}.get(
                marker, self._layout.bullet
            )
            self._row += 1
            self._cell(self._row, 1, f"{indent}{sign} {item.text}" if sign else item.text)
            self._items(item.items, "bullet", f"{indent}  ")

    def _table(self, table: Table) -> None:
        first = self._row + 1
        for (row, column), cell in table.places().items():
            header = table.header and row == 0
            self._cell(first + row, column + 1, _text(cell), bold=header, filled=header)
            if cell.rows > 1 or cell.columns > 1:
                self._sheet.merge_cells(
                    start_row=first + row,
                    end_row=first + row + cell.rows - 1,
                    start_column=column + 1,
                    end_column=column + cell.columns,
                )
        self._row += table.size()[0]

    def _labels(self, block: Labels) -> None:
        for label, value in block.pairs:
            self._row += 1
            self._cell(self._row, 1, f"{label}:" if block.style == "colon" else label, bold=True)
            self._cell(self._row, 2, value)

    def _cell(
        self, row: int, column: int, text: str, *, bold: bool = False, size: float = 11.0, filled: bool = False
    ) -> None:
        if not text:
            return
        cell = self._sheet.cell(row, column)
        cell.value = text_for_cell(text)
        cell.data_type = "s"
        cell.font = Font(name="Calibri", bold=bold, size=size)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if filled:
            cell.fill = _GROUND


def _text(cell: Cell) -> str:
    return "\n".join((*cell.paragraphs, *(f"• {item.text}" for item in cell.items)))
