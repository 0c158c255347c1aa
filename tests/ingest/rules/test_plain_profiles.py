"""Profiles without bullets or numbers: labels, a title behind the document's type, lists of one line a member."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.ingest import parse_document
from competencygraph.model import Profile

PLAIN = """Stad Damberg
Functiebeschrijving: Teamleider Burgerzaken

Doel van de functie
Je leidt het team Burgerzaken.

Competenties
Klantgerichtheid (niveau 2)
Samenwerken - niveau 3
Nauwgezetheid

Kennis
Wetgeving van de burgerlijke stand
Goede kennis van tekstverwerking
"""


def read(folder: Path, text: str) -> Profile:
    file = folder / "profiel.txt"
    file.write_text(text, encoding="utf-8")
    return parse_document(file).profiles[0]


def test_the_title_stands_behind_the_type_of_document_and_not_in_the_letterhead(tmp_path: Path) -> None:
    assert read(tmp_path, PLAIN).title == "Teamleider Burgerzaken"
    assert read(tmp_path, PLAIN.replace("Functiebeschrijving: ", "")).title == "Teamleider Burgerzaken"


def test_the_organisation_alone_on_top_is_kept_as_it_is_no_vacancy(tmp_path: Path) -> None:
    profile = read(tmp_path, PLAIN)
    assert profile.vacancy is None


def test_a_level_behind_the_name_is_the_level(tmp_path: Path) -> None:
    found = [(each.name, [level.level for level in each.levels]) for each in read(tmp_path, PLAIN).competencies]
    assert found == [("Klantgerichtheid", [2]), ("Samenwerken", [3]), ("Nauwgezetheid", [])]


def test_lines_alone_make_a_list(tmp_path: Path) -> None:
    assert [item.text for item in read(tmp_path, PLAIN).knowledge] == [
        "Wetgeving van de burgerlijke stand",
        "Goede kennis van tekstverwerking",
    ]


def test_names_with_definitions_under_them_are_no_list_of_names(tmp_path: Path) -> None:
    text = "Competenties\n\nVisie\nVooruit kijken en plannen maken\n\nMoed\nBeslissen als het moeilijk is\n"
    found = [(each.name, each.definition) for each in read(tmp_path, text).competencies]
    assert ("Vooruit kijken en plannen maken", None) not in found
    assert [name for name, _ in found] == ["Visie", "Moed"]


def test_contact_data_behind_a_list_is_no_member_of_it(tmp_path: Path) -> None:
    profile = read(tmp_path, PLAIN.split("\nKennis")[0] + "\nContact: Jan Peeters, tel. 053 12 34 56\n")
    assert [each.name for each in profile.competencies] == ["Klantgerichtheid", "Samenwerken", "Nauwgezetheid"]


@pytest.mark.parametrize(
    ("label", "title"),
    [("Functietitel: Administratief medewerker", "Administratief medewerker"), ("Dienst: Burgerzaken", None)],
)
def test_a_labelled_title_serves_where_no_other_is_printed(tmp_path: Path, label: str, title: str | None) -> None:
    profile = read(
        tmp_path, f"FUNCTIEBESCHRIJVING\n\n{label}\n\nTaken\n- Je onthaalt burgers.\n- Je beantwoordt vragen.\n"
    )
    assert profile.title == title


def test_a_heading_for_conditions_alone_makes_no_vacancy_without_content(tmp_path: Path) -> None:
    profile = read(tmp_path, PLAIN + "\nVoorwaarden\n")
    assert profile.vacancy is None
