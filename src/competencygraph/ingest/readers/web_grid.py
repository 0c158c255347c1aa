"""The cells of a table on a web page, with the rows and columns that they span."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from competencygraph.ingest.document import Cell

__all__ = ["cells_of", "number_of"]

_MAX_SPAN = 50
_MAX_PLACES = 200_000
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_BLOCKS = frozenset({"h1", "h2", "h3", "table", "form", "nav", "main", "article", "section"})


def cells_of(table: HtmlElement, number: int) -> list[tuple[Cell, HtmlElement]] | None:
    """Return the cells of a table that holds data.

    A table is layout when it says so, has one row or one column, holds another table, a form or headings of the page,
    or is larger than any table that people read.

    Args:
        table: the table.
        number: which table of the page it is, counted from 1.

    Returns:
        Its cells in row-major order, None for a table that only lays out the page.
    """
    if table.get("role") in {"presentation", "none"}:
        return None
    rows = list(_rows(table))
    taken: set[tuple[int, int]] = set()
    cells: list[tuple[Cell, HtmlElement]] = []
    for at, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in {"td", "th"}:
                continue
            while (at, column) in taken:
                column += 1
            width = min(number_of(element.get("colspan"), 1), _MAX_SPAN)
            height = min(number_of(element.get("rowspan"), 1) or len(rows), len(rows) - at)
            if len(taken) + width * height > _MAX_PLACES or any(child.tag in _BLOCKS for child in element.iter()):
                return None
            taken.update((at + down, column + right) for down in range(height) for right in range(width))
            cells.append((Cell(number, at + 1, column + 1, height, max(1, width)), element))
            column += width
    heights, widths = {row for row, _ in taken}, {column for _, column in taken}
    return cells if len(heights) >= 2 and len(widths) >= 2 else None


def number_of(text: str | None, default: int) -> int:
    """Return the number that an attribute gives, or the default where it gives none.

    >>> number_of("3", 1), number_of("drie", 1), number_of(None, 1)
    (3, 1, 1)
    """
    stripped = (text or "").strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) <= 6 else default


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from (row for row in child if row.tag == "tr")
