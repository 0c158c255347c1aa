"""Pieces of text on one baseline, joined into printed lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from competencygraph.ingest.readers.pdf.pieces import Piece
from competencygraph.ingest.readers.pdf.signs import with_bullet

__all__ = [
    "Frame",
    "Spot",
    "TextLine",
    "bands_of",
    "bottom_of",
    "cluster_lines",
    "is_marker",
    "make_line",
    "marked",
    "top_of",
]

_MARKER = re.compile(r"(?:[^\w\s]|[o\ue000-\uf8ff]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\(?[A-Za-z][.)])$")
_MARKER_GAP = 5.0
"""A list marker stands no further from its text than this, in letter sizes."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED, _SMALLER = 0.15, 0.82
_SAME_LINE = 0.25
_GAP = 0.12
_OVERLAP = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The column that text is set in: its left and right edge, and its number on the page in reading order."""

    left: float
    right: float
    number: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table of the page; the table's number is only told apart from the page's others."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line.

    Args:
        pieces: its pieces from left to right.
        text: its text, words spaced, its bullet as ``•``.
        y: its baseline, that of its text.
        size: the size of the largest letters of its text, in points; a list marker in front is left out.
        bold: whether all of its text is bold.
        frame: the column that it stands in.
        spot: the table cell that it stands in.
        page: its page, counted from 1.
        aside: why it is no content, None for content.
        slanted: whether all of its text is in italics.
        tinted: whether all of its text is in a colour.
    """

    pieces: tuple[Piece, ...]
    text: str
    y: float
    size: float
    bold: bool
    frame: Frame
    spot: Spot | None = None
    page: int = 0
    aside: str | None = None
    slanted: bool = False
    tinted: bool = False

    @property
    def x0(self) -> float:
        """Return where it begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Return where it ends."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def text_x0(self) -> float:
        """Return where its text begins, behind a list marker that stands apart."""
        return self.pieces[1].x0 if len(self.pieces) > 1 and is_marker(self.pieces[0].text) else self.x0


def is_marker(text: str) -> bool:
    """Return whether a piece is a list marker alone.

    >>> [is_marker(text) for text in ("•", "1.", "2.3", "b)", "A1", "12")]
    [True, True, True, True, False, False]
    """
    return _MARKER.match(text) is not None


def bands_of(groups: Iterable[tuple[Piece, ...]]) -> list[list[tuple[Piece, ...]]]:
    """Return groups of pieces that stand beside each other, from top to bottom."""
    ordered = sorted(groups, key=lambda group: -top_of(group))
    bands: list[list[tuple[Piece, ...]]] = []
    bottom = 0.0
    for group in ordered:
        if bands and top_of(group) > bottom + _OVERLAP:
            bands[-1].append(group)
            bottom = min(bottom, bottom_of(group))
        else:
            bands.append([group])
            bottom = bottom_of(group)
    return bands


def top_of(group: Sequence[Piece]) -> float:
    """Return how high the letters of pieces reach."""
    return max(piece.y + 0.7 * piece.size for piece in group)


def bottom_of(group: Sequence[Piece]) -> float:
    """Return how low the letters of pieces reach."""
    return min(piece.y - 0.15 * piece.size for piece in group)


def marked(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Return the pieces, each list marker that stands alone in a group with the text behind it."""
    groups: list[tuple[Piece, ...]] = []
    taken: set[int] = set()
    by_height = sorted(range(len(pieces)), key=lambda at: pieces[at].y)
    heights = [pieces[at].y for at in by_height]
    largest = max((piece.size for piece in pieces), default=0.0)
    for at, mark in enumerate(pieces):
        if not is_marker(mark.text):
            continue
        low, high = (bisect_left(heights, mark.y + way * 0.35 * largest) for way in (-1, 1))
        behind = [other for other in by_height[low:high] if other not in taken and _follows(mark, pieces[other])]
        if behind:
            text = min(behind, key=lambda other: pieces[other].x0)
            taken.update((at, text))
            groups.append((mark, pieces[text]))
    groups.extend((piece,) for at, piece in enumerate(pieces) if at not in taken)
    return groups


def _follows(mark: Piece, piece: Piece) -> bool:
    """Return whether a piece stands behind a list marker on its line."""
    size = max(piece.size, mark.size)
    if abs(piece.y - mark.y) >= 0.35 * size or piece.cell != mark.cell:
        return False
    return -1.0 <= piece.x0 - mark.x1 < _MARKER_GAP * size and not is_marker(piece.text)


def cluster_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces that stand beside each other as lines from top to bottom, raised and lowered letters included."""
    clusters: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.size, piece.x0)):
        home = next((cluster for cluster in clusters if _belongs(piece, cluster)), None)
        if home is None:
            clusters.append([piece])
        else:
            home.append(piece)
    for cluster in clusters:
        cluster.sort(key=lambda piece: piece.x0)
    return sorted(clusters, key=lambda cluster: -max(cluster, key=lambda piece: piece.size).y)


def _belongs(piece: Piece, cluster: Sequence[Piece]) -> bool:
    base = cluster[0] if len(cluster) == 1 else max(cluster, key=lambda other: other.size)
    rise = piece.y - base.y
    if abs(rise) <= _SAME_LINE * base.size and (piece.size > _SMALLER * base.size or abs(rise) < 1.0):
        return True
    if piece.size > _SMALLER * base.size or not -0.4 * base.size < rise < 0.7 * base.size:
        return False
    return any(-0.3 * base.size <= max(piece.x0 - other.x1, other.x0 - piece.x1) < 0.5 * base.size for other in cluster)


def make_line(pieces: Sequence[Piece], frame: Frame, spot: Spot | None = None) -> TextLine:
    """Return the line of pieces that stand on it from left to right, at least one."""
    behind = pieces[1:] if len(pieces) > 1 and is_marker(pieces[0].text) else pieces
    base = max(behind, key=lambda piece: (piece.size, len(piece.text)))
    parts: list[str] = []
    last: Piece | None = None
    for piece in pieces:
        text = piece.text
        if piece.size < _SMALLER * base.size and piece.y - base.y > _RAISED * base.size and text.isdigit():
            text = text.translate(_SUPERSCRIPTS)
        if last is not None:
            gap = (piece.x0 - last.x1) / base.size
            if gap > 2.0 and not is_marker(last.text):
                parts.append(" " * max(2, round(gap * 2)))
            elif gap > _GAP:
                parts.append(" ")
        parts.append(text)
        last = piece
    letters = [piece for piece in behind if any(sign.isalnum() for sign in piece.text)]
    shown = letters or [base]
    bold = all(piece.bold for piece in shown)
    slanted, tinted = all(piece.slanted for piece in shown), all(piece.tinted for piece in shown)
    text = with_bullet("".join(parts))
    return TextLine(tuple(pieces), text, base.y, base.size, bold, frame, spot, slanted=slanted, tinted=tinted)
