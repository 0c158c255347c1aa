"""Which lines head a part of the document, and of what kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, Marker
from competencygraph.ingest.joining import join_lines
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.lead_ins import is_lead_in
from competencygraph.ingest.rules.selection import part_pattern

__all__ = [
    "CONTENT_KINDS",
    "RESUMED",
    "VACANCY_KINDS",
    "Section",
    "Series",
    "heading_kind",
    "heading_text",
    "is_heading_like",
    "told_by",
]

CONTENT_KINDS = frozenset(
    {
        "purpose",
        "mission",
        "result_areas",
        "tasks",
        "criteria",
        "competencies",
        "competency_group",
        "technical",
        "knowledge",
    }
)
"""Kinds of part that only a profile has."""

VACANCY_KINDS = frozenset(
    {"conditions", "general_conditions", "recruitment_conditions", "offer", "selection", "reserve", "application"}
)
"""Kinds of part that only a vacancy has."""

RESUMED = "resumed"
"""What `heading_kind` returns for a line that carries on the list of an enclosing part that others interrupted."""

# Inside these, short lines are names of areas, criteria or competencies, and only a known heading ends them.
_LISTING = frozenset({"result_areas", "criteria", "competencies", "competency_group"})
# Under these, a deeper heading is a name or a sub-heading of the part.
_VACANCY_HOLDING = frozenset({"selection", "offer", "conditions", "general_conditions", "recruitment_conditions"})
_HOLDING = _LISTING | _VACANCY_HOLDING | {"mission", "tasks", "knowledge", "technical", "expectations", "values"}
_COMPETENCIES = frozenset({"competencies", "competency_group"})
# In these, a line such as "Voorbeelden van taken" announces tasks, even in the style of a heading.
_WITH_TASKS = frozenset({"result_areas", "tasks", "mission"})
# A criteria table has names such as "Kennis" or "Taken" in its first column.
_ENDS_CRITERIA = frozenset(
    {"definitions", "competencies", "competency_group", "technical", "document_type", "result_areas"}
)
# Rubrics that one result area or competency has of its own, under a heading deeper than its name.
_OWN_RUBRICS = frozenset({"purpose", "mission", "tasks", "definitions", "other", "criteria", "result_areas"})
_TRUST = {"marked heading": 0.9, "lettered heading": 0.9, "heading phrase": 0.85, "content": 0.8}
# Kinds of part that no heading below that of competencies begins: there it is the name of a cluster.
_FOREIGN = VACANCY_KINDS | {"values", "expectations", "general_info", "document_type"}
_MAX_HEADING_WORDS = 14
_MAX_PHRASE_WORDS = 9
_WIDE_GAP = 2
_SHORTEST_CAPITALS = 5
# A single letter that may be a Roman numeral ("I. Doel", "V. Competenties").
_ROMAN = frozenset("IVX")


@dataclass
class Section:
    """A headed part of a document.

    Args:
        kind: what the part is, from the lexicon; ``front`` before the first heading, ``other`` when unknown.
        heading: the heading's lines, empty for ``front``.
        body: the lines under it, up to the next heading.
        level: the level of its heading where the document marks headings, None where it does not.
        flat: whether the names that it lists are headings of the same level as its own.
        told_by: how the part was told: ``known heading``, ``marked heading``, ``heading phrase``, ``lettered heading``,
            ``table header`` or ``content``; empty for the top of the document.
    """

    kind: str
    heading: tuple[Line, ...] = ()
    body: list[Line] = field(default_factory=list)
    level: int | None = None
    flat: bool = False
    told_by: str = ""

    @property
    def trust(self) -> float:
        """Return how sure the kind of the part is, 0 to 1."""
        return _TRUST.get(self.told_by, 1.0)

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

    A label with its value ("Dienst: Burgerzaken") is none. A line that the document marks as a heading is one.

    Args:
        line: the line.
        previous: the line before it, None at the top.
        following: the line after it, None at the end.
    """
    if line.traits.heading is not None:
        return True
    if line.marker is not None or line.starts_lower or line.ends_sentence or len(line.text.split()) > 8:
        return False
    if ": " in line.text or line.text.endswith((",", "-", "(")) or _carried_on(following):
        return False
    if line.traits.joins is False and following is not None and following.is_bullet:
        return True
    return previous is None or previous.ends_sentence or line.gap > 0 or line.indent > previous.indent


def _carried_on(following: Line | None) -> bool:
    return following is not None and following.starts_lower and following.marker is None


class Series:
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


def heading_kind(
    page: Page, line: Line, following: Line | None, sections: Sequence[Section], series: Series
) -> str | None:
    """Return the kind of part that a line heads, `RESUMED`, or None for a line of the part in hand.

    A line is a heading when the lexicon knows the whole of it; when the document marks it as one, unless it names a
    member of the part that it stands in; when it bears the next letter of a lettered series; or when it is set off,
    short, and its words suggest a kind. A numbered line is a heading only when the lexicon knows it or the document
    marks it.

    Args:
        page: the document.
        line: the line.
        following: the line after it.
        sections: the parts above it, the one in hand last.
        series: the letters and numbers above it; carried on.
    """
    marker, current, level = line.marker, sections[-1], line.traits.heading
    note = marker is not None and marker.symbol == "*"
    if line.is_bullet and not note:
        return None
    known = page.lexicon.heading_kind(line.body)
    if known is not None and _may_be_heading(page, line):
        return _known_kind(line, known, sections, series)
    if level is not None:
        lead = current.kind in _WITH_TASKS and is_lead_in(page, line.body)
        return None if lead else _marked_kind(page, line, sections, level)
    if marker is None and not note:
        return _phrase_kind(page, line, following, current) or _look_kind(page, line, current)
    if marker is None or note:
        return None
    resumed = _resumed_kind(line, current, series) if marker.kind == "number" else None
    if resumed is None and _next_in_number(current, line):
        series.number = int(marker.symbol.split(".")[0])
        return page.lexicon.likely_heading_kind(line.body) or page.lexicon.phrase_heading_kind(line.body) or "other"
    if marker.kind == "number":
        return resumed
    if len(line.text.split()) > _MAX_HEADING_WORDS or line.body.endswith((".", ";", ",")):
        return None
    if not series.takes_letter(marker.symbol):
        return None
    return page.lexicon.likely_heading_kind(line.body) or "other"


def told_by(page: Page, line: Line) -> str:
    """Return how a heading was told, as `Section.told_by` lists it."""
    if page.lexicon.heading_kind(line.body) is not None:
        return "known heading"
    if line.traits.heading is not None:
        return "marked heading"
    return "lettered heading" if line.marker is not None else "heading phrase"


def _may_be_heading(page: Page, line: Line) -> bool:
    if line.traits.heading is not None:
        return True
    opens_cell = line.traits.cell is not None and _opens_cell(page, line)
    if line.traits.cell is not None and line.traits.cell.column > 1 and not opens_cell:
        return False
    return not line.starts_lower and not line.body.endswith((".", ",", ";"))


def _opens_cell(page: Page, line: Line) -> bool:
    """Return whether a line is the first of several paragraphs in the last cell of a row of two."""
    cell = line.traits.cell
    if cell is None:
        return False
    table = page.document.tables[cell.table]
    lines = table.rows[cell.row - 1][cell.column - 1]
    return table.columns == 2 and len(lines) > 1 and lines[0].number == line.number and lines[1].is_bullet


def _known_kind(line: Line, known: str, sections: Sequence[Section], series: Series) -> str | None:
    marker, current, level = line.marker, sections[-1], line.traits.heading
    if level is not None and current.level is not None:
        if level > current.level and current.kind == "criteria":
            return None
        if level > current.level and current.kind in _LISTING and known in _OWN_RUBRICS and not _first_in(current):
            return None
        if level > current.level and current.kind in _COMPETENCIES and known in _FOREIGN:
            return None
        if (
            level > current.level
            and current.kind == "result_areas"
            and known in {"tasks", "purpose", "mission", "other", "result_areas"}
        ):
            return None
    elif not _may_end(current, known, marker) and not _follows_table(current, line):
        return None
    lettered = marker is not None and marker.kind == "letter" and level is None
    if lettered and marker is not None and not series.takes_letter(marker.symbol) and marker.symbol not in _ROMAN:
        return None
    if marker is not None and marker.kind == "number":
        series.number = int(marker.symbol.split(".")[0])
    return known


def _first_in(section: Section) -> bool:
    return not section.body


def _follows_table(current: Section, line: Line) -> bool:
    """Return whether a line that the document marks as a heading stands below a table which its header told."""
    return current.told_by == "table header" and line.traits.heading is not None and line.traits.cell is None


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


def _marked_kind(page: Page, line: Line, sections: Sequence[Section], level: int) -> str | None:
    """Return the kind of a part whose heading the document marks and the lexicon does not know as a whole."""
    current = sections[-1]
    short = len(line.text.split()) <= _MAX_HEADING_WORDS
    phrase = page.lexicon.phrase_heading_kind(line.body)
    likely = phrase or (page.lexicon.likely_heading_kind(line.body) if short else None)
    if current.kind == "front" and not any(part.traits.heading is None for part in current.body):
        return likely if current.body else None
    holder = _holder(sections, level)
    if holder is not None:
        if holder.kind in _COMPETENCIES and likely in {"competency_group", "technical", "knowledge"}:
            return likely
        if (
            holder.kind in _VACANCY_HOLDING
            and likely in VACANCY_KINDS - {holder.kind}
            and not _is_selection_part(page, line)
        ):
            return likely
        return None if holder is current or current.kind == holder.kind == "competencies" else RESUMED
    if current.kind in _HOLDING and current.heading:
        if current.level is None:
            return likely
        if level == current.level and likely is None and (current.flat or _first_in(current)):
            current.flat = True
            return None
    return likely or "other"


def _is_selection_part(page: Page, line: Line) -> bool:
    return part_pattern(page).match(line.text) is not None


def _holder(sections: Sequence[Section], level: int) -> Section | None:
    """Return the part with a higher heading that holds a heading of this level as one of its members."""
    for section in reversed(sections):
        if section.level is None and section.heading:
            return None
        if section.level is not None and section.level < level:
            return section if section.kind in _HOLDING else None
    return None


def _phrase_kind(page: Page, line: Line, following: Line | None, current: Section) -> str | None:
    """Return the kind that a set-off line in words of its own suggests ("Wat ga je doen?"), None inside lists."""
    if line.starts_lower or len(line.text.split()) > _MAX_PHRASE_WORDS:
        return None
    if current.kind in _LISTING and not (line.gap >= _WIDE_GAP or line.text.isupper() or line.traits.bold):
        return None
    if line.traits.cell is not None or line.body.endswith((".", ";", ",")) or (": " in line.text):
        return None
    alone = line.gap > 0 or line.traits.bold or line.text.isupper() or (not current.body and not current.heading)
    if not alone or following is None or following.starts_lower:
        return None
    return page.lexicon.phrase_heading_kind(line.body)


def _look_kind(page: Page, line: Line, current: Section) -> str | None:
    """Return ``other`` for a line in capitals that ends a list under a heading in capitals, None for any other line.

    Where members of the list stand in capitals too, the line is one of them.
    """
    head = current.heading[0].body if current.heading else ""
    if current.kind not in _LISTING or not (head.isupper() and line.text.isupper()) or not current.body:
        return None
    if line.gap == 0 or line.ends_sentence or line.traits.cell is not None or len(line.text) < _SHORTEST_CAPITALS:
        return None
    if any(part.text.isupper() and part.marker is None for part in current.body):
        return None
    return page.lexicon.likely_heading_kind(line.body) or "other"


def _next_in_number(current: Section, line: Line) -> bool:
    """Return whether a numbered line carries on the numbers of the headings, not those of the list in hand."""
    head = current.heading[0].marker if current.heading else None
    marker = line.marker
    if head is None or marker is None or not (head.kind == marker.kind == "number"):
        return False
    if not _follows(head.symbol, marker.symbol):
        return False
    if line.ends_sentence or line.starts_lower or len(line.text.split()) > _MAX_PHRASE_WORDS or not current.body:
        return False
    numbered = [part.marker.symbol for part in current.body if part.marker is not None and part.marker.kind == "number"]
    depth = marker.symbol.count(".")
    return not any(symbol.count(".") == depth for symbol in numbered)


def _follows(number: str, following: str) -> bool:
    """Return whether a number follows another one at its depth or a higher one.

    >>> _follows("2", "3"), _follows("2.2", "2.3"), _follows("2.2", "3"), _follows("2", "4"), _follows("2", "2.1")
    (True, True, True, False, False)
    """
    parts, others = number.split("."), following.split(".")
    depth = len(others)
    return depth <= len(parts) and parts[: depth - 1] == others[:-1] and int(others[-1]) == int(parts[depth - 1]) + 1


def _resumed_kind(line: Line, current: Section, series: Series) -> str | None:
    """Return `RESUMED` when a numbered line carries on the areas that a numbered knowledge part interrupted."""
    marker = current.heading[0].marker if current.heading else None
    interrupted = current.kind == "knowledge" and marker is not None and marker.kind == "number"
    number = int(line.marker.symbol) if line.marker is not None and line.marker.symbol.isdigit() else 0
    if interrupted and number == series.number + 1 and not line.ends_sentence:
        return RESUMED
    return None
