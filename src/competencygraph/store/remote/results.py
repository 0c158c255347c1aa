"""From the body of an answer to rows and triples; terms keep their lexical form, language and datatype."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from competencygraph.errors import ServerError
from competencygraph.store.evaluate import row_limit_error
from competencygraph.store.port import QueryResult, Term
from competencygraph.store.remote.explanation import first_line
from competencygraph.store.remote.query_text import QueryForm

__all__ = ["GRAPH_TYPES", "ROW_TYPES", "read_answer", "read_triples"]

ROW_TYPES = frozenset({"application/sparql-results+json", "application/json"})
"""Media types in which rows are understood."""

GRAPH_TYPES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}
"""Media types in which triples are understood."""

_TEXT = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_DEEPEST = 100
"""How deep an answer may be nested; the parser goes down by a call for each level, and some 10,000 end the process."""

_MOST_TERMS = 1_000
_NODE_ID = re.compile(rb'(?<!\\)("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')


def read_answer(body: BinaryIO, form: QueryForm, *, where: str, max_rows: int | None) -> QueryResult:
    """Return the answer to a SELECT or an ASK.

    Virtuoso calls literals with a datatype ``typed-literal``, writes blank nodes with ``nodeID://`` before their name,
    and answers an ASK with a row that holds 1, or with no row.

    Args:
        body: SPARQL results in JSON, at its start; it is closed.
        form: what was asked.
        where: the address that answered.
        max_rows: how many rows there may be, None for no limit.

    Returns:
        The rows or the boolean.

    Raises:
        QueryLimitError: there are more rows.
        ServerError: the body is not valid, or not whole.

    >>> import io
    >>> read_answer(io.BytesIO(b'{"head": {}, "boolean": true}'), "ASK", where="http://127.0.0.1/", max_rows=1).boolean
    True
    """
    with body:
        data = body.read()
    if _is_too_deep(_TEXT.sub(b"", data).translate(None, _NO_BRACKETS), (b"{}", b"[]")):
        raise _nested(where)
    if b"nodeID://" in data:
        data = _NODE_ID.sub(rb"\1", data)
    result = _parsed(data, max_rows)
    if result is None:
        raise row_limit_error(max_rows or 0)
    if isinstance(result, str):
        raise ServerError(
            f"the answer is no whole SPARQL result in JSON: {result}",
            where=where,
            remedy="ask again; if it stays so, tell those who run the server",
        )
    if form == "ASK" and result.boolean is None:
        return QueryResult(boolean=_boolean_of_row(result))
    if form == "SELECT" and result.boolean is not None:
        raise ServerError(
            "the server answered a SELECT with true or false",
            where=where,
            remedy="see whether this is the address of a SPARQL server",
        )
    return result


def read_triples(body: BinaryIO, media_type: str, *, where: str, max_rows: int | None) -> Iterator[Triple]:
    r"""Yield the triples of a graph, as they are read.

    Args:
        body: the graph, at its start; it is closed.
        media_type: one of `GRAPH_TYPES`.
        where: the address that answered.
        max_rows: how many triples there may be, None for no limit.

    Yields:
        Each triple, as often as it is written.

    Raises:
        QueryLimitError: there are more triples.
        ServerError: the body is not valid.

    >>> import io
    >>> body = io.BytesIO(b'<a:s> <a:p> "1.10" .\n')
    >>> [str(triple.object) for triple in read_triples(body, "text/turtle", where="http://127.0.0.1/", max_rows=None)]
    ['"1.10"']
    """
    try:
        with body:
            if _has_nested_terms(body, media_type):
                raise _nested(where)
            for count, quad in enumerate(parse(body, format=GRAPH_TYPES[media_type]), 1):
                if max_rows is not None and count > max_rows:
                    raise row_limit_error(max_rows)
                yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise ServerError(
            f"the answer is no valid graph: {first_line(str(error))}",
            where=where,
            remedy="ask again; if it stays so, tell those who run the server",
        ) from error


def _parsed(data: bytes, most: int | None) -> QueryResult | str | None:
    """Return an answer, what is wrong with it, or None when it has too many rows.

    Nothing is raised past here: the parser belongs to one thread, and a traceback that keeps it may end in another.
    """
    try:
        answer = parse_query_results(data, format=QueryResultsFormat.JSON)
        if isinstance(answer, QueryBoolean):
            return QueryResult(boolean=bool(answer))
        if not isinstance(answer, QuerySolutions):
            return "neither rows nor a boolean"
        variables = answer.variables
        rows: list[tuple[Term | None, ...]] = []
        for row in answer:
            if most is not None and len(rows) >= most:
                return None
            rows.append(tuple(row[variable] for variable in variables))
        return QueryResult(variables=tuple(variable.value for variable in variables), rows=tuple(rows))
    except (SyntaxError, ValueError) as error:
        return first_line(str(error))


def _is_too_deep(brackets: bytes, pairs: tuple[bytes, ...]) -> bool:
    """Tell whether brackets are nested too deep, by taking out the innermost pairs so many times."""
    for _ in range(_DEEPEST):
        before = len(brackets)
        for pair in pairs:
            brackets = brackets.replace(pair, b"")
        if len(brackets) == before:
            break
    return len(brackets) > _DEEPEST


def _has_nested_terms(body: BinaryIO, media_type: str) -> bool:
    """Tell whether a graph, which stands at its start again, opens so many triple terms that they may be nested deep.

    In N-Triples those of one line are counted, elsewhere all. A text with ``<<`` is taken for one too.
    """
    found = 0
    by_line = GRAPH_TYPES[media_type] == RdfFormat.N_TRIPLES
    for line in body:
        found = line.count(b"<<") + (0 if by_line else found)
        if found > _MOST_TERMS:
            break
    body.seek(0)
    return found > _MOST_TERMS


def _nested(where: str) -> ServerError:
    return ServerError(
        "the answer is nested too deep",
        where=where,
        remedy="ask for less; if it stays so, tell those who run the server",
    )


def _boolean_of_row(result: QueryResult) -> bool:
    """Return what a row means that stands for true or false: no row and 0 are false."""
    return any(isinstance(term, Literal) and term.value in {"1", "true"} for row in result.rows for term in row)
