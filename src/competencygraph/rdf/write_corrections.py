"""What the catalogue graph says about the corrections of a document: who says what of which node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.model import Correction, Evidence, StatedCorrection
from competencygraph.rdf.iris import short_digest, slug
from competencygraph.rdf.vocabulary import (
    ACTIVITY,
    AT_GRADE,
    COMPETENCY_DICTIONARY,
    CORRECTED_TEXT,
    CORRECTION,
    CORRECTION_ACTION,
    CORRECTION_RECORD,
    DCT_DESCRIPTION,
    DCT_IS_PART_OF,
    DCT_TITLE,
    EDITORIAL_STATEMENT,
    END_LINE,
    FUNCTION_FAMILY,
    FUNCTION_PROFILE,
    HEADING,
    IN_GROUP,
    IN_ROLE,
    INTENDED_RESULT,
    IS_ABOUT,
    NOTATION,
    POSITION,
    PREF_LABEL,
    PROV_AGENT,
    RANK,
    REASON,
    SKOS_DEFINITION,
    START_LINE,
    STATED_PROPERTY,
    STATED_VALUE,
    TEXT,
    TYPE,
    UNPARSED_PASSAGE,
    WAS_ATTRIBUTED_TO,
    WAS_DERIVED_FROM,
)
from competencygraph.rdf.write_document import EditionGraph
from competencygraph.rdf.writer import integer, string

__all__ = ["NO_LONGER_FITS", "correction_triples"]

NO_LONGER_FITS = "what it is about is no longer read"
"""Why a kept correction changes nothing."""

_LABELLED = frozenset({"title", "area", "criterion", "competency", "level", "definition", "value", "selection-part"})
_PARTS = {
    "number": NOTATION,
    "role": IN_ROLE,
    "activity": ACTIVITY,
    "aim": INTENDED_RESULT,
    "description": DCT_DESCRIPTION,
    "grade": AT_GRADE,
    "definition": SKOS_DEFINITION,
    "group": IN_GROUP,
    "level": RANK,
    "body": TEXT,
    "title": DCT_TITLE,
    "grades": AT_GRADE,
}


def correction_triples(graph: EditionGraph, corrections: Sequence[StatedCorrection]) -> tuple[Triple, ...]:
    """Return the editorial statements that corrections are.

    Args:
        graph: the graph of the document as it was corrected.
        corrections: in the order in which they are applied.

    Returns:
        The triples for the catalogue graph, each once.
    """
    document = NamedNode(graph.document)
    about = _About(graph)
    stated: dict[Triple, None] = {}
    for position, one in enumerate(corrections, 1):
        correction, record = one.correction, one.correction.to_text()
        node = NamedNode(f"{graph.document}/editorial/correction-{short_digest(f'{position} {record}')}")
        agent = NamedNode(f"{graph.document}/agent/{slug(one.attributed_to)}")
        triples = [
            Triple(agent, TYPE, PROV_AGENT),
            Triple(agent, PREF_LABEL, string(one.attributed_to)),
            Triple(node, TYPE, EDITORIAL_STATEMENT),
            Triple(node, TYPE, CORRECTION),
            Triple(node, DCT_IS_PART_OF, document),
            Triple(node, POSITION, integer(position)),
            Triple(node, IS_ABOUT, about.node(one)),
            Triple(node, CORRECTION_ACTION, string(correction.action)),
            Triple(node, CORRECTION_RECORD, string(record)),
            Triple(node, WAS_ATTRIBUTED_TO, agent),
            *(Triple(node, link, value) for link, value in _said(correction)),
        ]
        if not one.fits:
            triples.append(Triple(node, REASON, string(NO_LONGER_FITS)))
        stated.update(dict.fromkeys(triples))
    return tuple(stated)


def _said(correction: Correction) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Yield what a correction says: the text as it was read, the property and its values."""
    target = correction.target
    if target.text and correction.action != "add":
        yield CORRECTED_TEXT, string(target.text)
    if correction.action in ("reword", "state"):
        yield STATED_PROPERTY, _property(correction)
    elif correction.action == "reclass":
        yield STATED_PROPERTY, TYPE
    elif correction.action in ("add", "split"):
        yield STATED_PROPERTY, TEXT
    for value in _values(correction):
        yield STATED_VALUE, string(value)


def _values(correction: Correction) -> tuple[str, ...]:
    if correction.action == "reclass" and correction.kind is not None:
        return (correction.kind,)
    if correction.action == "add":
        return (correction.target.text,)
    return correction.values


def _property(correction: Correction) -> NamedNode:
    if correction.part is not None:
        return _PARTS[correction.part]
    kind = correction.target.kind
    return PREF_LABEL if kind in _LABELLED else HEADING if kind == "section" else TEXT


class _About:
    """Finds the node of an edition's graph that a correction is about."""

    def __init__(self, graph: EditionGraph) -> None:
        self._document = graph.document
        self._roots = _roots(graph)
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        derived: list[tuple[NamedNode, str]] = []
        self._said: dict[NamedNode, set[str]] = defaultdict(set)
        self._unparsed: list[str] = []
        for triple in graph.triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode):
                continue
            if triple.predicate == WAS_DERIVED_FROM and isinstance(value, NamedNode):
                derived.append((subject, value.value))
            elif triple.predicate == TYPE and value == UNPARSED_PASSAGE:
                self._unparsed.append(subject.value)
            elif isinstance(value, Literal):
                if triple.predicate == START_LINE:
                    starts[subject.value] = int(value.value)
                elif triple.predicate == END_LINE:
                    ends[subject.value] = int(value.value)
                else:
                    self._said[subject].add(value.value)
        self._ranges = {passage: (start, ends[passage]) for passage, start in starts.items()}
        self._derived: dict[tuple[int, int], list[NamedNode]] = defaultdict(list)
        for node, passage in derived:
            self._derived[self._ranges[passage]].append(node)

    def node(self, one: StatedCorrection) -> NamedNode:
        """Return the item itself, else the passage that it was read from, else the profile or the document."""
        if one.fits and one.evidence is not None:
            lines = (one.evidence.start_line, one.evidence.end_line)
            made = self._derived.get(lines, [])
            item = next((node for node in made if one.text is not None and one.text in self._said[node]), None)
            found = item or next(iter(made), None) or self._passage(one.evidence)
            if found is not None:
                return found
        if one.fits and one.profile is not None and one.profile < len(self._roots):
            return NamedNode(self._roots[one.profile])
        return NamedNode(self._document)

    def _passage(self, evidence: Evidence) -> NamedNode | None:
        """Return the passage without a place that holds the first line."""
        for passage in self._unparsed:
            start, end = self._ranges[passage]
            if start <= evidence.start_line <= end:
                return NamedNode(passage)
        return None


def _roots(graph: EditionGraph) -> list[str]:
    """Return the IRIs of the families, profiles and dictionaries of a document, in order."""
    document = NamedNode(graph.document)
    parts = {
        triple.subject for triple in graph.triples if triple.predicate == DCT_IS_PART_OF and triple.object == document
    }
    kinds = (FUNCTION_FAMILY, FUNCTION_PROFILE, COMPETENCY_DICTIONARY)
    roots = {triple.subject for triple in graph.triples if triple.predicate == TYPE and triple.object in kinds} & parts
    positions = {
        triple.subject.value: int(triple.object.value)
        for triple in graph.triples
        if triple.predicate == POSITION and triple.subject in roots
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal)
    }
    return sorted(positions, key=positions.__getitem__)
