"""The outline: tables and definitions that are parts of their own, template hints, parts told by their content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.errors import NotAProfileError
from competencygraph.ingest.extract import extract
from competencygraph.ingest.outline import describes_function, heading_text, outline
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]
Part = tuple[str, str | None, list[str]]


def parts(page: Page) -> list[Part]:
    return [(part.kind, heading_text(part), [line.text for line in part.body]) for part in outline(page)]


def kinds(page: Page) -> list[str]:
    return [part.kind for part in outline(page)]


def shows_function(page: Page) -> bool:
    return describes_function(page, outline(page))


def test_a_table_of_areas_is_a_part_of_its_own_and_one_under_a_fitting_heading_belongs_to_it(
    styled: MakeStyledPage,
) -> None:
    table = [["Kernactiviteit", "Resultaat"], ["Bouwen", "Brug"]]
    alone = outline(styled("Over de sluis", table))
    assert [(part.kind, part.told_by) for part in alone] == [("front", ""), ("result_areas", "table header")]
    assert kinds(styled("Over de sluis", "## Taken", table)) == ["front", "tasks"]
    assert kinds(styled("Over de sluis", [["Maand", "Wind"], ["Mei", "West"]])) == ["front"]


def test_a_table_of_numbered_levels_under_competencies_is_no_table_of_criteria(styled: MakeStyledPage) -> None:
    levels = [["", "Niveau 1", "Niveau 2"], ["Geduld", "Wacht", "Wacht lang"]]
    grades = [["", "Niveau A", "Niveau B"], ["Geduld", "Wacht", "Wacht lang"]]
    assert kinds(styled("Zee", "## Competenties", levels)) == ["front", "competencies"]
    assert kinds(styled("Zee", "## Competenties", grades)) == ["front", "competencies", "criteria"]


def test_tables_of_labels_become_label_lines(styled: MakeStyledPage) -> None:
    page = styled([["Functie", "Sluiswachter"], ["Niveau", "B1"]])
    assert parts(page) == [("front", None, ["Functie: Sluiswachter", "Niveau: B1"])]


def test_a_definition_behind_its_word_is_a_definition_wherever_it_stands(page_of: MakePage) -> None:
    page = page_of("Resultaatgebieden\n* Definitie: ploeg = wie samen vaart\n- Varen")
    assert parts(page)[1:] == [
        ("definitions", None, ["ploeg = wie samen vaart"]),
        ("result_areas", "Resultaatgebieden", ["- Varen"]),
    ]


@pytest.mark.parametrize("line", ["* Definitie: wie samen vaart", "* Ploeg: wie = samen vaart"])
def test_a_note_without_sign_or_without_the_word_is_no_definition(page_of: MakePage, line: str) -> None:
    assert "definitions" not in kinds(page_of(f"Resultaatgebieden\n- Varen\n{line}"))


def test_a_hint_in_brackets_alone_under_a_heading_is_a_placeholder_and_a_remark_beside_text_is_none(
    page_of: MakePage,
) -> None:
    page = page_of("Doel\n(Zeg waarom deze functie\nbestaat.)\nKennis\n(Veel.)\nHout")
    assert parts(page)[1:] == [("purpose", "Doel", []), ("knowledge", "Kennis", ["(Veel.)", "Hout"])]
    assert [(aside.text, aside.reason) for aside in page.asides] == [
        ("(Zeg waarom deze functie bestaat.)", "placeholder")
    ]


ROLES = "Als imker, bijen houden teneinde honing te winnen.\n- Korven bouwen"


@pytest.mark.parametrize(
    "lines",
    [
        ROLES,
        "En tant qu'apiculteur, élever des abeilles afin de récolter du miel.\n- Bâtir des ruches",
        "As a keeper, keep bees in order to win honey.\n- Build hives",
    ],
)
def test_areas_by_role_are_told_by_content_without_a_heading(page_of: MakePage, lines: str) -> None:
    found = outline(page_of(f"Imkerij\n\n{lines}"))
    assert [(part.kind, part.told_by, len(part.body)) for part in found] == [
        ("front", "", 1),
        ("result_areas", "content", 2),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Als imker houdt zij bijen, zegt ze.\n- Korven bouwen",
        "als imker, bijen houden teneinde honing te winnen.",
        "De stad sloot de brug teneinde het water te keren.",
    ],
)
def test_prose_about_a_role_is_told_as_nothing(page_of: MakePage, lines: str) -> None:
    assert kinds(page_of(f"Imkerij\n\n{lines}")) == ["front"]


LEVELS = ["## Geduld", "Niveau 1", "- Wacht", "Niveau 2", "- Wacht lang", "## Gehoor", "Niveau 1", "- Hoort"]


def test_levels_again_and_again_make_a_part_of_competencies_from_the_first_name_on(styled: MakeStyledPage) -> None:
    page = styled("Zo werken wij", "## Inleiding", "Lees dit.", *LEVELS, "Niveau 2", "- Hoort alles")
    found = outline(page)
    assert [(part.kind, part.told_by) for part in found] == [
        ("front", ""),
        ("other", "known heading"),
        ("competencies", "content"),
    ]
    assert found[2].body[0].text == "Geduld"


def test_headings_above_the_names_of_competencies_are_their_clusters(styled: MakeStyledPage) -> None:
    page = styled("Zo werken wij", "## Inleiding", "Lees dit.", "# Omgaan met water", *LEVELS, "Niveau 2", "- Hoort")
    assert [line.text for line in outline(page)[-1].body[:2]] == ["Omgaan met water", "Geduld"]


def test_fewer_than_four_levels_make_none(styled: MakeStyledPage) -> None:
    assert "competencies" not in kinds(styled("Zo werken wij", "## Inleiding", "Lees dit.", *LEVELS))


def test_a_dictionary_that_says_so_needs_no_levels(styled: MakeStyledPage) -> None:
    lists = ["## Geduld", "- Wacht", "## Gehoor", "- Hoort", "## Gezag", "- Beslist"]
    assert kinds(styled("Ons competentiewoordenboek in het kort", *lists))[-1] == "competencies"
    assert kinds(styled("Competency framework of the port", *lists))[-1] == "competencies"
    assert "competencies" not in kinds(styled("Het weer in het kort", *lists))
    assert "competencies" not in kinds(styled("Ons competentiewoordenboek in het kort", *lists[:4]))


@pytest.mark.parametrize(
    "text",
    [
        "Resultaatgebieden\n- Varen",
        "Doel\nBouwen.\nTaken\n- Varen",
        "Functieprofiel\nSluiswachter\nTaken\n- Varen",
        "Functie: Sluiswachter\nTaken\n- Varen",
        "Selectieprocedure\nPraten.\nWerfreserve\nEen jaar.",
        "Voorwaarden\nZwemmen.\nAanbod\nWater.\nSolliciteren\nNu.",
        "Vaardigheden\nGeduld\nNiveau 1\n- Wacht\nNiveau 2\n- Wacht lang",
    ],
)
def test_headings_of_a_function_show_one(page_of: MakePage, text: str) -> None:
    assert shows_function(page_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Taken\n- Varen",
        "Resultaten\n- Wij wonnen met 3 tegen 1",
        "Vaardigheden\n- Zwemmen",
        "Activités\n- Natation",
        "Expected results\n- Rain",
        "Voorwaarden\nZwemmen.\nAanbod\nWater.",
        "Het weer\n\nMorgen regent het.",
    ],
)
def test_one_common_or_weak_heading_shows_none(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    assert not shows_function(page)
    with pytest.raises(NotAProfileError):
        extract(page.document, page.lexicon)


def test_an_article_about_competencies_and_roles_is_refused(page_of: MakePage) -> None:
    page = page_of(
        "Brug weer open\n\nGisteren opende de burgemeester de brug. Als imker kent zij geduld.\n\n"
        "Wat kan beter\n- De lampen\n- De verf\n\nDe competenties van de sluiswachter zijn groot, zei ze."
    )
    with pytest.raises(NotAProfileError) as caught:
        extract(page.document, page.lexicon)
    assert caught.value.headings["nl"]
