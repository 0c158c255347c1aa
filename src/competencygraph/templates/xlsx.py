"""A blank form as a workbook: one sheet to fill in and print, and hidden ones with what can be chosen."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competencygraph.errors import MissingExtraError
from competencygraph.spreadsheets.cells import is_formula_like, text_for_cell
from competencygraph.spreadsheets.package import same_bytes
from competencygraph.templates.choices import NO_CHOICES, Choices
from competencygraph.templates.form import Block, Column, Form, Part, load_words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["block_places", "write_xlsx"]

_FONT = "Calibri"
_INK, _GREY, _LINE, _FILL = "1F3864", "595959", "8496B0", "DCE4F0"
#: The columns of the sheet, a narrow one for bullets first: their widths, in characters, make an A4 page on its side.
_WIDTHS = (3, 21, 24, 24, 24, 24, 24)
_VALUE = 3
_LIST = 2
_SIZE = 10
_LINE_HEIGHT = 15.0
_SIGNS_A_LINE = 150
_CHOICES_SHEET, _DESCRIBED_SHEET = "_choices", "_competencies"
_BULLET = "•"
_TEXT_ROWS = 4


def write_xlsx(form: Form, choices: Choices = NO_CHOICES) -> bytes:
    """Return a form as the bytes of an ``.xlsx`` file; the same form and choices give the same bytes.

    Args:
        form: the form.
        choices: what its cells offer; an author may type something else.

    Returns:
        The file. No cell is a formula; what is typed stays text.

    Raises:
        MissingExtraError: openpyxl is not installed.

    >>> from competencygraph.templates.form import load_form
    >>> write_xlsx(load_form("profile", "nl", medium="excel"))[:2]
    b'PK'
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError(
            "a workbook needs openpyxl", where="xlsx", remedy="pip install 'competencygraph[excel]'"
        ) from error
    workbook = Workbook()
    _Writer(workbook, form, choices).write()
    raw = io.BytesIO()
    workbook.save(raw)
    return same_bytes(raw.getvalue(), None)


def block_places(form: Form) -> dict[tuple[str, int], tuple[int, tuple[int, ...]]]:
    """Return where each block of each part stands.

    Args:
        form: the form.

    Returns:
        By the name of the part and the number of the block: the row of its header, first label or first line, from 1,
        and the columns that its columns begin in, from 1; a list has two, its bullets and its texts.

    >>> from competencygraph.templates.form import load_form
    >>> block_places(load_form("profile", "nl", medium="excel"))["profile-fields", 0]
    (4, (1, 3))
    """
    return {(spot.part.name, spot.number): (spot.row, _columns_of(spot.block)) for spot in _spots(form)}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A block and where it stands; the heading and guidance of its part stand right above the first one."""

    part: Part
    number: int
    block: Block
    row: int


def _spots(form: Form) -> list[_Spot]:
    """Return the blocks with their rows: title, guidance, a blank row, and a blank row between parts."""
    row = 4
    found: list[_Spot] = []
    for part in form.parts:
        row += sum(1 for text in (part.heading, part.guidance) if text is not None)
        for number, block in enumerate(part.blocks):
            found.append(_Spot(part, number, block, row))
            row += _rows_of(block)
        row += 1
    return found


def _rows_of(block: Block) -> int:
    """Return how many rows a block takes."""
    counts = {"fields": len(block.fields), "lines": len(block.lines), "table": block.rows + 1, "list": block.rows}
    return counts.get(block.kind, 1)


def _columns_of(block: Block) -> tuple[int, ...]:
    match block.kind:
        case "fields":
            return (1, _VALUE)
        case "list":
            return (1, _LIST)
        case "table":
            return tuple(first for first, _ in _spans(block.columns))
    return (1,)


class _Writer:
    """Writes the sheets of one form."""

    def __init__(self, workbook: Workbook, form: Form, choices: Choices) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._workbook = workbook
        self._form = form
        self._choices = choices
        self._words = load_words(form.language)
        side = Side("thin", color=_LINE)
        self._box = Border(left=side, right=side, top=side, bottom=side)
        self._fill = PatternFill("solid", fgColor=_FILL)
        self._wrap = Alignment(wrap_text=True, vertical="top")
        self._centred = Alignment(horizontal="right", vertical="top")
        self._plain = Font(name=_FONT, size=_SIZE)
        self._bold = Font(name=_FONT, size=_SIZE, bold=True)
        self._title = Font(name=_FONT, size=18, bold=True, color=_INK)
        self._heading = Font(name=_FONT, size=13, bold=True, color=_INK)
        self._guidance = Font(name=_FONT, size=_SIZE, italic=True, color=_GREY)
        self._sheet: Worksheet = workbook.active
        self._lists: dict[str, str] = {}

    def write(self) -> None:
        """Write all sheets."""
        sheet = self._sheet
        sheet.title = self._form.name
        for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        self._write_choices()
        self._line(1, self._form.name, self._title, 30)
        self._line(2, self._form.how, self._guidance)
        for spot in _spots(self._form):
            if spot.number == 0:
                self._open_part(spot)
            self._write_block(spot)
        self._write_described()
        self._set_up_page()

    def _open_part(self, spot: _Spot) -> None:
        above = [text for text in (spot.part.heading, spot.part.guidance) if text is not None]
        row = spot.row - len(above)
        if spot.part.heading is not None:
            self._line(row, spot.part.heading, self._heading, 22, fill=True)
        if spot.part.guidance is not None:
            self._line(spot.row - 1, spot.part.guidance, self._guidance)

    def _write_block(self, spot: _Spot) -> None:
        block, row = spot.block, spot.row
        match block.kind:
            case "fields":
                for at, field in enumerate(block.fields, start=row):
                    self._put(at, 1, field.label, self._bold, to=_VALUE - 1, fill=True, boxed=True)
                    self._put(at, _VALUE, field.prompt, self._plain, to=len(_WIDTHS), boxed=True)
                    self._offer(field.choices, _VALUE, at, at)
            case "text":
                self._put(row, 1, block.prompt, self._plain, to=len(_WIDTHS), boxed=True)
                self._sheet.row_dimensions[row].height = _LINE_HEIGHT * _TEXT_ROWS
            case "lines":
                for at, line in enumerate(block.lines, start=row):
                    self._put(at, 1, line, self._plain, to=len(_WIDTHS), boxed=True)
            case "list":
                for at in range(row, row + block.rows):
                    cell = self._put(at, 1, _BULLET, self._plain)
                    cell.alignment = self._centred
                    prompt = block.prompt if at == row else ""
                    self._put(at, _LIST, prompt, self._plain, to=len(_WIDTHS), boxed=True)
            case "table":
                self._write_table(row, block)

    def _write_table(self, row: int, block: Block) -> None:
        spans = _spans(block.columns)
        # Merged cells do not grow with their text, so that rows are as high as their text may need.
        lines = _TEXT_ROWS if any(column.lines for column in block.columns) else _TEXT_ROWS - 1
        for column, (first, last) in zip(block.columns, spans, strict=True):
            header = column.header or f"[{self._words['choose']}]"
            self._put(row, first, header, self._bold, to=last, fill=True, boxed=True)
            if column.header:
                self._offer(column.choices, first, row + 1, row + block.rows)
            else:
                self._offer(column.choices, first, row, row)
        for at in range(row + 1, row + block.rows + 1):
            for first, last in spans:
                self._put(at, first, "", self._plain, to=last, boxed=True)
            self._sheet.row_dimensions[at].height = _LINE_HEIGHT * lines

    def _line(self, row: int, text: str, font: object, height: float | None = None, *, fill: bool = False) -> None:
        """Write a text over all columns, its row as high as it needs."""
        self._put(row, 1, text, font, to=len(_WIDTHS), fill=fill)
        lines = -(-len(text) // _SIGNS_A_LINE)
        self._sheet.row_dimensions[row].height = height or _LINE_HEIGHT * lines

    def _put(
        self,
        row: int,
        column: int,
        text: str,
        font: object,
        *,
        to: int | None = None,
        fill: bool = False,
        boxed: bool = False,
    ) -> Cell:
        """Write a cell, merged up to another column."""
        cell: Cell = self._sheet.cell(row, column)
        last = to or column
        for each in range(column, last + 1):
            part = self._sheet.cell(row, each)
            part.font, part.alignment, part.number_format = font, self._wrap, "@"
            if fill:
                part.fill = self._fill
            if boxed:
                part.border = self._box
        if last > column:
            self._sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
        if text:
            _set_text(cell, text)
        return cell

    def _write_choices(self) -> None:
        """Write the lists to choose from on a hidden sheet, a column each."""
        names = ("competencies", "levels", "groups", "grades")
        listed = {name: [text for text in dict.fromkeys(self._choices.of(name)) if text.strip()] for name in names}
        if not any(listed.values()):
            return
        sheet = self._workbook.create_sheet(_CHOICES_SHEET)
        sheet.sheet_state = "hidden"
        for column, (letter, (name, texts)) in enumerate(zip("ABCD", listed.items(), strict=True), start=1):
            for row, text in enumerate(texts, start=1):
                _set_text(sheet.cell(row, column), text)
                sheet.cell(row, column).number_format = "@"
            if texts:
                self._lists[name] = f"'{_CHOICES_SHEET}'!${letter}$1:${letter}${len(texts)}"

    def _write_described(self) -> None:
        """Write what is known of the competencies on a hidden sheet, which an author may show to look it up."""
        if not self._choices.described:
            return
        sheet = self._workbook.create_sheet(_DESCRIBED_SHEET)
        sheet.sheet_state = "hidden"
        sheet.freeze_panes = "A2"
        names = ("competency", "definition", "level", "title")
        rows = [tuple(self._words[name] for name in names)]
        rows += [(one.name, one.definition, one.level, one.title) for one in self._choices.described]
        for row, texts in enumerate(rows, start=1):
            for column, text in enumerate(texts, start=1):
                cell = sheet.cell(row, column)
                cell.font, cell.alignment = self._bold if row == 1 else self._plain, self._wrap
                if text:
                    _set_text(cell, text)
        for letter, width in zip("ABCD", (30, 80, 10, 60), strict=True):
            sheet.column_dimensions[letter].width = width

    def _offer(self, name: str | None, column: int, top: int, bottom: int) -> None:
        """Let cells offer a list; what is not on it may be typed all the same."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        source = self._lists.get(name or "")
        if source is None:
            return
        offer = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(column)
        offer.add(f"{letter}{top}:{letter}{bottom}")
        self._sheet.add_data_validation(offer)

    def _set_up_page(self) -> None:
        sheet = self._sheet
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.oddFooter.center.text = "&P / &N"
        self._workbook.properties.creator = None
        self._workbook.properties.title = self._form.name
        self._workbook.properties.language = self._form.language


def _spans(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Return the first and last column of the sheet for each column of a table.

    The first one takes the column of bullets too, the last one what is left.
    """
    count = len(_WIDTHS)
    spans: list[tuple[int, int]] = []
    at = 1
    for number in range(len(columns)):
        last = count if number == len(columns) - 1 else max(at, _VALUE - 1)
        spans.append((at, last))
        at = last + 1
    return spans


def _set_text(cell: Cell, text: str) -> None:
    cell.value = text_for_cell(text)
    cell.data_type = "s"
    if is_formula_like(text):
        cell.quotePrefix = True
