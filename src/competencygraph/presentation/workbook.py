"""An answer as a workbook (Office Open XML) that people can filter, sort and trace.

Three sheets: the rows; the evidence that they refer to; what was asked of which data. No cell is a formula, and the
same book gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from competencygraph.errors import MissingExtraError, UsageError
from competencygraph.presentation.book import AnswerBook
from competencygraph.presentation.words import word
from competencygraph.spreadsheets.cells import MAX_TEXT, fits_cell, is_formula_like, text_for_cell
from competencygraph.spreadsheets.package import same_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["MAX_ROWS", "write_workbook"]

#: Rows that a sheet holds below its header.
MAX_ROWS = 1_048_575
_MAX_LINKS = 60_000
_MAX_DIGITS = 15
_WIDEST = 60
_FONT = "Calibri"
_LINE_HEIGHT = 15.0
_MOST_LINES = 27
_NARROW = 24
_SAMPLE = 500
#: Spreadsheets know no days before; what is earlier is text.
_FIRST_YEAR = 1901
#: Characters of an address that a spreadsheet takes for a link.
_LONGEST_LINK = 2000
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_FORMATS = {"decimal": "0.00##############", "date": "yyyy-mm-dd", "integer": "0", "level": "0", "text": "General"}


def write_workbook(book: AnswerBook) -> bytes:
    """Return an answer as the bytes of an ``.xlsx`` file.

    Args:
        book: the answer and what belongs beside it; its passages are the evidence.

    Returns:
        The file. Whole numbers and decimals of at most 15 digits are numbers, days are dates, truth values are truth
        values, all else is text; text that a spreadsheet would take for a formula carries the mark that it is text,
        which shows as an apostrophe while the cell is edited. A control character is written as ``_x0007_``, as the
        format wants it. A text of more than 32,767 characters, the most that a cell holds, is cut, which the last
        sheet says.

    Raises:
        MissingExtraError: openpyxl is not installed.
        UsageError: there are more rows than a sheet holds.

    Source:
        ECMA-376, Part 1: 18.18.93 (escapes in text), 18.8.45 (``quotePrefix``).

    >>> write_workbook(AnswerBook("Which?", "which", {"n": "integer"}, [{"n": 1}]))[:2]
    b'PK'
    """
    if len(book.rows) > MAX_ROWS:
        raise UsageError(
            f"{len(book.rows)} rows are more than the {MAX_ROWS} that a sheet holds",
            where="xlsx",
            remedy="ask for less, or choose the format csv",
        )
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError(
            "a workbook needs openpyxl", where="xlsx", remedy="pip install 'competencygraph[excel]'"
        ) from error
    workbook = Workbook(write_only=True)
    _Writer(workbook, book).write()
    raw = io.BytesIO()
    workbook.save(raw)
    return same_bytes(raw.getvalue(), book.changed)


class _Writer:
    """Writes the sheets of one book."""

    def __init__(self, workbook: Workbook, book: AnswerBook) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self._workbook = workbook
        self._book = book
        self._links = 0
        self._cut: list[str] = []
        self._evidence_row = {iri: number for number, iri in enumerate(book.passages, start=2)}
        self._top = Alignment(vertical="top", wrap_text=True)
        # An address that is longer than its column is cut at the border instead of running over the next cell.
        self._line = Alignment(horizontal="fill", vertical="top")
        self._heading = Font(name=_FONT, bold=True, color="FFFFFF")
        self._dark = PatternFill("solid", fgColor="1F3864")
        self._bold = Font(name=_FONT, bold=True)
        self._linked = Font(name=_FONT, color="0B4F9E", underline="single")

    def write(self) -> None:
        """Write all sheets."""
        self._write_answer()
        if self._book.passages:
            self._write_evidence()
        self._write_about()

    def _word(self, key: str) -> str:
        return word(key, self._book.language)

    def _sheet(
        self, key: str, columns: Sequence[str], rows: Sequence[Sequence[object]], folded: Container[str] = ()
    ) -> WriteOnlyWorksheet:
        """Return a new sheet with a frozen header that filters, and widths taken from its first rows.

        Folded columns are there and out of sight: the sign above the header unfolds them.
        """
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet: Any = self._workbook.create_sheet(self._word(key))
        sheet.freeze_panes = "A2"
        for number, name in enumerate(columns, start=1):
            widths = (self._width(row[number - 1]) for row in rows[:_SAMPLE])
            column = sheet.column_dimensions[get_column_letter(number)]
            column.width = max([len(name) + 6, *widths])
            if name in folded:
                column.outlineLevel, column.hidden = 1, True
        if columns:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
            sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.append([self._header(sheet, name) for name in columns])
        return sheet

    def _width(self, value: object) -> int:
        """Return how wide a column should be for a value; an address, which has its name beside it, takes little."""
        text = self._shown(value)
        if _WEB.fullmatch(text):
            return _NARROW
        return min(max((len(line) for line in text.splitlines()), default=0) + 2, _WIDEST)

    def _set_height(self, sheet: Any, number: int, row: Sequence[object]) -> None:
        """Make a row as high as its longest text, since not every program does when it opens a file."""
        texts = [text for value in row if not _WEB.fullmatch(text := self._shown(value))]
        lines = max((sum(1 + len(line) // (_WIDEST - 4) for line in text.splitlines()) for text in texts), default=1)
        if lines > 1:
            sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)

    def _shown(self, value: object) -> str:
        passage = self._book.passages.get(value) if isinstance(value, str) else None
        if passage is not None:
            return f"{passage.document}, {passage.place}"
        return "" if value is None else str(value)

    def _header(self, sheet: Any, name: str) -> Any:
        cell = self._cell(sheet, name, name)
        cell.font, cell.fill = self._heading, self._dark
        return cell

    def _write_answer(self) -> None:
        types = self._book.columns
        labelled = _with_labels(types, self._book)
        rows = [[_value(row, column, self._book) for column in labelled] for row in self._book.rows]
        # An address is for programs where a name stands beside it.
        folded = {name for name in labelled if types.get(name) == "iri" and f"{name}Label" in labelled}
        sheet = self._sheet("answer", labelled, rows, folded)
        for number, row in enumerate(rows, start=2):
            self._set_height(sheet, number, row)
            sheet.append(
                [
                    self._cell(sheet, value, f"{column}, {number}", types.get(column, "text"))
                    for column, value in zip(labelled, row, strict=True)
                ]
            )

    def _write_evidence(self) -> None:
        columns = [self._word(key) for key in ("document", "place", "quote", "file", "link")]
        passages = self._book.passages.values()
        rows = [[one.document, one.place, one.quote, one.file, one.iri] for one in passages]
        sheet = self._sheet("evidence", columns, rows)
        for number, row in enumerate(rows, start=2):
            place = f"{self._word('evidence')}, {number}"
            self._set_height(sheet, number, row[:-1])
            sheet.append([*(self._cell(sheet, value, place) for value in row[:-1]), self._address(sheet, row[-1])])

    def _write_about(self) -> None:
        rows = list(self._about())
        sheet: Any = self._workbook.create_sheet(self._word("about"))
        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 110
        for number, (heading, value) in enumerate(rows, start=1):
            self._set_height(sheet, number, [value])
            first = self._cell(sheet, heading, heading)
            first.font = self._bold
            sheet.append([first, self._cell(sheet, value, heading, "integer" if isinstance(value, int) else "text")])

    def _about(self) -> Iterable[tuple[str, object]]:
        book = self._book
        yield self._word("question"), book.title or self._word("question.free")
        if book.name:
            yield "", book.name
        for name, value in book.parameters.items() or ((self._word("parameters.none"), ""),):
            yield f"{self._word('parameter')}: {name}", value
        yield self._word("rows"), len(book.rows) if book.rows else self._word("rows.none")
        if any(kind == "iri" for kind in book.columns.values()):
            yield self._word("addresses"), self._word("addresses.folded")
        yield self._word("store"), book.digest
        yield self._word("data-date"), book.changed or self._word("data-date.unknown")
        for part in _parts(book.sparql):
            yield self._word("sparql"), part
        if self._cut:
            yield self._word("cut"), "; ".join(self._cut[:100])

    def _cell(self, sheet: Any, value: object, place: str, kind: str = "text") -> Any:
        """Return a cell; text never becomes a formula."""
        from openpyxl.cell import WriteOnlyCell

        if (
            isinstance(value, bool)
            or (isinstance(value, date) and value.year >= _FIRST_YEAR)
            or (isinstance(value, int | Decimal) and _exact(value))
        ):
            cell = WriteOnlyCell(sheet, value)
            if not isinstance(value, bool):
                cell.number_format = _FORMATS["date" if isinstance(value, date) else kind]
            cell.alignment = self._top
            return cell
        cell = WriteOnlyCell(sheet, None)
        if value is None:
            return cell
        text, shown = str(value), self._shown(value)
        cell.value = self._as_text(shown, place)
        cell.data_type = "s"
        if is_formula_like(shown):
            cell.quotePrefix = True
        cell.alignment = self._line if _WEB.fullmatch(shown) else self._top
        self._link(cell, text)
        return cell

    def _address(self, sheet: Any, iri: str) -> Any:
        """Return a cell with a passage's own address."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, None)
        cell.value = self._as_text(iri, iri)
        cell.data_type = "s"
        cell.alignment = self._line
        self._link(cell, iri, outward=True)
        return cell

    def _as_text(self, text: str, place: str) -> str:
        if not fits_cell(text):
            self._cut.append(place)
        return text_for_cell(text)

    def _link(self, cell: Any, text: str, *, outward: bool = False) -> None:
        """Link a passage to its evidence, and any other address of the web to itself."""
        from openpyxl.worksheet.hyperlink import Hyperlink

        if self._links >= _MAX_LINKS:
            return
        if text in self._evidence_row and not outward:
            sheet = self._word("evidence").replace("'", "''")
            cell.hyperlink = Hyperlink(ref="", location=f"'{sheet}'!A{self._evidence_row[text]}")
        elif len(text) <= _LONGEST_LINK and _WEB.fullmatch(text):
            cell.hyperlink = Hyperlink(ref="", target=text)
        else:
            return
        cell.font = self._linked
        self._links += 1


def _with_labels(types: Mapping[str, str], book: AnswerBook) -> list[str]:
    """Return the columns, with a column of labels behind each column of nodes that lacks one."""
    columns: list[str] = []
    for name, kind in types.items():
        columns.append(name)
        label = f"{name}Label"
        if kind == "iri" and label not in types and any(row[name] in book.labels for row in book.rows):
            columns.append(label)
    return columns


def _value(row: Mapping[str, object], column: str, book: AnswerBook) -> object:
    if column in row:
        return row[column]
    return book.labels.get(str(row[column.removesuffix("Label")]))


def _exact(value: int | Decimal) -> bool:
    """Return whether a spreadsheet, which counts in binary fractions of 15 digits, can hold a number."""
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    return (
        len(str(value).lstrip("-").replace(".", "").strip("0") or "0") <= _MAX_DIGITS and abs(value) < 10**_MAX_DIGITS
    )


def _parts(text: str) -> list[str]:
    """Return a text in parts that a cell holds, broken at line ends."""
    parts = [""]
    for line in text.strip().splitlines():
        if len(parts[-1]) + len(line) > MAX_TEXT // 2:
            parts.append("")
        parts[-1] = f"{parts[-1]}\n{line}" if parts[-1] else line
    return parts
