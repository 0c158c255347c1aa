"""Whether an answer may be believed: its status, its media type, its end, and what its headers say."""

from __future__ import annotations

from collections.abc import Collection

from competencygraph.errors import PartialResultError, ServerError, UnknownOutcomeError
from competencygraph.store.remote.completeness import said_partial
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.endpoint import shown
from competencygraph.store.remote.exchange import Reply
from competencygraph.store.remote.failures import failure_of_query, failure_of_update
from competencygraph.store.remote.results import GRAPH_TYPES

__all__ = ["check_answer", "check_applied", "partial_answer"]

_APPLIED = frozenset({200, 201, 204})
_PAGE = 1 << 14
_ASK_LESS = "ask for less at once, or have the limit of the server raised (Virtuoso: ResultSetMaxRows)"


def check_answer(
    reply: Reply, said: str, *, url: str, media_types: Collection[str], credentials: Credentials | None
) -> None:
    """Refuse an answer to a request that changes nothing unless it is whole and can be read.

    Args:
        reply: the answer; its body stands at its start afterwards.
        said: what the server says, fit to be quoted; may be empty.
        url: the address that was asked.
        media_types: what can be read.
        credentials: with which it was asked.

    Raises:
        QueryRefusedError: the server does not accept the query.
        PartialResultError: it is a part of an answer, or may be.
        ServerError: it is no answer to this.
    """
    where = shown(url)
    if reply.status != 200:
        raise failure_of_query(reply, said, where=where, credentials=credentials, url=url)
    partial = said_partial(reply)
    if partial is not None:
        raise PartialResultError(
            f"the server gave only part of the answer: {partial}", where=where, remedy=_ASK_LESS, status=200
        )
    media_type = reply.headers.get_content_type()
    if media_type not in media_types:
        raise ServerError(
            f"the server answered with {media_type}, which is no answer to this: {said}"
            if said
            else f"the server answered with {media_type}, which is no answer to this",
            where=where,
            remedy="see whether this is the address of a SPARQL server",
            status=200,
        )
    if media_type in GRAPH_TYPES and not reply.measured:
        raise PartialResultError(
            "the answer does not say where it ends, so a part of it may be missing",
            where=where,
            remedy="see whether something between here and the server changes its answers",
            status=200,
        )
    reply.body.seek(0)


def check_applied(reply: Reply, said: str, *, url: str, credentials: Credentials | None) -> None:
    """Refuse an answer to an update unless it says that the update was applied.

    Args:
        reply: the answer.
        said: what the server says, fit to be quoted; may be empty.
        url: the address that was asked.
        credentials: with which it was asked.

    Raises:
        QueryRefusedError: the server does not accept the update.
        UnknownOutcomeError: it was sent, and the answer does not say what became of it.
        ServerError: it was not applied.
    """
    where = shown(url)
    if reply.status not in _APPLIED:
        raise failure_of_update(reply, said, where=where, credentials=credentials, url=url)
    if said_partial(reply) is not None or not reply.measured or _is_page(reply):
        raise UnknownOutcomeError(
            f"the server does not say plainly whether the update was applied: {said}"
            if said
            else "the server does not say plainly whether the update was applied",
            where=where,
            remedy="look at what the store holds before you repeat it",
            status=reply.status,
        )


def partial_answer(rows: int, total: int | None, url: str) -> PartialResultError:
    """Return the error for an answer that was cut without notice.

    Args:
        rows: how many rows or triples it has.
        total: how many it should have, None when that is not known.
        url: the address that was asked.

    Returns:
        The error.

    >>> partial_answer(10, 12, "http://127.0.0.1/sparql").what
    'the server gave 10 of 12 rows'
    """
    return PartialResultError(
        f"the server gave {rows} rows, and may have held back others"
        if total is None
        else f"the server gave {rows} of {total} rows",
        where=shown(url),
        remedy=_ASK_LESS,
        status=200,
    )


def _is_page(reply: Reply) -> bool:
    """Tell whether an answer is a page for people that does not speak of an update, as Fuseki's does."""
    reply.body.seek(0)
    text = reply.body.read(_PAGE).lower()
    return reply.headers.get_content_type() == "text/html" and bool(text) and b"update succeeded" not in text
