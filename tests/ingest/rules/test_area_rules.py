"""How result areas are told: each rule with what it takes, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.area_starts import area_starts
from competencygraph.ingest.rules.areas import read_areas

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]
Area = tuple[str | None, list[str]]


def starts(page: Page) -> list[tuple[str, str | None, str | None]]:
    return [(start.rule, start.name, start.role) for start in area_starts(page, page.document.lines)]


def areas(page: Page) -> list[Area]:
    found = read_areas(page, page.document.lines).areas
    return [(area.name or area.role, [task.text for task in area.tasks]) for area in found]


def rules(page: Page, kind: str = "area") -> list[tuple[str, float]]:
    read_areas(page, page.document.lines)
    return [(reading.rule, reading.confidence) for reading in page.readings if reading.kind == kind]


@pytest.mark.parametrize(
    ("line", "role", "activity", "purpose"),
    [
        (
            "Als imker, bijen houden teneinde honing te winnen.",
            "imker",
            "bijen houden",
            "honing te winnen.",
        ),
        (
            "En tant que passeur : mener la barque afin de relier les rives.",
            "passeur",
            "mener la barque",
            "relier les rives.",
        ),
        (
            "En tant qu’apiculteur, élever des abeilles afin d’avoir du miel.",
            "apiculteur",
            "élever des abeilles",
            "avoir du miel.",
        ),
        ("As a keeper, keep bees in order to win honey.", "keeper", "keep bees", "win honey."),
        ("2. Als loods varen", "loods varen", None, None),
    ],
)
def test_role_takes_a_role_with_its_sentence_on_the_line(
    page_of: MakePage, line: str, role: str, activity: str | None, purpose: str | None
) -> None:
    page = page_of(f"{line}\n\n- Korven bouwen")
    (area,) = read_areas(page, page.document.lines).areas
    assert (area.role, area.activity, area.purpose) == (role, activity, purpose)
    assert [task.text for task in area.tasks] == ["Korven bouwen"]
    assert [(reading.rule, reading.confidence) for reading in page.readings if reading.kind == "area"] == [
        ("role", 0.95)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- Als imker, bijen houden",
        "als imker, bijen houden",
        "Alsem, tijm en munt kweken",
        "Als het water te hoog staat en de wind draait, sluiten",
        "Als imker houdt zij bijen.",
        "Als imker varen?",
    ],
)
def test_role_leaves_bullets_small_letters_clauses_and_sentences(page_of: MakePage, line: str) -> None:
    assert [rule for rule, _, _ in starts(page_of(f"{line}\n\n- Korven bouwen"))] in ([], ["heading-with-list"])
    assert all(role is None for _, _, role in starts(page_of(f"{line}\n\n- Korven bouwen")))


def test_words_that_announce_the_tasks_are_no_part_of_the_purpose(page_of: MakePage) -> None:
    page = page_of("Als imker, bijen houden teneinde honing te winnen, met als mogelijke taken:\n\n- Korven bouwen")
    (area,) = read_areas(page, page.document.lines).areas
    assert (area.purpose, [task.text for task in area.tasks]) == ("honing te winnen", ["Korven bouwen"])


def test_marked_heading_takes_the_highest_level_and_leaves_rubrics_and_lead_ins(styled: MakeStyledPage) -> None:
    page = styled(
        *("### Bruggen", "#### Van hout", "- Verven", "### Dit omvat onder meer:", "- Slopen", "### Kader", "De wet."),
        *("### Dijken", "- Ophogen"),
    )
    assert starts(page) == [("marked-heading", "Bruggen", None), ("marked-heading", "Dijken", None)]
    assert areas(page) == [("Bruggen", ["Verven", "Slopen"]), ("Dijken", ["Ophogen"])]
    assert rules(page)[0] == ("marked-heading", 0.9)


def test_marked_heading_leaves_bold_lines_to_the_rule_for_headings_with_lists(styled: MakeStyledPage) -> None:
    assert starts(styled("**Bruggen**", "- Verven")) == [("heading-with-list", "Bruggen", None)]


def test_the_word_for_an_area_before_its_name_is_no_part_of_it(styled: MakeStyledPage) -> None:
    page = styled(
        *("### Resultaatgebied 2: Onthaal (facultatief)", "- Groeten", "### Finalité 3 : Accueil", "- Saluer"),
        *("### Brug 2: Zuid", "- Verven"),
    )
    found = read_areas(page, page.document.lines).areas
    assert [(area.name, area.optional) for area in found] == [
        ("Onthaal", True),
        ("Accueil", False),
        ("Brug 2: Zuid", False),
    ]


KERN = "Kernactiviteit: Bruggen bouwen\nKader: De wet op het water\nResultaat: Een brug die houdt"


def test_activity_label_takes_a_label_that_comes_again_and_the_labelled_texts_under_it(page_of: MakePage) -> None:
    page = page_of(f"{KERN}\n\nKernactiviteit: Dijken ophogen\nKader: De zee\nResultaat: Droge voeten")
    found = read_areas(page, page.document.lines).areas
    assert [(area.name, area.activity, area.description, area.purpose) for area in found] == [
        ("Bruggen bouwen", "Bruggen bouwen", "De wet op het water", "Een brug die houdt"),
        ("Dijken ophogen", "Dijken ophogen", "De zee", "Droge voeten"),
    ]
    assert rules(page)[0] == ("activity-label", 0.9)
    assert ("labelled-text", 0.9) in rules(page, "area frame")


def test_activity_label_takes_names_where_a_label_gives_them(page_of: MakePage) -> None:
    page = page_of(
        "Finalité 1 : Accueil\nActivité : Saluer\n- Sourire\n\nFinalité 2 : Courrier\nActivité : Écrire\n- Trier"
    )
    assert [(name, role) for _, name, role in starts(page)] == [("Accueil", None), ("Courrier", None)]


def test_activity_label_leaves_a_label_that_comes_once_and_labels_for_other_things(page_of: MakePage) -> None:
    assert starts(page_of(KERN)) == []
    assert starts(page_of("Team: Zuid\nVaren\n\nTeam: Noord\nVliegen")) == []


def test_numbered_heading_takes_a_rising_series_with_lists(page_of: MakePage) -> None:
    page = page_of("1. Bruggen\n- Verven\n2. Dijken (optioneel)\n- Ophogen")
    found = read_areas(page, page.document.lines).areas
    assert [(area.notation, [task.text for task in area.tasks]) for area in found] == [
        ("1", ["Verven"]),
        ("2", ["Ophogen"]),
    ]
    assert rules(page)[0] == ("numbered-heading", 0.85)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Bruggen\n- Verven\n1. De verf kiezen\n2. Dijken\n- Ophogen", ["Bruggen", "Dijken"]),
        ("1. Bruggen\n- Verven\n2. De verf kiezen.\n2. Dijken\n- Ophogen", ["Bruggen", "Dijken"]),
    ],
)
def test_numbered_heading_leaves_numbers_that_do_not_rise_and_sentences(
    page_of: MakePage, text: str, names: list[str]
) -> None:
    assert [name for _, name, _ in starts(page_of(text))] == names


def test_numbered_heading_leaves_a_list_of_numbers_alone(page_of: MakePage) -> None:
    page = page_of("1. Bruggen verven\n2. Dijken ophogen\n3. Sluizen openen")
    assert starts(page) == []
    assert rules(page) == [("bullet-as-area", 0.7)] * 3


def test_lettered_heading_takes_a_series_from_a_with_bullets_under_each(page_of: MakePage) -> None:
    page = page_of("A. Bruggen\n- Verven\nB. Dijken\n- Ophogen")
    assert starts(page) == [("lettered-heading", "Bruggen", None), ("lettered-heading", "Dijken", None)]
    assert rules(page) == [("lettered-heading", 0.85)] * 2


@pytest.mark.parametrize(
    "text",
    ["A. Bruggen\n- Verven\nB. Dijken", "A. Bruggen\n- Verven\nD. Dijken\n- Ophogen", "A. Bruggen\n- Verven"],
)
def test_lettered_heading_leaves_letters_without_lists_out_of_series_or_alone(page_of: MakePage, text: str) -> None:
    assert "lettered-heading" not in [rule for rule, _, _ in starts(page_of(text))]


def test_heading_with_list_takes_headings_that_bullets_follow(styled: MakeStyledPage, page_of: MakePage) -> None:
    page = page_of("Bridges\n• Paint.\n\nDams\n• Raise.")
    assert starts(page) == [("heading-with-list", "Bridges", None), ("heading-with-list", "Dams", None)]
    assert rules(page) == [("heading-with-list", 0.8)] * 2


def test_heading_with_list_leaves_lead_ins_headings_without_bullets_and_bold_sentences(
    page_of: MakePage, styled: MakeStyledPage
) -> None:
    assert starts(page_of("Voorbeelden van taken:\n• Verven.")) == []
    assert starts(page_of("Bruggen\n\nDijken\n• Ophogen.")) == [("heading-with-list", "Dijken", None)]
    assert starts(styled("**Dit is een zin die vet staat en eindigt.**", "- Ophogen")) == []


def test_bullet_as_area_takes_outer_bullets_and_inner_ones_as_their_tasks(page_of: MakePage) -> None:
    page = page_of("• Bruggen bouwen teneinde te varen\n    - Verven\n    - Slopen\n• Dijken")
    found = read_areas(page, page.document.lines).areas
    assert [(area.name, area.activity, area.purpose) for area in found] == [
        (None, "Bruggen bouwen", "te varen"),
        ("Dijken", None, None),
    ]
    assert [[task.text for task in area.tasks] for area in found] == [["Verven", "Slopen"], []]
    assert rules(page)[0] == ("bullet-as-area", 0.7)


def test_bullet_as_area_leaves_running_text(page_of: MakePage) -> None:
    page = page_of("Wij bouwen bruggen en dijken.\nEn ook sluizen.")
    reading = read_areas(page, page.document.lines)
    assert (reading.areas, len(reading.before)) == ([], 1)
    assert page.placed == set()


def test_a_paragraph_behind_the_tasks_of_an_area_is_a_stray_and_placed_nowhere(page_of: MakePage) -> None:
    page = page_of("Bruggen\n• Verven.\n\nDe stad ligt aan zee en dat merk je.\n\nDijken\n• Ophogen.")
    reading = read_areas(page, page.document.lines)
    assert [page.wording(part.lines) for part in reading.strays] == ["De stad ligt aan zee en dat merk je."]
    assert 4 not in page.placed


def test_area_table_takes_a_row_an_area_and_a_row_without_a_name_carries_on(styled: MakeStyledPage) -> None:
    page = styled(
        [
            ["Resultaatgebied", "Doel", "Taken"],
            ["1. Bruggen", "Varen", "- Verven\n- Slopen"],
            ["", "", "- Herstellen"],
            ["Dijken", "Droog", "Ophogen"],
        ]
    )
    found = read_areas(page, page.document.lines).areas
    assert [(area.notation, area.name, area.purpose, [task.text for task in area.tasks]) for area in found] == [
        ("1", "Bruggen", "Varen", ["Verven", "Slopen", "Herstellen"]),
        (None, "Dijken", "Droog", ["Ophogen"]),
    ]
    assert page.unparsed() == ()
    assert rules(page)[0] == ("area-table", 0.9)


def test_area_table_takes_core_activity_frame_and_result(styled: MakeStyledPage) -> None:
    page = styled([["Activité", "Cadre", "Résultat"], ["Bâtir", "La loi", "Un pont"]])
    (area,) = read_areas(page, page.document.lines).areas
    assert (area.name, area.activity, area.description, area.purpose) == ("Bâtir", "Bâtir", "La loi", "Un pont")


def test_area_table_leaves_a_first_row_without_name_and_a_table_with_other_headers(styled: MakeStyledPage) -> None:
    page = styled([["Resultaatgebied", "Taken"], ["", "Verven"], ["Dijken", "Ophogen"]])
    assert areas(page) == [("Dijken", ["Ophogen"])]
    assert "Verven" not in [reading.text for reading in page.readings if reading.kind == "area"]
    assert areas(styled([["Maand", "Wind"], ["Mei", "West"]])) == []


def test_area_table_takes_a_role_or_a_text_below_the_name_in_its_cell(styled: MakeStyledPage) -> None:
    page = styled(
        [
            ["Resultaatgebied", "Taken"],
            ["Als imker, bijen houden teneinde honing te winnen", "- Korven bouwen"],
            ["Onthaal\nGroeten teneinde te helpen", "- Buigen"],
            ["Archief\nAlles wat oud is", "- Zoeken"],
        ]
    )
    found = read_areas(page, page.document.lines).areas
    assert [(area.name, area.role, area.activity, area.purpose, area.description) for area in found] == [
        (None, "imker", "bijen houden", "honing te winnen", None),
        ("Onthaal", None, "Groeten", "te helpen", None),
        ("Archief", None, None, None, "Alles wat oud is"),
    ]


def test_area_table_takes_a_list_in_the_column_of_activities_as_tasks_and_one_text_as_the_activity(
    styled: MakeStyledPage,
) -> None:
    page = styled([["Domein", "Activiteiten"], ["Bruggen", "- Verven\n- Slopen"], ["Dijken", "Ophogen"]])
    found = read_areas(page, page.document.lines).areas
    assert [(area.name, area.activity, [task.text for task in area.tasks]) for area in found] == [
        ("Bruggen", None, ["Verven", "Slopen"]),
        ("Dijken", "Ophogen", []),
    ]


def test_tasks_behind_the_words_that_announce_them_are_taken_and_one_alone_is_none(page_of: MakePage) -> None:
    page = page_of(
        "Als imker, bijen houden.\nHij werkt buiten, met als mogelijke taken: korven bouwen; honing slingeren."
    )
    (area,) = read_areas(page, page.document.lines).areas
    assert [task.text for task in area.tasks] == ["korven bouwen", "honing slingeren."]
    assert ("inline-items", 0.85) in rules(page, "task")
    page = page_of("Als imker, bijen houden.\nHij werkt buiten, met als mogelijke taken: korven bouwen.")
    (area,) = read_areas(page, page.document.lines).areas
    assert area.tasks == ()


def test_tasks_behind_their_label_in_an_area_are_noted_too(page_of: MakePage) -> None:
    page = page_of(f"{KERN}\nTaken: verven; slopen\n\nKernactiviteit: Dijken ophogen\nKader: De zee")
    found = read_areas(page, page.document.lines).areas
    assert [[task.text for task in area.tasks] for area in found] == [["verven", "slopen"], []]
    assert [reading.text for reading in page.readings if reading.kind == "task"] == ["verven", "slopen"]
