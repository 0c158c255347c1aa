"""No file names a person's address, a path of somebody's machine or the host of a package registry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# Put together from parts, so that this file does not hold what it looks for.
FOLDERS = "|".join(["home", "root", "tmp", "work"])
HOSTS = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry.npmjs", "org"),
    ("deb.debian", "org"),
    ("repo1.maven", "org"),
]
# Addresses in the domains set apart for examples (RFC 2606) are nobody's.
ADDRESS = re.compile(
    r"[A-Za-z0-9._%+-]+@(?!(?:[\w-]+\.)*(?:example\.(?:org|com|net)|[\w-]+\.(?:example|invalid|test))\b)"
    r"(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\b"
)
MACHINE_PATH = re.compile(rf"(?<![A-Za-z0-9_.])/(?:{FOLDERS})/[A-Za-z0-9_.-]+")
REGISTRY = re.compile("|".join(re.escape(f"{name}.{end}") for name, end in HOSTS))
PATTERNS = {"an e-mail address": ADDRESS, "a path of a machine": MACHINE_PATH, "a registry's host": REGISTRY}


def leaks(text: str) -> list[str]:
    """Return what the text gives away, one description a find."""
    return [f"{kind}: {match[0]}" for kind, pattern in PATTERNS.items() for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to someone" + "@" + "municipality.be", "an e-mail address"),
        ("write to some.one" + "@" + "mail.municipality.be.", "an e-mail address"),
        ("open('/" + "tmp/store')", "a path of a machine"),
        ("see /" + "home/someone/notes", "a path of a machine"),
        ("https://" + "pypi" + ".org/simple", "a registry's host"),
        ("https://files." + "pythonhosted" + ".org/x", "a registry's host"),
    ],
)
def test_a_bad_example_is_reported(text: str, kind: str) -> None:
    assert [leak.partition(":")[0] for leak in leaks(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ['skos:prefLabel "budget"@nl ;', "someone" + "@example.org", "@pytest.mark.java", "https://host.example/work/1"],
)
def test_a_good_example_is_not_reported(text: str) -> None:
    assert leaks(text) == []


def test_no_file_leaks(repository: Path, committed_files: list[Path]) -> None:
    found = {}
    for file in committed_files:
        found[str(file.relative_to(repository))] = leaks(file.read_bytes().decode("utf-8", errors="replace"))
    assert {name: what for name, what in found.items() if what} == {}
