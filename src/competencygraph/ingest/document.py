"""A document as its reader hands it on: lines with positions, and what their layout says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from competencygraph.model import Evidence, Place

__all__ = ["Cell", "Document", "Line", "Marker", "Table", "Traits", "evidence_of", "make_lines", "spans"]

_BULLET = re.compile(r"(?P<symbol>[•·∙▪▫◦‣⁃●■□○➢➤►▶✓✔❖◆*–—-]|o(?=\s)|[\uf000-\uf0ff])\s+(?=\S)")
_LONE_BULLET = re.compile(r"(?:[•·∙▪▫◦‣⁃●■□○➢➤►▶✓✔❖◆*–—-]|o|[\uf000-\uf0ff])$")
_NUMBER = re.compile(
    r"(?P<symbol>\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s+|\s*[.)](?=[^\W\d])|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)"
)
_ROMAN = re.compile(r"(?P<symbol>[IVX]{2,5})[.)]\s+(?=\S)")
_LETTER = re.compile(r"(?P<symbol>[A-Za-z])[.)]\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*$")


# An item of so many characters is taken to fill its line.
_LONG_ITEM = 45


@dataclass(frozen=True, slots=True)
class Marker:
    """The list marker that a line begins with.

    Args:
        kind: ``bullet``, ``number``, ``roman`` or ``letter``.
        symbol: the sign, number or letter, without its point or bracket.
        width: how many characters marker and space take.
    """

    kind: str
    symbol: str
    width: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of a table that a line stands in.

    Args:
        table: which table of the document, counted from 1.
        row: its first row, counted from 1.
        column: its first column, counted from 1.
        rows: how many rows it spans.
        columns: how many columns it spans.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Traits:
    """What a format says of a line beside its text; plain text says nothing.

    Args:
        heading: the level of the heading that it is, 1 the highest, by the format's own mark or by its look; None for
            a line that is none, and in formats that tell nothing.
        bold: whether the whole line is set in bold.
        size: the size of its letters in points, None where unknown.
        joins: True when it certainly carries on the text of the line before it, False when it certainly begins a text
            of its own, None when its look does not tell.
        cell: the table cell that it stands in, None outside tables.
        place: where people find it, None in plain text.
    """

    heading: int | None = None
    bold: bool = False
    size: float | None = None
    joins: bool | None = None
    cell: Cell | None = None
    place: Place | None = None


_PLAIN = Traits()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Args:
        number: its place in the document, counted from 1, blank lines included.
        end: the same, or the next printed line when its bullet stands alone on the line before its text.
        text: its text, white space collapsed.
        indent: how many columns of white space stand before it.
        gap: how many blank lines stand before it.
        marker: the list marker that it begins with, None without one.
        traits: what its format says of it.
    """

    number: int
    end: int
    text: str
    indent: int
    gap: int
    marker: Marker | None = None
    traits: Traits = _PLAIN

    @property
    def body(self) -> str:
        """Return the text without its list marker."""
        return self.text[self.marker.width :] if self.marker else self.text

    @property
    def is_bullet(self) -> bool:
        """Return whether the line begins with a bullet."""
        return self.marker is not None and self.marker.kind == "bullet"

    @property
    def ends_sentence(self) -> bool:
        """Return whether the line ends with punctuation that closes a sentence or an item."""
        return _TERMINAL.search(self.text) is not None

    @property
    def starts_lower(self) -> bool:
        """Return whether the first letter of the line's body is a lower-case one.

        >>> make_lines(["  en dan"])[0].starts_lower, make_lines(["(De rest)"])[0].starts_lower
        (True, False)
        """
        return next((sign.islower() for sign in self.body if sign.isalnum()), True)


@dataclass(frozen=True)
class Table:
    """A table, its cells in a grid; a cell that spans several places stands in each of them.

    Args:
        number: which table of the document, counted from 1.
        rows: the rows, each with one entry a column: the cell's lines, empty for a blank cell.
    """

    number: int
    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    @property
    def columns(self) -> int:
        """Return how many columns it has."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every line once, in reading order; cells may share a printed line."""
        found = {(line.number, line.traits.cell, line.text): line for row in self.rows for cell in row for line in cell}
        return tuple(sorted(found.values(), key=lambda line: line.number))

    def without(self, numbers: Collection[int]) -> Table:
        """Return the table without some lines; its cells stay where they are."""
        rows = [[tuple(line for line in cell if line.number not in numbers) for cell in row] for row in self.rows]
        return Table(self.number, tuple(tuple(row) for row in rows))

    def narrowed(self) -> Table:
        """Return the table without the columns that are blank in every row.

        >>> head, prompt = make_lines(["A1", "[kies]"])
        >>> Table(1, (((head,), (prompt,)), ((), ()))).without({2}).narrowed().columns
        1
        """
        used = [column for column in range(self.columns) if any(row[column] for row in self.rows)]
        return Table(self.number, tuple(tuple(row[column] for column in used) for row in self.rows))


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    Args:
        path: the file's name, without folders.
        digest: SHA-256 of the file's bytes, hexadecimal.
        raw: every line as it stands, without line ends, contact data masked.
        lines: the lines that are not blank.
        places: where each of the raw lines stands; empty for plain text.
        asides: numbers of lines that the reader knows to be no content, such as page numbers, each with the reason.
        notices: what of the file was not read, in English sentences of a fixed set, such as that it holds macros.
    """

    path: str
    digest: str
    raw: tuple[str, ...]
    lines: tuple[Line, ...] = field(repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
    asides: Mapping[int, str] = field(default_factory=dict, repr=False)
    notices: tuple[str, ...] = ()

    @cached_property
    def styled(self) -> bool:
        """Return whether the document marks its headings, so that a line without the mark is hardly one."""
        return sum(1 for line in self.lines if line.traits.heading is not None) >= 2

    @cached_property
    def tables(self) -> Mapping[int, Table]:
        """Return the tables by their number, in printed order."""
        cells: dict[int, list[Line]] = {}
        for line in self.lines:
            if line.traits.cell is not None:
                cells.setdefault(line.traits.cell.table, []).append(line)
        return {number: _table(number, lines) for number, lines in cells.items()}

    @cached_property
    def width(self) -> int:
        """Return the width that running text is set to: the 95th percentile of the lines' lengths, in characters."""
        return _width_of(self.lines)

    @cached_property
    def list_width(self) -> int:
        """Return the width of bulleted items, that of running text where no item goes on over a second line."""
        width = _width_of([line for line in self.lines if line.is_bullet and not line.text.startswith("*")])
        wraps = any(last.is_bullet and line.marker is None and line.starts_lower for last, line in pairwise(self.lines))
        return width if (wraps or width >= _LONG_ITEM) and width * 2 > self.width else self.width

    @cached_property
    def closes_items(self) -> bool:
        """Return whether nearly every bulleted item that another follows is closed by punctuation."""
        last_lines = [
            last for last, line in pairwise(self.lines) if line.is_bullet and (last.is_bullet or not line.gap)
        ]
        closed = sum(1 for line in last_lines if line.ends_sentence)
        return len(last_lines) >= 3 and closed * 10 >= len(last_lines) * 8


def _table(number: int, lines: Sequence[Line]) -> Table:
    cells = [(line.traits.cell, line) for line in lines if line.traits.cell is not None]
    height = max(cell.row + cell.rows - 1 for cell, _ in cells)
    width = max(cell.column + cell.columns - 1 for cell, _ in cells)
    grid: list[list[list[Line]]] = [[[] for _ in range(width)] for _ in range(height)]
    for cell, line in cells:
        for row in range(cell.row - 1, cell.row - 1 + cell.rows):
            for column in range(cell.column - 1, cell.column - 1 + cell.columns):
                grid[row][column].append(line)
    return Table(number, tuple(tuple(tuple(place) for place in row) for row in grid))


def _width_of(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def evidence_of(lines: Sequence[Line]) -> Evidence:
    """Return the range of the lines, which may stand in any order.

    >>> evidence_of(make_lines(["a", "", "b"])), evidence_of(make_lines(["a", "", "b"])[::-1])
    (Evidence(start_line=1, end_line=3), Evidence(start_line=1, end_line=3))
    """
    return Evidence(min(line.number for line in lines), max(line.end for line in lines))


def spans(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Return each start with the start of the next, the last one with `end`.

    >>> spans([2, 5], 9), spans([], 9)
    ([(2, 5), (5, 9)], [])
    """
    return list(zip(starts, [*starts[1:], end][: len(starts)], strict=True))


def make_lines(raw: Sequence[str], traits: Sequence[Traits] = (), asides: Collection[int] = ()) -> tuple[Line, ...]:
    """Return the lines that are not blank, with indent, gap and marker.

    Args:
        raw: the document's lines, without line ends.
        traits: what the format says of each of them; nothing for plain text.
        asides: numbers of lines that are no content; none of them is the text of a bullet above it.

    Returns:
        One `Line` for each line that holds more than white space. A bullet that stands alone on its line is joined
        to the text that follows it, unless that bears a bullet itself.

    >>> [(line.number, line.gap, line.body) for line in make_lines(["Doel", "", "• Leiden;"])]
    [(1, 0, 'Doel'), (3, 1, 'Leiden;')]
    """
    return tuple(_lines(raw, traits, asides))


def _lines(raw: Sequence[str], traits: Sequence[Traits], asides: Collection[int]) -> Iterator[Line]:
    gap = 0
    bullet: Line | None = None
    for number, line in enumerate(raw, 1):
        text = " ".join(line.split())
        if not text:
            gap += 1
            continue
        look = traits[number - 1] if traits else _PLAIN
        here = Line(number, number, text, len(line) - len(line.lstrip()), gap, _marker(text), look)
        gap = 0
        if number in asides:
            yield here
            continue
        if _LONE_BULLET.match(text):
            if bullet is not None:
                yield bullet
            bullet = here
            continue
        if bullet is not None and (_BULLET.match(text) or bullet.traits.cell != look.cell or look.heading is not None):
            yield bullet
            yield here
        elif bullet is not None:
            joined = f"{bullet.text} {text}"
            yield Line(
                bullet.number, number, joined, bullet.indent, bullet.gap, _marker(joined), replace(look, joins=None)
            )
        else:
            yield here
        bullet = None
    if bullet is not None:
        yield bullet


def _marker(text: str) -> Marker | None:
    for kind, pattern in (("bullet", _BULLET), ("number", _NUMBER), ("roman", _ROMAN), ("letter", _LETTER)):
        match = pattern.match(text)
        if match:
            return Marker(kind, match["symbol"], match.end())
    return None
