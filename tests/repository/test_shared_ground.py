"""What tests/conftest.py promises: documents, a home of one's own, no network."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]


def test_the_documents_are_the_shared_ones(documents: Path, shared: Path) -> None:
    originals = sorted((shared / "documents").glob("*.txt"))
    assert len(originals) == 5
    for original in originals:
        assert (documents / original.name).read_bytes() == original.read_bytes()


def test_the_home_directory_is_an_empty_one_of_the_session(outer_environment: dict[str, str]) -> None:
    assert Path.home() != Path(outer_environment.get("HOME", ""))
    assert Path.home().name.startswith("home")


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as client, pytest.raises(AssertionError, match=r"reached for the network: 192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "errors")])
def test_an_absent_shared_folder_skips_and_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, repository: Path, ci: str, outcome: str
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("COMPETENCYGRAPH_SHARED", str(pytester.path / "nowhere"))
    pytester.makeconftest((repository / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("def test_it(shared): assert shared")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-rs")
    result.assert_outcomes(**{outcome: 1})
    result.stdout.fnmatch_lines(["*the shared folder is not beside the checkout*"])


@pytest.mark.parametrize(("ci", "outcome"), [("", "skipped"), ("true", "errors")])
def test_an_absent_java_skips_and_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, repository: Path, ci: str, outcome: str
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(pytester.path))
    pytester.makeini("[pytest]\nmarkers = java: needs a Java runtime")
    pytester.makeconftest((repository / "tests" / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile("import pytest\n\npytestmark = pytest.mark.java\n\ndef test_it(): pass")
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-rs")
    result.assert_outcomes(**{outcome: 1})
    result.stdout.fnmatch_lines(["*no java and javac on PATH*"])
