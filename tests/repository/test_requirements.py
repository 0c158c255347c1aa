"""What is required is pinned, by name and version alone, and its licence is on record."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.]*")


def pins(text: str) -> dict[str, str]:
    """Return the version of each package that a constraints file pins; a line that is no bare pin raises."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            if PIN.fullmatch(line) is None:
                raise ValueError(f"not name==version: {line}")
            name, _, version = line.partition("==")
            found[canonicalize_name(name)] = version
    return found


@pytest.fixture(scope="module")
def pinned(repository: Path) -> dict[str, str]:
    """Return the pins of constraints.txt."""
    found = pins((repository / "constraints.txt").read_text(encoding="utf-8"))
    assert len(found) > 20
    return found


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line", ["rich>=13", "rich @ https://host.example/r.whl", "rich==15.0.0 --hash=sha256:0", "rich"]
)
def test_a_line_that_is_no_bare_pin_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not name==version"):
        pins(line)


def test_every_requirement_is_pinned_within_its_range(project: dict[str, Any], pinned: dict[str, str]) -> None:
    lists = [
        project["build-system"]["requires"],
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
    ]
    requirements = [Requirement(text) for texts in lists for text in texts]
    foreign = [requirement for requirement in requirements if requirement.name != "competencygraph"]
    assert len(foreign) > 10
    for requirement in foreign:
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_every_pinned_package_has_its_licence_on_record(repository: Path, pinned: dict[str, str]) -> None:
    table = (repository / "docs" / "licences.md").read_text(encoding="utf-8")
    recorded = {canonicalize_name(name) for name in re.findall(r"^\| ([A-Za-z0-9._-]+) \|", table, re.MULTILINE)}
    assert set(pinned) - recorded == set()
    assert recorded - set(pinned) - {"package"} == set()


def test_the_licence_is_whole_and_leaves_the_documents_out(repository: Path) -> None:
    text = (repository / "LICENSE").read_text(encoding="utf-8")
    assert [int(number) for number in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)] == list(range(1, 16))
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert "The five documents in documents/" in text.partition("EUROPEAN UNION PUBLIC LICENCE")[0]
