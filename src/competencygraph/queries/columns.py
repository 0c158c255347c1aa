"""Which types the columns of free SPARQL have: what their values say, since no header does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from competencygraph.queries.answer import plain_value
from competencygraph.queries.catalogue import ColumnType
from competencygraph.store.port import QueryResult, Term

__all__ = ["column_types"]


def column_types(result: QueryResult) -> dict[str, ColumnType]:
    """Return the type that all values of a column have, by column.

    Args:
        result: of a SELECT.

    Returns:
        ``iri``, ``integer``, ``decimal``, ``boolean``, ``date``, or ``text`` where values differ, or there are none.

    >>> from pyoxigraph import Literal
    >>> column_types(QueryResult(("a", "b"), ((NamedNode("urn:a"), Literal(3)), (NamedNode("urn:b"), Literal("x")))))
    {'a': 'iri', 'b': 'text'}
    """
    types: dict[str, ColumnType] = {}
    for place, name in enumerate(result.variables):
        kinds = {_kind(term) for row in result.rows if (term := row[place]) is not None}
        types[name] = kinds.pop() if len(kinds) == 1 else "text"
    return types


def _kind(term: Term) -> ColumnType:
    if isinstance(term, NamedNode):
        return "iri"
    match plain_value(term):
        case bool():
            return "boolean"
        case int():
            return "integer"
        case Decimal():
            return "decimal"
        case date():
            return "date"
    return "text"
