"""Tables of competencies by function in any format: functions in columns, in rows, or named in a column."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.errors import NotAProfileError
from competencygraph.ingest import parse_document
from competencygraph.model import Profile


def profiles(folder: Path, text: str) -> tuple[Profile, ...]:
    file = folder / "matrix.md"
    file.write_text(text, encoding="utf-8")
    return parse_document(file).profiles


def asked(found: tuple[Profile, ...]) -> dict[str | None, list[tuple[str, int | str | None]]]:
    """Return what each function asks: competency and level, None where no level is printed."""
    return {
        profile.title: [(one.name, one.levels[0].level if one.levels else None) for one in profile.competencies]
        for profile in found
    }


def table(*rows: str) -> str:
    first, *others = rows
    return "\n".join([f"| {first} |", f"|{'---|' * (first.count('|') + 1)}", *(f"| {row} |" for row in others)])


TURNED = table("Functie | Plannen | Leidinggeven", "Tuinier | 2 |  ", "Ploegbaas | 3 | 2")


def test_a_row_for_each_function_is_a_matrix_the_other_way(tmp_path: Path) -> None:
    found = profiles(tmp_path, f"# Overzicht\n\n## Competenties\n\n{TURNED}\n")
    assert asked(found) == {"Tuinier": [("Plannen", 2)], "Ploegbaas": [("Plannen", 3), ("Leidinggeven", 2)]}


def test_it_is_one_under_a_text_that_speaks_of_competencies_and_a_roster_is_none(tmp_path: Path) -> None:
    assert len(profiles(tmp_path, f"Welke competentie op welk niveau\n\n{TURNED}\n")) == 2
    with pytest.raises(NotAProfileError):
        profiles(tmp_path, f"Wie werkt wanneer\n\n{TURNED}\n")


@pytest.mark.parametrize("tick", ["x", "✓", "TRUE", "waar", "oui"])
def test_a_cross_asks_a_competency_without_a_level(tmp_path: Path, tick: str) -> None:
    text = table("Competentie | Kok | Gids", f"Leren | {tick} | ", f"Durven | FALSE | {tick}")
    assert asked(profiles(tmp_path, f"# Overzicht\n\n{text}\n")) == {
        "Kok": [("Leren", None)],
        "Gids": [("Durven", None)],
    }


def test_a_column_can_name_the_function_of_each_row(tmp_path: Path) -> None:
    text = table(
        "Functie | Competentie | Niveau | Definitie",
        "Kok | Plannen | 2 | Vooruit denken.",
        " | Leren | 1 | ",
        "Gids | Plannen | 3 | Vooruit denken.",
    )
    found = profiles(tmp_path, f"# Overzicht\n\n{text}\n")
    assert asked(found) == {"Kok": [("Plannen", 2), ("Leren", 1)], "Gids": [("Plannen", 3)]}
    assert found[0].competencies[0].definition == "Vooruit denken."


def test_a_name_alone_in_bold_heads_the_group_below(tmp_path: Path) -> None:
    text = table("Competentie | Kok | Gids", "**Kerncompetenties** |  | ", "Leren | 1 | 2", "Durven | 2 | 2")
    groups = {one.name: one.group for one in profiles(tmp_path, f"# Overzicht\n\n{text}\n")[0].competencies}
    assert {name: group and group.name for name, group in groups.items()} == {
        "Leren": "Kerncompetenties",
        "Durven": "Kerncompetenties",
    }


def test_one_column_of_figures_is_no_matrix(tmp_path: Path) -> None:
    with pytest.raises(NotAProfileError):
        profiles(tmp_path, f"# Overzicht\n\n{table('Onderdeel | Kok | Gids', 'Uren | 2 | 3', 'Dagen | 1 | 1')}\n")


def test_a_heading_below_a_table_of_criteria_ends_it(tmp_path: Path) -> None:
    text = table("Criterium | A1 | A2", "Impact | Klein. | Groter.", "Autonomie | Weinig. | Meer.")
    (found,) = profiles(tmp_path, f"# Functiefamilie\n\n{text}\n\n## Doel\n\nDe dienst leiden.\n")
    assert [criterion.name for criterion in found.criteria] == ["Impact", "Autonomie"]
    assert found.purpose is not None


def test_notes_around_a_matrix_are_no_profile_and_are_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "matrix.md"
    matrix = table("Competentie | Kok | Gids", "Leren | 1 | 2", "Durven | 2 | 2")
    file.write_text(f"{matrix}\n\n## Toelichting\n\nNiveau 1 is het laagste.\n", encoding="utf-8")
    parsed = parse_document(file)
    assert [profile.title for profile in parsed.profiles] == ["Kok", "Gids"]
    assert any("laagste" in part.text for part in parsed.document.unparsed)
