"""Knowledge as bullets, lines, sentences and tables."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest.rules.competencies import read_knowledge

sys.path.append(str(Path(__file__).parent))
made: Any = importlib.import_module("competency_pages")
page_of, section_of = made.page_of, made.section_of


def texts(*parts: Any) -> list[tuple[str, str | None]]:
    page = page_of(*parts)
    items = read_knowledge(page, section_of(page, "knowledge"), "knowledge")
    assert {entry.text for entry in page.readings if entry.kind == "knowledge"} == {item.text for item in items}
    return [(item.text, item.group.name if item.group else None) for item in items]


@pytest.mark.parametrize(
    "sentences",
    [
        ("Grondige kennis van het decreet.", "Ervaring met begrotingen."),
        ("Bonne connaissance de la loi.", "Maîtrise des tableurs."),
        ("Good knowledge of the act.", "Understanding of budgets."),
    ],
)
def test_sentences_for_knowledge_in_running_text(sentences: tuple[str, str]) -> None:
    assert texts("Kennis", " ".join([*sentences, "Dit is niet alles."])) == [(text, "Kennis") for text in sentences]


def test_bullets_numbers_and_nested_bullets() -> None:
    assert [text for text, _ in texts("Kennis", "• Wetgeving:", "  - decreten", "  - besluiten", "1. Excel")] == [
        "Wetgeving",
        "decreten",
        "besluiten",
        "Excel",
    ]


def test_sub_headings_are_groups() -> None:
    assert texts("# Kennis", "## Talen", "• Frans", "• Engels", "## Techniek", "• Pompen") == [
        ("Frans", "Talen"),
        ("Engels", "Talen"),
        ("Pompen", "Techniek"),
    ]


def test_paragraphs_of_one_short_line() -> None:
    assert [text for text, _ in texts("Kennis", "Tekstverwerking en rekenbladen", "Arbeidsrecht: basisbeginselen")] == [
        "Tekstverwerking en rekenbladen",
        "Arbeidsrecht: basisbeginselen",
    ]


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        (("Kennis", "Niveau"), ("grondig", "basis")),
        (("Connaissances", "Niveau requis"), ("approfondie", "notions")),
        (("Knowledge", "Level"), ("2", "advanced")),
    ],
)
def test_a_table_with_a_level_for_each_row(header: tuple[str, str], levels: tuple[str, str]) -> None:
    page = page_of("Kennis", [header, ("Bodem en water", levels[0]), ("Excel", levels[1])])
    items = read_knowledge(page, section_of(page, "knowledge"), "technical")
    assert [(item.text, item.kind) for item in items] == [("Bodem en water", "technical"), ("Excel", "technical")]
    assert {line.number for line in page.document.lines[1:]} <= page.placed


def test_running_text_gives_nothing() -> None:
    assert texts("Kennis", "Wij vinden leren belangrijk. Daarom volg je elk jaar een opleiding.", "Tot dan.") == []
