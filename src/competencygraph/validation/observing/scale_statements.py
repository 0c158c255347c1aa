"""Observes where a document says from which number to which its degrees run: a scale from 1 to 4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.printed_numbers import number_pattern, read_number
from competencygraph.validation.observing.running_text import RunningText
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["observe"]

_LEVEL_NOUGHT = re.compile(r"(?<!\w)(?:niveau|level|échelon|degré)\s0(?!\w)", re.IGNORECASE)


def observe(source: Source) -> Iterator[Triple]:
    """Yield what a document says about the ends of its scale, or how many degrees it has, the first being 1 or 0.

    Args:
        source: the edition.

    Yields:
        A ``cg:ScaleStatement`` for each place, on its lines.
    """
    running = RunningText(source.lines)
    number = 0
    lowest = Decimal(0 if _LEVEL_NOUGHT.search(running.text) else 1)
    for pattern in _patterns():
        for match in pattern.finditer(running.text):
            ends = match.groupdict()
            low = read_number(ends["low"], source.language) if "low" in ends else lowest
            high = read_number(ends["high"], source.language)
            if high is not None and "low" not in ends:
                high += lowest - 1
            if low is None or high is None or low >= high:
                continue
            number += 1
            values: dict[str, Value] = {cg.form: " ".join(match[0].split()), cg.firstNumber: low, cg.lastNumber: high}
            lines = running.lines_of(*match.span())
            yield from observation(source.edition, cg.ScaleStatement, number, lines=lines, values=values)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    ends = {"low": number_pattern("low"), "high": number_pattern("high")}
    return tuple(
        re.compile(rf"(?<!\w){words.format(**ends)}(?!\w)".replace(" ", r"\s+"), re.IGNORECASE)
        for words in (*wording("scale_statements"), *wording("scale_counts"))
    )
