"""Knowledge and technical competencies: bullets, lines, sentences that begin with "Kennis van", and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.headings import Section, heading_text
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.blocks import Block, blocks_of
from competencygraph.ingest.rules.grids import Grid, GridRow, grid_of, is_spanning, stands_alone
from competencygraph.ingest.rules.levels import level_in
from competencygraph.model import CompetencyGroup, KnowledgeItem

__all__ = ["read_knowledge"]

_MAX_LINE_WORDS = 25
_MAX_CELL_WORDS = 25


def read_knowledge(page: Page, section: Section, kind: Literal["knowledge", "technical"]) -> list[KnowledgeItem]:
    """Return the items of a part that is headed as knowledge or technical competencies.

    Rules: ``knowledge-listed`` (list members), ``knowledge-as-lines`` (short lines alone), ``knowledge-as-sentences``
    (sentences that begin with words such as *Kennis van*), ``knowledge-table`` (a row each; the level stays with its
    row).

    Args:
        page: the document.
        section: the part; its heading names the group, a sub-heading a group of its own.
        kind: what the heading announces.
    """
    return _Knowledge(page, section, kind).read()


class _Knowledge:
    """The items of one part while they are collected."""

    def __init__(self, page: Page, section: Section, kind: Literal["knowledge", "technical"]) -> None:
        self.page = page
        self.section = section
        self.kind = kind
        self.items: list[KnowledgeItem] = []
        self.head: list[Line] | None = None

    def read(self) -> list[KnowledgeItem]:
        """Return the items in printed order."""
        members = None if self._is_styled() else self.page.line_members(self.section.body)
        if members is not None:
            for member in members:
                self._take(member, "knowledge-as-lines", 0.75)
            return self.items
        blocks = blocks_of(self.page, self.section.body)
        for index, block in enumerate(blocks):
            if block.kind == "table":
                self._table(block)
            elif block.kind == "item" or _is_numbered(block):
                self._take(block.paragraph, "knowledge-listed", 0.95)
            elif block.kind == "head" and self._heads(blocks, index):
                self.head = block.lines
            elif block.kind in {"text", "head"}:
                self._text(block, blocks)
        return self.items

    def _is_styled(self) -> bool:
        lines = self.section.body
        return any(line.traits.heading is not None or line.traits.cell is not None for line in lines) or (
            len({line.traits.bold for line in lines}) > 1
        )

    def _heads(self, blocks: Sequence[Block], index: int) -> bool:
        """Return whether a head stands above something of its own."""
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if following is None or following.kind == "head":
            return False
        starts = self.page.lexicon.pattern("competency_words", "knowledge_starts", before="^")
        return not (starts.match(block.lines[0].body) and block.lines[0].traits.heading is None)

    def _group(self) -> CompetencyGroup | None:
        if self.head is not None:
            self.page.place(self.head)
            return CompetencyGroup(self.page.wording(self.head).rstrip(" :"), evidence_of(self.head))
        name = heading_text(self.section)
        return None if name is None else CompetencyGroup(name, evidence_of(self.section.heading))

    def _take(self, paragraph: Paragraph, rule: str, confidence: float) -> None:
        item = self.page.item(paragraph)
        if not any(sign.isalpha() for sign in item.text):
            return
        self.items.append(KnowledgeItem(item.text, item.evidence, self.kind, self._group(), item.notation))
        self.page.note("knowledge", item.text, item.evidence, rule, confidence)

    def _text(self, block: Block, blocks: Sequence[Block]) -> None:
        """Take running text: each sentence that begins with words for knowledge, or short lines that stand apart."""
        starts = self.page.lexicon.pattern("competency_words", "knowledge_starts", before="^")
        text = self.page.wording(block.lines)
        if starts.match(text):
            for sentence, lines in self._sentences(block):
                if starts.match(sentence):
                    self.page.place(lines)
                    closed = sentence.rstrip(" ;:")
                    self.items.append(KnowledgeItem(closed, evidence_of(lines), self.kind, self._group()))
                    self.page.note("knowledge", closed, lines, "knowledge-as-sentences", 0.85)
            return
        alone = not any(other.kind in {"item", "table"} for other in blocks)
        apart = block.lines[0].traits.joins is False and len([other for other in blocks if other.kind == "text"]) >= 2
        short = len(text.split()) <= _MAX_LINE_WORDS and not text.endswith((":", ".", "?", "!"))
        if alone and apart and short and not block.lines[0].starts_lower:
            self._take(block.paragraph, "knowledge-as-lines", 0.7)

    def _sentences(self, block: Block) -> list[tuple[str, tuple[Line, ...]]]:
        before = set(self.page.placed)
        found = self.page.sentences(block.lines)
        self.page.placed.clear()
        self.page.placed.update(before)
        return found

    def _table(self, block: Block) -> None:
        cell = block.lines[0].traits.cell
        if cell is None:
            return
        grid = grid_of(self.page, self.page.table(cell.table), {line.number for line in block.lines})
        if grid.columns == 1:
            self._form_cells(grid)
            return
        column, start = self._column(grid)
        if column is None:
            return
        for row in grid.rows[:start]:
            for head in row:
                self.page.place(head.lines)
        for row in grid.rows[start:]:
            if is_spanning(row):
                self.head = list(row[0].lines)
            else:
                self._row(row, column)

    def _form_cells(self, grid: Grid) -> None:
        """Take the lines of cells beside a label, where they list what someone knows and are no running text."""
        paragraphs = [paragraph for row in grid.rows for paragraph in self.page.paragraphs(row[0].lines)]
        texts = [self.page.wording(paragraph.lines) for paragraph in paragraphs]
        starts = self.page.lexicon.pattern("competency_words", "knowledge_starts", before="^")
        short = all(len(text.split()) <= _MAX_LINE_WORDS and not text.endswith((":", "?", "!")) for text in texts)
        if short and (len(texts) > 1 or any(map(starts.match, texts))):
            for paragraph in paragraphs:
                self._take(paragraph, "knowledge-as-lines", 0.75)

    def _column(self, grid: Grid) -> tuple[int | None, int]:
        """Return which column holds the knowledge, and the first row under the header."""
        first = grid.rows[0] if grid.rows else ()
        for column, cell in enumerate(first):
            if self._is_role(cell.text, "knowledge"):
                return column, 1
        if grid.columns == 2 and all(
            row[0].lines and level_in(self.page, row[1].text) is not None for row in grid.rows
        ):
            return 0, 0
        if grid.columns == 2 and len(first) == 2 and self._is_role(first[1].text, "level"):
            return 0, 1
        return None, 0

    def _is_role(self, text: str, role: str) -> bool:
        pattern = self.page.lexicon.pattern("competency_words", "columns", role, before="^", after="$")
        return pattern.match(text.strip(" :.")) is not None

    def _row(self, row: GridRow, column: int) -> None:
        cell = row[column]
        if not cell.lines or (stands_alone(row) and len(cell.text.split()) > _MAX_CELL_WORDS):
            return
        lines = sorted(
            {line.number: line for part in row for line in part.lines}.values(), key=lambda line: line.number
        )
        group = self._group()
        for paragraph in self.page.paragraphs(cell.lines):
            item = self.page.item(paragraph)
            evidence = evidence_of(lines)
            self.items.append(KnowledgeItem(item.text, evidence, self.kind, group, item.notation))
            self.page.note("knowledge", item.text, evidence, "knowledge-table", 0.9)
        self.page.place(lines)


def _is_numbered(block: Block) -> bool:
    return block.kind == "head" and block.lines[0].marker is not None and block.lines[0].traits.heading is None
