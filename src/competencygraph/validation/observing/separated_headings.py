"""Observes headings of the purpose whose text does not stand below them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import folded
from competencygraph.validation.observing.layout import Line, read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["observe"]

_WORDS = 5


def observe(source: Source) -> Iterator[Triple]:
    """Yield the headings that announce a purpose whose text begins further on, after something else.

    Args:
        source: the edition.

    Yields:
        ``cg:SeparatedHeading`` with its words, observed on the purpose.
    """
    layout = read_layout(source)
    purposes = sorted(
        (start, one.node) for start, nodes in layout.starting.items() for one in nodes if one.kind == cg.Purpose
    )
    numbers = [line.number for line in layout.lines]
    number, earlier = 0, 0
    for start, node in purposes:
        before = layout.lines[bisect_right(numbers, earlier) : bisect_left(numbers, start)]
        earlier = start
        headings = [place for place, line in enumerate(before) if _is_heading(line)]
        if not headings or headings[-1] == len(before) - 1:
            continue
        number += 1
        heading = before[headings[-1]]
        yield from observation(
            source.edition,
            cg.SeparatedHeading,
            number,
            on=node,
            lines=(heading.number, heading.number),
            values={cg.form: heading.text.rstrip(" :")},
        )


def _is_heading(line: Line) -> bool:
    text = folded(line.text).strip(" :.")
    words = (folded(word) for listed in wording("purpose_headings").values() for word in listed)
    return len(text.split()) <= _WORDS and any(text == word or text.startswith(f"{word} ") for word in words)
