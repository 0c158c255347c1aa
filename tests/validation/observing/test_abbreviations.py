"""Abbreviations are told from words in capitals, and introduced ones from others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg
from competencygraph.validation.observing import Source
from competencygraph.validation.observing.abbreviations import is_introduced, observe

from .small_documents import seen


def found(*lines: str, language: str = "nl") -> dict[str, tuple[str, bool]]:
    source = Source("https://example.org/d", "https://example.org/d/ed/1", language, lines, (), Scratch())
    rows = seen(observe, source, cg.AbbreviationUse)
    return {one["form"]: (one["startLine"], one["introduced"] == "true") for one in rows}


def test_the_first_use_is_seen_once() -> None:
    assert found("overleg met de gemeenteraad", "het CBS, het VB en het CBS", "het CBS") == {
        "CBS": ("2", False),
        "VB": ("2", False),
    }


@pytest.mark.parametrize(
    "line",
    [
        "college van burgemeester en schepenen (CBS)",
        "het college (kortweg: CBS) beslist",
        "CBS (college van burgemeester en schepenen)",
        "CBS: college van burgemeester en schepenen",
        "CBS = college van burgemeester en schepenen",
        "CBS – college van burgemeester en schepenen",
        "het college van burgemeester en schepenen of CBS",
    ],
)
def test_introduced(line: str) -> None:
    assert is_introduced("CBS", ["een andere regel", line])
    assert found("Het CBS beslist.", line)["CBS"] == ("1", True)


@pytest.mark.parametrize(
    "line", ["het CBS (wekelijks)", "voor het CBS, VB en de raad", "beslissing van het CBS: uitvoeren", "de CBS-nota"]
)
def test_not_introduced(line: str) -> None:
    assert not is_introduced("CBS", [line])


@pytest.mark.parametrize(
    "line",
    [
        "FUNCTIE- EN COMPETENTIEPROFIEL VAN HET CBS",
        "plannen OF uitvoeren",
        "bijlage II en deel XIV",
        "loonschaal A1a, B2 en BV5",
        "kennis van IT, MS Office, GIS en ERP",
        "www.CBS.be en CBS2024",
        "INHOUD",
        "XX en AAA",
    ],
)
def test_no_abbreviations(line: str) -> None:
    assert found(line) == {}


def test_words_that_the_document_has_in_small_letters_are_words() -> None:
    assert found("Dit is een MUST voor wie groeit.", "Leren is een must.") == {}


def test_what_everyone_knows_differs_by_language() -> None:
    assert found("la TVA et le CPAS", language="fr") == {}
    assert set(found("de TVA en de VDAB", language="nl")) == {"TVA"}


@given(st.lists(st.text(alphabet="ABc (:)=–\n", max_size=30), max_size=6))
def test_lines_exist_and_letters_stand_on_them(lines: list[str]) -> None:
    plain = [line.replace("\n", " ") for line in lines]
    for letters, (line, _) in found(*plain).items():
        assert letters in plain[int(line) - 1]
