"""Texts that close a part with competencies, under headings of their own such as *Contact*."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.ingest.asides import CONTACT_DATA
from competencygraph.ingest.document import Line, spans
from competencygraph.ingest.headings import is_heading_like
from competencygraph.ingest.page import Page

__all__ = ["OTHER_KINDS", "without_closing"]

OTHER_KINDS = frozenset({"other", "values", "reserve", "application"})
"""Kinds of part that a known heading inside competencies begins, unless it is the name of one."""


def without_closing(page: Page, lines: Sequence[Line]) -> tuple[list[Line], list[tuple[Line, list[Line]]]]:
    """Return the lines of a part, and the texts that close it, each with its heading.

    The last known heading of no competency begins such a text, and so does a line set off above contact data that was
    set aside; then nothing may be left of the text.

    Args:
        page: the document.
        lines: the part's lines.
    """
    starts: list[int] = []
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.marker is not None or line.traits.cell is not None:
            break
        following = lines[index + 1] if index + 1 < len(lines) else None
        if not is_heading_like(line, lines[index - 1], following):
            continue
        known = page.lexicon.heading_kind(line.body) in OTHER_KINDS
        if _heads_contacts(page, line, known) or (known and following is not None and not starts):
            starts.insert(0, index)
    parts = [(lines[start], list(lines[start + 1 : end])) for start, end in spans(starts, len(lines))]
    return list(lines[: starts[0]] if starts else lines), parts


def _heads_contacts(page: Page, line: Line, known: bool) -> bool:
    """Return whether the next line below a heading is contact data set aside; below an unknown one without a gap."""
    following = next((other for other in page.document.lines if other.number > line.end), None)
    if following is None or not (known or (line.gap and not following.gap)):
        return False
    return any(
        aside.reason == CONTACT_DATA and aside.evidence.start_line <= following.number <= aside.evidence.end_line
        for aside in page.asides
    )
