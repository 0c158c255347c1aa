"""Credentials go to one server, over a safe way, and stand in no error, log or text about an object."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
import ssl
import traceback
import warnings
from typing import Any
from urllib.request import Request, parse_http_list, parse_keqv_list

import pytest

from competencygraph.errors import CredentialsError, ServerError, UnknownOutcomeError
from competencygraph.store.remote import authorization
from competencygraph.store.remote.authorization import Authorization
from competencygraph.store.remote.connection import Connection
from competencygraph.store.remote.credentials import Credentials
from competencygraph.store.remote.transport import Endpoint, Transport

from .faulty_server import Conversation, Fault, FaultyServer, answered, closed_before_answer, redirected, rows

SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
INSERT = "INSERT DATA { <urn:a> <urn:b> 1 }"
SECRET = "correct horse"  # noqa: S105  # of nobody
BASIC = Credentials("basic", "me", SECRET)
DIGEST = Credentials("digest", "mé", SECRET)
BEARER = Credentials("bearer", token="t0ken.of.nobody")  # noqa: S106
ENCODED = base64.b64encode(f"me:{SECRET}".encode()).decode()


def transport_to(server: FaultyServer, credentials: Credentials | None = None, **settings: Any) -> Transport:
    url = server.url
    defaults = {"read_timeout": 2.0, "deadline": 5.0, "sleep": lambda _: None}
    return Transport(Endpoint(f"{url}/query", f"{url}/update", f"{url}/store"), credentials, **{**defaults, **settings})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("credentials", [None, BASIC, BEARER], ids=["none", "basic", "bearer"])
def test_a_redirect_is_named_and_never_followed(status: int, credentials: Credentials | None) -> None:
    with FaultyServer() as elsewhere, FaultyServer(always=redirected(f"{elsewhere.url}/a?key=1", status)) as server:
        transport = transport_to(server, credentials)
        for attempt in (
            lambda: transport.select(SELECT),
            lambda: transport.update(INSERT),
            lambda: transport.delete_graph("urn:g"),
            lambda: list(transport.get_graph("urn:g")),
        ):
            with pytest.raises(ServerError, match="sends the request on to") as caught:
                attempt()
            assert elsewhere.url.removeprefix("http://") in caught.value.what
            assert "key" not in str(caught.value)
            assert not isinstance(caught.value, UnknownOutcomeError)
        assert len(server.requests) == 4
        assert elsewhere.requests == []


@pytest.mark.parametrize("location", ["http://me:pass-word@[::1", "//\x1b[31m", "", "/there", "http://h:99999/"])
def test_an_odd_redirect_is_refused_as_well(location: str) -> None:
    with FaultyServer(always=redirected(location)) as server:
        with pytest.raises(ServerError) as caught:
            transport_to(server).select(SELECT)
        assert "pass-word" not in str(caught.value)
        assert str(caught.value).isprintable()
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("credentials", "header"),
    [(None, None), (BASIC, f"Basic {ENCODED}"), (BEARER, f"Bearer {BEARER.token}")],
    ids=["none", "basic", "bearer"],
)
def test_every_request_carries_the_credentials(credentials: Credentials | None, header: str | None) -> None:
    with FaultyServer() as server:
        transport = transport_to(server, credentials)
        transport.select(SELECT)
        transport.update(INSERT)
        transport.put_graph("urn:g", [])
        list(transport.get_graph("urn:g"))
        assert [one.headers["Authorization"] for one in server.requests] == [header] * 4


def echoing(before: int) -> Fault:
    """Say who asked, behind some other characters, so that a quote may end within a secret."""

    def echo(one: Conversation) -> None:
        header = one.received.headers["Authorization"] or ""
        secret = BEARER.token if header.startswith("Bearer") else SECRET
        told = f"{'x' * before} {secret} {secret[:4]}\x07{secret[4:]} {header}"
        one.send(500, [("Content-Type", "text/plain")], told.encode())

    return echo


@pytest.mark.parametrize("credentials", [BASIC, BEARER, DIGEST], ids=["basic", "bearer", "digest"])
@pytest.mark.parametrize(
    "fault", [echoing(0), echoing(285), echoing(270), closed_before_answer(), answered(401), answered(502)]
)
def test_no_secret_reaches_an_error_a_log_or_a_text(
    fault: Fault, credentials: Credentials, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    texts = []
    with FaultyServer(always=fault) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        transport = transport_to(server, credentials)
        for attempt in (lambda: transport.select(SELECT), lambda: transport.update(INSERT)):
            with pytest.raises(ServerError) as caught:
                attempt()
            whole = io.StringIO()
            traceback.print_exception(caught.value, file=whole)
            texts += [str(caught.value), repr(caught.value), whole.getvalue(), repr(vars(caught.value))]
        texts += [repr(transport), str(transport), repr(transport.endpoint), repr(vars(transport))]
        texts += [str(one.message) for one in warned]
    texts += [caplog.text, *capfd.readouterr()]
    assert len(texts) > 10
    for text in texts:
        for secret in (SECRET, SECRET[:9], BEARER.token, BEARER.token[:9], ENCODED, ENCODED[:9]):
            assert secret not in text


def test_credentials_over_plain_http_stay_on_this_machine() -> None:
    far = Endpoint("http://store.example.org/query", "http://store.example.org/update")
    with pytest.raises(CredentialsError, match="over plain http") as caught:
        Transport(far, BASIC)
    assert caught.value.remedy == "use https"
    Transport(far)
    Transport(far, BASIC, allow_insecure=True)
    Transport(Endpoint("https://store.example.org/query", "https://store.example.org/update"), BASIC)
    for host in ("localhost", "127.0.0.1", "127.8.9.1", "[::1]"):
        Transport(Endpoint(f"http://{host}/query", f"http://{host}:80/update"), BASIC)


@pytest.mark.parametrize(
    "other",
    ["https://else.example.org/u", "https://store.example.org:8443/u", "http://store.example.org/u"],
)
def test_credentials_go_to_one_server(other: str) -> None:
    for endpoint in (
        Endpoint("https://store.example.org/q", other),
        Endpoint("https://store.example.org/q", "https://store.example.org/u", other),
    ):
        with pytest.raises(CredentialsError, match="to one alone"):
            Transport(endpoint, BASIC)
        Transport(endpoint)


def test_certificates_are_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    used = []

    def connect(connection: Connection) -> None:
        used.append(connection._context)
        raise OSError

    monkeypatch.setattr(Connection, "connect", connect)
    with pytest.raises(ServerError, match="cannot be reached"):
        Transport(Endpoint("https://127.0.0.1:1/q", "https://127.0.0.1:1/u")).select(SELECT)
    (context,) = used
    assert context is not None
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_server_that_speaks_no_tls_is_not_reached() -> None:
    with FaultyServer(always=answered(200)) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(ServerError) as caught:
            Transport(Endpoint(url, url), BASIC, read_timeout=0.5, deadline=1.0).select(SELECT)
        assert "no connection was made" in caught.value.what or "cannot be reached" in caught.value.what
        assert server.requests == []


# Digest, RFC 7616: the values of section 3.9.1, in the two algorithms that it is printed for.
CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
RESPONSES = {
    "MD5": "8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
}


@pytest.mark.parametrize("algorithm", RESPONSES)
def test_the_digest_of_the_standard_is_found(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    monkeypatch.setattr(authorization.secrets, "token_hex", lambda _: own)
    request = Request("http://www.example.org/dir/index.html", method="GET")
    mufasa = Authorization(Credentials("digest", "Mufasa", "Circle of Life"))
    assert mufasa.header(request) is None
    assert mufasa.learn(request, [CHALLENGE.format(algorithm=algorithm)])
    header = mufasa.header(request) or ""
    assert f'response="{RESPONSES[algorithm]}"' in header
    assert "nc=00000001" in header
    assert "nc=00000002" in (mufasa.header(request) or "")


@pytest.mark.parametrize(
    "challenge",
    ['Basic realm="a"', 'Digest realm="a"', 'Digest realm="a", nonce="b", algorithm=MD5-sess', "Digest", "Negotiate x",
     'Digest realm="a", nonce="b", qop="auth-int"'],
)  # fmt: skip
def test_a_challenge_that_cannot_be_answered_is_not(challenge: str) -> None:
    request = Request("http://127.0.0.1/")
    asked = Authorization(DIGEST)
    assert not asked.learn(request, [challenge])
    assert asked.header(request) is None


def guarded(stale_after: int = 1000) -> tuple[Fault, list[str]]:
    """Return a server that wants digests and believes right ones only; its nonces grow stale after some uses."""
    used: list[str] = []

    def answer(one: Conversation) -> None:
        nonce = f"n{len(used) // stale_after}"
        header = one.received.headers["Authorization"] or ""
        values = parse_keqv_list(parse_http_list(header.partition(" ")[2])) if header.startswith("Digest ") else {}
        stale = bool(values) and values["nonce"] != nonce
        if not values or stale or values["response"] != _response(values, one.received.method):
            challenge = f'Digest realm="r", nonce="{nonce}", qop="auth", stale={"true" if stale else "false"}'
            one.send(401, [("WWW-Authenticate", 'Basic realm="r"'), ("WWW-Authenticate", challenge)])
            return
        used.append(values["nc"])
        rows()(one)

    return answer, used


def _response(values: dict[str, str], method: str) -> str:
    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    who, what = md5(f"{DIGEST.user}:r:{SECRET}"), md5(f"{method}:{values['uri']}")
    return md5(f"{who}:{values['nonce']}:{values['nc']}:{values['cnonce']}:auth:{what}")


def test_digests_are_given_when_asked_for_and_an_update_is_sent_with_one_only() -> None:
    fault, used = guarded()
    with FaultyServer(always=fault) as server:
        transport = transport_to(server, DIGEST)
        transport.update(INSERT)
        transport.update(INSERT)
        assert [one.method for one in server.requests] == ["GET", "POST", "POST"]
        assert len(transport.select(SELECT).rows) == 1
        assert used == ["00000001", "00000002", "00000001"]


def test_a_stale_nonce_is_replaced() -> None:
    fault, used = guarded(stale_after=2)
    with FaultyServer(always=fault) as server:
        transport = transport_to(server, DIGEST)
        for _ in range(5):
            transport.update(INSERT)
        assert len(used) == 5


def test_a_wrong_password_is_tried_once() -> None:
    fault, used = guarded()
    with FaultyServer(always=fault) as server:
        transport = transport_to(server, Credentials("digest", "me", "wrong"))
        with pytest.raises(ServerError, match="does not accept the credentials"):
            transport.update(INSERT)
        assert [one.method for one in server.requests] == ["GET", "POST"]
        with pytest.raises(ServerError, match="does not accept the credentials"):
            transport.select(SELECT)
        assert used == []


def test_a_server_that_wants_digest_says_so() -> None:
    only_digest = answered(401, www_authenticate='Digest realm="r", nonce="n"')
    with FaultyServer(always=only_digest) as server, pytest.raises(ServerError, match="wants digest") as caught:
        transport_to(server, BASIC).select(SELECT)
    assert caught.value.remedy == "set COMPETENCYGRAPH_AUTH=digest"
