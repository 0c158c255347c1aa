"""The tables of a workbook that was exported and edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from competencygraph.imports.port import Fault, FilePlace, ImportFile, Unplaced
from competencygraph.imports.tables.given import Given, GivenCell, GivenRow, GivenTable, Record, read_record
from competencygraph.imports.tables.values import NoValueError, cell_value
from competencygraph.spreadsheets import DEFAULT_SHEET_LIMITS, Sheet, SheetLimits, coordinate, read_workbook
from competencygraph.tables import LISTS_SHEET, RECORD_SHEET, Column, Table, list_tables

__all__ = ["read_tables", "titles_of_sheets"]

_LANGUAGES = ("nl", "fr", "en")
#: A workbook of a million statements holds some 800,000 cells.
_LIMITS = SheetLimits(
    inflated_bytes=4 * DEFAULT_SHEET_LIMITS.inflated_bytes,
    cells=8 * DEFAULT_SHEET_LIMITS.cells,
    characters=10 * DEFAULT_SHEET_LIMITS.characters,
    merged=DEFAULT_SHEET_LIMITS.merged,
    sheets=DEFAULT_SHEET_LIMITS.sheets,
)


def titles_of_sheets() -> dict[str, Table]:
    """Return the tables by what a sheet of theirs is called, in any language, in small letters."""
    found = {table.name: table for table in list_tables()}
    for table in list_tables():
        for language in _LANGUAGES:
            found.setdefault(table.title(language).casefold(), table)
    return found


def read_tables(file: ImportFile, mask: Callable[[str], str]) -> Given:
    """Return the tables of a workbook.

    Args:
        file: the workbook.
        mask: returns a text with contact data of persons masked.

    Returns:
        The tables that it has, what was exported then, the cells that cannot be read, and what is not looked at.

    Raises:
        UsageError: it cannot be read, or another version wrote it.
    """
    book = read_workbook(Path(file.name), file.data, _LIMITS)
    faults: list[Fault] = []
    unplaced: list[Unplaced] = []
    titles = titles_of_sheets()
    tables: dict[str, GivenTable] = {}
    first = book.sheets[0].name if book.sheets else ""
    hidden = {sheet.name: sheet for sheet in book.sheets if sheet.name in {RECORD_SHEET, LISTS_SHEET}}
    record = _record(file, hidden.get(RECORD_SHEET))
    language = "en" if record is None else record.language
    for sheet in book.sheets:
        table = titles.get(sheet.name.strip().casefold())
        if sheet.name in hidden:
            continue
        if table is None or table.name in tables:
            if sheet.name != first:
                unplaced.append(
                    Unplaced("a sheet that is none of the tables", len(sheet.cells), FilePlace(sheet=sheet.name))
                )
            continue
        tables[table.name] = _SheetReader(sheet, table, language, mask, faults, unplaced).read()
    if book.comments:
        unplaced.append(Unplaced("comments"))
    if record is None:
        unplaced.append(
            Unplaced("the hidden sheet with what was exported is missing: rows that are gone are left alone")
        )
    return Given(tables, record, tuple(faults), tuple(unplaced))


def _record(file: ImportFile, sheet: Sheet | None) -> Record | None:
    """Return what was exported, None where the workbook does not say it."""
    if sheet is None:
        return None
    rows: dict[int, list[str]] = {}
    for (row, column), cell in sheet.cells.items():
        fields = rows.setdefault(row, [])
        fields += [""] * (column - len(fields) - 1)
        fields.append(str(cell.value))
    return read_record(list(rows.values()), file.name)


class _SheetReader:
    """Reads one sheet; what it cannot read becomes a fault."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        language: str,
        mask: Callable[[str], str],
        faults: list[Fault],
        unplaced: list[Unplaced],
    ) -> None:
        self._sheet = sheet
        self._table = table
        self._language = language
        self._mask = mask
        self._faults = faults
        self._unplaced = unplaced

    def read(self) -> GivenTable:
        """Return the table of the sheet."""
        columns = self._header()
        self._merged(columns)
        by_row: dict[int, list[int]] = {}
        beyond: list[tuple[int, int]] = []
        for row, column in self._sheet.cells:
            if row > 1 and column in columns:
                by_row.setdefault(row, []).append(column)
            elif row > 1:
                beyond.append((row, column))
        if beyond:
            self._unplaced.append(
                Unplaced("cells outside the columns of the table", len(beyond), self._place(*min(beyond)))
            )
        rows = [given for row, found in sorted(by_row.items()) if (given := self._row(row, found, columns)).cells]
        names = frozenset(column.name for column in columns.values())
        return GivenTable(self._table, self._sheet.name, names, tuple(rows))

    def _place(self, row: int, column: int) -> FilePlace:
        return FilePlace(sheet=self._sheet.name, cell=coordinate(row, column))

    def _header(self) -> dict[int, Column]:
        """Return the columns by their number."""
        found: dict[int, Column] = {}
        others: list[tuple[int, str]] = []
        for (row, number), cell in self._sheet.cells.items():
            if row != 1:
                continue
            column = _column(self._table, cell.text.strip())
            if column is None:
                others.append((number, cell.text.strip()))
            elif column.name in {one.name for one in found.values()}:
                self._fault(self._place(1, number), "two columns have this heading", "give each column its own")
            else:
                found[number] = column
        there = {column.name for column in found.values()}
        for number, title in others:
            expected = self._table.columns[number - 1] if number <= len(self._table.columns) else None
            if expected is not None and expected.name not in there:
                wanted = expected.title(self._language)
                self._fault(self._place(1, number), f"the heading “{title[:40]}” was “{wanted}”", "write that again")
        for column in self._table.columns:
            if (column.name in self._table.key or column.hidden) and column.name not in there:
                place = self._place(1, self._table.columns.index(column) + 1)
                wanted = column.title(self._language)
                self._fault(
                    place, f"the column “{wanted}” is missing", "edit the exported workbook, and delete no column"
                )
        return found

    def _merged(self, columns: dict[int, Column]) -> None:
        for merged in self._sheet.merged:
            if any(merged.first_column <= number <= merged.last_column for number in columns):
                self._fault(
                    self._place(merged.first_row, merged.first_column), "cells are merged here", "split them again"
                )

    def _row(self, row: int, found: Sequence[int], columns: dict[int, Column]) -> GivenRow:
        cells: dict[str, GivenCell] = {}
        for number in found:
            column, place = columns[number], self._place(row, number)
            try:
                value = cell_value(self._sheet.cells[row, number], column, self._language)
            except NoValueError as error:
                what, _, remedy = str(error).partition(": ")
                self._fault(place, what, remedy or None)
                continue
            if isinstance(value, str) and not column.hidden:
                value = self._mask(value)
            if value is not None:
                cells[column.name] = GivenCell(value, place)
        places = {column.name: self._place(row, number) for number, column in columns.items()}
        return GivenRow(cells, places)

    def _fault(self, place: FilePlace, what: str, remedy: str | None) -> None:
        self._faults.append(Fault(what, place, remedy))


def _column(table: Table, title: str) -> Column | None:
    """Return the column with a name or a title in any language."""
    for column in table.columns:
        if title == column.name or title.casefold() in {words.casefold() for words in column.titles.values()}:
            return column
    return None
