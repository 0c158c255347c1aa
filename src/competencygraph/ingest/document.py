"""A document as its reader hands it on: lines with positions, and what their layout says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from competencygraph.model import Evidence

__all__ = ["Document", "Line", "Marker", "evidence_of", "make_lines", "spans"]

_BULLET = re.compile(r"(?P<symbol>[•·▪◦‣●■□○➢➤✓*–—-]|o(?=\s)|\uf0b7)\s+(?=\S)")
_LONE_BULLET = re.compile(r"(?:[•·▪◦‣●■□○–—-]|\uf0b7)$")
_NUMBER = re.compile(
    r"(?P<symbol>\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s+|\s*[.)](?=[^\W\d])|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)"
)
_LETTER = re.compile(r"(?P<symbol>[A-Za-z])[.)]\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Marker:
    """The list marker that a line begins with.

    Args:
        kind: ``bullet``, ``number`` or ``letter``.
        symbol: the sign, number or letter, without its point or bracket.
        width: how many characters marker and space take.
    """

    kind: str
    symbol: str
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Args:
        number: its place in the document, counted from 1, blank lines included.
        end: the same, or the next printed line when its bullet stands alone on the line before its text.
        text: its text, white space collapsed.
        indent: how many columns of white space stand before it.
        gap: how many blank lines stand before it.
        marker: the list marker that it begins with, None without one.
    """

    number: int
    end: int
    text: str
    indent: int
    gap: int
    marker: Marker | None = None

    @property
    def body(self) -> str:
        """Return the text without its list marker."""
        return self.text[self.marker.width :] if self.marker else self.text

    @property
    def is_bullet(self) -> bool:
        """Return whether the line begins with a bullet."""
        return self.marker is not None and self.marker.kind == "bullet"

    @property
    def ends_sentence(self) -> bool:
        """Return whether the line ends with punctuation that closes a sentence or an item."""
        return _TERMINAL.search(self.text) is not None

    @property
    def starts_lower(self) -> bool:
        """Return whether the first letter of the line's body is a lower-case one.

        >>> make_lines(["  en dan"])[0].starts_lower, make_lines(["(De rest)"])[0].starts_lower
        (True, False)
        """
        return next((sign.islower() for sign in self.body if sign.isalnum()), True)


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    Args:
        path: the file's name, without folders.
        digest: SHA-256 of the file's bytes, hexadecimal.
        raw: every line as it stands, without line ends, contact data masked.
        lines: the lines that are not blank.
    """

    path: str
    digest: str
    raw: tuple[str, ...]
    lines: tuple[Line, ...] = field(repr=False)

    @cached_property
    def width(self) -> int:
        """Return the width that running text is set to: the 95th percentile of the lines' lengths, in characters."""
        return _width_of(self.lines)

    @cached_property
    def list_width(self) -> int:
        """Return the width of bulleted items (notes left out); that of running text where no item fills a line."""
        width = _width_of([line for line in self.lines if line.is_bullet and not line.text.startswith("*")])
        return width if width * 2 > self.width else self.width

    @cached_property
    def closes_items(self) -> bool:
        """Return whether nearly every bulleted item that another follows is closed by punctuation."""
        last_lines = [
            last for last, line in pairwise(self.lines) if line.is_bullet and (last.is_bullet or not line.gap)
        ]
        closed = sum(1 for line in last_lines if line.ends_sentence)
        return len(last_lines) >= 3 and closed * 10 >= len(last_lines) * 8


def _width_of(lines: Sequence[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def evidence_of(lines: Sequence[Line]) -> Evidence:
    """Return the range from the first of the lines to the last.

    >>> evidence_of(make_lines(["a", "", "b"]))
    Evidence(start_line=1, end_line=3)
    """
    return Evidence(lines[0].number, lines[-1].end)


def spans(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    """Return each start with the start of the next, the last one with `end`.

    >>> spans([2, 5], 9), spans([], 9)
    ([(2, 5), (5, 9)], [])
    """
    return list(zip(starts, [*starts[1:], end][: len(starts)], strict=True))


def make_lines(raw: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines that are not blank, with indent, gap and marker.

    Args:
        raw: the document's lines, without line ends.

    Returns:
        One `Line` for each line that holds more than white space. A bullet that stands alone on its line is joined
        to the text that follows it, unless that bears a bullet itself.

    >>> [(line.number, line.gap, line.body) for line in make_lines(["Doel", "", "• Leiden;"])]
    [(1, 0, 'Doel'), (3, 1, 'Leiden;')]
    """
    return tuple(_lines(raw))


def _lines(raw: Sequence[str]) -> Iterator[Line]:
    gap = 0
    bullet: tuple[int, str, int, int] | None = None
    for number, line in enumerate(raw, 1):
        text = " ".join(line.split())
        if not text:
            gap += 1
            continue
        indent = len(line) - len(line.lstrip())
        if bullet is None and _LONE_BULLET.match(text):
            bullet = (number, text, indent, gap)
            gap = 0
            continue
        if bullet is not None and _BULLET.match(text):
            first, symbol, before, space = bullet
            bullet = None
            yield Line(first, first, symbol, before, space)
            yield Line(number, number, text, indent, gap, _marker(text))
        elif bullet is not None:
            first, symbol, indent, gap = bullet
            bullet = None
            yield Line(first, number, f"{symbol} {text}", indent, gap, _marker(f"{symbol} {text}"))
        else:
            yield Line(number, number, text, indent, gap, _marker(text))
        gap = 0
    if bullet is not None:
        number, text, indent, gap = bullet
        yield Line(number, number, text, indent, gap)


def _marker(text: str) -> Marker | None:
    for kind, pattern in (("bullet", _BULLET), ("number", _NUMBER), ("letter", _LETTER)):
        match = pattern.match(text)
        if match:
            return Marker(kind, match["symbol"], match.end())
    return None
