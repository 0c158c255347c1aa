"""How tasks are told: bullets, lines, and members of one line; and labels above their values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.areas import is_lead_in, read_tasks
from competencygraph.ingest.rules.items import inline_items, list_members
from competencygraph.ingest.rules.texts import pair_labels

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


def tasks(page: Page) -> list[str]:
    return [item.text for item in read_tasks(page, page.document.lines).tasks]


def rules(page: Page) -> set[tuple[str, float]]:
    read_tasks(page, page.document.lines)
    return {(reading.rule, reading.confidence) for reading in page.readings if reading.kind == "task"}


@pytest.mark.parametrize("bullet", ["•", "-", "–", "*", "o", "·", "▪", "□", "1.", "a)"])
def test_task_list_takes_members_behind_any_marker(page_of: MakePage, bullet: str) -> None:
    second = {"1.": "2.", "a)": "b)"}.get(bullet, bullet)
    page = page_of(f"{bullet} Bruggen verven;\n{second} Dijken ophogen;")
    assert tasks(page) == ["Bruggen verven", "Dijken ophogen"]
    assert rules(page) == {("task-list", 0.9)}


def test_task_list_leaves_lead_ins_and_running_text_between_bullets(page_of: MakePage) -> None:
    page = page_of("Je taken zijn onder meer:\n- Bruggen verven\n\nDe stad ligt aan zee.\n\n- Dijken ophogen")
    assert tasks(page) == ["Bruggen verven", "Dijken ophogen"]
    assert [part.text for part in page.unparsed()] == ["De stad ligt aan zee."]


def test_sub_headings_with_bullets_under_a_heading_for_tasks_are_areas(styled: MakeStyledPage) -> None:
    page = styled("### Bruggen", "- Verven", "### Dijken", "- Ophogen")
    reading = read_tasks(page, page.document.lines)
    assert ([area.name for area in reading.areas], reading.tasks) == (["Bruggen", "Dijken"], [])


def test_one_sub_heading_makes_no_area(styled: MakeStyledPage) -> None:
    page = styled("### Bruggen", "- Verven")
    reading = read_tasks(page, page.document.lines)
    assert (reading.areas, [task.text for task in reading.tasks]) == ([], ["Verven"])


def test_task_lines_takes_short_lines_that_make_a_list_by_themselves(page_of: MakePage) -> None:
    page = page_of("Bruggen verven\nDijken ophogen\nDe sluizen van de stad openen")
    assert tasks(page) == ["Bruggen verven", "Dijken ophogen", "De sluizen van de stad openen"]
    assert rules(page) == {("task-lines", 0.7)}


@pytest.mark.parametrize(
    "text",
    [
        "Je leidt het team van de brug en je verft.\nDaarnaast ga je ook nog varen op zee.",
        "Bruggen verven\ndijken ophogen",
        "Bruggen verven: hout\nDijken ophogen: zand",
        "Bruggen verven\n\nDijken ophogen\nSluizen openen",
        "Bruggen verven",
    ],
)
def test_task_lines_leaves_running_text_labels_uneven_and_single_lines(page_of: MakePage, text: str) -> None:
    assert tasks(page_of(text)) == []


def test_task_lines_takes_paragraphs_that_end_in_semicolons(page_of: MakePage) -> None:
    page = page_of("Je zorgt dat de brug\nopen is;\n\nJe verft de dijk elk jaar\nopnieuw;\n\nJe vaart.")
    assert tasks(page) == ["Je zorgt dat de brug open is", "Je verft de dijk elk jaar opnieuw", "Je vaart."]


def test_task_lines_takes_open_paragraphs_only_where_the_format_parts_them(styled: MakeStyledPage) -> None:
    lines = [
        "Elke dag de oude houten brug over het water weer open doen en sluiten",
        "De dijk verven",
        "De sluis openen",
    ]
    page = styled(*lines)
    assert tasks(page) == lines
    assert tasks(styled(*[f"{line}." for line in lines])) == []
    assert tasks(styled(*lines[:2])) == []


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Taken: bruggen verven; dijken ophogen.", ["bruggen verven", "dijken ophogen."]),
        ("Je doet veel zaken: verven; slopen; bouwen", ["verven", "slopen", "bouwen"]),
        ("Tâches : peindre; bâtir", ["peindre", "bâtir"]),
    ],
)
def test_inline_items_takes_members_parted_by_semicolons(page_of: MakePage, text: str, members: list[str]) -> None:
    page = page_of(text)
    assert tasks(page) == members
    assert rules(page) == {("inline-items", 0.8)}
    assert page.unparsed() == ()


@pytest.mark.parametrize(
    "text",
    [
        "Je doet twee zaken: verven; slopen",
        "Je doet veel zaken: verven, slopen, bouwen",
        "Je verft; je sloopt; je bouwt",
        "Je bent in de stad aan de zee elke dag van het jaar bezig met heel veel: verven; slopen; bouwen",
    ],
)
def test_inline_items_leaves_two_members_commas_and_long_leads(page_of: MakePage, text: str) -> None:
    page = page_of(text)
    (paragraph,) = page.paragraphs(page.document.lines)
    assert inline_items(page, paragraph, "task", is_lead_in) == []
    assert page.placed == set()


def test_members_of_a_list_are_short(page_of: MakePage) -> None:
    long = " ".join(["woord"] * 41)
    for text, count in ((f"Een;\n\nTwee;\n\nDrie {long};", None), ("Een;\n\nTwee;\n\nDrie;", 3)):
        page = page_of(text)
        found = list_members(page, page.document.lines, page.paragraphs(page.document.lines))
        assert (len(found) if found else None) == count


def paired(page: Page) -> list[str]:
    return [line.text for line in pair_labels(page, page.document.lines)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Functieniveau\nA3", ["Functieniveau: A3"]),
        ("Job title:\n\nKeeper", ["Job title: Keeper"]),
        ("Functietitel\nImker\nNiveau\nB1", ["Functietitel: Imker", "Niveau: B1"]),
        ("Intitulé de la fonction\nPasseur", ["Intitulé de la fonction: Passeur"]),
    ],
)
def test_pair_labels_joins_a_known_label_to_the_value_below_it(page_of: MakePage, text: str, lines: list[str]) -> None:
    assert paired(page_of(text)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Functieniveau\nFunctietitel",
        "Functieniveau\n\n\nDe stad ligt aan zee.",
        "Sluiswachter\nA3",
        "- Functieniveau\nA3",
        "Functieniveau: A3\nZuid",
    ],
)
def test_pair_labels_leaves_two_labels_a_far_value_other_words_bullets_and_whole_pairs(
    page_of: MakePage, text: str
) -> None:
    page = page_of(text)
    assert paired(page) == [line.text for line in page.document.lines]


def test_a_paired_label_covers_the_lines_of_both(page_of: MakePage) -> None:
    page = page_of("Functieniveau\n\nA3")
    (line,) = pair_labels(page, page.document.lines)
    assert (line.number, line.end) == (1, 3)


def test_a_label_with_its_value_is_no_lone_label_though_its_name_has_two_parts(page_of: MakePage) -> None:
    page = page_of("Graad / niveau: B1\nDienst: Ruimte")
    assert [line.text for line in pair_labels(page, page.document.lines)] == ["Graad / niveau: B1", "Dienst: Ruimte"]
