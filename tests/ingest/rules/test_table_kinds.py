"""What a table is for: its grades, columns and labels; and tables that are only layout."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.tables import column_roles, grade_of, grades_of, label_lines, names_levels, table_kind

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]
Rows = Sequence[Sequence[str]]


def kind_of(page: Page) -> str | None:
    assert page.document.tables
    return table_kind(page, page.document.tables[1])


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("A3", "A3"),
        ("Niveau B", "B"),
        ("Classe A2", "A2"),
        ("B1-B3", "B1-B3"),
        ("HEO", "HEO"),
        ("Executive Officer (EO)", "EO"),
        ("Schaal 11", "schaal 11"),
        ("S10", "S10"),
        ("(A4)", "A4"),
    ],
)
def test_a_grade_alone_or_behind_a_word_for_it(page_of: MakePage, text: str, grade: str) -> None:
    assert grade_of(page_of(text), text) == grade


@pytest.mark.parametrize("text", ["11", "IV", "A3 Gent", "Niveau", "Brussel", "E5", "De klas (a3)", ""])
def test_a_bare_number_a_place_and_more_text_are_no_grade(page_of: MakePage, text: str) -> None:
    assert grade_of(page_of("Brug"), text) is None


def test_a_bare_number_is_a_grade_where_a_label_says_so(page_of: MakePage) -> None:
    assert grade_of(page_of("Brug"), "11", named=True) == "11"


def test_grades_are_two_or_more_and_all_different(styled: MakeStyledPage) -> None:
    page = styled([["A1", "A2", "A1", "Brug"]])
    row = page.document.tables[1].rows[0]
    assert grades_of(page, row[:2]) == ("A1", "A2")
    assert [grades_of(page, row[:1]), grades_of(page, row[:3]), grades_of(page, row)] == [None, None, None]


def test_columns_are_told_by_their_headers_and_a_role_is_the_first_ones(styled: MakeStyledPage) -> None:
    page = styled([["Kernactiviteiten", "Kader", "Resultaat", "Doel", "Brug"]])
    row = page.document.tables[1].rows[0]
    assert column_roles(page, row, "areas") == {"activity": 0, "frame": 1, "purpose": 2}
    assert column_roles(page, row, "competencies") == {}


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["Criterium", "A1", "A2"], ["Bruggen", "Hout", "Steen"]], "criteria"),
        ([["A1", "A2"], ["Hout", "Steen"]], "criteria"),
        ([["Onderscheid", "", ""], ["", "EO", "HEO"], ["Bruggen", "Hout", "Steen"]], "criteria"),
        ([["Klasse", "Bruggen"], ["A1", "Hout"], ["A2", "Steen"]], "criteria"),
        ([["Competentie", "Niveau"], ["Geduld", "2"]], "competencies"),
        ([["Competency", "Level 1", "Level 2"], ["Patience", "Waits", "Waits long"]], "competencies"),
        ([["Compétence", "Indicateurs"], ["Patience", "Attend"]], "competencies"),
        ([["Kernactiviteit", "Kader", "Resultaat"], ["Bouwen", "Wet", "Brug"]], "areas"),
        ([["Result area", "Tasks"], ["Bridges", "Painting"]], "areas"),
        ([["Functie", "Sluiswachter"], ["Niveau", "B1"]], "labels"),
        ([["Functie", "Sluiswachter", "Niveau", "B1"]], "labels"),
        ([["Water:", "Zout"], ["Wind:", "West"]], "labels"),
    ],
)
def test_a_tables_kind(styled: MakeStyledPage, rows: Rows, kind: str) -> None:
    assert kind_of(styled(rows)) == kind


@pytest.mark.parametrize(
    "rows",
    [
        [["Maand", "Wind"], ["Mei", "West"], ["Juni", "Oost"]],
        [["Criterium", "A1", "A1"], ["Bruggen", "Hout", "Steen"]],
        [["Kader", "Resultaat"], ["Wet", "Brug"]],
        [["Competentie", "Maand"], ["Geduld", "Mei"]],
        [["A1", "Gent"], ["Hout", "Steen"]],
        [["Functie", "Sluiswachter", "Zuid"], ["Niveau", "B1", "Oost"]],
        [["Wij zijn een stad aan het water met veel wind:", "Zout"]],
        [["Kennis", "Wiskunde"], ["Vaardigheden", "Zwemmen"]],
        [["Losse cel"]],
    ],
)
def test_a_table_without_such_headers_or_labels_is_read_as_lines(styled: MakeStyledPage, rows: Rows) -> None:
    assert kind_of(styled(rows)) is None


def test_levels_are_named_in_a_row_or_a_column_and_bare_letters_are_none(styled: MakeStyledPage) -> None:
    row = styled([["Geduld", "Niveau 1", "Niveau 2"], ["", "Wacht", "Wacht lang"]])
    column = styled([["Geduld", ""], ["Niveau 1", "Wacht"], ["Niveau 2", "Wacht lang"]])
    letters = styled([["Bruggen", "Niveau A", "Niveau B"], ["Aantal", "1", "2"]])
    assert [names_levels(page, page.document.tables[1]) for page in (row, column, letters)] == [True, True, False]


def test_label_tables_become_lines_and_a_value_that_is_missing_leaves_the_label_alone(styled: MakeStyledPage) -> None:
    page = styled([["Functie", "Sluiswachter\naan zee"], ["Niveau:", "B1"], ["Team", ""]])
    lines = list(label_lines(page, page.document.tables[1]))
    assert [line.text for line in lines] == ["Functie: Sluiswachter aan zee", "Niveau: B1", "Team"]
    assert (lines[0].number, lines[0].end) == (2, 4)
