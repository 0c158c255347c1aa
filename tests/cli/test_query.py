"""``query``: rows in every format, and the comparison that a terminal and a file get."""

from __future__ import annotations

import csv
import io
import json
import os
import select
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

pty = pytest.importorskip("pty", reason="a terminal is made with pty, which this system has not")

Run = Callable[..., object]
RISES = ("query", "rises", "from=A4", "to=A5")


def on_a_terminal(store: Path, **environ: str) -> str:
    """Return what `query rises` writes to a terminal of its own."""
    pid, handle = pty.fork()
    if pid == 0:  # pragma: no cover - the child is another program
        os.environ.update({"COLUMNS": "200", "TERM": "xterm-256color", "COMPETENCYGRAPH_LANG": "en", **environ})
        os.execv(sys.executable, [sys.executable, "-m", "competencygraph", *RISES, "--store", str(store)])  # noqa: S606
    written = b""
    while select.select([handle], [], [], 60)[0]:
        try:
            part = os.read(handle, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.waitpid(pid, 0)
    os.close(handle)
    return written.decode()


def test_rises_shows_both_wordings_the_changed_words_and_the_lines(cli: Run, store: Path) -> None:
    result = cli(*RISES, "--store", store)
    assert result.code == 0
    assert result.err == "6 rows\n"
    assert result.out.count(": reworded") == 6
    lines = [line.strip() for line in result.out.splitlines()]
    start = lines.index("Strategie: reworded")
    assert lines[start + 1 : start + 6] == [
        "A4  De strategie bepalen voor het domein of de entiteit en de middelen aanwenden.",
        "(000, lines 172–173)",
        "A5  De strategie bepalen voor het domein of de entiteit en de middelen en het budget bepalen en aanwenden.",
        "(000, lines 175–177)",
        "A4 → A5  De strategie bepalen voor het domein of de entiteit en de middelen"
        " {+en het budget bepalen en+} aanwenden.",
    ]


def test_the_lines_are_those_of_the_document(cli: Run, store: Path, documents: Path) -> None:
    (file,) = documents.glob("000_*.txt")
    lines = file.read_text(encoding="utf-8").split("\n")
    rows = json.loads(cli(*RISES, "--store", store, "--format", "json").out)
    assert len(rows) == 6
    for row in rows:
        for side in ("from", "to"):
            start, _, end = row[f"{side}Source"].rpartition("#line=")[2].partition(",")
            printed = " ".join(" ".join(lines[int(start) : int(end)]).split())
            assert row[f"{side}Text"] == printed


def test_words_are_said_in_the_asked_language(cli: Run, store: Path) -> None:
    result = cli(*RISES, "--store", store, "--lang", "nl")
    assert "Strategie: anders verwoord" in result.out
    assert "(000, regels 172–173)" in result.out
    assert result.err == "6 rijen\n"
    assert "ligne" in cli(*RISES, "--store", store, "--lang", "fr").out


def test_quiet_leaves_the_data(cli: Run, store: Path) -> None:
    loud, quiet = cli(*RISES, "--store", store), cli(*RISES, "--store", store, "--quiet")
    assert quiet.err == "" and quiet.out == loud.out


def test_a_terminal_gets_colour_and_no_brackets(store: Path) -> None:
    shown = on_a_terminal(store)
    assert "Strategie" in shown
    assert "\x1b[1;32men het budget bepalen en" in shown
    assert "\x1b[9;31m" in shown
    assert "{+" not in shown and "[-" not in shown


def test_no_color_gives_brackets_on_a_terminal_too(store: Path) -> None:
    shown = on_a_terminal(store, NO_COLOR="1")
    assert "{+en het budget bepalen en+}" in shown
    assert "\x1b[" not in shown


def test_each_format(cli: Run, store: Path) -> None:
    found = {
        name: cli(*RISES, "--store", store, "--format", name)
        for name in ("csv", "json", "md", "srj", "srx", "tsv", "table")
    }
    assert {name: result.code for name, result in found.items()} == dict.fromkeys(found, 0)
    rows = json.loads(found["json"].out)
    assert [row["change"] for row in rows] == ["reworded"] * 6
    assert next(csv.DictReader(io.StringIO(found["csv"].out)))["fromText"] == rows[0]["fromText"]
    assert len(found["md"].out.splitlines()) == 8
    assert len(json.loads(found["srj"].out)["results"]["bindings"]) == 6
    assert len(ElementTree.fromstring(found["srx"].out).findall(".//{*}result")) == 6  # noqa: S314 - our own output
    assert len(found["tsv"].out.splitlines()) == 7


def test_other_questions_are_laid_out_for_people(cli: Run, store: Path) -> None:
    result = cli("query", "criteria", "family=federal-be/000/family", "--store", store)
    top, _, *rows = result.out.splitlines()
    assert top.startswith("familyLabel: 000: De strategie voor een domein")
    assert [row.split()[0] for row in rows[:3]] == ["criterionLabel", "position", "grade"]
    assert len([row for row in rows if row.startswith("source")]) == 12
    assert "source          000, lines 151–159" in rows


def test_no_rows_is_said(cli: Run, store: Path) -> None:
    result = cli("query", "rises", "from=A4", "to=A4", "--store", store)
    assert (result.code, result.out, result.err) == (0, "", "no rows\n")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["from=A4"], "the parameter to is missing"),
        (["from=A4", "to=A9"], "no grade is printed as 'A9'"),
        (["from=A4", "to=A5", "from=A3"], "from is given twice"),
        (["from=A4", "to=A5", "familie=x"], "did you mean family?"),
        (["from=A4", "to=A5", "family=no/such"], "the store holds no https://w3id.org/competencygraph/id/no/such"),
    ],
)
def test_a_wrong_value_is_one_line_and_two(cli: Run, store: Path, values: list[str], said: str) -> None:
    result = cli("query", "rises", *values, "--store", store)
    assert result.code == 2 and result.out == ""
    assert len(result.errors) == 1 and said in result.err
