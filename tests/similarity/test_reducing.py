"""What of a text is compared, and what may not differ."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from competencygraph.similarity.reducing import differ_in_meaning, reduce_text, words_of

SAME = {
    "case": ("Dossiers Opvolgen", "dossiers opvolgen"),
    "closing punctuation": ("dossiers opvolgen;", "Dossiers opvolgen."),
    "white space": ("dossiers\u00a0 opvolgen\n", "dossiers opvolgen"),
    "decomposed accents": ("coo\u0308rdineren", "co\u00f6rdineren"),
    "soft hyphen": ("dossier\u00adbeheer", "dossierbeheer"),
    "hyphen": ("HR-beleid", "HR beleid"),
    "non-breaking hyphen": ("HR\u2011beleid", "HR-beleid"),
    "one letter before a hyphen": ("e-mails", "emails"),
    "curly apostrophe": ("l\u2019équipe", "l'équipe"),
    "ending in brackets": ("partner(s)", "partner"),
    "middle point": ("employé·e·s", "employé"),
    "thousands": ("1.000 euro", "1000 euro"),
    "thousands with a space": ("10\u00a0000 euro", "10000 euro"),
    "negation with an apostrophe": ("doesn't", "does not"),
}
OTHER = {
    "a word": ("dossiers opvolgen", "dossiers afsluiten"),
    "an accent": ("pêche", "péché"),
    "a decimal": ("2,5 punten", "25 punten"),
}


@pytest.mark.parametrize("name", SAME)
def test_what_does_not_matter(name: str) -> None:
    one, other = SAME[name]
    assert one != other
    assert words_of(one) == words_of(other) != ()


@pytest.mark.parametrize("name", OTHER)
def test_what_does_matter(name: str) -> None:
    one, other = OTHER[name]
    assert words_of(one) != words_of(other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "samenwerken", "samenwerking"),
        ("nl", "behandelt", "behandelen"),
        ("nl", "geeft", "geven"),
        ("nl", "interne", "intern"),
        ("fr", "dossiers", "dossier"),
        ("en", "manages", "managing"),
        ("nl-BE", "medewerkers", "medewerker"),
        ("nl", "drie", "3"),
        ("fr", "cinq", "5"),
    ],
)
def test_forms_of_one_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert reduce_text(one, language).stems == reduce_text(other, language).stems


@pytest.mark.parametrize(("one", "other"), [("begeleiden", "beleid"), ("klant", "kant"), ("A4", "A5")])
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert reduce_text(one, "nl").stems != reduce_text(other, "nl").stems


def test_a_language_without_stems_keeps_its_words() -> None:
    assert reduce_text("die Vorgänge", "de").stems == ("die", "vorgänge")
    assert reduce_text("de dossiers", "").stems == ("de", "dossiers")


def test_small_words_stay_when_there_is_nothing_else() -> None:
    assert reduce_text("van de dossiers", "nl").stems == ("dossier",)
    assert len(reduce_text("van de", "nl").stems) == 2
    assert reduce_text("… – !", "nl").stems == ()


@pytest.mark.parametrize(
    ("language", "one", "other", "differs"),
    [
        ("nl", "een team van 5 leiden", "een team van 25 leiden", True),
        ("nl", "team van vijf", "team van 5", False),
        ("nl", "afspraken nakomen", "afspraken niet nakomen", True),
        ("fr", "travaille sans supervision", "travaille sous supervision", True),
        ("en", "does not lead", "doesn't lead", False),
        ("nl", "interne vragen", "externe vragen", True),
        ("nl", "interne vragen", "interne en externe vragen", False),
        ("fr", "dossiers simples", "dossiers complexes", True),
        ("en", "basic knowledge", "thorough knowledge", True),
        ("en", "basic knowledge", "knowledge", False),
    ],
)
def test_what_makes_another_meaning(language: str, one: str, other: str, differs: bool) -> None:
    left, right = reduce_text(one, language), reduce_text(other, language)
    assert differ_in_meaning(left, right) is differ_in_meaning(right, left) is differs


def test_each_contrast_tells_its_words_apart() -> None:
    contrasts = yaml.safe_load(files("competencygraph.similarity").joinpath("contrasts.yaml").read_text("utf-8"))
    assert sorted(contrasts) == ["en", "fr", "nl"]
    for language, lists in contrasts.items():
        assert len(lists) > 20
        for words in lists:
            stems = {reduce_text(word, language).stems for word in words}
            assert len(stems) == len(words) > 1, words
            assert differ_in_meaning(reduce_text(words[0], language), reduce_text(words[1], language)), words
