"""Rows of subject, predicate and object as triples, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["rows_from_triples", "triples_from_rows"]

_Term: TypeAlias = NamedNode | BlankNode | Literal


def triples_from_rows(rows: Iterable[Sequence[_Term | None]]) -> Iterator[Triple]:
    """Yield the triple of each row.

    Args:
        rows: three terms each, as a query for subject, predicate and object gives them; a row that is no triple is
            left out.

    Yields:
        The triples, in the order of the rows.

    >>> row = (NamedNode("a:s"), NamedNode("a:p"), Literal("v"))
    >>> [str(triple) for triple in triples_from_rows([row, (None, None, None)])]
    ['<a:s> <a:p> "v"']
    """
    for subject, predicate, value in rows:
        if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
            yield Triple(subject, predicate, value)


def rows_from_triples(triples: Iterable[Triple]) -> Iterator[tuple[_Term, _Term, _Term]]:
    """Yield subject, predicate and object of each triple; a triple about a triple is left out.

    Args:
        triples: any triples.

    Yields:
        Three terms each, in the order of the triples.

    >>> [len(row) for row in rows_from_triples([Triple(NamedNode("a:s"), NamedNode("a:p"), Literal("v"))])]
    [3]
    """
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode | BlankNode) and isinstance(value, NamedNode | BlankNode | Literal):
            yield subject, triple.predicate, value
