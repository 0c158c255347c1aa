"""``doctor``: versions, extras, Java, limits and the store, each ok or warn."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph import __version__
from competencygraph.app.diagnosing import _size

Run = Callable[..., object]


def test_everything_is_looked_at(cli: Run, store: Path) -> None:
    checks = {one["name"]: one for one in json.loads(cli("doctor", "--store", store, "--format", "json").out)}
    assert checks.keys() >= {
        "competencygraph",
        "python",
        "pyoxigraph",
        "rdflib",
        "extra reasoning",
        "java",
        "limits",
        "store",
    }
    assert checks["competencygraph"]["value"] == __version__
    assert {one["status"] for one in checks.values()} <= {"ok", "warn"}
    assert "5 documents" in checks["store"]["value"]
    assert checks["store format"]["value"].isdigit()
    assert int(checks["snapshot"]["value"]) >= 1


def test_no_java_and_no_store_are_warnings(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("competencygraph.app.diagnosing._version", lambda name: None)
    result = cli("doctor", "--store", tmp_path / "absent", "--lang", "nl")
    assert result.code == 0
    status = {line.split("  ")[0].strip() for line in result.out.splitlines()[1:]}
    assert status == {"goed", "let op"}
    assert "geen Java: alleen redeneren heeft het nodig" in result.err
    assert 'voor extra reasoning: pip install "competencygraph[reasoning]"' in result.err
    assert "nog geen graaf" in result.err
    assert not (tmp_path / "absent").exists()


def test_a_damaged_store_is_a_warning_with_its_problem(cli: Run, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (folder / "data").mkdir(parents=True)
    checks = {one["name"]: one for one in json.loads(cli("doctor", "--store", folder, "--format", "json").out)}
    assert checks["store"]["status"] == "warn"
    assert "the state file is missing" in checks["store"]["problem"]


def test_words_come_in_the_asked_language(cli: Run, store: Path) -> None:
    lines = cli("doctor", "--store", store, "--lang", "fr").out.splitlines()
    assert any(line.split(None, 2)[1:] == ["limites", "sparql : 30 s, 100000 lignes, 1024 Mo"] for line in lines)
    assert any(line.split(None, 2)[1] == "dépôt" and "5 documents, " in line and "triplets" in line for line in lines)
    assert not any(word in " ".join(lines) for word in ("store format", "snapshot", "rows"))


def test_a_file_of_two_names_counts_once(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1000)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert _size(tmp_path) == 1000
