"""Criteria as real tables, one grade after another, and one criterion after another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.criteria import read_criteria
from competencygraph.ingest.rules.grade_blocks import read_grade_blocks, read_grade_table

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]
Cells = list[tuple[str, dict[str, str]]]


def table(page: Page) -> Cells | None:
    reading = read_grade_table(page, page.document.tables[1])
    if reading is None:
        return None
    return [(one.name, {cell.grade: cell.text for cell in one.descriptors}) for one in reading.criteria]


def blocks(page: Page) -> Cells:
    reading = read_grade_blocks(page, page.document.lines)
    return [(one.name, {cell.grade: cell.text for cell in one.descriptors}) for one in reading.criteria]


def rules(page: Page) -> set[tuple[str, str, float]]:
    return {(reading.kind, reading.rule, reading.confidence) for reading in page.readings}


WOOD: Cells = [("Bruggen", {"A1": "Hout", "A2": "Steen"}), ("Dijken", {"A1": "Zand", "A2": "Klei"})]


def test_criteria_table_takes_criteria_by_grade(styled: MakeStyledPage) -> None:
    page = styled([["Criterium", "A1", "A2"], ["Bruggen", "Hout", "Steen"], ["Dijken", "Zand", "Klei"]])
    assert table(page) == WOOD
    assert rules(page) == {("criterion", "criteria-table", 0.95), ("cell", "criteria-table", 0.95)}
    assert page.unparsed() == ()


def test_criteria_table_takes_grades_by_criterion_and_a_title_row(styled: MakeStyledPage) -> None:
    assert table(styled([["Klasse", "Bruggen", "Dijken"], ["A1", "Hout", "Zand"], ["A2", "Steen", "Klei"]])) == WOOD
    page = styled(
        [[("Zo verschillen zij", 3)], ["", "A1", "A2"], ["Bruggen", "Hout", "Steen"], ["Dijken", "Zand", "Klei"]]
    )
    assert table(page) == WOOD


def test_a_table_of_grades_without_names_gives_no_criteria(styled: MakeStyledPage) -> None:
    assert table(styled([["A1", "A2"], ["Hout", "Steen"]])) == []


def test_a_cell_that_spans_grades_holds_for_each_and_a_blank_one_gives_nothing(styled: MakeStyledPage) -> None:
    page = styled([["", "C", "B", "A1"], ["Bruggen", ("Hout", 2), "Steen"], ["Dijken", "Zand", "", "Klei"]])
    assert table(page) == [
        ("Bruggen", {"C": "Hout", "B": "Hout", "A1": "Steen"}),
        ("Dijken", {"C": "Zand", "A1": "Klei"}),
    ]


def test_a_row_over_the_whole_width_and_a_row_without_cells_are_no_criteria(styled: MakeStyledPage) -> None:
    page = styled([["", "A1", "A2"], [("Over het water", 3)], ["Sluizen", "", ""], ["Bruggen", "Hout", "Steen"]])
    assert table(page) == WOOD[:1]
    assert [part.text for part in page.unparsed()] == ["Over het water Sluizen"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Maand", "Mei", "Juni"], ["Wind", "West", "Oost"]],
        [["", "A1", "A1"], ["Bruggen", "Hout", "Steen"]],
        [["", "A1", "Gent"], ["Bruggen", "Hout", "Steen"]],
        [["", "1", "2"], ["Bruggen", "Hout", "Steen"]],
    ],
)
def test_criteria_table_leaves_other_tables(styled: MakeStyledPage, rows: list[list[str]]) -> None:
    page = styled(rows)
    assert table(page) is None
    assert page.placed == set()


def test_grade_by_grade_takes_named_paragraphs_under_each_grade(styled: MakeStyledPage) -> None:
    page = styled("Klasse A1", "Bruggen: Hout", "Dijken – Zand", "Klasse A2", "Bruggen: Steen", "Dijken: Klei")
    assert blocks(page) == WOOD
    assert rules(page) == {("criterion", "grade-by-grade", 0.85), ("cell", "grade-by-grade", 0.85)}
    assert page.unparsed() == ()


def test_grade_by_grade_takes_headings_with_their_text(styled: MakeStyledPage) -> None:
    page = styled(
        "## Grade EO",
        "### Bridges",
        "Builds them of wood.",
        "### Dams",
        "Raises them.",
        "## Grade HEO",
        "### Bridges",
        "Builds them of stone.",
    )
    assert blocks(page) == [
        ("Bridges", {"EO": "Builds them of wood.", "HEO": "Builds them of stone."}),
        ("Dams", {"EO": "Raises them."}),
    ]


def test_criterion_by_criterion_takes_grades_before_their_text(styled: MakeStyledPage) -> None:
    page = styled("**Bruggen**", "A1: Hout", "Klasse A2 – Steen", "**Dijken**", "A1: Zand", "A2: Klei")
    assert blocks(page) == WOOD
    assert {rule for _, rule, _ in rules(page)} == {"criterion-by-criterion"}


def test_criterion_by_criterion_takes_grades_on_lines_of_their_own(styled: MakeStyledPage) -> None:
    page = styled(
        "### Ponts",
        "**Classe A1**",
        "Bâtir en bois.",
        "**Classe A2**",
        "Bâtir en pierre.",
        "### Digues",
        "**Classe A1**",
        "Rien.",
    )
    assert blocks(page) == [("Ponts", {"A1": "Bâtir en bois.", "A2": "Bâtir en pierre."}), ("Digues", {"A1": "Rien."})]


@pytest.mark.parametrize(
    "lines",
    [
        ["**Bruggen**", "A1: Hout"],
        ["**Bruggen**", "A1: Hout", "A1: Steen"],
        ["**Bruggen**", "A1: Hout", "A2: Steen", "**Bruggen**", "A1: Klei"],
        ["De bruggen zijn van hout.", "De dijken zijn van zand."],
        ["**Bruggen**", "Mei: Hout", "Juni: Steen"],
        ["Klasse A1", "Klasse A2"],
    ],
)
def test_one_grade_a_grade_twice_other_labels_and_prose_give_nothing(styled: MakeStyledPage, lines: list[str]) -> None:
    page = styled(*lines)
    assert (blocks(page), page.placed) == ([], set())


@pytest.mark.parametrize(
    "text",
    [
        "Klasse A1\n\nBruggen: Hout\n\nDijken: Zand\n\nKlasse A2\n\nBruggen: Steen\n\nDijken: Klei",
        "Klasse A1\nBruggen: Hout\nDijken: Zand\n\nKlasse A2\nBruggen: Steen\nDijken: Klei",
        "Klasse A1\nBruggen: Hout\nDijken: Zand\nKlasse A2\nBruggen: Steen\nDijken: Klei",
        "Bruggen\n\nA1: Hout\n\nA2: Steen\n\nDijken\n\nA1: Zand\n\nA2: Klei",
    ],
)
def test_blocks_of_plain_text_are_told_apart(page_of: MakePage, text: str) -> None:
    assert blocks(page_of(text)) == WOOD


def test_text_before_the_first_grade_belongs_to_no_pair_and_is_left(styled: MakeStyledPage) -> None:
    page = styled("Wij bouwen al lang.", "**Bruggen**", "A1: Hout", "A2: Steen")
    assert blocks(page) == WOOD[:1]
    assert [part.text for part in page.unparsed()] == ["Wij bouwen al lang."]


def test_cells_in_sequence_are_read_where_no_table_and_no_blocks_are(page_of: MakePage) -> None:
    page = page_of("A1 A2\n\nBruggen\nHout bouwen.\n\nSteen bouwen.")
    assert [one.name for one in read_criteria(page, page.document.lines).criteria] == ["Bruggen"]
    assert ("criterion", "cells-in-sequence", 0.85) in rules(page)


def test_a_table_goes_before_cells_in_sequence(styled: MakeStyledPage) -> None:
    page = styled([["", "A1", "A2"], ["Bruggen", "Hout", "Steen"]])
    read_criteria(page, page.document.lines)
    assert {rule for _, rule, _ in rules(page)} == {"criteria-table"}
