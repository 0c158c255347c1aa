"""Parts of a vacancy in documents that mark their headings: what stands under a heading below the part's own."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest import parse_document
from competencygraph.ingest.document import Document, Traits, make_lines
from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.selection import read_selection
from competencygraph.model import Vacancy

made: Any = importlib.import_module("competency_pages")

LAST = [
    "## Hoe verloopt de selectieprocedure?",
    "### Fase 1: Proef op papier (40 punten)",
    "Je schrijft een nota over een brug.",
    "### Fase 2: Gesprek (60 punten) – maandag 3 maart 2025",
    "Je licht de nota toe.",
    "We praten ook over dijken.",
    "Wie minstens 50% behaalt op elke proef, is geslaagd.",
]

APPLICATION = """Informatiebundel
Brugwachter (C1-C3)

A. Wat bieden wij jou?
- Een voltijdse aanstelling
- Mogelijkheid tot vorming

B. Hoe solliciteren?
Solliciteren kan uiterlijk tot maandag 31 augustus 2026.
Wij vragen:
- Curriculum vitae

Functieprofiel
Brugwachter

Doel van de functie
Bruggen bedienen.
"""


def vacancy_of(*lines: str) -> Vacancy:
    page = made.page_of("# Vacature", "# Brugwachter", *lines)
    vacancy = extract(page.document, load_lexicon()).profiles[0].vacancy
    assert vacancy is not None
    return vacancy


def test_parts_of_the_selection_under_headings_of_their_own_belong_to_it() -> None:
    vacancy = vacancy_of("## Aanbod", "- Een loon", *LAST)
    selection = vacancy.selection
    assert selection is not None
    assert [(part.name, part.points, part.text) for part in selection.parts] == [
        ("Proef op papier", 40, "Je schrijft een nota over een brug."),
        ("Gesprek", 60, "Je licht de nota toe. We praten ook over dijken."),
    ]
    assert [rule.minimum_percent for rule in selection.rules] == [50]


def test_a_heading_below_the_selection_that_the_table_of_headings_knows_ends_it() -> None:
    vacancy = vacancy_of(*LAST, "### Wervingsreserve", "Wie slaagt, blijft twee jaar in de reserve.")
    assert vacancy.reserve is not None and vacancy.reserve.years == 2
    assert vacancy.selection is not None and len(vacancy.selection.parts) == 2


def test_parts_behind_another_heading_join_those_before_it() -> None:
    vacancy = vacancy_of(*LAST[:3], "### Wervingsreserve", "Er is een reserve van 1 jaar.", *LAST[3:])
    assert vacancy.selection is not None
    assert [part.notation for part in vacancy.selection.parts] == ["Fase 1", "Fase 2"]


@pytest.mark.parametrize("sub", ["### Verloning", "### Nog meer"])
def test_offers_under_a_heading_below_that_of_the_offer_are_offers(sub: str) -> None:
    vacancy = vacancy_of("## Aanbod", "- Een kijker", sub, "- Een fiets", "## Selectieprocedure", *LAST[1:])
    assert [item.text for item in vacancy.offer] == ["Een kijker", "Een fiets"]


def test_a_heading_of_a_part_that_runs_over_lines_is_read_whole() -> None:
    bold, rest = Traits(bold=True, joins=False), Traits(joins=False)
    raw = ["Proef 1: Gesprek over", "bruggen (20 punten)", "We praten over", "de sluis."]
    traits = [bold, Traits(bold=True, joins=True), rest, Traits(joins=True)]
    page = Page(Document("made.pdf", "0" * 64, tuple(raw), make_lines(raw, traits)), load_lexicon())
    selection, left = read_selection(page, page.document.lines)
    assert [(part.name, part.points, part.text) for part in selection.parts] == [
        ("Gesprek over bruggen", 20, "We praten over de sluis.")
    ]
    assert left == []


def test_a_closing_date_right_above_the_documents_that_are_asked_is_read(tmp_path: Path) -> None:
    file = tmp_path / "vacature.txt"
    file.write_text(APPLICATION, encoding="utf-8")
    vacancy = parse_document(file).profiles[0].vacancy
    assert vacancy is not None
    assert vacancy.application.deadline_text == "maandag 31 augustus 2026"
    assert [item.text for item in vacancy.application.documents] == ["Curriculum vitae"]


def test_a_heading_right_below_the_type_of_the_document_is_its_title() -> None:
    page = made.page_of(
        "# Informatiebundel",
        "## Brugwachter (C1-C3)",
        *LAST,
        "# Functieprofiel",
        "# Brugwachter",
        "## Doel",
        "Bruggen bedienen.",
    )
    profile = extract(page.document, load_lexicon()).profiles[0]
    assert profile.title == "Brugwachter"
    assert profile.sections == ()
