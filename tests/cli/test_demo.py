"""``demo``: a store and the first answer; a second run has nothing to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.cli._program import command_name

Run = Callable[..., object]


def test_demo_builds_answers_and_has_nothing_to_do_the_second_time(cli: Run, tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = cli("demo", "--store", store)
    assert first.code == 0
    assert first.errors[0].startswith(f"graph built in {store}: 5 documents, ")
    assert first.out.count(": reworded") == 6
    assert "{+en het budget bepalen en+}" in first.out
    assert first.errors[-2].startswith("the check found 4 violations, ")
    assert first.errors[-2].endswith(f" check --store {store}")
    assert "(000, lines 172–173)" in first.out and "(000, lines 175–177)" in first.out
    before = cli("store", "dump", "--store", store).out
    second = cli("demo", "--store", store)
    assert second.code == 0
    assert second.errors[0] == f"nothing to do: {store} holds the 5 documents already"
    assert second.out == first.out
    assert cli("store", "dump", "--store", store).out == before


def test_demo_speaks_french(cli: Run, store: Path) -> None:
    result = cli("demo", "--store", store, "--lang", "fr")
    assert result.errors[0].startswith("rien à faire")
    assert "Strategie : reformulé" in result.out


def test_the_next_command_works_from_where_the_user_is(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = tmp_path / ".venv" / "bin" / "competencygraph"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for called in (".venv/bin/competencygraph", str(program)):
        assert command_name(called, path="/nowhere") == ".venv/bin/competencygraph"
        assert command_name(called, path=str(program.parent)) == "competencygraph"
    assert command_name("/a/competencygraph/__main__.py", path="/nowhere").endswith(" -m competencygraph")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("sys.argv", [".venv/bin/competencygraph"])
    said = cli("demo", "--store", store).errors[-1]
    next_commands = f".venv/bin/competencygraph questions · .venv/bin/competencygraph query criteria --store {store}"
    assert said == f"next: {next_commands}"


def test_demo_beside_other_files_is_refused(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    result = cli("demo", "--store", tmp_path)
    assert result.code == 3 and len(result.errors) == 1
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".txt"] == ["mine.txt"]
