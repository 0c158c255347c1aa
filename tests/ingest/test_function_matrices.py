"""A matrix of competency by function gives each function its competencies."""

from __future__ import annotations

from pathlib import Path

from competencygraph.ingest import parse_document
from competencygraph.model import Profile

MATRIX = """
## Competenties

| Competentie | Teamleider groen | Tuinier | Boomverzorger |
|---|---|---|---|
| Samenwerken | 3 | 2 | 2 |
| Leidinggeven | 3 |  |  |
"""


def profiles(folder: Path, text: str) -> tuple[Profile, ...]:
    file = folder / "matrix.md"
    file.write_text(text, encoding="utf-8")
    return parse_document(file).profiles


def asked(profile: Profile) -> list[tuple[str, int | str | None]]:
    return [(competency.name, competency.levels[0].level) for competency in profile.competencies]


def test_each_function_of_a_matrix_is_a_profile(tmp_path: Path) -> None:
    found = profiles(tmp_path, f"# Overzicht dienst Groen\n{MATRIX}")
    assert [(profile.title, asked(profile)) for profile in found] == [
        ("Teamleider groen", [("Samenwerken", 3), ("Leidinggeven", 3)]),
        ("Tuinier", [("Samenwerken", 2)]),
        ("Boomverzorger", [("Samenwerken", 2)]),
    ]


def test_a_column_with_the_title_of_the_profile_is_its_own(tmp_path: Path) -> None:
    found = profiles(tmp_path, f"# Tuinier\n\n## Doel van de functie\n\nDe perken onderhouden.\n{MATRIX}")
    assert found[0].title == "Tuinier"
    assert found[0].purpose is not None
    assert asked(found[0]) == [("Samenwerken", 2)]
    assert [profile.title for profile in found[1:]] == ["Teamleider groen", "Boomverzorger"]
