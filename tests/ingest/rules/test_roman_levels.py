"""Levels that are printed as Roman numerals: numbers behind a word for a level, letters elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.levels import level_in, level_line, name_and_level

MakePage = Callable[[str], Page]


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("Niveau II – Denkt mee", 2, "Denkt mee"),
        ("Niveau I: Helpt", 1, "Helpt"),
        ("Level III", 3, None),
        ("Required level IV", 4, None),
        ("Niveau requis : V", 5, None),
        ("Niveau VI – Guide", 6, "Guide"),
        ("Niveau B – Denkt mee", "B", "Denkt mee"),
        ("Level A", "A", None),
        ("Niveau IIII", "IIII", None),
    ],
)
def test_a_roman_number_behind_a_word_for_a_level_is_a_number(
    page_of: MakePage, text: str, level: int | str, title: str | None
) -> None:
    line = level_line(page_of(text), text)
    assert line is not None
    assert (line.level, line.title) == (level, title)


def test_a_roman_number_behind_a_name_and_a_word_for_a_level_is_a_number(page_of: MakePage) -> None:
    page = page_of("x")
    assert name_and_level(page, "Plannen (niveau III)").level == 3
    assert name_and_level(page, "Teamwork - Level C").level == "C"
    assert not name_and_level(page, "Excel I").has_level
    assert name_and_level(page, "Plannen I", bare=True).level is None


def test_a_roman_number_alone_is_a_number_only_below_a_word_for_a_level(page_of: MakePage) -> None:
    page = page_of("x")
    found = [level_in(page, text, headed=headed) for headed in (False, True) for text in ("I", "II", "B", "3")]
    assert [level.level for level in found if level] == ["I", "II", "B", 3, 1, 2, "B", 3]
    assert level_line(page, "I") is None
