"""``questions``: the catalogue of named questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from competencygraph.cli.commands.questions import _cut
from competencygraph.queries import load_catalogue

Run = Callable[..., object]
NAMES = {"rises", "profile", "profiles", "requirements", "criteria", "evidence"}
PROFILE = "lievegem/002/directeur-interne-organisatie"


def test_the_list_has_names_titles_and_parameters(cli: Run) -> None:
    result = cli("questions", "--lang", "nl")
    assert (result.code, result.err) == (0, "")
    header, *rows = result.out.splitlines()
    assert header.split() == ["naam", "vraag", "onderwerp", "parameters"]
    assert {row.split()[0] for row in rows} == set(load_catalogue().names())
    assert len(rows) >= 30
    (rises,) = [row for row in rows if row.startswith("rises ")]
    assert "niveau of de ene klasse" in rises and "from=* to=*" in rises


def test_the_list_is_grouped_by_subject(cli: Run) -> None:
    subjects = [one["tags"][0] for one in json.loads(cli("questions", "--format", "json").out)]
    assert len(set(subjects)) > 3
    assert len([one for one, next_one in pairwise(subjects) if one != next_one]) == len(set(subjects)) - 1


def test_the_list_as_json(cli: Run) -> None:
    questions = {one["name"]: one for one in json.loads(cli("questions", "--format", "json", "--lang", "fr").out)}
    assert questions.keys() >= NAMES
    rises = questions["rises"]
    assert set(rises) == {"name", "id", "title", "titles", "summary", "params", "columns", "tags", "example"}
    assert rises["title"] == rises["titles"]["fr"]
    assert set(rises["titles"]) == {"nl", "fr", "en"}
    assert rises["params"]["from"]["required"] is True
    assert rises["params"]["family"]["class"] == ["cg:FunctionFamily"]
    assert rises["params"]["include_unchanged"]["default"] is False
    assert rises["columns"]["fromSource"] == "iri"


def test_a_subject_and_a_word_choose_among_them(cli: Run) -> None:
    pay = cli("questions", "--tag", "pay").out.splitlines()
    assert [row.split()[0] for row in pay[1:]] == ["pay"]
    found = cli("questions", "--search", "Wervingsreserve", "--lang", "nl").out.splitlines()
    assert "reserve-end" in {row.split()[0] for row in found[1:]}
    none = cli("questions", "--search", "no such word")
    assert (none.code, none.out, none.err) == (0, "", "no questions\n")
    assert cli("questions", "--search", "no such word", "--format", "json").out == "[]\n"


def test_one_question_in_full(cli: Run) -> None:
    result = cli("questions", "selection-outcome", "--lang", "nl")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[:2] == ["selection-outcome (CQ-059)", load_catalogue().get("selection-outcome").titles["nl"]]
    (scores,) = [line for line in lines if line.startswith("  scores  ")]
    assert "scores  (verplicht)" in scores
    assert "  outcome  text" in lines
    assert '  competencygraph query selection-outcome scores="1=20, 3=45"' in lines
    one = json.loads(cli("questions", "selection-outcome", "--format", "json").out)
    assert one["name"] == "selection-outcome"
    assert "false when not given" in cli("questions", "rises").out
    assert max(len(line) for line in cli("questions", "rises", COLUMNS="60").out.splitlines()) <= 120


def test_a_question_without_parameters_says_none(cli: Run) -> None:
    lines = cli("questions", "vacancies").out.splitlines()
    assert lines[lines.index("Parameters") + 1] == "  none"


def test_choices_with_labels_and_short_names(cli: Run, store: Path) -> None:
    listed = cli("questions", "requirements", "--choices", "profile", "--store", store).out.splitlines()
    assert listed[0].split() == ["value", "label"]
    assert [line.split(maxsplit=1) for line in listed if line.startswith(PROFILE)] == [
        [PROFILE, "Directeur Interne Organisatie"]
    ]
    assert any(line.startswith("federal-be/000/family/grade/a4 ") and line.endswith("… (A4)") for line in listed)
    data = json.loads(
        cli("questions", "requirements", "--choices", "profile", "--format", "json", "--store", store).out
    )
    assert {"value": PROFILE, "label": "Directeur Interne Organisatie"}.items() <= next(
        one for one in data if one["value"] == PROFILE
    ).items()
    grades = cli("questions", "rises", "--choices", "from", "--store", store).out
    assert "A5" in grades and "grades/federal" in grades
    scores = cli("questions", "selection-outcome", "--choices", "scores", "--store", store).out.splitlines()
    assert scores[1].split(maxsplit=1) == ["1", "Verkennend gesprek"]


def test_what_choices_shows_is_what_query_takes(cli: Run, store: Path) -> None:
    data = json.loads(
        cli("questions", "requirements", "--choices", "profile", "--format", "json", "--store", store).out
    )
    one = next(one for one in data if one["value"] == PROFILE)
    answers = {
        cli("query", "requirements", f"profile={one[key]}", "--format", "json", "--store", store).out
        for key in ("value", "iri", "label")
    }
    assert len(answers) == 1
    assert len(json.loads(answers.pop())) > 10


def test_no_choices_is_said(cli: Run) -> None:
    result = cli("questions", "rises", "--choices", "family", "--store", ":memory:", "--lang", "nl")
    assert (result.code, result.out) == (0, "")
    assert result.err == "er is hier niets om uit te kiezen voor family\n"


def test_scores_and_a_journal_on_the_command_line(cli: Run, store: Path) -> None:
    words = ("query", "selection-outcome", "scores=1=14, 3=50", "--format", "json", "--store", store)
    outcomes = [(row["scope"], row["outcome"]) for row in json.loads(cli(*words).out)]
    assert outcomes == [
        ("part", "fail"),
        ("part", "unknown"),
        ("part", "pass"),
        ("total", "pass"),
        ("whole", "fail"),
    ]
    since = json.loads(cli("query", "added-since", "since=2000-01-01", "--format", "json", "--store", store).out)
    assert len(since) == 5
    assert {row["change"] for row in since} == {"added"}
    without = cli("query", "added-since", "--store", ":memory:")
    assert (without.code, without.out) == (0, "")
    assert without.err == "no rows: this store keeps no journal, only a store in a folder does\n"
    assert "keeps no journal" in cli("query", "added-since", "--store", ":memory:", "--format", "csv").err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rise"], "did you mean rises?"),
        (["--tag", "vacancies"], "did you mean vacancy?"),
        (["--choices", "from"], "--choices needs the name of a question"),
        (["rises", "--tag", "level"], "--tag and --search choose among all questions"),
        (["rises", "--choices", "form"], "did you mean from?"),
        (["evidence", "--choices", "node"], "takes any value of the type iri"),
    ],
)
def test_wrong_use_is_one_line(cli: Run, words: list[str], said: str) -> None:
    result = cli("questions", *words, "--store", ":memory:")
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert said in result.err


def test_a_long_label_keeps_the_grade_behind_it() -> None:
    assert _cut("kort") == "kort"
    cut = _cut(f"{'lang ' * 40}(A4)")
    assert len(cut) <= 90 and cut.endswith("… (A4)")
    assert _cut("x" * 200).endswith("x…")
    assert len(_cut(f"x ({'y' * 200})")) <= 90
