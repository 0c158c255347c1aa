"""Workbooks: the bytes of an .xlsx file to a `Document`, sheet by sheet, each line with the cell that it stands in."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Cell, Document, Traits, make_lines
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.masking import mask_contacts, mask_file_name, mask_lines
from competencygraph.ingest.readers.docx_headings import mark_headings, size_of
from competencygraph.ingest.readers.docx_layout import PLACEHOLDER, Draft
from competencygraph.ingest.readers.docx_styles import Look
from competencygraph.ingest.readers.docx_text import Piece
from competencygraph.ingest.readers.xlsx_blocks import SheetLine, SheetTable, blocks_of
from competencygraph.ingest.readers.xlsx_cells import ShownCell, ShownRow, shown_rows
from competencygraph.ingest.readers.xlsx_records import Heading, set_out
from competencygraph.model import Place
from competencygraph.spreadsheets import Sheet, SheetLimits, Workbook, coordinate, read_workbook

__all__ = ["NOTICES", "read_xlsx"]

NOTICES = {
    "macros": "the workbook holds macros; they were not run and nothing in them was read",
    "comments": "the workbook holds comments; they were not read",
    "drawings": "the workbook holds drawings, pictures or charts; nothing in them was read",
    "sheets": "the workbook holds hidden sheets; nothing in them was read",
    "rows": "the workbook holds hidden rows or columns; nothing in them was read",
    "errors": "the workbook holds cells with an error such as #REF!; they were not read",
    "formulas": "the workbook holds formulas without a result; they were not read",
}
"""What is said of what was not read in a workbook."""

_DEFAULT_NAME = re.compile(r"(?:blad|werkblad|sheet|worksheet|feuil|feuille|tabelle|table|tab)[ _]?\d*", re.IGNORECASE)
_LIST_NAME = "_"
_PROMPT = "↳"
_BOLD = Look(bold=True)
_FEWEST_COLUMNS = 3
"""Columns of a list; a label and its value are a form."""


def read_xlsx(path: Path, data: bytes, limits: Limits) -> Document:
    """Return the document that a workbook holds.

    Sheets, rows and columns out of sight are left out, and so are sheets whose name begins with an underscore: such
    sheets hold lists. Nothing is computed: of a formula the result is read that the file holds. A cell that begins
    with ``↳`` is guidance of a form, and an aside.

    Args:
        path: the file, for its name and for errors.
        data: its bytes.
        limits: how much of it is read.

    Returns:
        The document: one raw line for each line of a cell, contact data masked, NFC.

    Raises:
        UnreadableDocumentError: the file is encrypted, damaged, a zip bomb, too large, no workbook, or shows no text.
    """
    book = read_workbook(
        path, data, SheetLimits(inflated_bytes=limits.inflated_bytes, cells=limits.paragraphs, merged=limits.paragraphs)
    )
    shown = [(sheet, shown_rows(sheet)) for sheet in book.sheets if not sheet.hidden and sheet.name[:1] != _LIST_NAME]
    shown = [(sheet, rows) for sheet, rows in shown if rows]
    if not shown:
        raise UnreadableDocumentError("the workbook shows no text", where=str(path), remedy="give one that does")
    _refuse_persons(path, shown)
    writer = _Writer(path, limits)
    for sheet, rows in shown:
        writer.sheet(sheet, rows, [other[0] for _, other in shown])
    drafts = mark_headings(writer.drafts)
    raw = mask_lines([draft.text for draft in drafts])
    traits = [
        Traits(draft.heading, bold, size_of(draft), draft.joins, draft.cell, draft.place)
        for draft, bold in zip(drafts, writer.bold, strict=True)
    ]
    asides = {number: draft.aside for number, draft in enumerate(drafts, 1) if draft.aside is not None}
    return Document(
        path=mask_file_name(path.name),
        digest=hashlib.sha256(data).hexdigest(),
        raw=raw,
        lines=make_lines(raw, traits, asides),
        places=tuple(draft.place for draft in drafts),
        asides=asides,
        notices=tuple(_notices(book)),
    )


def _refuse_persons(path: Path, shown: Sequence[tuple[Sheet, Sequence[ShownRow]]]) -> None:
    """Refuse a list of persons, such as a pay list: its names and figures must not enter a graph.

    Raises:
        UnreadableDocumentError: a header row has a column that only a list of persons has.
    """
    pattern = load_lexicon().pattern("person_columns", before=r"\W*", after=r"\W*")
    for sheet, rows in shown:
        for row in rows:
            told = [cell for cell in row.cells if pattern.fullmatch(cell.text)]
            if told and len(row.cells) >= _FEWEST_COLUMNS:
                place = f"{' '.join(sheet.name.split())}!{coordinate(told[0].row, told[0].column)}"
                raise UnreadableDocumentError(
                    f"the workbook lists persons: “{told[0].text}” ({place})",
                    where=str(path),
                    remedy="leave out the columns and rows about persons",
                )


class _Writer:
    """Writes sheets as lines.

    Args:
        path: the file, for errors.
        limits: how many lines are written.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.drafts: list[Draft] = []
        self.bold: list[bool] = []
        self._path = path
        self._limits = limits
        self._lexicon = load_lexicon()
        self._tables = 0
        self._name = ""

    def sheet(self, sheet: Sheet, rows: Sequence[ShownRow], firsts: Sequence[ShownRow]) -> None:
        """Write a sheet.

        Args:
            sheet: the sheet.
            rows: the rows that show text.
            firsts: the first row of every sheet that shows text.
        """
        name = " ".join(sheet.name.split())
        self._name = mask_contacts(name) or "?"
        self._blank()
        if len(firsts) > 1 and not _DEFAULT_NAME.fullmatch(name) and not _titles_itself(name, rows, firsts):
            self._add(Draft(name, Place(sheet=self._name), (Piece(name, _BOLD),), False, None, 1), bold=True)
            self._blank()
        for block in blocks_of(rows):
            parts = set_out(block, self._lexicon) if isinstance(block, SheetTable) else [block]
            for part in parts:
                self._part(part)
        self._blank()

    def _part(self, part: Heading | SheetLine | SheetTable) -> None:
        if isinstance(part, Heading):
            self._blank()
            heading = self._drafts(part.cell)[0]
            self._add(replace(heading, text=part.cell.text, heading=part.level + 1), bold=True)
        elif isinstance(part, SheetLine):
            if part.gap or (part.cell.is_marked and not part.mark):
                self._blank()
            for at, draft in enumerate(self._drafts(part.cell)):
                mark = f"{part.mark} " if part.mark and not at and draft.text else ""
                self._add(replace(draft, text=f"{mark}{draft.text}"), bold=part.cell.is_marked)
        else:
            self._table(part)

    def _table(self, table: SheetTable) -> None:
        self._tables += 1
        self._blank()
        starts = table.starts
        numbers = [row.number for row in table.rows]
        for at, row in enumerate(table.rows, 1):
            for cell in row.cells:
                column = bisect_left(starts, cell.column)
                columns = max(bisect_left(starts, cell.last_column + 1) - column, 1)
                rows = max(bisect_left(numbers, cell.last_row + 1) - (at - 1), 1) if cell.last_row > cell.row else 1
                where = Cell(self._tables, at, column + 1, rows, columns)
                for draft in self._drafts(cell, tells_bold=False):
                    if draft.text:
                        self._add(replace(draft, cell=where), bold=cell.is_marked)
        self._blank()

    def _drafts(self, cell: ShownCell, *, tells_bold: bool = True) -> list[Draft]:
        """Return the lines of a cell; the bold headers of tables say nothing of how common bold is in the text."""
        place = Place(sheet=self._name, cell=coordinate(cell.row, cell.column))
        look = Look(bold=cell.is_marked and tells_bold, size=cell.size)
        aside = PLACEHOLDER if cell.text.startswith(_PROMPT) else None
        return [
            Draft(line, place, (Piece(line.strip(), look),) if line else (), False, None, None, aside)
            for line in cell.lines
        ]

    def _blank(self) -> None:
        if self.drafts and self.drafts[-1].text:
            self._add(Draft("", Place()), bold=False)

    def _add(self, draft: Draft, *, bold: bool) -> None:
        if len(self.drafts) >= self._limits.paragraphs:
            raise UnreadableDocumentError(
                f"the workbook shows more than {self._limits.paragraphs} lines",
                where=str(self._path),
                remedy="split it",
            )
        self.drafts.append(draft)
        self.bold.append(bold)


def _titles_itself(name: str, rows: Sequence[ShownRow], firsts: Sequence[ShownRow]) -> bool:
    """Return whether the first row of a sheet is a title of its own, or says what the tab says."""
    row = rows[0]
    if len(row.cells) > 1:
        return False
    title = row.cells[0]
    if name.casefold() in title.text.casefold() or title.text.casefold().startswith(name.casefold()):
        return True
    shared = sum(1 for first in firsts if first.cells[0].text == title.text)
    return shared == 1 and title.is_marked


def _notices(book: Workbook) -> Iterator[str]:
    """Yield what is said of what was not read."""
    cells = [cell for sheet in book.sheets for cell in sheet.cells.values()]
    found = {
        "macros": book.macros,
        "comments": book.comments,
        "drawings": book.drawings,
        "sheets": any(sheet.hidden and sheet.cells and sheet.name[:1] != _LIST_NAME for sheet in book.sheets),
        "rows": any(sheet.hidden_rows or sheet.hidden_columns for sheet in book.sheets if not sheet.hidden),
        "errors": any(cell.error for cell in cells),
        "formulas": any(cell.formula and not cell.error and cell.value is None for cell in cells),
    }
    yield from (NOTICES[name] for name, holds in found.items() if holds)
