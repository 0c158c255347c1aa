"""Making a release from the command line: the same bytes each time, and wrong use told in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.release.build import main

from .changed_sources import copy_sources, replace

ROOT = Path(__file__).resolve().parents[2]
VERSION = "1.2.0"


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder by its path."""
    found = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert len(found) > 40
    return found


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_bytes_are_the_same_whatever_the_hash_seed(seed: str, release: Path, tmp_path: Path) -> None:
    # An earlier release of this version is replaced, whatever was in it.
    shutil.copytree(release, tmp_path / VERSION)
    (tmp_path / VERSION / "index.html").write_text("old", encoding="utf-8")
    (tmp_path / VERSION / "left.ttl").write_text("old", encoding="utf-8")
    command = [sys.executable, "-m", "tools.release", "--out", str(tmp_path), "--version", VERSION]
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(
        [*command, "--issued", "2026-11-22"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert content(tmp_path / VERSION) == content(release)
    assert [one.name for one in tmp_path.iterdir()] == [VERSION]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / VERSION
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["--out", str(tmp_path), "--version", VERSION]) == 2
    assert "the folder holds something else" in capsys.readouterr().err
    assert [one.name for one in folder.iterdir()] == ["mine.txt"]
    assert [one.name for one in tmp_path.iterdir()] == [VERSION]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--version", "1.2"], 2, "1.2: this is no version"),
        (["--version", "1.2.0/../.."], 2, "this is no version"),
        (["--issued", "yesterday"], 2, "this is no day"),
        (["--previous", "no-such-tag"], 2, "no tag or commit"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    arguments: list[str], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path), *arguments]) == code
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("ontology/core.ttl", "cg:Framework a owl:Class ;", "cg:Framework a owl:Class", "core.ttl: this is no Turtle"),
        (
            "ontology/axioms.ttl",
            "owl:imports <https://w3id.org/competencygraph/ontology/vacancy>",
            "owl:imports <https://w3id.org/competencygraph/ontology/nowhere>",
            "an imported module is not there",
        ),
        (
            "ontology/vacancy.ttl",
            "<https://w3id.org/competencygraph/ontology/vacancy> a owl:Ontology",
            "<https://example.org/vacancy> a owl:Ontology",
            "vacancy.ttl: the file is not one module",
        ),
    ],
)
def test_faulty_sources_are_told_in_one_line(
    file: str, old: str, new: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_sources(ROOT, tmp_path / "sources")
    replace(root / file, old, new)
    assert main(["--out", str(tmp_path / "out"), "--checkout", str(root)]) == 3
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()
