"""A function family or function profile as one document describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from competencygraph.model.competency import Competency, KnowledgeItem
from competencygraph.model.evidence import Evidence, Item
from competencygraph.model.vacancy import Vacancy

__all__ = [
    "Criterion",
    "CriterionDescriptor",
    "Definition",
    "Position",
    "Profile",
    "ProfileSection",
    "Purpose",
    "ResultArea",
]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the function is for.

    Args:
        text: the whole text.
        evidence: its lines.
        activity: what is done, the part before *teneinde* (*afin de*, *in order to*); None when not divided.
        purpose: what it is done for, the part after it; None when not divided.
    """

    text: str
    evidence: Evidence
    activity: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class ResultArea:
    """A domain in which the function must reach results.

    Args:
        evidence: the lines of its heading, activity and description; its tasks have their own.
        name: the printed name; None when the area is headed by a role alone.
        role: the role of "Als coördinator"; None when none is printed.
        notation: the printed number; None when not numbered.
        optional: True when marked as optional (*facultatief*).
        activity: what is done, the part before *teneinde*.
        purpose: what it is done for, the part after it.
        description: text that is not so divided.
        tasks: the example tasks, in printed order, repetitions included.
    """

    evidence: Evidence
    name: str | None = None
    role: str | None = None
    notation: str | None = None
    optional: bool = False
    activity: str | None = None
    purpose: str | None = None
    description: str | None = None
    tasks: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionDescriptor:
    """How a criterion is worded for one grade; `grade` is the printed notation, such as A4."""

    grade: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Criterion:
    """An aspect on which the grades of a family differ, with at most one descriptor a grade.

    >>> descriptor = CriterionDescriptor("A4", "Een budget bewaken.", Evidence(3, 3))
    >>> Criterion("Impact", Evidence(2, 2), (descriptor, descriptor))
    Traceback (most recent call last):
    ValueError: the criterion 'Impact' has two descriptors for A4
    """

    name: str
    evidence: Evidence
    descriptors: tuple[CriterionDescriptor, ...] = ()

    def __post_init__(self) -> None:
        grades: set[str] = set()
        for descriptor in self.descriptors:
            if descriptor.grade in grades:
                raise ValueError(f"the criterion {self.name!r} has two descriptors for {descriptor.grade}")
            grades.add(descriptor.grade)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that the document defines.

    Args:
        term: the defined term.
        definition: its definition.
        evidence: the lines of both.
        minimum: the lower bound that the definition prints as a number, None when it prints none.
        maximum: the upper bound, None when none is printed.
    """

    term: str
    definition: str
    evidence: Evidence
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """A headed part of the document that has no place of its own in the model.

    Args:
        evidence: the lines of heading and content.
        heading: the printed heading; None for text without one (a note on top of the page).
        notation: the printed number, letter or mark of the heading.
        text: the running text, None when there is none.
        items: list members under the heading, in printed order.
    """

    evidence: Evidence
    heading: str | None = None
    notation: str | None = None
    text: str | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """The named position that a profile describes.

    Args:
        title: the position's printed title.
        evidence: the lines that print it.
        reports_to: whom the holder reports to, as printed; None when not printed.
    """

    title: str
    evidence: Evidence
    reports_to: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A function family (at some grades), a function profile of its own, or a competency dictionary.

    Args:
        kind: ``family`` when the document tells grades apart, ``dictionary`` for competencies with all their levels
            that belong to no function, else ``profile``.
        title: the printed title; None when the document prints none.
        evidence: the lines of the title; None exactly when `title` is.
        grades: notations of the grades in printed order; empty for a profile of its own (a pay scale is no grade).
        grades_evidence: the lines that print them; None exactly when `grades` is empty.
        purpose: what the function is for.
        result_areas: in printed order.
        tasks: tasks that stand in no result area.
        criteria: distinguishing criteria in printed order.
        definitions: terms that the document defines.
        competencies: in printed order.
        knowledge: knowledge and technical competencies, in printed order.
        sections: headed parts with no place of their own, in printed order.
        vacancy: the vacancy that the document announces for this profile.
        position: the named position that the profile describes.

    >>> Profile("dictionary", tasks=(Item("Plannen", Evidence(1, 1)),))
    Traceback (most recent call last):
    ValueError: a competency dictionary describes no function, so it has no tasks
    """

    kind: Literal["family", "profile", "dictionary"]
    title: str | None = None
    evidence: Evidence | None = None
    grades: tuple[str, ...] = ()
    grades_evidence: Evidence | None = None
    purpose: Purpose | None = None
    result_areas: tuple[ResultArea, ...] = ()
    tasks: tuple[Item, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    definitions: tuple[Definition, ...] = ()
    competencies: tuple[Competency, ...] = ()
    knowledge: tuple[KnowledgeItem, ...] = ()
    sections: tuple[ProfileSection, ...] = ()
    vacancy: Vacancy | None = None
    position: Position | None = None

    def __post_init__(self) -> None:
        if self.kind == "dictionary":
            for name in ("grades", "result_areas", "tasks", "criteria", "vacancy", "position"):
                if getattr(self, name):
                    raise ValueError(f"a competency dictionary describes no function, so it has no {name}")
