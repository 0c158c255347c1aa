"""Tables in plain text: cells between bars, between tabs, or set in columns under a header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from competencygraph.ingest.document import Cell, Line, Traits, make_lines

__all__ = ["TextTable", "find_tables", "lines_with_cells", "row_traits"]

_RULE = re.compile(r"\s*[+|]?(?:\s*:?[-=]{3,}:?\s*[+|]?)+\s*$")
_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_MARKER = re.compile(r"(?:[•·▪◦‣●■□○➢✓*–—-]|o|\(?\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)$")
_SENTENCE_END = re.compile(r"[.;,:!?]$")
_HEADER_WORDS = 6
_MAX_COLUMNS = 20
# How far a cell may begin beside the column that its header begins in.
_DRIFT = 1


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of a plain text.

    Args:
        rows: its rows, each with its cells: number of the raw line, column counted from 1, and text.
        rules: numbers of the lines that only draw it.
    """

    rows: tuple[tuple[tuple[int, int, str], ...], ...]
    rules: tuple[int, ...] = ()


def find_tables(raw: Sequence[str]) -> list[TextTable]:
    r"""Return the tables of a plain text that are clearly regular.

    Lines that follow each other make one when each has the same number of cells between bars (``|``) or tabs, or when
    their cells begin in the columns of a short header row, three or more spaces apart; at least two rows and two
    columns. Labels that end with a colon, and list markers behind which a tab stands, make none.

    Args:
        raw: the lines of the text.

    Returns:
        The tables in printed order.

    >>> [len(table.rows) for table in find_tables(["Niveau\tTaak", "B\tAdvies", "", "Doel"])]
    [2]
    """
    tables: list[TextTable] = []
    for block in _blocks(raw):
        table = _barred(block) or _tabbed(block) or _aligned(block)
        if table is not None:
            tables.append(table)
    return tables


def row_traits(tables: Sequence[TextTable], count: int) -> list[Traits]:
    """Return for each raw line of a text what tells it from the lines around the table that it is a row of.

    With them, `make_lines` joins no bullet that stands alone, such as a tick in a last cell, to a row.

    Args:
        tables: the tables of the text.
        count: how many raw lines there are.

    >>> table = TextTable((((2, 1, "Plannen"), (2, 2, "✓")),))
    >>> [traits.cell for traits in row_traits([table], 2)]
    [None, Cell(table=1, row=1, column=2, rows=1, columns=1)]
    """
    traits = [Traits()] * count
    for number, table in enumerate(tables, 1):
        for at, row in enumerate(table.rows, 1):
            for raw_number, column, _ in row:
                traits[raw_number - 1] = Traits(cell=Cell(number, at, column))
    return traits


def lines_with_cells(lines: Sequence[Line], tables: Sequence[TextTable]) -> tuple[Line, ...]:
    """Return the lines of a text, those of its tables one a cell.

    Args:
        lines: the lines without tables, made with `row_traits`.
        tables: what `find_tables` returned for the same text.

    Returns:
        The lines; the cells of one printed line share its number.
    """
    cells: dict[int, list[Line]] = {}
    gaps = {line.number: line.gap for line in lines}
    for number, table in enumerate(tables, 1):
        for at, row in enumerate(table.rows, 1):
            for raw_number, column, text in row:
                traits = Traits(cell=Cell(number, at, column))
                (made,) = make_lines([text], [traits])
                gap = gaps.get(raw_number, 0) if raw_number not in cells else 0
                cells.setdefault(raw_number, []).append(replace(made, number=raw_number, end=raw_number, gap=gap))
    return tuple(_merged(lines, cells))


def _merged(lines: Sequence[Line], cells: Mapping[int, Sequence[Line]]) -> Iterator[Line]:
    for line in lines:
        if line.number in cells:
            yield from cells[line.number]
        else:
            yield line


def _blocks(raw: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield the runs of lines that are not blank and could be rows, at least two each."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(raw, 1):
        if "|" in line or "\t" in line.strip() or _GAP.search(line) or (block and line.strip() and _may_go_on(line)):
            block.append((number, line))
            continue
        if len(block) >= 2:
            yield block
        block = []
    if len(block) >= 2:
        yield block


def _may_go_on(line: str) -> bool:
    """Return whether a line without a gap could carry on a cell of the row above it, or draw the table."""
    return line.startswith((" ", "\t")) or _RULE.match(line) is not None


def _barred(block: Sequence[tuple[int, str]]) -> TextTable | None:
    rules = tuple(number for number, line in block if _RULE.match(line))
    rows = [(number, _between_bars(line)) for number, line in block if number not in rules]
    widths = {len(cells) for _, cells in rows}
    if len(rows) < 2 or len(widths) != 1 or not 2 <= min(widths) <= _MAX_COLUMNS:
        return None
    return TextTable(tuple(_row(number, cells) for number, cells in rows), rules)


def _between_bars(line: str) -> list[str]:
    if "|" not in line:
        return []
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _tabbed(block: Sequence[tuple[int, str]]) -> TextTable | None:
    if not all("\t" in line.strip() for _, line in block):
        return None
    rows = [(number, [cell.strip() for cell in line.rstrip().split("\t")]) for number, line in block]
    if len({len(cells) for _, cells in rows}) > 1:
        rows = [(number, [cell.strip() for cell in line.split("\t")]) for number, line in block]
    widths = {len(cells) for _, cells in rows}
    if len(widths) != 1 or not 2 <= min(widths) <= _MAX_COLUMNS or _are_labels([cells[0] for _, cells in rows]):
        return None
    filled = [sum(1 for cell in cells if cell) for _, cells in rows]
    if min(filled) < 2:
        return None
    return TextTable(tuple(_row(number, cells) for number, cells in rows))


def _row(number: int, cells: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    return tuple((number, column, cell) for column, cell in enumerate(cells, 1) if cell)


def _aligned(block: Sequence[tuple[int, str]]) -> TextTable | None:
    """Return the table of lines that are set in the columns of the first, None where one of them is not."""
    rules = tuple(number for number, line in block if _RULE.match(line))
    lines = [(number, _fields(line)) for number, line in block if number not in rules]
    if not lines or not _is_header([text for _, text in lines[0][1]]):
        return None
    starts = [start for start, _ in lines[0][1]]
    rows: list[list[tuple[int, int, str]]] = []
    full = 0
    for number, fields in lines:
        columns = [_column(start, starts) for start, _ in fields]
        if None in columns:
            return None
        cells = [(number, column, text) for column, (_, text) in zip(columns, fields, strict=True) if column]
        full += len(cells) == len(starts)
        if rows and cells[0][1] != 1:
            rows[-1] += cells
        else:
            rows.append(cells)
    if full < 3 or _are_labels([row[0][2] for row in rows]):
        return None
    return TextTable(tuple(map(tuple, rows)), rules)


def _fields(line: str) -> list[tuple[int, str]]:
    """Return the parts of a line that three or more spaces set apart, each with the column it begins in."""
    expanded = line.expandtabs(8)
    fields: list[tuple[int, str]] = []
    start = len(expanded) - len(expanded.lstrip())
    for gap in _GAP.finditer(expanded):
        fields.append((start, expanded[start : gap.start()]))
        start = gap.end()
    fields.append((start, expanded[start:].rstrip()))
    return fields


def _is_header(texts: Sequence[str]) -> bool:
    return 2 <= len(texts) <= _MAX_COLUMNS and all(
        len(text.split()) <= _HEADER_WORDS and not text[0].islower() and not _SENTENCE_END.search(text)
        for text in texts
    )


def _column(start: int, starts: Sequence[int]) -> int | None:
    return next((column for column, at in enumerate(starts, 1) if abs(at - start) <= _DRIFT), None)


def _are_labels(firsts: Sequence[str]) -> bool:
    """Return whether one of the first cells is a list marker or a label that ends with a colon, or all are numbers."""
    return any(text.endswith(":") or _MARKER.match(text) for text in firsts) or all(map(str.isdigit, firsts))
