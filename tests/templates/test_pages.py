"""The pages on forms: their commands run and print what is shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from competencygraph.cli.main import run

PAGES = ("write-a-profile-in-a-form.md", "een-profiel-in-een-formulier.md")


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_the_page_print_what_it_shows(
    name: str,
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (repository / "docs" / "how-to" / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    steps = [step.splitlines() for block in blocks for step in block.split("$ competencygraph ")[1:]]
    assert len(steps) == 4
    for command, *shown in steps:
        assert run(shlex.split(command), {}) in {0, 1}
        captured = capsys.readouterr()
        printed = captured.out + captured.err
        for line in shown:
            assert line.rstrip(" …") in printed, (command, line)
