"""Precision and recall on pairs that were labelled by reading them.

`same` is ``yes`` when a reviewer would call the two the same or nearly so. The threshold was chosen on the first half;
the second half measures it.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from competencygraph.similarity import THRESHOLD, score_texts

FILE = Path(__file__).with_name("labelled.tsv")
with FILE.open(encoding="utf-8", newline="") as _lines:
    PAIRS = list(csv.DictReader(_lines, delimiter="\t", quoting=csv.QUOTE_NONE))
SCORES = {(one["one"], one["other"]): score_texts(one["one"], one["other"], one["language"]) for one in PAIRS}
STEPS = [step / 100 for step in range(50, 100)]


def half(name: str) -> list[dict[str, str]]:
    """Return the pairs of one half."""
    return [pair for pair in PAIRS if pair["half"] == name]


def precision_and_recall(pairs: list[dict[str, str]], threshold: float) -> tuple[float, float]:
    """Return both at a threshold."""
    found = [pair for pair in pairs if SCORES[pair["one"], pair["other"]] >= threshold]
    right = sum(pair["same"] == "yes" for pair in found)
    return right / len(found), right / sum(pair["same"] == "yes" for pair in pairs)


def f1(pairs: list[dict[str, str]], threshold: float) -> float:
    """Return the harmonic mean of precision and recall."""
    precision, recall = precision_and_recall(pairs, threshold)
    return 2 * precision * recall / (precision + recall)


def test_the_labelled_set_is_what_it_says() -> None:
    assert len(PAIRS) >= 150
    assert len({frozenset((pair["one"], pair["other"])) for pair in PAIRS}) == len(PAIRS)
    assert {pair["same"] for pair in PAIRS} == {"yes", "no"}
    for name in ("first", "second"):
        assert len(half(name)) >= 80
        assert min(Counter(pair["language"] for pair in half(name)).values()) >= 20
        categories = Counter(pair["category"] for pair in half(name))
        assert set(categories) == {"near", "paraphrase", "topic", "negation", "number", "level", "unlike"}
        assert min(categories.values()) >= 5


def test_the_threshold_is_the_best_of_the_first_half() -> None:
    best = max(STEPS, key=lambda step: (round(f1(half("first"), step), 6), -step))
    assert best == THRESHOLD


def test_precision_and_recall_on_the_second_half() -> None:
    precision, recall = precision_and_recall(half("second"), THRESHOLD)
    assert precision >= 0.85
    assert recall >= 0.65


def test_near_copies_are_found_and_other_meanings_are_not() -> None:
    near = [SCORES[pair["one"], pair["other"]] >= THRESHOLD for pair in PAIRS if pair["category"] == "near"]
    assert sum(near) / len(near) >= 0.9
    others = [pair for pair in PAIRS if pair["category"] in {"negation", "number", "level", "unlike"}]
    assert len(others) > 50
    assert [pair for pair in others if SCORES[pair["one"], pair["other"]] >= THRESHOLD] == []


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair["category"] == "unlike"], ids=lambda pair: pair["one"])
def test_unlike_texts_are_far_below(pair: dict[str, str]) -> None:
    assert SCORES[pair["one"], pair["other"]] < 0.5
