"""Observes lines that explain a sign, such as an asterisk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.layout import ITEMS, Layout, read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["explanations", "observe"]

#: A sign, white space, and what it means.
_NOTE = re.compile(r"(?P<mark>\*{1,3}|†|‡|§|\(\*{1,3}\))\s*(?P<text>(?=[^\s*])(?=.*[^\W\d_]{2}).*)")
#: Two lines with one sign so near are members of a list.
_NEAR = 6
_ROOTS = frozenset({cg.FunctionFamily, cg.FunctionProfile, cg.CompetencyDictionary})


def observe(source: Source) -> Iterator[Triple]:
    """Yield the lines that explain a sign.

    A sign that begins several lines near one another is a bullet, and so is one before a task, an indicator or another
    item; neither is told.

    Args:
        source: the edition.

    Yields:
        ``cg:FootnoteMark`` with the sign and the words behind it, observed on the profile in which it stands.
    """
    layout = read_layout(source)
    for number, (mark, text, first, last) in enumerate(explanations(source, layout), 1):
        yield from observation(
            source.edition,
            cg.FootnoteMark,
            number,
            on=_root(layout, first),
            lines=(first, last),
            values={cg.form: mark, cg.text: text},
        )


def explanations(source: Source, layout: Layout) -> list[tuple[str, str, int, int]]:
    """Return the lines that explain a sign: the sign, the words, the first and the last line.

    Args:
        source: the edition.
        layout: its layout.

    Returns:
        In order of the lines; the words go on to the next blank line.
    """
    found: list[tuple[str, str, int, int]] = []
    places: list[tuple[int, str]] = []
    for place, line in enumerate(layout.lines):
        raw = source.lines[line.number - 1].strip()
        match = _NOTE.match(raw)
        if match is None or (raw.startswith(("**", "*")) and raw.endswith("*")):
            continue
        places.append((place, match["mark"]))
        if layout.kinds_on(line.number) & ITEMS:
            continue
        words, last = [match["text"]], line.number
        for further in layout.lines[place + 1 :]:
            if further.after_blank or _NOTE.match(further.text):
                break
            words.append(further.text)
            last = further.number
        found.append((match["mark"].strip("()"), " ".join(words), line.number, last))
    bullets = {
        layout.lines[place].number
        for place, mark in places
        if any(mark == other and 0 < abs(place - there) <= _NEAR for there, other in places)
    }
    return [one for one in found if one[2] not in bullets]


def _root(layout: Layout, number: int) -> str | None:
    """Return the last profile whose title stands before a line; None without one."""
    before = [
        (start, one.node)
        for start, nodes in layout.starting.items()
        if start <= number
        for one in nodes
        if one.kind in _ROOTS
    ]
    return max(before)[1] if before else None
