"""The vacancy that a document announces."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from competencygraph.model.evidence import Evidence, Item

__all__ = [
    "Application",
    "Conditions",
    "OrganisationValue",
    "PassRule",
    "Requirements",
    "Reserve",
    "Salary",
    "SalaryStep",
    "Selection",
    "SelectionPart",
    "Vacancy",
]


@dataclass(frozen=True, slots=True)
class OrganisationValue:
    """A value that the organisation says it holds: its name and the text under it."""

    name: str
    text: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SalaryStep:
    """Pay at a seniority, as printed.

    Args:
        years: years of seniority.
        amount: the amount, in the currency of the salary, gross or net as the document says.
        evidence: the lines that print it.
    """

    years: int
    amount: Decimal
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Salary:
    """The pay range that is offered, as printed; nothing is interpolated.

    Args:
        minimum: the lowest amount, None when not printed.
        maximum: the highest amount, None when not printed.
        currency: ISO 4217 code, None when no currency is printed.
        steps: amounts by seniority, in printed order.
        evidence: the lines of minimum and maximum; None when only steps are printed.
    """

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str | None
    steps: tuple[SalaryStep, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions for taking part: for everyone, and for this recruitment."""

    general: tuple[Item, ...] = ()
    recruitment: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the vacancy itself lists as asked, in its own words and order, repetitions included."""

    competencies: tuple[Item, ...] = ()
    knowledge: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class SelectionPart:
    """One part of the selection procedure.

    Args:
        name: what the part is called.
        evidence: the lines of its heading and text.
        notation: as printed (``Deel 1``), None when not printed.
        points: the points that can be earned, None when none are printed.
        minimum: what the part itself says must be reached, as printed; None when it says nothing.
        eliminatory: True when the part says that it eliminates.
        date: the date as printed, None when not printed.
        text: the text under the heading, None when there is none.
    """

    name: str
    evidence: Evidence
    notation: str | None = None
    points: int | None = None
    minimum: str | None = None
    eliminatory: bool = False
    date: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PassRule:
    """One sentence on when a candidate passes.

    Args:
        text: the sentence.
        evidence: its lines.
        scope: ``part`` when it holds for each part, ``total`` for all parts together, None when it says neither.
        minimum_percent: the percentage to be reached, 0 to 100; None when the sentence prints none.
    """

    text: str
    evidence: Evidence
    scope: Literal["part", "total"] | None = None
    minimum_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The selection procedure: its parts in printed order and the rules for passing."""

    parts: tuple[SelectionPart, ...] = ()
    rules: tuple[PassRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Reserve:
    """The recruitment reserve: its text and, where printed, how many years it holds."""

    years: int | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Application:
    """How and until when to apply.

    Args:
        deadline_text: the closing date as printed (a year that is not printed is not added), None without one.
        documents: what must be sent, in printed order.
        evidence: the lines of the deadline, None without one.
    """

    deadline_text: str | None = None
    documents: tuple[Item, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy for the profile that it stands with.

    Args:
        organisation: who recruits, as printed; None when not printed.
        organisation_evidence: the lines that name it; None exactly when `organisation` is.
        values: what the organisation says it stands for.
        career: the functional career as printed (``A4a-A4b``); None when not printed.
        career_evidence: the lines that print it; None exactly when `career` is.
        pay_scales: the pay scales that the career runs through, in printed order.
        salary: the pay, None when none is printed.
        conditions: conditions for taking part.
        requirements: the vacancy's own lists of competencies and knowledge.
        offer: what is offered, in printed order.
        selection: parts and rules of the selection.
        reserve: the recruitment reserve, None when none is announced.
        application: how to apply.
        evidence: the lines that announce the vacancy, None when no line does.
    """

    organisation: str | None = None
    organisation_evidence: Evidence | None = None
    values: tuple[OrganisationValue, ...] = ()
    career: str | None = None
    career_evidence: Evidence | None = None
    pay_scales: tuple[str, ...] = ()
    salary: Salary | None = None
    conditions: Conditions = Conditions()
    requirements: Requirements = Requirements()
    offer: tuple[Item, ...] = ()
    selection: Selection = Selection()
    reserve: Reserve | None = None
    application: Application = Application()
    evidence: Evidence | None = None
