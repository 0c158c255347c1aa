"""The score: its range, its formula, and the words that it needs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies

from competencygraph.similarity import THRESHOLD, score_texts
from competencygraph.similarity.reducing import reduce_text
from competencygraph.similarity.scoring import score, words_needed

WORDS = "dossiers opvolgen medewerkers interne externe niet 5 A4 de van begeleiden vergaderingen".split()
TEXTS = strategies.lists(strategies.sampled_from(WORDS), max_size=9).map(" ".join)


@given(TEXTS, TEXTS, strategies.sampled_from(["nl", "fr", "en", ""]))
@settings(max_examples=200, deadline=None)
def test_it_is_symmetric_and_between_0_and_1(one: str, other: str, language: str) -> None:
    found = score_texts(one, other, language)
    assert found == score_texts(other, one, language)
    assert 0 <= found <= 1
    same = reduce_text(one, language).text == reduce_text(other, language).text != ""
    assert (found == 1) is same


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_score_needs_words_in_common(one: str, other: str) -> None:
    left, right = reduce_text(one, "nl"), reduce_text(other, "nl")
    found = score(left, right)
    if not left.stems or not right.stems or left.joined == right.joined or found < 0.5:
        return
    common = list(right.stems)
    shared = sum(1 for stem in left.stems if stem in common and (common.remove(stem) or True))
    assert 2 * shared / (len(left.stems) + len(right.stems)) >= words_needed(found) - 1e-9


def test_the_formula_by_hand() -> None:
    # stems: dossier opvolg / dossier afsluit: one of two in common, so 0.5.
    one, other = reduce_text("dossiers opvolgen", "nl"), reduce_text("dossiers afsluiten", "nl")
    assert (one.stems, other.stems) == (("dossier", "opvolg"), ("dossier", "afslui"))
    # Letters in reading order: "dossiers ", l, e and n in common, 12 of 17 and 18; of the sorted stems "dossier opvolg"
    # and "afslui dossier" 7 of 14 and 14.
    letters = (2 * 12 / (17 + 18) + 2 * 7 / (14 + 14)) / 2
    assert score(one, other) == round(0.6 * 0.5 + 0.4 * letters, 3) == 0.537


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leiding geven aan 5 medewerkers", "Leiding geven aan 6 medewerkers"),
        ("Komt de gemaakte afspraken met collega's na", "Komt de gemaakte afspraken met collega's niet na"),
        ("Beantwoordt interne vragen van de dienst", "Beantwoordt externe vragen van de dienst"),
    ],
)
def test_another_meaning_stays_below_the_threshold(one: str, other: str) -> None:
    assert score_texts(one, other, "nl") < THRESHOLD
    assert score_texts(one, other, "de") > score_texts(one, other, "nl") or any(sign.isdigit() for sign in one)


def test_spaces_alone_are_nearly_nothing() -> None:
    assert score_texts("Leiding geven", "Leidinggeven", "nl") == 0.999


def test_no_words_are_like_nothing() -> None:
    assert score_texts("…", "…", "nl") == 0
