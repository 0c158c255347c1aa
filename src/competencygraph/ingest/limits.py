"""How much of a document is read, each limit with its reason."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT_LIMITS", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take.

    Args:
        text_bytes: size of a text, Markdown or HTML file.
        file_bytes: size of a PDF, Word or Excel file.
        inflated_bytes: size of what such a file holds, unpacked.
        pages: pages of a PDF.
        paragraphs: paragraphs and table cells of a Word file; cells of a workbook, and lines that these show.
        seconds: wall-clock time from the first byte to the model.
        memory_bytes: address space beyond what the reading process takes when idle; with that, under 512 MB.

    Source:
        DESIGN, section 6: a PDF of 1 MB can inflate to 1 GB, two million empty paragraphs hang python-docx.
    """

    text_bytes: int = 10 * 2**20
    file_bytes: int = 25 * 2**20
    inflated_bytes: int = 200 * 2**20
    pages: int = 500
    paragraphs: int = 100_000
    seconds: float = 60.0
    memory_bytes: int = 400 * 2**20


DEFAULT_LIMITS = Limits()
