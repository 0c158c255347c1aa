"""Who asks a remote store: from the environment, else from a netrc file; never shown."""

from __future__ import annotations

import netrc as netrc_files
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from competencygraph.errors import CredentialsError
from competencygraph.store.remote.endpoint import checked_url

__all__ = ["AuthKind", "Credentials", "credentials_for", "from_environment"]

AuthKind = Literal["basic", "digest", "bearer"]

_USER = "COMPETENCYGRAPH_USER"
_PASSWORD = "COMPETENCYGRAPH_PASSWORD"  # noqa: S105  # the name of a variable
_TOKEN = "COMPETENCYGRAPH_TOKEN"  # noqa: S105  # the name of a variable
_AUTH = "COMPETENCYGRAPH_AUTH"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; printing one shows its kind alone.

    Args:
        kind: ``basic`` or ``digest`` with a user and a password, ``bearer`` with a token.
        user: name of the user.
        password: their password.
        token: a bearer token.

    Raises:
        CredentialsError: a part is missing, or cannot be sent.

    >>> Credentials("basic", "me", "secret")
    Credentials(kind='basic')
    """

    kind: AuthKind
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.kind == "bearer":
            if not self.token or not all("!" <= character <= "~" for character in self.token):
                raise CredentialsError(
                    "the token is empty, or holds a character that cannot be sent", remedy="set it again"
                )
        elif not self.user or not (self.user + self.password).isprintable() or not _is_text(self.user + self.password):
            raise CredentialsError(
                "the user is empty, or a character of user or password cannot be sent", remedy="set them again"
            )
        elif self.kind == "basic" and ":" in self.user:
            raise CredentialsError(
                "a user with a colon cannot be sent with basic authentication",
                remedy="set COMPETENCYGRAPH_AUTH=digest if the server knows it",
            )

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what may not be quoted."""
        return tuple(secret for secret in (self.password, self.token) if secret)


def credentials_for(url: str, environment: Mapping[str, str], netrc: Path | None) -> Credentials | None:
    """Return the credentials for a server.

    Args:
        url: its address.
        environment: settings: ``COMPETENCYGRAPH_TOKEN``, or ``COMPETENCYGRAPH_USER`` and
            ``COMPETENCYGRAPH_PASSWORD``; ``COMPETENCYGRAPH_AUTH`` says ``basic`` (the default) or ``digest``.
        netrc: a netrc file, which counts when the environment names no user and no token; only an entry for this very
            host does, never its default. None for no file; a file that does not exist counts as none.

    Returns:
        The credentials, None when there are none.

    Raises:
        CredentialsError: they contradict each other, are not complete, or the file cannot be read.
        UsageError: the address holds a user or a password, or is no address.

    >>> credentials_for("https://example.org/sparql", {"COMPETENCYGRAPH_TOKEN": "abc"}, None)
    Credentials(kind='bearer')
    >>> credentials_for("https://example.org/sparql", {}, None) is None
    True
    """
    host = checked_url(url).hostname or ""
    kind = _kind(environment)
    user, password, token = (environment.get(name, "") for name in (_USER, _PASSWORD, _TOKEN))
    if token and (user or password):
        raise CredentialsError(
            "both a token and a user or a password are set", remedy="set either COMPETENCYGRAPH_TOKEN or the other two"
        )
    if token:
        return Credentials("bearer", token=token)
    if user or password:
        if not (user and password):
            raise CredentialsError(
                "a user is set without a password, or the other way round",
                remedy="set both COMPETENCYGRAPH_USER and COMPETENCYGRAPH_PASSWORD",
            )
        return Credentials(kind, user, password)
    return None if netrc is None else _from_netrc(netrc, host, kind)


def from_environment(url: str) -> Credentials | None:
    """Return the credentials for a server, from the environment of this process and its user's netrc file.

    Args:
        url: its address.

    Returns:
        The credentials, None when there are none.

    Raises:
        CredentialsError: they contradict each other, are not complete, or the file cannot be read.
        UsageError: the address holds a user or a password, or is no address.
    """
    named = os.environ.get("NETRC")
    try:
        netrc = Path(named) if named else Path.home() / ".netrc"
    except RuntimeError:
        netrc = None
    return credentials_for(url, os.environ, netrc)


def _kind(environment: Mapping[str, str]) -> Literal["basic", "digest"]:
    kind = environment.get(_AUTH, "").lower()
    if kind in {"", "basic"}:
        return "basic"
    if kind == "digest":
        return "digest"
    raise CredentialsError("COMPETENCYGRAPH_AUTH is neither basic nor digest", remedy="set one of them, or neither")


def _from_netrc(file: Path, host: str, kind: Literal["basic", "digest"]) -> Credentials | None:
    """Return what a netrc file says of a host; what it says is never quoted, since a message of its reader may be."""
    try:
        entry = netrc_files.netrc(str(file)).hosts.get(host)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise CredentialsError(
            "the netrc file cannot be read", where=str(file), remedy="see to its rights, and write it in UTF-8"
        ) from None
    except netrc_files.NetrcParseError as problem:
        raise CredentialsError(
            f"the netrc file cannot be understood, near line {problem.lineno}", where=str(file), remedy="mend it"
        ) from None
    if entry is None:
        return None
    login, _, password = entry
    if not login or not password:
        raise CredentialsError(
            f"the netrc file gives no login or no password for {host}", where=str(file), remedy="write both"
        )
    return Credentials(kind, login, password)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
