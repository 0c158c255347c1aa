"""The outline of a document: its headed parts, and the tables that are parts of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from competencygraph.ingest.asides import aside_reason, links_in, merge_asides
from competencygraph.ingest.content import told_by_content
from competencygraph.ingest.document import Line
from competencygraph.ingest.forms import content_lines, filled_tables, kind_of_table
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
from competencygraph.ingest.tables import is_contents_table, names_levels

__all__ = [
    "CONTENT_KINDS",
    "VACANCY_KINDS",
    "Section",
    "describes_function",
    "heading_text",
    "is_heading_like",
    "outline",
    "with_headings_as_titles",
]

# Headings such as "Doel", "Taken", "Kennis", "Offer" stand in many other texts too.
_COMMON_KINDS = frozenset({"purpose", "mission", "tasks", "knowledge"})
_VACANCY_PARTS = 2
_SELECTION_KINDS = frozenset({"general_conditions", "recruitment_conditions", "selection", "reserve"})
_NOTED = re.compile(r"\*{1,3}\s*(?P<entry>(?:[^\s=:.]+\s+){1,6}=\s+\S.*)")
_HINT = re.compile(r"\([^()]*\)$")
_HINT_LINES = 3
_TABLE_SECTIONS = {"criteria": "criteria", "competencies": "competencies", "areas": "result_areas"}
_TAKES_TABLE = {
    "criteria": frozenset({"criteria"}),
    "competencies": frozenset({"competencies", "competency_group", "technical", "knowledge"}),
    "areas": frozenset({"result_areas", "tasks"}),
}
_COMPETENCIES = frozenset({"competencies", "competency_group"})
_FEWEST_LEVELS = 2


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
    filled = filled_tables(page)
    tables = {number: kind_of_table(page, table) for number, table in filled.items()}
    levelled = {number for number, table in filled.items() if names_levels(page, table)}
    lines = list(content_lines(page, filled, tables))
    labels = _repeated_labels(page, lines)
    contents = {
        line.number for table in page.document.tables.values() if is_contents_table(page, table) for line in table.lines
    }
    for index, line in enumerate(lines):
        definition = _footnoted_definition(page, line)
        if definition is not None:
            sections.insert(-1, Section("definitions", (), [definition], told_by="content"))
            continue
        reason = aside_reason(page, line, sections[-1].kind, seen)
        seen |= links_in(line)
        if reason is None and line.number in contents:
            reason = "table of contents"
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
    return told_by_content(page, sections)


def _repeated_labels(page: Page, lines: Sequence[Line]) -> set[int]:
    """Return the lines such as "Definitie" that stand again and again, as a label in each competency."""
    found = [line.number for line in lines if page.lexicon.heading_kind(line.body) == "definitions"]
    return set(found) if len(found) > 1 else set()


def _carries_heading(section: Section, line: Line) -> bool:
    """Return whether a marked line carries on the marked heading above it, printed over two lines."""
    level = line.traits.heading
    return level is not None and level == section.level and line.traits.joins is True and not section.body


def _footnoted_definition(page: Page, line: Line) -> Line | None:
    """Return the definition of a line such as "* Definitie: term = text" or "** term = text", None without one."""
    label, colon, rest = line.text.lstrip("* ").partition(":")
    if colon and "=" in rest and page.lexicon.heading_kind(label) == "definitions":
        return replace(line, text=rest.strip(), marker=None)
    noted = _NOTED.match(line.text)
    return replace(line, text=noted["entry"], marker=None) if noted else None


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


def describes_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether the headings are those of a function profile, a dictionary of competencies or a vacancy.

    One heading that hardly any other text has is enough, such as *Resultaatgebieden* or *Kerncompetenties*. Of the
    common ones (*Doel*, *Taken*, *Kennis*, *Activités*) it takes two kinds, or one under the type of document
    ("Functieprofiel"), beside a labelled title of the function, or beside two parts of a vacancy. A vacancy without any
    takes three kinds of its own, two when one of them is about selection, or one under the type of document.

    Args:
        page: the document.
        sections: its outline.
    """
    kinds = {section.kind for section in sections}
    sure = {section.kind for section in sections if not _is_weak(page, section)}
    if sure & (CONTENT_KINDS - _COMMON_KINDS):
        return True
    common, vacancy = kinds & CONTENT_KINDS, kinds & VACANCY_KINDS
    if common and len(vacancy | (kinds & {"expectations"})) >= _VACANCY_PARTS:
        return True
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


def with_headings_as_titles(page: Page, sections: Sequence[Section]) -> Iterator[Section]:
    """Yield sections; the heading that names the function right below the bare type of the document as the text below.

    Such a heading is unknown and has no content, or holds the parts that follow it, or but a line that is no sentence.

    Args:
        page: the document.
        sections: of a document, in order.

    Yields:
        Sections; of "Functieprofiel" and "Brugwachter" as headings in a row, the second is where a title is looked for,
        and the text of its own is a section without heading.
    """
    below: Section | None = None
    for index, section in enumerate(sections):
        if section is below:
            continue
        below = sections[index + 1] if index + 1 < len(sections) else None
        after = sections[index + 2] if index + 2 < len(sections) else None
        bare = section.kind == "document_type" and not section.body
        if bare and below is not None and _names_holder(page, below, after):
            yield replace(section, body=list(below.heading))
            if below.body:
                yield Section("general_info", (), below.body)
        else:
            below = None
            yield section


def _names_holder(page: Page, section: Section, following: Section | None) -> bool:
    """Return whether the heading of a part below the type of the document names the function."""
    if section.kind != "other" or not section.body:
        return section.kind == "other"
    name = heading_text(section)
    if section.told_by != "marked heading" or name is None or page.lexicon.phrase_heading_kind(name) is not None:
        return False
    if following is not None and section.level is not None and section.level < (following.level or 0):
        return True
    return not any(line.ends_sentence or line.marker is not None for line in section.body)
