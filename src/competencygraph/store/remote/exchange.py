"""One request and its answer, whole or not at all; no redirect is followed, nothing is tried again here."""

from __future__ import annotations

import http.client
import ssl
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import BinaryIO, Literal
from urllib.request import Request

from competencygraph.store.remote.connection import Connection, Deadline
from competencygraph.store.remote.endpoint import origin

__all__ = ["ExchangeError", "Reply", "exchange"]

_PIECE = 1 << 16
_IN_MEMORY = 1 << 24
_EXPLANATION = 1 << 14
_EXPLANATION_TIME = 3.0

Phase = Literal["connect", "send", "wait", "read"]


@dataclass(slots=True)
class Reply:
    """An answer.

    Args:
        status: of HTTP.
        headers: of HTTP.
        body: the whole of it, at its start; of a status from 300 on at most its first part.
        measured: whether the answer said where it ends, so that it is known to be whole.
    """

    status: int
    headers: Message
    body: BinaryIO
    measured: bool


class ExchangeError(Exception):
    """There is no answer, or not a whole one.

    Args:
        phase: how far it came: ``connect``, ``send`` (the request), ``wait`` (for the first bytes) or ``read``.
        problem: ``refused`` or ``unreachable`` (while connecting), ``untrusted`` (the certificate), ``silent``,
            ``late`` (the deadline has passed), ``closed``, ``garbled`` (no HTTP), ``encoded`` or ``large``.
        detail: what the system says; it holds nothing of the request.
        status: of the answer, when its first line has come.
    """

    def __init__(self, phase: Phase, problem: str, detail: str = "", status: int | None = None) -> None:
        super().__init__(f"{phase}: {problem}")
        self.phase = phase
        self.problem = problem
        self.detail = detail
        self.status = status


def exchange(
    request: Request,
    *,
    authorization: str | None,
    deadline: Deadline,
    context: Callable[[], ssl.SSLContext],
    max_body: int,
) -> Reply:
    """Send a request over a connection of its own and return the answer.

    Args:
        request: what to ask; its body is in memory.
        authorization: the value of that header, None for none.
        deadline: when all must be over.
        context: gives the settings for TLS, when they are needed.
        max_body: bytes that the body may have.

    Returns:
        The answer, whatever its status.

    Raises:
        ExchangeError: there is none, or its body was cut off or too large.
    """
    scheme, host, port = origin(request.full_url)
    connection = Connection(host, port, deadline, context() if scheme == "https" else None)
    try:
        _connect(connection, deadline)
        response = _response(connection, request, authorization, deadline)
        return _reply(response, deadline, max_body)
    finally:
        connection.close()


def _connect(connection: Connection, deadline: Deadline) -> None:
    try:
        connection.connect()
    except TimeoutError:
        raise ExchangeError("connect", _timing(deadline)) from None
    except ConnectionRefusedError:
        raise ExchangeError("connect", "refused") from None
    except ssl.SSLCertVerificationError as error:
        raise ExchangeError("connect", "untrusted", error.verify_message) from error
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ExchangeError("connect", "unreachable", reason or type(error).__name__) from error


def _response(
    connection: Connection, request: Request, authorization: str | None, deadline: Deadline
) -> http.client.HTTPResponse:
    """Send the request and return the answer as far as its headers.

    A server may answer, for example that it takes no body so large, before it has read everything.
    """
    headers = {name: value for name, value in request.header_items() if name.lower() != "authorization"}
    headers["Connection"] = "close"
    if authorization is not None:
        headers["Authorization"] = authorization
    unsent: OSError | None = None
    try:
        connection.request(request.get_method(), request.selector, request.data, headers)
    except TimeoutError:
        raise ExchangeError("send", _timing(deadline)) from None
    except OSError as error:
        unsent = error
    try:
        response = connection.getresponse()
    except TimeoutError:
        raise ExchangeError("wait", _timing(deadline)) from None
    except (http.client.RemoteDisconnected, OSError) as error:
        raise ExchangeError("wait" if unsent is None else "send", "closed") from error
    except http.client.HTTPException as error:
        raise ExchangeError("read", "garbled") from error
    if unsent is not None and response.status < 300:
        raise ExchangeError("send", "closed", status=response.status) from unsent
    return response


def _reply(response: http.client.HTTPResponse, deadline: Deadline, max_body: int) -> Reply:
    measured = response.chunked or response.length is not None
    body: BinaryIO = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # type: ignore[assignment]  # it reads and writes
    reply = Reply(response.status, response.headers, body, measured)
    if response.status >= 300:
        _read_explanation(response, body, deadline.within(_EXPLANATION_TIME))
    else:
        if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
            raise ExchangeError("read", "encoded", status=response.status)
        _read_body(response, body, deadline, max_body)
    body.seek(0)
    return reply


def _read_body(response: http.client.HTTPResponse, body: BinaryIO, deadline: Deadline, max_body: int) -> None:
    size = 0
    try:
        while piece := response.read1(_PIECE):
            size += len(piece)
            if size > max_body:
                raise ExchangeError("read", "large", str(max_body >> 20), response.status)
            body.write(piece)
    except TimeoutError:
        raise ExchangeError("read", _timing(deadline), status=response.status) from None
    except (http.client.HTTPException, OSError) as error:
        raise ExchangeError("read", "closed", status=response.status) from error
    if response.length:
        raise ExchangeError("read", "closed", status=response.status)


def _read_explanation(response: http.client.HTTPResponse, body: BinaryIO, deadline: Deadline) -> None:
    """Read the beginning of an error's text, as far as it comes soon; a part of it, or none, will do."""
    left = _EXPLANATION
    try:
        while left > 0 and deadline.left() > 0 and (piece := response.read1(left)):
            left -= len(piece)
            body.write(piece)
    except (http.client.HTTPException, OSError):
        return


def _timing(deadline: Deadline) -> str:
    return "late" if deadline.left() <= 0 else "silent"
