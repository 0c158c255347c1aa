"""Points, totals and scores are told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.points_mentions import points_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deel 1: Gesprek (30 punten)", [("PointsMention", 30)]),
        ("In totaal zijn er 100 punten te verdienen.", [("PointsTotal", 100)]),
        ("100 points au total", [("PointsTotal", 100)]),
        ("The total is 400 marks.", [("PointsTotal", 400)]),
        ("au moins 12 points sur 20", [("ScoreMention", 12)]),
        ("minstens 25 op 50 punten", [("ScoreMention", 25)]),
        ("50 out of 100 marks", [("ScoreMention", 50)]),
        ("een voltijdse job (38/36)", []),
        ("op 2 plaatsen", []),
    ],
)
def test_kinds(text: str, expected: list[tuple[str, int]]) -> None:
    found = points_in(text)
    assert [(kind.removeprefix(namespaces.CG), values[cg.points]) for kind, _, _, values in found] == expected


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_score_is_read_back(reached: int, most: int) -> None:
    ((kind, _, _, values),) = points_in(f"minstens {reached} punten op {most}.")
    assert kind == cg.ScoreMention
    assert (values[cg.points], values[cg.outOf]) == (reached, most)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    spans = [(start, end) for _, start, end, _ in points_in(text)]
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
