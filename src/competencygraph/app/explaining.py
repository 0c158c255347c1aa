"""Use case: what each line of a document became, by which rule, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from competencygraph.model import Evidence, Location, ParsedDocument, locate

__all__ = ["NO_RULE", "ExplainedLines", "explain"]

NO_RULE = "placed"
"""What lines became that belong to something without being an item themselves, such as a lead-in."""


@dataclass(frozen=True, slots=True)
class ExplainedLines:
    """What some lines became.

    Args:
        evidence: the lines.
        location: the page, paragraph or table cell that they stand in; None in plain text.
        kind: what they became, such as ``task``; ``unparsed`` without a place, `NO_RULE` where no rule says more.
        text: their text.
        rule: the name of the rule, the reason of lines without a place; empty where none is known.
        under: how the heading above them was told; empty where that does not matter.
        confidence: how sure the rule is, 0 to 1; None for lines that no rule took.
    """

    evidence: Evidence
    location: Location | None
    kind: str
    text: str
    rule: str = ""
    under: str = ""
    confidence: float | None = None


def explain(parsed: ParsedDocument) -> tuple[ExplainedLines, ...]:
    """Return what became of every line of a document that is not blank.

    Args:
        parsed: the document, with its readings.

    Returns:
        In the order of the lines, what surrounds others first; lines that became several things stand there for each.

    >>> from competencygraph.model import Reading, SourceDocument
    >>> source = SourceDocument("a.txt", "0" * 64, "nl", ("Taken", "", "- Plannen"))
    >>> noted = Reading("task", "Plannen", Evidence(3, 3), "task-list under known heading", 0.9)
    >>> [(one.kind, one.rule, one.under) for one in explain(ParsedDocument(source, (), (noted,)))]
    [('placed', '', ''), ('task', 'task-list', 'known heading')]
    """
    places = parsed.document.places
    found: list[ExplainedLines] = []
    for reading in dict.fromkeys(parsed.readings):
        rule, _, under = reading.rule.partition(" under ")
        found.append(
            ExplainedLines(
                reading.evidence,
                locate(reading.evidence, places),
                reading.kind,
                reading.text,
                rule,
                under,
                reading.confidence,
            )
        )
    for part in parsed.document.unparsed:
        where = locate(part.evidence, places)
        found.append(ExplainedLines(part.evidence, where, "unparsed", part.text, part.reason or ""))
    for evidence in _silent(parsed, found):
        text = " ".join(" ".join(parsed.document.lines[evidence.start_line - 1 : evidence.end_line]).split())
        found.append(ExplainedLines(evidence, locate(evidence, places), NO_RULE, text))
    return tuple(sorted(found, key=lambda one: (one.evidence.start_line, -one.evidence.end_line)))


def _silent(parsed: ParsedDocument, found: list[ExplainedLines]) -> Iterator[Evidence]:
    """Yield the runs of lines that are not blank and that nothing explains."""
    told = {number for one in found for number in range(one.evidence.start_line, one.evidence.end_line + 1)}
    start: int | None = None
    last = 0
    for number, line in enumerate(parsed.document.lines, 1):
        silent = bool(line.strip()) and number not in told
        if silent:
            start = number if start is None else start
            last = number
        elif start is not None:
            yield Evidence(start, last)
            start = None
    if start is not None:
        yield Evidence(start, last)
