"""Words and terms in other forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.validation.observing.inflection import has_term, same_word, words_of


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("organisatie", "organisaties"),
        ("specialisatie", "gespecialiseerd"),
        ("ontwikkelen", "ontwikkeling"),
        ("competence", "competences"),
        ("event", "events"),
        ("zaal", "zaal"),
    ],
)
def test_forms_of_one_word(word: str, other: str) -> None:
    assert same_word(word, other)
    assert same_word(other, word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("intern", "extern"), ("de", "des"), ("nationaal", "regionaal"), ("kennis", "kenmerk"), ("zin", "zaal")],
)
def test_two_words(word: str, other: str) -> None:
    assert not same_word(word, other)


def test_terms() -> None:
    words = words_of("in een grote organisatie (meer dan 500 medewerkers) en haar databeheer")
    assert has_term(words, "grote organisaties")
    assert has_term(words, "GO (grote organisatie)")
    assert has_term(words, "data")
    assert not has_term(words, "middelgrote organisatie")
    assert not has_term(words, "organisatie grote")
    assert not has_term(words, "…")


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=5))
def test_a_text_has_its_own_words(words: list[str]) -> None:
    text = " ".join(words)
    assert has_term(words_of(text), text) == bool(words_of(text))
