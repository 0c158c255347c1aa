"""Result areas, their tasks, and lead-ins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.areas import is_lead_in, read_areas, read_purpose, read_tasks

MakePage = Callable[[str], Page]


def areas(page: Page) -> list[tuple[str | None, str | None, list[str]]]:
    found = read_areas(page, page.document.lines).areas
    return [(area.role, area.name, [task.text for task in area.tasks]) for area in found]


def test_roles_begin_areas_and_may_be_optional(page_of: MakePage) -> None:
    page = page_of(
        "Als imker\n\nbijen houden teneinde honing te winnen.\n\n• Korven bouwen;\n\n"
        "Als loods (facultatief)\n\nvaren.\n\n• Varen."
    )
    found = read_areas(page, page.document.lines).areas
    assert [(area.role, area.optional) for area in found] == [("imker", False), ("loods", True)]
    assert (found[0].activity, found[0].purpose) == ("bijen houden", "honing te winnen.")
    assert [task.text for task in found[0].tasks] == ["Korven bouwen"]


def test_a_line_filled_to_the_width_is_no_role(page_of: MakePage) -> None:
    page = page_of(
        "1. Imker\nAls goede imker oog hebben voor\nde noden en de wensen van bijen\nmaar ook voor de korven zelf.\n"
        "- Korven bouwen\n2. Loods\n- Varen"
    )
    assert areas(page) == [(None, "Imker", ["Korven bouwen"]), (None, "Loods", ["Varen"])]


def test_a_line_that_carries_a_bullet_on_is_no_heading(page_of: MakePage) -> None:
    page = page_of("– De houten bruggen schilderen onder\n\nZandeke\n\n– De stenen bruggen schilderen onder\n\nTorhave")
    assert [name for _, name, _ in areas(page)] == [
        "De houten bruggen schilderen onder Zandeke",
        "De stenen bruggen schilderen onder Torhave",
    ]


def test_headings_with_bullets_are_areas_where_there_are_no_roles_or_numbers(page_of: MakePage) -> None:
    page = page_of("Bruggen\n• Schilderen.\n• Slopen.\n\nDijken\n• Ophogen.")
    assert areas(page) == [(None, "Bruggen", ["Schilderen.", "Slopen."]), (None, "Dijken", ["Ophogen."])]


@pytest.mark.parametrize(
    "text", ["Dit omvat onder meer:", "Voorbeelden van taken", "Examples of tasks", "Cela comprend:"]
)
def test_lead_ins(page_of: MakePage, text: str) -> None:
    assert is_lead_in(page_of(text), text)


@pytest.mark.parametrize("text", ["De taken verdelen", "Dit omvat een hele reeks zaken die wij belangrijk vinden."])
def test_sentences_are_no_lead_ins(page_of: MakePage, text: str) -> None:
    assert not is_lead_in(page_of(text), text)


def test_tasks_are_bullets(page_of: MakePage) -> None:
    page = page_of("Voorbeelden van taken\n• Bruggen schilderen;\n• Dijken ophogen.")
    assert [item.text for item in read_tasks(page, page.document.lines).tasks] == [
        "Bruggen schilderen",
        "Dijken ophogen.",
    ]


def test_a_purpose_without_lines_is_none(page_of: MakePage) -> None:
    assert read_purpose(page_of("Doel"), []) is None
