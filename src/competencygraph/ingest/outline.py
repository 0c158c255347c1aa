"""The outline of a document: its headed parts, and the tables that are parts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
from competencygraph.ingest.tables import label_lines, table_kind

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
_LEVEL_LINES = 4


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
    lines = list(_lines(page, tables))
    for index, line in enumerate(lines):
        reason = aside_reason(page, line, sections[-1].kind, seen)
        seen |= links_in(line)
        if reason is not None:
            page.set_aside([line], reason)
            continue
        cell = line.traits.cell
        table = tables.get(cell.table) if cell is not None else None
        if table in _TABLE_SECTIONS:
            _table_section(sections, table).body.append(line)
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        kind = heading_kind(page, line, following, sections, series)
        if kind is None:
            sections[-1].body.append(line)
        elif kind == RESUMED:
            sections.append(_resumed(sections, line))
        else:
            sections.append(Section(kind, (line,), level=line.traits.heading, told_by=told_by(page, line)))
    for section in sections:
        _set_hint_aside(page, section)
    page.asides[:] = merge_asides(page.asides)
    return [part for section in sections for part in _told_by_content(page, section)]


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


def _told_by_content(page: Page, section: Section) -> Iterator[Section]:
    """Yield a part, or where its heading tells nothing and its lines do, the parts that its lines make."""
    if section.kind not in {"front", "other", "document_type"}:
        yield section
        return
    start = _role_line(page, section.body)
    kind = "result_areas"
    if start is None:
        start, kind = _before_levels(page, section.body), "competencies"
    if start is None:
        yield section
        return
    whole = section.kind == "other" and start == 0
    if whole:
        yield Section(kind, section.heading, section.body, section.level, told_by="content")
    else:
        yield Section(section.kind, section.heading, section.body[:start], section.level)
        yield Section(kind, (), section.body[start:], section.level, told_by="content")


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


def _before_levels(page: Page, lines: Sequence[Line]) -> int | None:
    """Return where the names begin above lines such as "Niveau 1", None when there are too few of these."""
    pattern = level_pattern(page)
    levels = [index for index, line in enumerate(lines) if pattern.match(line.body) and not line.is_bullet]
    if len(levels) < _LEVEL_LINES:
        return None
    heads = [
        index
        for index in range(levels[0])
        if is_heading_like(lines[index], lines[index - 1] if index else None, lines[index + 1])
    ]
    return heads[-1] if heads else levels[0]


def describes_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether the headings are those of a function profile, a dictionary of competencies or a vacancy.

    One heading that hardly any other text has is enough, such as *Resultaatgebieden* or *Kerncompetenties*. Of the
    common ones (*Doel*, *Taken*, *Kennis*) it takes two kinds, or one under the type of document ("Functieprofiel") or
    beside a labelled title of the function. A vacancy takes three kinds of its own, two when one of them is about
    selection, or one under the type of document.

    Args:
        page: the document.
        sections: its outline.
    """
    kinds = {section.kind for section in sections}
    if kinds & (CONTENT_KINDS - _COMMON_KINDS):
        return True
    common, vacancy = kinds & _COMMON_KINDS, kinds & VACANCY_KINDS
    if len(common) >= 2 or len(vacancy) >= 3 or (len(vacancy) == 2 and vacancy & _SELECTION_KINDS):
        return True
    return bool(common | vacancy) and ("document_type" in kinds or _names_function(page, sections))


def _names_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether a line gives the function's title behind a label or behind the type of document."""
    for line in (line for section in sections[:3] for line in section.body[:12]):
        label, colon, value = line.text.partition(":")
        kinds = {page.lexicon.label_kind(label.strip()), page.lexicon.heading_kind(label)}
        if colon and value.strip() and kinds & {"function_title", "document_type"}:
            return True
    return False
