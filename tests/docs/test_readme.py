"""README.md and docs/ say what is so: their commands run, their output is real, their terms are declared."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from competencygraph.terms import cg

CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
TERM = re.compile(r"\bcg:(\w+)")


def commands(page: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a page's console blocks, each with the output lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for block in CONSOLE.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def missing(shown: list[str], printed: list[str]) -> list[str]:
    """Return the shown lines that are not printed, in their order; a line with an ellipsis alone stands for any."""
    absent, position = [], 0
    for line in shown:
        if line == "…":
            continue
        try:
            position = printed.index(line, position) + 1
        except ValueError:
            absent.append(line)
    return absent


@pytest.fixture(scope="module")
def readme(repository: Path) -> str:
    return (repository / "README.md").read_text(encoding="utf-8")


def test_shown_output_that_is_not_printed_is_noticed() -> None:
    assert missing(["a", "…", "c"], ["a", "b", "c"]) == []
    assert missing(["c", "a"], ["a", "b", "c"]) == ["a"]


def test_the_commands_of_the_readme_run_and_print_what_it_shows(readme: str, repository: Path, tmp_path: Path) -> None:
    ours = [(line, shown) for line, shown in commands(readme) if line.startswith("competencygraph ")]
    assert len(ours) >= 5
    environment = {**os.environ, "COMPETENCYGRAPH_STORE": str(tmp_path / "store"), "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    environment["PYTHONUNBUFFERED"] = "1"
    for line, shown in ours:
        run = subprocess.run(
            [sys.executable, "-m", *shlex.split(line)],
            cwd=repository,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
        )
        assert run.returncode == 0, (line, run.stdout)
        printed = [row.rstrip() for row in run.stdout.splitlines()]
        assert missing(shown, printed) == [], line


def test_the_make_targets_of_the_readme_exist(readme: str, repository: Path) -> None:
    targets = [line.split()[1] for line, _ in commands(readme) if line.startswith("make ")]
    assert targets == ["demo", "test"]
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_the_python_of_the_readme_runs(
    readme: str, repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    (code,) = PYTHON.findall(readme)
    exec(compile(code, "README.md", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_the_readme_fits_a_page(readme: str) -> None:
    assert len(readme.splitlines()) <= 95


def test_every_term_that_the_pages_name_is_declared(repository: Path) -> None:
    pages = [page for page in repository.rglob("docs/**/*.md") if ".venv" not in page.parts]
    named = {(page.name, term) for page in pages for term in TERM.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 20
    assert not hasattr(cg, "noSuchTerm")
    assert {(page, term) for page, term in named if not hasattr(cg, term)} == set()
