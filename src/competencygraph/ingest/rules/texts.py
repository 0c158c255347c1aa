"""Headed parts without a place of their own, and headed texts inside a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from competencygraph.ingest.document import Cell, Line, evidence_of, spans
from competencygraph.ingest.outline import Section, heading_text, is_heading_like
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.model import ProfileSection

__all__ = [
    "empty_section",
    "headed_section",
    "label_of",
    "listed_section",
    "note_section",
    "pair_labels",
    "remainder_section",
    "split_headed",
]

_LABEL = re.compile(r"(?P<label>[^\W\d_][^:]{1,50}?)\s*:\s+(?P<value>\S.*)$|(?P<empty>[^\W\d_][^:]{1,50}?)\s*:$")
_MAX_LABEL_WORDS = 5


def label_of(line: Line) -> tuple[str, str] | None:
    """Return label and value of a line such as ``Team: Interne Organisatie``, None when it is none.

    >>> from competencygraph.ingest.document import make_lines
    >>> label_of(make_lines(["Functionele loopbaan: A4a-A4b"])[0])
    ('Functionele loopbaan', 'A4a-A4b')
    """
    match = _LABEL.match(line.body)
    if match is None or match["value"] is None or len(match["label"].split()) > _MAX_LABEL_WORDS:
        return None
    return match["label"], match["value"]


def pair_labels(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return the lines, a known label that stands alone joined to its value on the next line ("Functieniveau", "A3").

    Args:
        page: the document.
        lines: the lines on top of a document or of its general information.
    """
    found: list[Line] = []
    for line in lines:
        label = found[-1] if found else None
        if label is not None and _is_lone_label(page, label) and not _is_lone_label(page, line) and line.gap <= 1:
            text = f"{label.text.rstrip(' :')}: {line.body}"
            traits = replace(label.traits, cell=_both(label.traits.cell, line.traits.cell))
            found[-1] = Line(label.number, line.end, text, label.indent, label.gap, None, traits)
        else:
            found.append(line)
    return found


def _both(label: Cell | None, value: Cell | None) -> Cell | None:
    """Return the cell of a label, widened to the one that its value stands in where both are in one row."""
    if label is None or value is None or (label.table, label.row) != (value.table, value.row):
        return label
    return replace(label, columns=value.column + value.columns - label.column)


def _is_lone_label(page: Page, line: Line) -> bool:
    label = line.text.rstrip(" :")
    return line.marker is None and ":" not in label and page.lexicon.label_kind(label) is not None


def remainder_section(page: Page, section: Section, paragraphs: Sequence[Paragraph]) -> ProfileSection | None:
    """Return what a part holds beside what found a place, None when nothing is left.

    Running text that stands in one piece is the section's text; bullets, label lines, and paragraphs that
    something placed elsewhere interrupts, are items.

    Args:
        page: the document.
        section: the part.
        paragraphs: what is left of its body, in printed order.
    """
    if not paragraphs:
        return None
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    between = [line for line in section.body if lines[0].number < line.number < lines[-1].number]
    whole = len(between) == len(lines) - 2 or len(lines) == 1
    listed = [part for part in paragraphs if part.first.marker is not None or label_of(part.first) is not None]
    page.place(section.heading)
    evidence = evidence_of([*section.heading, *lines])
    heading, notation = heading_text(section), section.notation
    if whole and not listed:
        return _noted(page, ProfileSection(evidence, heading, notation, page.join(lines)))
    if whole and paragraphs[0] not in listed and all(part in listed for part in paragraphs[1:]):
        items = tuple(page.item(part) for part in paragraphs[1:])
        return _noted(page, ProfileSection(evidence, heading, notation, page.join(paragraphs[0].lines), items))
    items = tuple(page.item(part) for part in paragraphs)
    return _noted(page, ProfileSection(evidence, heading, notation, None, items))


def _noted(page: Page, section: ProfileSection) -> ProfileSection:
    """Return a section, it and its items noted."""
    page.note("section", section.heading or section.text or "", section.evidence, "part-of-its-own", 0.8)
    for item in section.items:
        page.note("item", item.text, item.evidence, "list-under-heading", 0.8)
    return section


def headed_section(page: Page, heading: Line, lines: Sequence[Line]) -> ProfileSection:
    """Return a headed text as a section."""
    evidence = evidence_of([heading, *lines])
    return _noted(page, ProfileSection(evidence, page.join([heading]), None, page.join(lines) if lines else None))


def empty_section(page: Page, section: Section) -> ProfileSection:
    """Return a part of which the document prints the heading alone."""
    return _noted(page, ProfileSection(evidence_of(section.heading), heading_text(section), section.notation))


def listed_section(
    page: Page, heading: Sequence[Line], lead: Paragraph | None, members: Sequence[Paragraph]
) -> ProfileSection:
    """Return a list as a section.

    Args:
        page: the document.
        heading: the lines of the heading right above it, none without one.
        lead: the lead-in of the list, its text.
        members: the members of the list.
    """
    lead_lines = lead.lines if lead is not None else ()
    lines = [*heading, *lead_lines, *(line for member in members for line in member.lines)]
    head = Section("other", tuple(heading))
    page.place(heading)
    text = page.join(lead_lines) if lead_lines else None
    items = tuple(page.item(member) for member in members)
    return _noted(page, ProfileSection(evidence_of(lines), heading_text(head), head.notation, text, items))


def note_section(page: Page, paragraph: Paragraph) -> ProfileSection:
    """Return a note that a sign such as ``*`` marks; the sign is its notation."""
    marker = paragraph.first.marker
    symbol = marker.symbol if marker is not None else None
    return _noted(page, ProfileSection(paragraph.evidence, None, symbol, page.join(paragraph.lines)))


def split_headed(page: Page, lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
    """Return the lines before the first heading inside a part, and each heading with its lines.

    Args:
        page: the document.
        lines: running text in which some lines are headings.
    """
    heads = [
        index
        for index, line in enumerate(lines)
        if is_heading_like(
            line, lines[index - 1] if index else None, lines[index + 1] if index + 1 < len(lines) else None
        )
        and index + 1 < len(lines)
        and page.ends_short(line, lines[index + 1])
    ]
    parts = [(lines[index], list(lines[index + 1 : end])) for index, end in spans(heads, len(lines))]
    return list(lines[: heads[0]] if heads else lines), parts
