"""Where a remote store stands."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from competencygraph.errors import UsageError

__all__ = ["Endpoint", "ServerKind", "checked_url", "is_loopback", "origin", "shown"]

ServerKind = Literal["oxigraph", "virtuoso", "other"]
"""The servers that the transport knows the ways of; the others are taken to keep to SPARQL 1.1."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a SPARQL server.

    Args:
        query: address that answers queries.
        update: address that takes updates.
        store: address of the Graph Store Protocol; None when the server has none.
        kind: what server it is.

    Raises:
        UsageError: an address cannot be used.

    >>> Endpoint("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/update").kind
    'other'
    """

    query: str
    update: str
    store: str | None = None
    kind: ServerKind = "other"

    def __post_init__(self) -> None:
        for url in self.urls:
            checked_url(url)

    @property
    def urls(self) -> tuple[str, ...]:
        """Return the addresses that there are."""
        return (self.query, self.update) if self.store is None else (self.query, self.update, self.store)


def checked_url(url: str) -> SplitResult:
    """Return the parts of an address that a request can go to.

    Args:
        url: the address; a query in it is kept, for servers that want one.

    Returns:
        Its parts.

    Raises:
        UsageError: it is no http or https address, names no server, or holds a user or a password.

    >>> checked_url("https://example.org/sparql").hostname
    'example.org'
    >>> checked_url("https://me:secret@example.org/sparql")
    Traceback (most recent call last):
    competencygraph.errors.UsageError: https://example.org/sparql: the address holds a user or a password; ...
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UsageError(
            "this is no address of a server", remedy="write it as https://host/path or http://host:port/path"
        ) from None
    if "@" in parts.netloc:
        raise UsageError(
            "the address holds a user or a password",
            where=shown(url),
            remedy="take them out, since addresses end up in logs; set COMPETENCYGRAPH_USER and "
            "COMPETENCYGRAPH_PASSWORD, or use a netrc file",
        )
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or not _is_plain(url):
        raise UsageError(
            "this is no address of a server",
            where=shown(url),
            remedy="write it as https://host/path or http://host:port/path",
        )
    return parts


def origin(url: str) -> tuple[str, str, int]:
    """Return what a server is known by: scheme, host and port.

    Args:
        url: an address on it that `checked_url` accepts.

    Returns:
        The three, the port also when the address leaves it out.

    >>> origin("https://Example.org/sparql")
    ('https', 'example.org', 443)
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


def shown(url: str) -> str:
    """Return an address as it may stand in messages: without user, password, query and fragment.

    Args:
        url: any text.

    Returns:
        Scheme, host, port and path, without characters that do not print.

    >>> shown("https://me:secret@example.org:8443/sparql?apikey=1")
    'https://example.org:8443/sparql'
    """
    parts = urlsplit(url)
    bare = parts.netloc.rpartition("@")[2]
    text = f"{parts.scheme}://{bare}{parts.path}" if bare else parts.path.rpartition("@")[2]
    return "".join(character for character in text if character.isprintable())


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, so that what is sent to it crosses no network.

    Args:
        host: name or number of a host, without brackets.

    Returns:
        True for localhost and the loopback addresses.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost.example.org")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_plain(url: str) -> bool:
    return all("!" <= character <= "~" for character in url) and "#" not in url
