"""What a file of tables gives: rows of known tables, each cell with its place, and what was exported then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from competencygraph.errors import UsageError
from competencygraph.imports.port import Fault, FilePlace, Unplaced
from competencygraph.tables import FORMAT_VERSION, MARK_LENGTH, Table, Value

__all__ = ["Given", "GivenCell", "GivenRow", "GivenTable", "Record", "read_record"]


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell that holds something.

    Args:
        value: of the type of its column.
        place: where it stands.
    """

    value: Value
    place: FilePlace


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A row that holds something.

    Args:
        cells: by column; a column that is empty here has none.
        places: where the cell of each column stands, filled or not.
    """

    cells: Mapping[str, GivenCell]
    places: Mapping[str, FilePlace]

    def value(self, column: str) -> Value:
        """Return what a column holds, None for nothing."""
        cell = self.cells.get(column)
        return None if cell is None else cell.value

    def place(self, column: str = "") -> FilePlace:
        """Return where the cell of a column stands; without a column, the first that holds something."""
        if column in self.places:
            return self.places[column]
        return next((cell.place for cell in self.cells.values()), next(iter(self.places.values())))


@dataclass(frozen=True, slots=True)
class GivenTable:
    """A table of the file.

    Args:
        table: its definition.
        title: what the file calls it: the sheet, or the file of a folder.
        columns: the columns that the file has; the others are left alone.
        rows: from top to bottom.
    """

    table: Table
    title: str
    columns: frozenset[str]
    rows: tuple[GivenRow, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the file says of the export that it comes from.

    Args:
        marks: by table, the marks of each row by its key, in the order of the export.
        language: of headings and choices.
    """

    marks: Mapping[str, Mapping[str, str]]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Given:
    """What a file gives.

    Args:
        tables: that it has, by name.
        record: of its export; None where it has none.
        faults: cells that cannot be read.
        unplaced: what is not looked at.
    """

    tables: Mapping[str, GivenTable]
    record: Record | None = None
    faults: tuple[Fault, ...] = ()
    unplaced: tuple[Unplaced, ...] = field(default=())


def read_record(rows: Sequence[Sequence[str]], name: str) -> Record:
    """Return what was exported.

    Args:
        rows: of the record: the version, the language and the store, then table, key and marks of each row.
        name: of the file.

    Returns:
        The record.

    Raises:
        UsageError: another version wrote it.

    >>> read_record([["competencygraph", "1", "nl"], ["tasks", "urn:a", "c5513b4a"]], "a.xlsx").marks
    {'tasks': {'urn:a': 'c5513b4a'}}
    """
    head = list(rows[0]) if rows else []
    if head[:2] != ["competencygraph", str(FORMAT_VERSION)]:
        raise UsageError("another version wrote these tables", where=name, remedy="export them again with this version")
    marks: dict[str, dict[str, str]] = {}
    for row in rows[1:]:
        table = marks.setdefault(row[0] if row else "", {})
        if len(row) > 2 and row[1] and len(row[2]) % MARK_LENGTH == 0:
            table[row[1]] = row[2]
    return Record(marks, head[2] if len(head) > 2 else "en")
