"""A vacancy, read from triples."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from competencygraph.model import (
    Application,
    Conditions,
    OrganisationValue,
    PassRule,
    Requirements,
    Reserve,
    Salary,
    SalaryStep,
    Selection,
    SelectionPart,
    Vacancy,
)
from competencygraph.rdf.reader import EditionReader
from competencygraph.rdf.vocabulary import (
    AMOUNT,
    COMPETENCY_REQUIREMENT,
    CURRENCY,
    DATE_TEXT,
    DCT_SOURCE,
    DEADLINE_TEXT,
    DURATION_YEARS,
    ELIMINATORY,
    GENERAL_CONDITION,
    HAS_APPLICATION_PROCEDURE,
    HAS_BENEFIT,
    HAS_CAREER,
    HAS_CONDITION,
    HAS_EXPECTATION,
    HAS_PART,
    HAS_PASS_RULE,
    HAS_PAY_SCALE,
    HAS_RESERVE,
    HAS_SALARY_RANGE,
    HAS_SELECTION_PROCEDURE,
    HAS_STEP,
    HAS_VALUE,
    KNOWLEDGE_REQUIREMENT,
    MAXIMUM_AMOUNT,
    MINIMUM_AMOUNT,
    MINIMUM_PERCENTAGE,
    MINIMUM_TEXT,
    NOTATION,
    OFFERED_BY,
    PASS_SCOPE,
    POINTS,
    PREF_LABEL,
    RECRUITMENT_CONDITION,
    REQUIRES_DOCUMENT,
    SENIORITY_YEARS,
    TEXT,
)

__all__ = ["read_vacancy"]


def read_vacancy(reader: EditionReader, node: str) -> Vacancy:
    """Return a vacancy.

    Args:
        reader: the graph.
        node: IRI of the vacancy.

    Returns:
        The vacancy.
    """
    organisation = reader.optional(node, OFFERED_BY)
    career = reader.optional(node, HAS_CAREER)
    return Vacancy(
        organisation=None if organisation is None else reader.required(organisation, PREF_LABEL),
        organisation_evidence=reader.optional_evidence(node, DCT_SOURCE),
        values=tuple(
            OrganisationValue(reader.required(value, PREF_LABEL), reader.optional(value, TEXT), reader.evidence(value))
            for value in reader.members(node, HAS_VALUE)
        ),
        career=None if career is None else reader.optional(career, NOTATION),
        career_evidence=None if career is None else reader.optional_evidence(career),
        pay_scales=()
        if career is None
        else tuple(reader.required(scale, NOTATION) for scale in reader.members(career, HAS_PAY_SCALE)),
        salary=_salary(reader, reader.optional(node, HAS_SALARY_RANGE)),
        conditions=Conditions(
            reader.items(node, HAS_CONDITION, GENERAL_CONDITION),
            reader.items(node, HAS_CONDITION, RECRUITMENT_CONDITION),
        ),
        requirements=Requirements(
            reader.items(node, HAS_EXPECTATION, COMPETENCY_REQUIREMENT),
            reader.items(node, HAS_EXPECTATION, KNOWLEDGE_REQUIREMENT),
        ),
        offer=reader.items(node, HAS_BENEFIT),
        selection=_selection(reader, reader.optional(node, HAS_SELECTION_PROCEDURE)),
        reserve=_reserve(reader, reader.optional(node, HAS_RESERVE)),
        application=_application(reader, reader.optional(node, HAS_APPLICATION_PROCEDURE)),
        evidence=reader.optional_evidence(node),
    )


def _salary(reader: EditionReader, node: str | None) -> Salary | None:
    if node is None:
        return None
    return Salary(
        minimum=reader.amount(node, MINIMUM_AMOUNT),
        maximum=reader.amount(node, MAXIMUM_AMOUNT),
        currency=reader.optional(node, CURRENCY),
        steps=tuple(
            SalaryStep(
                int(reader.required(step, SENIORITY_YEARS)),
                Decimal(reader.required(step, AMOUNT)),
                reader.evidence(step),
            )
            for step in reader.members(node, HAS_STEP)
        ),
        evidence=reader.optional_evidence(node),
    )


def _selection(reader: EditionReader, node: str | None) -> Selection:
    if node is None:
        return Selection()
    return Selection(
        parts=tuple(_part(reader, part) for part in reader.members(node, HAS_PART)),
        rules=tuple(
            PassRule(
                text=reader.required(rule, TEXT),
                evidence=reader.evidence(rule),
                scope=_scope(reader.optional(rule, PASS_SCOPE)),
                minimum_percent=reader.number(rule, MINIMUM_PERCENTAGE),
            )
            for rule in reader.members(node, HAS_PASS_RULE)
        ),
    )


def _part(reader: EditionReader, node: str) -> SelectionPart:
    return SelectionPart(
        name=reader.required(node, PREF_LABEL),
        evidence=reader.evidence(node),
        notation=reader.optional(node, NOTATION),
        points=reader.number(node, POINTS),
        minimum=reader.optional(node, MINIMUM_TEXT),
        eliminatory=reader.holds(node, ELIMINATORY),
        date=reader.optional(node, DATE_TEXT),
        text=reader.optional(node, TEXT),
    )


def _scope(value: str | None) -> Literal["part", "total"] | None:
    if value == "part":
        return "part"
    return "total" if value == "total" else None


def _reserve(reader: EditionReader, node: str | None) -> Reserve | None:
    if node is None:
        return None
    return Reserve(reader.number(node, DURATION_YEARS), reader.required(node, TEXT), reader.evidence(node))


def _application(reader: EditionReader, node: str | None) -> Application:
    if node is None:
        return Application()
    return Application(
        reader.optional(node, DEADLINE_TEXT), reader.items(node, REQUIRES_DOCUMENT), reader.optional_evidence(node)
    )
