"""A vacancy as triples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model import Application, Item, Reserve, Salary, Selection, Vacancy
from competencygraph.rdf.iris import ITEM_WORDS, sibling_names
from competencygraph.rdf.vocabulary import (
    ADMISSION_CONDITION,
    AMOUNT,
    APPLICATION_DOCUMENT,
    APPLICATION_PROCEDURE,
    BENEFIT,
    COMPETENCY,
    COMPETENCY_REQUIREMENT,
    CONCERNS,
    CURRENCY,
    DATE_TEXT,
    DCT_IS_PART_OF,
    DCT_SOURCE,
    DEADLINE_TEXT,
    DURATION_YEARS,
    ELIMINATORY,
    EXPECTATION,
    FOR_PROFILE,
    FUNCTIONAL_CAREER,
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
    LIST_ITEM,
    MAXIMUM_AMOUNT,
    MINIMUM_AMOUNT,
    MINIMUM_PERCENTAGE,
    MINIMUM_TEXT,
    NOTATION,
    OFFERED_BY,
    ORGANISATIONAL_VALUE,
    PASS_RULE,
    PASS_SCOPE,
    PAY_SCALE,
    POINTS,
    PREF_LABEL,
    RECRUITMENT_CONDITION,
    RECRUITMENT_RESERVE,
    REQUIRES_DOCUMENT,
    SALARY_RANGE,
    SALARY_STEP,
    SECTION_PASSAGE,
    SELECTION_PART,
    SELECTION_PROCEDURE,
    SENIORITY_YEARS,
    TEXT,
    VACANCY,
)
from competencygraph.rdf.writer import EditionWriter

__all__ = ["write_vacancy"]


def write_vacancy(
    writer: EditionWriter,
    framework: NamedNode,
    root: NamedNode,
    vacancy: Vacancy,
    competencies: Mapping[str, Sequence[NamedNode]],
    organisations: Mapping[str, NamedNode],
) -> None:
    """Write the vacancy that stands with a profile.

    Args:
        writer: where triples go.
        framework: the framework that competencies belong to.
        root: the family or profile.
        vacancy: what is written.
        competencies: the profile's own competencies by name.
        organisations: the node of each organisation that a vacancy of the document names, by name.

    Raises:
        UnreadableDocumentError: the vacancy gives lines for an organisation but no name.
    """
    node = writer.describe(f"{root.value}/vacancy", VACANCY)
    writer.state(node, FOR_PROFILE, root)
    writer.derive(node, vacancy.evidence, SECTION_PASSAGE, None)
    if vacancy.organisation is not None:
        writer.state(node, OFFERED_BY, organisations[vacancy.organisation])
    if vacancy.organisation_evidence is not None:
        if vacancy.organisation is None:
            raise UnreadableDocumentError(
                "lines are given for an organisation, but no name", where=node.value, remedy="read the file again"
            )
        writer.state(node, DCT_SOURCE, writer.passage(vacancy.organisation_evidence, None, vacancy.evidence))
    _write_values(writer, node, vacancy)
    _write_career(writer, node, vacancy)
    if vacancy.salary is not None:
        _write_salary(writer, node, vacancy, vacancy.salary)
    path, within = node.value, vacancy.evidence
    for name, items, kind in (
        ("general-condition", vacancy.conditions.general, GENERAL_CONDITION),
        ("recruitment-condition", vacancy.conditions.recruitment, RECRUITMENT_CONDITION),
    ):
        writer.items(node, HAS_CONDITION, f"{path}/{name}", items, within, kind, ADMISSION_CONDITION)
    _write_requirements(writer, framework, node, vacancy, competencies)
    writer.items(node, HAS_BENEFIT, f"{path}/benefit", vacancy.offer, within, BENEFIT)
    if vacancy.selection != Selection():
        _write_selection(writer, node, vacancy)
    if vacancy.reserve is not None:
        _write_reserve(writer, node, vacancy, vacancy.reserve)
    if vacancy.application != Application():
        _write_application(writer, node, vacancy)


def _write_values(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy) -> None:
    segments = sibling_names([value.name for value in vacancy.values])
    for position, (segment, value) in enumerate(zip(segments, vacancy.values, strict=True), 1):
        iri = f"{owner.value}/value/{segment}"
        node = writer.member(owner, HAS_VALUE, position, None, iri, ORGANISATIONAL_VALUE)
        writer.text(node, PREF_LABEL, value.name)
        writer.text(node, TEXT, value.text)
        writer.derive(node, value.evidence, SECTION_PASSAGE, vacancy.evidence)


def _write_career(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy) -> None:
    evidence = vacancy.career_evidence
    if vacancy.career is None and evidence is None and not vacancy.pay_scales:
        return
    node = writer.describe(f"{owner.value}/career", FUNCTIONAL_CAREER)
    writer.state(owner, HAS_CAREER, node)
    writer.plain(node, NOTATION, vacancy.career)
    writer.derive(node, evidence, None, vacancy.evidence)
    segments = sibling_names(vacancy.pay_scales)
    for position, (segment, notation) in enumerate(zip(segments, vacancy.pay_scales, strict=True), 1):
        scale = writer.member(node, HAS_PAY_SCALE, position, notation, f"{owner.value}/pay-scale/{segment}", PAY_SCALE)
        writer.derive(scale, evidence, None, vacancy.evidence)


def _write_salary(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy, salary: Salary) -> None:
    node = writer.describe(f"{owner.value}/salary", SALARY_RANGE)
    writer.state(owner, HAS_SALARY_RANGE, node)
    writer.amount(node, MINIMUM_AMOUNT, salary.minimum)
    writer.amount(node, MAXIMUM_AMOUNT, salary.maximum)
    writer.plain(node, CURRENCY, salary.currency)
    writer.derive(node, salary.evidence, None, vacancy.evidence)
    within = salary.evidence or vacancy.evidence
    segments = sibling_names([str(step.years) for step in salary.steps])
    for position, (segment, step) in enumerate(zip(segments, salary.steps, strict=True), 1):
        part = writer.member(node, HAS_STEP, position, None, f"{node.value}/step/{segment}", SALARY_STEP)
        writer.number(part, SENIORITY_YEARS, step.years)
        writer.amount(part, AMOUNT, step.amount)
        writer.plain(part, CURRENCY, salary.currency)
        writer.derive(part, step.evidence, LIST_ITEM, within)


def _write_requirements(
    writer: EditionWriter,
    framework: NamedNode,
    owner: NamedNode,
    vacancy: Vacancy,
    competencies: Mapping[str, Sequence[NamedNode]],
) -> None:
    """Write what the vacancy itself asks.

    An entry concerns the profile's competency of that name; a name that the profile does not have, or has more than
    once, is a competency of the vacancy's own.
    """
    items = vacancy.requirements.competencies
    path, within = owner.value, vacancy.evidence
    kinds = (COMPETENCY_REQUIREMENT, EXPECTATION)
    nodes = writer.items(owner, HAS_EXPECTATION, f"{path}/requirement", items, within, *kinds)
    own: dict[str, list[Item]] = {}
    for item, node in zip(items, nodes, strict=True):
        known = competencies.get(item.text, ())
        if len(known) == 1:
            writer.state(node, CONCERNS, known[0])
        else:
            own.setdefault(item.text, []).append(item)
    named: dict[str, NamedNode] = {}
    for segment, (name, places) in zip(sibling_names(list(own)), own.items(), strict=True):
        competency = named[name] = writer.describe(f"{path}/competency/{segment}", COMPETENCY)
        writer.state(competency, DCT_IS_PART_OF, framework)
        writer.text(competency, PREF_LABEL, name)
        for evidence in dict.fromkeys(item.evidence for item in places):
            writer.derive(competency, evidence, None, within)
    for item, node in zip(items, nodes, strict=True):
        if item.text in named:
            writer.state(node, CONCERNS, named[item.text])
    knowledge = vacancy.requirements.knowledge
    kinds = (KNOWLEDGE_REQUIREMENT, EXPECTATION)
    writer.items(owner, HAS_EXPECTATION, f"{path}/knowledge", knowledge, within, *kinds)


def _write_selection(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy) -> None:
    selection = vacancy.selection
    node = writer.describe(f"{owner.value}/selection", SELECTION_PROCEDURE)
    writer.state(owner, HAS_SELECTION_PROCEDURE, node)
    segments = sibling_names([part.name for part in selection.parts])
    for position, (segment, part) in enumerate(zip(segments, selection.parts, strict=True), 1):
        iri = f"{node.value}/part/{segment}"
        child = writer.member(node, HAS_PART, position, part.notation, iri, SELECTION_PART)
        writer.text(child, PREF_LABEL, part.name)
        writer.number(child, POINTS, part.points)
        writer.text(child, MINIMUM_TEXT, part.minimum)
        writer.mark(child, ELIMINATORY, part.eliminatory)
        writer.text(child, DATE_TEXT, part.date)
        writer.text(child, TEXT, part.text)
        writer.derive(child, part.evidence, SECTION_PASSAGE, vacancy.evidence)
    segments = sibling_names([rule.text for rule in selection.rules], ITEM_WORDS)
    for position, (segment, rule) in enumerate(zip(segments, selection.rules, strict=True), 1):
        iri = f"{node.value}/rule/{segment}"
        child = writer.member(node, HAS_PASS_RULE, position, None, iri, PASS_RULE)
        writer.text(child, TEXT, rule.text)
        writer.plain(child, PASS_SCOPE, rule.scope)
        writer.number(child, MINIMUM_PERCENTAGE, rule.minimum_percent)
        writer.derive(child, rule.evidence, None, vacancy.evidence)


def _write_reserve(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy, reserve: Reserve) -> None:
    node = writer.describe(f"{owner.value}/reserve", RECRUITMENT_RESERVE)
    writer.state(owner, HAS_RESERVE, node)
    writer.text(node, TEXT, reserve.text)
    writer.number(node, DURATION_YEARS, reserve.years)
    writer.derive(node, reserve.evidence, None, vacancy.evidence)


def _write_application(writer: EditionWriter, owner: NamedNode, vacancy: Vacancy) -> None:
    application = vacancy.application
    node = writer.describe(f"{owner.value}/application", APPLICATION_PROCEDURE)
    writer.state(owner, HAS_APPLICATION_PROCEDURE, node)
    writer.text(node, DEADLINE_TEXT, application.deadline_text)
    writer.derive(node, application.evidence, None, vacancy.evidence)
    within = application.evidence or vacancy.evidence
    path = f"{node.value}/document"
    writer.items(node, REQUIRES_DOCUMENT, path, application.documents, within, APPLICATION_DOCUMENT)
