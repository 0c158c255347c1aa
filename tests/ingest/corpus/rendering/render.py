"""Which module writes which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .blocks import Source
from .docx_file import docx_of
from .html_file import html_of
from .markdown_file import markdown_of
from .office import office_pdf
from .pdf_file import pdf_of
from .text_file import text_of
from .workbook_file import workbook_of

__all__ = ["FORMATS", "RenderingError", "file_name", "render"]

FORMATS: Final[Mapping[str, Callable[[Source], bytes]]] = {
    "docx": docx_of,
    "pdf": pdf_of,
    "txt": text_of,
    "md": markdown_of,
    "html": html_of,
    "xlsx": workbook_of,
    "pdf-office": lambda source: office_pdf(docx_of(source)),
}


class RenderingError(ValueError):
    """A format that no document is rendered to."""


def render(source: Source, kind: str) -> bytes:
    """Return a document in one format.

    Args:
        source: the document.
        kind: one of `FORMATS`; ``pdf-office`` needs LibreOffice.

    Returns:
        The bytes of the file, the same for the same document (``pdf-office`` apart).

    Raises:
        RenderingError: the format is none of `FORMATS`.

    >>> render(Source("nl", ()), "md")
    b'\\n'
    """
    if kind not in FORMATS:
        raise RenderingError(f"no format {kind}; known: {', '.join(FORMATS)}")
    return FORMATS[kind](source)


def file_name(stem: str, kind: str) -> str:
    """Return the name of a rendered file.

    >>> file_name("01-municipal", "pdf-office")
    '01-municipal.pdf'
    """
    return f"{stem}.{kind.removesuffix('-office')}"
