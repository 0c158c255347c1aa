"""The outline of a document: its headed parts, found by the lexicon and by lettered or numbered series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, Marker
from competencygraph.ingest.joining import join_lines
from competencygraph.ingest.page import Page
from competencygraph.model import Evidence, UnparsedText

__all__ = [
    "CONTENT_KINDS",
    "VACANCY_KINDS",
    "Section",
    "describes_function",
    "heading_text",
    "is_heading_like",
    "outline",
]

CONTENT_KINDS = frozenset(
    {"purpose", "result_areas", "tasks", "criteria", "competencies", "competency_group", "technical", "knowledge"}
)
"""Kinds of part that only a profile has."""

VACANCY_KINDS = frozenset(
    {"conditions", "general_conditions", "recruitment_conditions", "offer", "selection", "reserve", "application"}
)
"""Kinds of part that only a vacancy has."""

# Headings such as "Doel", "Taken", "Kennis", "Offer" stand in many other texts too.
_COMMON_KINDS = frozenset({"purpose", "tasks", "knowledge"})
_SELECTION_KINDS = frozenset({"general_conditions", "recruitment_conditions", "selection", "reserve"})

# Inside these, short lines are names of areas, criteria or competencies, and only a known heading ends them.
_LISTING = frozenset({"result_areas", "criteria", "competencies", "competency_group"})
# A criteria table has names such as "Kennis" or "Taken" in its first column.
_ENDS_CRITERIA = frozenset(
    {"definitions", "competencies", "competency_group", "technical", "document_type", "result_areas"}
)
_HINT = re.compile(r"\([^()]*\)$")
_HINT_LINES = 3
_MASKED = re.compile(r"\[(?:e-mail|telefoon|naam)\]")
_MAX_HEADING_WORDS = 14
# A numbered line that carries on the series of result areas after a numbered part of another kind.
_RESUMED = "result_areas, resumed"
_PLACEHOLDER = re.compile(r"[._…\s]{3,}$|…+$|\[[^\]]*\]$|<[^>]*>$|\{[^}]*\}$|[xX]{3,}$")
_LINKS = re.compile(r"(?:https?://|www\.)\S+|\[e-mail\]|\[telefoon\]")


@dataclass
class Section:
    """A headed part of a document.

    Args:
        kind: what the part is, from the lexicon; ``front`` before the first heading, ``other`` when unknown.
        heading: the heading's lines, empty for ``front``.
        body: the lines under it, up to the next heading.
    """

    kind: str
    heading: tuple[Line, ...] = ()
    body: list[Line] = field(default_factory=list)

    @property
    def notation(self) -> str | None:
        """Return the heading's printed letter or number."""
        marker = self.heading[0].marker if self.heading else None
        return marker.symbol if marker is not None and marker.kind != "bullet" else None


def heading_text(section: Section) -> str | None:
    """Return a section's heading as printed, without its letter or number; None when it has none."""
    if not section.heading:
        return None
    lines = [section.heading[0].body, *(line.text for line in section.heading[1:])]
    return join_lines(lines).rstrip(" :") or None


def is_heading_like(line: Line, previous: Line | None, following: Line | None) -> bool:
    """Return whether a line looks like a heading: short, a capital first, open at its end, set off from its text.

    A label with its value ("Dienst: Burgerzaken") is none.

    Args:
        line: the line.
        previous: the line before it, None at the top.
        following: the line after it, None at the end.
    """
    if line.marker is not None or line.starts_lower or line.ends_sentence or len(line.text.split()) > 8:
        return False
    if ": " in line.text or line.text.endswith((",", "-", "(")) or (following is not None and following.starts_lower):
        return False
    return previous is None or previous.ends_sentence or line.gap > 0 or line.indent > previous.indent


def outline(page: Page) -> list[Section]:
    """Return the parts of a document in printed order.

    A line is a heading when the lexicon knows the whole of it; or when it bears the next letter of a lettered
    series; or when it bears a letter and its words suggest a kind. A numbered line is a heading of the document only
    when the lexicon knows it. Page numbers, placeholders, repeated links, and contact data that follows a list are set
    aside on the way.

    Args:
        page: the document.

    Returns:
        At least one section; the first has the kind ``front``.
    """
    sections = [Section("front")]
    series = _Series()
    seen: set[str] = set()
    for line in page.document.lines:
        reason = page.document.asides.get(line.number) or _aside_reason(page, line, sections[-1], seen)
        seen.update(link.rstrip(".,;:)") for link in _LINKS.findall(line.text))
        if reason is not None:
            page.set_aside([line], reason)
            continue
        kind = _heading_kind(page, line, sections[-1], series)
        if kind is None:
            sections[-1].body.append(line)
        elif kind == _RESUMED:
            sections.append(Section("result_areas", (), [line]))
        else:
            sections.append(Section(kind, (line,)))
    for section in sections:
        _set_hint_aside(page, section)
    _merge_asides(page)
    return sections


def _set_hint_aside(page: Page, section: Section) -> None:
    """Set aside the hint of a template: a text in brackets that is all that stands under a heading."""
    text = " ".join(line.text for line in section.body)
    if section.heading and len(section.body) <= _HINT_LINES and _HINT.match(text):
        for line in section.body:
            page.set_aside([line], "placeholder")
        section.body.clear()


def describes_function(page: Page, sections: Sequence[Section]) -> bool:
    """Return whether the headings are those of a function profile or a vacancy.

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


def _merge_asides(page: Page) -> None:
    """Join asides with one reason that follow each other on adjacent lines."""
    runs: list[list[UnparsedText]] = []
    for aside in sorted(page.asides, key=lambda aside: aside.evidence.start_line):
        last = runs[-1][-1] if runs else None
        if last and aside.reason == last.reason and aside.evidence.start_line == last.evidence.end_line + 1:
            runs[-1].append(aside)
        else:
            runs.append([aside])
    page.asides[:] = [
        UnparsedText(
            " ".join(aside.text for aside in run),
            Evidence(run[0].evidence.start_line, run[-1].evidence.end_line),
            run[0].reason,
        )
        for run in runs
    ]


class _Series:
    """The running series of lettered headings, and the numbered one of result areas that a heading interrupts."""

    def __init__(self) -> None:
        self.letter = ""
        self.number = 0

    def takes_letter(self, symbol: str) -> bool:
        """Return whether a letter begins a series or carries it on, skipping at most two."""
        if not symbol.isupper():
            return False
        fits = symbol == "A" or (self.letter != "" and 0 < ord(symbol) - ord(self.letter) <= 3)
        if fits:
            self.letter = symbol
        return fits


def _aside_reason(page: Page, line: Line, current: Section, seen: set[str]) -> str | None:
    text = line.body
    if page.lexicon.pattern("page_numbers", after=r"$").match(text) or re.fullmatch(
        r"[-–]?\s*\d{1,3}\s*[-–]?", line.text
    ):
        return "page number"
    if _PLACEHOLDER.match(text) and not text.startswith("[e-mail]"):
        return "placeholder"
    if text in seen and _LINKS.fullmatch(text):
        return "link residue"
    if current.kind in _LISTING | {"knowledge", "technical", "tasks"} and _MASKED.search(text):
        return "contact data"
    return None


def _heading_kind(page: Page, line: Line, current: Section, series: _Series) -> str | None:
    marker = line.marker
    note = marker is not None and marker.symbol == "*"
    if line.is_bullet and not note:
        return None
    known = page.lexicon.heading_kind(line.body)
    if known is not None and not line.starts_lower and not line.body.endswith((".", ",", ";")):
        if not _may_end(current, known, marker):
            return None
        if marker is not None and marker.kind == "letter" and not series.takes_letter(marker.symbol):
            return None
        if marker is not None and marker.kind == "number":
            series.number = int(marker.symbol.split(".")[0])
        return known
    if marker is None or note:
        return None
    if marker.kind == "number":
        return _resumed_kind(line, current, series)
    if len(line.text.split()) > _MAX_HEADING_WORDS or line.body.endswith((".", ";", ",")):
        return None
    if not series.takes_letter(marker.symbol):
        return None
    return page.lexicon.likely_heading_kind(line.body) or "other"


def _may_end(current: Section, known: str, marker: Marker | None) -> bool:
    """Return whether a known heading ends the part that it stands in, or is a name or a lead-in inside it."""
    numbered = marker is not None and marker.kind == "number"
    if current.kind == "criteria":
        return known in _ENDS_CRITERIA or (marker is not None and marker.symbol != "*")
    if current.kind == "result_areas" and numbered and not (current.heading and current.heading[0].marker):
        return known in CONTENT_KINDS - {"tasks"} | {"definitions"}
    if current.kind == "result_areas":
        return known != "tasks" or (numbered and bool(current.heading) and current.heading[0].marker is not None)
    if current.kind in _LISTING and marker is None:
        return known in CONTENT_KINDS | VACANCY_KINDS | {"definitions", "document_type"} - {"reserve"}
    return True


def _resumed_kind(line: Line, current: Section, series: _Series) -> str | None:
    """Return ``result_areas`` when a numbered line carries on the areas that a numbered knowledge part interrupted."""
    marker = current.heading[0].marker if current.heading else None
    interrupted = current.kind == "knowledge" and marker is not None and marker.kind == "number"
    number = int(line.marker.symbol) if line.marker is not None and line.marker.symbol.isdigit() else 0
    if interrupted and number == series.number + 1 and not line.ends_sentence:
        return _RESUMED
    return None
