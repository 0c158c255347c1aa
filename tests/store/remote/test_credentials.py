"""Credentials come from the environment or a netrc file, and are shown nowhere."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from competencygraph.errors import CredentialsError, UsageError
from competencygraph.store.remote.credentials import Credentials, credentials_for, from_environment
from competencygraph.store.remote.endpoint import Endpoint, checked_url

URL = "https://store.example.org/sparql"
SECRET = "correct-horse"  # noqa: S105  # of nobody
PAIR = {"COMPETENCYGRAPH_USER": "me", "COMPETENCYGRAPH_PASSWORD": SECRET}


@pytest.fixture
def netrc(tmp_path: Path) -> Path:
    file = tmp_path / "netrc"
    file.write_text(
        f"machine other.example.org login you password other\n"
        f"machine store.example.org login me password {SECRET}\n"
        "default login anyone password everywhere\n",
        encoding="utf-8",
    )
    return file


def test_without_any_there_are_none(tmp_path: Path) -> None:
    assert credentials_for(URL, {}, None) is None
    assert credentials_for(URL, {}, tmp_path / "none") is None


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (PAIR, Credentials("basic", "me", SECRET)),
        ({**PAIR, "COMPETENCYGRAPH_AUTH": "basic"}, Credentials("basic", "me", SECRET)),
        ({**PAIR, "COMPETENCYGRAPH_AUTH": "Digest"}, Credentials("digest", "me", SECRET)),
        ({"COMPETENCYGRAPH_TOKEN": "t.o-k~e+n/="}, Credentials("bearer", token="t.o-k~e+n/=")),  # noqa: S106  # of nobody
    ],
)
def test_the_environment_comes_before_the_file(environment: dict[str, str], expected: Credentials, netrc: Path) -> None:
    assert credentials_for(URL, environment, netrc) == expected


def test_a_netrc_file_gives_those_of_the_host(netrc: Path) -> None:
    assert credentials_for(URL, {}, netrc) == Credentials("basic", "me", SECRET)
    assert credentials_for(URL, {"COMPETENCYGRAPH_AUTH": "digest"}, netrc) == Credentials("digest", "me", SECRET)


def test_the_default_of_a_netrc_file_goes_to_nobody(netrc: Path) -> None:
    assert credentials_for("https://elsewhere.example.org/", {}, netrc) is None
    assert credentials_for("https://sub.store.example.org/", {}, netrc) is None


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({**PAIR, "COMPETENCYGRAPH_TOKEN": "abc"}, "both a token and"),
        ({"COMPETENCYGRAPH_USER": "me"}, "without a password"),
        ({"COMPETENCYGRAPH_PASSWORD": SECRET}, "without a password"),
        ({**PAIR, "COMPETENCYGRAPH_AUTH": "ntlm"}, "neither basic nor digest"),
        ({**PAIR, "COMPETENCYGRAPH_USER": "a:b"}, "with a colon"),
        ({**PAIR, "COMPETENCYGRAPH_PASSWORD": f"{SECRET}\r\nX-Evil: 1"}, "cannot be sent"),
        ({**PAIR, "COMPETENCYGRAPH_PASSWORD": f"{SECRET}\udcff"}, "cannot be sent"),
        ({"COMPETENCYGRAPH_TOKEN": f"{SECRET}\nX-Evil: 1"}, "cannot be sent"),
        ({"COMPETENCYGRAPH_TOKEN": f"{SECRET} é"}, "cannot be sent"),
    ],
)
def test_what_cannot_be_used_is_refused_and_not_shown(environment: dict[str, str], words: str) -> None:
    with pytest.raises(CredentialsError, match=words) as caught:
        credentials_for(URL, environment, None)
    assert SECRET not in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"machine store.example.org login me passwort {SECRET}\n", "cannot be understood, near line"),
        (f"{SECRET}\n", "cannot be understood, near line"),
        (f"machine store.example.org password {SECRET}\n", "no login or no password"),
        ("machine store.example.org login me\n", "no login or no password"),
    ],
)
def test_a_netrc_file_that_cannot_be_used_is_named_and_not_quoted(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CredentialsError, match=words) as caught:
        credentials_for(URL, {}, file)
    assert caught.value.where == str(file)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_a_netrc_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CredentialsError, match="cannot be read"):
        credentials_for(URL, {}, tmp_path)


def test_the_process_has_an_environment_and_a_file(monkeypatch: pytest.MonkeyPatch, netrc: Path) -> None:
    for name in ("USER", "PASSWORD", "TOKEN", "AUTH"):
        monkeypatch.delenv(f"COMPETENCYGRAPH_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(netrc))
    assert from_environment(URL) == Credentials("basic", "me", SECRET)
    monkeypatch.setenv("COMPETENCYGRAPH_TOKEN", "abc")
    assert from_environment(URL) == Credentials("bearer", token="abc")  # noqa: S106


@pytest.mark.parametrize("credentials", [Credentials("basic", "me", SECRET), Credentials("bearer", token=SECRET)])
def test_credentials_show_nothing(credentials: Credentials) -> None:
    for text in (repr(credentials), str(credentials), f"{credentials}", f"{credentials!r:>60}"):
        assert SECRET not in text
        assert "me" not in text
    assert pickle.loads(pickle.dumps(credentials)) == credentials  # noqa: S301  # what we have just written


@pytest.mark.parametrize(
    "url",
    [
        f"https://me:{SECRET}@store.example.org/sparql",
        f"https://{SECRET}@store.example.org/sparql",
        f"https://:{SECRET}@store.example.org/sparql",
        f"https://me:{SECRET}@store.example.org:99999/",
        f"//me:{SECRET}@store.example.org/",
        f"me:{SECRET}@store.example.org/",
    ],
)
def test_an_address_with_a_user_is_refused_and_not_shown(url: str) -> None:
    for attempt in (lambda: credentials_for(url, {}, None), lambda: Endpoint(url, url)):
        with pytest.raises(UsageError) as caught:
            attempt()
        assert SECRET not in str(caught.value)
        assert caught.value.remedy


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store",
        "ftp://store.example.org/",
        "http://",
        "http:///sparql",
        "http://store.example.org:0/",
        "http://store.example.org:x/",
        "http://store.example.org/a b",
        "http://store.example.org/\r\nX-Evil: 1",
        "http://store.example.org/é",
        "http://store.example.org/sparql#part",
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="this is no address of a server"):
        checked_url(url)


@pytest.mark.parametrize("url", [URL, "http://127.0.0.1:7878/query", "http://[::1]:8890/sparql?a=b", "https://a.be"])
def test_addresses_are_taken(url: str) -> None:
    assert checked_url(url).geturl() == url
