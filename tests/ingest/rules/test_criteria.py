"""Criteria tables whose cells came out one after another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.document import make_lines
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.criteria import CellCountError, grade_row, group_into_cells, read_criteria

MakePage = Callable[[str], Page]


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        (" A4 A5", ("A4", "A5")),
        ("C B A1 A2", ("C", "B", "A1", "A2")),
        ("| A1 | A2 |", ("A1", "A2")),
        ("7 8 9", ("7", "8", "9")),
        ("S7 S8", ("S7", "S8")),
    ],
)
def test_a_header_row_gives_its_grades(text: str, grades: tuple[str, ...]) -> None:
    assert grade_row(make_lines([text])[0]) == grades


@pytest.mark.parametrize("text", ["A4", "A4 A4", "A4 bepaalt", "De A4 en A5", "A4 A5 De strategie", "Pagina 5 van 8"])
def test_prose_one_grade_and_a_repeated_grade_are_no_header_row(text: str) -> None:
    assert grade_row(make_lines([text])[0]) is None


def test_a_conjunction_alone_carries_a_closed_cell_on() -> None:
    pieces = ["Bruggen bewaken (sluizen, dijken…)", "OF", "torens bewaken.", "Torens bouwen."]
    assert group_into_cells(pieces, 2) == ["Bruggen bewaken (sluizen, dijken…) OF torens bewaken.", "Torens bouwen."]


def test_too_many_cells_raise_with_what_was_found() -> None:
    with pytest.raises(CellCountError) as caught:
        group_into_cells(["Een.", "Twee.", "Drie."], 2)
    assert (caught.value.found, caught.value.columns) == (3, 2)


def descriptors(page: Page) -> list[tuple[str, dict[str, str]]]:
    reading = read_criteria(page, page.document.lines)
    return [
        (criterion.name, {cell.grade: cell.text for cell in criterion.descriptors}) for criterion in reading.criteria
    ]


def test_names_stand_before_their_first_cell(page_of: MakePage) -> None:
    page = page_of(
        "A1 A2\n\nBruggen\nEen brug\nbouwen.\n\nTwee bruggen bouwen.\n\nDijken en\ntorens\n\nNiets doen.\n\nIets doen."
    )
    assert descriptors(page) == [
        ("Bruggen", {"A1": "Een brug bouwen.", "A2": "Twee bruggen bouwen."}),
        ("Dijken en torens", {"A1": "Niets doen.", "A2": "Iets doen."}),
    ]


def test_a_name_goes_on_with_a_sign(page_of: MakePage) -> None:
    page = page_of("A1 A2\n\nBruggen\n/ Sluizen\nEen brug bouwen.\n\nTwee bruggen bouwen.")
    assert [name for name, _ in descriptors(page)] == ["Bruggen / Sluizen"]


def test_a_conjunction_alone_makes_no_name_of_a_cells_first_line(page_of: MakePage) -> None:
    page = page_of(
        "A1 A2\n\nBruggen\nEen brug\n\nOF\n\ntwee bruggen bouwen.\n\nDe brug\n\nOF\n\n"
        "haar zeer oude pijlers vol mos en wier verven."
    )
    assert descriptors(page)[0][1]["A2"] == "De brug OF haar zeer oude pijlers vol mos en wier verven."


def test_the_top_of_a_page_ends_a_cell_without_a_blank_line(page_of: MakePage) -> None:
    page = page_of(
        "A1 A2\n\nBruggen\nEen brug bouwen.\n\nTwee bruggen bouwen.\n Dijken\nEen dijk bouwen.\n\nTwee dijken bouwen."
    )
    assert [name for name, _ in descriptors(page)] == ["Bruggen", "Dijken"]


def test_a_row_with_a_cell_too_many_is_left_unparsed(page_of: MakePage) -> None:
    page = page_of("A1 A2\n\nBruggen\nEen.\n\nTwee.\n\nDrie.\n\nDijken\nEen dijk.\n\nTwee dijken.")
    assert [name for name, _ in descriptors(page)] == ["Dijken"]
    assert "Drie." in " ".join(part.text for part in page.unparsed())


def test_a_part_without_header_row_gives_nothing(page_of: MakePage) -> None:
    assert read_criteria(page_of("Bruggen\nEen brug bouwen."), page_of("Bruggen").document.lines).grades == ()
