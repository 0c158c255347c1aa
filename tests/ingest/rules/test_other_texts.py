"""Texts that are no profile are refused though a heading word stands in them; hostile ones end."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.errors import NotAProfileError
from competencygraph.ingest import parse_document
from competencygraph.model import Profile

PROSE = "Vandaag werd in het dorp een nieuwe brug geopend, en velen kwamen kijken.\n"


def read(folder: Path, text: str) -> Profile:
    file = folder / "tekst.txt"
    file.write_text(text, encoding="utf-8")
    return parse_document(file).profiles[0]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\nDoel\n\nDe spits schoot raak na een mooie pass.\n",
        "Le match\n\nBut\n\nL'avant-centre marque.\n\nSélection\n\nOnze joueurs.\n",
        "Makefile\n\nTasks\n- build\n- test\n",
        "Factuur 12\n\nVoorwaarden\n- Betalen binnen dertig dagen\n\nAanbod\n- Tien dozen\n",
        "Wij gebruiken cookies\n\nDoel\n- metingen\n",
    ],
)
def test_one_common_heading_makes_no_profile(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotAProfileError):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "Functieprofiel\n\nTaken\n- Vergaderingen leiden\n",
        "Functietitel: Boekhouder\n\nTaken\n- Rekeningen nazien\n",
        "Boekhouder\n\nDoel\nDe rekeningen kloppen.\n\nTaken\n- Rekeningen nazien\n",
        "Boekhouder\n\nKerncompetenties\n- Nauwkeurigheid\n",
    ],
)
def test_a_short_profile_is_one(tmp_path: Path, text: str) -> None:
    profile = read(tmp_path, text)
    assert profile.tasks or profile.competencies


def test_a_table_of_contents_yields_no_item(tmp_path: Path) -> None:
    profile = read(
        tmp_path,
        "Inhoud\n1. Doel\n2. Resultaatgebieden\n3. Taken\n4. Competenties\n5. Kennis\n6. Selectieprocedure\n",
    )
    assert (profile.title, profile.purpose, profile.vacancy) == (None, None, None)
    assert profile.result_areas + profile.tasks + profile.competencies + profile.knowledge == ()


@pytest.mark.parametrize(
    "line",
    [
        ";" * 99_000 + "x",
        "1" * 99_000,
        "9 " * 49_000,
        "meer dan " + "1" * 5_000,
        "in " + "2" * 5_000 + " jaar",
        "a-" * 49_000,
    ],
    ids=["semicolons", "digits", "numbers", "a huge bound", "huge years", "hyphens"],
)
def test_a_hostile_line_ends_and_keeps_its_place(tmp_path: Path, line: str) -> None:
    text = (
        f"Functieprofiel\n\nResultaatgebieden\n- {line}\n\nAanbod\n- {line}\n\nWervingsreserve\n{line}\n\n"
        f"Definities\nterm = {line}\n"
    )
    assert read(tmp_path, text).result_areas


def test_a_hint_in_brackets_alone_under_a_heading_is_no_content(tmp_path: Path) -> None:
    profile = read(
        tmp_path, "Functieprofiel\n\nDoel van de functie\n(beschrijf hier\nhet doel)\n\nKennis\n- (enkele) talen\n"
    )
    assert profile.purpose is None
    assert [item.text for item in profile.knowledge] == ["(enkele) talen"]
