"""Sentences: dividers, bounds, amounts, dates; pay; definitions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.clauses import amounts_in, bounds_of, date_in, divide, number_of
from competencygraph.ingest.rules.definitions import read_definitions
from competencygraph.ingest.rules.pay import find_career, pay_scales_of, read_salary, read_step

MakePage = Callable[[str], Page]
LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("varen teneinde thuis te komen.", ("varen", "thuis te komen.")),
        ("naviguer afin d'arriver.", ("naviguer", "arriver.")),
        ("sail in order to arrive.", ("sail", "arrive.")),
        ("varen.", (None, None)),
        ("teneinde te varen", (None, None)),
        ("a teneinde b teneinde c", (None, None)),
    ],
)
def test_divide(text: str, parts: tuple[str | None, str | None]) -> None:
    assert divide(text, LEXICON) == parts


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("aantal kranen tussen de 100 en 25.000", (100, 25000)),
        ("number of cranes between 43 and 16,767", (43, 16767)),
        ("entre 5 et 1 200 grues", (5, 1200)),
        ("meer dan 500 kranen", (500, None)),
        ("minder dan 200", (None, 200)),
        ("zeer veel kranen", (None, None)),
    ],
)
def test_bounds(text: str, bounds: tuple[int | None, int | None]) -> None:
    assert bounds_of(text, LEXICON) == bounds


def test_amounts_and_what_is_none() -> None:
    assert [(amount, code) for _, amount, code in amounts_in("€ 4.470 en 12,50 euro")] == [
        (Decimal("4470"), "EUR"),
        (Decimal("12.50"), "EUR"),
    ]
    assert amounts_in("35 werkdagen, 3% en 2024") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [("tot zondag 28 april via", "zondag 28 april"), ("le 1er juin 2030", "1er juin 2030"), ("artikel 28", None)],
)
def test_dates(text: str, date: str | None) -> None:
    assert date_in(text, LEXICON) == date


def test_numbers() -> None:
    assert [number_of(word, LEXICON) for word in ("drie", "trois", "12", "elk")] == [3, 3, 12, None]


@pytest.mark.parametrize(
    "text",
    [
        "- Een loon (min. bruto € 2.100, max. bruto € 3.900)",
        "- Un salaire (min. brut € 2.100, max. brut € 3.900)",
        "- A salary (min. gross € 2,100, max. gross € 3,900)",
    ],
)
def test_salary_in_three_languages(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    salary = read_salary(page, page.paragraphs(page.document.lines), [])
    assert salary is not None
    assert (salary.minimum, salary.maximum, salary.currency) == (Decimal(2100), Decimal(3900), "EUR")


def test_a_benefit_with_an_amount_is_no_salary_and_no_step(page_of: MakePage) -> None:
    page = page_of("- Maaltijdcheques van 8 euro per dag")
    paragraphs = page.paragraphs(page.document.lines)
    assert read_salary(page, paragraphs, []) is None
    assert read_step(page, paragraphs[0]) is None


def test_a_step_has_years_and_one_amount(page_of: MakePage) -> None:
    page = page_of("o Met 5 jaar anciënniteit: bruto € 4.853")
    step = read_step(page, page.paragraphs(page.document.lines)[0])
    assert step is not None
    assert (step.years, step.amount) == (5, Decimal(4853))


def test_careers() -> None:
    assert (find_career("schaal B1-B2-B3."), pay_scales_of("A4a-A4b"), find_career("klasse A4")) == (
        "B1-B2-B3",
        ("A4a", "A4b"),
        None,
    )


def test_definitions_run_over_lines_and_keep_one_sign(page_of: MakePage) -> None:
    page = page_of("kraan = aantal haken tussen 2 en 9\nsluis = een deur: met water,\n\nen een wachter")
    found = read_definitions(page, page.document.lines)
    assert [(one.term, one.definition, one.minimum, one.maximum) for one in found] == [
        ("kraan", "aantal haken tussen 2 en 9", 2, 9),
        ("sluis", "een deur: met water, en een wachter", None, None),
    ]


def test_prose_gives_no_definitions(page_of: MakePage) -> None:
    page = page_of("De kraan staat aan de kade en draait.")
    assert read_definitions(page, page.document.lines) == []


@pytest.mark.parametrize(
    ("text", "term", "definition"),
    [
        ("Onder ploeg wordt verstaan: wie samen vaart.", "ploeg", "wie samen vaart."),
        ("Met “tij” bedoelen we de stand van de zee.", "tij", "de stand van de zee."),
        ("Par « équipe », on entend ceux qui naviguent ensemble.", "équipe", "ceux qui naviguent ensemble."),
        ("The term “crew” means those who sail together.", "crew", "those who sail together."),
    ],
)
def test_term_in_sentence_takes_what_a_sentence_says_a_term_means(
    page_of: MakePage, text: str, term: str, definition: str
) -> None:
    page = page_of(text)
    assert [(one.term, one.definition) for one in read_definitions(page, page.document.lines)] == [(term, definition)]
    assert [(reading.rule, reading.confidence) for reading in page.readings] == [("term-in-sentence", 0.9)]


@pytest.mark.parametrize(
    "text", ["Met hout wordt een brug gebouwd.", "Par beau temps, on navigue.", "The crew is wet."]
)
def test_other_sentences_define_nothing(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    assert read_definitions(page, page.document.lines) == []
