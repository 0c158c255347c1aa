"""Competencies in tables: by columns, by level, by function, a table for one competency, tables of labels."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest.rules.competencies import read_competency_table

sys.path.append(str(Path(__file__).parent))
made: Any = importlib.import_module("competency_pages")
brief, groups, page_of, read = made.brief, made.groups, made.page_of, made.read


@pytest.mark.parametrize(
    "header",
    [
        ("Competentie", "Definitie", "Niveau", "Gedragsindicatoren"),
        ("Compétence", "Description", "Niveau requis", "Comportements observables"),
        ("Competency", "Description", "Required level", "Behavioural indicators"),
    ],
)
def test_columns_of_name_definition_level_and_indicators(header: tuple[str, ...]) -> None:
    page = page_of(
        "Competenties",
        [header, ("Luisteren", "Goed horen.", "2", "• Zwijgt\n• Knikt"), ("Inzet", "Doorgaan.", "3", "• Blijft")],
    )
    assert brief(read(page).competencies) == [
        ("Luisteren", "Goed horen.", [(2, None, ["Zwijgt", "Knikt"])]),
        ("Inzet", "Doorgaan.", [(3, None, ["Blijft"])]),
    ]
    assert {entry.rule for entry in page.readings if entry.kind == "competency"} == {"table-by-columns"}
    assert {line.number for line in page.document.lines[1:]} <= page.placed


def test_columns_in_another_order_with_groups_as_rows() -> None:
    page = page_of(
        "Competenties",
        [
            ("Niveau", "Competentie", "Omschrijving"),
            (("Kerncompetenties", 3),),
            ("Niveau 2 – Denkt mee", "Luisteren", "Goed horen."),
            (("Functiegebonden", 3),),
            ("gevorderd", "Inzet", "Doorgaan."),
        ],
    )
    found = read(page).competencies
    assert brief(found) == [
        ("Luisteren", "Goed horen.", [(2, "Denkt mee", [])]),
        ("Inzet", "Doorgaan.", [(None, "gevorderd", [])]),
    ]
    assert groups(found) == [("Kerncompetenties", None), ("Functiegebonden", None)]


def test_a_column_of_clusters_and_rows_that_carry_a_name_on() -> None:
    page = page_of(
        "Competenties",
        [
            ("Cluster", "Competentie", "Niveau", "Indicatoren"),
            ("Denken", "Ontleden", "1", "Vraagt"),
            (None, None, "2", "Zoekt"),
            ("Doen", "Inzet", "1", "Blijft"),
        ],
    )
    found = read(page).competencies
    assert brief(found) == [
        ("Ontleden", None, [(1, None, ["Vraagt"]), (2, None, ["Zoekt"])]),
        ("Inzet", None, [(1, None, ["Blijft"])]),
    ]
    assert groups(found) == [("Denken", None), ("Doen", None)]


@pytest.mark.parametrize(("tick", "blank"), [("x", ""), ("✓", "-"), ("●", "○"), ("☒", "☐")])
@pytest.mark.parametrize("header", [("1", "2", "3"), ("Niveau 1", "Niveau 2", "Niveau 3")])
def test_a_ticked_matrix(header: tuple[str, ...], tick: str, blank: str) -> None:
    page = page_of(
        "Competenties",
        [
            ("Competentie", *header),
            ("Luisteren", blank, tick, blank),
            ("Inzet", blank, blank, tick),
            ("Moed", tick, tick, blank),
        ],
    )
    assert brief(read(page).competencies) == [
        ("Luisteren", None, [(2, None, [])]),
        ("Inzet", None, [(3, None, [])]),
        ("Moed", None, []),
    ]


def test_a_header_of_two_rows() -> None:
    page = page_of(
        "Competenties",
        [("Competentie", ("Niveau", 2)), (None, "Basis", "Expert"), ("Luisteren", "x", ""), ("Inzet", "", "x")],
    )
    assert brief(read(page).competencies) == [
        ("Luisteren", None, [(None, "Basis", [])]),
        ("Inzet", None, [(None, "Expert", [])]),
    ]


def test_levels_as_columns_with_indicators() -> None:
    page = page_of(
        "Competencies",
        [
            ("Competency", "Level 1 - Basic", "Level 2 - Expert"),
            ("Listening", "• Hears\n• Nods", "• Asks"),
            ("Drive", "Starts", "Stays"),
        ],
    )
    assert brief(read(page).competencies) == [
        ("Listening", None, [(1, "Basic", ["Hears", "Nods"]), (2, "Expert", ["Asks"])]),
        ("Drive", None, [(1, "Basic", ["Starts"]), (2, "Expert", ["Stays"])]),
    ]


def test_one_table_for_each_competency_named_above_it() -> None:
    table = [("Niveau 1", "Niveau 2"), ("Doet mee", "Denkt mee"), ("• Een\n• Twee", "• Drie")]
    page = page_of("Competenties", "## Luisteren", "Goed horen.", table, "## Inzet", "Doorgaan.", table)
    levels = [(1, "Doet mee", ["Een", "Twee"]), (2, "Denkt mee", ["Drie"])]
    assert brief(read(page).competencies) == [("Luisteren", "Goed horen.", levels), ("Inzet", "Doorgaan.", levels)]


def test_one_table_for_each_competency_with_its_name_in_it() -> None:
    page = page_of(
        "Competenties",
        [(("Luisteren", 2),), (("Goed horen.", 2),), ("Niveau 1", "Niveau 2"), ("• Een", "• Twee")],
        [(("Inzet", 2),), ("Niveau 1", "Blijft zitten"), ("Niveau 2", "Gaat door")],
    )
    assert brief(read(page).competencies) == [
        ("Luisteren", "Goed horen.", [(1, None, ["Een"]), (2, None, ["Twee"])]),
        ("Inzet", None, [(1, None, ["Blijft zitten"]), (2, None, ["Gaat door"])]),
    ]


def test_levels_as_rows_under_a_name() -> None:
    page = page_of(
        "Competenties", "## Inzet", [("Niveau", "Gedrag"), ("1", "• Begint\n• Blijft"), ("2", "• Gaat door")]
    )
    assert brief(read(page).competencies) == [
        ("Inzet", None, [(1, None, ["Begint", "Blijft"]), (2, None, ["Gaat door"])])
    ]


def test_labels_in_the_first_column() -> None:
    page = page_of(
        "Competenties",
        [
            ("Competentie", "Luisteren"),
            ("Definitie", "Goed horen."),
            ("Niveau", "2"),
            ("Indicatoren", "• Zwijgt\n• Knikt"),
        ],
    )
    assert brief(read(page).competencies) == [("Luisteren", "Goed horen.", [(2, None, ["Zwijgt", "Knikt"])])]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Niveau 2", "niveau 3"), [(2, None, [])]),
        (("• Zwijgt\n• Knikt", "• Blijft"), [(None, None, ["Zwijgt", "Knikt"])]),
    ],
)
def test_two_columns_without_header(cells: tuple[str, str], expected: list[Any]) -> None:
    page = page_of("Competenties", [("Luisteren", cells[0]), ("Inzet", cells[1])])
    found = brief(read(page).competencies)
    assert found[0] == ("Luisteren", None, expected)
    assert len(found) == 2


def test_a_matrix_by_function_is_told_by_column() -> None:
    page = page_of(
        "Competenties",
        [
            ("Competentie", "Teamleider", "Medewerker"),
            ("Luisteren", "3", "2"),
            ("Sturen", "x", ""),
            ("Inzet", "2", "-"),
        ],
    )
    reading = read(page)
    assert reading.competencies == []
    assert {name: brief(found) for name, found in reading.by_column.items()} == {
        "Teamleider": [("Luisteren", None, [(3, None, [])]), ("Sturen", None, []), ("Inzet", None, [(2, None, [])])],
        "Medewerker": [("Luisteren", None, [(2, None, [])])],
    }


@pytest.mark.parametrize(
    "table",
    [
        [("Datum", "Plaats"), ("1 mei", "Zaal A van het stadhuis"), ("2 mei", "Zaal B van het stadhuis")],
        [("Competentie", "Niveau"), ("Je werkt goed samen met alle collega's en je helpt wie het moeilijk heeft.", "")],
        [("Competentie", "Definitie", "Niveau"), ("", "", "")],
    ],
)
def test_tables_that_hold_no_competencies(table: Any) -> None:
    page = page_of("Competenties", table)
    assert page.document.tables
    assert read(page).competencies == []


def test_a_table_may_be_read_apart() -> None:
    page = page_of("Competenties", [("Competentie", "Niveau"), ("Luisteren", "2")])
    assert brief(read_competency_table(page, page.document.tables[1]).competencies) == [
        ("Luisteren", None, [(2, None, [])])
    ]


def test_a_column_of_unwanted_behaviour_gives_no_indicators() -> None:
    table = [("Effective Behaviour", "Ineffective Behaviour"), ("• Hears\n• Asks", "• Interrupts")]
    reading = read(page_of("Competencies", "## Listening", "Hears others.", "Level 1", table))
    assert brief(reading.competencies) == [("Listening", "Hears others.", [(1, None, ["Hears", "Asks"])])]
    assert [head.text for head, _ in reading.headed] == ["Ineffective Behaviour"]


def test_a_row_for_each_dimension() -> None:
    table = [("Dimensie", "Gedragsindicatoren"), ("Horen", "• Zwijgt\n• Knikt"), ("Vragen", "• Vraagt door")]
    page = page_of("Competenties", "## Luisteren", "Definitie: goed horen", table)
    assert brief(read(page).competencies) == [
        ("Luisteren", "goed horen", [(None, None, ["Zwijgt", "Knikt", "Vraagt door"])])
    ]
