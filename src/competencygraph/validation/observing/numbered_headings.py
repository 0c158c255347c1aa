"""Observes lines that begin with their place in a count, and which line each of them follows in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Triple

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.counting import Mark, read_marks
from competencygraph.validation.observing.layout import Layout, Line, read_layout
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import Value, observation, observed_node
from competencygraph.validation.observing.source import Source, TextNode

__all__ = ["observe"]

#: By how much a place may be off the one that was due and still be of the same count.
_GAP = 3
#: A count has at most so many members.
_LONGEST = 60
#: So many counts go on at one time, at most; the outermost are given up.
_DEEPEST = 200


@dataclass(slots=True)
class _Run:
    """A count that is going on: its last member, that member's observation, and those of each place that it had.

    After a place that was there already the count may go on from it, or from where it was: `further`.
    """

    last: Mark
    number: int
    seen: dict[int, int] = field(default_factory=dict)
    further: tuple[Mark, int] | None = None

    def distance(self, mark: Mark) -> int | None:
        """Return how far a place is off the last one; None when it is no place of this count."""
        if self.last.style != mark.style:
            return None
        if self.further and mark.ordinal == self.further[0].ordinal + 1 and mark.ordinal != self.last.ordinal + 1:
            return 1
        return mark.ordinal - self.last.ordinal

    def followed(self, mark: Mark) -> tuple[Mark, int]:
        """Return the member that a place comes after, or repeats, with its observation."""
        if mark.ordinal in self.seen and mark.ordinal <= self.last.ordinal:
            return mark, self.seen[mark.ordinal]
        if self.further and mark.ordinal == self.further[0].ordinal + 1:
            return self.further
        return self.last, self.number

    def add(self, mark: Mark, number: int) -> None:
        """Let a place be the last member."""
        if mark.ordinal < self.last.ordinal:
            self.further = (self.last, self.number)
        elif self.further and mark.ordinal > self.further[0].ordinal:
            self.further = None
        self.last, self.number = mark, number
        self.seen[mark.ordinal] = number


def observe(source: Source) -> Iterator[Triple]:
    """Yield the numbered headings and list members of an edition.

    A line follows the line before it in its count: of the counts of its style the innermost in which it is due, else
    the innermost whose last place is the same or at most three less, else the innermost that had its place before: it
    then follows the line with the same place. A line with the first place begins a new count, inside those that go on;
    a line with another place that is due nowhere begins one too. Levels of competencies count in a way of their own
    and are left out.

    Args:
        source: the edition.

    Yields:
        ``cg:NumberedHeading`` with its notation, its place, the notation that comes next, its words and, where there is
        one, the heading that it follows and the notations left out between them; observed on the node that it heads.
    """
    layout = read_layout(source)
    texts: defaultdict[int, list[TextNode]] = defaultdict(list)
    for text in source.texts:
        texts[text.start_line].append(text)
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
                runs.append(_Run(member, number, {member.ordinal: number}))
                del runs[:-_DEEPEST]
                place = len(runs) - 1
            else:
                before, observed = runs[place].followed(member)
                values[cg.follows] = observed_node(source.edition, cg.NumberedHeading, observed)
                if member.ordinal > before.ordinal + 1:
                    values[cg.skippedNotation] = ", ".join(member.notations_since(before))
                runs[place].add(member, number)
            yield from observation(
                source.edition,
                cg.NumberedHeading,
                number,
                on=_headed(texts, layout, line, member),
                lines=(line.number, line.number),
                values=values,
            )


def _placed(readings: Sequence[Mark], runs: list[_Run]) -> tuple[Mark, int | None]:
    """Return how to read a line and which count it goes on with, None for a new one."""
    for distances in (range(1, 2), range(_GAP + 1), range(-_LONGEST, 0)):
        for mark in readings:
            if mark.ordinal == 1:
                continue
            for place in range(len(runs) - 1, -1, -1):
                if runs[place].distance(mark) in distances and (
                    distances.start >= 0 or mark.ordinal in runs[place].seen
                ):
                    return mark, place
    first = next((mark for mark in readings if mark.ordinal == 1), readings[0])
    return first, None


def _headed(texts: Mapping[int, Sequence[TextNode]], layout: Layout, line: Line, mark: Mark) -> str | None:
    """Return the node that a numbered line heads: the one whose text begins there with the same words."""
    words = normalise(mark.rest)
    for text in texts.get(line.number, ()):
        if words and normalise(text.text).startswith(words):
            return text.iri
    started = layout.starting.get(line.number)
    return started[0].node if started else None
