"""Function books: where each of several profiles begins, and documents that describe one function only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.books import split_book
from competencygraph.ingest.extract import extract
from competencygraph.ingest.outline import heading_text, outline
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def split(page: Page) -> list[tuple[list[str], list[str]]]:
    """Return for each profile the lines of its top and the kinds of its parts."""
    return [
        ([line.text for line in parts[0].body], [part.kind for part in parts[1:]])
        for parts in split_book(page, outline(page))
    ]


def asides(page: Page) -> list[str]:
    return [aside.text for aside in page.asides if aside.reason == "front matter"]


def test_marked_titles_of_one_level_each_above_a_purpose_begin_profiles(styled: MakeStyledPage) -> None:
    page = styled(
        "# Functieboek",
        "## Sluiswachter",
        "### Doel",
        "Openen.",
        "### Taken",
        "- Varen",
        "## Imker",
        "### Doel",
        "Honing.",
    )
    assert split(page) == [(["Sluiswachter"], ["purpose", "tasks"]), (["Imker"], ["purpose"])]
    assert asides(page) == ["Functieboek"]
    assert [profile.title for profile in extract(page.document, page.lexicon).profiles] == ["Sluiswachter", "Imker"]


def test_marked_titles_above_nothing_that_a_profile_has_begin_none(styled: MakeStyledPage) -> None:
    page = styled("# Brug", "## Sluiswachter", "### Doel", "Openen.", "## Ligging", "Zee.", "## Geschiedenis", "Oud.")
    assert len(split(page)) == 1


def test_the_type_of_document_printed_again_begins_a_profile(page_of: MakePage) -> None:
    page = page_of(
        "Functieprofiel\nSluiswachter\n\nDoel\nOpenen.\n\nFunctieprofiel\nImker\n\nDoel\nHoning.\n\nKennis\nBijen"
    )
    found = split_book(page, outline(page))
    assert [[(part.kind, heading_text(part)) for part in parts] for parts in found] == [
        [("front", None), ("document_type", "Functieprofiel"), ("purpose", "Doel")],
        [("front", None), ("document_type", "Functieprofiel"), ("purpose", "Doel"), ("knowledge", "Kennis")],
    ]


@pytest.mark.parametrize(
    ("label", "purpose"), [("Functietitel", "Doel"), ("Intitulé de la fonction", "But"), ("Job title", "Purpose")]
)
def test_a_label_for_the_title_begins_a_profile(page_of: MakePage, label: str, purpose: str) -> None:
    page = page_of(f"{label}: Alpha\n\n{purpose}\nVaren.\n\n{label}: Beta\n\n{purpose}\nVliegen.")
    assert split(page) == [([f"{label}: Alpha"], ["purpose"]), ([f"{label}: Beta"], ["purpose"])]


def test_a_heading_at_the_end_of_the_part_above_begins_a_profile(page_of: MakePage) -> None:
    page = page_of("Sluiswachter\n\nDoel\nDe sluis openen.\n\nImker\n\nDoel\nHoning winnen.")
    assert split(page) == [(["Sluiswachter"], ["purpose"]), (["Imker"], ["purpose"])]


def test_a_lettered_heading_without_text_begins_a_profile(page_of: MakePage) -> None:
    page = page_of("A. Sluiswachter\nDoel\nDe sluis openen.\n\nB. Imker\nDoel\nHoning winnen.")
    assert [top for top, _ in split(page)] == [["A. Sluiswachter"], ["B. Imker"]]


@pytest.mark.parametrize(
    "text",
    [
        "Sluiswachter\n\nDoel\nDe sluis openen.\n\nDoel\nDe brug sluiten.",
        "Sluiswachter\n\nDoel\nDe sluis openen.\nDan komt de boot.\n\nDoel\nDe brug sluiten.",
        "Sluiswachter\n\nDoel\nDe sluis openen.\n\n- Imker\n\nDoel\nDe brug sluiten.",
        "Sluiswachter\n\nDoel\nDe sluis openen.\n\nKennis\nHout\n\nCompetenties\nGeduld",
    ],
)
def test_a_part_that_comes_again_without_a_title_between_begins_none(page_of: MakePage, text: str) -> None:
    assert len(split(page_of(text))) == 1


def test_a_label_line_for_something_else_begins_none(page_of: MakePage) -> None:
    page = page_of("Sluiswachter\n\nDoel\nDe sluis openen.\nTeam: Zuid\n\nDoel\nDe brug sluiten.")
    assert len(split(page)) == 1


def test_what_stands_before_the_first_profile_is_set_aside(page_of: MakePage) -> None:
    page = page_of(
        "Inleiding\nDit boek is dik.\n\nFunctieprofiel\nAlpha\n\nDoel\nVaren.\n\nFunctieprofiel\nBeta\n\nDoel\nVliegen."
    )
    assert len(split(page)) == 2
    assert asides(page) == ["Inleiding", "Dit boek is dik."]


MATRIX = [["Competentie", "Imker", "Sluiswachter"], ["Geduld", "2", "3"], ["Gehoor", "1", ""]]


def test_a_matrix_of_functions_gives_each_its_competencies(styled: MakeStyledPage) -> None:
    page = styled("Overzicht van de haven", "## Competenties", MATRIX)
    profiles = extract(page.document, page.lexicon).profiles
    assert [(one.title, [competency.name for competency in one.competencies]) for one in profiles] == [
        ("Imker", ["Geduld", "Gehoor"]),
        ("Sluiswachter", ["Geduld"]),
    ]


def test_a_column_with_the_title_of_a_profile_belongs_to_it(styled: MakeStyledPage) -> None:
    page = styled("Imker", "## Doel", "Honing winnen.", "## Competenties", MATRIX)
    profiles = extract(page.document, page.lexicon).profiles
    assert [one.title for one in profiles] == ["Imker", "Sluiswachter"]
    assert [competency.name for competency in profiles[0].competencies] == ["Geduld", "Gehoor"]
