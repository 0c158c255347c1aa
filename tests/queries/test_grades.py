"""A grade is given by its notation; what is ambiguous or unknown is said, never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from competencygraph.errors import ParameterError
from competencygraph.queries import ask, load_catalogue

DATA = Path(__file__).parent / "rises" / "data.ttl"
RISES = load_catalogue().get("rises")


@pytest.fixture(scope="module")
def store(memory_store: Any) -> Any:
    return memory_store(DATA)


def test_a_grade_that_nobody_has_settles_nothing(store: Any) -> None:
    assert ask(store, RISES, {"from": "A4", "to": "A5"}).rows


def test_ambiguous_notation_lists_the_schemes(memory_store: Any) -> None:
    used = "<https://example.org/p9> <https://w3id.org/competencygraph/def/atGrade> <https://example.org/otherA4> ."
    both = memory_store(f"{DATA.read_text(encoding='utf-8')}\n{used}")
    with pytest.raises(ParameterError) as caught:
        ask(both, RISES, {"from": "A4", "to": "A5"})
    assert caught.value.where == "from"
    assert "https://example.org/other, https://example.org/scheme" in caught.value.what
    assert "scheme=…" in str(caught.value)


@pytest.mark.parametrize("settles", [{"scheme": "https://example.org/scheme"}, {"family": "https://example.org/f1"}])
def test_scheme_or_family_settles_it(settles: dict[str, str], store: Any) -> None:
    answer = ask(store, RISES, {"from": "A4", "to": "A5", **settles})
    assert {row["from"] for row in answer.rows} == {"https://example.org/a4"}


@pytest.mark.parametrize(
    ("notation", "said"),
    [("a5", "did you mean A5?"), ("A55", "did you mean A5?"), ("directeur", "choose from A4, A5"), ("", "choose from")],
)
def test_unknown_notation_names_what_exists(notation: str, said: str, store: Any) -> None:
    with pytest.raises(ParameterError, match="no grade is printed as") as caught:
        ask(store, RISES, {"from": notation, "to": "A5"})
    assert said.rstrip("?") in str(caught.value)


def test_a_grade_of_another_scheme_is_unknown_there(store: Any) -> None:
    with pytest.raises(ParameterError, match="no grade is printed as 'A5'"):
        ask(store, RISES, {"from": "A4", "to": "A5", "scheme": "https://example.org/other"})


def test_a_store_without_grades_says_so(memory_store: Any) -> None:
    with pytest.raises(ParameterError, match="ingest a document with grades first"):
        ask(memory_store(""), RISES, {"from": "A4", "to": "A5"})
