"""Whether an answer that looks whole is: what servers say of cut answers, and what they leave unsaid.

Virtuoso 7 cuts at its ``ResultSetMaxRows`` and answers 200. For rows it adds ``X-SPARQL-MaxRows``, also when the answer
has just so many; for triples, of a query and of the Graph Store Protocol alike, it adds nothing. When its time is over
it answers 200 with ``X-SQL-State`` and what it has.
"""

from __future__ import annotations

from competencygraph.store.remote.endpoint import ServerKind
from competencygraph.store.remote.exchange import Reply
from competencygraph.store.remote.explanation import first_line

__all__ = ["announced_limit", "may_be_cut", "said_partial"]

_ROUND = 1_000
"""Limits of servers are multiples of this one."""


def announced_limit(reply: Reply) -> int | None:
    """Return the number of rows that a server says it gives at most.

    Args:
        reply: its answer.

    Returns:
        The number; None when it says nothing.
    """
    value = (reply.headers.get("X-SPARQL-MaxRows") or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def said_partial(reply: Reply) -> str | None:
    """Return how a server says that an answer of status 200 is not the whole one.

    Args:
        reply: its answer.

    Returns:
        Its words, fit to be quoted; None when it says nothing of the kind.
    """
    state = (reply.headers.get("X-SQL-State") or "").strip()
    if state and not state.startswith("00"):
        return first_line(reply.headers.get("X-SQL-Message") or "") or first_line(state)
    extent = reply.headers.get("Content-Range")
    return None if extent is None else first_line(extent) or "Content-Range"


def may_be_cut(rows: int, *, own_limit: int | None, announced: int | None, kind: ServerKind) -> bool:
    """Tell whether so many rows may be only the first of the answer.

    Args:
        rows: how many there are.
        own_limit: the outermost LIMIT of the query, None when it has none.
        announced: the limit that the server names, None when it names none.
        kind: what server it is; Oxigraph cuts nothing.

    Returns:
        True when there are as many as the server gives, or a round number of them, and the query asked for more.

    >>> may_be_cut(10_000, own_limit=None, announced=None, kind="other")
    True
    >>> may_be_cut(10_000, own_limit=10_000, announced=10_000, kind="virtuoso")
    False
    """
    if own_limit is not None and own_limit <= rows:
        return False
    if announced is not None and rows >= announced:
        return True
    return kind != "oxigraph" and rows >= _ROUND and rows % _ROUND == 0
