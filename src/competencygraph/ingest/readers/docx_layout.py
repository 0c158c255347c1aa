"""The blocks of a Word document set out as lines, each with what its look says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from competencygraph.ingest.document import Cell
from competencygraph.ingest.readers.docx_blocks import Block, Paragraph
from competencygraph.ingest.readers.docx_grid import Table
from competencygraph.ingest.readers.docx_text import Piece
from competencygraph.model import Place

__all__ = ["CONTENTS", "PLACEHOLDER", "Draft", "Layout", "is_bold"]

CONTENTS = "table of contents"
PLACEHOLDER = "placeholder"

_TYPED_BULLET = re.compile(r"(?:[•·▪◦‣●■□○➢➤✓*–—-]|o(?=\s))\s+\S")
_TYPED_MARKER = re.compile(r"(?:[•·▪◦‣●■□○➢➤✓*–—-]|o(?=\s)|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+|\(?[A-Za-z][.)])\s")
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LABELLED = re.compile(r"(?P<label>[^\t\n]{1,60}?)\s*\t+\s*(?P<value>[^\t\n]+)")
_LABEL_WORDS = 6
# A line of this length that is broken by hand inside a sentence was broken to fit the page.
_FULL_LINE = 60
_MAX_HEADING = 200
_STEP = 100
# Word itself makes tables of 63 columns at most.
_MAX_COLUMNS = 63
_MAX_PLACES = 50_000
_LAYOUT_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before the look of the whole document is known.

    Args:
        text: the line with its list mark and indent; empty for a blank line.
        place: where it stands.
        letters: the pieces of its text that print something, list mark left out.
        joins: whether it carries on the line before it.
        cell: the table cell that it stands in.
        heading: the level of heading that its style gives it.
        aside: why it is no content; None when it is.
    """

    text: str
    place: Place
    letters: tuple[Piece, ...] = ()
    joins: bool | None = None
    cell: Cell | None = None
    heading: int | None = None
    aside: str | None = None


class Layout:
    """Sets blocks out as lines, counting tables and following the nesting of lists.

    The levels of lists that follow each other nest by their level and indent; another list behind running text, and
    any list behind a heading or table, begins anew.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._tables = 0
        self._word_tables = 0
        self._nesting: list[tuple[int, int, str]] = []
        self._interrupted = False

    def add(self, blocks: Sequence[Block], *, aside: str | None = None, place: Place | None = None) -> None:
        """Set blocks out.

        Args:
            blocks: the blocks.
            aside: why they are no content; None when they are.
            place: where they stand; None when their own numbers tell.
        """
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if isinstance(block, Table):
                self._table(block, aside, place)
                at += 1
                continue
            pairs = () if aside or place else _label_run(blocks, at)
            if len(pairs) > 1:
                self._pairs(pairs)
                at += len(pairs)
                continue
            self.drafts += self._lines(block, place or Place(paragraph=block.number or None), aside)
            at += 1

    def blank(self) -> None:
        """Add a blank line unless one stands there."""
        if self.drafts and self.drafts[-1].text:
            self.drafts.append(Draft("", self.drafts[-1].place))

    def _lines(self, paragraph: Paragraph, place: Place, aside: str | None = None) -> list[Draft]:
        """Return the lines of one paragraph: one, and one more for each line broken by hand."""
        lines = paragraph.lines
        if not lines:
            return [Draft("", place)]
        heading, mark = paragraph.heading, paragraph.mark
        if (mark is not None and mark.is_bullet) or len(paragraph.text) > _MAX_HEADING:
            heading = None
        if paragraph.contents:
            aside, heading = aside or CONTENTS, None
        elif paragraph.placeholder:
            aside, heading = aside or PLACEHOLDER, None
        if heading is not None:
            lines = [(" ".join(text for text, _ in lines), tuple(piece for _, line in lines for piece in line))]
        indent = self._indent(paragraph, lines[0][0], is_heading=heading is not None)
        drafts: list[Draft] = []
        for at, (text, letters) in enumerate(lines):
            sign = f"{mark.text} " if mark is not None and mark.text and not at else ""
            joins = bool(at) and _carries_on(lines[at - 1], lines[at])
            drafts.append(Draft(f"{indent}{sign}{text}", place, letters, joins, None, heading, aside))
        return drafts

    def _indent(self, paragraph: Paragraph, text: str, *, is_heading: bool) -> str:
        mark = paragraph.mark
        if is_heading:
            self._nesting.clear()
            return ""
        if mark is None and _TYPED_BULLET.match(text) is None:
            self._interrupted = True
            return ""
        level, list_id = (mark.level, mark.list_id) if mark else (0, "")
        indent = paragraph.indent
        if self._interrupted and all(known != list_id for _, _, known in self._nesting):
            self._nesting.clear()
        self._interrupted = False
        while self._nesting and _is_outside(level, indent, self._nesting[-1]):
            self._nesting.pop()
        if not self._nesting or _is_outside(*self._nesting[-1][:2], (level, indent, list_id)):
            self._nesting.append((level, indent, list_id))
        return "  " * (len(self._nesting) - 1)

    def _table(self, table: Table[Block], aside: str | None, place: Place | None) -> None:
        if place is None:
            self._word_tables += 1
        number = self._word_tables
        self._nesting.clear()
        self.blank()
        as_lines = _is_layout(table)
        if not as_lines:
            self._tables += 1
        for cell in table.cells:
            here = place or Place(table=number, row=cell.row, column=cell.column)
            if as_lines:
                self.add(cell.blocks, aside=aside, place=here)
                self.blank()
                continue
            where = Cell(self._tables, cell.row, cell.column, cell.rows, cell.columns)
            self._nesting.clear()
            for paragraph in _paragraphs(cell.blocks):
                lines = self._lines(paragraph, here, aside)
                self.drafts += [replace(line, cell=where) for line in lines if line.text]
        self._nesting.clear()
        self.blank()

    def _pairs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Set paragraphs of a label, a tab and its value out as a table of two columns."""
        self._tables += 1
        self.blank()
        for row, paragraph in enumerate(paragraphs, 1):
            match = _LABELLED.fullmatch(paragraph.text.strip())
            for column, text in enumerate(match.groups() if match else (), 1):
                place = Place(paragraph=paragraph.number)
                self.drafts.append(Draft(text, place, (), False, Cell(self._tables, row, column)))
        self.blank()


def _is_outside(level: int, indent: int, other: tuple[int, int, str]) -> bool:
    """Return whether a list paragraph stands further out than another."""
    return level < other[0] or (level == other[0] and indent < other[1] - _STEP)


def _carries_on(before: tuple[str, tuple[Piece, ...]], here: tuple[str, tuple[Piece, ...]]) -> bool:
    """Return whether a line that was begun by hand carries on the sentence before it."""
    last, text = before[0], here[0]
    if _TYPED_MARKER.match(text) or _CLOSED.search(last) or is_bold(before[1]) != is_bold(here[1]):
        return False
    return text[0].islower() or last.endswith((",", "-")) or len(last) >= _FULL_LINE


def is_bold(letters: Sequence[Piece]) -> bool:
    """Return whether there are letters and all of them are bold."""
    return bool(letters) and all(piece.look.bold for piece in letters)


def _label_run(blocks: Sequence[Block], start: int) -> list[Paragraph]:
    """Return the paragraphs from `start` on that each hold a label, a tab and a value; blank ones end the run."""
    run: list[Paragraph] = []
    for block in map(blocks.__getitem__, range(start, len(blocks))):
        if not isinstance(block, Paragraph) or block.heading or block.mark or block.contents or block.placeholder:
            break
        match = _LABELLED.fullmatch(block.text.strip())
        if match is None or _TYPED_MARKER.match(f"{match['label']} ") or len(match["label"].split()) > _LABEL_WORDS:
            break
        run.append(block)
    return run


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a cell, those of tables inside it cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                yield from _paragraphs(cell.blocks)


def _is_layout(table: Table[Block]) -> bool:
    """Return whether a table only arranges the page: one column, or whole sections in its cells.

    A cell holds sections when a styled heading stands in it with two paragraphs more, or two short bold lines each
    with text below it.
    """
    if table.columns == 1 or table.columns > _MAX_COLUMNS or table.rows * table.columns > _MAX_PLACES:
        return True
    if table.columns > _LAYOUT_COLUMNS:
        return False
    for cell in table.cells:
        filled = [paragraph for paragraph in _paragraphs(cell.blocks) if paragraph.text.strip()]
        headings = sum(1 for paragraph in filled if paragraph.heading is not None)
        if headings and len(filled) - headings >= 2:
            return True
        looks = [_is_bold_lead(paragraph) for paragraph in filled]
        if sum(1 for bold, below in pairwise(looks) if bold and not below) >= 2:
            return True
    return False


def _is_bold_lead(paragraph: Paragraph) -> bool:
    lines = paragraph.lines
    return len(lines) == 1 and paragraph.mark is None and len(lines[0][0]) <= _FULL_LINE and is_bold(lines[0][1])
