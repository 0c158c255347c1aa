"""Running commands as a user does, without a process for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from competencygraph.cli.main import run

Run = Callable[..., "Outcome"]


@dataclass(frozen=True)
class Outcome:
    """What a command wrote and its exit code."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """Return the lines of stderr."""
        return self.err.splitlines()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a command in English, in an environment of its own and 120 columns wide."""
    monkeypatch.setenv("COLUMNS", "120")

    def run_command(*arguments: object, **environ: str) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments], {"COMPETENCYGRAPH_LANG": "en", **environ})
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run_command


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the five documents; tests only read it."""
    folder = tmp_path_factory.mktemp("cli") / "store"
    assert run(["demo", "--quiet", "--store", str(folder)], {}) == 0
    return folder
