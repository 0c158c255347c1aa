"""Competencies, their levels and what is asked, as triples."""

from __future__ import annotations

from pyoxigraph import NamedNode

from competencygraph.model import Competency, CompetencyGroup, Profile
from competencygraph.model.evidence import Evidence
from competencygraph.rdf.iris import ITEM_WORDS, sibling_names
from competencygraph.rdf.vocabulary import (
    AT_LEVEL,
    BEHAVIOURAL_INDICATOR,
    COMPETENCY,
    COMPETENCY_GROUP,
    COMPETENCY_REQUIREMENT,
    CONCERNS,
    DCT_IS_PART_OF,
    EXPECTATION,
    HAS_EXPECTATION,
    HAS_INDICATOR,
    HAS_LEVEL,
    IN_GROUP,
    IN_SCHEME,
    KNOWLEDGE_REQUIREMENT,
    LIST_ITEM,
    NOTATION,
    POSITION,
    PREF_LABEL,
    PROFICIENCY_LEVEL,
    RANK,
    SECTION_PASSAGE,
    SKOS_DEFINITION,
    TECHNICAL_REQUIREMENT,
    TEXT,
)
from competencygraph.rdf.writer import EditionWriter

__all__ = ["UNNUMBERED", "write_competencies"]

#: The path segment of a level that is printed without a number.
UNNUMBERED = "unnumbered"


def write_competencies(
    writer: EditionWriter, framework: NamedNode, root: NamedNode, profile: Profile
) -> dict[str, list[NamedNode]]:
    """Write the competencies and the knowledge that a profile asks or a dictionary holds.

    In a profile a requirement stands between, which has the position, the level and the group; a dictionary asks
    nothing of anyone: its competencies themselves stand in it (``skos:inScheme``), at a position and in a group.

    Args:
        writer: where triples go.
        framework: the framework that the competencies belong to.
        root: the family or profile that asks them, or the dictionary that holds them.
        profile: what is written.

    Returns:
        The competencies by name, in printed order.
    """
    groups = _write_groups(writer, root, profile)
    named: dict[str, list[NamedNode]] = {}
    segments = sibling_names([competency.name for competency in profile.competencies])
    for position, (segment, competency) in enumerate(zip(segments, profile.competencies, strict=True), 1):
        within = profile.evidence if competency.group is None else competency.group.evidence
        node = writer.describe(f"{root.value}/competency/{segment}", COMPETENCY)
        named.setdefault(competency.name, []).append(node)
        writer.state(node, DCT_IS_PART_OF, framework)
        writer.text(node, PREF_LABEL, competency.name)
        writer.text(node, SKOS_DEFINITION, competency.definition)
        writer.plain(node, NOTATION, competency.notation)
        writer.derive(node, competency.evidence, SECTION_PASSAGE, within)
        levels = _write_levels(writer, node, competency)
        if profile.kind == "dictionary":
            writer.state(node, IN_SCHEME, root)
            writer.number(node, POSITION, position)
            member = node
        else:
            member = _write_requirement(writer, root, segment, position, node, levels)
        if competency.group is not None:
            writer.state(member, IN_GROUP, groups[competency.group])
        if member != node:
            writer.derive(member, competency.evidence, None, None)
    _write_knowledge(writer, root, profile, groups)
    return named


def _write_requirement(
    writer: EditionWriter, root: NamedNode, segment: str, position: int, competency: NamedNode, levels: list[NamedNode]
) -> NamedNode:
    iri = f"{root.value}/requirement/{segment}"
    node = writer.member(root, HAS_EXPECTATION, position, None, iri, COMPETENCY_REQUIREMENT, EXPECTATION)
    writer.state(node, CONCERNS, competency)
    if len(levels) == 1:
        writer.state(node, AT_LEVEL, levels[0])
    return node


def _write_groups(writer: EditionWriter, root: NamedNode, profile: Profile) -> dict[CompetencyGroup, NamedNode]:
    """Write each group once; groups with the same words in other places are other groups."""
    found = [competency.group for competency in profile.competencies] + [item.group for item in profile.knowledge]
    groups = list(dict.fromkeys(group for group in found if group is not None))
    nodes: dict[CompetencyGroup, NamedNode] = {}
    for segment, group in zip(sibling_names([group.name for group in groups]), groups, strict=True):
        node = nodes[group] = writer.describe(f"{root.value}/group/{segment}", COMPETENCY_GROUP)
        writer.text(node, PREF_LABEL, group.name)
        writer.text(node, SKOS_DEFINITION, group.definition)
        writer.derive(node, group.evidence, SECTION_PASSAGE, profile.evidence)
    return nodes


def _write_levels(writer: EditionWriter, owner: NamedNode, competency: Competency) -> list[NamedNode]:
    names = [UNNUMBERED if level.level is None else str(level.level) for level in competency.levels]
    nodes: list[NamedNode] = []
    for position, (segment, level) in enumerate(zip(sibling_names(names), competency.levels, strict=True), 1):
        node = writer.describe(f"{owner.value}/level/{segment}", PROFICIENCY_LEVEL)
        nodes.append(node)
        writer.state(owner, HAS_LEVEL, node)
        writer.number(node, POSITION, position)
        if level.level is not None:
            writer.plain(node, NOTATION, str(level.level))
        if isinstance(level.level, int):
            writer.number(node, RANK, level.level)
        writer.text(node, PREF_LABEL, level.title)
        writer.derive(node, level.evidence, SECTION_PASSAGE, competency.evidence)
        writer.items(
            node, HAS_INDICATOR, f"{node.value}/indicator", level.indicators, level.evidence, BEHAVIOURAL_INDICATOR
        )
    return nodes


def _write_knowledge(
    writer: EditionWriter, root: NamedNode, profile: Profile, groups: dict[CompetencyGroup, NamedNode]
) -> None:
    segments = sibling_names([item.text for item in profile.knowledge], ITEM_WORDS)
    for position, (segment, item) in enumerate(zip(segments, profile.knowledge, strict=True), 1):
        kind = TECHNICAL_REQUIREMENT if item.kind == "technical" else KNOWLEDGE_REQUIREMENT
        within: Evidence | None = profile.evidence if item.group is None else item.group.evidence
        node = writer.member(
            root, HAS_EXPECTATION, position, item.notation, f"{root.value}/knowledge/{segment}", kind, EXPECTATION
        )
        writer.text(node, TEXT, item.text)
        if item.group is not None:
            writer.state(node, IN_GROUP, groups[item.group])
        writer.derive(node, item.evidence, LIST_ITEM, within)
