"""Queries for a server: checked here first, so that what the server then says is about itself."""

from __future__ import annotations

import re

from pyoxigraph import Store

from competencygraph.errors import CompetencyGraphError, QueryRefusedError, ServerTimeoutError
from competencygraph.store.engine import ENGINE_ERRORS
from competencygraph.store.remote.exchange import ExchangeError
from competencygraph.store.sparql_guard import check_query
from competencygraph.store.sparql_tokens import decoded, tokens_of
from competencygraph.store.untrusted import check_untrusted
from competencygraph.terms.namespaces import PREFIXES

__all__ = [
    "MOST_TRIPLES_AFTER_SILENCE",
    "SECONDS_AFTER_SILENCE",
    "cannot_compile",
    "checked_text",
    "checked_untrusted",
    "fell_silent",
    "reads_named_graphs",
]

MOST_TRIPLES_AFTER_SILENCE = 200_000
"""How large a copy may be that is fetched because the server fell silent: seconds to fetch, not minutes."""

SECONDS_AFTER_SILENCE = 60.0
"""How long a query may then run over the copy."""

#: What Virtuoso says of a query that is right and beyond it: state 37000, or a code of its compiler.
_COMPILER = re.compile(r"Virtuoso (?:37000 Error|[0-9A-Z]{5} Error S[PQ][0-9]{3}:|VECSL Error)")
_ON_THE_SERVER = ("bif:", "sql:")
_DECLARATIONS = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())


def checked_text(sparql: str) -> None:
    """Refuse a text that is no query, or may not be run.

    Args:
        sparql: the text.

    Raises:
        QueryRefusedError: it is no SPARQL query, an update, or asks another server.

    >>> checked_text("SELECT")
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: the query is no valid SPARQL: ...
    """
    check_query(sparql)
    _check_syntax(sparql, {})


def checked_untrusted(sparql: str, timeout: float) -> str:
    """Return the text to send for a query that anyone may have written.

    Args:
        sparql: the query; it may use the project's prefixes without declaring them.
        timeout: the seconds that it is to get.

    Returns:
        The query with these prefixes declared.

    Raises:
        UsageError: the time is no number above 0 and up to a day.
        QueryRefusedError: it is no query that may be run.

    >>> checked_untrusted("ASK { FILTER(<bif:sys_stat>('x')) }", 1.0)
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: the query uses what runs on this server alone, <bif:sys_stat>; ...
    """
    check_untrusted(sparql, timeout)
    for token in tokens_of(sparql):
        text = decoded(token.text)
        if token.kind == "iri" and text[1:].lower().startswith(_ON_THE_SERVER):
            raise QueryRefusedError(
                f"the query uses what runs on this server alone, {text}", remedy="use what SPARQL 1.1 offers"
            )
    _check_syntax(sparql, dict(PREFIXES))
    return f"{_DECLARATIONS} {sparql}"


def reads_named_graphs(sparql: str) -> bool:
    """Tell whether a query may read other graphs than the live graph.

    Args:
        sparql: a query that was checked.

    Returns:
        False when no word of it leads to another graph.

    >>> reads_named_graphs("ASK { ?s ?p 'GRAPH' }"), reads_named_graphs("ASK { GRAPH ?g { ?s ?p ?o } }")
    (False, True)
    """
    words = (decoded(token.text).upper() for token in tokens_of(sparql) if token.kind in {"word", "name"})
    return any("GRAPH" in word or "FROM" in word for word in words)


def cannot_compile(error: CompetencyGraphError) -> bool:
    """Tell whether a server says that its engine cannot compile a query, which is right by the grammar.

    Args:
        error: what the server answered.

    Returns:
        True for the compiler errors of Virtuoso.

    >>> cannot_compile(QueryRefusedError("Virtuoso 37000 Error SP031: SPARQL compiler: Internal error"))
    True
    """
    return _COMPILER.search(error.what) is not None


def fell_silent(error: CompetencyGraphError) -> bool:
    """Tell whether a server took a query and then gave no sign of life until the time for that was over.

    Virtuoso does so with some queries that are right: its planner does not come to an end.

    Args:
        error: what became of the request.

    Returns:
        False when no connection was made, when part of the answer came, and when the caller's own time was over.

    >>> fell_silent(ServerTimeoutError("no connection was made within 30 s"))
    False
    """
    cause = error.__cause__
    return (
        isinstance(error, ServerTimeoutError)
        and isinstance(cause, ExchangeError)
        and (cause.phase, cause.problem) == ("wait", "silent")
    )


def _check_syntax(sparql: str, prefixes: dict[str, str]) -> None:
    try:
        Store().query(sparql, prefixes=prefixes)
    except (SyntaxError, ValueError) as error:
        raise QueryRefusedError(f"the query is no valid SPARQL: {error}", remedy="mend it") from error
    except ENGINE_ERRORS as error:
        raise QueryRefusedError(f"the query cannot be run: {error}", remedy="use what SPARQL 1.1 offers") from error
