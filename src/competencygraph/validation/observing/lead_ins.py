"""Observes lines that end in a colon and announce a list, and what comes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.counting import read_marks
from competencygraph.validation.observing.layout import HEADED, ITEMS, Layout, Line, has_bullet, read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["observe"]

#: A sentence that announces is at most so many lines long.
_LINES = 4
#: A line of its own with fewer characters and no full stop is taken for a member of a list without bullets.
_SHORT = 60
_ENDED = re.compile(r"[.!?](?:\s|$)")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the lead-ins of an edition.

    Args:
        source: the edition.

    Yields:
        ``cg:LeadIn`` with its words and what it leads to: ``list`` (members, with or without bullets), ``enumeration``
        (running text with commas or semicolons, or the same sentence going on), or else what comes before any list:
        ``lead-in``, ``heading`` or ``end``.
    """
    layout = read_layout(source)
    number = 0
    for place, line in enumerate(layout.lines):
        first = _announced_from(layout.lines, place)
        if first is None:
            continue
        number += 1
        words = " ".join(one.text for one in layout.lines[first : place + 1])
        yield from observation(
            source.edition,
            cg.LeadIn,
            number,
            lines=(layout.lines[first].number, line.number),
            values={cg.text: words, cg.leadsTo: _leads_to(layout, place)},
        )


def _announced_from(lines: Sequence[Line], place: int) -> int | None:
    """Return where the sentence begins that ends on this line in a colon and announces, None for another line."""
    if not lines[place].text.endswith(":"):
        return None
    first = place
    while first > 0 and place - first + 1 < _LINES and not lines[first].after_blank:
        before = lines[first - 1].text
        if before.endswith((".", ":", ";", "!", "?")) or has_bullet(lines[first].text) or read_marks(lines[first].text):
            break
        if lines[first].text[:1].isupper() and len(before) < _SHORT:
            break
        first -= 1
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(one.text for one in lines[first : place + 1]))[-1]
    return first if _announces(sentence) else None


def _announces(sentence: str) -> bool:
    return any(
        re.search(pattern, sentence, re.IGNORECASE) for patterns in wording("lead_ins").values() for pattern in patterns
    )


def _leads_to(layout: Layout, place: int) -> str:
    lead_in = layout.lines[place]
    sentence = _Sentence()
    for after in range(place + 1, len(layout.lines)):
        line = layout.lines[after]
        if line.text.endswith(":") and _announced_from(layout.lines, after) is not None:
            return "lead-in"
        if _is_heading(layout, lead_in, line):
            return "heading"
        if sentence.is_empty and _is_first_member(layout, line):
            return "list"
        if layout.is_member(line):
            return "list"
        if sentence.lists_on(line.text):
            return "enumeration"
    return "end"


def _is_first_member(layout: Layout, line: Line) -> bool:
    """Tell whether a line directly after a lead-in is a member: headed, numbered, or short and without a full stop."""
    if layout.kinds_on(line.number) & (HEADED | ITEMS) or read_marks(line.text):
        return True
    return len(line.text) < _SHORT and not line.text.endswith((".", "!", "?"))


def _is_heading(layout: Layout, lead_in: Line, line: Line) -> bool:
    """Tell whether a line heads the next thing of a kind that began before the lead-in."""
    kinds = layout.kinds_on(line.number)
    return not kinds & ITEMS and any(layout.begins_before(kind, lead_in.number) for kind in kinds & HEADED)


class _Sentence:
    """The first sentence of running text, read line by line."""

    def __init__(self) -> None:
        self.is_empty = True
        self._ended = False
        self._before = ""

    def lists_on(self, text: str) -> bool:
        """Tell whether with one line more the sentence lists, or goes on with one begun before."""
        first, self.is_empty = self.is_empty, False
        if first and (text[:1].islower() or text[:1] in {"…", "("}):
            return True
        if self._ended:
            return False
        rest, *further = _ENDED.split(text, maxsplit=1)
        said = rest if first else f"{self._before} {rest}"
        self._ended, self._before = bool(further), rest[-2:]
        return "," in said or ";" in said or " / " in said
