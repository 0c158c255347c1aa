"""Words too long for their table cell, which word processors cut at its edge without a hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from competencygraph.ingest.joining import words_of
from competencygraph.ingest.readers.pdf.lines import TextLine

__all__ = ["mark_cuts"]

_LONG = 8
"""A word that is cut has at least this many letters on its first line."""
_REST = 2
"""What is carried over has no more letters than this, unless the document prints the whole word elsewhere."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SOFT_HYPHEN = "\u00ad"


def mark_cuts(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines, each that ends inside a word with a soft hyphen behind it.

    Such a line is one long word that leaves no room for a letter before the edge of its ruled cell, and the next line
    begins with a small letter. Since a word may fill its cell by chance, the document must print the whole word
    elsewhere, or else neither of its parts, of which the second is a letter or two.

    Args:
        lines: the lines of a document in reading order.
    """
    ends = {at for at, (last, line) in enumerate(pairwise(lines)) if _may_be_cut(last, line)}
    if not ends:
        return list(lines)
    parts = ends | {at + 1 for at in ends}
    known = words_of([line.text for at, line in enumerate(lines) if at not in parts])
    return [
        replace(line, text=line.text + _SOFT_HYPHEN)
        if at in ends and _is_cut(line.text, _first_word(lines[at + 1]), known)
        else line
        for at, line in enumerate(lines)
    ]


def _may_be_cut(last: TextLine, line: TextLine) -> bool:
    """Return whether a line is one word that fills a ruled cell, the next line of the cell beginning in small."""
    if last.spot is None or last.spot != line.spot or last.spot.table < 0 or (last.page != line.page):
        return False
    if not last.text.isalpha() or len(last.text) < _LONG or not line.text[:1].islower():
        return False
    return last.frame.right - last.x1 < (last.x1 - last.x0) / len(last.text)


def _first_word(line: TextLine) -> str:
    match = _FIRST_WORD.match(line.text)
    return match[0] if match else ""


def _is_cut(first: str, rest: str, known: frozenset[str]) -> bool:
    if (first + rest).casefold() in known:
        return True
    return bool(rest) and len(rest) <= _REST and not {first.casefold(), rest.casefold()} & known
