"""What a profile holds, as a tree of elements that can be paired with those of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from competencygraph.compare._vacancy_elements import vacancy_elements
from competencygraph.compare.element import Element, item_elements, slots
from competencygraph.model import (
    Competency,
    CompetencyGroup,
    Criterion,
    Definition,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
)
from competencygraph.rdf.iris import ITEM_WORDS, passage_iri, sibling_names

__all__ = ["Element", "document_element", "grade_nodes", "profile_element"]

#: Why lines have no place that a page prints for itself: a change in them is no change of what the document says.
_FURNITURE = frozenset(
    {"link residue", "markup", "page number", "repeated table head", "running footer", "running header", "table rule"}
)


def document_element(parsed: ParsedDocument, edition: str, roots: Sequence[str]) -> Element:
    """Return all that a document says.

    Args:
        parsed: the document.
        edition: IRI of the edition.
        roots: IRIs of its profiles, in printed order.

    Returns:
        An element with one for each profile, and one for each text that found no place and that is no furniture of the
        page, such as its number.
    """
    profiles = [profile_element(profile, root) for profile, root in zip(parsed.profiles, roots, strict=True)]
    places = parsed.document.places
    unplaced = (
        Element(
            "unplaced",
            passage_iri(
                edition,
                part.evidence.start_line,
                part.evidence.end_line,
                page=places[part.evidence.start_line - 1].page if places else None,
            ),
            part.text,
            part.evidence,
            section="unplaced",
        )
        for part in parsed.document.unparsed
        if part.reason not in _FURNITURE
    )
    return Element("document", edition, "", members=(*profiles, *unplaced))


def profile_element(profile: Profile, root: str, grade: str | None = None) -> Element:
    """Return what a profile says.

    Args:
        profile: a family, a profile of its own or a dictionary.
        root: its IRI.
        grade: the grade of a family to look at: of the criteria only what is said of that grade, and nothing of which
            grades there are; None for all of it.

    Returns:
        An element whose members have the IRIs that the graph gives them.

    >>> from competencygraph.model import Evidence, Purpose
    >>> element = profile_element(Profile("family", purpose=Purpose("Leiden", Evidence(1, 1))), "urn:family")
    >>> [(member.thing, member.node, member.text) for member in element.members]
    [('purpose', 'urn:family/purpose', 'Leiden')]
    """
    members = [
        *_sectioned("title", slots(root, profile.evidence, title=profile.title)),
        *_sectioned("position", _position(profile, root)),
        *_sectioned("grades", () if grade else _grades(profile, root)),
        *_sectioned("purpose", _purpose(profile.purpose, root)),
        *_sectioned("result-areas", _result_areas(profile.result_areas, root)),
        *_sectioned("tasks", item_elements("task", f"{root}/task", profile.tasks)),
        *_sectioned("criteria", _criteria(profile.criteria, root, grade)),
        *_sectioned("definitions", _definitions(profile.definitions, root)),
        *_competencies(profile, root),
        *_sectioned("sections", _sections(profile.sections, root)),
    ]
    if profile.vacancy is not None:
        members += _sectioned("vacancy", vacancy_elements(profile.vacancy, f"{root}/vacancy"))
    name = profile.title or root.rpartition("/")[2]
    return Element("profile", root, name, profile.evidence, named=True, silent=True, members=tuple(members))


def grade_nodes(profile: Profile, root: str) -> dict[str, str]:
    """Return the IRIs of a family's profiles at its grades, those that only a criterion names included.

    Args:
        profile: the family.
        root: its IRI.

    Returns:
        By notation, in printed order; nothing for a profile of its own.

    >>> from competencygraph.model import Evidence
    >>> grade_nodes(Profile("family", grades=("A4", "A5"), grades_evidence=Evidence(1, 1)), "urn:x")
    {'A4': 'urn:x/grade/a4', 'A5': 'urn:x/grade/a5'}
    """
    told = (descriptor.grade for criterion in profile.criteria for descriptor in criterion.descriptors)
    notations = [*profile.grades, *(grade for grade in dict.fromkeys(told) if grade not in set(profile.grades))]
    nodes: dict[str, str] = {}
    for segment, notation in zip(sibling_names(notations), notations, strict=True):
        nodes.setdefault(notation, f"{root}/grade/{segment}")
    return nodes


def _sectioned(section: str, elements: Sequence[Element] | Iterator[Element]) -> list[Element]:
    return [replace(element, section=section) for element in elements]


def _position(profile: Profile, root: str) -> Iterator[Element]:
    if profile.position is not None:
        where = profile.position
        yield from slots(f"{root}/post", where.evidence, position=where.title)
        # The model keeps the lines of the title alone.
        yield from slots(f"{root}/post", None, reports_to=where.reports_to)


def _grades(profile: Profile, root: str) -> Iterator[Element]:
    nodes = grade_nodes(profile, root)
    for grade in profile.grades:
        yield Element("grade", nodes[grade], grade, profile.grades_evidence, named=True)


def _purpose(purpose: Purpose | None, root: str) -> Iterator[Element]:
    if purpose is not None:
        node = f"{root}/purpose"
        parts = slots(node, purpose.evidence, activity=purpose.activity, intended_result=purpose.purpose)
        yield Element("purpose", node, purpose.text, purpose.evidence, slot="purpose", members=_derived(parts))


def _derived(elements: Iterator[Element]) -> tuple[Element, ...]:
    return tuple(replace(element, derived=True) for element in elements)


def _result_areas(areas: Sequence[ResultArea], root: str) -> Iterator[Element]:
    names = [
        next((name for name in (area.name, area.role, area.activity, area.description) if name), "") for area in areas
    ]
    for segment, name, area in zip(sibling_names(names), names, areas, strict=True):
        node = f"{root}/result-area/{segment}"
        fields = slots(
            node,
            area.evidence,
            role=area.role,
            optional="true" if area.optional else None,
            activity=area.activity,
            intended_result=area.purpose,
            description=area.description,
        )
        own = [field for field in fields if area.name or field.text != name]
        tasks = item_elements("task", f"{node}/task", area.tasks)
        yield Element(
            "result-area",
            node,
            name,
            area.evidence,
            notation=area.notation,
            named=True,
            members=(*own, *tasks),
        )


def _criteria(criteria: Sequence[Criterion], root: str, grade: str | None) -> Iterator[Element]:
    segments = sibling_names([criterion.name for criterion in criteria])
    for segment, criterion in zip(segments, criteria, strict=True):
        node = f"{root}/criterion/{segment}"
        ends = sibling_names([descriptor.grade for descriptor in criterion.descriptors])
        descriptors = tuple(
            Element(
                "descriptor",
                f"{node}/{end}",
                descriptor.text,
                descriptor.evidence,
                slot="descriptor" if grade else f"descriptor {descriptor.grade}",
                label=criterion.name if grade else f"{criterion.name} ({descriptor.grade})",
            )
            for end, descriptor in zip(ends, criterion.descriptors, strict=True)
            if grade in {None, descriptor.grade}
        )
        yield Element("criterion", node, criterion.name, criterion.evidence, named=True, members=descriptors)


def _definitions(definitions: Sequence[Definition], root: str) -> Iterator[Element]:
    segments = sibling_names([definition.term for definition in definitions])
    for segment, one in zip(segments, definitions, strict=True):
        node = f"{root}/definition/{segment}"
        bounds = slots(node, one.evidence, minimum=_number(one.minimum), maximum=_number(one.maximum))
        meaning = Element(
            "definition",
            node,
            one.definition,
            one.evidence,
            slot="definition",
            label=one.term,
            members=_derived(bounds),
        )
        yield Element("term", node, one.term, one.evidence, named=True, members=(meaning,))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _competencies(profile: Profile, root: str) -> Iterator[Element]:
    """Yield the groups, the competencies and the knowledge, each with its section."""
    found = [one.group for one in profile.competencies] + [one.group for one in profile.knowledge]
    listed = list(dict.fromkeys(group for group in found if group is not None))
    names = sibling_names([group.name for group in listed])
    groups: dict[CompetencyGroup | None, Element | None] = {None: None}
    asked = {one.group for one in profile.competencies}
    for segment, group in zip(names, listed, strict=True):
        node = f"{root}/group/{segment}"
        members = tuple(slots(node, group.evidence, definition=group.definition))
        section = "competencies" if group in asked else "knowledge"
        element = Element("group", node, group.name, group.evidence, section=section, named=True, members=members)
        groups[group] = element
        yield element
    segments = sibling_names([one.name for one in profile.competencies])
    for segment, one in zip(segments, profile.competencies, strict=True):
        element = _competency(one, f"{root}/competency/{segment}")
        yield replace(element, section="competencies", group=groups[one.group])
    segments = sibling_names([item.text for item in profile.knowledge], ITEM_WORDS)
    for segment, item in zip(segments, profile.knowledge, strict=True):
        yield Element(
            item.kind,
            f"{root}/knowledge/{segment}",
            item.text,
            item.evidence,
            section="knowledge",
            notation=item.notation,
            group=groups[item.group],
        )


def _competency(competency: Competency, node: str) -> Element:
    single = len(competency.levels) == 1
    names = ["unnumbered" if level.level is None else str(level.level) for level in competency.levels]
    levels = (
        _level(level, f"{node}/level/{segment}", competency.name, single=single)
        for segment, level in zip(sibling_names(names), competency.levels, strict=True)
    )
    return Element(
        "competency",
        node,
        competency.name,
        competency.evidence,
        notation=competency.notation,
        named=True,
        members=(*slots(node, competency.evidence, definition=competency.definition), *levels),
    )


def _level(level: ProficiencyLevel, node: str, competency: str, *, single: bool) -> Element:
    number = "" if level.level is None else str(level.level)
    return Element(
        "level",
        node,
        level.title or "",
        level.evidence,
        slot=f"level {number or level.title}",
        level=level.level,
        label=competency if single or not number else f"{competency} ({number})",
        members=item_elements("indicator", f"{node}/indicator", level.indicators),
    )


def _sections(sections: Sequence[ProfileSection], root: str) -> Iterator[Element]:
    names = [_section_name(section) for section in sections]
    for segment, name, section in zip(sibling_names(names), names, sections, strict=True):
        node = f"{root}/section/{segment}"
        text = slots(node, section.evidence, text=section.text)
        items = item_elements("item", f"{node}/item", section.items)
        yield Element(
            "section",
            node,
            name,
            section.evidence,
            notation=section.notation,
            named=True,
            silent=section.heading is None,
            members=(*text, *items),
        )


def _section_name(section: ProfileSection) -> str:
    """Return what the graph names a section after: its heading, else the first words of what it holds."""
    if section.heading is not None:
        return section.heading
    text = section.text or next((item.text for item in section.items), "")
    return " ".join(text.split()[:ITEM_WORDS])
