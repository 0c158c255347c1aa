"""The beginning of a line read as a place in a count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.validation.observing.counting import read_marks, written


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("A. Algemene Info", [("A", 1)]),
        ("10. Kennis", [("1", 10)]),
        ("1) Plannen", [("1", 1)]),
        ("(b) Booking the halls", [("a", 2)]),
        ("iv. Knowledge", [("i", 4)]),
        ("I. But de la fonction", [("A", 9), ("I", 1)]),
        ("2.3 Selectie", [("1", 3)]),
        ("2.3. Selectie", [("1", 3)]),
        ("Deel 2: Assessment", [("1", 2)]),
        ("Étape 3 – Entretien", [("1", 3)]),
        ("3.", [("1", 3)]),
    ],
)
def test_marks(line: str, kinds: list[tuple[str, int]]) -> None:
    assert [(mark.style[1], mark.ordinal) for mark in read_marks(line)] == kinds


@pytest.mark.parametrize(
    "line",
    [
        "2 jaar ervaring",
        "2.5 jaar ervaring",
        "15 mei 2024",
        "o.a. de planning",
        "e.g. the planning",
        "J'ai",
        "2024. Een jaar",
        "deel van de selectie",
        "Deel 2 uur per week",
        "a.",
        "x",
        "",
        "100. Te veel",
        "(a Plannen",
    ],
)
def test_no_marks(line: str) -> None:
    assert list(read_marks(line)) == []


@given(st.integers(1, 26), st.sampled_from("1AaIi"), st.sampled_from([".", ")"]))
def test_what_is_written_is_read(ordinal: int, kind: str, close: str) -> None:
    readings = read_marks(f"{written(ordinal, kind)}{close} Plannen")
    assert (kind, ordinal) in [(mark.style[1], mark.ordinal) for mark in readings]
    assert {mark.rest for mark in readings} == {"Plannen"}


@given(st.integers(1, 25), st.sampled_from("1AaIi"))
def test_the_next_notation_is_the_next_place(ordinal: int, kind: str) -> None:
    marks = [mark for mark in read_marks(f"{written(ordinal, kind)}. Plannen") if mark.style[1] == kind]
    assert [mark.next_notation() for mark in marks] == [written(ordinal + 1, kind)]


@given(st.text())
def test_any_line_is_read(line: str) -> None:
    assert all(mark.ordinal >= 1 and mark.counted_on()[0] == mark for mark in read_marks(line))
