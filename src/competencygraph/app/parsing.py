"""Use case: read one document, store nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.supervised import DocumentReader, ParsedFile
from competencygraph.model import Profile, SourceDocument

__all__ = ["content_counts", "has_content", "parse_file", "unplaced_lines"]


def parse_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> ParsedFile:
    """Return the profiles that a document describes, read in a process of its own.

    Args:
        path: the document.
        limits: what reading it may take.

    Returns:
        The document with its profiles, at least one, and what of the file was not read.

    Raises:
        UnreadableDocumentError: the file is missing, empty, damaged, protected, too large, in a format that is not read
            or in another than its name says, or reading it took too much time or memory.
        NotAProfileError: nothing in it belongs to a profile.
    """
    with DocumentReader(limits) as reader:
        return reader.read(path)


def content_counts(profile: Profile) -> Mapping[str, int]:
    """Return how much of each kind a profile holds, headed parts without a place of their own left out.

    >>> from competencygraph.model import Evidence, Purpose
    >>> counts = content_counts(Profile("profile", purpose=Purpose("De dienst leiden", Evidence(1, 1))))
    >>> counts["purpose"], counts["tasks"]
    (1, 0)
    """
    return {
        "purpose": int(profile.purpose is not None),
        "result_areas": len(profile.result_areas),
        "tasks": len(profile.tasks) + sum(len(area.tasks) for area in profile.result_areas),
        "criteria": len(profile.criteria),
        "definitions": len(profile.definitions),
        "competencies": len(profile.competencies),
        "indicators": sum(len(level.indicators) for competency in profile.competencies for level in competency.levels),
        "knowledge": len(profile.knowledge),
        "vacancy": int(profile.vacancy is not None),
    }


def has_content(profile: Profile) -> bool:
    """Return whether a profile holds more than headings: an empty template does not.

    >>> has_content(Profile("profile", title="Functieprofiel"))
    False
    """
    return any(content_counts(profile).values())


def unplaced_lines(document: SourceDocument) -> int:
    """Return how many lines with content found no place; one that waits for text ("[titel]") has no content.

    >>> from competencygraph.model import Evidence, UnparsedText
    >>> lost = UnparsedText("Pagina 1", Evidence(2, 3))
    >>> unplaced_lines(SourceDocument("a.txt", "0" * 64, "nl", ("Doel", "Pagina 1", ""), (lost,)))
    1
    """
    waiting = sum(
        1
        for part in document.unparsed
        if part.reason == "placeholder"
        for line in document.lines[part.evidence.start_line - 1 : part.evidence.end_line]
        if line.strip()
    )
    return sum(1 for line in document.lines if line.strip()) - document.placed - waiting
