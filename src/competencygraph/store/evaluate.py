"""Run a trusted query in this process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from competencygraph.errors import QueryLimitError, QueryRefusedError, StoreError
from competencygraph.store.engine import ENGINE_ERRORS
from competencygraph.store.port import QueryResult
from competencygraph.store.sparql_guard import CheckedText, check_query

__all__ = ["evaluate", "row_limit_error", "time_limit_error"]

_Item = TypeVar("_Item")


def time_limit_error(timeout: float) -> QueryLimitError:
    """Return the error for a query that took too long.

    Args:
        timeout: its limit in seconds.

    Returns:
        The error.

    >>> str(time_limit_error(2.0))
    'the query was stopped after 2 s; ask for less at once, or allow more time'
    """
    return QueryLimitError(
        f"the query was stopped after {timeout:g} s", remedy="ask for less at once, or allow more time"
    )


def row_limit_error(max_rows: int) -> QueryLimitError:
    """Return the error for a query with too long an answer.

    Args:
        max_rows: its limit in rows.

    Returns:
        The error.

    >>> str(row_limit_error(10))
    'the answer has more than 10 rows; narrow the query, add a LIMIT, or allow more rows'
    """
    return QueryLimitError(
        f"the answer has more than {max_rows} rows", remedy="narrow the query, add a LIMIT, or allow more rows"
    )


def evaluate(
    store: Store, sparql: str, *, timeout: float | None, max_rows: int | None, checked: bool = False
) -> QueryResult:
    """Return the whole answer of a query; its deadline is looked at between rows.

    Args:
        store: the engine.
        sparql: the query.
        timeout: seconds, None for no limit.
        max_rows: rows, None for no limit.
        checked: whether `check_query` has let this text pass already.

    Returns:
        The answer.

    Raises:
        QueryRefusedError: the text is no query, or not allowed.
        QueryLimitError: a limit was reached.
        StoreError: the store could not be read.

    >>> evaluate(Store(), "ASK { ?s ?p ?o }", timeout=None, max_rows=None).boolean
    False
    """
    if not (checked or isinstance(sparql, CheckedText)):
        check_query(sparql)
    deadline = None if timeout is None else time.monotonic() + timeout

    def limited(items: Iterable[_Item]) -> Iterator[_Item]:
        for count, item in enumerate(items, 1):
            if max_rows is not None and count > max_rows:
                raise row_limit_error(max_rows)
            if deadline is not None and timeout is not None and time.monotonic() > deadline:
                raise time_limit_error(timeout)
            yield item

    try:
        answer = store.query(sparql)
        if isinstance(answer, QueryBoolean):
            return QueryResult(boolean=bool(answer))
        if isinstance(answer, QueryTriples):
            return QueryResult(triples=tuple(limited(answer)))
        if isinstance(answer, QuerySolutions):
            variables = answer.variables
            rows = tuple(tuple(solution[variable] for variable in variables) for solution in limited(answer))
            return QueryResult(variables=tuple(variable.value for variable in variables), rows=rows)
    except (SyntaxError, ValueError) as error:
        raise QueryRefusedError(f"the query is no valid SPARQL: {error}", remedy="mend it") from error
    except ENGINE_ERRORS as error:
        raise StoreError(
            f"the store could not be read: {error}", remedy="run `competencygraph store verify`"
        ) from error
    raise QueryRefusedError("the text is no query", remedy="give a SELECT, ASK, CONSTRUCT or DESCRIBE query")
