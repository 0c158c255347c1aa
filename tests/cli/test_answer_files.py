"""``--out`` and ``--chart``: files written whole, over nothing that is there unless asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Run = Callable[..., Any]
RISES = ("query", "rises", "from=A4", "to=A5")
CRITERIA = ("query", "criteria", "family=federal-be/003/family")


def test_a_workbook_is_written(cli: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "rises.xlsx"
    result = cli(*RISES, "--store", store, "--out", file, "--lang", "nl")
    assert (result.code, result.out) == (0, "")
    assert result.errors == [f"{file} geschreven, 6 rijen"]
    book = load_workbook(file)
    assert book["Antwoord"].max_row == 7
    assert "Impact in de organisatie" in [cell.value for cell in book["Antwoord"]["D"]]
    assert not {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} & {"f"}


def test_the_ending_tells_the_format(cli: Run, store: Path, tmp_path: Path) -> None:
    assert cli(*RISES, "--store", store, "--out", tmp_path / "rises.json").code == 0
    assert len(json.loads((tmp_path / "rises.json").read_text(encoding="utf-8"))) == 6
    assert cli(*RISES, "--store", store, "--out", tmp_path / "rises.txt", "--format", "csv").code == 0
    assert (tmp_path / "rises.txt").read_text(encoding="utf-8").startswith("family,familyLabel,")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "rises.doc"], "the ending of the file tells no format; add --format csv|json|md|srj|srx|tsv|xlsx"),
        (["--out", "rises.csv", "--format", "table"], "a table is for people to look at; choose another format"),
        (["--out", "absent/rises.csv"], "the file cannot be written"),
        (["--out", "there.csv"], "the file exists already; give a name that is free, or add --overwrite"),
        (["--out", "folder.csv", "--overwrite"], "this is no file; give the name of a file"),
        (["--chart", "rises.jpg"], "the ending tells no format of a chart; let it end in .svg or .png"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_nothing_is_touched(
    cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    result = cli(*RISES, "--store", store, *options)
    assert result.code == 2
    assert len(result.errors) == 1 and said in result.errors[0]
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.csv", "there.csv"]


def test_a_file_is_replaced_when_asked(cli: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "rises.csv"
    file.write_text("old", encoding="utf-8")
    assert cli(*RISES, "--store", store, "--out", file, "--overwrite").code == 0
    assert file.read_text(encoding="utf-8").startswith("family,")


def test_a_replaced_file_keeps_its_permissions(cli: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "rises.csv"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o600)
    assert cli(*RISES, "--store", store, "--out", file, "--overwrite").code == 0
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_when_one_of_two_files_is_refused(cli: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    options = ("--chart", tmp_path / "new.svg", "--out", tmp_path / "there.csv")
    assert cli(*CRITERIA, "--store", store, *options).code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["there.csv"]


def test_a_name_that_is_too_long_is_wrong_use(cli: Run, store: Path, tmp_path: Path) -> None:
    result = cli(*RISES, "--store", store, "--out", tmp_path / f"{'n' * 255}.csv")
    assert result.code == 2 and "the file cannot be written" in result.err


def test_a_chart_is_drawn_beside_the_rows(cli: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "criteria.svg"
    result = cli(*CRITERIA, "--store", store, "--chart", file)
    assert result.code == 0
    assert "Supervisie" in result.out
    assert f"{file} drawn" in result.errors
    assert "<desc" in file.read_text(encoding="utf-8")
    assert cli(*CRITERIA, "--store", store, "--chart", tmp_path / "criteria.png").code == 0
    assert (tmp_path / "criteria.png").read_bytes().startswith(b"\x89PNG")


def test_a_question_without_a_chart_says_which_have_one(cli: Run, store: Path, tmp_path: Path) -> None:
    result = cli("query", "frameworks", "--store", store, "--chart", tmp_path / "x.svg")
    assert result.code == 2
    assert "`competencygraph questions --tag chart` lists the questions that have one" in result.err
    assert "criteria" in cli("questions", "--tag", "chart").out


def test_free_sparql_is_written_too(cli: Run, store: Path, tmp_path: Path) -> None:
    ask = "SELECT ?t (STRLEN(STR(?t)) AS ?n) { ?t a cg:Task } ORDER BY ?t LIMIT 3"
    assert cli("sparql", ask, "--store", store, "--out", tmp_path / "tasks.xlsx").code == 0
    rows = list(load_workbook(tmp_path / "tasks.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "t" and len(rows) == 4
    assert isinstance(rows[1][rows[0].index("n")], int)
    refused = cli("sparql", "ASK {}", "--store", store, "--format", "xlsx")
    assert (refused.code, refused.errors) == (
        2,
        ["competencygraph: --format xlsx: only rows fit in a workbook; ask with SELECT"],
    )


def test_a_workbook_goes_through_a_pipe_the_same_for_every_seed(store: Path) -> None:
    command = [sys.executable, "-m", "competencygraph", *RISES, "--store", str(store), "--format", "xlsx"]
    written = set()
    for seed in ("0", "1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "COMPETENCYGRAPH_LANG": "en"}
        ran = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)
        assert ran.stdout.startswith(b"PK")
        written.add(ran.stdout)
    assert len(written) == 1
