"""From a file to a `Document`: the bytes within their limit, then the reader for what they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.document import Document
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.readers.detection import check_name, format_of

__all__ = ["read"]

_TEXTS = frozenset({"text", "Markdown", "HTML"})


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document that a file holds.

    Args:
        path: a text, Markdown, HTML, PDF, Word or Excel file. Its content tells which; a name that says another is
            refused.
        limits: sizes and counts that are kept to; time and memory are for the process that it is read in.

    Returns:
        The document.

    Raises:
        UnreadableDocumentError: the file is missing, empty, too large, no regular file, damaged, protected, in a format
            that is not read, or in another than its name says.
        MissingExtraError: the library that reads the format is not installed.
    """
    data = _read_bytes(path, max(limits.file_bytes, limits.text_bytes))
    if not data:
        raise UnreadableDocumentError("the file is empty", where=str(path), remedy="give a file that holds text")
    found = format_of(data, str(path))
    check_name(found, data, path.name, str(path))
    if found in _TEXTS:
        _refuse_large(len(data), limits.text_bytes, path)
    return _read_as(found, path, data, limits)


def _read_as(found: str, path: Path, data: bytes, limits: Limits) -> Document:
    if found == "PDF":
        from competencygraph.ingest.readers.pdf import read_pdf

        return read_pdf(path, data, limits)
    if found == "Word":
        from competencygraph.ingest.readers.docx import read_docx

        return read_docx(path, data, limits)
    if found == "Excel":
        from competencygraph.ingest.readers.xlsx import read_xlsx

        return read_xlsx(path, data, limits)
    if found == "HTML":
        from competencygraph.ingest.readers.html import read_html

        return read_html(path, data, limits)
    if found == "Markdown":
        from competencygraph.ingest.readers.markdown import read_markdown

        return read_markdown(path, data, limits)
    from competencygraph.ingest.readers.text import read_text

    return read_text(path, data, limits)


def _read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of up to a limit, without waiting for a pipe or touching a device."""
    try:
        _refuse_unusual(path.stat().st_mode, path)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(file.fileno())
            _refuse_unusual(found.st_mode, path)
            _refuse_large(found.st_size, limit, path)
            return file.read(min(found.st_size, limit))
    except FileNotFoundError as error:
        raise UnreadableDocumentError("there is no such file", where=str(path), remedy="check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableDocumentError(
            f"the file cannot be read ({reason})", where=str(path), remedy="check its rights"
        ) from error


def _refuse_unusual(mode: int, path: Path) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableDocumentError("a folder is no document", where=str(path), remedy="give a file")
    if not stat.S_ISREG(mode):
        raise UnreadableDocumentError("this is no regular file", where=str(path), remedy="give a file with a document")


def _refuse_large(size: int, limit: int, path: Path) -> None:
    if size > limit:
        raise UnreadableDocumentError(
            f"the file holds {size} bytes, more than the limit of {limit}",
            where=str(path),
            remedy="split it, or give the document alone",
        )
