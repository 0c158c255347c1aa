"""Headings of a document with nothing beneath them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from competencygraph.ingest.document import Line
from competencygraph.ingest.headings import CONTENT_KINDS, VACANCY_KINDS, Section, heading_text
from competencygraph.ingest.page import Page

__all__ = ["empty_headings"]

_CONDITIONS = frozenset({"conditions", "general_conditions", "recruitment_conditions"})
_COMPETENCIES = frozenset({"competencies", "competency_group", "technical", "knowledge"})
# Kinds of part that stand under a heading of another kind without a mark that tells so.
_PARTS_OF: Mapping[str, frozenset[str]] = {
    "competencies": _COMPETENCIES,
    "competency_group": _COMPETENCIES,
    "technical": _COMPETENCIES,
    "knowledge": frozenset({"technical", "knowledge"}),
    "expectations": _COMPETENCIES | _CONDITIONS,
    "conditions": _CONDITIONS,
    "general_conditions": _CONDITIONS,
    "recruitment_conditions": _CONDITIONS,
    "selection": _CONDITIONS | {"reserve", "application", "selection"},
    "mission": frozenset({"purpose", "mission", "tasks", "result_areas", "general_info", "other"}),
    "result_areas": frozenset({"tasks", "result_areas"}),
    "tasks": frozenset({"tasks", "result_areas"}),
    "general_info": frozenset({"purpose", "mission", "other", "general_info"}),
    "other": frozenset({"other", "general_info"}),
}
_NO_PARTS = frozenset({"front", "document_type"})
_NOTHING = frozenset({"page number", "placeholder"})
_TOLD = frozenset({"known heading", "marked heading", "lettered heading"})


def empty_headings(page: Page, sections: Sequence[Section]) -> list[Section]:
    """Return the parts that have a heading and nothing else, up to the next heading of their level.

    Only sure headings count: marked by the document, lettered or numbered, or known as a whole and set off by blank
    lines. The prompts of a form are nothing, and so are lines that only announce what does not follow ("Documenten:").
    A heading whose parts may be its sub-headings is none, nor is one that comes again (that of a page of
    contents), nor one that a picture or a signature follows ("Organogram").

    Args:
        page: the document.
        sections: the parts of one profile, in printed order.
    """
    found: list[Section] = []
    names = [_name(section) for section in sections]
    inside = False
    for index, section in enumerate(sections):
        following = sections[index + 1] if index + 1 < len(sections) else None
        if not _says_nothing(section):
            inside = inside or section.kind in CONTENT_KINDS | VACANCY_KINDS
            continue
        if not _is_sure(page, section, inside=inside) or names.count(names[index]) > 1:
            continue
        if _stands_alone(page, section, following) and not _holds(section, following):
            found.append(section)
    return found


def _says_nothing(section: Section) -> bool:
    """Return whether a part has no lines, or but lines that announce what does not follow."""
    return all(line.text.endswith(":") and line.marker is None and line.traits.cell is None for line in section.body)


def _name(section: Section) -> str:
    return (heading_text(section) or "").casefold()


def _is_sure(page: Page, section: Section, *, inside: bool) -> bool:
    """Return whether a part has a heading that is one beyond doubt; one of any words only below content."""
    if section.kind in _NO_PARTS or section.told_by not in _TOLD:
        return False
    first = section.heading[0]
    if first.traits.cell is not None or page.lexicon.pattern("bare_headings", after="$").match(_name(section)):
        return False
    if page.lexicon.heading_kind(first.body) is None:
        return inside or section.notation is not None
    return _is_set_off(first, section.level)


def _is_set_off(line: Line, level: int | None) -> bool:
    return level is not None or line.marker is not None or line.gap > 0


def _stands_alone(page: Page, section: Section, following: Section | None) -> bool:
    """Return whether the next line of the document, page numbers left out, is the next heading."""
    last = [*section.heading, *section.body][-1]
    asides = {
        number
        for aside in page.asides
        if aside.reason in _NOTHING or aside.evidence.start_line in page.document.asides
        for number in range(aside.evidence.start_line, aside.evidence.end_line + 1)
    }
    below = next((line for line in page.document.lines if line.number > last.end and line.number not in asides), None)
    if following is None or not following.heading:
        return below is None
    return below is not None and below.number == following.heading[0].number


def _holds(section: Section, following: Section | None) -> bool:
    """Return whether the next part may be one of the part whose heading stands above it."""
    if following is None:
        return False
    if following.kind in _PARTS_OF.get(section.kind, ()) and section.notation is None:
        return section.kind != "selection" or section.level is None or section.level != following.level
    if section.level is not None or following.level is not None:
        return section.level is None or following.level is None or following.level > section.level
    first, other = section.heading[0], following.heading[0]
    if first.marker is not None or other.marker is not None:
        if first.marker is None or other.marker is None or first.marker.kind != other.marker.kind:
            return True
        return other.marker.symbol.count(".") > first.marker.symbol.count(".")
    if first.text.isupper() > other.text.isupper() or first.traits.bold > other.traits.bold:
        return True
    return other.indent > first.indent or not _is_set_off(other, following.level)
