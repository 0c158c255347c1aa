"""Use case: read one document, store nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from competencygraph.ingest import parse_document
from competencygraph.model import ParsedDocument, Profile

__all__ = ["content_counts", "has_content", "parse_file"]


def parse_file(path: Path) -> ParsedDocument:
    """Return the profiles that a document describes.

    Args:
        path: the document.

    Returns:
        The document with its profiles, at least one.

    Raises:
        UnreadableDocumentError: the file is missing, empty, binary or too large.
        NotAProfileError: nothing in it belongs to a profile.
    """
    return parse_document(path)


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
