"""Ranges of numbers are found in texts, with their ends, their unit and what they size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.terms import cg
from competencygraph.validation.observing.numeric_bands import bands_in, observe

from .small_documents import seen, source_of

NUMBERS = st.integers(2, 10**6)


def ends(text: str, language: str = "nl") -> list[tuple[Decimal | None, Decimal | None]]:
    return [(band.first, band.last) for band in bands_in(text, language)]


@given(NUMBERS, NUMBERS)
def test_printed_ends_are_read_back(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert ends(f"tussen de {low} en {high} personen") == [(low, high)]
    assert ends(f"de {low} à {high} agents", "fr") == [(low, high)]
    assert ends(f"between {low} and {high} people", "en") == [(low, high)]
    assert ends(f"{low} tot en met {high} personen") == [(low, high)]


@given(NUMBERS)
def test_ends_that_do_not_belong_are_left_out(number: int) -> None:
    assert ends(f"minder dan {number} personen") == [(None, number - 1)]
    assert ends(f"plus de {number} agents", "fr") == [(number + 1, None)]
    assert ends(f"at least {number} people", "en") == [(number, None)]
    assert ends(f"niet meer dan {number} personen") == [(None, number)]


@given(NUMBERS)
def test_two_ranges_that_meet_leave_no_number_out(number: int) -> None:
    (below,), (above,) = bands_in(f"hoogstens {number} personen"), bands_in(f"meer dan {number} personen")
    assert below.last is not None
    assert above.first == below.last + 1


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert all(band.first is not None or band.last is not None for band in bands_in(text))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("minder dan 200 personen", ["person"]),
        ("moins de 20 agents", ["person"]),
        ("meer dan € 1,5 miljoen", ["euro"]),
        ("aantal medewerkers tussen de 100 en 500", ["person"]),
        ("nombre d'agents entre 5 et 9", ["person"]),
        ("meer dan 3 en minder dan 9", ["", ""]),
        ("meer dan tien instellingen", ["instelling"]),
    ],
)
def test_what_is_counted(text: str, units: list[str]) -> None:
    assert [band.unit for band in bands_in(text, "nl")] == units


def test_an_end_of_which_the_words_tell_nothing_has_two_readings() -> None:
    (band,) = bands_in("van 5 tot 10 personen", "nl")
    assert (band.first, band.last, band.at_most) == (5, 9, 10)


@pytest.mark.parametrize(
    "text", ["van 2 weken", "het jaar 2024", "korte termijn (1 tot een paar weken)", "een of meer teams"]
)
def test_what_is_no_range(text: str) -> None:
    assert bands_in(text, "nl") == []


def test_a_band_stands_on_its_definition_and_sizes_its_term(tmp_path: Path) -> None:
    text = "\n".join(
        [
            *("Doel", "", "Resultaatgebieden", "", "Als coördinator", "", "plannen teneinde te realiseren.", ""),
            *("Voorbeelden van taken", "", "• De taken verdelen;", "• De planning opvolgen.", ""),
            *("* Definitie", "middelgrote organisatie = aantal medewerkers tussen de 100 en 500", ""),
            "grote organisatie = aantal medewerkers tussen de 500 en 25.000",
        ]
    )
    found = seen(observe, source_of(text, tmp_path), cg.NumericBand)
    assert [(one["firstNumber"], one["lastNumber"]) for one in found] == [("100", "500"), ("500", "25000")]
    assert len({(one["countedUnit"], one["countedSubject"]) for one in found}) == 1
    assert all("/definition/" in one["observedOn"] for one in found)
