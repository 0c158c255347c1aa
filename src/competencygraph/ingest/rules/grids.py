"""A table of competencies as a grid of texts: which cells are ticked, which row names the columns, what they hold."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, Table, evidence_of
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.labels import label_in, run_on_items
from competencygraph.ingest.rules.levels import NamedLevel, level_in
from competencygraph.model import Item

__all__ = [
    "Grid",
    "GridCell",
    "Header",
    "column_role",
    "find_header",
    "grid_of",
    "heads_functions",
    "heads_names",
    "items_of",
]

_TICKED = frozenset(
    {
        "x",
        "✓",
        "✔",
        "●",
        "•",
        "■",
        "☒",
        "☑",
        "√",
        "v",
        "✗",
        "✘",
        "⬤",
        "◼",
        "ja",
        "yes",
        "oui",
        "true",
        "waar",
        "vrai",
        "\uf0fc",
    }
)
_UNTICKED = frozenset(
    {"", "☐", "□", "○", "-", "–", "—", "/", "nee", "no", "non", "n.v.t.", "0", "false", "onwaar", "faux"}
)
_HEADER_ROWS = 3
_INNER_BULLET = re.compile(r"\s[•▪■●◦]\s+")
_BRACKETED = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell.

    Args:
        lines: its lines, empty for a blank cell.
        text: their text.
    """

    lines: tuple[Line, ...]
    text: str

    @property
    def is_ticked(self) -> bool:
        """Return whether it holds a tick and nothing else."""
        return self.text.casefold() in _TICKED

    @property
    def is_unticked(self) -> bool:
        """Return whether it is blank or holds a sign for it."""
        return self.text.casefold() in _UNTICKED


GridRow = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that hold anything, their blank columns dropped."""

    rows: tuple[GridRow, ...]

    @property
    def columns(self) -> int:
        """Return how many columns it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(slots=True)
class Header:
    """What the columns hold.

    Args:
        rows: how many rows it takes.
        roles: role (``name``, ``definition`` …) to column.
        levels: column to the level that it is for.
        functions: column to the name of the function that it is for.
    """

    rows: int
    roles: dict[str, int] = field(default_factory=dict)
    levels: dict[int, NamedLevel] = field(default_factory=dict)
    functions: dict[int, str] = field(default_factory=dict)


def grid_of(page: Page, table: Table, only: Collection[int] | None = None) -> Grid:
    """Return a table as a grid.

    Args:
        page: the document.
        table: the table.
        only: the numbers of the lines to regard, None for all.
    """
    rows = [[tuple(line for line in cell if only is None or line.number in only) for cell in row] for row in table.rows]
    rows = [row for row in rows if any(row)]
    used = [column for column in range(table.columns) if any(row[column] for row in rows)]
    return Grid(tuple(tuple(_cell(page, row[column]) for column in used) for row in rows))


def _cell(page: Page, lines: tuple[Line, ...]) -> GridCell:
    texts = [page.wording(lines)] if lines else []
    if len(lines) == 1 and lines[0].marker is not None:
        texts = [lines[0].text]
    return GridCell(lines, texts[0].strip() if texts else "")


def is_spanning(row: GridRow) -> bool:
    """Return whether one cell takes a whole row of two or more columns."""
    return len(row) > 1 and bool(row[0].lines) and all(cell.lines == row[0].lines for cell in row[1:])


def stands_alone(row: GridRow) -> bool:
    """Return whether only the first cell of a row holds anything."""
    return len(row) > 1 and bool(row[0].lines) and not any(cell.lines for cell in row[1:])


def find_header(page: Page, grid: Grid) -> tuple[int, Header] | None:
    """Return where the rows that name the columns begin and what they say, None when none does.

    Args:
        page: the document.
        grid: the table.
    """
    for index, row in enumerate(grid.rows[:_HEADER_ROWS]):
        if is_spanning(row) or stands_alone(row):
            continue
        header = _header(page, row)
        below = grid.rows[index + 1] if index + 1 < len(grid.rows) else None
        if below is not None and not header.levels:
            second = _header(page, below)
            over = {row[column].lines for column in second.levels}
            if len(second.levels) >= 2 and len(over) == 1 and "name" in header.roles and not is_spanning(below):
                second.roles = {role: at for role, at in header.roles.items() if at not in second.levels}
                second.rows = 2
                return index, second
        for_one = "indicators" in header.roles and bool(header.roles.keys() & {"level", "dimension"})
        if "name" in header.roles or len(header.levels) >= 2 or for_one:
            if "name" in header.roles and not header.levels and len(header.roles) == 1:
                header.functions = _functions(page, grid, index, header)
            return index, header
        if index == 0 and len(row) > 1 and (not row[0].text or heads_functions(page, row[0].text)):
            functions = _functions(page, grid, index, header)
            if functions:
                return index, Header(1, {"name": 0}, {}, functions)
    return None


def _header(page: Page, row: GridRow) -> Header:
    header = Header(1)
    for column, cell in enumerate(row):
        role = column_role(page, cell.text)
        level = level_in(page, cell.text) if role is None and cell.text else None
        if role == "indicators" and header.roles.get(role) == 0 and "name" not in header.roles:
            header.roles |= {"name": 0, role: column}
        elif role is not None:
            header.roles.setdefault(role, column)
        elif level is not None:
            header.levels[column] = level
    if len(header.levels) == 1 and "name" not in header.roles:
        header.levels = {}
    return header


def heads_names(page: Page, text: str) -> bool:
    """Return whether a text heads a column of names."""
    return page.lexicon.pattern("competency_words", "columns", "name", before="^", after="$").match(text) is not None


def heads_functions(page: Page, text: str) -> bool:
    """Return whether a text heads a column of functions."""
    return page.lexicon.label_kind(text.rstrip(" :")) == "function_title"


def column_role(page: Page, text: str) -> str | None:
    """Return what the column under a heading holds, None when the heading is not known."""
    bare = _BRACKETED.sub("", text).strip(" :.")
    for role in ("name", "definition", "level", "title", "indicators", "dimension", "group", "number"):
        if page.lexicon.pattern("competency_words", "columns", role, before="^", after="$").match(bare):
            return role
    return None


def _functions(page: Page, grid: Grid, index: int, header: Header) -> dict[int, str]:
    """Return the columns that are for a function each: headed, and holding only ticks and levels."""
    found: dict[int, str] = {}
    for column, cell in enumerate(grid.rows[index]):
        if column in header.roles.values() or not cell.text:
            continue
        values = [row[column] for row in grid.rows[index + 1 :] if not is_spanning(row)]
        marks = [value for value in values if value.is_ticked or level_in(page, value.text) is not None]
        if marks and all(value.is_unticked or value in marks for value in values):
            found[column] = cell.text
    return found


def items_of(page: Page, cell: GridCell) -> list[Item]:
    """Return the indicators in a cell, placed: its list members, else its paragraphs; lead-ins left out."""
    found: list[Item] = []
    for paragraph in page.paragraphs(cell.lines):
        text = page.wording(paragraph.lines)
        label = label_in(page, text)
        if label is not None and label.kind == "indicators" and not label.value:
            page.place(paragraph.lines)
            continue
        parts = [part.strip(" ;") for part in _INNER_BULLET.split(text)]
        if len(parts) < 2:
            parts = run_on_items(text) if paragraph.first.marker is None else []
        if parts:
            page.place(paragraph.lines)
            found += [Item(part, evidence_of(paragraph.lines)) for part in parts]
        elif text.strip():
            found.append(page.item(paragraph))
    return found
