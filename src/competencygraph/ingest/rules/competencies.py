"""Competencies: name, definition, level and indicators, in the layouts that lists of them are printed in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Literal

from competencygraph.ingest.document import Line, evidence_of, spans
from competencygraph.ingest.outline import Section, heading_text, is_heading_like
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.levels import level_pattern, read_level, split_name_level
from competencygraph.model import Competency, CompetencyGroup, KnowledgeItem, ProficiencyLevel

__all__ = ["CompetencyReading", "read_competencies", "read_knowledge"]

_MAX_NAME_WORDS = 9
_NAME_AND_TEXT = re.compile(r"(?P<name>[^:–—]{2,60}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)")


@dataclass
class CompetencyReading:
    """What a part with competencies gave.

    Args:
        competencies: in printed order.
        remainder: paragraphs that are no part of a competency or of the group's definition.
        headed: headed texts that are no competency: heading and text lines.
    """

    competencies: list[Competency] = field(default_factory=list)
    remainder: list[Paragraph] = field(default_factory=list)
    headed: list[tuple[Line, list[Line]]] = field(default_factory=list)


@dataclass
class _Draft:
    """A competency while its lines are collected."""

    name: Line
    text: list[Line] = field(default_factory=list)
    levels: list[tuple[list[Line], list[Paragraph]]] = field(default_factory=list)
    items: list[Paragraph] = field(default_factory=list)

    @property
    def is_worked_out(self) -> bool:
        return bool(self.levels or self.items)


def read_knowledge(page: Page, section: Section, kind: Literal["knowledge", "technical"]) -> list[KnowledgeItem]:
    """Return the items of a part that is headed as knowledge or technical competencies.

    Args:
        page: the document.
        section: the part; its heading names the group.
        kind: what the heading announces.
    """
    items = []
    members = page.line_members(section.body)
    paragraphs = members or [part for part in page.paragraphs(section.body) if part.first.marker is not None]
    group = _group(page, section, []) if paragraphs else None
    for paragraph in paragraphs:
        item = page.item(paragraph)
        items.append(KnowledgeItem(item.text, item.evidence, kind, group, item.notation))
    return items


def _group(page: Page, section: Section, definition: Sequence[Line]) -> CompetencyGroup | None:
    name = heading_text(section)
    if name is None:
        return None
    text = page.join(definition) if definition else None
    return CompetencyGroup(name, evidence_of([*section.heading, *definition]), text)


def read_competencies(page: Page, section: Section) -> CompetencyReading:
    """Return the competencies of a part.

    Layouts: bulleted names with a definition, a level sentence that ends in a colon, and indicators under another
    bullet; names on a line of their own with a definition, a line "Niveau 3 – title" and bullets; names with bullets
    alone; a plain list of names, bulleted or one a line, each with a definition or a level behind it, or without.

    Args:
        page: the document.
        section: the part; a heading of the kind ``competency_group`` gives the group.

    Returns:
        The competencies and what is none of them.
    """
    lines = section.body
    reading = CompetencyReading()
    members = page.line_members(lines)
    if members is not None:
        group = _group(page, section, []) if section.kind == "competency_group" else None
        return CompetencyReading([_listed(page, member, group) for member in members])
    outer = _outer_bullet(page, lines)
    if outer is not None:
        drafts, before = _bulleted_drafts(page, lines, outer)
    else:
        drafts, before = _headed_drafts(page, lines)
    grouped = section.kind == "competency_group"
    plain = not drafts and any(line.marker for line in before)
    definition = [] if plain else before
    group = _group(page, section, definition) if grouped and (drafts or plain) else None
    if drafts and not grouped and before:
        reading.remainder = page.paragraphs(before)
    if plain:
        reading.competencies = _plain_list(page, before, group, reading)
        return reading
    if not drafts:
        reading.remainder = page.paragraphs(before)
        return reading
    worked_out = sum(draft.is_worked_out for draft in drafts)
    for draft in drafts:
        other = page.lexicon.heading_kind(draft.name.body) in {"other", "values", "reserve", "application"}
        if not draft.is_worked_out and (other or worked_out * 2 > len(drafts)):
            reading.headed.append((draft.name, draft.text))
        else:
            reading.competencies.append(_competency(page, draft, group))
    return reading


def _outer_bullet(page: Page, lines: Sequence[Line]) -> str | None:
    """Return the bullet that marks names where another one marks indicators, None where there is none such.

    Names are short, and something stands between one name and the next. Where a level line comes before the first
    bullet, the names bear none.
    """
    symbols = [line.marker.symbol for line in lines if line.marker is not None and line.is_bullet]
    kinds = list(dict.fromkeys(symbols))
    if len(kinds) < 2 or _level_comes_first(page, lines):
        return None
    outer = kinds[0]
    if sum(one == outer == other for one, other in pairwise(symbols)) * 5 > symbols.count(outer):
        return None
    names = [line for line in lines if line.marker is not None and line.marker.symbol == outer]
    short = sum(1 for line in names if len(line.body.split()) <= _MAX_NAME_WORDS and not line.body.endswith((".", ";")))
    return outer if short * 10 >= len(names) * 8 else None


def _level_comes_first(page: Page, lines: Sequence[Line]) -> bool:
    above = takewhile(lambda line: not line.is_bullet, lines)
    return any(level_pattern(page).match(line.body) for line in above)


def _bulleted_drafts(page: Page, lines: Sequence[Line], outer: str) -> tuple[list[_Draft], list[Line]]:
    drafts: list[_Draft] = []
    before: list[Line] = []
    for paragraph in page.paragraphs(lines):
        marker = paragraph.first.marker
        if marker is not None and marker.symbol == outer:
            drafts.append(_Draft(paragraph.first, list(paragraph.lines[1:])))
        elif not drafts:
            before += paragraph.lines
        elif marker is not None:
            _add_item(drafts[-1], paragraph)
        elif not drafts[-1].is_worked_out:
            drafts[-1].text += paragraph.lines
        else:
            drafts[-1].items.append(paragraph)
    for draft in drafts:
        _split_level_sentence(page, draft)
    return drafts, before


def _add_item(draft: _Draft, paragraph: Paragraph) -> None:
    (draft.levels[-1][1] if draft.levels else draft.items).append(paragraph)


def _split_level_sentence(page: Page, draft: _Draft) -> None:
    """Take the level sentence out of a draft's text: its end, from the last line that begins a sentence to a colon.

    A line with a capital begins one when the line before it is closed or ends short of the width; where no line
    does, the last line with a capital.
    """
    text = draft.text
    if not draft.items or not text or not text[-1].text.endswith(":"):
        return
    capitals = [index for index, line in enumerate(text) if line.text[0].isupper()]
    begins = [index for index in capitals if index == 0 or _breaks_off(page, text[index - 1], text[index])]
    index = next((index for index in reversed(begins) if index), max(capitals, default=0))
    draft.levels.append((text[index:], draft.items))
    draft.text, draft.items = text[:index], []


def _breaks_off(page: Page, last: Line, line: Line) -> bool:
    return last.ends_sentence or page.ends_short(last, line)


def _headed_drafts(page: Page, lines: Sequence[Line]) -> tuple[list[_Draft], list[Line]]:
    """Return drafts whose names stand on lines of their own, and the lines before the first of them."""
    pattern = level_pattern(page)
    has_levels = any(pattern.match(line.body) for line in lines)
    drafts: list[_Draft] = []
    pending: list[Line] = []
    before: list[Line] = []
    for paragraph in _split_levels(page, lines, pattern):
        first = paragraph.first
        if pattern.match(first.body) and not first.is_bullet:
            before += _open_draft(drafts, pending, has_levels)
            pending = []
            if drafts:
                drafts[-1].levels.append((list(paragraph.lines), []))
        elif first.marker is not None:
            before += _open_draft(drafts, pending, has_levels)
            pending = []
            if drafts:
                _add_item(drafts[-1], paragraph)
            else:
                before += paragraph.lines
        else:
            pending += paragraph.lines
    before += _open_draft(drafts, pending, has_levels)
    return drafts, before


def _split_levels(page: Page, lines: Sequence[Line], pattern: re.Pattern[str]) -> list[Paragraph]:
    """Return the paragraphs of the lines, a level line always beginning one."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if pattern.match(line.text):
            runs.append([])
        runs[-1].append(line)
    return [paragraph for run in runs if run for paragraph in _level_paragraphs(page, run, pattern)]


def _level_paragraphs(page: Page, run: Sequence[Line], pattern: re.Pattern[str]) -> list[Paragraph]:
    if not pattern.match(run[0].text):
        return page.paragraphs(run)
    level = [run[0]]
    for line in run[1:]:
        if line.marker is not None or not page.continues(level, line):
            break
        level.append(line)
    return [Paragraph(tuple(level)), *page.paragraphs(run[len(level) :])]


def _open_draft(drafts: list[_Draft], pending: Sequence[Line], has_levels: bool) -> list[Line]:
    """Begin drafts at the names in the pending lines; return the lines that stand before the first name."""
    if not pending:
        return []
    names = [index for index in range(len(pending)) if _is_name(pending, index)]
    if drafts and not drafts[-1].is_worked_out and has_levels and not names:
        drafts[-1].text += pending
        return []
    if not names:
        return list(pending) if not drafts else _append_text(drafts[-1], pending)
    for index, end in spans(names, len(pending)):
        drafts.append(_Draft(pending[index], list(pending[index + 1 : end])))
    loose = list(pending[: names[0]])
    if loose and len(drafts) > len(names):
        _append_text(drafts[-len(names) - 1], loose)
        return []
    return loose


def _append_text(draft: _Draft, lines: Sequence[Line]) -> list[Line]:
    if draft.is_worked_out:
        draft.items.append(Paragraph(tuple(lines)))
    else:
        draft.text += lines
    return []


def _is_name(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line names a competency: heading-like, and no line of running text carries on into it."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    previous = lines[index - 1] if index else None
    if not is_heading_like(line, previous, following):
        return False
    if index and index + 1 == len(lines) and line.gap == 0:
        return False
    return index == 0 or not (line.gap == 0 and is_heading_like(lines[index - 1], None, line))


def _competency(page: Page, draft: _Draft, group: CompetencyGroup | None) -> Competency:
    marker = draft.name.marker
    notation = marker.symbol if marker is not None and marker.kind != "bullet" else None
    name, level = split_name_level(page, page.join([draft.name]))
    definition = page.join(draft.text) if draft.text else None
    levels = tuple(read_level(page, lines, items) for lines, items in draft.levels)
    if not levels and (draft.items or level is not None):
        indicators = tuple(page.item(paragraph) for paragraph in draft.items)
        printed = draft.items[0].evidence if level is None else evidence_of([draft.name])
        levels = (ProficiencyLevel(level, None, indicators, printed),)
    return Competency(name, evidence_of([draft.name, *draft.text]), group, definition, levels, notation)


def _plain_list(
    page: Page, lines: Sequence[Line], group: CompetencyGroup | None, reading: CompetencyReading
) -> list[Competency]:
    """Return the competencies of a list of names, a definition behind a colon or dash kept apart."""
    found = []
    for paragraph in page.paragraphs(lines):
        if paragraph.first.marker is None:
            reading.remainder.append(paragraph)
        else:
            found.append(_listed(page, paragraph, group))
    return found


def _listed(page: Page, paragraph: Paragraph, group: CompetencyGroup | None) -> Competency:
    """Return the competency of one list member: its name, with a definition or a level behind it."""
    item = page.item(paragraph)
    name, level = split_name_level(page, item.text)
    match = _NAME_AND_TEXT.match(item.text) if level is None else None
    name, definition = (match["name"], match["text"]) if match else (name, None)
    levels = () if level is None else (ProficiencyLevel(level, None, (), item.evidence),)
    return Competency(name, item.evidence, group, definition, levels, item.notation)
