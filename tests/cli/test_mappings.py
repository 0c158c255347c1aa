"""``mappings``: suggest, list, accept, reject, load."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.similar import KINDS
from competencygraph.cli.commands.mappings import Kind, Match
from competencygraph.cli.main import run
from competencygraph.rdf.sssom.mappings import MATCHES
from competencygraph.similarity import THRESHOLD

Run = Callable[..., object]
ONE = "lievegem/002/directeur-interne-organisatie/competency/coachen"
OTHER = "municipality-unknown/004/functieprofiel-leidinggevende/competency/coachen"


@pytest.fixture(scope="module")
def suggested(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the candidates of the five documents; tests only read it."""
    folder = tmp_path_factory.mktemp("suggested") / "mappings"
    assert run(["mappings", "suggest", "--quiet", "--store", str(store), "--mappings", str(folder)], {}) == 0
    return folder


@pytest.fixture
def work(suggested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with the candidates of the five documents in its folder ``mappings``."""
    shutil.copytree(suggested, tmp_path / "mappings")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def own(store: Path, tmp_path: Path) -> Path:
    """Return a store of the test's own."""
    return Path(shutil.copytree(store, tmp_path / "own"))


def test_suggest_says_what_it_looked_at(cli: Run, store: Path, suggested: Path, tmp_path: Path) -> None:
    result = cli("mappings", "suggest", "--store", store, "--mappings", tmp_path)
    assert (result.code, result.out) == (0, "")
    assert result.errors == [
        "387 texts looked at, 374 of them different; 227 pairs compared",
        f"17 candidates written to {tmp_path / 'candidates.sssom.tsv'}",
    ]
    assert (tmp_path / "candidates.sssom.tsv").read_bytes() == (suggested / "candidates.sssom.tsv").read_bytes()


def test_the_group_alone_shows_its_help(cli: Run) -> None:
    result = cli("mappings")
    assert result.code == 0
    assert all(name in result.out for name in ("suggest", "list", "accept", "reject", "load"))


def test_the_choices_are_those_of_the_package(cli: Run) -> None:
    assert {one.value for one in Kind} == set(KINDS)
    assert {one.value for one in Match} == set(MATCHES)
    assert f"[default: {THRESHOLD}]" in " ".join(cli("mappings", "suggest", "--help").out.split())


def test_list_shows_both_texts_and_what_differs(cli: Run, work: Path, store: Path) -> None:
    result = cli("mappings", "list", "--store", store)
    assert result.code == 0
    assert result.errors == ["17 mappings"]
    assert "1.  1.00  exactMatch" in result.out
    assert "[-de-]{+een+}" in result.out or "{+" in result.out
    assert f"({ONE})" in result.out
    # the definitions of competencies, from the store
    assert "Anderen ondersteunen en begeleiden" in result.out
    without = cli("mappings", "list", "--store", work / "none")
    assert without.code == 0
    assert "Anderen ondersteunen en begeleiden" not in without.out


def test_list_marks_words_on_a_terminal(
    cli: Run, work: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = cli("mappings", "list", "--store", store).out
    assert re.search("\x1b\\[[0-9;]*m", out)
    assert "{+" not in out


def test_limit_and_minimum(cli: Run, work: Path, store: Path) -> None:
    result = cli("mappings", "list", "--limit", 3, "--store", store)
    assert result.out.count("exactMatch") == 3
    assert result.errors == ["17 mappings", "the first 3 are shown; --limit 0 shows all"]
    assert cli("mappings", "list", "--minimum", 1, "--store", store).errors == ["12 mappings"]


def test_json_and_csv(cli: Run, work: Path, store: Path) -> None:
    rows = json.loads(cli("mappings", "list", "--format", "json", "--store", store).out)
    assert len(rows) == 17
    (coach,) = [row for row in rows if row["subject"].endswith(ONE)]
    assert coach["object"].endswith(OTHER)
    assert (coach["predicate"], coach["score"], coach["rejected"]) == ("closeMatch", 1.0, False)
    assert coach["subjectDefinition"] and coach["objectDefinition"]
    table = list(csv.DictReader(io.StringIO(cli("mappings", "list", "--format", "csv", "--store", store).out)))
    assert [row["subject"] for row in table] == [row["subject"] for row in rows]
    assert list(table[0]) == list(rows[0])


def test_formulas_are_text_in_csv_and_data_in_the_table(cli: Run, work: Path) -> None:
    file = work / "mappings" / "candidates.sssom.tsv"
    text = file.read_text(encoding="utf-8")
    assert "\tCoachen\t" in text
    file.write_text(text.replace("\tCoachen\t", "\t=1+1\t").replace("\tVisie\t", "\t\x1b[31mVisie\t"), encoding="utf-8")
    table = list(csv.DictReader(io.StringIO(cli("mappings", "list", "--format", "csv").out)))
    assert [row["subjectText"] for row in table if row["subject"].endswith(ONE)] == ["'=1+1"]
    shown = cli("mappings", "list").out
    assert "=1+1" in shown
    assert "\x1b" not in shown


def test_accept_reject_list_and_load(cli: Run, work: Path, own: Path) -> None:
    accepted = cli("mappings", "accept", ONE, OTHER, "--predicate", "closeMatch", "--reviewer", "HR analyst")
    assert accepted.code == 0
    assert accepted.err.startswith(f"{ONE} closeMatch {OTHER}: stands in ")
    visie = [end.replace("coachen", "visie") for end in (ONE, OTHER)]
    rejected = cli(
        "mappings", "reject", *visie, "--reviewer", "HR-analist", "--comment", "ander niveau", "--lang", "nl"
    )
    assert rejected.code == 0
    assert "afgewezen" in rejected.err
    listed = cli("mappings", "list", "--reviewed", "--store", own)
    assert listed.out.count("rejected") == 1
    assert listed.errors == ["2 mappings"]
    loaded = cli("mappings", "load", "--store", own)
    assert loaded.errors == ["one mapping in the graph; rejected and left out: 1"]
    assert cli("mappings", "load", "--store", own).errors[-1] == "the graph was so already"
    query = "SELECT ?b { ?a skos:closeMatch ?b }"
    found = cli(
        "sparql", f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}", "--format", "csv", "--store", own
    )
    assert found.out.split() == ["b", f"https://w3id.org/competencygraph/id/{OTHER}"]
    again = cli("mappings", "suggest", "--store", own)
    assert again.errors[1:] == [
        "2 pairs are reviewed already and left out",
        f"15 candidates written to {Path('mappings') / 'candidates.sssom.tsv'}",
    ]


def test_a_node_that_the_store_does_not_hold_is_named_and_stays(cli: Run, work: Path, own: Path) -> None:
    cli("mappings", "accept", ONE, OTHER, "--predicate", "exactMatch", "--reviewer", "HR analyst")
    assert cli("store", "remove", "004", "--store", own).code == 0
    result = cli("mappings", "load", "--store", own)
    assert result.code == 0
    file = Path("mappings") / "reviewed.sssom.tsv"
    assert result.errors[0] == f"{file}, line 6: the store does not hold {OTHER}; the mapping stays in the file"
    assert OTHER in (work / file).read_text(encoding="utf-8")


def test_lines_that_nobody_judged_stay_out(cli: Run, work: Path, own: Path) -> None:
    (work / "mappings" / "candidates.sssom.tsv").rename(work / "mappings" / "tasks.sssom.tsv")
    result = cli("mappings", "load", "--store", own)
    assert result.code == 0
    first, second, _ = result.errors
    assert re.search(r"tasks\.sssom\.tsv, line \d+ and on: 17 lines are judged by no role", first)
    assert second == "0 mappings in the graph; rejected and left out: 0"


BAD = {
    "no reviewer": ("accept", ONE, OTHER, "--predicate", "closeMatch"),
    "no predicate": ("accept", ONE, OTHER, "--reviewer", "HR analyst"),
    "no such predicate": ("accept", ONE, OTHER, "--predicate", "sameAs", "--reviewer", "HR analyst"),
    "a person": ("accept", ONE, OTHER, "--predicate", "closeMatch", "--reviewer", "Jan Peeters"),
    "an ORCID": ("reject", ONE, OTHER, "--reviewer", "0000-0002-1825-0097"),
    "no candidate": ("reject", "a", "b", "--reviewer", "HR analyst"),
    "a name that is a path": ("reject", ONE, OTHER, "--reviewer", "HR analyst", "--name", "../x"),
    "no such file": ("list", "--candidates", "nowhere.sssom.tsv"),
    "no such folder": ("load", "--mappings", "nowhere"),
    "no kind": ("suggest", "--kind", "profile"),
    "threshold": ("suggest", "--threshold", "0.1"),
    "a store in memory": ("suggest", "--store", ":memory:"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(cli: Run, work: Path, store: Path, name: str) -> None:
    before = (work / "mappings" / "candidates.sssom.tsv").read_bytes()
    result = cli("mappings", *BAD[name], COMPETENCYGRAPH_STORE=str(store))
    assert result.code == 2
    assert result.out == ""
    (line,) = result.errors
    assert line.startswith("competencygraph: ")
    assert "Traceback" not in line
    assert (work / "mappings" / "candidates.sssom.tsv").read_bytes() == before


def test_a_damaged_line_is_named(cli: Run, work: Path) -> None:
    file = work / "mappings" / "candidates.sssom.tsv"
    count = file.read_text(encoding="utf-8").count("\n")
    with file.open("a", encoding="utf-8") as lines:
        lines.write("cgid:a\tskos:exactMatch\n")
    result = cli("mappings", "list")
    assert result.code == 2
    assert result.out == ""
    named = Path("mappings") / "candidates.sssom.tsv"
    assert result.err.startswith(f"competencygraph: {named}, line {count + 1}: the line has 2 cells")
