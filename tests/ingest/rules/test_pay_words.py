"""Headings over pay, and pay in a sentence with the words for the least and the most."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from competencygraph.ingest import parse_document
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.pay import read_salary

MakePage = Callable[[str], Page]

VACANCY = """Vacature
Brugwachter

A. Functie
Je bedient bruggen teneinde schepen door te laten.

B. {heading}
- Loon volgens schaal D1-D3 (min. bruto € 2.310, max. bruto € 3.190)
- Een fiets

Functieprofiel
Brugwachter

Doel van de functie
Bruggen bedienen.

Taken
• Bruggen openen
• Bruggen sluiten
"""


@pytest.mark.parametrize(
    "heading",
    [
        *("Loon", "Barema", "Verloning en voordelen", "Wedde", "Verloning", "Loon en extralegale voordelen"),
        *("Rémunération", "Traitement", "Salaire", "Traitement et avantages"),
        *("Pay", "Remuneration", "Salary", "Pay and allowances", "Remuneration and benefits"),
    ],
)
def test_a_heading_over_pay_belongs_to_the_offer(tmp_path: Path, heading: str) -> None:
    assert load_lexicon().heading_kind(heading) == "offer"
    file = tmp_path / "vacature.txt"
    file.write_text(VACANCY.format(heading=heading), encoding="utf-8")
    vacancy = parse_document(file).profiles[0].vacancy
    assert vacancy is not None and vacancy.salary is not None
    assert (vacancy.salary.minimum, vacancy.salary.maximum) == (Decimal(2310), Decimal(3190))
    assert [item.text for item in vacancy.offer][1:] == ["Een fiets"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Het salaris bedraagt minimaal € 3.980 en maximaal € 5.820 bruto per maand.", 3980, 5820),
        ("Je loon: minimaal bruto € 2.100 en maximaal bruto € 3.900", 2100, 3900),
        ("Het loon is minstens € 2.100 en hoogstens € 3.900", 2100, 3900),
        ("Een wedde van ten minste 2.100 euro en ten hoogste 3.900 euro", 2100, 3900),
        ("Le traitement est de minimum 2.100 euros et de maximum 3.900 euros", 2100, 3900),
        ("Une rémunération d'au moins 2.100 € et d'au plus 3.900 €", 2100, 3900),
        ("The pay is at least € 2,100 and at most € 3,900", 2100, 3900),
        ("Barema A4a-A4b: minimaal € 2.100 en maximaal € 3.900", 2100, 3900),
        ("Het salaris bedraagt minimaal € 5.820 en maximaal € 3.980", 5820, 3980),
    ],
)
def test_the_least_and_the_most_in_a_sentence_are_read(page_of: MakePage, text: str, low: int, high: int) -> None:
    page = page_of(text)
    salary = read_salary(page, page.paragraphs(page.document.lines), [])
    assert salary is not None
    assert (salary.minimum, salary.maximum, salary.currency) == (Decimal(low), Decimal(high), "EUR")


@pytest.mark.parametrize("text", ["- Minimaal 30 dagen verlof", "- Een budget van maximaal € 500 voor opleiding"])
def test_other_bounds_are_no_pay(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    assert read_salary(page, page.paragraphs(page.document.lines), []) is None
