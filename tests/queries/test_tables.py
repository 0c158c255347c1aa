"""Parameters that are tables: scores are read, their parts found or named, and a journal comes from the store."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.errors import ParameterError
from competencygraph.queries import Parameter, ask, load_catalogue
from competencygraph.queries.tables import journal_table, read_scores
from competencygraph.store import EditionChange, open_store

HERE = Path(__file__).parent
SCORES = Parameter("scores", "scores")
JOURNAL = Parameter("journal", "journal")
OUTCOME = load_catalogue().get("selection-outcome")
SINCE = load_catalogue().get("added-since")
EX = "https://example.org/"


@pytest.fixture(scope="module")
def store(memory_store: Callable[[Path], Any]) -> Any:
    return memory_store(HERE / "selection-outcome" / "data.ttl")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1=20", {"1": "20"}),
        ("1=20, 3=42.5", {"1": "20", "3": "42.5"}),
        ("1=20;3=42,5", {"1": "20", "3": "42.5"}),
        ("1=20,3=42,5", {"1": "20", "3": "42.5"}),
        (" Deel 1 = 0 , Een=naam = 7", {"Deel 1": "0", "Een=naam": "7"}),
        (
            {"Assessment": 12, 3: "4,5", "x": Decimal("1.10"), "y": 27.5},
            {"Assessment": "12", "3": "4.5", "x": "1.10", "y": "27.5"},
        ),
    ],
)
def test_scores_are_read(value: object, expected: dict[str, str]) -> None:
    found = read_scores(SCORES, value)
    assert found == {name: Decimal(number) for name, number in expected.items()}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "a score has no name of a part"),
        ({}, "no score is given"),
        ("20", "a score has no name of a part"),
        ("=20", "a score has no name of a part"),
        ("1=20, 1=21", "has two scores"),
        ("1=", "is no number from 0"),
        ("1=-3", "is no number from 0"),
        ("1=1e5", "is no number from 0"),
        ("1=٣", "is no number from 0"),
        ({"1": True}, "is no number from 0"),
        ({"1": float("nan")}, "is no number from 0"),
        ({"1": 10**12}, "is no number from 0"),
        ({"1": None}, "is no number from 0"),
        ({"a\x00": 1}, "holds a character"),
        (["1=20"], "this is no table of scores"),
    ],
)
def test_what_is_no_table_of_scores_is_refused(value: object, said: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_scores(SCORES, value)
    assert said in caught.value.what
    assert caught.value.remedy
    assert str(caught.value).isprintable()


@given(text=st.text(st.characters(), max_size=30).map(lambda name: f"{name}=1") | st.text(max_size=40))
@settings(max_examples=500, deadline=None, database=None)
def test_hostile_scores_are_refused_by_name_and_change_nothing(text: str, store: Any) -> None:
    try:
        rows = ask(store, OUTCOME, {"scores": text}).rows
    except ParameterError as error:
        assert error.where == "scores"
        assert str(error).isprintable()
        return
    assert rows
    assert {row["vacancy"] for row in rows} < {f"{EX}v1", f"{EX}v2", f"{EX}v3"}


@pytest.mark.parametrize("name", ["1", "Deel 1", "deel  1", "GESPREK", f"{EX}talk"])
def test_a_part_is_named_by_notation_number_name_or_iri(name: str, store: Any) -> None:
    answer = ask(store, OUTCOME, {"scores": {name: 29, "3": 1}})
    assert [row["score"] for row in answer.rows if row["item"] == f"{EX}talk"] == [29]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"scores": "gesprk=3"}, "did you mean Gesprek?"),
        ({"scores": "gesprek=3, proef=3"}, "no selection has all these parts: 'gesprek', 'proef'"),
        ({"scores": "zzz=3"}, "choose from 1 (Gesprek), 2 (Assessment), 3 (Opdracht)"),
        ({"scores": "1=3"}, "add vacancy=… with one of them"),
        ({"scores": "gesprek=31"}, "the score of 'gesprek' is above the 30 points that are printed for it"),
        ({"scores": "gesprek=3", "vacancy": f"{EX}v3"}, "no part of a selection is called 'gesprek'"),
        ({}, "the parameter scores is missing"),
    ],
)
def test_what_fits_no_selection_is_said(values: dict[str, object], said: str, store: Any) -> None:
    with pytest.raises(ParameterError) as caught:
        ask(store, OUTCOME, values)
    assert said in str(caught.value)


def test_without_selections_there_is_nothing_to_score(memory_store: Callable[[str], Any]) -> None:
    with pytest.raises(ParameterError, match="no selection with parts is known here"):
        ask(memory_store(""), OUTCOME, {"scores": "1=1"})


@pytest.mark.parametrize(
    "value",
    [
        "journal.jsonl",
        7,
        [1],
        [{"kind": "added"}],
        [{"kind": "added", "time": "today", "document": "urn:d", "added": 1, "dropped": 0}],
        [{"kind": "added", "time": "2026-01-01T00:00:00Z", "document": "no iri", "added": 1, "dropped": 0}],
    ],
)
def test_what_is_no_journal_is_refused(value: object) -> None:
    with pytest.raises(ParameterError, match="journal"):
        journal_table(JOURNAL, value)


def test_a_store_without_a_journal_says_so(memory_store: Callable[[Path], Any]) -> None:
    answer = ask(memory_store(HERE / "added-since" / "data.ttl"), SINCE, {})
    assert (answer.rows, answer.lacks) == ([], "journal")
    assert answer.columns == tuple(SINCE.columns)


def test_a_store_in_a_folder_tells_what_it_wrote(tmp_path: Path) -> None:
    document, edition = f"{EX}d1", f"{EX}d1/ed/1"
    cg = "https://w3id.org/competencygraph/def/"
    turtle = f"<{document}> a <{cg}Document> ; <{cg}hasEdition> <{edition}> . <{edition}> <{cg}fileName> 'a.txt' ."
    triples = tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in parse(turtle, RdfFormat.TURTLE))
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([EditionChange(document, edition, triples, triples)])
        (row,) = ask(store, SINCE, {"since": "2000-01-01"}).rows
        assert row["time"] == store.journal()[-1]["time"].replace("+00:00", "Z")
        assert (row["change"], row["document"], row["fileName"], row["status"]) == (
            "added",
            document,
            "a.txt",
            "current",
        )
        answer = ask(store, SINCE, {"since": "9999-01-01"})
        assert (answer.rows, answer.lacks) == ([], None)
