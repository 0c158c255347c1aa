"""From a file to the profiles that it describes."""

from __future__ import annotations

from pathlib import Path

from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.readers import read_text
from competencygraph.model import ParsedDocument

__all__ = ["EXTRACTOR_VERSION", "SUFFIXES", "parse_document"]

EXTRACTOR_VERSION = "1"
"""Raised when the same file would give another profile than before."""

SUFFIXES = frozenset({".txt"})
"""File name endings that are read."""


def parse_document(path: Path) -> ParsedDocument:
    """Return a document and the profiles that it describes.

    Args:
        path: a text file.

    Returns:
        The document as read, every line placed in a profile or listed as unparsed.

    Raises:
        UnreadableDocumentError: the file is missing, empty, binary or too large.
        NotAProfileError: nothing in it belongs to a profile.
    """
    return extract(read_text(path), load_lexicon())
