"""The analysts' page: every command runs on the demo store and gives the lines that the page shows, in their order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .test_readme import commands, missing

PAGE = Path(__file__).parents[2] / "docs" / "ten-questions.md"
TEXT = PAGE.read_text(encoding="utf-8")
QUESTIONS = commands(TEXT)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "store"
    made = _run(["ingest", str(documents)], folder)
    assert made.returncode == 0, made.stderr
    return folder


def test_there_are_ten_questions_each_with_an_answer() -> None:
    assert re.findall(r"^## (\d+)\.", TEXT, re.MULTILINE) == [str(number) for number in range(1, 11)]
    assert len(QUESTIONS) == 10
    assert all(len([line for line in shown if line != "…"]) >= 4 for _, shown in QUESTIONS)


@pytest.mark.parametrize(("command", "shown"), QUESTIONS, ids=[line.split()[2] for line, _ in QUESTIONS])
def test_the_answer_is_true(command: str, shown: list[str], store: Path) -> None:
    ran = _run(shlex.split(command)[1:], store)
    assert ran.returncode == 0, ran.stderr
    printed = (ran.stdout + ran.stderr).splitlines()
    assert missing(shown, printed) == []


@pytest.mark.parametrize(("command", "shown"), QUESTIONS[:1], ids=["rises"])
def test_an_answer_that_is_not_true_is_noticed(command: str, shown: list[str], store: Path) -> None:
    printed = _run(shlex.split(command)[1:], store).stdout.splitlines()
    changed = [line.replace("budget", "geld") for line in shown]
    assert missing(changed, printed) != []


def _run(words: list[str], store: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COMPETENCYGRAPH_STORE": str(store), "NO_COLOR": "1", "COMPETENCYGRAPH_LANG": "en"}
    environment["COLUMNS"] = "120"
    command = [sys.executable, "-m", "competencygraph", *words]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False)
