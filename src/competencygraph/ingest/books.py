"""Function books: one document with several profiles, cut where each begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.headings import Section, is_heading_like
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.front import typed_title
from competencygraph.ingest.rules.texts import label_of
from competencygraph.model import Competency, Evidence, Profile

__all__ = ["by_function", "split_book"]

_ANCHORS = ("purpose", "mission", "result_areas", "tasks", "criteria")
"""Kinds of part that a profile has once, the surest first."""
_MAX_TITLE_LINES = 2


@dataclass(frozen=True, slots=True, order=True)
class _Start:
    """Where a profile begins: a line of the body of a part, or with `offset` -1 the heading of the part."""

    section: int
    offset: int


def split_book(page: Page, sections: Sequence[Section]) -> list[list[Section]]:
    """Return the parts of each profile that a document describes; most describe one.

    A document is a book when it marks two or more headings of one level as titles, each above a purpose, result areas
    or tasks of its own; or when a part that a profile has once comes again, with something between that begins a
    profile: the type of document, a label that gives the function's title, or a heading of its own without content.

    Args:
        page: the document.
        sections: its outline.

    Returns:
        For each profile its parts; the first of them has the kind ``front`` and holds the title.
    """
    starts = _marked_starts(sections) or _repeated_starts(page, sections)
    if len(starts) < 2:
        return [list(sections)]
    _set_front_matter_aside(page, sections, starts[0])
    ends = [*starts[1:], _Start(len(sections), -1)]
    return [_slice(sections, start, end) for start, end in zip(starts, ends, strict=True)]


def by_function(page: Page, read: Sequence[tuple[Profile, Mapping[str, Sequence[Competency]]]]) -> tuple[Profile, ...]:
    """Return the profiles of a document, those competencies added that a matrix gives for each function.

    A column goes to the profile with its title, else makes a profile of its own. A profile that held nothing but the
    matrix, with notes around it, is none.

    Args:
        page: the document.
        read: each profile with the competencies by the name of a function that its part prints.
    """
    profiles = [profile for profile, _ in read]
    added: list[Profile] = []
    heads: Mapping[str, Line] = {}
    if any(columns for _, columns in read):
        lines = [line for table in page.document.tables.values() for line in table.lines]
        heads = {line.text: line for line in reversed(lines)}
    for place, (profile, columns) in enumerate(read):
        for name, competencies in columns.items():
            known = next((at for at, other in enumerate(profiles) if _is_titled(other, name)), None)
            if known is not None:
                whole = (*profiles[known].competencies, *competencies)
                profiles[known] = replace(profiles[known], competencies=whole)
            elif competencies:
                added.append(_function(name, heads.get(name), competencies))
        if columns and added and profiles[place] == profile and not _has_content(profile):
            _set_aside(page, [profile.evidence, *(section.evidence for section in profile.sections)])
            profiles[place] = Profile("profile")
    return (*(profile for profile in profiles if not added or profile != Profile("profile")), *added)


def _is_titled(profile: Profile, name: str) -> bool:
    return profile.title is not None and profile.title.casefold() == name.casefold()


def _has_content(profile: Profile) -> bool:
    return bool(
        profile.purpose
        or profile.result_areas
        or profile.tasks
        or profile.criteria
        or profile.competencies
        or profile.knowledge
        or profile.vacancy
    )


def _function(name: str, head: Line | None, competencies: Sequence[Competency]) -> Profile:
    evidence = evidence_of([head]) if head is not None else competencies[0].evidence
    return Profile("profile", title=name, evidence=evidence, competencies=tuple(competencies))


def _set_aside(page: Page, parts: Iterable[Evidence | None]) -> None:
    """Set aside what stands around a matrix and says nothing of one of its functions: a title, notes."""
    for part in parts:
        if part is None:
            continue
        numbers = range(part.start_line, part.end_line + 1)
        lines = [line for line in page.document.lines if line.number in numbers]
        page.placed.difference_update(numbers)
        page.set_aside(lines, "front matter")


def _marked_starts(sections: Sequence[Section]) -> list[_Start]:
    """Return the titles that the document marks as headings of one level, each above content of the same kind."""
    heads: list[tuple[_Start, int]] = [
        (_Start(0, offset), line.traits.heading)
        for offset, line in enumerate(sections[0].body)
        if line.traits.heading is not None
    ]
    heads += [
        (_Start(index, -1), section.level)
        for index, section in enumerate(sections)
        if section.kind in {"other", "document_type"} and section.level is not None
    ]
    for level in sorted({level for _, level in heads}):
        starts = sorted(start for start, own in heads if own == level)
        kinds = {start: _kinds_below(sections, start, level) for start in starts}
        for anchor in _ANCHORS:
            with_anchor = [start for start in starts if anchor in kinds[start]]
            if len(with_anchor) >= 2:
                return with_anchor
    return []


def _kinds_below(sections: Sequence[Section], start: _Start, level: int) -> set[str]:
    """Return the kinds of part below a title, up to the next heading of its level or a higher one."""
    if start.offset >= 0 and any(
        line.traits.heading is not None and line.traits.heading <= level
        for line in sections[start.section].body[start.offset + 1 :]
    ):
        return set()
    found = set()
    for section in sections[start.section + 1 :]:
        if section.level is not None and section.level <= level:
            break
        found.add(section.kind)
    return found


def _repeated_starts(page: Page, sections: Sequence[Section]) -> list[_Start]:
    """Return where profiles begin in a document that repeats a part which a profile has once."""
    for anchor in _ANCHORS:
        places = [index for index, section in enumerate(sections) if section.kind == anchor and section.heading]
        if len(places) < 2:
            continue
        starts = [_title_before(page, sections, last, place) for last, place in pairwise(places)]
        found = [start for start in starts if start is not None]
        if len(found) == len(starts):
            return [_first_title(page, sections, places[0]), *found]
    return []


def _first_title(page: Page, sections: Sequence[Section], anchor: int) -> _Start:
    return _title_before(page, sections, -1, anchor) or _Start(0, -1)


def _title_before(page: Page, sections: Sequence[Section], last: int, anchor: int) -> _Start | None:
    """Return what begins a profile between two parts of one kind, None when nothing does."""
    for index in range(last + 1, anchor):
        if sections[index].kind == "document_type":
            return _Start(index, -1)
    for index in range(max(last, 0), anchor):
        for offset, line in enumerate(sections[index].body):
            if _gives_title(page, line):
                return _Start(index, offset)
    for index in range(last + 1, anchor):
        section = sections[index]
        if section.kind == "other" and section.heading and not section.body:
            return _Start(index, -1)
    above = anchor - 1
    if above < 0 or above == last < 0:
        return None
    trailing = _trailing_heading(sections[above].body)
    return None if trailing is None else _Start(above, trailing)


def _gives_title(page: Page, line: Line) -> bool:
    label = label_of(line)
    if label is not None and page.lexicon.label_kind(label[0]) == "function_title":
        return True
    return typed_title(page, line.text) is not None


def _trailing_heading(body: Sequence[Line]) -> int | None:
    """Return where the heading-like lines at the end of a part begin, None when it ends otherwise."""
    first: int | None = None
    for offset in range(len(body) - 1, max(len(body) - 1 - _MAX_TITLE_LINES, -1), -1):
        line = body[offset]
        if line.marker is not None or not is_heading_like(line, body[offset - 1] if offset else None, None):
            break
        if offset and line.gap == 0 and first is None and not line.text.isupper():
            break
        first = offset
    return first


def _set_front_matter_aside(page: Page, sections: Sequence[Section], first: _Start) -> None:
    """Set aside what stands before the first profile of a book."""
    for index, section in enumerate(sections[: first.section + 1]):
        heading = section.heading if index < first.section else ()
        body = section.body if index < first.section else section.body[: max(first.offset, 0)]
        for line in (*heading, *body):
            page.set_aside([line], "front matter")


def _slice(sections: Sequence[Section], start: _Start, end: _Start) -> list[Section]:
    """Return the parts from one start to the next, the title in a part of the kind ``front``."""
    opener = sections[start.section]
    cut = end.offset if end.offset >= 0 and end.section == start.section else None
    if start.offset >= 0:
        parts = [Section("front", (), opener.body[start.offset : cut])]
    elif opener.kind == "document_type":
        parts = [Section("front"), opener]
    else:
        parts = [Section("front", (), [*opener.heading, *opener.body[:cut]])]
    for index in range(start.section + 1, min(end.section + 1, len(sections))):
        section = sections[index]
        if index < end.section:
            parts.append(section)
        elif end.offset >= 0:
            body = section.body[: end.offset]
            parts.append(Section(section.kind, section.heading, body, section.level, told_by=section.told_by))
    return parts
