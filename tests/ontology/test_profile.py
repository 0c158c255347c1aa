"""The OWL API finds every ontology file to be OWL 2 DL, and HermiT finds it consistent."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
FILES = sorted(file for file in ONTOLOGY.rglob("*.ttl") if file.name != "prefixes.ttl")
BAD = sorted(file for file in (HERE / "bad" / "profile").iterdir() if file.suffix != ".xml")
KINDS = {"unreadable", "import", "profile", "inconsistent", "unsatisfiable"}

pytestmark = pytest.mark.java


@pytest.fixture(scope="module")
def hermit(outer_environment: dict[str, str]) -> Path:
    """Return the archive that holds HermiT and the OWL API."""
    spec = importlib.util.find_spec("owlready2")
    if spec is None or spec.origin is None:
        reason = "owlready2, which brings HermiT and the OWL API, is not installed: competencygraph[reasoning]"
        if outer_environment.get("CI"):
            pytest.fail(f"{reason} (CI is set)")
        pytest.skip(reason)
    archive = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    assert archive.is_file()
    return archive


def check(hermit: Path, files: list[Path]) -> tuple[int, dict[Path, set[str]]]:
    """Return the exit code of the check and, by file, the kinds of lines that it printed."""
    assert files
    program = HERE / "java" / "ProfileCheck.java"
    command = ["java", "-cp", str(hermit), str(program), *map(str, files)]
    run = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, env=os.environ
    )
    assert run.returncode in {0, 1}, run.stderr
    kinds: dict[Path, set[str]] = {file: set() for file in files}
    for line in run.stdout.splitlines():
        name, kind, _ = line.split("\t", 2)
        kinds[Path(name)].add(kind)
    return run.returncode, kinds


def test_every_file_is_owl_2_dl_and_consistent(hermit: Path) -> None:
    assert len(FILES) >= 8
    code, kinds = check(hermit, FILES)
    assert kinds == {file: {"loaded"} for file in FILES}
    assert code == 0


def test_every_bad_ontology_is_reported(hermit: Path) -> None:
    code, kinds = check(hermit, BAD)
    assert code == 1
    assert {file.name: found - {"loaded"} for file, found in kinds.items()} == {
        file.name: {file.stem.partition("_")[0]} for file in BAD
    }
    assert {kind for found in kinds.values() for kind in found} == {*KINDS, "loaded"}
