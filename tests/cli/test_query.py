"""``query``: rows in every format, and the comparison that a terminal and a file get."""

from __future__ import annotations

import csv
import io
import json
import os
import re
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
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert "de middelen aanwenden" in plain and "middelen  aanwenden" not in plain


def test_a_place_is_never_folded(store: Path) -> None:
    plain = re.sub("\x1b\\[[0-9;]*m", "", on_a_terminal(store, COLUMNS="48"))
    assert plain.count("(000, lines ") == 12
    assert len(re.findall(r"\(000, lines \d+–\d+\)", plain)) == 12


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


def test_words_are_not_marked_where_most_of_them_differ(cli: Run, store: Path) -> None:
    lines = cli("query", "rises", "from=C", "to=B", "--store", store).out.splitlines()
    start = lines.index("  Supervisie: reworded")
    assert lines[start + 5] == "    C → B  (reworded throughout)"
    start = lines.index("  Verbetering: reworded")
    assert lines[start + 5].startswith("    C → B  Concrete verbeteringen van de [-gehanteerde-]{+")
    assert "(entièrement reformulé)" in cli("query", "rises", "from=C", "to=B", "--store", store, "--lang", "fr").out


def test_criteria_are_grouped_by_family_and_criterion(cli: Run, store: Path) -> None:
    lines = cli("query", "criteria", "family=federal-be/000/family", "--store", store, COLUMNS="120").out.splitlines()
    assert lines[0].startswith("000: ")
    start = lines.index("  Strategie")
    assert lines[start + 1 : start + 4] == [
        "    A4  De strategie bepalen voor het domein of de entiteit en de middelen aanwenden.  (000, lines 172–173)",
        "    A5  De strategie bepalen voor het domein of de entiteit en de middelen "
        "en het budget bepalen en aanwenden.",
        "        (000, lines 175–177)",
    ]
    assert len([line for line in lines if line.startswith("    A4  ")]) == 6


def test_requirements_are_grouped_by_profile_and_kind(cli: Run, store: Path) -> None:
    lines = cli("query", "requirements", "--store", store, "--lang", "nl").out.splitlines()
    headings = [line.strip() for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert headings == [
        "Kerncompetenties",
        "Functiespecifieke competenties",
        "Kennis",
        "Competenties",
        "Vaktechnische competenties",
    ]
    assert "    Coachen – niveau 3: Stimuleert ontwikkeling op lange termijn  (002, regels 616–618)" in lines
    assert len([line for line in lines if ", regel" in line]) == 39


def test_a_profile_is_shown_part_by_part_with_members_below(cli: Run, store: Path) -> None:
    lines = cli("query", "profile", "profile=federal-be/000/family", "--store", store, "--lang", "fr").out.splitlines()
    assert lines[0] == "federal-be/000/family"
    start = lines.index("  Critères distinctifs")
    assert lines[start + 1] == "    Impact in de organisatie  (000, lignes 148–149)"
    assert lines[start + 2].startswith("      A4  Een gedeelde verantwoordelijkheid hebben voor")
    assert any(line.startswith("    kennisbeheerder (facultatif) : ") for line in lines)


def test_other_questions_are_laid_out_for_people(cli: Run, store: Path) -> None:
    node = "federal-be/000/family/criterion/strategie/a4"
    result = cli("query", "evidence", f"node={node}", "--store", store)
    assert result.out.splitlines()[0] == f"node        {node}"
    assert "startLine   172" in result.out


def test_no_rows_is_said(cli: Run, store: Path) -> None:
    same = cli("query", "rises", "from=A4", "to=A4", "--store", store)
    assert (same.code, same.out) == (0, "")
    assert same.err.startswith("no rows: nothing changes between A4 and A4; include_unchanged=true")
    apart = cli("query", "rises", "from=B", "to=A4", "--store", store)
    assert (apart.code, apart.out) == (0, "")
    assert apart.err == "no rows: no function family is described at both B and A4\n"
    assert cli("query", "rises", "from=B", "to=A4", "--store", store, "--format", "json").out == "[]\n"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["from=A4"], "the parameter to is missing"),
        (["from=A4", "to=A9"], "no grade is printed as 'A9'; choose from A1, A2, A3, A4, A5, B, C"),
        (["from=A4", "to=A5", "from=A3"], "from is given twice"),
        (["from=A4", "to=A5", "familie=x"], "did you mean family?"),
        (["from=A4", "to=A5", "family=no/such"], "the store holds no https://w3id.org/competencygraph/id/no/such"),
    ],
)
def test_a_wrong_value_is_one_line_and_two(cli: Run, store: Path, values: list[str], said: str) -> None:
    result = cli("query", "rises", *values, "--store", store)
    assert result.code == 2 and result.out == ""
    assert len(result.errors) == 1 and said in result.err
