"""Joining lines: hyphens, stray dashes, sentences."""

from __future__ import annotations

import pytest

from competencygraph.ingest.joining import join_lines, join_with_starts, sentences, strip_list_punctuation, words_of


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["vlaggen-", "mast"], "vlaggenmast"),
        (["zee-", "egel"], "zee-egel"),
        (["bak- ", "en braadhuis"], "bak- en braadhuis"),
        (["ICT-", "dienst"], "ICT-dienst"),
        (["zandwinning en -", "verkoop"], "zandwinning en -verkoop"),
        (["een directie (-", "generaal)"], "een directie (-generaal)"),
        (["wegen/-", "paden"], "wegen/-paden"),
        (["zand winnen -", "verkopen"], "zand winnen - verkopen"),
        (["zand en -", "Klei"], "zand en - Klei"),
        (["ver-", "tegen-", "woordiging"], "vertegenwoordiging"),
        (["vlaggen\u00ad", "mast"], "vlaggenmast"),
        (["een  brug", "", "bouwen"], "een brug bouwen"),
        ([], ""),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


def test_a_compound_that_is_written_with_a_hyphen_elsewhere_keeps_it() -> None:
    assert join_lines(["zand-", "bank"], known=words_of(["de zand-bank"])) == "zand-bank"


def test_stray_dashes_are_dropped_only_where_asked() -> None:
    lines = ["de bruggen -", "–", "en de dijken"]
    assert join_lines(lines, drop_stray_dashes=True) == "de bruggen en de dijken"
    assert join_lines(lines) == "de bruggen - – en de dijken"


def test_a_hyphen_before_a_left_out_part_is_no_stray_dash() -> None:
    assert join_lines(["de wegaanleg en -", "bouw"], drop_stray_dashes=True) == "de wegaanleg en -bouw"


def test_starts_are_where_each_line_begins() -> None:
    text, starts = join_with_starts(["een vlaggen-", "mast", "hijsen"])
    assert [text[start:] for start in starts] == ["een vlaggenmast hijsen", "mast hijsen", "hijsen"]


def test_a_long_text_is_joined_in_one_pass() -> None:
    assert len(join_lines(["de bruggen schilderen"] * 100_000)) == 100_000 * 22 - 1


def test_sentences_end_before_a_capital_only() -> None:
    assert sentences("Minstens 50% (bv. op het gesprek). Wie slaagt gaat door.") == [
        "Minstens 50% (bv. op het gesprek).",
        "Wie slaagt gaat door.",
    ]


@pytest.mark.parametrize(
    ("text", "bare"), [("doen ;", "doen"), ("doen:", "doen"), ("doen.", "doen."), ("a; b", "a; b")]
)
def test_list_punctuation(text: str, bare: str) -> None:
    assert strip_list_punctuation(text) == bare
