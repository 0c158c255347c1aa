"""A connection to a server that ends in time, whatever the server does.

A timeout of the standard library counts from the last byte, so one byte now and then keeps a request alive for ever.
Here each read and each write waits at most until the server has been silent for too long, and never beyond the
deadline of the whole request.
"""

from __future__ import annotations

import errno
import http.client
import queue
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

__all__ = ["Connection", "Deadline", "tls_context"]

_CHUNK = 1 << 18


class Deadline:
    """When a request must be over.

    Args:
        seconds: how long all of it may take.
        silence: how long the server may be silent.
        clock: tells the time in seconds.

    >>> Deadline(60.0, 5.0, lambda: 100.0).wait()
    5.0
    """

    def __init__(self, seconds: float, silence: float, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self.silence = silence
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds that are left; none or less when it is over."""
        return self._end - self._clock()

    def wait(self) -> float:
        """Return how long to wait for the next byte.

        Returns:
            Seconds, more than 0.

        Raises:
            TimeoutError: it is over.
        """
        left = self.left()
        if left <= 0:
            raise TimeoutError
        return min(left, self.silence)

    def within(self, seconds: float) -> Deadline:
        """Return a deadline that is not later, and at most some seconds from now.

        Args:
            seconds: how long.

        Returns:
            The deadline.
        """
        return Deadline(min(seconds, self.left()), self.silence, self._clock)


class _PlainSocket(socket.socket):
    """A socket that looks at the deadline before each read and write."""

    deadline: Deadline | None = None

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        _arm(self, self.deadline)
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: Any, flags: int = 0) -> None:
        _send_pieces(self, self.deadline, data)


class _TlsSocket(ssl.SSLSocket):
    """The same over TLS."""

    deadline: Deadline | None = None

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:
        _arm(self, self.deadline)
        return super().recv_into(buffer, nbytes, flags)

    def sendall(self, data: Any, flags: int = 0) -> None:
        _send_pieces(self, self.deadline, data)


class Connection(http.client.HTTPConnection):
    """A connection for one request.

    Args:
        host: name or number.
        port: number.
        deadline: of the request.
        context: for TLS; None for plain http.
    """

    def __init__(self, host: str, port: int, deadline: Deadline, context: ssl.SSLContext | None) -> None:
        self.default_port = http.client.HTTP_PORT if context is None else http.client.HTTPS_PORT
        super().__init__(host, port)
        self._deadline = deadline
        self._context = context

    def connect(self) -> None:
        """Connect, and agree on TLS.

        Raises:
            TimeoutError: it took too long.
            OSError: there is no such host, it does not answer, or its certificate is not trusted.
        """
        plain = _connected(self.host, self.port, self._deadline)
        if self._context is None:
            self.sock = plain
            return
        plain.settimeout(self._deadline.wait())
        try:
            secured = self._context.wrap_socket(plain, server_hostname=self.host)
        except OSError:
            plain.close()
            raise
        secured.deadline = self._deadline  # type: ignore[attr-defined]  # the context makes sockets of our class
        self.sock = secured


def tls_context() -> ssl.SSLContext:
    """Return the settings for TLS: certificates and names of hosts are verified.

    Returns:
        The settings.

    >>> tls_context().verify_mode is ssl.CERT_REQUIRED, tls_context().check_hostname
    (True, True)
    """
    context = ssl.create_default_context()
    context.sslsocket_class = _TlsSocket
    return context


def _connected(host: str, port: int, deadline: Deadline) -> _PlainSocket:
    problem: OSError = OSError(errno.EHOSTUNREACH, "no address")
    for family, kind, protocol, _, address in _addresses(host, port, deadline):
        connection = _PlainSocket(family, kind, protocol)
        try:
            connection.settimeout(deadline.wait())
            connection.connect(address)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            connection.close()
            problem = error
            continue
        connection.deadline = deadline
        return connection
    raise problem


def _addresses(host: str, port: int, deadline: Deadline) -> list[Any]:
    """Return what the name of a host stands for; the look-up itself cannot be stopped, so it is not waited for."""
    with suppress(OSError):
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    found: queue.SimpleQueue[list[Any] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            found.put(error)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = found.get(timeout=deadline.wait())
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _arm(connection: socket.socket, deadline: Deadline | None) -> None:
    if deadline is not None:
        connection.settimeout(deadline.wait())


def _send_pieces(connection: socket.socket, deadline: Deadline | None, data: Any) -> None:
    """Send all of a body piece by piece: `sendall` of the library has one timeout for the whole."""
    rest = memoryview(data).cast("B")
    while rest:
        _arm(connection, deadline)
        rest = rest[connection.send(rest[:_CHUNK]) :]
