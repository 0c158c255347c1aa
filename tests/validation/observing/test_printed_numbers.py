"""Numbers are read as they are printed, in each language."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.validation.observing.printed_numbers import number_pattern, read_number

PATTERN = re.compile(number_pattern("number"), re.IGNORECASE)
#: How thousands are grouped, by language.
GROUPS = {"nl": ".", "fr": "\u00a0", "en": ","}


def grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


@given(st.integers(0, 10**9), st.sampled_from(sorted(GROUPS)))
def test_a_grouped_number_is_read_back(number: int, language: str) -> None:
    printed = grouped(number, GROUPS[language])
    match = PATTERN.search(f"meer dan {printed} personen")
    assert match is not None
    assert match["number"] == printed
    assert read_number(printed, language) == number


@given(st.integers(0, 10**6), st.integers(1, 99), st.sampled_from(["nl", "fr"]))
def test_a_decimal_part_is_read_back(whole: int, part: int, language: str) -> None:
    assert read_number(f"{whole},{part:02}", language) == Decimal(f"{whole}.{part:02}")


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = read_number(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("printed", "language", "expected"),
    [
        ("25.000", "nl", 25000),
        ("1.5", "nl", Decimal("1.5")),
        ("1.500", "en", Decimal("1.5")),
        ("1,500,000", None, 1500000),
        ("2,5 miljoen", "nl", 2500000),
        ("twintig", "nl", 20),
        ("vingt", "fr", 20),
        ("twenty thousand", "en", 20000),
        ("1 000", "fr", 1000),
    ],
)
def test_spellings(printed: str, language: str | None, expected: Decimal) -> None:
    assert read_number(printed, language) == expected


@pytest.mark.parametrize("printed", ["", "veel", "1.2.3", "v2", "1,2,3"])
def test_what_is_no_number(printed: str) -> None:
    assert read_number(printed) is None


@pytest.mark.parametrize("text", ["vingt-six jours", "A4", "versie2"])
def test_parts_of_words_are_no_numbers(text: str) -> None:
    match = PATTERN.search(text)
    assert match is None or match["number"] not in {"vingt", "six", "4", "2"}
