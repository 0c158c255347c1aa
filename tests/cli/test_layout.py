"""Rows laid out for a width."""

from __future__ import annotations

import pytest

from competencygraph.cli._layout import lay_out

LONG = "Je staat in voor de coördinatie van de ondersteunende diensten en hun teams"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_nothing_is_wider_than_asked_and_nothing_is_lost(width: int) -> None:
    rows = [[f"naam {number}", LONG, f"bron {number}", LONG[::-1], ""] for number in range(3)]
    text = lay_out(["name", "text", "source", "other", "empty"], rows, width)
    assert max(len(line) for line in text.splitlines()) <= width
    words = set(text.split())
    assert {word for row in rows for cell in row for word in cell.split()} <= words
    assert "empty" not in text


def test_a_wide_column_is_folded_while_it_stays_readable() -> None:
    lines = lay_out(["name", "text"], [["a", LONG], ["b", LONG[:20]]], 60).splitlines()
    assert lines[0].split() == ["name", "text"]
    assert lines[1].startswith("a     Je staat in voor")
    assert lines[2].startswith("      ")


def test_many_wide_columns_become_blocks() -> None:
    text = lay_out(["a", "b", "c", "d"], [[LONG, LONG[1:], LONG[2:], LONG[3:]], ["1", "", "", "4"]], 80)
    assert text.splitlines()[0].startswith("a  Je staat")
    assert text.endswith("\n\na  1\nd  4")


def test_a_long_value_of_all_rows_is_said_once() -> None:
    text = lay_out(["profile", "task"], [["lievegem/002/directeur", "x"], ["lievegem/002/directeur", "y"]], 80)
    assert text == "profile: lievegem/002/directeur\n\ntask\nx\ny"
