"""Competencies, their levels and what is asked beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from competencygraph.model.evidence import Evidence, Item

__all__ = ["Competency", "CompetencyGroup", "KnowledgeItem", "ProficiencyLevel"]


@dataclass(frozen=True, slots=True)
class CompetencyGroup:
    """A headed group of requirements, such as *Kerncompetenties*.

    Args:
        name: the printed heading.
        evidence: the lines of heading and definition.
        definition: the text under the heading that says what the group is; None when none is printed.
    """

    name: str
    evidence: Evidence
    definition: str | None = None


@dataclass(frozen=True, slots=True)
class ProficiencyLevel:
    """A level of one competency.

    Args:
        level: the printed number (1, 2, ...) or letter; None where none is printed.
        title: the printed title or level sentence; None where none is printed.
        indicators: the behavioural indicators, in printed order, repetitions included.
        evidence: the lines of number and title.
    """

    level: int | str | None
    title: str | None
    indicators: tuple[Item, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Competency:
    """A competency as one document describes it.

    Args:
        name: the printed name.
        evidence: the lines of name and definition.
        group: the group that it stands in, None outside any group.
        definition: the printed definition, None when there is none.
        levels: in a profile the one level that is asked (or none), in a dictionary all of them.
        notation: the printed number, None when there is none.
    """

    name: str
    evidence: Evidence
    group: CompetencyGroup | None = None
    definition: str | None = None
    levels: tuple[ProficiencyLevel, ...] = ()
    notation: str | None = None


@dataclass(frozen=True, slots=True)
class KnowledgeItem:
    """A piece of knowledge, or a technical competency, that a profile asks.

    Args:
        text: what is asked.
        evidence: the lines that print it.
        kind: ``technical`` under a heading for technical competencies, else ``knowledge``.
        group: the heading that it stands under, None without one.
        notation: the printed number or letter, None for a bullet.
    """

    text: str
    evidence: Evidence
    kind: Literal["knowledge", "technical"] = "knowledge"
    group: CompetencyGroup | None = None
    notation: str | None = None
