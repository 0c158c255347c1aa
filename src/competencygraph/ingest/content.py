"""Parts of a document whose heading tells nothing, and whose lines do: areas, criteria, competencies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from competencygraph.ingest.document import Line
from competencygraph.ingest.headings import CONTENT_KINDS, Section, is_heading_like
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.levels import level_pattern
from competencygraph.ingest.tables import grade_of

__all__ = ["told_by_content"]

_UNKNOWN = frozenset({"front", "other", "document_type", "definitions"})
_LEVEL_LINES = 4
_DICTIONARY_PARTS = 3
_GRADE_LINES = 4
# A grade that cannot be a level: a class, or a scale by its name.
_CLASS = re.compile(r"^[A-D][1-9]$|^(?!niveau|level)[^\W\d]{4,} \w+$")
_ACTIVITY_LINES = 2


def told_by_content(page: Page, sections: Sequence[Section]) -> list[Section]:
    """Return the parts, unknown ones that print areas, criteria or competencies as such.

    Areas are told by roles with a divider or by labels of core activities, criteria by grades on lines of their own,
    competencies by levels.

    Args:
        page: the document.
        sections: the parts as their headings gave them.
    """
    parts = _joined(sections, "criteria", lambda lines: _grade_lines(page, lines), _GRADE_LINES, different=2)
    parts = _joined(parts, "result_areas", lambda lines: _activity_lines(page, lines), _ACTIVITY_LINES)
    found: list[Section] = []
    for section in _competencies_by_level(page, parts):
        start = _role_line(page, section.body) if section.kind in _UNKNOWN else None
        if start is None:
            found.append(section)
        elif section.kind == "other" and start == 0:
            found.append(Section("result_areas", section.heading, section.body, section.level, told_by="content"))
        else:
            found.append(Section(section.kind, section.heading, section.body[:start], section.level))
            found.append(Section("result_areas", (), section.body[start:], section.level, told_by="content"))
    return found


def _joined(
    sections: Sequence[Section],
    kind: str,
    told: Callable[[Sequence[Line]], Sequence[str]],
    fewest: int,
    *,
    different: int = 1,
) -> list[Section]:
    """Return the parts, a run of unknown ones with lines of a sort joined to one part under the heading above them.

    Args:
        sections: the parts.
        kind: what the joined part is.
        told: what the lines of the sort say, one entry for each of them.
        fewest: how many make such a part.
        different: how many of the entries must differ.
    """
    entries = [
        told([*section.heading, *section.body]) if section.kind == "other" and section.heading else ()
        for section in sections
    ]
    places = [index for index, found in enumerate(entries) if found]
    every = [entry for found in entries for entry in found]
    if len(every) < fewest or len(set(every)) < different:
        return list(sections)
    first, last = places[0], places[-1]
    if any(section.kind != "other" for section in sections[first : last + 1]):
        return list(sections)
    start = first
    while start and sections[start - 1].kind == "other" and _encloses(sections[start - 1], sections[start]):
        start -= 1
    top, rest = sections[start], sections[start + 1 : last + 1]
    lines = [*top.body, *(line for section in rest for line in (*section.heading, *section.body))]
    if any(section.level == top.level for section in rest):
        whole = Section(kind, (), [*top.heading, *lines])
    else:
        whole = Section(kind, top.heading, lines, top.level)
    whole.told_by = "content"
    return [*sections[:start], whole, *sections[last + 1 :]]


def _grade_lines(page: Page, lines: Sequence[Line]) -> list[str]:
    """Return the grades that stand on lines of their own; "Niveau 1" is the level of a competency."""
    pattern = level_pattern(page)
    found = []
    for line in lines:
        grade = None if line.traits.cell is not None or line.is_bullet else grade_of(page, line.body)
        if grade is not None and (_CLASS.search(grade) or not pattern.match(line.body)):
            found.append(grade)
    return found


def _activity_lines(page: Page, lines: Sequence[Line]) -> list[str]:
    """Return the lines that are the label of a core activity, alone or before its text."""
    pattern = page.lexicon.pattern("core_activity", after=r"\s*\d{0,2}\s*(?::.*)?$")
    return [line.body for line in lines if line.traits.cell is None and pattern.match(line.body)]


def _competencies_by_level(page: Page, sections: Sequence[Section]) -> list[Section]:
    """Return the parts, a run of unknown ones that prints levels again and again joined to one of competencies.

    It begins at the heading above the first level, clusters above that included, and ends with the last part that
    prints a level. A document that calls itself a dictionary needs no levels: there all its unknown parts with lists
    are it.
    """
    pattern = level_pattern(page)
    names_itself = _is_dictionary(page, sections)

    def fits(section: Section) -> bool:
        lines = [*section.heading, *section.body]
        leveled = any(pattern.match(line.body) and not line.is_bullet for line in lines)
        return leveled or (names_itself and bool(section.heading) and any(line.is_bullet for line in section.body))

    levels = sum(
        1
        for section in sections
        if section.kind in _UNKNOWN
        for line in [*section.heading, *section.body]
        if pattern.match(line.body) and not line.is_bullet
    )
    places = [index for index, section in enumerate(sections) if section.kind in _UNKNOWN and fits(section)]
    if not places or (levels < _LEVEL_LINES and not (names_itself and len(places) >= _DICTIONARY_PARTS)):
        return list(sections)
    first, last = places[0], places[-1]
    if any(section.kind not in _UNKNOWN for section in sections[first : last + 1]):
        return list(sections)
    last = _last_entry(page, sections, first, last)
    before, lines = _cut_before_names(page, sections, first)
    lines += [line for section in sections[first + 1 : last + 1] for line in (*section.heading, *section.body)]
    return [*before, Section("competencies", (), lines, told_by="content"), *sections[last + 1 :]]


def _last_entry(page: Page, sections: Sequence[Section], first: int, last: int) -> int:
    """Return the last part of a run of competencies: headings as those of the names carry it on without a level."""
    pattern = level_pattern(page)
    names = {
        sections[index].level
        for index in range(first, last + 1)
        for line in [*sections[index].body[:_LEVEL_LINES], *(sections[index + 1].heading if index < last else ())]
        if sections[index].heading and pattern.match(line.body) and not pattern.match(sections[index].heading[0].body)
    }
    while last + 1 < len(sections):
        section = sections[last + 1]
        if section.kind != "other" or section.level is None or section.level not in names or not section.body:
            break
        if page.lexicon.heading_kind(section.heading[0].body) is not None:
            break
        last += 1
    return last


def _cut_before_names(page: Page, sections: Sequence[Section], first: int) -> tuple[list[Section], list[Line]]:
    """Return the parts before the first competency, and the lines of the part that it stands in from its name on."""
    section = sections[first]
    if section.heading and section.kind == "other":
        start = first
        while start and sections[start - 1].kind == "other" and _encloses(sections[start - 1], sections[start]):
            start -= 1
        clusters = [line for part in sections[start:first] for line in (*part.heading, *part.body)]
        return list(sections[:start]), [*clusters, *section.heading, *section.body]
    at = _before_levels(page, section.body)
    head = Section(section.kind, section.heading, section.body[:at], section.level, told_by=section.told_by)
    return [*sections[:first], head], section.body[at:]


def _encloses(outer: Section, inner: Section) -> bool:
    return outer.level is not None and inner.level is not None and outer.level < inner.level


def _is_dictionary(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether the top of a document calls it a dictionary or framework of competencies."""
    pattern = page.lexicon.pattern("dictionary_words")
    top = [line for section in sections[:2] for line in (*section.heading, *section.body[:3])]
    known = {section.kind for section in sections} & (CONTENT_KINDS - {"knowledge"})
    return not known and any(pattern.search(line.text) for line in top)


def _before_levels(page: Page, lines: Sequence[Line]) -> int:
    """Return where the names begin above the first line such as "Niveau 1"."""
    pattern = level_pattern(page)
    level = next((index for index, line in enumerate(lines) if pattern.match(line.body) and not line.is_bullet), 0)
    heads = [
        index
        for index in range(level)
        if is_heading_like(lines[index], lines[index - 1] if index else None, lines[index + 1])
    ]
    if not heads:
        return level
    start = heads[-1]
    while start and start - 1 in heads and lines[start].gap == 0:
        start -= 1
    return start


def _role_line(page: Page, lines: Sequence[Line]) -> int | None:
    """Return the first line of the form "Als <role>, …" where the lines print a divider (*teneinde*) as well."""
    role = page.lexicon.pattern("role_prefix", after=r"(?:\s+|(?<=['’]))[^,.;:]{3,60}(?:[,:]|$)")
    divider = page.lexicon.pattern("divider", before=r"(?<!\w)", after=r"(?!\w)")
    if not any(divider.search(line.text) for line in lines):
        return None
    return next(
        (index for index, line in enumerate(lines) if not line.starts_lower and role.match(line.body)),
        None,
    )
