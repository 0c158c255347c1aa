"""The table cells of a document: numbered in printed order, tables that go on on the next page as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from competencygraph.ingest.document import Cell
from competencygraph.ingest.readers.pdf.lines import Spot, TextLine

__all__ = ["REPEATED", "number_cells", "without_repeated_heads"]

REPEATED = "repeated table head"
_DRIFT = 4.0


@dataclass(frozen=True)
class _Part:
    """A table on one page: its lines with their place in the document's content, and whether it opens its page."""

    lines: tuple[tuple[int, TextLine, Spot], ...]

    @property
    def columns(self) -> dict[int, float]:
        """Return where each of its columns begins."""
        lefts: dict[int, float] = {}
        for _, line, spot in self.lines:
            lefts[spot.column] = min(lefts.get(spot.column, line.frame.left), line.frame.left)
        return lefts

    @property
    def height(self) -> int:
        """Return how many rows it has."""
        return max(spot.row + spot.rows - 1 for _, _, spot in self.lines)

    def row(self, number: int) -> list[tuple[int, str]]:
        """Return the column and text of each line that begins in a row."""
        return [(spot.column, line.text) for _, line, spot in self.lines if spot.row == number]


def _parts(content: Sequence[TextLine]) -> list[_Part]:
    parts: list[_Part] = []
    numbered = enumerate(content)
    for _, lines in groupby(numbered, key=lambda pair: (pair[1].page, pair[1].spot and pair[1].spot.table)):
        inside = tuple((at, line, line.spot) for at, line in lines if line.spot is not None)
        if inside:
            parts.append(_Part(inside))
    return parts


def _goes_on(last: _Part, part: _Part) -> bool:
    """Return whether a table is the rest of the one before it, on the page behind it and in the same columns."""
    (end, before, _), (start, after, _) = last.lines[-1], part.lines[0]
    if start != end + 1 or after.page != before.page + 1:
        return False
    ours, theirs = last.columns, part.columns
    shared = set(ours) & set(theirs)
    return len(shared) >= 2 and all(abs(ours[column] - theirs[column]) <= _DRIFT for column in shared)


def without_repeated_heads(content: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines, the head of a table that a page break repeats marked as an aside."""
    found = list(content)
    first: _Part | None = None
    last: _Part | None = None
    for part in _parts(content):
        if last is None or first is None or not _goes_on(last, part):
            first = part
        elif part.height > 1 and part.row(1) == first.row(1):
            for at, line, spot in part.lines:
                if spot.row == 1:
                    found[at] = replace(line, spot=None, aside=REPEATED)
        last = part
    return found


def number_cells(content: Sequence[TextLine]) -> tuple[Mapping[int, Cell], frozenset[int]]:
    """Return the cell of each line in a table, and the lines that carry on a cell across a page break.

    Args:
        content: the lines in reading order, without repeated heads.

    Returns:
        The cells by the lines' places, and the places of those lines. A row goes on on the next page when each of its
        cells there begins with a small letter.
    """
    cells: dict[int, Cell] = {}
    carried: set[int] = set()
    number = offset = 0
    last: _Part | None = None
    for part in _parts(content):
        if last is not None and _goes_on(last, part):
            begun: dict[int, tuple[int, str]] = {}
            opening = min(spot.row for _, _, spot in part.lines)
            for at, line, spot in part.lines:
                if spot.row == opening:
                    begun.setdefault(spot.column, (at, line.text))
            broken = all(text[:1].islower() for _, text in begun.values())
            offset += last.height - (1 if broken else 0) - (opening - 1)
            carried.update(at for at, _ in begun.values() if broken)
        else:
            number, offset = number + 1, 0
        for at, _, spot in part.lines:
            cells[at] = Cell(number, spot.row + offset, spot.column, spot.rows, spot.columns)
        last = part
    return cells, frozenset(carried)
