"""Headings that a style or a number marks among areas and competencies, and lead-ins that look like headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.page import Page
from competencygraph.model import Profile

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def profile_of(page: Page) -> Profile:
    (profile,) = extract(page.document, page.lexicon).profiles
    return profile


def areas(page: Page) -> list[tuple[str | None, str | None, int]]:
    return [(area.notation, area.name or area.role, len(area.tasks)) for area in profile_of(page).result_areas]


def test_a_marked_heading_that_ends_the_areas_is_an_area(styled: MakeStyledPage) -> None:
    lines = ["# Resultaatgebieden", "## 1. Korven", "- Hout zagen", "- Korven bouwen", "## 2. Netwerk", "# Kennis"]
    assert areas(styled(*lines, "- Bijenteelt")) == [("1", "Korven", 2), ("2", "Netwerk", 0)]


def test_a_number_in_use_twice_begins_an_area_each_time(page_of: MakePage) -> None:
    lead = "Dit omvat onder meer de volgende taken:\n"
    text = "Resultaatgebieden\n\n" + "\n".join(
        f"{number}. {name}\n{lead}- Eerste werk\n- Tweede werk\n"
        for number, name in ((1, "Korven"), (2, "Honing"), (2, "Verkoop"), (4, "Lessen"))
    )
    assert areas(page_of(text)) == [("1", "Korven", 2), ("2", "Honing", 2), ("2", "Verkoop", 2), ("4", "Lessen", 2)]


def test_numbered_tasks_under_numbered_areas_stay_tasks(page_of: MakePage) -> None:
    text = "Resultaatgebieden\n\n"
    text += "1. Korven\n1. Hout zagen.\n2. Planken lijmen.\n\n2. Honing\n1. Raten slingeren.\n- Proeven\n"
    found = areas(page_of(text))
    assert [name for _, name, _ in found] == ["Korven", "Honing"]


@pytest.mark.parametrize("level", ["#", "##", "###"])
def test_a_lead_in_of_tasks_in_the_style_of_a_heading_is_none(styled: MakeStyledPage, level: str) -> None:
    lines = ["# Resultaatgebieden"]
    for role in ("imker", "verkoper"):
        lines += [f"## Als {role},", "korven bouwen teneinde honing te winnen.", f"{level} Voorbeelden van taken"]
        lines += ["- Hout zagen;", "- Planken lijmen."]
    assert areas(styled(*lines, "# Kennis", "- Bijenteelt")) == [(None, "imker", 2), (None, "verkoper", 2)]


def dictionary(styled: MakeStyledPage, *last: str) -> Profile:
    lines = ["# Competentiewoordenboek"]
    for name in ("Netheid", "Inzet"):
        lines += [f"## {name}", "Zorg dragen voor het werk."]
        lines += ["### Niveau 1 – Begint", "- Ruimt op", "### Niveau 2 – Houdt vol", "- Werkt door"]
    return profile_of(styled(*lines, *last))


def test_an_entry_of_a_dictionary_without_levels_is_a_competency(styled: MakeStyledPage) -> None:
    profile = dictionary(styled, "## Moed", "Durven beslissen.")
    assert [competency.name for competency in profile.competencies] == ["Netheid", "Inzet", "Moed"]
    assert profile.competencies[-1].definition == "Durven beslissen."
    assert profile.competencies[-1].levels == ()


def test_a_closing_part_of_a_dictionary_is_none(styled: MakeStyledPage) -> None:
    profile = dictionary(styled, "## Contact", "De dienst personeel helpt verder.")
    assert [competency.name for competency in profile.competencies] == ["Netheid", "Inzet"]
