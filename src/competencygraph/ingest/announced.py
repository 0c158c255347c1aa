"""Lists that only announce competencies, which another part of the document works out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from competencygraph.ingest.document import Line
from competencygraph.ingest.headings import Section
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.drafts import divide_name
from competencygraph.ingest.rules.labels import is_sentence

__all__ = ["ANNOUNCED", "announced_lists", "with_announced_lists"]

ANNOUNCED = "announced"
"""The kind of a part that holds nothing but lists of names under their lead-ins."""

_COMPETENCIES = frozenset({"competencies", "competency_group"})
# In these, a list is one of their own, unless it names what a later part works out.
_LISTS = frozenset({"tasks", "result_areas", "knowledge", "technical"})
_TEXTS = frozenset({"front", "document_type", "general_info", "purpose", "mission", "other", "expectations"})
_ON_TOP = frozenset({"front", "document_type"})
_KEEPS_HEADING = frozenset({"purpose", "mission", "tasks", "result_areas", "knowledge", "technical"})
_MAX_NAME_WORDS = 12
_MAX_LEAD_WORDS = 8
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class AnnouncedList:
    """A list under its lead-in.

    Args:
        lead: the lead-in, None for one that stands right under a heading.
        members: the members of the list.
        knowledge: whether it lists knowledge, else competencies.
    """

    lead: Paragraph | None
    members: tuple[Paragraph, ...]
    knowledge: bool = False

    @property
    def lines(self) -> list[Line]:
        """Return the lines of lead-in and list."""
        lead = list(self.lead.lines) if self.lead is not None else []
        return [*lead, *(line for member in self.members for line in member.lines)]


def with_announced_lists(page: Page, sections: Sequence[Section], *, asks: bool) -> list[Section]:
    """Return the parts, lists that announce competencies as parts of the kind `ANNOUNCED`.

    A part that is headed as one of competencies is such a list where it holds bare names and a later part works one of
    them out. In running text and in other parts a lead-in tells it ("Je beschikt over de volgende competenties:"); a
    list of knowledge right below goes with it.

    Args:
        page: the document.
        sections: the parts of one profile, in printed order.
        asks: whether the document describes a vacancy, which reads the parts with its expectations itself.
    """
    found: list[Section] = []
    for index, section in enumerate(sections):
        worked_out = _worked_out(page, sections[index + 1 :])
        if section.kind in _COMPETENCIES:
            lists = announced_lists(page, section.body) if worked_out and section.heading else []
            whole = sum(len(part.lines) for part in lists) == len(section.body)
            announces = bool(lists) and whole and not worked_out.isdisjoint(_names(page, lists))
            found.append(replace(section, kind=ANNOUNCED) if announces else section)
        elif section.kind in _TEXTS | _LISTS and not (asks and section.kind == "expectations"):
            found += _split(page, section, worked_out)
        else:
            found.append(section)
    return found


def announced_lists(page: Page, lines: Sequence[Line]) -> list[AnnouncedList]:
    """Return the lists that follow each other at the top of the lines, up to what belongs to none.

    Args:
        page: the document.
        lines: of a part.
    """
    found: list[AnnouncedList] = []
    rest = list(lines)
    while rest:
        part = _list_on_top(page, rest, first=not found)
        if part is None:
            break
        found.append(part)
        rest = rest[len(part.lines) :]
    return found


def _list_on_top(page: Page, lines: Sequence[Line], *, first: bool) -> AnnouncedList | None:
    """Return the list that the lines begin with; any but the first needs a lead-in that tells what it lists."""
    paragraphs = page.paragraphs(lines)
    opener = paragraphs[0]
    text = page.wording(opener.lines)
    announcing = _lead_in(page, opener)
    lead = opener if announcing is None and not opener.is_bullet and text.endswith(":") else announcing
    knowledge = lead is not None and announcing is None and _names_knowledge(page, text)
    if not first and announcing is None and not knowledge:
        return None
    below = lines[len(lead.lines) :] if lead is not None else lines
    members = _members(page, below)
    fewest = _FEWEST if first else 1
    if len(members) < fewest or (not knowledge and not all(_is_name(page, member) for member in members)):
        return None
    return AnnouncedList(lead, tuple(members), knowledge)


def _names_knowledge(page: Page, text: str) -> bool:
    return page.lexicon.pattern("requirement_words", "knowledge").search(text) is not None


def _members(page: Page, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the bullets that the lines begin with, else the short lines up to the first blank one."""
    if not lines:
        return []
    members: list[Paragraph] = []
    for paragraph in page.paragraphs(lines):
        if not paragraph.is_bullet:
            break
        members.append(paragraph)
    if members:
        return members
    end = next((index for index, line in enumerate(lines) if index and line.gap != lines[1].gap), len(lines))
    return page.line_members(lines[:end]) or []


def _is_name(page: Page, member: Paragraph) -> bool:
    """Return whether a member is a bare name: without a level, a definition or a verb."""
    if member.first.traits.cell is not None or member.first.traits.heading is not None:
        return False
    text = page.wording(member.lines)
    named, definition = divide_name(page, text)
    short = len(text.split()) <= _MAX_NAME_WORDS
    return short and definition is None and not named.has_level and not is_sentence(page, text)


def _lead_in(page: Page, paragraph: Paragraph) -> Paragraph | None:
    """Return a paragraph, or its first line alone, where it announces competencies."""
    first = Paragraph((paragraph.first,))
    return next((part for part in (paragraph, first) if _is_lead(page, part)), None)


def _is_lead(page: Page, paragraph: Paragraph) -> bool:
    """Return whether a paragraph announces competencies: with a colon, or as a short line set off from the text."""
    text = page.wording(paragraph.lines)
    bare = text.rstrip(" :")
    if paragraph.first.marker is not None or paragraph.first.traits.cell is not None:
        return False
    if page.lexicon.pattern("announcing", after="$").match(bare) is None:
        return False
    alone = len(paragraph.lines) == 1 and (paragraph.first.gap > 0 or paragraph.first.traits.bold)
    return text.endswith(":") or (alone and len(bare.split()) <= _MAX_LEAD_WORDS and not text.endswith("."))


def _split(page: Page, section: Section, worked_out: frozenset[str]) -> list[Section]:
    """Return a part as what stands before its announced lists, these, and what stands after them."""
    position = 0
    for paragraph in page.paragraphs(section.body):
        lists = announced_lists(page, section.body[position:]) if _lead_in(page, paragraph) else []
        if lists and (section.kind in _TEXTS or not worked_out.isdisjoint(_names(page, lists))):
            break
        position += len(paragraph.lines)
    else:
        return [section]
    end = position + sum(len(part.lines) for part in lists)
    keeps = position > 0 or section.kind in _KEEPS_HEADING
    before = [replace(section, body=section.body[:position])] if keeps else []
    parts = []
    for place, part in enumerate(lists):
        heading = section.heading if not keeps and place == 0 else ()
        parts.append(Section(ANNOUNCED, heading, part.lines, section.level, told_by=section.told_by))
    kind = "other" if section.kind in _ON_TOP else section.kind
    after = replace(section, kind=kind, heading=(), body=section.body[end:])
    return [*before, *parts, *(_split(page, after, worked_out) if after.body else [])]


def _names(page: Page, lists: Sequence[AnnouncedList]) -> set[str]:
    return {_key(page, page.wording(member.lines)) for part in lists for member in part.members}


def _key(page: Page, text: str) -> str:
    return divide_name(page, text)[0].name.rstrip(" .;:,").casefold()


def _worked_out(page: Page, sections: Sequence[Section]) -> frozenset[str]:
    """Return the lines of parts that hold more than names of competencies, as names are compared."""
    return frozenset(
        _key(page, line.body)
        for section in sections
        if section.kind in _COMPETENCIES
        and sum(len(part.lines) for part in announced_lists(page, section.body)) < len(section.body)
        for line in section.body
    )
