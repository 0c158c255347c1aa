"""From a file to the profiles that it describes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from competencygraph.model import ParsedDocument

__all__ = ["EXTRACTOR_VERSION", "SUFFIXES", "parse_document", "parse_with_notices"]

EXTRACTOR_VERSION = "4"
"""Raised when the same file would give another profile than before."""

SUFFIXES = frozenset({".docm", ".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".text", ".txt", ".xlsm", ".xlsx"})
"""File name endings that are read."""


def parse_document(path: Path, limits: Limits = DEFAULT_LIMITS) -> ParsedDocument:
    """Return a document and the profiles that it describes, read in this process.

    Documents of others belong in a process of their own: `competencygraph.ingest.supervised` keeps the limits of time
    and memory too.

    Args:
        path: a text, Markdown, HTML, PDF, Word or Excel file.
        limits: sizes and counts that are kept to.

    Returns:
        The document as read, every line placed in a profile or listed as unparsed.

    Raises:
        UnreadableDocumentError: the file is missing, empty, too large, damaged, protected or in a format not read.
        NotAProfileError: nothing in it belongs to a profile.
    """
    return parse_with_notices(path, limits)[0]


def parse_with_notices(path: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[ParsedDocument, tuple[str, ...]]:
    """Return what `parse_document` returns, and what of the file was not read.

    Args:
        path: the file.
        limits: sizes and counts that are kept to.

    Returns:
        The document, and the notices of its reader, such as that its macros were left alone.
    """
    from competencygraph.ingest.extract import extract
    from competencygraph.ingest.lexicon import load_lexicon
    from competencygraph.ingest.readers import read

    document = read(path, limits)
    return extract(document, load_lexicon()), document.notices
