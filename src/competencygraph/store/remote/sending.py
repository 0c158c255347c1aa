"""Sends requests: with credentials, within a deadline, and again where that is safe."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.request import Request

from competencygraph.store.remote.authorization import Authorization
from competencygraph.store.remote.connection import Deadline, tls_context
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.endpoint import shown
from competencygraph.store.remote.exchange import ExchangeError, Reply, exchange
from competencygraph.store.remote.explanation import explanation_of
from competencygraph.store.remote.failures import failure_of_exchange

__all__ = ["Sender", "retry_after"]

_BUSY = frozenset({429, 503})
_FIRST_PAUSE = 0.2
_SHORTEST_PAUSE = 0.1


def retry_after(headers: Message, now: float) -> float | None:
    """Return how long a server asks to wait.

    Args:
        headers: of its answer.
        now: the time, in seconds since 1970.

    Returns:
        Seconds; None when it does not say, or says what cannot be understood.

    >>> headers = Message()
    >>> headers["Retry-After"] = "Thu, 01 Jan 1970 00:01:00 GMT"
    >>> retry_after(headers, 20.0)
    40.0
    """
    value = (headers.get("Retry-After") or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


class Sender:
    """Sends the requests of one store.

    Args:
        credentials: sent with every request.
        retries: how often a request is sent again at most.
        max_body: bytes that an answer may have.
        sleep: waits some seconds.
    """

    def __init__(
        self, credentials: Credentials | None, *, retries: int, max_body: int, sleep: Callable[[float], None]
    ) -> None:
        self.credentials = credentials
        self.server = ""
        self._authorization = Authorization(credentials)
        self._retries = retries
        self._max_body = max_body
        self._sleep = sleep
        self._tls = cache(tls_context)

    def send(self, request: Request, *, update: bool, deadline: Deadline, timeout: float | None = None) -> Reply:
        """Send a request and return the answer, of any status.

        A request that changes nothing is sent again when its connection was closed before the first byte of an answer,
        and after the time that a busy server asks for. An update is sent again only when its connection was refused, so
        that nothing of it was sent.

        Args:
            request: what to send.
            update: whether it may change the store.
            deadline: when all must be over, the repetitions as well.
            timeout: the limit in seconds that a query was given, None for that of the transport.

        Returns:
            The last answer.

        Raises:
            ServerError: there is no answer.
            UnknownOutcomeError: an update has no answer after it was sent.
            QueryLimitError: the answer is too large, or the time that the caller gave is over.
        """
        for attempt in itertools.count():
            try:
                reply = self._authorized(request, update=update, deadline=deadline)
            except ExchangeError as error:
                pause = _FIRST_PAUSE * 2**attempt
                if attempt < self._retries and _may_repeat(error, update=update) and pause < deadline.left():
                    self._sleep(pause)
                    continue
                where = shown(request.full_url)
                raise failure_of_exchange(
                    error, where=where, deadline=deadline, update=update, timeout=timeout
                ) from error
            if reply.status in _BUSY and not update and attempt < self._retries:
                asked = retry_after(reply.headers, time.time())
                if asked is not None and asked < deadline.left():
                    self._sleep(max(asked, _SHORTEST_PAUSE))
                    continue
            return reply
        raise AssertionError  # the loop has no end

    def quoted(self, reply: Reply) -> str:
        """Return what the server says in an answer, fit to be quoted.

        Args:
            reply: the answer.

        Returns:
            One line, without anything of the credentials; may be empty.
        """
        return explanation_of(reply, self._authorization.redacted)

    def _authorized(self, request: Request, *, update: bool, deadline: Deadline) -> Reply:
        """Send a request with credentials; where a challenge comes first, an update waits for it.

        A server may close the connection on a large body that it will not take without a digest, and leave open what
        became of it. So it is asked for its challenge with a request that carries nothing.
        """
        if update and self._authorization.waits_for_challenge(request):
            ask = Request(request.full_url, headers={"User-Agent": request.get_header("User-agent", "")}, method="GET")  # noqa: S310  # http or https: see Endpoint
            self._challenged(self._exchange(ask, deadline), request)
        reply = self._exchange(request, deadline)
        if self._challenged(reply, request):
            reply = self._exchange(request, deadline)
        return reply

    def _challenged(self, reply: Reply, request: Request) -> bool:
        headers: list[str] = reply.headers.get_all("WWW-Authenticate", [])
        return reply.status == 401 and self._authorization.learn(request, headers)

    def _exchange(self, request: Request, deadline: Deadline) -> Reply:
        reply = exchange(
            request,
            authorization=self._authorization.header(request),
            deadline=deadline,
            context=self._tls,
            max_body=self._max_body,
        )
        self.server = (reply.headers.get("Server") or "").lower()
        return reply


def _may_repeat(error: ExchangeError, *, update: bool) -> bool:
    if error.phase == "connect":
        return error.problem == "refused"
    return not update and error.phase in {"send", "wait"} and error.problem == "closed"
