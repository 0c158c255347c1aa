"""Dates are told with what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.terms import cg
from competencygraph.validation.observing.date_mentions import observe, role_of_date
from competencygraph.validation.observing.printed_dates import printed_dates

from .small_documents import seen, source_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Solliciteren kan uiterlijk tot zondag 28 april.", "deadline"),
        ("Les candidatures sont envoyées au plus tard le 31 mai.", "deadline"),
        ("Closing date\n9 May, noon", "deadline"),
        ("De gesprekken vinden plaats in de week van 22 maart.", "test"),
        ("Interviews take place on 10 June 2025.", "test"),
        ("Na de sluitingsdatum volgt een gesprek op 10 mei.", "test"),
        ("Het sportfeest is elk jaar op 1 september.", "yearly"),
        ("The list is valid until 31 December of the following year.", "yearly"),
        ("De kandidaat kent de wet van 8 juli 1976.", "reference"),
        ("De dienst verhuist op 1 september.", None),
        ("Tot het interview.\n\nBijgewerkt op 4 februari", None),
    ],
)
def test_the_words_around_a_date_tell_its_role(text: str, role: str | None) -> None:
    (found,) = printed_dates(text)
    assert role_of_date(text, found.start, found.end) == role


def test_a_document_s_dates_stand_on_their_lines_and_their_texts(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "lint" / "deadline-after-test" / "cases.yaml").read_text(encoding="utf-8")
    document = (
        text.partition("document: |\n")[2].partition("  findings:")[0].replace("\n    ", "\n").removeprefix("    ")
    )
    found = seen(observe, source_of(document, tmp_path), cg.DateMention)
    assert [(one["form"], one["dateRole"]) for one in found] == [
        ("woensdag 15 mei 2024", "test"),
        ("woensdag 22 mei 2024", "test"),
        ("20 mei 2024", "deadline"),
    ]
    assert "/part/" in found[0]["observedOn"]
    assert found[2]["observedOn"].endswith("/application")
    lines = document.split("\n")
    assert all(one["form"] in lines[int(one["startLine"]) - 1] for one in found)
    assert found[0]["date"] == "2024-05-15"
    assert found[0]["weekday"] == found[0]["calendarWeekday"] == "3"
