"""``import``: a preview always, a yes before anything is stored, and one line for what cannot be used."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.cli.main import run

Run = Callable[..., object]
SKILLS = Path(__file__).parents[1] / "imports" / "skills.turtle"
TASK = "De werklast opvolgen en zo nodig de prioriteiten bijstellen."


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """Return a store with the five documents, to be written."""
    return Path(shutil.copytree(store, tmp_path / "own"))


@pytest.fixture(scope="module")
def edited(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of the five documents in which a hand changed a task of document 003."""
    path = tmp_path_factory.mktemp("import") / "edited.ttl"
    assert run(["export", "turtle", "--quiet", "--out", str(path), "--store", str(store)], {}) == 0
    head, found, tail = path.read_text(encoding="utf-8").rpartition(f'cg:text "{TASK}"@nl')
    assert found
    assert "werkhoop" not in head + tail
    path.write_text(head + found.replace("werklast", "werkhoop") + tail, encoding="utf-8")
    return path


def test_dry_run_shows_the_change_and_stores_nothing(cli: Run, own: Path, edited: Path) -> None:
    before = cli("store", "dump", "--store", own).out
    result = cli("import", edited, "--dry-run", "--store", own)
    assert result.code == 0
    assert "revision (1 changed)" in result.out
    assert f"- {TASK}" in result.out
    assert f"+ {TASK.replace('werklast', 'werkhoop')}" in result.out
    assert "line " in result.out
    assert "nothing was stored" in result.err
    assert cli("store", "dump", "--store", own).out == before


def test_without_a_terminal_a_yes_is_needed(cli: Run, own: Path, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    before = cli("store", "dump", "--store", own).out
    result = cli("import", edited, "--store", own)
    assert result.code == 2
    assert "revision (1 changed)" in result.out
    assert len(result.errors) == 1
    assert "--yes" in result.err
    assert cli("store", "dump", "--store", own).out == before


@pytest.mark.parametrize(("answer", "stored"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_it_is_asked(
    cli: Run, own: Path, edited: Path, monkeypatch: pytest.MonkeyPatch, answer: str, stored: bool
) -> None:
    monkeypatch.setattr("competencygraph.cli.commands.import_.sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda *words, **options: answer.startswith("y"))
    result = cli("import", edited, "--store", own)
    assert result.code == 0
    assert ("one document stored" in result.err) is stored
    assert ("werkhoop" in cli("store", "dump", "--store", own).out) is stored


def test_yes_stores_it_once(cli: Run, own: Path, edited: Path) -> None:
    result = cli("import", edited, "--yes", "--store", own)
    assert result.code == 0
    assert "one document stored: 0 added, 0 removed, 1 changed, 0 moved" in result.err
    again = cli("import", edited, "--yes", "--store", own)
    assert again.code == 0
    assert "nothing to do" in again.err
    assert "werkhoop" in cli("query", "search", "words=werkhoop", "--store", own).out
    shown = cli("store", "list", "--store", own).out
    assert "edited.ttl" in shown
    checked = cli("check", "federal-be/003", "--store", own)
    assert checked.code in {0, 1}
    assert "003_" in checked.out
    assert "edited.ttl:" not in checked.out
    assert cli("store", "verify", "--store", own).code == 0
    assert "reworded 1" in cli("compare", "federal-be/003", "--store", own).err


@pytest.mark.parametrize("output", ["json", "md"])
def test_other_formats(cli: Run, own: Path, edited: Path, output: str) -> None:
    result = cli("import", edited, "--dry-run", "--format", output, "--store", own)
    assert result.code == 0
    if output == "json":
        data = json.loads(result.out)
        (change,) = [change for document in data["documents"] for change in document["changes"]]
        assert change["property"] == "cg:text"
        assert change["before"] == TASK
        assert change["place"]["line"] > 1
        assert data["counts"] == {"added": 0, "removed": 0, "changed": 1, "moved": 0}
    else:
        assert result.out.startswith("## federal-be/003: revision")


def test_a_concept_scheme_becomes_a_framework(cli: Run, own: Path) -> None:
    result = cli("import", SKILLS, "--as", "loket", "--title", "Loket", "--yes", "--store", own, "--lang", "nl")
    assert result.code == 0
    assert "loket/skills: nieuw document" in result.out
    assert "niet ingevoerd (2)" in result.out
    assert "Loket" in cli("query", "frameworks", "--store", own).out


def test_each_fault_is_a_line_and_nothing_is_stored(cli: Run, own: Path, tmp_path: Path) -> None:
    path = tmp_path / "faulty.ttl"
    text = SKILLS.read_text(encoding="utf-8")
    path.write_text(text.replace('"Writing"@en', '"Pennen"@nl').replace(":letters .", ":gone ."), encoding="utf-8")
    before = cli("store", "dump", "--store", own).out
    for lang, word in (("en", "two preferred labels"), ("nl", "twee voorkeurslabels"), ("fr", "deux libellés")):
        result = cli("import", path, "--yes", "--store", own, "--lang", lang)
        assert result.code == 2
        assert len(result.errors) == 2
        assert word in result.err
        assert all("faulty.ttl, " in line for line in result.errors)
    assert cli("store", "dump", "--store", own).out == before


@pytest.mark.parametrize("arguments", [["missing.ttl"], ["README.md"], ["a.ttl", "--kind", "word"]])
def test_what_cannot_be_used_is_one_line(cli: Run, own: Path, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "README.md").write_text("# Read me\n", encoding="utf-8")
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> 1 .", encoding="utf-8")
    result = cli("import", tmp_path / arguments[0], *arguments[1:], "--store", own)
    assert result.code == 2
    assert len(result.errors) == 1
    assert result.out == ""


def test_a_preview_without_a_store_is_one_of_new_documents(cli: Run, edited: Path, tmp_path: Path) -> None:
    place = tmp_path / "none"
    result = cli("import", edited, "--dry-run", "--store", place)
    assert result.code == 0
    assert result.out.count("new document") == 5
    assert not place.exists()
    assert cli("import", edited, "--yes", "--store", place).code == 0
    assert "werkhoop" in cli("store", "dump", "--store", place).out


def test_a_file_of_an_older_edition_says_so_in_each_format(cli: Run, own: Path, edited: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.ttl"
    assert cli("export", "turtle", "--out", older, "--store", own).code == 0
    assert cli("import", edited, "--yes", "--store", own).code == 0
    for output in ("text", "md"):
        shown = cli("import", older, "--dry-run", "--lang", "nl", "--format", output, "--store", own)
        assert shown.code == 0
        assert shown.out.startswith("het bestand beschrijft editie ")
    (notice,) = json.loads(cli("import", older, "--dry-run", "--format", "json", "--store", own).out)["notices"]
    assert notice.startswith("the file describes edition ")
