"""What stands on many pages and belongs to none: running headers, running footers, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competencygraph.ingest.readers.pdf.lines import cluster_lines
from competencygraph.ingest.readers.pdf.pieces import Piece

__all__ = ["Edge", "furniture"]

_ZONE = 0.15
"""How much of a page's height, at its top and at its bottom, running headers and footers take."""
_MARGIN = 0.065
"""How much of it is margin: no heading of the text stands there."""
_DRIFT = 3.0
"""Points by which the same header may stand higher or lower on another page."""
_LARGE = 1.25
_MIN_PAGES = 3
_MAX_ROWS = 5
"""Running headers and footers take no more rows than this."""
_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"[-–—|.\s]*(\d{1,4})[-–—|.\s]*$")
_NUMBERED = re.compile(
    r"(?i)\W*(?:p\.?|pag\.?|pagina|page|blz\.?|bladzijde|seite)\s*(\d{1,4})(?:\s*(?:/|van|sur|of|de|von|\|)\s*\d{1,4})?\W*$"
    r"|\W*(\d{1,4})\s*(?:/|van|sur|of|de)\s*\d{1,4}\W*$"
)


@dataclass(frozen=True)
class Edge:
    """A row at the top or the bottom of a page.

    Args:
        page: the page's place in the document.
        top: whether it stands at the top.
        distance: how far it stands from that edge, as a share of the page's height.
        y: its baseline.
        size: its letters' size.
        text: its text.
        pieces: its pieces from left to right.
    """

    page: int
    top: bool
    distance: float
    y: float
    size: float
    text: str
    pieces: tuple[Piece, ...]


def furniture(pages: Sequence[tuple[float, Sequence[Piece]]], body_size: float) -> list[list[tuple[Edge, str]]]:
    """Return for each page its rows that are no content, each with the reason.

    A row near an edge is no content when the same text, numbers apart, stands at the same height on at least three
    pages, or on all of at least two; or when it is a page number. A row inside of one that is content is content;
    so is one in letters much larger than the text's, unless it stands in the margin. Where nothing else would be
    left, all is content.

    Args:
        pages: height and pieces of each page.
        body_size: the size of the letters of running text.

    Returns:
        For each page its rows, with ``running header``, ``running footer`` or ``page number``.
    """
    edges = [_edges(number, height, pieces) for number, (height, pieces) in enumerate(pages)]
    rows: dict[tuple[bool, str], list[Edge]] = defaultdict(list)
    for edge in (edge for page in edges for edge in page):
        rows[edge.top, _key(edge.text)].append(edge)
    found: list[list[tuple[Edge, str]]] = []
    for page in edges:
        kept: list[tuple[Edge, str]] = []
        for top in (True, False):
            for edge in sorted((edge for edge in page if edge.top is top), key=lambda edge: edge.distance)[:_MAX_ROWS]:
                reason = _reason(edge, rows, len(pages), body_size)
                if reason is None:
                    break
                kept.append((edge, reason))
        found.append(kept)
    if all(
        sum(len(edge.pieces) for edge, _ in kept) == len(pieces) for kept, (_, pieces) in zip(found, pages, strict=True)
    ):
        return [[] for _ in pages]
    return found


def _edges(page: int, height: float, pieces: Sequence[Piece]) -> list[Edge]:
    edges: list[Edge] = []
    for top in (True, False):
        low, high = (height * (1 - _ZONE), height * 1.1) if top else (-height, height * _ZONE)
        for line in cluster_lines([piece for piece in pieces if low < piece.y < high]):
            base = max(line, key=lambda piece: piece.size)
            distance = (height - base.y - base.size if top else base.y) / height
            edges.append(
                Edge(page, top, distance, base.y, base.size, " ".join(piece.text for piece in line), tuple(line))
            )
    return edges


def _key(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()).casefold())


def _reason(edge: Edge, rows: Mapping[tuple[bool, str], Sequence[Edge]], pages: int, body_size: float) -> str | None:
    alike = {other.page: other for other in rows[edge.top, _key(edge.text)] if abs(other.y - edge.y) <= _DRIFT}
    number = _NUMBERED.match(edge.text) or _BARE.match(edge.text)
    if number is not None:
        told = next(int(group) for group in number.groups() if group)
        explicit = number.re is _NUMBERED
        if explicit or len(alike) >= 2 or (not edge.top and told == edge.page + 1):
            return "page number"
    if len(alike) < _MIN_PAGES and not (len(alike) == pages >= 2):
        return None
    if edge.size > _LARGE * body_size and edge.distance > _MARGIN:
        return None
    if edge.top and edge.distance > _MARGIN and len({other.text for other in alike.values()}) == len(alike):
        return None
    return "running header" if edge.top else "running footer"
