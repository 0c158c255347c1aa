"""Every question answers its example on the five documents, or says why there are no rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph
from competencygraph.app.asking import ask_question
from competencygraph.queries import Question, load_catalogue
from competencygraph.store import GraphStore, open_store

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def store(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("examples") / "store"
    with Graph.open(folder) as graph:
        graph.ingest(documents)
    with open_store(folder, write=False) as opened:
        yield opened


def says_why_not(question: Question) -> bool:
    """Return whether a question says, in three languages, what it means that there are no rows."""
    return set(question.none) == {"nl", "fr", "en"}


def test_a_question_that_says_nothing_is_seen() -> None:
    assert not says_why_not(CATALOGUE.get("rises"))
    assert says_why_not(CATALOGUE.get("corrections"))


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_the_example_gives_rows_or_says_why_not(name: str, store: GraphStore) -> None:
    question = CATALOGUE.get(name)
    answer = ask_question(store, name, question.example, language="nl")
    assert answer.columns == tuple(question.columns)
    assert answer.lacks is None
    assert answer.rows or says_why_not(question), f"{name} has no rows for {dict(question.example)}"


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_the_example_gives_every_required_parameter(name: str) -> None:
    question = CATALOGUE.get(name)
    assert {key for key, one in question.params.items() if one.required} <= set(question.example)
