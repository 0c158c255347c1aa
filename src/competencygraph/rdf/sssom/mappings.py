"""Mappings as the SSSOM standard describes them: the model, and the cells of a table.

Source:
    A Simple Standard for Sharing Ontological Mappings (SSSOM), version 1.1: classes ``MappingSet`` and ``Mapping``.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from competencygraph.errors import UsageError
from competencygraph.rdf.sssom.curies import SEMAPV, Curies
from competencygraph.terms.namespaces import SKOS

__all__ = [
    "COLUMNS",
    "LEXICAL",
    "LEXICAL_THRESHOLD",
    "MANUAL",
    "MATCHES",
    "NO_TERM",
    "REQUIRED",
    "Mapping",
    "MappingSet",
    "cells_of",
    "mapping_of",
]

LEXICAL = f"{SEMAPV}LexicalMatching"
"""The texts have the same words."""
LEXICAL_THRESHOLD = f"{SEMAPV}LexicalSimilarityThresholdMatching"
"""The texts reach a score."""
MANUAL = f"{SEMAPV}ManualMappingCuration"
"""A person judged it."""

NO_TERM = "https://w3id.org/sssom/NoTermFound"
"""What stands in the place of a node when the other vocabulary has none that matches."""

MATCHES: MappingOf[str, str] = MappingProxyType(
    {name: f"{SKOS}{name}" for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
)
"""The mapping properties of SKOS by their short name."""

COLUMNS = tuple(
    "record_id subject_id subject_label subject_category predicate_id predicate_label predicate_modifier object_id"
    " object_label object_category mapping_justification author_id author_label reviewer_id reviewer_label creator_id"
    " creator_label license subject_type subject_source subject_source_version object_type object_source"
    " object_source_version predicate_type mapping_provider mapping_source mapping_cardinality cardinality_scope"
    " mapping_tool mapping_tool_id mapping_tool_version mapping_date publication_date review_date confidence"
    " reviewer_agreement curation_rule curation_rule_text subject_match_field object_match_field match_string"
    " subject_preprocessing object_preprocessing similarity_score similarity_measure see_also issue_tracker_item other"
    " comment".split()
)
"""The columns of a table, in the order of the standard."""

REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")

_NOT = "Not"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class Mapping:
    """One line of a mapping set; IRIs are written in full.

    Args:
        subject: IRI of what is mapped.
        predicate: IRI of the property between both.
        object: IRI of what it is mapped to.
        justification: IRI of why.
        subject_label: the subject's name or text.
        object_label: the object's name or text.
        negated: whether the property does not hold.
        reviewer: IRI of the role of who judged it.
        subject_source: IRI of the document that states the subject.
        object_source: IRI of the document that states the object.
        match_fields: IRIs of the properties whose texts are alike, sorted.
        score: how alike they are.
        measure: name of the measure of the score.
        comment: what the reviewer says.
        further: the other columns, as they stand.
        line: where the mapping was read, None when it was not.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    subject_label: str | None = None
    object_label: str | None = None
    negated: bool = False
    reviewer: str | None = None
    subject_source: str | None = None
    object_source: str | None = None
    match_fields: tuple[str, ...] = ()
    score: float | None = None
    measure: str | None = None
    comment: str | None = None
    further: tuple[tuple[str, str], ...] = ()
    line: int | None = field(default=None, compare=False)

    @property
    def pair(self) -> frozenset[str]:
        """Return both ends, whichever way round they stand."""
        return frozenset((self.subject, self.object))

    def iris(self) -> tuple[str, ...]:
        """Return the IRIs that a table shortens."""
        ends = (self.subject, self.predicate, self.object, self.justification)
        others = (self.reviewer, self.subject_source, self.object_source)
        return (*ends, *(iri for iri in others if iri is not None), *self.match_fields)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A table of mappings.

    Args:
        about: what is said of the whole set, by slot, in order; the prefixes apart.
        mappings: the lines, in any order.
        prefixes: what each prefix stands for.
    """

    about: MappingOf[str, Any]
    mappings: tuple[Mapping, ...] = ()
    prefixes: MappingOf[str, str] = field(default_factory=lambda: MappingProxyType({}))


def cells_of(mapping: Mapping, curies: Curies) -> dict[str, str]:
    """Return the cells of a mapping by column; columns without a value are left out.

    Args:
        mapping: the mapping.
        curies: shortens its IRIs.

    Returns:
        Texts; numbers have three digits behind the point at most.

    >>> one = Mapping("urn:a", MATCHES["closeMatch"], "urn:b", LEXICAL, score=0.75)
    >>> cells_of(one, Curies({}))["predicate_id"], cells_of(one, Curies({}))["similarity_score"]
    ('skos:closeMatch', '0.75')
    """
    fields = _BETWEEN.join(map(curies.shorten, mapping.match_fields))
    cells = {
        "subject_id": curies.shorten(mapping.subject),
        "subject_label": mapping.subject_label,
        "predicate_id": curies.shorten(mapping.predicate),
        "predicate_modifier": _NOT if mapping.negated else None,
        "object_id": curies.shorten(mapping.object),
        "object_label": mapping.object_label,
        "mapping_justification": curies.shorten(mapping.justification),
        "reviewer_id": None if mapping.reviewer is None else curies.shorten(mapping.reviewer),
        "subject_source": None if mapping.subject_source is None else curies.shorten(mapping.subject_source),
        "object_source": None if mapping.object_source is None else curies.shorten(mapping.object_source),
        "subject_match_field": fields,
        "object_match_field": fields,
        "similarity_score": None if mapping.score is None else _number(mapping.score),
        "similarity_measure": mapping.measure,
        "comment": mapping.comment,
        **dict(mapping.further),
    }
    return {column: text for column, text in cells.items() if text}


def mapping_of(cells: MappingOf[str, str], curies: Curies, *, where: str, line: int) -> Mapping:
    """Return the mapping that cells hold.

    Args:
        cells: texts by column; an empty one counts as absent.
        curies: expands them.
        where: the place, for messages.
        line: its line.

    Returns:
        The mapping; columns of which this project knows nothing are kept as they stand.

    Raises:
        UsageError: a cell is missing or does not hold what its column asks.
    """
    left = {column: text for column, text in cells.items() if text}

    def iri(column: str) -> str | None:
        text = left.pop(column, None)
        return None if text is None else _expanded(text, curies, column, where)

    ends = {column: iri(column) for column in REQUIRED}
    for column, value in ends.items():
        if value is None:
            raise UsageError(f"the cell {column} is empty", where=where, remedy="fill it in, or remove the line")
    modifier = left.pop("predicate_modifier", None)
    if modifier not in {None, _NOT}:
        raise UsageError(f"“{modifier}” is no predicate modifier", where=where, remedy="write Not, or leave it empty")
    if not str(ends["mapping_justification"]).startswith(SEMAPV):
        raise UsageError(
            "the justification is no term of semapv", where=where, remedy="write, for example, semapv:LexicalMatching"
        )
    fields = left.get("subject_match_field", "")
    same = fields == left.get("object_match_field", "")
    match_fields = tuple(_expanded(one, curies, "subject_match_field", where) for one in fields.split(_BETWEEN) if one)
    if same:
        left.pop("subject_match_field", None)
        left.pop("object_match_field", None)
    return Mapping(
        str(ends["subject_id"]),
        str(ends["predicate_id"]),
        str(ends["object_id"]),
        str(ends["mapping_justification"]),
        subject_label=left.pop("subject_label", None),
        object_label=left.pop("object_label", None),
        negated=modifier == _NOT,
        reviewer=iri("reviewer_id") if _BETWEEN not in left.get("reviewer_id", "") else None,
        subject_source=iri("subject_source"),
        object_source=iri("object_source"),
        match_fields=match_fields if same else (),
        score=_score(left.pop("similarity_score", None), where),
        measure=left.pop("similarity_measure", None),
        comment=left.pop("comment", None),
        further=tuple(sorted(left.items())),
        line=line,
    )


def _expanded(text: str, curies: Curies, column: str, where: str) -> str:
    found = curies.expand(text)
    if found is None:
        raise UsageError(
            f"“{text[:80]}” in {column} is no CURIE with a prefix of this file",
            where=where,
            remedy="declare its prefix in the curie_map",
        )
    return found


def _score(text: str | None, where: str) -> float | None:
    if text is None:
        return None
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise UsageError(f"“{text[:80]}” is no score", where=where, remedy="write a number from 0 to 1")
    return score


def _number(score: float) -> str:
    return f"{score:.3f}".rstrip("0").rstrip(".")
