"""The outline of a document: its headed parts, and the tables that are parts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from competencygraph.ingest.asides import aside_reason, links_in, merge_asides
from competencygraph.ingest.document import Line
from competencygraph.ingest.headings import (
    CONTENT_KINDS,
    RESUMED,
    VACANCY_KINDS,
    Section,
    Series,
    heading_kind,
    heading_text,
    is_heading_like,
    told_by,
)
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.levels import level_pattern
from competencygraph.ingest.tables import label_lines, names_levels, table_kind

__all__ = [
    "CONTENT_KINDS",
    "VACANCY_KINDS",
    "Section",
    "describes_function",
    "heading_text",
    "is_heading_like",
    "outline",
]

# Headings such as "Doel", "Taken", "Kennis", "Offer" stand in many other texts too.
_COMMON_KINDS = frozenset({"purpose", "mission", "tasks", "knowledge"})
_SELECTION_KINDS = frozenset({"general_conditions", "recruitment_conditions", "selection", "reserve"})
_HINT = re.compile(r"\([^()]*\)$")
_HINT_LINES = 3
_TABLE_SECTIONS = {"criteria": "criteria", "competencies": "competencies", "areas": "result_areas"}
_TAKES_TABLE = {
    "criteria": frozenset({"criteria"}),
    "competencies": frozenset({"competencies", "competency_group", "technical", "knowledge"}),
    "areas": frozenset({"result_areas", "tasks"}),
}
_COMPETENCIES = frozenset({"competencies", "competency_group"})
_LEVEL_LINES = 4
_FEWEST_LEVELS = 2
_DICTIONARY_PARTS = 3
_UNKNOWN = frozenset({"front", "other", "document_type", "definitions"})


def outline(page: Page) -> list[Section]:
    """Return the parts of a document in printed order.

    What a heading is stands in `headings.heading_kind`. A table with a header of grades, or with columns of result
    areas or competencies, is a part of that kind wherever it stands; label tables become lines ``label: value``. Page
    numbers, placeholders, repeated links, and contact data that follows a list are set aside on the way. A part without
    a known heading that prints result areas by role, or competencies by level, gets that kind.

    Args:
        page: the document.

    Returns:
        At least one section; the first has the kind ``front``.
    """
    sections = [Section("front")]
    series = Series()
    seen: set[str] = set()
    tables = {number: table_kind(page, table) for number, table in page.document.tables.items()}
    levelled = {number for number, table in page.document.tables.items() if names_levels(page, table)}
    lines = list(_lines(page, tables))
    labels = _repeated_labels(page, lines)
    for index, line in enumerate(lines):
        definition = _footnoted_definition(page, line)
        if definition is not None:
            sections.insert(-1, Section("definitions", (), [definition], told_by="content"))
            continue
        reason = aside_reason(page, line, sections[-1].kind, seen)
        seen |= links_in(line)
        if reason is not None:
            page.set_aside([line], reason)
            continue
        cell = line.traits.cell
        table = tables.get(cell.table) if cell is not None else None
        if table == "criteria" and cell is not None and cell.table in levelled and sections[-1].kind in _COMPETENCIES:
            table = "competencies"
        if table in _TABLE_SECTIONS:
            _table_section(sections, table).body.append(line)
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _carries_heading(sections[-1], line):
            sections[-1].heading += (line,)
            continue
        kind = None if line.number in labels else heading_kind(page, line, following, sections, series)
        if kind is None:
            sections[-1].body.append(line)
        elif kind == RESUMED:
            sections.append(_resumed(sections, line))
        else:
            sections.append(Section(kind, (line,), level=line.traits.heading, told_by=told_by(page, line)))
    for section in sections:
        _set_hint_aside(page, section)
    page.asides[:] = merge_asides(page.asides)
    return _told_by_content(page, sections)


def _repeated_labels(page: Page, lines: Sequence[Line]) -> set[int]:
    """Return the lines such as "Definitie" that stand again and again, as a label in each competency."""
    found = [line.number for line in lines if page.lexicon.heading_kind(line.body) == "definitions"]
    return set(found) if len(found) > 1 else set()


def _carries_heading(section: Section, line: Line) -> bool:
    """Return whether a marked line carries on the marked heading above it, printed over two lines."""
    level = line.traits.heading
    return level is not None and level == section.level and line.traits.joins is True and not section.body


def _footnoted_definition(page: Page, line: Line) -> Line | None:
    """Return the definition that a line gives behind the word itself ("* Definitie: term = text"), None without one."""
    label, colon, rest = line.text.lstrip("* ").partition(":")
    if not colon or "=" not in rest or page.lexicon.heading_kind(label) != "definitions":
        return None
    return replace(line, text=rest.strip(), marker=None)


def _lines(page: Page, tables: dict[int, str | None]) -> Iterator[Line]:
    """Yield the document's lines, those of label tables as ``label: value``."""
    done: set[int] = set()
    for line in page.document.lines:
        cell = line.traits.cell
        if cell is None or tables[cell.table] != "labels":
            yield line
        elif cell.table not in done:
            done.add(cell.table)
            yield from label_lines(page, page.document.tables[cell.table])


def _table_section(sections: list[Section], kind: str) -> Section:
    """Return the part that takes a table's lines: the one in hand where it fits, else a new one without heading."""
    if sections[-1].kind not in _TAKES_TABLE[kind]:
        sections.append(Section(_TABLE_SECTIONS[kind], told_by="table header"))
    return sections[-1]


def _resumed(sections: Sequence[Section], line: Line) -> Section:
    """Return a part without heading that carries on an interrupted one with a line."""
    level = line.traits.heading
    if level is None:
        return Section("result_areas", (), [line])
    holder = next(section for section in reversed(sections) if section.level is not None and section.level < level)
    return Section(holder.kind, (), [line], holder.level)


def _set_hint_aside(page: Page, section: Section) -> None:
    """Set aside the hint of a template: a text in brackets that is all that stands under a heading."""
    text = " ".join(line.text for line in section.body)
    if section.heading and len(section.body) <= _HINT_LINES and _HINT.match(text):
        for line in section.body:
            page.set_aside([line], "placeholder")
        section.body.clear()


def _told_by_content(page: Page, sections: Sequence[Section]) -> list[Section]:
    """Return the parts, those without a known heading that print areas by role or competencies by level as such."""
    found: list[Section] = []
    for section in _competencies_by_level(page, sections):
        start = _role_line(page, section.body) if section.kind in _UNKNOWN else None
        if start is None:
            found.append(section)
        elif section.kind == "other" and start == 0:
            found.append(Section("result_areas", section.heading, section.body, section.level, told_by="content"))
        else:
            found.append(Section(section.kind, section.heading, section.body[:start], section.level))
            found.append(Section("result_areas", (), section.body[start:], section.level, told_by="content"))
    return found


def _competencies_by_level(page: Page, sections: Sequence[Section]) -> list[Section]:
    """Return the parts, a run of unknown ones that prints levels again and again joined to one of competencies.

    It begins at the heading above the first level, clusters above that included, and ends with the last part that prints
    a level. A document that calls itself a dictionary needs no levels: there all its unknown parts with lists are it.
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
    before, lines = _cut_before_names(page, sections, first)
    lines += [line for section in sections[first + 1 : last + 1] for line in (*section.heading, *section.body)]
    return [*before, Section("competencies", (), lines, told_by="content"), *sections[last + 1 :]]


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


def describes_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether the headings are those of a function profile, a dictionary of competencies or a vacancy.

    One heading that hardly any other text has is enough, such as *Resultaatgebieden* or *Kerncompetenties*. Of the
    common ones (*Doel*, *Taken*, *Kennis*, *Activités*) it takes two kinds, or one under the type of document ("Functieprofiel") or
    beside a labelled title of the function. A vacancy takes three kinds of its own, two when one of them is about
    selection, or one under the type of document.

    Args:
        page: the document.
        sections: its outline.
    """
    kinds = {section.kind for section in sections}
    sure = {section.kind for section in sections if not _is_weak(page, section)}
    if sure & (CONTENT_KINDS - _COMMON_KINDS):
        return True
    common, vacancy = kinds & CONTENT_KINDS, kinds & VACANCY_KINDS
    if len(common) >= 2 or len(vacancy) >= 3 or (len(vacancy) == 2 and vacancy & _SELECTION_KINDS):
        return True
    return bool(common | vacancy) and ("document_type" in kinds or _names_function(page, sections))


def _is_weak(page: Page, section: Section) -> bool:
    """Return whether the heading of a part is one that texts of all kinds have, and its lines print no levels."""
    heading = heading_text(section)
    if heading is None or not page.lexicon.is_weak_heading(heading):
        return False
    pattern = level_pattern(page)
    return sum(1 for line in section.body if pattern.match(line.body)) < _FEWEST_LEVELS


def _names_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether a line gives the function's title behind a label or behind the type of document."""
    for line in (line for section in sections[:3] for line in section.body[:12]):
        label, colon, value = line.text.partition(":")
        kinds = {page.lexicon.label_kind(label.strip()), page.lexicon.heading_kind(label)}
        if colon and value.strip() and kinds & {"function_title", "document_type"}:
            return True
    return False
