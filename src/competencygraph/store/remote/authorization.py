"""The Authorization header: basic and bearer at once, digest as the answer to a challenge (RFC 7617, 6750, 7616)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import Request, parse_http_list, parse_keqv_list

from competencygraph.store.remote.credentials import Credentials

__all__ = ["Authorization"]

_DIGESTS = {"MD5": "md5", "SHA-256": "sha256"}


@dataclass(slots=True)
class _Challenge:
    """What a server asked to be answered with a digest."""

    realm: str
    nonce: str
    algorithm: str
    opaque: str | None
    has_qop: bool
    count: int = 0


@dataclass(slots=True)
class Authorization:
    """Writes the header of each request; remembers the challenges of the server, by path.

    Args:
        credentials: None for requests without the header.
    """

    credentials: Credentials | None = None
    _challenges: dict[str, _Challenge] = field(default_factory=dict, repr=False)

    def waits_for_challenge(self, request: Request) -> bool:
        """Tell whether the header cannot be written before the server has been asked for a challenge.

        Args:
            request: the request.

        Returns:
            True for digest on a path that was not challenged yet.
        """
        credentials = self.credentials
        return credentials is not None and credentials.kind == "digest" and _path(request) not in self._challenges

    def header(self, request: Request) -> str | None:
        """Return the header for a request.

        Args:
            request: the request.

        Returns:
            Its value; None without credentials, and for digest without a challenge.

        >>> Authorization(Credentials("basic", "me", "secret")).header(Request("http://127.0.0.1/"))
        'Basic bWU6c2VjcmV0'
        """
        credentials = self.credentials
        if credentials is None:
            return None
        if credentials.kind == "bearer":
            return f"Bearer {credentials.token}"
        if credentials.kind == "basic":
            both = f"{credentials.user}:{credentials.password}".encode()
            return f"Basic {base64.b64encode(both).decode()}"
        challenge = self._challenges.get(_path(request))
        return None if challenge is None else _digest(credentials, challenge, request)

    def learn(self, request: Request, headers: list[str]) -> bool:
        """Take in the challenges of an answer with status 401.

        Args:
            request: what was asked.
            headers: the values of ``WWW-Authenticate``.

        Returns:
            Whether the request is worth another try: a digest is asked for, with a nonce that was not used before or
            that the server calls stale.
        """
        if self.credentials is None or self.credentials.kind != "digest":
            return False
        known = self._challenges.get(_path(request))
        for header in headers:
            scheme, _, rest = header.strip().partition(" ")
            if scheme.lower() != "digest":
                continue
            values = parse_keqv_list([part for part in parse_http_list(rest) if "=" in part])
            algorithm = values.get("algorithm", "MD5").upper()
            qop = {word.strip() for word in values["qop"].split(",")} if "qop" in values else None
            usable = algorithm in _DIGESTS and {"realm", "nonce"} <= values.keys() and (qop is None or "auth" in qop)
            if not usable or any('"' in value or "\\" in value for value in values.values()):
                continue
            self._challenges[_path(request)] = _Challenge(
                values["realm"], values["nonce"], algorithm, values.get("opaque"), qop is not None
            )
            return known is None or values.get("stale", "").lower() == "true"
        return False

    def redacted(self, text: str) -> str:
        """Return a text in which no password or token is left.

        Args:
            text: for example what a server said.

        Returns:
            The text, each secret replaced with an ellipsis.

        >>> Authorization(Credentials("basic", "me", "secret")).redacted("secret is wrong, as is bWU6c2VjcmV0")
        '… is wrong, as is …'
        """
        if self.credentials is None:
            return text
        credentials = self.credentials
        both = base64.b64encode(f"{credentials.user}:{credentials.password}".encode()).decode()
        for secret in sorted((*credentials.secrets, both), key=len, reverse=True):
            text = text.replace(secret, "…")
        return text


def _path(request: Request) -> str:
    return urlsplit(request.full_url).path


def _digest(credentials: Credentials, challenge: _Challenge, request: Request) -> str:
    name = _DIGESTS[challenge.algorithm]

    def hashed(text: str) -> str:
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

    who = hashed(f"{credentials.user}:{challenge.realm}:{credentials.password}")
    what = hashed(f"{request.get_method()}:{request.selector}")
    user = credentials.user.replace("\\", "\\\\").replace('"', '\\"')
    parts = [f'username="{user}"', f'realm="{challenge.realm}"', f'nonce="{challenge.nonce}"']
    parts += [f'uri="{request.selector}"', f"algorithm={challenge.algorithm}"]
    if challenge.has_qop:
        challenge.count += 1
        count, own = f"{challenge.count:08x}", secrets.token_hex(8)
        response = hashed(f"{who}:{challenge.nonce}:{count}:{own}:auth:{what}")
        parts += ["qop=auth", f"nc={count}", f'cnonce="{own}"']
    else:
        response = hashed(f"{who}:{challenge.nonce}:{what}")
    parts.append(f'response="{response}"')
    if challenge.opaque is not None:
        parts.append(f'opaque="{challenge.opaque}"')
    return f"Digest {', '.join(parts)}"
