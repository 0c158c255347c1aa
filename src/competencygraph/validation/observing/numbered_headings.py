"""Observes lines that begin with their place in a count, and which line each of them follows in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.counting import Mark, read_marks
from competencygraph.validation.observing.layout import Layout, Line, read_layout
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import Value, observation, observed_node
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]

#: By how much a place may be off the one that was due and still be of the same count.
_GAP = 3


@dataclass(slots=True)
class _Run:
    """A count that is going on: its style, its last member, and the number of the observation of that member."""

    last: Mark
    number: int


def observe(source: Source) -> Iterator[Triple]:
    """Yield the numbered headings and list members of an edition.

    A line follows the line before it in its count: of the counts of its style the innermost in which it is due, else
    the innermost whose last place is the same or at most three less. A line with the first place begins a new count,
    inside those that go on; a line with another place that is due nowhere begins one too. Levels of competencies count
    in a way of their own and are left out.

    Args:
        source: the edition.

    Yields:
        ``cg:NumberedHeading`` with its notation, its place, the notation that comes next, its words and, where there is
        one, the heading that it follows; observed on the node that it heads.
    """
    layout = read_layout(source)
    runs: list[_Run] = []
    number = 0
    for line in layout.lines:
        if cg.ProficiencyLevel in layout.kinds_on(line.number):
            continue
        readings = read_marks(line.text)
        if not readings:
            continue
        mark, place = _placed(readings, runs)
        if place is not None:
            del runs[place + 1 :]
        for member in mark.counted_on():
            number += 1
            values: dict[str, Value] = {
                f"{namespaces.SKOS}notation": member.notation,
                cg.ordinal: member.ordinal,
                cg.nextNotation: member.next_notation(),
                cg.heading: member.rest or line.text,
            }
            if place is None:
                runs.append(_Run(member, number))
                place = len(runs) - 1
            else:
                values[cg.follows] = observed_node(source.edition, cg.NumberedHeading, runs[place].number)
                runs[place] = _Run(member, number)
            yield from observation(
                source.edition,
                cg.NumberedHeading,
                number,
                on=_headed(source, layout, line, member),
                lines=(line.number, line.number),
                values=values,
            )


def _placed(readings: Sequence[Mark], runs: list[_Run]) -> tuple[Mark, int | None]:
    """Return how to read a line and which count it goes on with, None for a new one."""
    for distance in (range(1, 2), range(0, _GAP + 1)):
        for mark in readings:
            if mark.ordinal == 1:
                continue
            for place in range(len(runs) - 1, -1, -1):
                last = runs[place].last
                if last.style == mark.style and mark.ordinal - last.ordinal in distance:
                    return mark, place
    first = next((mark for mark in readings if mark.ordinal == 1), readings[0])
    return first, None


def _headed(source: Source, layout: Layout, line: Line, mark: Mark) -> str | None:
    """Return the node that a numbered line heads: the one whose text begins there with the same words."""
    words = normalise(mark.rest)
    for text in source.texts:
        if text.start_line == line.number and words and normalise(text.text).startswith(words):
            return text.iri
    started = layout.starting.get(line.number)
    return started[0].node if started else None
