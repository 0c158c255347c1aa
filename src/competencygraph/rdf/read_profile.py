"""A function family, a function profile or a competency dictionary, read from triples."""

from __future__ import annotations

from typing import Literal

from competencygraph.model import (
    Criterion,
    CriterionDescriptor,
    Definition,
    Position,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
)
from competencygraph.rdf.read_competencies import read_competencies, read_knowledge
from competencygraph.rdf.read_vacancy import read_vacancy
from competencygraph.rdf.reader import EditionReader
from competencygraph.rdf.vocabulary import (
    ACTIVITY,
    AT_GRADE,
    COMPETENCY_DICTIONARY,
    CONCERNS,
    CRITERION_DESCRIPTOR,
    DCT_DESCRIPTION,
    FOR_PROFILE,
    FUNCTION_FAMILY,
    HAS_CRITERION,
    HAS_DEFINITION,
    HAS_EXPECTATION,
    HAS_ITEM,
    HAS_PROFILE,
    HAS_PURPOSE,
    HAS_RESULT_AREA,
    HAS_SECTION,
    HAS_TASK,
    HEADING,
    IN_ROLE,
    INTENDED_RESULT,
    MAXIMUM_VALUE,
    MINIMUM_VALUE,
    NOTATION,
    OPTIONAL,
    ORG_POST,
    ORG_ROLE,
    POSITION,
    PREF_LABEL,
    REPORTS_TO_TEXT,
    SKOS_DEFINITION,
    TEXT,
    VACANCY,
)

__all__ = ["read_profile"]


def read_profile(reader: EditionReader, root: str) -> Profile:
    """Return a family with its profiles, a profile of its own, or a dictionary.

    Args:
        reader: the graph.
        root: IRI of the family, profile or dictionary.

    Returns:
        The profile.
    """
    by_grade = reader.members(root, HAS_PROFILE)
    listed = [node for node in by_grade if reader.optional(node, POSITION) is not None]
    vacancy = next(iter(reader.pointing(VACANCY, FOR_PROFILE, root)), None)
    post = next(iter(reader.pointing(ORG_POST, ORG_ROLE, root)), None)
    return Profile(
        kind=_kind(reader, root),
        title=reader.optional(root, PREF_LABEL),
        evidence=reader.optional_evidence(root),
        grades=tuple(_grade(reader, node) for node in listed),
        grades_evidence=reader.optional_evidence(listed[0]) if listed else None,
        purpose=_purpose(reader, root),
        result_areas=tuple(_result_area(reader, node) for node in reader.members(root, HAS_RESULT_AREA)),
        tasks=reader.items(root, HAS_TASK),
        criteria=_criteria(reader, root, by_grade),
        definitions=tuple(_definition(reader, node) for node in reader.members(root, HAS_DEFINITION)),
        competencies=read_competencies(reader, root),
        knowledge=read_knowledge(reader, root),
        sections=tuple(_section(reader, node) for node in reader.members(root, HAS_SECTION)),
        vacancy=None if vacancy is None else read_vacancy(reader, vacancy),
        position=None if post is None else _position(reader, post),
    )


def _kind(reader: EditionReader, root: str) -> Literal["family", "profile", "dictionary"]:
    if reader.is_a(root, COMPETENCY_DICTIONARY):
        return "dictionary"
    return "family" if reader.is_a(root, FUNCTION_FAMILY) else "profile"


def _grade(reader: EditionReader, node: str) -> str:
    return reader.required(reader.required(node, AT_GRADE), NOTATION)


def _purpose(reader: EditionReader, root: str) -> Purpose | None:
    node = reader.optional(root, HAS_PURPOSE)
    if node is None:
        return None
    return Purpose(
        reader.required(node, TEXT),
        reader.evidence(node),
        reader.optional(node, ACTIVITY),
        reader.optional(node, INTENDED_RESULT),
    )


def _result_area(reader: EditionReader, node: str) -> ResultArea:
    role = reader.optional(node, IN_ROLE)
    return ResultArea(
        evidence=reader.evidence(node),
        name=reader.optional(node, PREF_LABEL),
        role=None if role is None else reader.required(role, PREF_LABEL),
        notation=reader.optional(node, NOTATION),
        optional=reader.holds(node, OPTIONAL),
        activity=reader.optional(node, ACTIVITY),
        purpose=reader.optional(node, INTENDED_RESULT),
        description=reader.optional(node, DCT_DESCRIPTION),
        tasks=reader.items(node, HAS_TASK),
    )


def _criteria(reader: EditionReader, root: str, by_grade: list[str]) -> tuple[Criterion, ...]:
    descriptors: dict[str, list[tuple[int, CriterionDescriptor]]] = {}
    for profile in by_grade:
        for node in reader.members(profile, HAS_EXPECTATION, CRITERION_DESCRIPTOR):
            descriptor = CriterionDescriptor(
                _grade(reader, profile), reader.required(node, TEXT), reader.evidence(node)
            )
            place = int(reader.required(node, POSITION))
            descriptors.setdefault(reader.required(node, CONCERNS), []).append((place, descriptor))
    return tuple(
        Criterion(
            name=reader.required(node, PREF_LABEL),
            evidence=reader.evidence(node),
            descriptors=tuple(
                descriptor for _, descriptor in sorted(descriptors.get(node, []), key=lambda pair: pair[0])
            ),
        )
        for node in reader.members(root, HAS_CRITERION)
    )


def _definition(reader: EditionReader, node: str) -> Definition:
    return Definition(
        term=reader.required(node, PREF_LABEL),
        definition=reader.required(node, SKOS_DEFINITION),
        evidence=reader.evidence(node),
        minimum=reader.number(node, MINIMUM_VALUE),
        maximum=reader.number(node, MAXIMUM_VALUE),
    )


def _section(reader: EditionReader, node: str) -> ProfileSection:
    return ProfileSection(
        evidence=reader.evidence(node),
        heading=reader.optional(node, HEADING),
        notation=reader.optional(node, NOTATION),
        text=reader.optional(node, TEXT),
        items=reader.items(node, HAS_ITEM),
    )


def _position(reader: EditionReader, node: str) -> Position:
    return Position(reader.required(node, PREF_LABEL), reader.evidence(node), reader.optional(node, REPORTS_TO_TEXT))
