"""Headings at the edges: by number, in capitals, in a cell, deeper than their part, in phrases and of two names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.headings import heading_text
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.outline import outline
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def heads(page: Page) -> list[tuple[str, str | None]]:
    return [(part.kind, heading_text(part)) for part in outline(page)[1:]]


def test_decimal_numbers_of_headings_go_on_at_their_depth_or_a_higher_one(page_of: MakePage) -> None:
    page = page_of("2.1. Doel\nBouwen.\n2.2. Wonen aan zee\nHier.\n3. Varen naar huis\nDaar.")
    assert heads(page) == [("purpose", "Doel"), ("other", "Wonen aan zee"), ("other", "Varen naar huis")]


@pytest.mark.parametrize(
    "text",
    [
        "2. Doel\nBouwen.\n2.1. Wonen aan zee\nHier.",
        "2.1. Doel\nBouwen.\n2.3. Wonen aan zee\nHier.",
        "2. Doel\nBouwen.\n3. Wij wonen aan zee.\nHier.",
        "2. Doel\nBouwen.\n3. wonen aan zee\nHier.",
        "2. Doel\n3. Wonen aan zee\nHier.",
    ],
    ids=["deeper", "skipped", "sentence", "small letter", "no text between"],
)
def test_a_number_that_goes_deeper_skips_or_counts_sentences_heads_nothing(page_of: MakePage, text: str) -> None:
    assert heads(page_of(text)) == [("purpose", "Doel")]


@pytest.mark.parametrize(
    "line", ["\nONZE STAD LIGT NAT.", "ONZE STAD", "\nOnze STAD"], ids=["sentence", "no gap", "mixed letters"]
)
def test_capitals_that_close_stand_tight_or_are_mixed_end_no_list(page_of: MakePage, line: str) -> None:
    assert heads(page_of("COMPETENTIES\n- Geduld\n\nONZE STAD\nHier."))[-1] == ("other", "ONZE STAD")
    assert heads(page_of(f"COMPETENTIES\n- Geduld\n{line}\nHier.")) == [("competencies", "COMPETENTIES")]


def test_a_known_word_above_a_list_in_the_second_cell_of_two_is_a_heading(styled: MakeStyledPage) -> None:
    page = styled("Imker", [["Bijen", "Taken\n- Korven bouwen\n- Honing winnen"]])
    assert heads(page) == [("tasks", "Taken")]


@pytest.mark.parametrize(
    "row",
    [
        ["Bijen", "Taken\nKorven bouwen"],
        ["Bijen", "Taken"],
        ["Bijen", "Korven bouwen\nTaken\n- Honing winnen"],
        ["Bijen", "Korven", "Taken\n- Honing winnen"],
    ],
    ids=["no list", "alone", "not first", "third column"],
)
def test_in_a_cell_without_a_list_or_amid_its_lines_it_is_none(styled: MakeStyledPage, row: list[str]) -> None:
    assert heads(styled("Imker", [row])) == []


def test_values_deeper_than_the_competencies_are_a_cluster_and_beside_them_a_part(styled: MakeStyledPage) -> None:
    deeper = styled("# Imker", "## Competenties", "### Waarden", "#### Moed", "- Durft", "### Denken", "- Telt")
    assert heads(deeper) == [("competencies", "Competenties")]
    beside = styled("# Imker", "## Competenties", "### Moed", "- Durft", "## Waarden", "Honing delen.")
    assert heads(beside) == [("competencies", "Competenties"), ("values", "Waarden")]


def test_a_phrase_that_the_document_marks_is_a_heading_and_among_names_it_is_a_name(styled: MakeStyledPage) -> None:
    page = styled("# Imker", "## Wat zal je zoal doen?", "Bijen houden.", "## Waar de bijen wonen", "Hier.")
    assert [(part.kind, part.told_by) for part in outline(page)[1:]] == [
        ("tasks", "marked heading"),
        ("other", "marked heading"),
    ]
    inside = styled("# Imker", "## Competenties", "### Wat zal je zoal doen?", "- Bijen houden")
    assert heads(inside) == [("competencies", "Competenties")]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Kennis, expertise en diploma", "knowledge"),
        ("Competenties en opleiding", "competencies"),
        ("Diploma, ervaring en vakkennis", "knowledge"),
        ("Kennis en competenties", "competencies"),
        ("Kennis en taken", "knowledge"),
        ("Doel en resultaatgebieden", "result_areas"),
        ("Missions et compétences", "competencies"),
        ("Purpose – Doel – Raison d’être", "purpose"),
        ("Tasks and/or duties", "tasks"),
    ],
)
def test_a_heading_of_several_names_is_of_the_kind_that_says_most(heading: str, kind: str) -> None:
    assert load_lexicon().heading_kind(heading) == kind


@pytest.mark.parametrize(
    "heading",
    [
        "Ervaring en inzicht",
        "Bijen en taken",
        "Kennis, bijen en diploma",
        "Taken " + "en taken " * 7,
        "Ervaring / Expérience",
    ],
    ids=["companions alone", "unknown name", "unknown among known", "too long", "companions in two languages"],
)
def test_companions_alone_unknown_names_and_long_lines_are_none(heading: str) -> None:
    assert load_lexicon().heading_kind(heading) is None


@pytest.mark.parametrize(
    ("weak", "strong"),
    [("Vaardigheden", "Kerncompetenties"), ("Savoir-être", "Compétences"), ("Key skills:", "Competencies")],
)
def test_known_headings_that_any_text_may_have_are_weak(weak: str, strong: str) -> None:
    lexicon = load_lexicon()
    assert lexicon.heading_kind(weak)
    assert lexicon.heading_kind(strong)
    assert [lexicon.is_weak_heading(heading) for heading in (weak, strong)] == [True, False]
