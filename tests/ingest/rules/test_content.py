"""Parts that only their lines tell: criteria by their grades, areas by labels of core activities; and who is let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.content import told_by_content
from competencygraph.ingest.headings import Section, heading_text
from competencygraph.ingest.outline import describes_function, outline
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def told(page: Page) -> list[tuple[str, str | None, int, str]]:
    """Return kind, heading, number of lines and how each part was told, the top left out."""
    found = [(part.kind, heading_text(part), len(part.body), part.told_by) for part in outline(page)]
    return [part for part in found if part[0] != "front"]


def kinds(page: Page) -> list[str]:
    return [part[0] for part in told(page)]


def shows_function(page: Page) -> bool:
    return describes_function(page, outline(page))


CRITERIA = ["## Zelfstandigheid", "Klasse A1", "Vraagt raad.", "Klasse A2", "Beslist alleen."]
MORE_CRITERIA = ["## Bereik", "Klasse A1", "De kade.", "Klasse A2", "De hele haven."]


def test_grades_on_lines_of_their_own_over_several_parts_are_criteria(styled: MakeStyledPage) -> None:
    page = styled("Havens", "## Taken", "- Varen", *CRITERIA, *MORE_CRITERIA, "## Kennis", "- Zeilen")
    assert told(page) == [
        ("tasks", "Taken", 1, "known heading"),
        ("criteria", None, 10, "content"),
        ("knowledge", "Kennis", 1, "known heading"),
    ]


def test_a_heading_above_the_parts_with_grades_heads_the_criteria(styled: MakeStyledPage) -> None:
    page = styled("Havens", "# Wat telt mee", *CRITERIA, *MORE_CRITERIA)
    assert told(page) == [("criteria", "Wat telt mee", 10, "content")]


@pytest.mark.parametrize(
    "lines",
    [
        CRITERIA,
        [*CRITERIA, "## Doel", "Bouwen.", *MORE_CRITERIA],
        [line.replace("A2", "A1") for line in [*CRITERIA, *MORE_CRITERIA]],
        [line.replace("Klasse", "- Klasse") for line in [*CRITERIA, *MORE_CRITERIA]],
        [
            line.replace("Klasse A1", "Klasse A1 vaart uit").replace("A2", "A2 vaart")
            for line in [*CRITERIA, *MORE_CRITERIA]
        ],
    ],
    ids=["too few", "known part between", "one grade alone", "bullets", "more text on the line"],
)
def test_few_equal_bulleted_or_parted_grades_make_no_criteria(styled: MakeStyledPage, lines: list[str]) -> None:
    found = kinds(styled("Havens", *lines))
    assert "other" in found
    assert "criteria" not in found


def test_numbered_levels_are_those_of_competencies_and_no_grades(styled: MakeStyledPage) -> None:
    lines = [line.replace("Klasse A", "Niveau ") for line in [*CRITERIA, *MORE_CRITERIA]]
    assert kinds(styled("Havens", *lines)) == ["competencies"]
    lines = [line.replace("Klasse A", "Schaal ") for line in [*CRITERIA, *MORE_CRITERIA]]
    assert kinds(styled("Havens", *lines)) == ["criteria"]


@pytest.mark.parametrize("label", ["Kernactiviteit:", "Hoofdactiviteit", "Core activity:", "Activité clé :"])
def test_labels_of_core_activities_make_areas_of_unknown_parts(styled: MakeStyledPage, label: str) -> None:
    page = styled("Havens", "## Kade", label, "Boten meren.", "## Dok", label, "Boten keren.", "## Kennis", "- Zeil")
    assert told(page)[0] == ("result_areas", None, 6, "content")
    assert kinds(page) == ["result_areas", "knowledge"]


@pytest.mark.parametrize(
    "lines",
    [
        ["## Kade", "Kernactiviteit: boten meren.", "## Dok", "Boten keren."],
        ["## Kade", "De kernactiviteit is meren.", "## Dok", "De kernactiviteit is keren."],
        ["## Kade", "Activiteit: boten meren.", "## Dok", "Activiteit: boten keren."],
    ],
    ids=["one label", "in a sentence", "any activity"],
)
def test_one_label_or_the_word_in_a_sentence_makes_none(styled: MakeStyledPage, lines: list[str]) -> None:
    assert kinds(styled("Havens", *lines)) == ["other", "other"]


def test_a_known_part_with_such_labels_stays_what_its_heading_says(page_of: MakePage) -> None:
    page = page_of("Havens\n\nKernactiviteit: boten meren.\nKernactiviteit: boten keren.")
    lines = list(page.document.lines)
    known = Section("mission", (lines[0],), lines[1:])
    assert [part.kind for part in told_by_content(page, [known])] == ["mission"]
    unknown = Section("other", (lines[0],), lines[1:])
    assert [part.kind for part in told_by_content(page, [unknown])] == ["result_areas"]


@pytest.mark.parametrize(
    "text",
    [
        "Taken\n- Varen\n\nAanbod\n- Een boot\n\nVereisten\n- Zwemmen",
        "Tâches\n- Naviguer\n\nNotre offre\n- Un bateau\n\nProfil\n- Nager",
        "Duties\n- Sailing\n\nWhat we offer\n- A boat\n\nHow to apply\n- Write",
    ],
)
def test_tasks_beside_two_parts_of_a_vacancy_are_one(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    assert len(kinds(page)) == 3
    assert shows_function(page)


@pytest.mark.parametrize(
    "text",
    [
        "De sluis draait weer\n\nTaken\n- Varen\n- Meren",
        "De sluis draait weer\n\nTaken\n- Varen\n\nAanbod\n- Een boot",
        "De sluis draait weer\n\nTaken\n- Varen\n\nVereisten\n- Zwemmen",
        "De sluis draait weer\n\nAanbod\n- Een boot\n\nVereisten\n- Zwemmen",
    ],
)
def test_an_article_with_a_heading_or_two_of_these_is_none(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    assert kinds(page)
    assert not shows_function(page)
