"""A function family, a function profile or a competency dictionary as triples."""

from __future__ import annotations

from pyoxigraph import NamedNode

from competencygraph.errors import UnreadableDocumentError
from competencygraph.model import Criterion, Profile, ProfileSection, ResultArea
from competencygraph.rdf.footnotes import MarkedTerms
from competencygraph.rdf.grades import GradeWriter
from competencygraph.rdf.iris import ITEM_WORDS, sibling_names, slug
from competencygraph.rdf.vocabulary import (
    ACTIVITY,
    AT_GRADE,
    COMPETENCY_DICTIONARY,
    CONCERNS,
    CRITERION_DESCRIPTOR,
    DCT_DESCRIPTION,
    DCT_IS_PART_OF,
    DEFINITION,
    DISTINGUISHING_CRITERION,
    EXPECTATION,
    FUNCTION_FAMILY,
    FUNCTION_PROFILE,
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
    OPTIONAL,
    ORG_POST,
    ORG_POST_IN,
    ORG_ROLE,
    POSITION,
    PREF_LABEL,
    PROFILE_SECTION,
    PURPOSE,
    REFERS_TO,
    REPORTS_TO_TEXT,
    RESULT_AREA,
    ROLE,
    SECTION_ITEM,
    SECTION_PASSAGE,
    SKOS_DEFINITION,
    TABLE_CELL,
    TASK,
    TEXT,
)
from competencygraph.rdf.write_competencies import write_competencies
from competencygraph.rdf.write_vacancy import write_vacancy
from competencygraph.rdf.writer import EditionWriter

__all__ = ["root_slug", "write_profile"]

_KINDS = {"family": FUNCTION_FAMILY, "profile": FUNCTION_PROFILE, "dictionary": COMPETENCY_DICTIONARY}


def root_slug(profile: Profile) -> str:
    """Return the path segment of a profile before others of its document are looked at.

    Args:
        profile: the profile.

    Returns:
        The slug of its title, else its kind.

    >>> root_slug(Profile("family"))
    'family'
    """
    return profile.kind if profile.title is None else slug(profile.title)


def write_profile(
    writer: EditionWriter,
    grades: GradeWriter,
    framework: NamedNode,
    document: NamedNode,
    root: str,
    position: int,
    profile: Profile,
    organisations: dict[str, NamedNode],
) -> None:
    """Write a family with its profiles, a profile of its own, or a dictionary.

    Args:
        writer: where triples go.
        grades: the grades of the document.
        framework: the framework that the document belongs to.
        document: the document.
        root: IRI of the family, profile or dictionary.
        position: its place in the document, from 1.
        profile: what is written.
        organisations: the node of each organisation that a vacancy of the document names, by name.

    Raises:
        UnreadableDocumentError: the profile gives lines for grades but no grades.
    """
    if profile.grades_evidence is not None and not profile.grades:
        raise UnreadableDocumentError(
            "lines are given for grades, but no grades", where=root, remedy="read the file again"
        )
    node = writer.describe(root, _KINDS[profile.kind])
    writer.state(node, DCT_IS_PART_OF, document)
    writer.number(node, POSITION, position)
    writer.text(node, PREF_LABEL, profile.title)
    writer.derive(node, profile.evidence, SECTION_PASSAGE, None)
    by_grade = _write_grades(writer, grades, node, profile)
    _write_purpose(writer, node, profile)
    _write_result_areas(writer, node, profile)
    writer.items(node, HAS_TASK, f"{root}/task", profile.tasks, profile.evidence, TASK)
    terms = _write_definitions(writer, node, profile)
    _write_criteria(writer, node, profile, by_grade, terms)
    competencies = write_competencies(writer, framework, node, profile)
    _write_sections(writer, node, profile)
    if profile.vacancy is not None:
        write_vacancy(writer, framework, node, profile.vacancy, competencies, organisations)
    _write_post(writer, node, profile, organisations)


def _write_grades(
    writer: EditionWriter, grades: GradeWriter, root: NamedNode, profile: Profile
) -> dict[str, NamedNode]:
    """Write a profile for each grade; one that only a criterion names has no place in the list of grades."""
    notations = list(profile.grades)
    listed = set(notations)
    for criterion in profile.criteria:
        for descriptor in criterion.descriptors:
            if descriptor.grade not in listed:
                listed.add(descriptor.grade)
                notations.append(descriptor.grade)
    by_grade: dict[str, NamedNode] = {}
    for index, (segment, notation) in enumerate(zip(sibling_names(notations), notations, strict=True)):
        node = writer.describe(f"{root.value}/grade/{segment}", FUNCTION_PROFILE)
        by_grade.setdefault(notation, node)
        writer.state(root, HAS_PROFILE, node)
        writer.state(node, AT_GRADE, grades.grade(notation, profile.grades_evidence))
        if index < len(profile.grades):
            writer.number(node, POSITION, index + 1)
            writer.derive(node, profile.grades_evidence, SECTION_PASSAGE, profile.evidence)
    return by_grade


def _write_purpose(writer: EditionWriter, root: NamedNode, profile: Profile) -> None:
    purpose = profile.purpose
    if purpose is None:
        return
    node = writer.describe(f"{root.value}/purpose", PURPOSE)
    writer.state(root, HAS_PURPOSE, node)
    writer.text(node, TEXT, purpose.text)
    writer.text(node, ACTIVITY, purpose.activity)
    writer.text(node, INTENDED_RESULT, purpose.purpose)
    writer.derive(node, purpose.evidence, SECTION_PASSAGE, profile.evidence)


def _write_result_areas(writer: EditionWriter, root: NamedNode, profile: Profile) -> None:
    roles = list(dict.fromkeys(area.role for area in profile.result_areas if area.role is not None))
    role_nodes: dict[str, NamedNode] = {}
    for segment, role in zip(sibling_names(roles), roles, strict=True):
        node = role_nodes[role] = writer.describe(f"{root.value}/role/{segment}", ROLE)
        writer.text(node, PREF_LABEL, role)
        places = dict.fromkeys(area.evidence for area in profile.result_areas if area.role == role)
        for evidence in places:
            writer.derive(node, evidence, SECTION_PASSAGE, profile.evidence)
    segments = sibling_names([_area_name(area) for area in profile.result_areas])
    for position, (segment, area) in enumerate(zip(segments, profile.result_areas, strict=True), 1):
        iri = f"{root.value}/result-area/{segment}"
        node = writer.member(root, HAS_RESULT_AREA, position, area.notation, iri, RESULT_AREA)
        writer.text(node, PREF_LABEL, area.name)
        if area.role is not None:
            writer.state(node, IN_ROLE, role_nodes[area.role])
        writer.mark(node, OPTIONAL, area.optional)
        writer.text(node, ACTIVITY, area.activity)
        writer.text(node, INTENDED_RESULT, area.purpose)
        writer.text(node, DCT_DESCRIPTION, area.description)
        writer.derive(node, area.evidence, SECTION_PASSAGE, profile.evidence)
        writer.items(node, HAS_TASK, f"{iri}/task", area.tasks, area.evidence, TASK)


def _area_name(area: ResultArea) -> str:
    return next((name for name in (area.name, area.role, area.activity, area.description) if name), "")


def _write_definitions(writer: EditionWriter, root: NamedNode, profile: Profile) -> MarkedTerms:
    terms: list[tuple[str, NamedNode]] = []
    segments = sibling_names([definition.term for definition in profile.definitions])
    for position, (segment, definition) in enumerate(zip(segments, profile.definitions, strict=True), 1):
        iri = f"{root.value}/definition/{segment}"
        node = writer.member(root, HAS_DEFINITION, position, None, iri, DEFINITION)
        terms.append((definition.term, node))
        writer.text(node, PREF_LABEL, definition.term)
        writer.text(node, SKOS_DEFINITION, definition.definition)
        writer.number(node, MINIMUM_VALUE, definition.minimum)
        writer.number(node, MAXIMUM_VALUE, definition.maximum)
        writer.derive(node, definition.evidence, None, profile.evidence)
    return MarkedTerms(terms)


def _write_criteria(
    writer: EditionWriter, root: NamedNode, profile: Profile, by_grade: dict[str, NamedNode], terms: MarkedTerms
) -> None:
    segments = sibling_names([criterion.name for criterion in profile.criteria])
    for position, (segment, criterion) in enumerate(zip(segments, profile.criteria, strict=True), 1):
        iri = f"{root.value}/criterion/{segment}"
        node = writer.member(root, HAS_CRITERION, position, None, iri, DISTINGUISHING_CRITERION)
        writer.text(node, PREF_LABEL, criterion.name)
        writer.derive(node, criterion.evidence, TABLE_CELL, profile.evidence)
        _write_descriptors(writer, node, criterion, by_grade, terms)


def _write_descriptors(
    writer: EditionWriter,
    owner: NamedNode,
    criterion: Criterion,
    by_grade: dict[str, NamedNode],
    terms: MarkedTerms,
) -> None:
    segments = sibling_names([descriptor.grade for descriptor in criterion.descriptors])
    for position, (segment, descriptor) in enumerate(zip(segments, criterion.descriptors, strict=True), 1):
        node = writer.member(
            by_grade[descriptor.grade],
            HAS_EXPECTATION,
            position,
            None,
            f"{owner.value}/{segment}",
            CRITERION_DESCRIPTOR,
            EXPECTATION,
        )
        writer.state(node, CONCERNS, owner)
        writer.text(node, TEXT, descriptor.text)
        for definition in terms.referred_to(descriptor.text):
            writer.state(node, REFERS_TO, definition)
        writer.derive(node, descriptor.evidence, TABLE_CELL, criterion.evidence)


def _write_sections(writer: EditionWriter, root: NamedNode, profile: Profile) -> None:
    segments = sibling_names([_section_name(section) for section in profile.sections])
    for position, (segment, section) in enumerate(zip(segments, profile.sections, strict=True), 1):
        iri = f"{root.value}/section/{segment}"
        node = writer.member(root, HAS_SECTION, position, section.notation, iri, PROFILE_SECTION)
        writer.text(node, HEADING, section.heading)
        writer.text(node, TEXT, section.text)
        writer.derive(node, section.evidence, SECTION_PASSAGE, profile.evidence)
        writer.items(node, HAS_ITEM, f"{iri}/item", section.items, section.evidence, SECTION_ITEM)


def _section_name(section: ProfileSection) -> str:
    """Return what a section is named after: its heading, else the first words of what it holds."""
    if section.heading is not None:
        return section.heading
    text = section.text or next((item.text for item in section.items), "")
    return " ".join(text.split()[:ITEM_WORDS])


def _write_post(writer: EditionWriter, root: NamedNode, profile: Profile, organisations: dict[str, NamedNode]) -> None:
    position = profile.position
    if position is None:
        return
    node = writer.describe(f"{root.value}/post", ORG_POST)
    writer.state(node, ORG_ROLE, root)
    writer.text(node, PREF_LABEL, position.title)
    writer.text(node, REPORTS_TO_TEXT, position.reports_to)
    if profile.vacancy is not None and profile.vacancy.organisation is not None:
        writer.state(node, ORG_POST_IN, organisations[profile.vacancy.organisation])
    writer.derive(node, position.evidence, SECTION_PASSAGE, profile.evidence)
