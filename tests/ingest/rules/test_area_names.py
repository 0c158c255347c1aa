"""Names of areas: roles without a comma, letters, names above labels and between lists, and heads of area tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.area_starts import area_starts, split_role

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def names(page: Page) -> list[tuple[str, str | None]]:
    return [(start.rule, start.name) for start in area_starts(page, page.document.lines)]


@pytest.mark.parametrize(
    ("text", "role", "optional", "rest"),
    [
        (
            "Als controleur ondernemingen bezoeken teneinde de regels te doen naleven.",
            "controleur",
            False,
            "ondernemingen bezoeken teneinde de regels te doen naleven.",
        ),
        (
            "Als coach (facultatief) de ploeg leiden teneinde te groeien.",
            "coach",
            True,
            "de ploeg leiden teneinde te groeien.",
        ),
        (
            "En tant que pilote guider les bateaux afin de les amarrer.",
            "pilote",
            False,
            "guider les bateaux afin de les amarrer.",
        ),
    ],
)
def test_a_role_without_a_comma_is_the_first_word_of_a_sentence_with_a_divider(
    page_of: MakePage, text: str, role: str, optional: bool, rest: str
) -> None:
    assert split_role(page_of(text), text) == (role, optional, rest)
    assert [start.role for start in area_starts(page_of(text), page_of(text).document.lines)] == [role]


@pytest.mark.parametrize(
    "text",
    [
        "Als controleur ondernemingen en boten vaker en langer bezoeken en keuren.",
        "De controleur bezoekt ondernemingen teneinde te keuren.",
        "Alsof controleurs ondernemingen bezoeken teneinde te keuren.",
    ],
)
def test_without_divider_or_role_a_sentence_gives_none(page_of: MakePage, text: str) -> None:
    assert split_role(page_of(text), text) == (None, False, None)


def test_lettered_names_keep_their_letter_and_skipping_one_ends_the_series(page_of: MakePage) -> None:
    page = page_of("A. Kaden\n- Meren\nB. Dokken\n- Keren\nC. Sluizen\n- Openen")
    found = area_starts(page, page.document.lines)
    assert [(start.notation, start.name) for start in found] == [("A", "Kaden"), ("B", "Dokken"), ("C", "Sluizen")]
    assert {start.rule for start in found} == {"lettered-heading"}
    skipped = page_of("A. Kaden\n- Meren\nC. Sluizen\n- Openen")
    assert "lettered-heading" not in {rule for rule, _ in names(skipped)}


def test_the_line_above_the_label_of_a_core_activity_is_the_areas_name(page_of: MakePage) -> None:
    page = page_of("Kaden\nKernactiviteit:\nBoten meren.\n\nDokken\nKernactiviteit:\nBoten keren.")
    assert names(page) == [("activity-label", "Kaden"), ("activity-label", "Dokken")]


@pytest.mark.parametrize("above", ["Boten liggen er stil.", "boten liggen er", "- Boten", "Kader: boten", "Resultaat"])
def test_a_sentence_small_letter_bullet_or_other_label_above_it_is_none(page_of: MakePage, above: str) -> None:
    page = page_of(f"{above}\nKernactiviteit:\nBoten meren.\n\n{above}\nKernactiviteit:\nBoten keren.")
    assert names(page) == [("activity-label", None), ("activity-label", None)]


LISTS = "Kaden\n- Boten meren met lange touwen aan dikke palen\n- Boten wassen\n{between}\n- Boten keren"


def test_a_short_line_between_two_lists_is_a_name(page_of: MakePage) -> None:
    assert names(page_of(LISTS.format(between="Dokken"))) == [
        ("heading-with-list", "Kaden"),
        ("heading-with-list", "Dokken"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        "en ook met haken",
        "Boten keren er traag.",
        "Dit is een lange lijn die meer zegt dan een naam ooit zou doen",
        "Dokken\nWater staat er hoog.",
    ],
    ids=["small letter", "sentence", "long", "text below"],
)
def test_what_carries_on_closes_runs_long_or_has_text_below_is_none(page_of: MakePage, between: str) -> None:
    assert names(page_of(LISTS.format(between=between))) == [("heading-with-list", "Kaden")]


def test_an_item_open_at_its_end_has_no_name_below_it(page_of: MakePage) -> None:
    page = page_of(LISTS.replace("wassen", "wassen,").format(between="Dokken"))
    assert names(page) == [("heading-with-list", "Kaden")]
