"""A heading with nothing beneath it is kept as a section without content, so that it can be reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.page import Page
from competencygraph.model import Profile

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]

TOP = "Functieprofiel\nImker\n\nDoel van de functie\nBijen houden teneinde honing te winnen.\n\n"
TASKS = "Taken\n- Korven bouwen\n- Honing slingeren\n"


def profile_of(page: Page) -> Profile:
    (profile,) = extract(page.document, page.lexicon).profiles
    return profile


def empty(page: Page) -> list[tuple[str | None, str | None, int]]:
    """Return notation, heading and line of the sections that hold nothing else."""
    return [
        (section.notation, section.heading, section.evidence.start_line)
        for section in profile_of(page).sections
        if section.text is None and not section.items
    ]


@pytest.mark.parametrize(
    "heading",
    ["Kennis", "Voorwaarden", "Aanbod", "Plaats in de organisatie", "Competencies", "Offre"],
)
def test_a_heading_above_the_next_one_is_kept(page_of: MakePage, heading: str) -> None:
    assert empty(page_of(f"{TOP}{heading}\n\n{TASKS}")) == [(None, heading, 7)]


def test_one_at_the_end_and_several_in_a_row_are_kept(page_of: MakePage) -> None:
    found = empty(page_of(f"{TOP}{TASKS}\nKennis\n\nVoorwaarden\n"))
    assert [heading for _, heading, _ in found] == ["Kennis", "Voorwaarden"]


def test_a_lettered_heading_of_any_words_is_kept_with_its_letter(page_of: MakePage) -> None:
    page = page_of(
        "Functieprofiel\nImker\n\nA. Doel\nBijen houden.\n\nB. Extra voordelen\n\n"
        "C. Taken\n- Korven bouwen\n- Raten maken"
    )
    assert empty(page) == [("B", "Extra voordelen", 7)]


def test_a_marked_heading_is_kept_above_one_of_its_level(styled: MakeStyledPage) -> None:
    lines = ["# Imker", "## Doel", "Bijen houden.", "## Kennis", "## Taken", "- Korven bouwen", "- Raten maken"]
    assert [heading for _, heading, _ in empty(styled(*lines))] == ["Kennis"]


def test_a_heading_whose_parts_are_its_sub_headings_is_none(page_of: MakePage, styled: MakeStyledPage) -> None:
    marked = styled("# Imker", "## Taken", "- Raten maken", "## Competenties", "### Kerncompetenties", "- Netheid")
    plain = page_of(f"{TOP}{TASKS}\nCompetenties\n\nKerncompetenties\n- Netheid\n- Inzet")
    numbered = page_of(f"{TOP}{TASKS}\nVoorwaarden\n\nA. Diploma\n- Een bachelor\n\nB. Aanbod\n- Loon")
    assert profile_of(marked).competencies
    assert profile_of(plain).competencies
    assert empty(marked) == empty(plain) == empty(numbered) == []


def test_the_type_of_document_a_title_and_a_picture_s_caption_are_none(page_of: MakePage) -> None:
    page = page_of(f"Functieprofiel\n\nImker\n\nDoel\nBijen houden.\n\nOrganogram\n\n{TASKS}\nHandtekening")
    assert profile_of(page).title == "Imker"
    assert empty(page) == []


def test_a_page_of_contents_is_none(page_of: MakePage) -> None:
    contents = "Functieprofiel\nImker\n\nDoel\n\nTaken\n\nKennis\n\n"
    page = page_of(f"{contents}Doel\nBijen houden.\n\n{TASKS}\nKennis\n- Bijenteelt\n- Plantenkunde")
    assert profile_of(page).knowledge
    assert empty(page) == []


def test_an_empty_template_stays_without_content(page_of: MakePage) -> None:
    profile = profile_of(page_of("Functieprofiel\n\nDoel\n\nResultaatgebieden\n\nCompetenties\n\nKennis\n"))
    assert profile.sections == ()


def test_a_heading_that_a_later_part_continues_is_none(page_of: MakePage) -> None:
    page = page_of(
        "Functieprofiel\nImker\n\nDoel van de functie\n\nResultaatgebieden\n\n"
        "1. Korven\n- Korven bouwen\n- Hout zagen\n\n"
        "2. Honing\n- Honing slingeren\n\nBijen houden teneinde de stad van honing te voorzien.\n\nKennis\n- Bijenteelt"
    )
    assert profile_of(page).purpose is not None
    assert empty(page) == []


def test_what_stood_beneath_and_was_set_aside_counts(page_of: MakePage) -> None:
    page = page_of(f"{TOP}{TASKS}\nKennis\n[naam] [telefoon]\n\nVoorwaarden\n- Een diploma\n- Een rijbewijs")
    assert empty(page) == []
