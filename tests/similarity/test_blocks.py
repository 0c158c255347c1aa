"""Blocks find what comparing all pairs finds, and say what a full block leaves out."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from competencygraph.similarity.blocks import Compared, alike
from competencygraph.similarity.reducing import Reduced, reduce_text
from competencygraph.similarity.scoring import score

WORDS = (
    "dossier medewerker vergadering begroting planning verslag burger dienst team overleg advies beleid klacht archief"
    " opleiding gesprek netwerk project resultaat kwaliteit opvolgen begeleiden opstellen beheren leiden vijf niet 3"
).split()


def made_up(count: int, seed: int) -> list[Reduced]:
    """Return different texts of two to eight words."""
    random = Random(seed)  # noqa: S311 - texts to try, no secret
    texts: dict[str, Reduced] = {}
    while len(texts) < count:
        reduced = reduce_text(" ".join(random.choices(WORDS, k=random.randint(2, 8))), "nl")
        texts.setdefault(reduced.text, reduced)
    return list(texts.values())


@pytest.mark.parametrize("threshold", [0.5, 0.74, 0.8])
@pytest.mark.parametrize("seed", range(4))
def test_blocks_find_what_all_pairs_find(threshold: float, seed: int) -> None:
    texts = made_up(220, seed)
    expected = {
        (one, other): found
        for one, other in combinations(range(len(texts)), 2)
        if (found := score(texts[one], texts[other])) >= threshold
    }
    assert expected
    counted = Compared()
    found = list(alike(texts, threshold, counted))
    assert {(one, other): value for one, other, value in found} == expected
    assert len(found) == len(expected)
    assert counted.left_out == counted.full == 0
    assert len(expected) <= counted.pairs <= len(texts) * (len(texts) - 1) // 2


def test_texts_that_differ_in_spaces_meet() -> None:
    texts = [reduce_text(text, "nl") for text in ("leiding geven", "leidinggeven", "team werk")]
    assert [pair[:2] for pair in alike(texts, 0.9, Compared())] == [(0, 1)]


def test_a_full_block_leaves_out_and_says_so() -> None:
    texts = made_up(300, seed=9)
    whole, capped = Compared(), Compared()
    everything = set(alike(texts, 0.6, whole))
    some = set(alike(texts, 0.6, capped, most_in_block=5))
    assert some < everything
    assert capped.pairs < whole.pairs
    assert capped.left_out > 0
    assert capped.full > 0


def test_work_in_full_blocks_is_bounded() -> None:
    texts = [reduce_text(f"dossier {number}a", "nl") for number in range(400)]
    counted = Compared()
    assert len(list(alike(texts, 0.5, counted, most_in_block=10))) == 0
    assert 0 < counted.pairs <= 10 * len(texts)
    assert counted.left_out >= 400 * 399 // 2 - 10 * 400


def test_texts_with_one_mark_are_not_compared() -> None:
    texts = made_up(60, seed=2)
    counted = Compared()
    assert list(alike(texts, 0.5, counted, apart=["a"] * 60)) == []
    assert counted.pairs == 0
    marks = [None if number % 2 else str(number % 4) for number in range(60)]
    expected = [
        pair for pair in alike(texts, 0.5, Compared()) if marks[pair[0]] is None or marks[pair[0]] != marks[pair[1]]
    ]
    assert expected
    assert list(alike(texts, 0.5, counted, apart=marks)) == expected


def test_progress_ends_with_the_number_of_texts() -> None:
    told: list[int] = []
    list(alike(made_up(30, seed=3), 0.5, Compared(), progress=told.append))
    assert told[-1] == 30
