"""The blocks that a part with competencies consists of: heads, levels, labels, items, text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from competencygraph.ingest.document import Line
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.labels import Label, label_in
from competencygraph.ingest.rules.levels import LevelLine, is_level_title, level_line, name_and_level

__all__ = ["LINE_END", "PLAIN", "Block", "Look", "blocks_of", "depth_of", "look_of", "text_blocks"]

Look = tuple[int, int, int, int]
"""How prominent a head is, the most prominent first: heading, bold or plain; its level or size; capitals; numbering."""

_HEADING, _BOLD, PLAIN = range(3)
_MAX_HEAD_WORDS = 12
_SHORT_HEAD = re.compile(r"[^\s:]+(?: [^\s:]+)?(?=\s*:|\s[–—-]\s|$)")
_UNMARKED_NUMBER = re.compile(r"(?P<symbol>\d{1,2}(?:\.\d{1,2})*)\s+(?=[^\W\d_])")
LINE_END = re.compile(r"[.;,]$")


@dataclass(slots=True)
class Block:
    """A block of a part with competencies.

    Args:
        kind: what it is.
        lines: its lines.
        look: of a head, how prominent it is.
        label: of a label, which.
        level: of a level line, what it prints.
        sure: whether its look tells that it is a head, and not only its place.
    """

    kind: Literal["head", "level", "label", "item", "text", "table"]
    lines: list[Line]
    look: Look | None = None
    label: Label | None = None
    level: LevelLine | None = None
    sure: bool = True

    @property
    def paragraph(self) -> Paragraph:
        """Return its lines as a paragraph."""
        return Paragraph(tuple(self.lines))


def blocks_of(page: Page, lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a part; of the heads only those that their look tells: marked ones and short bold lines.

    Args:
        page: the document.
        lines: the part's lines.
    """
    return list(_first_blocks(page, lines, _Shown(page, lines)))


class _Shown:
    """What the lines of a part show of their roles by their look."""

    def __init__(self, page: Page, lines: Sequence[Line]) -> None:
        self.page = page
        outside = [line for line in lines if line.traits.cell is None]
        bold = sum(1 for line in outside if line.traits.bold)
        self.bold_tells = 0 < bold * 10 <= len(outside) * 7
        self.titles = _level_titles(page, outside)
        self.levelled = _levelled_names(page, outside)

    def is_styled(self, line: Line) -> bool:
        """Return whether the look of a line is that of a head."""
        if line.is_bullet or line.traits.cell is not None:
            return False
        if line.traits.heading is not None or line.number in self.levelled:
            return True
        short = len(line.body.split()) <= _MAX_HEAD_WORDS and not LINE_END.search(line.body)
        return self.bold_tells and line.traits.bold and short

    def is_special(self, line: Line) -> bool:
        """Return whether a line is a label or begins a level."""
        return label_in(self.page, line.body) is not None or self.level(line) is not None

    def level(self, line: Line) -> LevelLine | None:
        """Return the level that a line begins."""
        found = level_line(self.page, line.body, self.titles)
        if found is None:
            return None
        if line.is_bullet and (found.level is None or (found.title is None and found.rest is None)):
            return None
        return found


def _level_titles(page: Page, lines: Sequence[Line]) -> frozenset[str]:
    """Return the words for levels without a number that head lines here, each at least twice or two different ones."""
    heads = [match[0].casefold() for match in (_SHORT_HEAD.match(line.body) for line in lines) if match is not None]
    found = [head for head in heads if is_level_title(page, head)]
    repeated = len(found) > len(set(found))
    return frozenset(found) if len(set(found)) >= 2 and (repeated or len(found) >= 2) else frozenset()


def _levelled_names(page: Page, lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that print a name and its level, where two names or more do so in one form."""
    forms: dict[str, dict[int, str]] = {}
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if line.marker is not None or line.starts_lower or len(line.text.split()) > _MAX_HEAD_WORDS:
            continue
        if following is not None and following.marker is None and following.starts_lower:
            continue
        named = name_and_level(page, line.text)
        if not named.has_level or label_in(page, line.text) is not None or level_line(page, line.text) is not None:
            continue
        sign = line.text[len(named.name) :].lstrip()[:1]
        forms.setdefault("" if sign.isalnum() else sign, {})[line.number] = named.name.casefold()
    told = [found for found in forms.values() if len(set(found.values())) > 1]
    return frozenset(number for found in told for number in found)


def _first_blocks(page: Page, lines: Sequence[Line], shown: _Shown) -> Iterator[Block]:
    """Yield tables, styled heads, levels and labels, and between them the paragraphs of the other lines."""
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        cell = line.traits.cell
        block: Block | None = None
        if cell is not None and page.document.tables[cell.table].columns > 1:
            block = Block("table", [line])
            while index < len(lines) and _in_table(lines[index], cell.table):
                block.lines.append(lines[index])
                index += 1
        elif not _carries_on(page, rest, line):
            block = _special(line, shown)
        if block is None:
            rest.append(line)
            continue
        yield from text_blocks(page, rest)
        rest = []
        while block.kind != "table" and index < len(lines) and _belongs(page, block, lines[index], shown):
            block.lines.append(lines[index])
            index += 1
        if block.kind == "level" and len(block.lines) > 1:
            joined = level_line(page, page.wording(block.lines), shown.titles)
            block.level = joined or block.level
        yield block
    yield from text_blocks(page, rest)


def _in_table(line: Line, table: int) -> bool:
    return line.traits.cell is not None and line.traits.cell.table == table


def _carries_on(page: Page, rest: Sequence[Line], line: Line) -> bool:
    """Return whether a line certainly carries on the text above it."""
    closed = bool(rest) and rest[-1].ends_sentence and line.marker is None
    return bool(rest) and not closed and line.traits.joins is True and page.continues(rest[-1:], line)


def _special(line: Line, shown: _Shown) -> Block | None:
    label = label_in(shown.page, line.body) if line.marker is not None or not line.starts_lower else None
    if label is not None and not (line.is_bullet and label.kind in {"dimension", "label", "cluster"}):
        return Block("label", [line], label=label)
    level = shown.level(line)
    if level is not None:
        return Block("level", [line], level=level, look=look_of(line))
    if shown.is_styled(line):
        return Block("head", [line], look=look_of(line))
    return None


def _belongs(page: Page, block: Block, line: Line, shown: _Shown) -> bool:
    """Return whether a line carries on a head, a level line or a label with its value."""
    if line.marker is not None or line.traits.cell is not None or shown.is_special(line):
        return False
    if block.kind == "head":
        return line.traits.joins is True and line.traits.heading == block.lines[0].traits.heading
    if block.label is not None and not block.label.value:
        return False
    if shown.is_styled(line) and not line.traits.joins:
        return False
    return page.continues(block.lines, line)


def text_blocks(page: Page, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the list members and texts that lines make."""
    for paragraph in page.paragraphs(lines):
        kind: Literal["item", "text"] = "text" if paragraph.first.marker is None else "item"
        yield Block(kind, list(paragraph.lines))


def look_of(line: Line, depth: int = 0) -> Look:
    """Return how prominent a head is."""
    if line.traits.heading is not None:
        return (_HEADING, line.traits.heading, 0, depth_of(line))
    style = _BOLD if line.traits.bold else PLAIN
    return (style, -round(line.traits.size or 0), 0 if line.body.isupper() else 1, depth or depth_of(line))


def depth_of(line: Line) -> int:
    """Return how deep the number before a line is, 0 without any; a letter is as deep as nothing above numbers."""
    marker = line.marker
    if marker is not None and marker.kind == "number":
        return 1 + len(marker.symbol.split("."))
    if marker is not None and marker.kind == "letter":
        return 1
    match = _UNMARKED_NUMBER.match(line.text)
    return 1 + len(match["symbol"].split(".")) if match else 0
