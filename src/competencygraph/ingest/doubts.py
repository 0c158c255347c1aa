"""What a rule was not sure enough of is taken out of a profile again: a missed item is better than an invented one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from competencygraph.ingest.page import Page
from competencygraph.model import (
    Competency,
    Evidence,
    Item,
    KnowledgeItem,
    ProficiencyLevel,
    Profile,
    Reading,
    ResultArea,
    UnparsedText,
)

__all__ = ["THRESHOLD", "length_doubt", "without_doubtful"]

THRESHOLD = 0.5
"""The confidence below which an item goes to the unparsed lines."""

_LONG = 45
_VERY_LONG = 80

Part = TypeVar("Part", Item, KnowledgeItem, ResultArea, Competency)


def length_doubt(text: str) -> float:
    """Return how far the length of a list member lowers the trust in it: 1 for what lists hold, less for a paragraph.

    >>> length_doubt("Bruggen bouwen"), length_doubt("woord " * 50), length_doubt("woord " * 90)
    (1.0, 0.8, 0.6)
    """
    words = len(text.split())
    return 1.0 if words <= _LONG else 0.8 if words <= _VERY_LONG else 0.6


def without_doubtful(page: Page, profile: Profile) -> Profile:
    """Return a profile without the members whose confidence lies below `THRESHOLD`, their lines listed as unparsed.

    Args:
        page: the document; its readings tell the confidence.
        profile: as the rules gave it.
    """
    doubtful = {
        (reading.text, reading.evidence): reading for reading in page.readings if reading.confidence < THRESHOLD
    }
    if not doubtful:
        return profile
    sieve = _Sieve(page, doubtful)
    areas = tuple(replace(area, tasks=sieve.kept(area.tasks)) for area in sieve.kept(profile.result_areas))
    competencies = tuple(
        replace(competency, levels=tuple(sieve.level(level) for level in competency.levels))
        for competency in sieve.kept(profile.competencies)
    )
    return replace(
        profile,
        result_areas=areas,
        tasks=sieve.kept(profile.tasks),
        competencies=competencies,
        knowledge=sieve.kept(profile.knowledge),
    )


class _Sieve:
    """Tells doubtful members from others, and sets the lines of the doubtful ones aside."""

    def __init__(self, page: Page, doubtful: dict[tuple[str, Evidence], Reading]) -> None:
        self._page = page
        self._doubtful = doubtful

    def kept(self, members: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(member for member in members if not self._is_doubtful(member))

    def level(self, level: ProficiencyLevel) -> ProficiencyLevel:
        return replace(level, indicators=self.kept(level.indicators))

    def _is_doubtful(self, member: Part) -> bool:
        if isinstance(member, ResultArea):
            text = member.name or member.role or member.activity or ""
            parts: tuple[Evidence, ...] = tuple(task.evidence for task in member.tasks)
        elif isinstance(member, Competency):
            text = member.name
            parts = tuple(level.evidence for level in member.levels) + tuple(
                item.evidence for level in member.levels for item in level.indicators
            )
        else:
            text, parts = member.text, ()
        reading = self._doubtful.get((text, member.evidence))
        if reading is None:
            return False
        for evidence in (member.evidence, *parts):
            self._set_aside(evidence, reading)
        return True

    def _set_aside(self, evidence: Evidence, reading: Reading) -> None:
        numbers = range(evidence.start_line, evidence.end_line + 1)
        self._page.placed.difference_update(numbers)
        text = " ".join(line.text for line in self._page.document.lines if line.number in numbers)
        self._page.asides.append(UnparsedText(text, evidence, f"doubtful {reading.kind}"))
