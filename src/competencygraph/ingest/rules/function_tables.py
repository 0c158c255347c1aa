"""Tables of competencies by function: a column or a row for each function, or a column that names it."""

from __future__ import annotations

from competencygraph.ingest.document import Table
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.grids import (
    Grid,
    find_header,
    grid_of,
    heads_functions,
    heads_names,
    is_spanning,
    stands_alone,
)
from competencygraph.ingest.rules.levels import level_in

__all__ = ["function_column", "gives_competencies_by_function", "turned"]

_FEWEST = 2


def gives_competencies_by_function(page: Page, table: Table) -> bool:
    """Return whether a table says by its header which competencies functions ask, wherever it stands.

    It has a column of competencies beside two or more columns of ticks and levels, one for each function; a column of
    functions beside one of competencies; or a row for each function and columns of ticks and levels. Where its header
    does not say that it is about competencies, a text above it, its sheet or the name of a group must, since rosters
    look alike.

    Args:
        page: the document.
        table: the table.
    """
    grid = grid_of(page, table)
    if len(grid.rows) < _FEWEST or grid.columns < _FEWEST:
        return False
    if function_column(page, grid) is not None:
        return True
    if turned(page, grid) is not None:
        return _speaks_of_competencies(page, min(line.number for line in table.lines))
    found = find_header(page, grid)
    if found is None or "name" not in found[1].roles or len(found[1].functions) < _FEWEST:
        return False
    start, header = found
    if heads_names(page, grid.rows[start][header.roles["name"]].text):
        return True
    word = page.lexicon.pattern("competency_words", "subject")
    groups = [row[0].text for row in grid.rows if is_spanning(row) or stands_alone(row)]
    return any(map(word.search, groups)) or _speaks_of_competencies(page, min(line.number for line in table.lines))


def function_column(page: Page, grid: Grid) -> int | None:
    """Return the column that names the function of each row, in a table with a column of competencies too.

    Args:
        page: the document.
        grid: the table.

    Returns:
        The column, counted from 0; None without one.
    """
    found = find_header(page, grid)
    if found is None or "name" not in found[1].roles:
        return None
    start, header = found
    columns = [
        column
        for column, cell in enumerate(grid.rows[start])
        if column not in header.roles.values() and heads_functions(page, cell.text)
    ]
    return columns[0] if columns else None


def turned(page: Page, grid: Grid) -> Grid | None:
    """Return a table with a row for each function as one with a column for each, None for any other table.

    Args:
        page: the document.
        grid: the table.
    """
    rows = [row for row in grid.rows if not is_spanning(row)]
    if len(rows) < _FEWEST or grid.columns <= _FEWEST or not heads_functions(page, rows[0][0].text):
        return None
    if any(heads_names(page, cell.text) or not cell.text for cell in rows[0][1:]):
        return None
    values = [cell for row in rows[1:] for cell in row[1:]]
    if not all(cell.is_ticked or cell.is_unticked or level_in(page, cell.text) is not None for cell in values):
        return None
    return Grid(tuple(zip(*rows, strict=True)))


def _speaks_of_competencies(page: Page, number: int) -> bool:
    """Return whether a text above a line, or the name of the sheet that it stands in, speaks of competencies."""
    word = page.lexicon.pattern("competency_words", "subject")
    sheet = next((line.traits.place for line in page.document.lines if line.number == number), None)
    if sheet is not None and sheet.sheet is not None and word.search(sheet.sheet):
        return True
    return any(
        line.number < number and line.traits.cell is None and word.search(line.text) for line in page.document.lines
    )
