"""Two spellings of one word are seen, words that resemble each other are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg
from competencygraph.validation.observing import Source
from competencygraph.validation.observing.spelling_variants import observe, spelling_stem
from competencygraph.validation.observing.word_lines import is_loud, words_of_lines

from .small_documents import seen, source_of

EDITION = "https://example.org/doc/ed/1"


def source(*lines: str, language: str | None = "nl") -> Source:
    return Source("https://example.org/doc", EDITION, language, lines, (), Scratch())


def pairs(*lines: str, language: str | None = "nl") -> list[tuple[str, str, str]]:
    found = seen(observe, source(*lines, language=language), cg.SpellingVariant)
    return [(one["form"], one["otherForm"], one["startLine"]) for one in found if "otherNode" in one]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "beheerinstrument", "beheersinstrumenten"),
        ("nl", "resultaatgebieden", "Resultaatsgebied"),
        ("nl", "leidinggeven", "leiding geven"),
        ("nl", "Peoplemanager", "People manager"),
        ("nl", "IT-tools", "IT tools"),
        ("nl", "organisatie breed", "organisatiebrede"),
        ("nl", "financiele", "financiële"),
        ("nl", "privesector", "privésector"),
        ("nl", "organigram", "organogram"),
        ("fr", "compte-rendu", "compte rendu"),
        ("fr", "maitrise", "maîtrise"),
        ("fr", "évènement", "événements"),
        ("en", "organize", "organise"),
        ("en", "organisation", "organizations"),
        ("en", "adviser", "advisors"),
        ("en", "coordinate", "co-ordinate"),
    ],
)
def test_two_spellings(language: str, one: str, other: str) -> None:
    assert [set(pair[:2]) for pair in pairs(f"a {one} b", f"c {other} d", language=language)] == [{one, other}]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "voortaan", "voorstaan"),
        ("nl", "vertellen", "verstellen"),
        ("nl", "vóór", "voor"),
        ("nl", "énkele", "enkele"),
        ("nl", "samenwerken", "samen werken"),
        ("nl", "taak", "taken"),
        ("nl", "werken", "werk en"),
        ("nl", "langetermijn", "lange termijn"),
        ("nl", "e-mail", "E-mail"),
        ("nl", "medewerker", "medewerkers"),
        ("nl", "leidinggevende", "leiding geven"),
        ("nl", "financieel", "financiële"),
        ("nl", "prestaties", "presentaties"),
        ("nl", "functie-en", "functies"),
        ("fr", "organise", "organisé"),
        ("fr", "complète", "complété"),
        ("fr", "peut-être", "peut être"),
        ("fr", "sur", "sûr"),
        ("en", "long-term", "long term"),
        ("en", "sometimes", "some times"),
        ("en", "prize", "prise"),
        (None, "organize", "organise"),
    ],
)
def test_no_two_spellings(language: str | None, one: str, other: str) -> None:
    assert pairs(f"a {one} b", f"c {other} d", language=language) == []


@pytest.mark.parametrize("known", ["klanten", "tevredenheid"])
def test_a_linking_en_needs_a_part_that_is_a_word_of_the_document(known: str) -> None:
    lines = ["klanttevredenheid", "klantentevredenheid"]
    assert [set(pair[:2]) for pair in pairs(*lines, f"onze {known}")] == [set(lines)]
    assert pairs(*lines) == []


def test_the_rarer_spelling_leads_to_the_first_place_of_the_usual_one() -> None:
    found = seen(
        observe,
        source("Leidinggeven", "leiding geven", "leiding geven", "leidinggeven aan", "leiding geven"),
        cg.SpellingVariant,
    )
    assert [(one["form"], one["startLine"]) for one in found] == [("Leidinggeven", "1"), ("leiding geven", "2")]
    assert found[0]["otherNode"] == f"{EDITION}#observation/SpellingVariant/2"
    assert "otherNode" not in found[1]


def test_halves_of_words_addresses_and_codes_are_no_words() -> None:
    lines = ["informatie-", "uitwisseling, HR- en IT-beleid", "www.be-heer.be [e-mail] A4a B-2"]
    assert [word.text for word in words_of_lines(lines)] == ["en", "IT-beleid"]
    assert pairs("beheers-", "instrument", "beheerinstrument", "beheersinstrument") != []


def test_lines_in_capitals() -> None:
    assert is_loud("RESULTAATGEBIEDEN EN TAKEN")
    assert not is_loud("Kennis van SAP, GIS en ERP")


@given(st.lists(st.text(alphabet="abens -é.", max_size=40), max_size=8), st.sampled_from(["nl", "fr", "en", None]))
def test_any_text_is_looked_at_the_same_way_twice_and_by_lines_that_exist(
    lines: list[str], language: str | None
) -> None:
    found = pairs(*lines, language=language)
    assert found == pairs(*lines, language=language)
    for form, other, line in found:
        assert form.casefold() != other.casefold()
        assert form in lines[int(line) - 1]


@given(st.text(alphabet="abcdeénorst", min_size=1, max_size=14), st.sampled_from(["nl", "fr", "en", None]))
def test_a_stem_is_no_longer_than_its_word(word: str, language: str | None) -> None:
    assert len(spelling_stem(word, language)) <= len(word)
    assert spelling_stem(word.upper(), language) == spelling_stem(word, language)


def test_a_document_is_read_with_its_language(tmp_path: Path) -> None:
    text = """
        Functieprofiel Diensthoofd

        Doel van de functie
        Het diensthoofd leidt de dienst en bewaakt de kwaliteit van het werk.

        Taken
        • De beheersinstrumenten van de dienst opvolgen
        • Een beheerinstrument uitwerken voor het budget
    """
    found = seen(observe, source_of(text, tmp_path), cg.SpellingVariant)
    assert [one["form"] for one in found] == ["beheerinstrument", "beheersinstrumenten"]
