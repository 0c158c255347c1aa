"""What a vacancy holds, as elements that can be paired with those of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from competencygraph.compare.element import Element, item_elements, slots
from competencygraph.model import Salary, Selection, Vacancy
from competencygraph.rdf.iris import ITEM_WORDS, sibling_names

__all__ = ["vacancy_elements"]


def vacancy_elements(vacancy: Vacancy, node: str) -> Iterator[Element]:
    """Yield what a vacancy says, in the order in which documents print it.

    Args:
        vacancy: the vacancy.
        node: its IRI.

    >>> from competencygraph.model import Evidence
    >>> vacancy = Vacancy(career="A4a-A4b", career_evidence=Evidence(3, 3))
    >>> [(one.thing, one.node, one.text) for one in vacancy_elements(vacancy, "urn:v")]
    [('career', 'urn:v/career', 'A4a-A4b')]
    """
    yield from slots(node, vacancy.organisation_evidence, organisation=vacancy.organisation)
    yield from _values(vacancy, node)
    yield from slots(f"{node}/career", vacancy.career_evidence, career=vacancy.career)
    for segment, scale in zip(sibling_names(vacancy.pay_scales), vacancy.pay_scales, strict=True):
        yield Element("pay-scale", f"{node}/pay-scale/{segment}", scale, vacancy.career_evidence)
    if vacancy.salary is not None:
        yield from _salary(vacancy.salary, f"{node}/salary")
    yield from item_elements("general-condition", f"{node}/general-condition", vacancy.conditions.general)
    yield from item_elements("recruitment-condition", f"{node}/recruitment-condition", vacancy.conditions.recruitment)
    yield from item_elements("asked-competency", f"{node}/requirement", vacancy.requirements.competencies)
    yield from item_elements("asked-knowledge", f"{node}/knowledge", vacancy.requirements.knowledge)
    yield from item_elements("benefit", f"{node}/benefit", vacancy.offer)
    yield from _selection(vacancy.selection, f"{node}/selection")
    if vacancy.reserve is not None:
        reserve = vacancy.reserve
        years = _derived(slots(f"{node}/reserve", reserve.evidence, years=_text(reserve.years)))
        yield Element("reserve", f"{node}/reserve", reserve.text, reserve.evidence, slot="reserve", members=years)
    application = vacancy.application
    yield from slots(f"{node}/application", application.evidence, deadline=application.deadline_text)
    yield from item_elements("document", f"{node}/application/document", application.documents)


def _values(vacancy: Vacancy, node: str) -> Iterator[Element]:
    segments = sibling_names([value.name for value in vacancy.values])
    for segment, value in zip(segments, vacancy.values, strict=True):
        iri = f"{node}/value/{segment}"
        members = tuple(slots(iri, value.evidence, text=value.text))
        yield Element("value", iri, value.name, value.evidence, named=True, members=members)


def _salary(salary: Salary, node: str) -> Iterator[Element]:
    yield from slots(
        node,
        salary.evidence,
        salary_minimum=_text(salary.minimum),
        salary_maximum=_text(salary.maximum),
        currency=salary.currency,
    )
    segments = sibling_names([str(step.years) for step in salary.steps])
    for segment, step in zip(segments, salary.steps, strict=True):
        yield Element(
            "salary-step",
            f"{node}/step/{segment}",
            str(step.amount),
            step.evidence,
            slot=f"salary-step {segment}",
            label=str(step.years),
        )


def _selection(selection: Selection, node: str) -> Iterator[Element]:
    segments = sibling_names([part.name for part in selection.parts])
    for segment, part in zip(segments, selection.parts, strict=True):
        iri = f"{node}/part/{segment}"
        fields = slots(
            iri,
            part.evidence,
            points=_text(part.points),
            selection_minimum=part.minimum,
            eliminatory="true" if part.eliminatory else None,
            date=part.date,
            text=part.text,
        )
        yield Element(
            "selection-part",
            iri,
            part.name,
            part.evidence,
            notation=part.notation,
            named=True,
            members=tuple(fields),
        )
    segments = sibling_names([rule.text for rule in selection.rules], ITEM_WORDS)
    for segment, rule in zip(segments, selection.rules, strict=True):
        iri = f"{node}/rule/{segment}"
        read = slots(iri, rule.evidence, scope=rule.scope, percentage=_text(rule.minimum_percent))
        yield Element("pass-rule", iri, rule.text, rule.evidence, members=_derived(read))


def _derived(elements: Iterator[Element]) -> tuple[Element, ...]:
    return tuple(replace(element, derived=True) for element in elements)


def _text(value: int | Decimal | None) -> str | None:
    return None if value is None else str(value)
