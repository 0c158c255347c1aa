"""The parts of a sheet: rows of one cell are lines, rows of several make tables, told apart by gaps and looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from competencygraph.ingest.readers.xlsx_cells import ShownCell, ShownRow

__all__ = ["SheetLine", "SheetTable", "blocks_of"]

_SIGN = re.compile(r"[•·∙▪▫◦‣⁃●■□○➢➤►▶✓✔❖◆*–—☐☑-]|\uf0b7|o")
_TYPED_SIGN = re.compile(r"(?:[•·∙▪▫◦‣⁃●■□○➢➤►▶✓✔❖◆*–—-]|\uf0b7|o)\s+(?=\S)")
_BRACKETS = (("(", ")"), ("[", "]"))
_GUIDANCE = "↳"
_NUMBER = re.compile(r"(?P<number>\d{1,2}|[a-z])[.)]?")
_SHORT_VALUE = re.compile(r"\W*|\w{1,3}")
_FIGURE = re.compile(r"\W*|[xX]|[\d.,%\s]+")
_MAX_COLUMNS = 400
_MAX_PLACES = 100_000
_LARGER = 1.1
_GROUP_WORDS = 10
_FEWEST_SIDE = 2
_HEADER_ROWS = 2
_NAMES_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A cell whose text stands apart from tables.

    Args:
        cell: the cell.
        gap: whether a blank row stands above it.
        mark: the list mark that a cell before it holds; empty without one.
    """

    cell: ShownCell
    gap: bool
    mark: str = ""


class SheetTable:
    """Rows of cells that belong together.

    Args:
        rows: the rows, the first ones.
        gap: whether a blank row stands above it.
    """

    def __init__(self, rows: Sequence[ShownRow] = (), *, gap: bool = False) -> None:
        self.rows: list[ShownRow] = []
        self.gap = gap
        self.has_header = False
        self.has_body = False
        self._columns: set[int] = set()
        self._starts: list[int] = []
        for row in rows:
            self.add(row)

    def add(self, row: ShownRow) -> None:
        """Add a row at the end."""
        is_header = _is_header(row) or (not self.rows and _begins_columns(row))
        self.has_header = self.has_header or (is_header and len(self.rows) < _HEADER_ROWS)
        self.has_body = self.has_body or not is_header
        self.rows.append(row)
        self._columns.update(cell.column for cell in row.cells)

    @property
    def starts(self) -> list[int]:
        """Return the columns of the sheet in which a cell begins, from left to right."""
        if len(self._starts) < len(self._columns):
            self._starts = sorted(self._columns)
        return self._starts

    @property
    def is_readable(self) -> bool:
        """Return whether it is no larger than tables that people read."""
        columns = len(self._columns)
        return columns <= _MAX_COLUMNS and columns * len(self.rows) <= _MAX_PLACES


def blocks_of(rows: Sequence[ShownRow]) -> Iterator[SheetLine | SheetTable]:
    """Return the parts of a sheet in reading order.

    A row of one cell is a line, and so is a list sign with the text beside it, once for each item in it. Rows of
    several cells that follow one another make a table. A row of one cell between them belongs to it: the name of a
    group, a name alone, a text that carries on the row above. It is a line, and ends the table, when its letters are
    larger, when nothing of the table follows it, or when a header does. Blank rows end a table, unless it has a header
    that is set off and rows of its own follow. Tables side by side, with a blank column between, are given one after
    the other.

    Args:
        rows: the rows that show text.

    Yields:
        Lines and tables.
    """
    usual = _usual_size(rows)
    table = SheetTable()
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        mark = _list_mark(row, table)
        if table.rows and mark is None and _carries_on(table, row, following, usual):
            table.add(row)
            continue
        if table.rows:
            yield from _finished(table)
            table = SheetTable()
        if mark is not None:
            items = [item for cell in row.cells[1:] for item in _items(cell)]
            yield from (SheetLine(item, row.gap and not at, mark) for at, item in enumerate(items))
        elif len(row.cells) == 1:
            yield SheetLine(row.cells[0], row.gap)
        else:
            table = SheetTable([row], gap=row.gap)
    if table.rows:
        yield from _finished(table)


def _usual_size(rows: Sequence[ShownRow]) -> float:
    sizes = [cell.size for row in rows for cell in row.cells if cell.size is not None]
    return median(sizes) if sizes else 0.0


def _list_mark(row: ShownRow, table: SheetTable) -> str | None:
    """Return the list sign that a row begins with, None when it begins with none, or is a row of a wide table."""
    first = row.cells[0]
    if len(row.cells) > 2 or _SIGN.fullmatch(first.text) is None:
        return None
    if table.rows and not row.gap and len(table.starts) > 2:
        return None
    return "•" if first.text in {"o", "\uf0b7"} else first.text


def _items(cell: ShownCell) -> Iterator[ShownCell]:
    """Yield a cell beside a list sign once for each item that it holds; a sign typed before one is left out."""
    if cell.text.startswith(_GUIDANCE):
        yield cell
        return
    closed = {end: max((at for at, line in enumerate(cell.lines) if end in line), default=-1) for _, end in _BRACKETS}
    items: list[list[str]] = []
    depth = dict.fromkeys(closed, 0)
    begins = True
    for at, line in enumerate(line.strip() for line in cell.lines):
        inside = any(depth[end] > 0 and at <= last for end, last in closed.items())
        if line and not begins and (inside or _goes_on(line)):
            items[-1].append(line)
        elif line:
            items.append([_TYPED_SIGN.sub("", line, count=1)])
            depth = dict.fromkeys(closed, 0)
        for start, end in _BRACKETS:
            depth[end] += line.count(start) - line.count(end)
        begins = not line
    yield from (replace(cell, lines=(" ".join(item),)) for item in items)


def _goes_on(line: str) -> bool:
    """Return whether a line carries on the item above it: it begins with a small letter, or with a bracket.

    >>> [_goes_on(line) for line in ("ook bij nacht", "(niveau B2)", "Sluiten", "- sluiten", "o sluiten", "2 talen")]
    [True, True, False, False, False, False]
    """
    return _TYPED_SIGN.match(line) is None and (line[0] == "(" or line[0].islower())


def _is_header(row: ShownRow) -> bool:
    """Return whether a row looks like one that names columns: several cells, all set off, no figures or ticks."""
    if len(row.cells) < 2 or not all(cell.is_marked and _FIGURE.fullmatch(cell.text) is None for cell in row.cells):
        return False
    return any(_SHORT_VALUE.fullmatch(cell.text) is None for cell in row.cells)


def _begins_columns(row: ShownRow) -> bool:
    """Return whether a row at the top of a table looks like its header, columns that figures name included."""
    return all(cell.is_marked for cell in row.cells) and _SHORT_VALUE.fullmatch(row.cells[0].text) is None


def _carries_on(table: SheetTable, row: ShownRow, following: ShownRow | None, usual: float) -> bool:
    """Return whether a row belongs to the table above it."""
    starts = table.starts
    first = row.cells[0]
    if row.gap:
        if not table.has_header or first.is_marked or first.column < starts[0] or row.cells[-1].column > starts[-1]:
            return False
        return len(row.cells) > 1 or (first.last_column < starts[1] and len(first.text.split()) <= _GROUP_WORDS)
    if len(row.cells) > 1:
        return not (_is_header(row) and table.has_body and _width(row) != _width(table.rows[-1]))
    return _stays_inside(table, row, following, usual)


def _width(row: ShownRow) -> tuple[int, bool]:
    return len(row.cells), row.cells[0].is_marked


def _stays_inside(table: SheetTable, row: ShownRow, following: ShownRow | None, usual: float) -> bool:
    """Return whether a row of one cell right below a table is one of its rows."""
    cell, starts = row.cells[0], table.starts
    is_wide = cell.last_column >= starts[1]
    if cell.size is not None and usual and cell.size >= usual * _LARGER:
        return False
    if cell.column > starts[0]:
        return cell.column <= starts[-1]
    if not is_wide and not cell.is_marked:
        return cell.column == starts[0] or (following is not None and not following.gap and len(following.cells) > 1)
    if following is None or following.gap or len(following.cells) == 1 or _is_header(following):
        return False
    if _list_mark(following, SheetTable()) is not None:
        return False
    return table.has_header and len(cell.text.split()) <= _GROUP_WORDS


def _finished(table: SheetTable) -> Iterator[SheetLine | SheetTable]:
    """Yield a table, or what it turns out to be: tables side by side, a numbered list, lines."""
    sides = _sides(table)
    if len(sides) > 1:
        for side in sides:
            yield from _finished(side)
    elif _is_numbered(table):
        for row in table.rows:
            number = _NUMBER.fullmatch(row.cells[0].text)
            yield SheetLine(row.cells[1], row.gap, f"{number['number']}." if number else "")
    elif not table.is_readable:
        yield from (SheetLine(cell, row.gap and not at) for row in table.rows for at, cell in enumerate(row.cells))
    else:
        yield table


def _is_numbered(table: SheetTable) -> bool:
    """Return whether the rows are numbers or letters that rise, each beside a text."""
    marks = []
    for row in table.rows:
        found = _NUMBER.fullmatch(row.cells[0].text) if len(row.cells) == 2 else None
        if found is None or _SHORT_VALUE.fullmatch(row.cells[1].text):
            return False
        marks.append(found["number"])
    if all(mark.isdecimal() for mark in marks):
        numbers = [int(mark) for mark in marks]
    elif all(mark.isalpha() for mark in marks):
        numbers = [ord(mark) for mark in marks]
    else:
        return False
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _sides(table: SheetTable) -> list[SheetTable]:
    """Return the tables that stand side by side in the rows, a blank column between; the table alone where none do.

    Each has two columns or more, and text in its first one: columns of ticks and levels belong to the names at their
    left.
    """
    starts = table.starts
    reach = {cell.column: 0 for row in table.rows for cell in row.cells}
    for row in table.rows:
        for cell in row.cells:
            reach[cell.column] = max(reach[cell.column], cell.last_column)
    covered = 0
    groups: list[list[int]] = []
    for column in starts:
        if not groups or column > covered + 1:
            groups.append([])
        groups[-1].append(column)
        covered = max(covered, reach[column])
    if len(groups) < 2 or any(len(group) < _FEWEST_SIDE for group in groups):
        return [table]
    sides = [_side(table, group[0], group[-1]) for group in groups]
    return sides if all(_begins_with_names(side) for side in sides) else [table]


def _side(table: SheetTable, first: int, last: int) -> SheetTable:
    rows = [replace(row, cells=tuple(cell for cell in row.cells if first <= cell.column <= last)) for row in table.rows]
    return SheetTable([row for row in rows if row.cells], gap=table.gap)


def _begins_with_names(table: SheetTable) -> bool:
    first = table.starts[0]
    texts = [row.cells[0].text for row in table.rows if row.cells[0].column == first]
    names = sum(1 for text in texts if _SHORT_VALUE.fullmatch(text) is None)
    return bool(texts) and names >= len(texts) * _NAMES_SHARE
