"""Running text on a page of a PDF: own line breaking, so that words can be broken and bullets stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.platypus import Flowable

from .wrapping import wrap

__all__ = ["Lines", "Look", "width_of"]

_FACES = {
    "sans": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "serif": ("Times-Roman", "Times-Bold", "Times-Italic"),
}
_FOLDERS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/Library/Fonts", "C:/Windows/Fonts")
_LOOK_ALIKE = {"▪": "n", "□": "o"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text is set.

    Args:
        font: ``serif`` or ``sans``.
        size: in points.
        face: 0 for regular, 1 for bold, 2 for italic.
        justify: whether lines but the last are stretched.
        hyphenate: whether words are broken.
        before: space above in points.
        indent: space to the left in points.
    """

    font: str
    size: float
    face: int = 0
    justify: bool = False
    hyphenate: bool = False
    before: float = 0
    indent: float = 0

    @property
    def leading(self) -> float:
        """Return the distance from line to line in points."""
        return self.size * 1.2


@cache
def _wide_font() -> str | None:
    """Return a font for signs that the built-in ones lack, None where DejaVu is not installed."""
    for folder in _FOLDERS:
        if (Path(folder) / "DejaVuSans.ttf").is_file():
            try:
                registerFont(TTFont("DejaVuSans", str(Path(folder) / "DejaVuSans.ttf")))
            except TTFError:
                continue
            return "DejaVuSans"
    return None


@cache
def _font_of(sign: str, font: str, face: int) -> str:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return _wide_font() or "ZapfDingbats"
    return _FACES[font][face]


def _runs(text: str, look: Look) -> Iterator[tuple[str, str]]:
    for font, signs in groupby(text, lambda sign: _font_of(sign, look.font, look.face)):
        run = "".join(signs)
        yield font, "".join(_LOOK_ALIKE.get(sign, sign) for sign in run) if font == "ZapfDingbats" else run


def width_of(text: str, look: Look) -> float:
    """Return how wide a text is, in points.

    >>> round(width_of("Doel", Look("sans", 10)), 1)
    20.6
    """
    return sum(stringWidth(run, font, look.size) for font, run in _runs(text, look))


class Lines(Flowable):  # type: ignore[misc]
    """A paragraph, with a sign before its first line or on a line above it.

    Args:
        text: the text.
        look: how it is set.
        sign: what stands before it, such as a bullet; empty for nothing.
        hang: how far the text stands from the sign, in points.
        alone: whether the sign has a line of its own.
        tail: what stands at the right end of the last line, after dots.
    """

    def __init__(
        self,
        text: str,
        look: Look,
        *,
        sign: str = "",
        hang: float = 0,
        alone: bool = False,
        tail: str = "",
    ) -> None:
        super().__init__()
        self.text, self.look, self.sign, self.hang, self.alone = text, look, sign, hang, alone
        self.tail = tail
        self.notes: tuple[tuple[int, str], ...] = ()
        self.lines: list[str] = []
        self.width = 0.0

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Return the space above."""
        return self.look.before

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Break the lines for a width; return width and height."""
        if not self.lines or width != self.width:
            self.width = width
            room = width - self.look.indent - self.hang
            self.lines = wrap(self.text, room, lambda text: width_of(text, self.look), hyphenate=self.look.hyphenate)
        return width, self._rows() * self.look.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the part that fits and the rest, at least two lines each; nothing where that cannot be."""
        self.wrap(width, height)
        fits = int(height // self.look.leading) - (self._rows() - len(self.lines))
        if fits < 1 or fits >= len(self.lines):
            return []
        first, rest = self._part(self.lines[:fits]), self._part(self.lines[fits:])
        first.tail, first.notes, rest.sign = "", (), ""
        return [first, rest]

    def draw(self) -> None:
        """Draw the lines from the top down."""
        top = self._rows() * self.look.leading - self.look.size
        left = self.look.indent
        if self.sign:
            self._write(self.sign, left, top)
            if self.alone:
                top -= self.look.leading
        for number, line in enumerate(self.lines, 1):
            words = line.count(" ")
            slack = self.width - left - self.hang - width_of(line, self.look)
            stretch = slack / words if self.look.justify and number < len(self.lines) and words else 0.0
            end = self._write(line, left + self.hang, top, stretch)
            if number == len(self.lines):
                self._finish(end, top)
            top -= self.look.leading

    def _rows(self) -> int:
        return len(self.lines) + int(bool(self.sign) and self.alone)

    def _part(self, lines: list[str]) -> Lines:
        part = Lines(self.text, self.look, sign=self.sign, hang=self.hang, alone=self.alone, tail=self.tail)
        part.notes = self.notes
        part.lines, part.width = lines, self.width
        return part

    def _finish(self, end: float, top: float) -> None:
        if self.tail:
            small = width_of(".", self.look)
            right = self.width - width_of(self.tail, self.look)
            self._write("." * int((right - end - 2 * small) / small), end + small, top)
            self._write(self.tail, right, top)
        raised = Look(self.look.font, self.look.size * 0.6)
        for number, text in self.notes:
            end = self._write(str(number), end, top + self.look.size * 0.35, look=raised)
            self.canv.page_notes = [*getattr(self.canv, "page_notes", []), (number, text)]

    def _write(self, text: str, left: float, top: float, stretch: float = 0.0, *, look: Look | None = None) -> float:
        look = look or self.look
        drawn: Any = self.canv.beginText(left, top)
        drawn.setWordSpace(stretch)
        for font, run in _runs(text, look):
            drawn.setFont(font, look.size)
            drawn.textOut(run)
        self.canv.drawText(drawn)
        return left + width_of(text, look) + stretch * text.count(" ")
