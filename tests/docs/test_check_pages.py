"""The pages on checking a profile: their commands run and print what is shown, their settings are read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from competencygraph.app import check_workers
from competencygraph.app.check_rules import check_codes, load_settings
from competencygraph.cli.main import run
from competencygraph.validation.edition import EditionData
from competencygraph.validation.edition_check import EditionCheck
from competencygraph.validation.finding import Finding
from competencygraph.validation.observing import Thresholds
from competencygraph.validation.shapes import Profile

FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = {"check-a-profile.md": "profile.txt", "een-profiel-controleren.md": "profiel.txt"}
WRITTEN = {
    "check-a-profile.md": ("report.html", "before.json"),
    "een-profiel-controleren.md": ("verslag.html", "vroeger.json"),
}


def blocks(page: Path, kind: str) -> list[str]:
    """Return the fenced blocks of a kind, at least one."""
    found = [text for name, text in FENCED.findall(page.read_text(encoding="utf-8")) if name == kind]
    assert found
    return found


def commands(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands of a page, each with the output shown under it."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks(page, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def missing(shown: list[str], printed: list[str]) -> list[str]:
    """Return the shown lines that are not printed, in their order; an ellipsis stands for any lines."""
    absent, position = [], 0
    for line in shown:
        if line != "…":
            try:
                position = printed.index(line, position) + 1
            except ValueError:
                absent.append(line)
    return absent


@cache
def prepared(profile: Profile, thresholds: Thresholds | None) -> EditionCheck:
    """Return a check with the packaged shapes, loaded once."""
    task = EditionCheck(profile, (), thresholds)
    task.prepare()
    return task


class InThisProcess:
    """Stands in for `Supervised`, whose processes take a second to start; tests/app and tests/cli use them."""

    def __init__(self, function: EditionCheck, **_: object) -> None:
        self._function = prepared(function.profile, function._thresholds)

    def start(self) -> None:
        """Do nothing."""

    def __enter__(self) -> InThisProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing."""

    def map(self, tasks: Iterable[EditionData]) -> Iterator[tuple[Finding, ...]]:
        return map(self._function, tasks)


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_run_and_print_what_is_shown(
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    page = repository / "docs" / "how-to" / name
    (tmp_path / PAGES[name]).write_text(blocks(page, "text")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(check_workers, "Supervised", InThisProcess)
    shown_somewhere = 0
    for line, shown in commands(page):
        program, *arguments = shlex.split(line)
        assert program == "competencygraph"
        if "--settings" in arguments:
            settings = tmp_path / "competencygraph-check.yaml"
            settings.write_text(blocks(page, "yaml")[0], encoding="utf-8")
        code = run(arguments, {"LC_ALL": "C.UTF-8"})
        output = capsys.readouterr()
        assert code in {0, 1}, (line, output.err)
        assert missing(shown, [row.rstrip() for row in output.out.splitlines()]) == [], (line, output.out)
        shown_somewhere += len(shown)
    assert shown_somewhere > 15
    assert all((tmp_path / written).is_file() for written in WRITTEN[name])


@pytest.mark.parametrize("name", PAGES)
def test_the_settings_of_the_page_can_be_used(repository: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(blocks(repository / "docs" / "how-to" / name, "yaml")[0], encoding="utf-8")
    settings = load_settings(path)
    check_codes(settings)
    assert settings.rules and settings.exemptions


def test_both_pages_have_the_same_parts(repository: Path) -> None:
    outlines = []
    for name in PAGES:
        text = (repository / "docs" / "how-to" / name).read_text(encoding="utf-8")
        outlines.append([line.split()[0] for line in text.splitlines() if line.startswith(("#", "|", "```"))])
    assert len(outlines[0]) > 20
    assert [mark for mark in outlines[0] if mark == "##"] == [mark for mark in outlines[1] if mark == "##"]
