"""Observations as triples: what a look at a text found, for the rules to judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.terms import cg, namespaces

__all__ = ["Value", "observation", "observed_node", "statement"]

#: What an observation's property can hold; an IRI is given as a `NamedNode`.
Value = str | int | bool | Decimal | date | NamedNode

_TYPE = NamedNode(f"{namespaces.RDF}type")
_OBSERVATION = NamedNode(cg.Observation)


def observation(
    edition: str,
    kind: str,
    number: int,
    *,
    on: str | None = None,
    lines: tuple[int, int] | None = None,
    values: Mapping[str, Value] | None = None,
) -> Iterator[Triple]:
    """Yield the triples of one observation.

    Args:
        edition: IRI of the edition that was looked at.
        kind: IRI of the class of observation, below ``cg:Observation``.
        number: tells it from the others of its kind, from 1.
        on: IRI of the node that it is about; None when it belongs to none.
        lines: first and last line that it was made on; None when it has no lines of its own.
        values: what was found, by IRI of the property; texts become plain strings.

    Yields:
        Triples about one node.

    >>> [triple.object.value for triple in observation("urn:e", cg.LeadIn, 1, lines=(4, 5))][2:]
    ['4', '5']
    """
    node = observed_node(edition, kind, number)
    yield Triple(node, _TYPE, NamedNode(kind))
    yield Triple(node, _TYPE, _OBSERVATION)
    if on is not None:
        yield Triple(node, NamedNode(cg.observedOn), NamedNode(on))
    if lines is not None:
        yield Triple(node, NamedNode(cg.startLine), Literal(lines[0]))
        yield Triple(node, NamedNode(cg.endLine), Literal(lines[1]))
    for predicate, value in (values or {}).items():
        yield statement(node.value, predicate, value)


def observed_node(edition: str, kind: str, number: int) -> NamedNode:
    """Return the name of an observation.

    >>> observed_node("https://example.org/doc/ed/1", cg.LeadIn, 3).value
    'https://example.org/doc/ed/1#observation/LeadIn/3'
    """
    return NamedNode(f"{edition}#observation/{kind.rpartition('/')[2]}/{number}")


def statement(subject: str, predicate: str, value: Value) -> Triple:
    """Return one statement.

    >>> statement("urn:a", cg.normalisedText, "plannen").object.value
    'plannen'
    """
    term = value if isinstance(value, NamedNode) else _literal(value)
    return Triple(NamedNode(subject), NamedNode(predicate), term)


def _literal(value: str | int | bool | Decimal | date) -> Literal:
    if isinstance(value, bool | int | str):
        return Literal(value)
    kind = "decimal" if isinstance(value, Decimal) else "date"
    return Literal(str(value), datatype=NamedNode(namespaces.XSD + kind))
