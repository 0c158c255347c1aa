"""Small PDF files, drawn line by line, for the tests of the PDF reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from competencygraph.ingest.document import Document, Line
from competencygraph.ingest.limits import DEFAULT_LIMITS
from competencygraph.ingest.readers.pdf import read_pdf

WIDTH, HEIGHT = A4
LEFT, TOP = 70.0, 760.0
DRAW = Callable[[Canvas], None]

pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))


def pdf(*pages: DRAW, locked: str | None = None, compressed: bool = True) -> bytes:
    """Return a PDF with one page for each function that draws on it."""
    out = BytesIO()
    encrypt = StandardEncryption(locked, canPrint=0) if locked else None
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, pageCompression=int(compressed), invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def at(canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 10) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def column(
    canvas: Canvas,
    lines: Sequence[str],
    x: float = LEFT,
    y: float = TOP,
    *,
    leading: float = 12,
    font: str = "Helvetica",
    size: float = 10,
) -> float:
    """Draw lines below each other; return the height below them. An empty line leaves white space."""
    for line in lines:
        if line:
            at(canvas, x, y, line, font, size)
        y -= leading
    return y


def wrapped(text: str, width: float, font: str = "Helvetica", size: float = 10) -> list[str]:
    """Return the text broken into lines that fit a width, as a word processor breaks it."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def page(*lines: str) -> DRAW:
    """Return what draws lines in one column."""
    return lambda canvas: column(canvas, lines) and None


def document(data: bytes, name: str = "profiel.pdf") -> Document:
    return read_pdf(Path(name), data, DEFAULT_LIMITS)


def read(*pages: DRAW) -> Document:
    return document(pdf(*pages))


def texts(found: Document) -> list[str]:
    """Return the text of each line that is no aside."""
    return [line.text for line in content(found)]


def content(found: Document) -> list[Line]:
    return [line for line in found.lines if line.number not in found.asides]


def asides(found: Document) -> list[tuple[str, str]]:
    """Return the text of each aside with its reason."""
    assert set(found.asides) <= {line.number for line in found.lines}
    return [(line.text, found.asides[line.number]) for line in found.lines if line.number in found.asides]


def line_of(found: Document, start: str) -> Line:
    """Return the only line that begins with a text."""
    (line,) = (line for line in found.lines if line.text.startswith(start))
    return line
