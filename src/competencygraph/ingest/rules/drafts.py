"""A competency while its lines are collected, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.joining import sentences
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.blocks import Block
from competencygraph.ingest.rules.labels import Label, label_in
from competencygraph.ingest.rules.levels import LevelLine, NamedLevel, name_and_level, read_level
from competencygraph.model import Competency, CompetencyGroup, Evidence, Item, ProficiencyLevel

__all__ = ["Draft", "LevelDraft", "divide_name", "finish", "note_competency", "rule_of"]

_NAME_AND_TEXT = re.compile(r"(?P<name>[^:–—]{2,60}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)", re.DOTALL)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s+(?=[^\W\d_])")
_MAX_NAME_WORDS = 9
_MAX_LEAD_WORDS = 5
_FEWEST_SENTENCES = 3
_MAX_TITLE_WORDS = 20
_MAX_BARE_TITLE_WORDS = 8


@dataclass(slots=True)
class LevelDraft:
    """A level while its lines are collected."""

    line: LevelLine | None
    lines: list[Line]
    texts: list[Paragraph] = field(default_factory=list)
    items: list[Item | Paragraph] = field(default_factory=list)
    ready: ProficiencyLevel | None = None


@dataclass(slots=True)
class Draft:
    """A competency while its lines are collected.

    Args:
        name: the lines of its name; with `label`, what stands behind the label is the name.
        group: the group that it stands in.
        rule: the rule that found its name.
        confidence: how sure that is.
        label: the label before the name.
        sure: whether its look tells that it is a name, and not only its place.
        texts: paragraphs under the name.
        definition: a definition that a label announced: its text and lines.
        levels: its levels.
        items: indicators outside any level.
        asked: the level that stands above it.
    """

    name: list[Line]
    group: CompetencyGroup | None
    rule: str
    confidence: float
    label: Label | None = None
    sure: bool = True
    texts: list[Paragraph] = field(default_factory=list)
    definition: tuple[str, list[Line]] | None = None
    levels: list[LevelDraft] = field(default_factory=list)
    items: list[Item | Paragraph] = field(default_factory=list)
    asked: LevelDraft | None = None

    @property
    def is_worked_out(self) -> bool:
        """Return whether anything but text stands under the name."""
        return bool(self.levels or self.items or self.definition)

    @property
    def awaits_items(self) -> bool:
        """Return whether nothing stands under the level in hand, or under a labelled definition."""
        if self.levels:
            return self.levels[-1].ready is None and not self.levels[-1].items
        return not self.items

    @property
    def text_lines(self) -> list[Line]:
        """Return the lines of the paragraphs under the name."""
        return [line for text in self.texts for line in text.lines]

    def add_item(self, item: Item | Paragraph) -> None:
        """Add an indicator to the level in hand, else to the competency."""
        (self.levels[-1].items if self.levels else self.items).append(item)


def rule_of(block: Block) -> tuple[str, float]:
    """Return the name of the rule that makes a name of a head, and how sure it is."""
    line = block.lines[0]
    if line.is_bullet:
        return "name-bulleted", 0.9
    if line.traits.heading is not None:
        return "name-as-heading", 0.95
    if line.traits.bold and block.sure:
        return "name-in-bold", 0.9
    if block.look is not None and block.look[3]:
        return "name-numbered", 0.9
    if not block.sure and len(block.lines) > 0 and (": " in line.text or " – " in line.text):
        return "name-with-text-behind", 0.75
    return ("name-in-capitals", 0.85) if line.body.isupper() else ("name-on-its-own-line", 0.75)


def divide_name(page: Page, text: str) -> tuple[NamedLevel, str | None]:
    """Return a name with its level, and the definition that stands behind the name on its line, None without one.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> divide_name(page, "Luisteren – aandacht hebben voor wat iemand zegt")
    (NamedLevel(name='Luisteren', level=None, title=None), 'aandacht hebben voor wat iemand zegt')
    """
    named = name_and_level(page, text)
    if named.has_level:
        return named, None
    match = _NAME_AND_TEXT.match(text)
    if match is None or len(match["name"].split()) > _MAX_NAME_WORDS:
        return named, None
    before = name_and_level(page, match["name"])
    return before, match["text"]


def finish(page: Page, draft: Draft) -> Competency:
    """Return the competency that a draft became, all of it placed and noted."""
    printed = page.join(draft.name)
    if draft.label is not None:
        printed = draft.label.value.rstrip(" ;:")
    first = draft.name[0]
    if first.marker is None and draft.rule == "name-numbered":
        printed = _NUMBER.sub("", printed, count=1)
    marker = first.marker if first.marker is not None and first.marker.kind != "bullet" else None
    named, behind = divide_name(page, printed)
    level_sentence = _take_level_sentence(page, draft)
    definition, lines = _definition(page, draft, behind)
    levels = [*level_sentence, *(_level(page, level) for level in draft.levels)]
    levels = _levels_of(page, draft, named, levels)
    evidence = evidence_of(sorted([*draft.name, *lines], key=lambda line: line.number))
    competency = Competency(
        named.name, evidence, draft.group, definition, tuple(levels), marker.symbol if marker is not None else None
    )
    note_competency(page, competency, draft.rule, draft.confidence)
    return competency


def note_competency(page: Page, competency: Competency, rule: str, confidence: float) -> None:
    """Note a competency, its levels and its indicators."""
    page.note("competency", competency.name, competency.evidence, rule, confidence)
    for level in competency.levels:
        printed = " – ".join(str(part) for part in (level.level, level.title) if part is not None)
        if printed:
            page.note("level", printed, level.evidence, "level-of-competency", confidence)
        for indicator in level.indicators:
            page.note("indicator", indicator.text, indicator.evidence, "list-under-competency", confidence)


def _definition(page: Page, draft: Draft, behind: str | None) -> tuple[str | None, list[Line]]:
    if draft.definition is not None:
        page.place(draft.definition[1])
        return draft.definition[0], draft.definition[1]
    lines = draft.text_lines
    under = _without_lead_in(page, page.join(lines)) if lines else None
    if behind is not None:
        return (f"{behind} {under}" if under else behind), lines
    return under, lines


def _without_lead_in(page: Page, text: str) -> str | None:
    """Return a definition without the last sentence that only leads in to the indicators."""
    parts = sentences(text)
    if parts:
        label = label_in(page, parts[-1])
        if label is not None and label.kind == "indicators" and not label.value:
            return text[: len(text) - len(parts[-1])].rstrip() or None
    return text


def _take_level_sentence(page: Page, draft: Draft) -> list[ProficiencyLevel]:
    """Take the sentence before the items out of a draft's text when it ends in a colon.

    One that only leads in ("De medewerker:") is dropped, save under bulleted names; any other is a level sentence
    without number.
    """
    lines = draft.text_lines
    if not draft.items or draft.levels or not lines or not lines[-1].text.endswith(":"):
        return []
    begin = _sentence_begin(page, draft, lines)
    sentence = lines[begin:]
    bulleted = draft.rule == "name-bulleted"
    printed = " ".join(line.text for line in sentence)
    if not bulleted and _only_leads_in(page, printed):
        page.place(sentence)
        levels: list[ProficiencyLevel] = []
    elif begin == 0 and not bulleted:
        return []
    else:
        levels = [read_level(page, sentence, draft.items)]
        draft.items = []
    draft.texts = [Paragraph(tuple(lines[:begin]))] if begin else []
    return levels


def _only_leads_in(page: Page, text: str) -> bool:
    """Return whether a sentence before items says nothing of its own: a short one, or a label of indicators.

    A short one that the document prints once says something where most sentences before its lists are longer.
    """
    words = len(text.split())
    if words > _MAX_LEAD_WORDS or len(sentences(text)) > 1:
        return False
    label = label_in(page, text)
    if page.openers[text] != 1 or words == 1 or (label is not None and label.kind == "indicators"):
        return True
    longer = sum(count for opener, count in page.openers.items() if len(opener.split()) > _MAX_LEAD_WORDS)
    return longer < _FEWEST_SENTENCES or longer * 2 <= page.openers.total()


def _sentence_begin(page: Page, draft: Draft, lines: Sequence[Line]) -> int:
    """Return the line that begins the last sentence.

    A line with a capital begins one when the line before it is closed or ends short of the width; where no line does,
    the last line with a capital.
    """
    if draft.rule != "name-bulleted":
        return len(lines) - len(draft.texts[-1].lines)
    capitals = [index for index, line in enumerate(lines) if line.text[0].isupper()]
    begins = [
        index
        for index in capitals
        if index == 0 or lines[index - 1].ends_sentence or page.ends_short(lines[index - 1], lines[index])
    ]
    return next((index for index in reversed(begins) if index), max(capitals, default=0))


def _level(page: Page, draft: LevelDraft) -> ProficiencyLevel:
    """Return a level with its title and indicators.

    Text under a level without items is its indicators, a paragraph each, or its title when short and open at its end;
    before items it is the title, unless one is printed behind the number.
    """
    if draft.ready is not None:
        return draft.ready
    line, texts, items = draft.line, list(draft.texts), list(draft.items)
    lines = list(draft.lines)
    titled = line is None or line.title is not None
    if (
        texts
        and texts[-1].lines[-1].text.endswith(":")
        and len(page.wording(texts[-1].lines).split()) <= _MAX_LEAD_WORDS
    ):
        page.place(texts.pop().lines)
    if texts and line is not None and not titled:
        words = page.wording(texts[0].lines)
        limit = _MAX_TITLE_WORDS if items else _MAX_BARE_TITLE_WORDS
        if len(words.split()) <= limit and (items or not texts[0].lines[-1].ends_sentence):
            lines += texts.pop(0).lines
            line = LevelLine(line.level, words.rstrip(" ;:"))
    if not items:
        items += texts
    if line is not None and line.rest:
        parts = [Item(line.rest, evidence_of(draft.lines))]
        items = [*parts, *items]
    return read_level(page, lines, items, line)


def _levels_of(
    page: Page, draft: Draft, named: NamedLevel, levels: Sequence[ProficiencyLevel]
) -> list[ProficiencyLevel]:
    """Return the levels, what stands outside them in one of its own: the one printed in or above the name."""
    indicators = tuple(item if isinstance(item, Item) else page.item(item) for item in draft.items)
    number: int | str | None = named.level
    title = named.title
    where: Evidence | None = evidence_of(draft.name) if named.has_level else None
    if where is None and draft.asked is not None and draft.asked.line is not None:
        number, title = draft.asked.line.level, draft.asked.line.title
        where = evidence_of(draft.asked.lines)
    if where is None and indicators:
        where = indicators[0].evidence
    if where is None or (levels and not indicators):
        return list(levels)
    return [ProficiencyLevel(number, title, indicators, where), *levels]
