"""A table of competencies whose cells came out one under another: a header line, then each cell as a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from competencygraph.ingest.document import Line
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.grids import Grid, GridCell, Header, column_role, heads_names
from competencygraph.ingest.rules.levels import NamedLevel, level_in, level_line
from competencygraph.ingest.rules.matrix import read_rows
from competencygraph.model import Competency, CompetencyGroup

__all__ = ["RunOutTable", "header_line", "read_run_out_table"]

_MAX_WORDS = 14
_MAX_CELL_WORDS = 4
_MAX_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class RunOutTable:
    """A table whose cells came out one under another.

    Args:
        before: the lines above its header.
        competencies: what it gives, empty where its cells cannot be told apart.
        rest: its lines in that case.
    """

    before: tuple[Line, ...]
    competencies: tuple[Competency, ...]
    rest: tuple[Line, ...] = ()


def header_line(page: Page, text: str) -> Header | None:
    """Return what the columns hold when a line is a row of column headings run together, None when it is none.

    Args:
        page: the document.
        text: the line.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> header_line(page, "Competentie Niveau Gedragsindicatoren").roles
    {'name': 0, 'level': 1, 'indicators': 2}
    >>> sorted(header_line(page, "Competency Level 1 Level 2").levels), header_line(page, "Competenties op niveau")
    ([1, 2], None)
    """
    words = text.split()
    if not 1 < len(words) <= _MAX_WORDS:
        return None
    sizes = range(1, min(len(words), _MAX_CELL_WORDS + 1))
    name = next((size for size in sizes if heads_names(page, " ".join(words[:size]))), None)
    behind = _divided(page, words[name:]) if name is not None else None
    if not behind:
        return None
    cells: list[str | NamedLevel] = ["name", *behind]
    header = Header(1)
    for column, cell in enumerate(cells):
        if isinstance(cell, NamedLevel):
            header.levels[column] = cell
        elif cell in header.roles:
            return None
        else:
            header.roles[cell] = column
    return header


def _divided(page: Page, words: Sequence[str]) -> list[str | NamedLevel] | None:
    """Return the words as headings of columns, None when some are none; the longest heading first."""
    if not words:
        return []
    for length in range(min(_MAX_CELL_WORDS, len(words)), 0, -1):
        text = " ".join(words[:length])
        cell = column_role(page, text) or _level_heading(page, text)
        if cell is None:
            continue
        rest = _divided(page, words[length:])
        if rest is not None:
            return [cell, *rest]
    return None


def _level_heading(page: Page, text: str) -> NamedLevel | None:
    """Return the level that a heading of a column names without a title behind its number."""
    level = level_in(page, text) if text[:1].isupper() or text.isdecimal() else None
    return None if level is None or (level.level is not None and level.title is not None) else level


def read_run_out_table(page: Page, lines: Sequence[Line], group: CompetencyGroup | None) -> RunOutTable | None:
    """Return the table that stands at the end of some lines, None when no line is its header.

    The cells are the paragraphs between blank lines; they must fill their rows, each row beginning with a short name.

    Args:
        page: the document.
        lines: the lines of a part, outside real tables.
        group: the group that the part is.
    """
    find = partial(header_line, page)
    start = next(
        (
            index
            for index, line in enumerate(lines)
            if line.marker is None and not line.ends_sentence and find(line.text) is not None
        ),
        None,
    )
    header = find(lines[start].text) if start is not None else None
    if start is None or header is None:
        return None
    before, below = tuple(lines[:start]), _with_numbers(page, lines[start + 1 :], lines[start])
    width = len(header.roles) + len(header.levels)
    cells = _cells(page, below)
    rows = [cells[index : index + width] for index in range(0, len(cells), width)]
    if not rows or len(rows[-1]) != width or not all(_is_row(page, row, header) for row in rows):
        return RunOutTable(before, (), tuple(below))
    page.place([lines[start]])
    _take_back(page, below)
    found = read_rows(page, Grid(tuple(tuple(row) for row in rows)), header, group, "table-run-out", 0.75)
    return RunOutTable(before, tuple(found))


def _with_numbers(page: Page, lines: Sequence[Line], header: Line) -> list[Line]:
    """Return the lines under a header with the bare numbers between and right below them, taken for page numbers."""
    own = {line.number for line in lines}
    last = max(own, default=header.number)
    found: list[Line] = []
    for line in page.document.lines:
        if line.number in own:
            found.append(line)
        elif line.number > header.number and line.text.isdecimal():
            found.append(line)
        elif line.number > last:
            break
    return found


def _take_back(page: Page, lines: Sequence[Line]) -> None:
    """Drop the lines from those set aside."""
    own = {line.number for line in lines}
    page.asides[:] = [
        aside for aside in page.asides if not set(range(aside.evidence.start_line, aside.evidence.end_line + 1)) <= own
    ]


def _cells(page: Page, lines: Sequence[Line]) -> list[GridCell]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.gap == 0:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [GridCell(tuple(part), page.wording(part)) for part in groups]


def _is_row(page: Page, row: Sequence[GridCell], header: Header) -> bool:
    name = row[0]
    if name.lines[0].marker is not None or len(name.text.split()) > _MAX_NAME_WORDS or name.text.endswith("."):
        return False
    level = header.roles.get("level")
    if level is not None and level_in(page, row[level].text) is None and level_line(page, row[level].text) is None:
        return False
    return not any(cell.is_ticked for cell in row)
