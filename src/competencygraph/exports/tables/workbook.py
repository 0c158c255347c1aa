"""The tables as one workbook that people edit and hand back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from competencygraph.errors import MissingExtraError, UsageError
from competencygraph.exports.source import Source
from competencygraph.spreadsheets import coordinate, fits_cell, is_formula_like, same_bytes, text_for_cell
from competencygraph.tables import (
    BOOLEAN_WORDS,
    FORMAT_VERSION,
    LISTS_SHEET,
    RECORD_SHEET,
    Column,
    Row,
    Table,
    TableReader,
    Value,
    list_tables,
    row_key,
    row_marks,
)
from competencygraph.terms import safe_yaml

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["write_tables"]

_LAST_ROW = 1_048_576
_FONT = "Calibri"
_SAMPLE = 300
_WIDEST, _NARROWEST = 60, 9
_LINE_HEIGHT = 15.0
_MOST_LINES = 27
_MAX_DIGITS = 15
#: Values of a list that someone still chooses from.
_LONGEST_LIST = 5000
_BLUE, _GREY = "1F3864", "7F7F7F"
#: What a column of names can be chosen from: the column of the table that it names.
_LISTS = {
    "profile": "profiles",
    "competency": "competencies",
    "group": "groups",
    "level": "levels",
    "criterion": "criteria",
}
_LANGUAGES = ("nl", "fr", "de", "en")


def write_tables(source: Source) -> bytes:
    """Return the tables of a store as the bytes of an ``.xlsx`` file.

    Args:
        source: the store; its language is that of headings and of the first sheet.

    Returns:
        The file: a sheet that says what it is and how to edit it, a sheet a table, and hidden sheets with the values to
        choose from and with marks of what was exported. No cell is a formula; a text that a spreadsheet would take for
        one is marked as text. The same store gives the same bytes.

    Raises:
        MissingExtraError: openpyxl is not installed.
        UsageError: a table has more rows than a sheet.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError(
            "a workbook needs openpyxl", where="xlsx", remedy="pip install 'competencygraph[excel]'"
        ) from error
    workbook = Workbook(write_only=True)
    day = _last_day(source)
    raw = io.BytesIO()
    try:
        _Writer(workbook, source, day).write()
        workbook.save(raw)
    finally:
        # An export that was broken off leaves parts behind that complain when they are thrown away.
        for sheet in workbook.worksheets:
            if not sheet.closed:
                sheet.close()
    return same_bytes(raw.getvalue(), day)


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, workbook: Workbook, source: Source, day: str | None) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self._workbook: Any = workbook
        self._source = source
        self._language = source.language
        self._day = day
        self._top = Alignment(vertical="top", wrap_text=True)
        self._plain = Alignment(vertical="top")
        self._white = Font(name=_FONT, bold=True, color="FFFFFF")
        self._bold = Font(name=_FONT, bold=True)
        self._large = Font(name=_FONT, bold=True, size=16)
        self._fills = {colour: PatternFill("solid", fgColor=colour) for colour in (_BLUE, _GREY)}
        self._lists: dict[str, dict[str, None]] = {name: {} for name in _LISTS}
        self._list_columns = {name: number for number, name in enumerate(_LISTS, start=1)}
        self._cut: list[str] = []
        self._written = 0

    def write(self) -> None:
        """Write all sheets."""
        tables = list_tables()
        first: Any = self._workbook.create_sheet(self._word("sheet"))
        sheets = [self._workbook.create_sheet(table.title(self._language)) for table in tables]
        lists: Any = self._workbook.create_sheet(LISTS_SHEET)
        record: Any = self._workbook.create_sheet(RECORD_SHEET)
        lists.sheet_state = "hidden"
        record.sheet_state = "veryHidden"
        store = self._source.store
        self._record(record, ["competencygraph", FORMAT_VERSION, self._language, self._source.base, store.digest()])
        reader = TableReader(store)
        counts: list[int] = []
        for done, (table, sheet) in enumerate(zip(tables, sheets, strict=True)):
            self._source.tick(done, len(tables))
            counts.append(self._table(sheet, record, table, reader.rows(table)))
        self._source.tick(len(tables), len(tables))
        self._write_lists(lists)
        for table, sheet, count in zip(tables, sheets, counts, strict=True):
            self._choices(sheet, table, count)
        self._read_me(first, list(zip(tables, counts, strict=True)))

    def _word(self, key: str) -> str:
        words = _words()[key]
        return str(words.get(self._language, words["en"]))

    def _table(self, sheet: Any, record: Any, table: Table, rows: Iterator[Row]) -> int:
        """Write one table and return how many rows it has."""
        sample = list(islice(rows, _SAMPLE))
        widths = [self._width(column, [row[number] for row in sample]) for number, column in enumerate(table.columns)]
        self._prepare(sheet, table, widths)
        self._record(record, [table.name])
        count = 0
        for count, row in enumerate(chain(sample, rows), start=1):
            number = count + 1
            if number > _LAST_ROW or self._written >= _LAST_ROW:
                raise UsageError(
                    "a table has more rows than a sheet holds",
                    where=f"xlsx, {table.name}",
                    remedy="choose the format csv",
                )
            shown = [self._shown(column, value) for column, value in zip(table.columns, row, strict=True)]
            lines = [
                sum(1 + len(line) // (width - 2) for line in text.splitlines())
                for column, text, width in zip(table.columns, shown, widths, strict=True)
                if not column.hidden and isinstance(text, str) and len(text) > width - 2
            ]
            if (most := max(lines, default=1)) > 1:
                sheet.row_dimensions[number].height = _LINE_HEIGHT * min(most, _MOST_LINES)
            place = f"{table.title(self._language)}!"
            sheet.append(
                [
                    self._cell(sheet, column, value, f"{place}{coordinate(number, at)}")
                    for at, (column, value) in enumerate(zip(table.columns, shown, strict=True), start=1)
                ]
            )
            self._record(record, [table.name, row_key(table, row), row_marks(row)])
            self._remember(table, row)
        return count

    def _prepare(self, sheet: Any, table: Table, widths: Sequence[int]) -> None:
        """Set what stands before the first row: widths, hidden columns, the header, how it prints."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet.freeze_panes = "A2"
        for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width = width
            dimension.hidden = column.hidden
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        titles = [column.title(self._language) for column in table.columns]
        if any(len(title) > width - 4 for title, width in zip(titles, widths, strict=True)):
            sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
        header = []
        for column in table.columns:
            cell = WriteOnlyCell(sheet, column.title(self._language))
            cell.font, cell.fill = self._white, self._fills[_BLUE if column.editable else _GREY]
            cell.alignment = self._top
            header.append(cell)
        sheet.append(header)

    def _choices(self, sheet: Any, table: Table, count: int) -> None:
        """Add the filter, and the lists that cells are chosen from."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count + 1}"
        for number, column in enumerate(table.columns, start=1):
            formula, strict = "", True
            if column.choices:
                words = (names.get(self._language, names["en"]) for names in column.choices.values())
                formula = '"{}"'.format(",".join(words))
            elif column.name == "language":
                formula, strict = '"{}"'.format(",".join(_LANGUAGES)), False
            elif column.type == "boolean":
                formula = '"{}"'.format(",".join(str(self._shown(column, value)) for value in (True, False)))
            elif column.name in _LISTS and self._lists[column.name] and table.name != _LISTS[column.name]:
                letter = get_column_letter(self._list_columns[column.name])
                formula = f"{LISTS_SHEET}!${letter}$2:${letter}${len(self._lists[column.name]) + 1}"
                strict = False
            if not formula:
                continue
            validation = DataValidation(type="list", formula1=formula, allow_blank=True)
            validation.errorStyle = "stop" if strict else "warning"
            validation.showErrorMessage = True
            validation.error = self._word("choose")
            letter = get_column_letter(number)
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.data_validations.append(validation)

    def _remember(self, table: Table, row: Row) -> None:
        """Keep a value that cells of other tables are chosen from."""
        for name, owner in _LISTS.items():
            if owner == table.name and len(self._lists[name]) < _LONGEST_LIST:
                column = name if name in table.names else table.readable[0]
                value = row[table.names.index(column)]
                if isinstance(value, str):
                    self._lists[name].setdefault(value)

    def _write_lists(self, sheet: Any) -> None:
        columns = [[name, *sorted(values)] for name, values in self._lists.items()]
        for number in range(max(map(len, columns))):
            sheet.append([self._text(sheet, column[number]) if number < len(column) else None for column in columns])

    def _record(self, sheet: Any, values: Sequence[str | int]) -> None:
        self._written += 1
        sheet.append([self._text(sheet, value) if isinstance(value, str) else value for value in values])

    def _shown(self, column: Column, value: Value) -> Value:
        """Return a value as people see it."""
        if column.choices and isinstance(value, str) and value in column.choices:
            names = column.choices[value]
            return names.get(self._language, names["en"])
        if isinstance(value, bool):
            return BOOLEAN_WORDS[value].get(self._language, BOOLEAN_WORDS[value]["en"])
        return value

    def _width(self, column: Column, values: Sequence[Value]) -> int:
        texts = [str(self._shown(column, value)) for value in values if value is not None]
        longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
        title = column.title(self._language)
        word = max(len(part) for part in title.split()) + 4
        return max(min(longest + 2, _WIDEST), min(len(title) + 4, 16), word, _NARROWEST)

    def _cell(self, sheet: Any, column: Column, value: Value, place: str) -> Any:
        """Return a cell; text never becomes a formula."""
        from openpyxl.cell import WriteOnlyCell

        if value is None:
            return self._blank(sheet)
        if isinstance(value, int | Decimal) and _exact(value):
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = "0" if isinstance(value, int) else "0.00##############"
            cell.alignment = self._plain
            return cell
        text = str(value)
        if not fits_cell(text):
            self._cut.append(place)
        cell = self._text(sheet, text)
        cell.alignment = self._plain if column.hidden else self._top
        if column.type == "string":
            cell.number_format = "@"
        return cell

    def _blank(self, sheet: Any) -> Any:
        """Return an empty cell, so that every row reaches the last column."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, None)
        cell.alignment = self._top
        return cell

    def _text(self, sheet: Any, text: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(sheet, None)
        cell.value = text_for_cell(text)
        cell.data_type = "s"
        if is_formula_like(text):
            cell.quotePrefix = True
        return cell

    def _read_me(self, sheet: Any, counts: Sequence[tuple[Table, int]]) -> None:
        """Write the first sheet: what this is, which data, how to edit it and hand it back."""
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet.column_dimensions["A"].width = 34
        sheet.column_dimensions["B"].width = 100
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.sheet_view.showGridLines = False
        steps = [str(step.get(self._language, step["en"])) for step in _words()["steps"]]
        lines: list[tuple[str, str]] = [(self._word("title"), ""), ("", ""), ("", self._word("what")), ("", "")]
        lines += [(self._word("day"), self._day)] if self._day else []
        lines += [(self._word("store"), self._source.store.digest()), (self._word("base"), self._source.base), ("", "")]
        lines += [
            (self._word("edit") if number == 1 else "", f"{number}. {step}") for number, step in enumerate(steps, 1)
        ]
        lines += [("", self._word("back")), ("", ""), (self._word("tables"), "")]
        for table, count in counts:
            about = table.about.get(self._language, table.about["en"])
            lines.append((table.title(self._language), f"{about} ({count} {self._word('rows')})"))
        if self._cut:
            lines += [("", ""), (self._word("tables"), f"{self._word('cut')}: {', '.join(self._cut[:100])}")]
        for number, (left, right) in enumerate(lines, start=1):
            cells = [self._text(sheet, left), self._text(sheet, right)]
            cells[0].font = self._large if number == 1 else self._bold
            cells[0].alignment = self._plain if number == 1 else self._top
            cells[1].alignment = self._top
            height = max(1, 1 + len(right) // 96, 0 if number == 1 else 1 + len(left) // 32)
            sheet.row_dimensions[number].height = 24.0 if number == 1 else _LINE_HEIGHT * height
            sheet.append(cells)


def _exact(value: int | Decimal) -> bool:
    """Return whether a spreadsheet, which counts in binary fractions of 15 digits, can hold a number."""
    digits = str(value).lstrip("-").replace(".", "").strip("0") or "0"
    return len(digits) <= _MAX_DIGITS and abs(value) < 10**_MAX_DIGITS


def _last_day(source: Source) -> str | None:
    """Return the day of the last change of the store, None for a store without a journal."""
    times = (str(entry["time"]) for entry in source.store.journal() if "time" in entry)
    return max(times, default="")[:10] or None


@cache
def _words() -> Any:
    return safe_yaml.load(files("competencygraph.exports.tables").joinpath("words.yaml").read_text(encoding="utf-8"))
