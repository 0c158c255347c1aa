"""Headings of a Word document that no style marks, told by their look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from competencygraph.ingest.readers.docx_layout import Draft, is_bold

__all__ = ["mark_headings", "size_of"]

_MAX_WORDS = 12
_MAX_SIGNS = 90
# Of one that is both large and bold, or large and in capitals.
_MAX_LARGE_WORDS = 20
_MAX_LARGE_SIGNS = 160
_LARGER = 1.1
_CAPITALS = 5
_LIST = 3
_DEEPEST = 9
_BULLET = re.compile(r"\s*(?:[•·▪◦‣●■□○➢➤✓*–—-]|o(?=\s))\s")
_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVXivx]+)[.)]?\s+")
_UNFIT_END = (".", ",", ";", "…", "-", "(")
_UNFIT_SMALL_END = ("!", "?")


@dataclass(frozen=True, slots=True, order=True)
class _Rank:
    """What makes a heading stand out, the stronger the greater."""

    size: float
    caps: bool
    bold: bool
    underline: bool


def size_of(draft: Draft) -> float | None:
    """Return the size that most letters of a line have; None without letters."""
    sizes: Counter[float] = Counter()
    for piece in draft.letters:
        if piece.look.size is not None:
            sizes[piece.look.size] += len(piece.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else None


def mark_headings(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the lines with the headings among them marked that no style marks.

    A heading stands outside tables, is short, begins with a capital, ends open, and has text below it; it is wholly
    bold or underlined, in capitals, or clearly larger than the text. One that is large and bold may be a question,
    hold a colon, and be longer. Three lines of one look or more that follow each
    other are a list. Where most of the text is bold, bold tells nothing.

    Args:
        drafts: the lines.

    Returns:
        As many lines. The levels of headings told by their look lie below those that styles mark.
    """
    sizes: Counter[float] = Counter()
    bold = signs = 0
    for draft in drafts:
        for piece in draft.letters if draft.aside is None else ():
            sizes[piece.look.size or 0.0] += len(piece.text)
            bold += len(piece.text) if piece.look.bold else 0
            signs += len(piece.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
    found: dict[int, _Rank] = {}
    for at, draft in enumerate(drafts):
        if _may_be_heading(drafts, at):
            rank = _rank(draft, usual, bold_tells=bold * 2 <= signs)
            if rank is not None and (_is_large(rank, usual) or _is_short(draft.text)):
                found[at] = rank
    for run in _runs(found):
        if len(run) >= _LIST:
            for at in run:
                del found[at]
    lowest = max((draft.heading for draft in drafts if draft.heading is not None and draft.cell is None), default=0)
    levels = {rank: lowest + place for place, rank in enumerate(sorted(set(found.values()), reverse=True), 1)}
    return [
        replace(draft, heading=min(levels[found[at]], _DEEPEST)) if at in found else draft
        for at, draft in enumerate(drafts)
    ]


def _may_be_heading(drafts: Sequence[Draft], at: int) -> bool:
    """Return whether a line's text and place would do for a heading."""
    draft = drafts[at]
    if draft.cell is not None or draft.aside is not None or draft.heading is not None or draft.joins or not draft.text:
        return False
    if at + 1 < len(drafts) and drafts[at + 1].joins:
        return False
    text = draft.text.strip()
    if len(text) > _MAX_LARGE_SIGNS:
        return False
    words = _NUMBER.sub("", text, count=1)
    if len(words.split()) > _MAX_LARGE_WORDS or _BULLET.match(draft.text):
        return False
    if text.endswith(_UNFIT_END) or "\t" in words or words[:1].islower():
        return False
    if not any(sign.isalpha() for sign in words):
        return False
    return any(following.text and following.aside is None for following in drafts[at + 1 : at + 1 + _LIST])


def _is_short(line: str) -> bool:
    """Return whether a line is one that need not be large to be a heading: short, no question, no label and value."""
    text = line.strip()
    words = _NUMBER.sub("", text, count=1).split()
    return (
        len(text) <= _MAX_SIGNS
        and len(words) <= _MAX_WORDS
        and not text.endswith(_UNFIT_SMALL_END)
        and ": " not in text
    )


def _is_large(rank: _Rank, usual: float) -> bool:
    return rank.size > usual and (rank.bold or rank.caps)


def _rank(draft: Draft, usual: float, *, bold_tells: bool) -> _Rank | None:
    """Return what makes a line stand out from the text, None when nothing does."""
    size = max(size_of(draft) or usual, usual)
    letters = [sign for piece in draft.letters for sign in piece.text if sign.isalpha()]
    caps = all(piece.look.caps for piece in draft.letters) or "".join(letters).isupper()
    rank = _Rank(
        size=size if size >= usual * _LARGER else usual,
        caps=caps and len(letters) >= _CAPITALS,
        bold=bold_tells and is_bold(draft.letters),
        underline=all(piece.look.underline for piece in draft.letters),
    )
    return rank if rank.size > usual or rank.caps or rank.bold or rank.underline else None


def _runs(found: dict[int, _Rank]) -> list[list[int]]:
    """Return the places of lines that follow each other without a blank line and have one look."""
    runs: list[list[int]] = []
    for at, rank in found.items():
        if runs and runs[-1][-1] == at - 1 and found[at - 1] == rank:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
