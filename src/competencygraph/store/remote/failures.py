"""From what went wrong between here and a server to the error that says what, where and what to do."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from competencygraph.errors import (
    CompetencyGraphError,
    PartialResultError,
    QueryLimitError,
    QueryRefusedError,
    ServerError,
    ServerTimeoutError,
    UnknownOutcomeError,
)
from competencygraph.store.evaluate import time_limit_error
from competencygraph.store.remote.connection import Deadline
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.exchange import ExchangeError, Reply

__all__ = ["failure_of_exchange", "failure_of_query", "failure_of_update", "redirect_host"]

_LOOK_FIRST = "look at what the store holds before you repeat it"
_NOT_ALLOWED = re.compile(r"\bSR186\b|\bSECURITY:")


def failure_of_exchange(
    error: ExchangeError, *, where: str, deadline: Deadline, update: bool, timeout: float | None
) -> CompetencyGraphError:
    """Return the error for an answer that did not come, or not whole.

    Args:
        error: what happened.
        where: the address that was asked.
        deadline: of the request.
        update: whether the request may have changed the store.
        timeout: the limit in seconds that a query was given, None for that of the transport.

    Returns:
        The error.

    >>> deadline = Deadline(9.0, 5.0, lambda: 0.0)
    >>> lost = ExchangeError("wait", "closed")
    >>> str(failure_of_exchange(lost, where="http://127.0.0.1/", deadline=deadline, update=False, timeout=None))
    'http://127.0.0.1/: the server closed the connection without an answer; try again later'
    """
    if error.phase == "connect":
        return _unconnected(error, where, deadline)
    if update:
        return _unknown(error, where, deadline)
    if error.problem == "silent":
        seconds = deadline.silence
        return ServerTimeoutError(
            f"the server was silent for {seconds:g} s", where=where, remedy="ask for less at once, or try again later"
        )
    if error.problem == "late":
        if timeout is not None:
            return time_limit_error(timeout)
        return ServerTimeoutError(
            f"the server was not ready within {deadline.seconds:g} s",
            where=where,
            remedy="ask for less at once, or try again later",
        )
    if error.problem == "large":
        return QueryLimitError(
            f"the answer is larger than {error.detail} MiB", where=where, remedy="narrow the query, or add a LIMIT"
        )
    if error.problem == "encoded":
        return ServerError(
            "the answer is compressed, which was not asked for",
            where=where,
            remedy="see whether something between here and the server changes its answers",
        )
    if error.problem == "garbled":
        return ServerError(
            "the answer is no HTTP", where=where, remedy="see whether this is the address of a SPARQL server"
        )
    if error.phase == "read":
        return PartialResultError(
            "the connection was lost in the middle of the answer",
            where=where,
            remedy="try again, or ask for less at once",
        )
    return ServerError("the server closed the connection without an answer", where=where, remedy="try again later")


def failure_of_query(
    reply: Reply, said: str, *, where: str, credentials: Credentials | None, url: str
) -> CompetencyGraphError:
    """Return the error for a query, or a request that changes nothing, with another status than 200.

    Args:
        reply: the answer.
        said: what the server says of it, fit to be quoted; may be empty.
        where: the address that was asked.
        credentials: with which it was asked.
        url: the address, for a redirect that is relative to it.

    Returns:
        The error.
    """
    status = reply.status
    if status == 206:
        return PartialResultError(
            "the server gave only part of the answer",
            where=where,
            remedy="ask for less at once, or have its limits raised",
            status=status,
        )
    if status == 400:
        return QueryRefusedError(f"the server does not accept the query: {said}", where=where, remedy="mend it")
    return _refused(reply, said, where, credentials, url)


def failure_of_update(
    reply: Reply, said: str, *, where: str, credentials: Credentials | None, url: str
) -> CompetencyGraphError:
    """Return the error for an update with a status that does not say that it was applied.

    A status below 500 says that it was not applied, as do 501 and 503; after the others of 500 and up a part of it may
    have been, and a gateway that gives one does not know.

    Args:
        reply: the answer.
        said: what the server says of it, fit to be quoted; may be empty.
        where: the address that was asked.
        credentials: with which it was asked.
        url: the address, for a redirect that is relative to it.

    Returns:
        The error.
    """
    status = reply.status
    if status == 400:
        return QueryRefusedError(f"the server does not accept the update: {said}", where=where, remedy="mend it")
    if status < 300 or (status >= 500 and status not in {501, 503} and not _NOT_ALLOWED.search(said)):
        return UnknownOutcomeError(
            f"the server answered with status {status}, and it is not known whether the update was applied: {said}"
            if said
            else f"the server answered with status {status}, and it is not known whether the update was applied",
            where=where,
            remedy=_LOOK_FIRST,
            status=status,
        )
    return _refused(reply, said, where, credentials, url)


def redirect_host(reply: Reply, url: str) -> str | None:
    """Return where an answer sends the request on to.

    Args:
        reply: the answer.
        url: the address that was asked.

    Returns:
        Host and port, without anything else of the address; None when it sends it nowhere.
    """
    location = reply.headers.get("Location")
    if not 300 <= reply.status < 400 or location is None:
        return None
    try:
        parts = urlsplit(urljoin(url, location))
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    except ValueError:
        host = None
    return "".join(character for character in host or "" if character.isprintable())[:100] or "an unknown place"


def _unconnected(error: ExchangeError, where: str, deadline: Deadline) -> ServerError:
    """Return the error for a connection that was not made; nothing was sent."""
    remedy = "see whether the server runs, and to the address"
    if error.problem in {"silent", "late"}:
        seconds = min(deadline.silence, deadline.seconds)
        return ServerTimeoutError(f"no connection was made within {seconds:g} s", where=where, remedy=remedy)
    if error.problem == "refused":
        return ServerError("the server refuses the connection", where=where, remedy=remedy)
    if error.problem == "untrusted":
        return ServerError(
            f"the certificate of the server is not trusted: {error.detail}",
            where=where,
            remedy="see to the address; name the certificates of your own organisation in SSL_CERT_FILE",
        )
    return ServerError(f"the server cannot be reached: {error.detail}", where=where, remedy=remedy)


def _unknown(error: ExchangeError, where: str, deadline: Deadline) -> UnknownOutcomeError:
    """Return the error for an update that was sent, in part or whole, and has no answer that can be read."""
    if error.problem == "silent":
        what = f"the server was silent for {deadline.silence:g} s, and it is not known whether the update was applied"
    elif error.problem == "late":
        seconds = deadline.seconds
        what = f"the server was not ready within {seconds:g} s, and it is not known whether the update was applied"
    elif error.problem == "closed":
        what = "the connection was lost, and it is not known whether the update was applied"
    else:
        what = "the answer cannot be read, and it is not known whether the update was applied"
    return UnknownOutcomeError(what, where=where, remedy=_LOOK_FIRST, status=error.status)


def _refused(reply: Reply, said: str, where: str, credentials: Credentials | None, url: str) -> ServerError:
    status = reply.status
    host = redirect_host(reply, url)
    if host is not None:
        return ServerError(
            f"the server sends the request on to {host}, and it was not followed",
            where=where,
            remedy="give the address there itself, if you trust it",
            status=status,
        )
    if status == 401:
        return _unauthorized(reply, where, credentials)
    if status in {429, 503}:
        return ServerError(
            f"the server is too busy (status {status}): {said}"
            if said
            else f"the server is too busy (status {status})",
            where=where,
            remedy="try again later",
            status=status,
        )
    if status == 404:
        return ServerError(
            f"there is nothing at this address: {said}" if said else "there is nothing at this address",
            where=where,
            remedy="see whether this is the address of a SPARQL server",
            status=status,
        )
    if status == 403 or _NOT_ALLOWED.search(said):
        return ServerError(
            f"the server does not allow this: {said}" if said else "the server does not allow this",
            where=where,
            remedy="ask those who run the server for the rights",
            status=status,
        )
    return ServerError(
        f"the server answered with status {status}: {said}" if said else f"the server answered with status {status}",
        where=where,
        remedy="see what the server says; nothing was changed",
        status=status,
    )


def _unauthorized(reply: Reply, where: str, credentials: Credentials | None) -> ServerError:
    if credentials is None:
        return ServerError(
            "the server asks who you are",
            where=where,
            remedy="set COMPETENCYGRAPH_USER and COMPETENCYGRAPH_PASSWORD, or a token, or use a netrc file",
            status=reply.status,
        )
    schemes = [header.split()[0].lower() for header in reply.headers.get_all("WWW-Authenticate", []) if header.split()]
    if credentials.kind == "basic" and "digest" in schemes and "basic" not in schemes:
        return ServerError(
            "the server wants digest authentication",
            where=where,
            remedy="set COMPETENCYGRAPH_AUTH=digest",
            status=reply.status,
        )
    return ServerError(
        "the server does not accept the credentials",
        where=where,
        remedy="see to them, and to COMPETENCYGRAPH_AUTH (basic or digest)",
        status=reply.status,
    )
