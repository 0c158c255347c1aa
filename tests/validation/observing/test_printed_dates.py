"""Dates are found in texts, as they are printed in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.validation.observing.printed_dates import printed_dates
from competencygraph.validation.wording import wording

DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["nl", "fr", "en"]))
def test_a_date_in_words_is_read_back(day: date, language: str) -> None:
    month = wording("months")[language][day.month - 1][0]
    weekday = wording("weekdays")[language][day.weekday()]
    (found,) = printed_dates(f"op {weekday} {day.day} {month} {day.year}.")
    assert found.date == day
    assert found.weekday == day.isoweekday()


@given(DAYS)
def test_a_date_in_figures_is_read_back(day: date) -> None:
    for printed in (day.strftime("%d/%m/%Y"), f"{day.day}.{day.month}.{day.year}", day.isoformat()):
        (found,) = printed_dates(f"({printed})")
        assert found.date == day


@given(st.text(alphabet="0123456789 -/.,maieénujlrtv\n", max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    for one in printed_dates(text):
        assert 1 <= one.month <= 12
        assert text[one.start : one.end].strip()
        assert one.date is None or one.date.day == one.day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dinsdag 21 en of woensdag 22 mei 2024", [(21, 5, 2024), (22, 5, 2024)]),
        ("15 mei, 21 mei en 12 juni 2024", [(15, 5, 2024), (21, 5, 2024), (12, 6, 2024)]),
        ("zondag 28\napril via de link", [(28, 4, None)]),
        ("le 1er mars", [(1, 3, None)]),
        ("Thursday, 12th March", [(12, 3, None)]),
        ("June 12, 2024", [(12, 6, 2024)]),
        ("the 3rd of June", [(3, 6, None)]),
        ("31 juni 2024", [(31, 6, 2024)]),
        ("Kalender 2025\n3 maart\n10 maart", [(3, 3, 2025), (10, 3, 2025)]),
        ("Gesprek – 22 mei 2024\nTot 28 april", [(22, 5, 2024), (28, 4, None)]),
        ("In 2024 ook op 28 april", [(28, 4, 2024)]),
    ],
)
def test_spellings_and_shared_years(text: str, expected: list[tuple[int, int, int | None]]) -> None:
    assert [(one.day, one.month, one.year) for one in printed_dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    ["You may 5 times", "38/38", "artikel 5.1.2", "besluit 31.6.2", "2024-31-06", "in maart", "15/13/2024", "de 12 a"],
)
def test_what_is_no_date(text: str) -> None:
    assert printed_dates(text) == []


@pytest.mark.parametrize(
    ("text", "last"), [("31 juni", 30), ("29 februari", 29), ("29 februari 2023", 28), ("29/02/2024", 29)]
)
def test_the_last_day_of_the_month(text: str, last: int) -> None:
    (found,) = printed_dates(text)
    assert found.last_day == last
    assert (found.date is not None) == (found.year is not None and found.day <= last)
