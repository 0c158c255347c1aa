"""The tables of CSV files that were exported and edited: one file, or a zip file of the whole folder."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from competencygraph.errors import UnreadableDocumentError
from competencygraph.imports.port import Fault, FilePlace, ImportFile, Unplaced
from competencygraph.imports.tables.given import Given, GivenCell, GivenRow, GivenTable, Record, read_record
from competencygraph.imports.tables.values import NoValueError, text_value
from competencygraph.spreadsheets import coordinate
from competencygraph.tables import RECORD_FILE, Column, Table, list_tables, original_text

__all__ = ["is_csv_of_tables", "read_csv_tables"]

_LARGEST = 512 * 2**20
"""Bytes of all files together, unpacked."""
_LONGEST_FIELD = 2**24
_MOST_ROWS = 1_048_576
"""Rows of one file: what a sheet holds."""
_MOST_FAULTS = 1000
"""Faults after which a file is read no further: none of it is imported anyway."""
_DELIMITERS = ",;\t"
_LANGUAGE = "en"


def is_csv_of_tables(file: ImportFile) -> bool:
    """Return whether a file is a CSV file of one table, or a zip file with such files.

    Args:
        file: any file.

    >>> is_csv_of_tables(ImportFile("tasks.csv", b"id,profile_id,area_id,text", ""))
    True
    >>> is_csv_of_tables(ImportFile("notes.csv", b"a,b", ""))
    False
    """
    if file.data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
                return any(_table_of(name, ()) is not None for name in archive.namelist())
        except (zipfile.BadZipFile, ValueError):
            return False
    first = file.data[:10_000].removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    try:
        line = first[0].decode("utf-8") if first else ""
    except UnicodeDecodeError:
        return False
    header = _fields(line, _delimiter(line))
    return header[:1] == ["id"] and _table_of(file.name, header) is not None


def read_csv_tables(file: ImportFile, mask: Callable[[str], str]) -> Given:
    """Return the tables of CSV files.

    Args:
        file: one of them, or a zip file with several.
        mask: returns a text with contact data of persons masked.

    Returns:
        The tables, what was exported then, the fields that cannot be read, and what is not looked at.

    Raises:
        UnreadableDocumentError: a file is no UTF-8 text, or the zip file is damaged or too large.
    """
    faults: list[Fault] = []
    unplaced: list[Unplaced] = []
    tables: dict[str, GivenTable] = {}
    record: Record | None = None
    for name, data in _files(file):
        text = _text(name, data)
        if name == RECORD_FILE:
            record = read_record(list(csv.reader(io.StringIO(text, newline=""))), file.name)
            continue
        first = next(iter(text.splitlines()), "")
        delimiter = _delimiter(first)
        table = _table_of(name, _fields(first, delimiter))
        if table is None or table.name in tables:
            if name.endswith(".csv"):
                unplaced.append(Unplaced("a file that is none of the tables", 1, FilePlace(sheet=name)))
            continue
        tables[table.name] = _read(name, table, text, delimiter, mask, faults, unplaced)
    if record is None:
        unplaced.append(Unplaced(f"{RECORD_FILE} is not there: rows that are gone are left alone"))
    return Given(tables, record, tuple(faults), tuple(unplaced))


def _files(file: ImportFile) -> Iterator[tuple[str, bytes]]:
    if not file.data.startswith(b"PK"):
        yield file.name, file.data
        return
    problem = UnreadableDocumentError("the zip file is damaged or too large", where=file.name, remedy="make it anew")
    left = _LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            for member in sorted(archive.infolist(), key=lambda member: member.filename):
                name = PurePosixPath(member.filename).name
                if member.is_dir() or not name.endswith(".csv"):
                    continue
                with archive.open(member) as part:
                    data = part.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise problem
                yield name, data
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise problem from error


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            "the file is no UTF-8 text", where=name, remedy="save it as “CSV UTF-8”"
        ) from error


def _delimiter(line: str) -> str:
    """Return what stands between the fields of a header: spreadsheets use what their region uses."""
    return max(_DELIMITERS, key=line.count)


def _fields(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _table_of(name: str, header: Sequence[str]) -> Table | None:
    """Return the table that a file holds: by its name, else by its columns."""
    stem = PurePosixPath(name).stem.casefold()
    for table in list_tables():
        if stem == table.name and PurePosixPath(name).suffix == ".csv":
            return table
    fitting = [table for table in list_tables() if header and tuple(header) == table.names]
    return fitting[0] if len(fitting) == 1 else None


def _read(
    name: str,
    table: Table,
    text: str,
    delimiter: str,
    mask: Callable[[str], str],
    faults: list[Fault],
    unplaced: list[Unplaced],
) -> GivenTable:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    by_name = {column.name: column for column in table.columns}
    columns: dict[int, Column] = {}
    rows: list[GivenRow] = []
    try:
        for number, title in enumerate(next(reader, []), start=1):
            if title in by_name and by_name[title] not in columns.values():
                columns[number] = by_name[title]
            elif title in by_name:
                faults.append(Fault("two columns have this heading", FilePlace(sheet=name, cell=coordinate(1, number))))
            elif title:
                unplaced.append(
                    Unplaced("a column that is none of the table", 1, FilePlace(sheet=name, cell=coordinate(1, number)))
                )
        missing = [
            column.name
            for column in table.columns
            if column not in columns.values() and (column.hidden or column.name in table.key)
        ]
        if missing:
            faults.append(
                Fault(f"the columns {', '.join(missing)} are missing", FilePlace(sheet=name), "delete no column")
            )
        start = reader.line_num + 1
        for row, fields in enumerate(reader, start=2):
            if row > _MOST_ROWS:
                raise UnreadableDocumentError(
                    f"the file has more than {_MOST_ROWS} rows", where=name, remedy="divide it, or remove blank rows"
                )
            given = _row(name, row, start, fields, columns, mask, faults)
            start = reader.line_num + 1
            if len(faults) > _MOST_FAULTS:
                break
            if given.cells:
                rows.append(given)
    except csv.Error as error:
        faults.append(
            Fault(f"the file is no CSV ({error})", FilePlace(sheet=name, line=reader.line_num), "save it anew")
        )
    return GivenTable(table, name, frozenset(column.name for column in columns.values()), tuple(rows))


def _row(
    name: str,
    row: int,
    line: int,
    fields: Sequence[str],
    columns: Mapping[int, Column],
    mask: Callable[[str], str],
    faults: list[Fault],
) -> GivenRow:
    cells: dict[str, GivenCell] = {}
    places = {
        column.name: FilePlace(line=line, sheet=name, cell=coordinate(row, number))
        for number, column in columns.items()
    }
    for number, column in columns.items():
        field = original_text(fields[number - 1]) if number <= len(fields) else ""
        try:
            value = text_value(field, column, _LANGUAGE)
        except NoValueError as error:
            what, _, remedy = str(error).partition(": ")
            faults.append(Fault(what, places[column.name], remedy or None))
            continue
        if isinstance(value, str) and not column.hidden:
            value = mask(value)
        if value is not None:
            cells[column.name] = GivenCell(value, places[column.name])
    if len(fields) > max(columns, default=0) and any(fields[max(columns, default=0) :]):
        place = FilePlace(line=line, sheet=name, cell=coordinate(row, max(columns, default=0) + 1))
        faults.append(Fault("the row has more fields than the header", place, "quote texts that hold the delimiter"))
    return GivenRow(cells, places)
