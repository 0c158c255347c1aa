"""A part headed as a mission: its list is one of tasks, its text a purpose, its marked headings areas."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.page import Page
from competencygraph.model import Profile

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]
REST = "\n\nResultaatgebieden\nKaden\n- Boten meren\n\nKennis\n- Zeilen"


def profile_of(page: Page) -> Profile:
    (profile,) = extract(page.document, page.lexicon).profiles
    return profile


def read(profile: Profile) -> tuple[str | None, list[str]]:
    return profile.purpose.text if profile.purpose else None, [task.text for task in profile.tasks]


@pytest.mark.parametrize("heading", ["Missie", "Jouw opdracht", "Mission", "About the role"])
@pytest.mark.parametrize(
    ("lines", "purpose", "tasks"),
    [
        ("- Bijen houden\n- Honing winnen", None, ["Bijen houden", "Honing winnen"]),
        ("Je houdt bijen voor de honing.", "Je houdt bijen voor de honing.", []),
        (
            "Je houdt bijen voor de honing.\n- Korven bouwen\n- Honing winnen",
            "Je houdt bijen voor de honing.",
            ["Korven bouwen", "Honing winnen"],
        ),
        ("Jouw taken zijn:\n- Korven bouwen\n- Honing winnen", None, ["Korven bouwen", "Honing winnen"]),
    ],
    ids=["list", "text", "text and list", "lead-in and list"],
)
def test_a_list_gives_tasks_and_a_text_the_purpose(
    page_of: MakePage, heading: str, lines: str, purpose: str | None, tasks: list[str]
) -> None:
    assert read(profile_of(page_of(f"Imker\n\n{heading}\n{lines}{REST}"))) == (purpose, tasks)


def test_one_bullet_makes_no_list(page_of: MakePage) -> None:
    purpose, tasks = read(profile_of(page_of(f"Imker\n\nMissie\n- Bijen houden{REST}")))
    assert purpose is not None
    assert tasks == []


def test_marked_headings_in_a_mission_are_areas_and_bold_words_are_none(styled: MakeStyledPage) -> None:
    lines = ["Korven bouwen", "- Hout zagen", "Honing winnen", "- Raten slingeren"]
    marked = profile_of(
        styled(
            "# Imker",
            "## Opdracht",
            *(f"### {line}" if line[0] != "-" else line for line in lines),
            "## Kennis",
            "- Hout",
        )
    )
    assert [area.name for area in marked.result_areas] == ["Korven bouwen", "Honing winnen"]
    assert marked.purpose is None
    text = profile_of(styled("# Imker", "## Opdracht", "Je houdt bijen.", "## Kennis", "- Hout"))
    assert text.result_areas == ()
    assert text.purpose is not None
