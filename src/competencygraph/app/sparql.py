"""Use cases: run free SPARQL, a query or an update."""

from __future__ import annotations

import re

from competencygraph.errors import QueryRefusedError
from competencygraph.queries import Answer, Question
from competencygraph.queries.answer import plain_value
from competencygraph.queries.columns import column_types
from competencygraph.store import GraphStore, QueryResult
from competencygraph.store.limits import UNTRUSTED_MEMORY, UNTRUSTED_ROWS, UNTRUSTED_TIMEOUT
from competencygraph.terms.namespaces import PREFIXES

__all__ = ["answer_of", "run_sparql", "run_update"]

_SYNTAX = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<said>.*)", re.DOTALL)
_UNDECLARED = "Prefix not found"
_PREFIX = re.compile(r"([^\W_][\w.-]*|):[^\s:]*$")
_SHOWN = 30


def run_sparql(
    store: GraphStore,
    text: str,
    *,
    timeout: float = UNTRUSTED_TIMEOUT,
    max_rows: int = UNTRUSTED_ROWS,
    max_memory: int = UNTRUSTED_MEMORY,
) -> QueryResult:
    """Return the answer of a query that anyone may have written, run apart from this process.

    Args:
        store: what to ask; it is only read.
        text: SPARQL SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE; the project's prefixes need no declaration.
        timeout: seconds it may take.
        max_rows: rows it may give.
        max_memory: bytes it may take.

    Returns:
        Rows, a truth value or triples; never a part of them.

    Raises:
        QueryRefusedError: the text is no such query.
        QueryLimitError: a limit was reached.
    """
    try:
        return store.query_untrusted(text, timeout=timeout, max_rows=max_rows, max_memory=max_memory)
    except QueryRefusedError as error:
        raise _explained(error, text) from error


def run_update(store: GraphStore, text: str) -> None:
    """Apply a SPARQL update durably, or not at all.

    Args:
        store: open for writing.
        text: the update; the project's prefixes need no declaration.

    Raises:
        QueryRefusedError: the text is no update, or asks for what is not allowed.
        StoreError: it could not be written.
    """
    try:
        store.update(text)
    except QueryRefusedError as error:
        raise _explained(error, text) from error


def answer_of(result: QueryResult, text: str) -> Answer:
    """Return rows of free SPARQL in the form of an answer, so that they can be written in its formats.

    Args:
        result: of a SELECT.
        text: the query.

    Returns:
        The answer, with plain values and terms.
    """
    question = Question(
        name="sparql",
        id="",
        titles={},
        summary="",
        params={},
        columns=column_types(result),
        unbound=frozenset(result.variables),
        tags=(),
        example={},
        language=None,
        text=text,
    )
    rows: list[dict[str, object]] = [
        dict(zip(result.variables, map(plain_value, row), strict=True)) for row in result.rows
    ]
    return Answer(question, result.variables, rows, result)


def _explained(error: QueryRefusedError, text: str) -> QueryRefusedError:
    """Return a syntax error of the engine with its place and without the engine's grammar, other errors as they are."""
    found = _SYNTAX.search(error.what)
    if found is None:
        return error
    where = f"line {found['line']}, column {found['column']}"
    lines = text.split("\n")
    line, column = int(found["line"]) - 1, int(found["column"]) - 1
    before = lines[line][:column] if line < len(lines) else ""
    prefix = _PREFIX.search(before)
    if _UNDECLARED in found["said"] and prefix is not None and prefix[1] not in PREFIXES:
        known = ", ".join(f"{name}:" for name in PREFIXES)
        return QueryRefusedError(
            f"the prefix {prefix[1]}: is not declared",
            where=where,
            remedy=f"declare it with PREFIX; without declaration these are known: {known}",
        )
    rest = " ".join("\n".join([lines[line][column:], *lines[line + 1 :]]).split()) if line < len(lines) else ""
    if not rest:
        return QueryRefusedError("the text ends where SPARQL expects more", where=where, remedy="complete it")
    shown = rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN].rstrip()}…"
    return QueryRefusedError(f"SPARQL expects something else than “{shown}”", where=where, remedy="mend it")
