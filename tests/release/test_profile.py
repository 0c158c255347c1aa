"""The released whole and its modules are OWL 2 DL and consistent, in Turtle and in RDF/XML."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.java


def kinds(files: list[Path]) -> dict[str, set[str]]:
    """Return by file name the kinds of lines that the check of profiles printed."""
    assert files
    spec = importlib.util.find_spec("owlready2")
    if spec is None or spec.origin is None:
        pytest.fail("owlready2, which brings HermiT and the OWL API, is not installed: competencygraph[reasoning]")
    archive = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    program = ROOT / "tests" / "ontology" / "java" / "ProfileCheck.java"
    run = subprocess.run(
        ["java", "-cp", str(archive), str(program), *map(str, files)],
        capture_output=True, text=True, encoding="utf-8", timeout=240, check=False, env=os.environ,
    )  # fmt: skip
    assert run.returncode in {0, 1}, run.stderr
    found: dict[str, set[str]] = {file.name: set() for file in files}
    for line in run.stdout.splitlines():
        name, kind, _ = line.split("\t", 2)
        found[Path(name).name].add(kind)
    return found


def test_the_release_is_owl_2_dl_and_consistent(release: Path) -> None:
    folder = release / "ontology"
    files = [*sorted(folder.rglob("*.ttl")), folder / "competencygraph.rdf"]
    assert len(files) >= 10
    assert kinds(files) == {file.name: {"loaded"} for file in files}


def test_a_whole_that_is_inconsistent_is_reported(release: Path, tmp_path: Path) -> None:
    text = (release / "ontology" / "competencygraph.ttl").read_text(encoding="utf-8")
    bad = tmp_path / "bad.ttl"
    both = "<https://example.org/both> a owl:NamedIndividual, cg:Grade, cg:PayScale .\n"
    bad.write_text(text + both, encoding="utf-8")
    assert "inconsistent" in kinds([bad])["bad.ttl"]
