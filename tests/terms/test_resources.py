"""Packaged data is found from a wheel and from a checkout alike."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.errors import DefinitionError
from competencygraph.terms import resources

FOLDERS = ("ontology", "shapes", "queries", "documents")
PRINT_ONTOLOGY = "from competencygraph.terms import resources; print(resources.path('ontology'))"


def package(repository: Path, place: Path) -> None:
    """Copy what `terms` needs of the package below a folder."""
    source = repository / "src" / "competencygraph"
    shutil.copytree(source / "terms", place / "competencygraph" / "terms")
    shutil.copy(source / "errors.py", place / "competencygraph" / "errors.py")
    (place / "competencygraph" / "__init__.py").touch()


def found(python_path: Path) -> Path:
    """Return the ontology folder that a new process finds."""
    run = subprocess.run(
        [sys.executable, "-c", PRINT_ONTOLOGY],
        env={"PYTHONPATH": str(python_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(run.stdout.strip())


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_found(folder: str) -> None:
    assert any(resources.path(folder).iterdir())


def test_a_wheel_holds_its_own_data(repository: Path, tmp_path: Path) -> None:
    package(repository, tmp_path / "site")
    data = tmp_path / "site" / "competencygraph" / "_data" / "ontology"
    data.mkdir(parents=True)
    (tmp_path / "ontology").mkdir()
    assert found(tmp_path / "site") == data


def test_a_checkout_is_found_from_src(repository: Path, tmp_path: Path) -> None:
    package(repository, tmp_path / "src")
    (tmp_path / "ontology").mkdir()
    assert found(tmp_path / "src") == tmp_path / "ontology"


@pytest.mark.parametrize("folder", ["", "no-such-folder"])
def test_an_unknown_folder_is_an_error(folder: str) -> None:
    with pytest.raises(DefinitionError, match="install competencygraph again"):
        resources.path(folder)


def test_an_unknown_file_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="no-such-file"):
        resources.read_text("ontology", "no-such-file.ttl")


def test_the_vocabulary_has_no_blank_nodes() -> None:
    files = resources.vocabulary_files()
    assert {file.name for file in files} >= {
        "core.ttl",
        "competency.ttl",
        "vacancy.ttl",
        "evidence.ttl",
        "checking.ttl",
        "federal-grades.ttl",
    }
    assert [file for file in files if "[" in file.read_text(encoding="utf-8")] == []


def test_terms_are_light() -> None:
    check = "import sys, competencygraph.terms; print(sorted({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", check],
        env={"PYTHONPATH": str(Path(resources.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
