"""What an export loses: the statements of a store by kind, and which kinds a format has a place for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from competencygraph.exports.parts import PARTS, Part
from competencygraph.exports.port import Format, Losses, Mapped, Unplaced
from competencygraph.exports.source import Source
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.terms import namespaces

__all__ = ["LEFT_OUT", "Kind", "count_kinds", "losses_of", "place_of", "prefixed", "specific_class"]

LEFT_OUT = "editorial statements are left out unless asked for"
"""Why an editorial statement that a format has a place for is not in an export."""

NOT_NAMED = "the format has no place for it"

_TYPE = f"<{namespaces.RDF}type>".encode()
_EDITORIAL = frozenset({"cg:EditorialStatement", "cg:Correction"})
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement.

    Args:
        part: where it stands.
        subject: classes of the subject as they are stated, prefixed; empty when none is.
        property: prefixed.
        object: classes of the object; of ``rdf:type`` the class that is stated; empty for a literal.
    """

    part: Part
    subject: frozenset[str]
    property: str
    object: frozenset[str]


def count_kinds(source: Source) -> Mapping[Kind, int]:
    """Return how many statements of each kind a store holds; one in several parts is counted in each.

    Args:
        source: the store.

    Returns:
        Numbers by kind, in the order of the parts and of their lines.
    """
    classes = _classes(source)
    found: Counter[Kind] = Counter()
    for part in PARTS:
        counts: Counter[tuple[frozenset[str], bytes, frozenset[str]]] = Counter()
        for subject, predicate, value in _statements(source, part):
            about = frozenset({prefixed(value)}) if predicate == _TYPE else classes.get(value, _NONE)
            counts[classes.get(subject, _NONE), predicate, about] += 1
        for (subjects, predicate, objects), count in counts.items():
            found[Kind(part, subjects, prefixed(predicate), objects)] += count
    return found


def losses_of(source: Source, fmt: Format) -> Losses:
    """Return what the export of a store to a format loses.

    Args:
        source: the store; whether editorial statements are in is what it says.
        fmt: the format.

    Returns:
        The numbers; what has no place is sorted by part, class and property.
    """
    mapped = tuple(fmt.mapped())
    placed = 0
    unplaced: Counter[tuple[int, str, str, str]] = Counter()
    for kind, count in count_kinds(source).items():
        because = place_of(kind, mapped, editorial=source.editorial)
        if because:
            unplaced[PARTS.index(kind.part), specific_class(kind.subject), kind.property, because] += count
        else:
            placed += count
    rows = tuple(
        Unplaced(PARTS[part], subject, name, count, because)
        for (part, subject, name, because), count in sorted(unplaced.items())
    )
    return Losses(placed + sum(row.count for row in rows), placed, rows)


def place_of(kind: Kind, mapped: Sequence[Mapped], *, editorial: bool) -> str:
    """Return why a kind of statement has no place; empty where it has one.

    Args:
        kind: of statement.
        mapped: what a format says, the first entry that fits holds.
        editorial: whether editorial statements are in the export.

    Returns:
        The reason.

    >>> kind = Kind("live", frozenset({"cg:Task"}), "cg:text", frozenset())
    >>> place_of(kind, [Mapped("cg:Task", "cg:text", "dcterms:description")], editorial=False)
    ''
    """
    entry = next((entry for entry in mapped if _fits(entry, kind)), None)
    if entry is None:
        return NOT_NAMED
    if not entry.target:
        return entry.because or NOT_NAMED
    return LEFT_OUT if kind.subject & _EDITORIAL and not editorial else ""


def specific_class(classes: frozenset[str]) -> str:
    """Return the most specific of the classes of a node; of several the first by name, empty for none.

    Args:
        classes: prefixed.

    Returns:
        One of them.

    >>> specific_class(frozenset({"cg:Expectation", "cg:CompetencyRequirement"}))
    'cg:CompetencyRequirement'
    """
    above = {wider for name in classes for wider in _superclasses().get(name, _NONE)}
    return min(classes - above or classes, default="")


def prefixed(iri: bytes) -> str:
    """Return an IRI with its prefix, as it is where the table has none.

    Args:
        iri: as N-Triples writes it.

    Returns:
        Such as ``cg:Task``; else the IRI between angle brackets.

    >>> prefixed(b"<https://w3id.org/competencygraph/def/Task>"), prefixed(b"<urn:x>")
    ('cg:Task', '<urn:x>')
    """
    text = iri.decode()
    for prefix, namespace in namespaces.PREFIXES.items():
        local = text[1 + len(namespace) : -1]
        if text.startswith(f"<{namespace}") and local and "/" not in local:
            return f"{prefix}:{local}"
    return text


def _fits(entry: Mapped, kind: Kind) -> bool:
    return (
        entry.part in {"*", kind.part}
        and entry.property in {"*", kind.property}
        and _is_one(entry.subject_class, kind.subject)
        and _is_one(entry.object_class, kind.object)
    )


def _is_one(wanted: str, classes: frozenset[str]) -> bool:
    return wanted == "*" or wanted in classes or (not wanted and not classes)


def _statements(source: Source, part: Part) -> Iterator[tuple[bytes, bytes, bytes]]:
    for block in source.parts.triples(part):
        for line in block:
            subject, predicate, rest = line.split(b" ", 2)
            yield subject, predicate, rest[:-3]


def _classes(source: Source) -> dict[bytes, frozenset[str]]:
    """Return the classes of every node that has some, from all parts."""
    stated: dict[bytes, set[bytes]] = {}
    for block in source.parts.triples(*PARTS):
        for line in block:
            if _TYPE in line:
                subject, predicate, rest = line.split(b" ", 2)
                if predicate == _TYPE:
                    stated.setdefault(subject, set()).add(rest[:-3])
    shared: dict[frozenset[bytes], frozenset[str]] = {}
    found: dict[bytes, frozenset[str]] = {}
    while stated:
        node, members = stated.popitem()
        key = frozenset(members)
        if key not in shared:
            shared[key] = frozenset(map(prefixed, members))
        found[node] = shared[key]
    return found


@cache
def _superclasses() -> Mapping[str, frozenset[str]]:
    """Return all classes above each class of the packaged ontology."""
    direct: dict[str, set[str]] = {}
    for triple in vocabulary_triples():
        if triple.predicate.value == f"{namespaces.RDFS}subClassOf":
            direct.setdefault(prefixed(str(triple.subject).encode()), set()).add(prefixed(str(triple.object).encode()))

    def above(name: str) -> set[str]:
        return {wider for each in direct.get(name, ()) for wider in {each, *above(each)}}

    return {name: frozenset(above(name)) for name in direct}
