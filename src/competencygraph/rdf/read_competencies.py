"""Competencies, their levels and what is asked, read from triples."""

from __future__ import annotations

from competencygraph.model import Competency, CompetencyGroup, KnowledgeItem, ProficiencyLevel
from competencygraph.rdf.reader import EditionReader
from competencygraph.rdf.vocabulary import (
    COMPETENCY,
    COMPETENCY_DICTIONARY,
    COMPETENCY_REQUIREMENT,
    CONCERNS,
    HAS_EXPECTATION,
    HAS_INDICATOR,
    HAS_LEVEL,
    IN_GROUP,
    IN_SCHEME,
    KNOWLEDGE_REQUIREMENT,
    NOTATION,
    PREF_LABEL,
    RANK,
    SKOS_DEFINITION,
    TECHNICAL_REQUIREMENT,
    TEXT,
)

__all__ = ["read_competencies", "read_knowledge"]


def read_competencies(reader: EditionReader, root: str) -> tuple[Competency, ...]:
    """Return the competencies that a profile asks or a dictionary holds.

    Args:
        reader: the graph.
        root: IRI of the family, profile or dictionary.

    Returns:
        The competencies in printed order.
    """
    if reader.is_a(root, COMPETENCY_DICTIONARY):
        return tuple(_competency(reader, node, node) for node in reader.pointing(COMPETENCY, IN_SCHEME, root))
    return tuple(
        _competency(reader, reader.required(requirement, CONCERNS), requirement)
        for requirement in reader.members(root, HAS_EXPECTATION, COMPETENCY_REQUIREMENT)
    )


def read_knowledge(reader: EditionReader, root: str) -> tuple[KnowledgeItem, ...]:
    """Return the knowledge and the technical competencies that a profile asks or a dictionary lists.

    Args:
        reader: the graph.
        root: IRI of the family, profile or dictionary.

    Returns:
        The items in printed order.
    """
    return tuple(
        KnowledgeItem(
            text=reader.required(node, TEXT),
            evidence=reader.evidence(node),
            kind="technical" if reader.is_a(node, TECHNICAL_REQUIREMENT) else "knowledge",
            group=_group(reader, node),
            notation=reader.optional(node, NOTATION),
        )
        for node in reader.members(root, HAS_EXPECTATION)
        if reader.is_a(node, TECHNICAL_REQUIREMENT) or reader.is_a(node, KNOWLEDGE_REQUIREMENT)
    )


def _competency(reader: EditionReader, node: str, member: str) -> Competency:
    """Return a competency; `member` is what stands in a group, its requirement or in a dictionary itself."""
    return Competency(
        name=reader.required(node, PREF_LABEL),
        evidence=reader.evidence(node),
        group=_group(reader, member),
        definition=reader.optional(node, SKOS_DEFINITION),
        levels=tuple(_level(reader, level) for level in reader.members(node, HAS_LEVEL)),
        notation=reader.optional(node, NOTATION),
    )


def _level(reader: EditionReader, node: str) -> ProficiencyLevel:
    rank = reader.number(node, RANK)
    return ProficiencyLevel(
        level=reader.optional(node, NOTATION) if rank is None else rank,
        title=reader.optional(node, PREF_LABEL),
        indicators=reader.items(node, HAS_INDICATOR),
        evidence=reader.evidence(node),
    )


def _group(reader: EditionReader, member: str) -> CompetencyGroup | None:
    node = reader.optional(member, IN_GROUP)
    if node is None:
        return None
    return CompetencyGroup(
        reader.required(node, PREF_LABEL), reader.evidence(node), reader.optional(node, SKOS_DEFINITION)
    )
