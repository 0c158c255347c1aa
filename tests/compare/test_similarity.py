"""How alike two wordings are: pairs from the documents, on either side of the thresholds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competencygraph.compare import REWORDED, REWORDED_ELSEWHERE, similarity
from competencygraph.compare.similarity import Wordings

#: Pairs of different documents that say one thing in other words, and pairs that do not.
REWORDINGS = [
    ("Deelnemen aan projecten en ontwikkelingen in zijn/haar domein", "Deelnemen aan projecten in zijn/haar domein."),
    ("Verbeteringsprojecten voorstellen en implementeren.", "Verbeteringsprojecten voorstellen."),
    (
        "De verworven kennis doorgeven aan de medewerkers en de betrokken personen",
        "De verworven kennis aan de medewerkers en de betrokkenen doorgeven",
    ),
    (
        "De constructieve dialoog en de samenwerking tussen de teams stimuleren en ingrijpen bij problemen of "
        "conflicten in de entiteit",
        "Stimuleren van een constructieve dialoog en de samenwerking in het team en ingrijpen bij problemen of "
        "conflicten in het team",
    ),
    ("Overtuigingskracht", "Overtuigingkracht"),
    ("Rapporteren", "Rapporteren aan de raad"),
]
OTHERS = [
    (
        "De autonomie van de teams en de medewerkers bevorderen",
        "De ontwikkeling van de teams / medewerkers faciliteren",
    ),
    ("Basiskennis van de beheers- en beleidscyclus.", "Basiskennis van de gemeentelijke structuren en werking."),
    ("Leiding geven", "Richting geven"),
    ("Deelnemen aan nationale en internationale werkgroepen", "Deelnemen aan interne overlegvergaderingen"),
    ("De hiërarchie adviseren over de strategische opties", "De directie adviseren over specifieke dossiers"),
]
WORDS = st.lists(st.sampled_from("plannen leiden dienst team werk de van het".split()), max_size=6).map(" ".join)


@pytest.mark.parametrize(("old", "new"), REWORDINGS)
def test_a_rewording_is_at_or_above_the_threshold(old: str, new: str) -> None:
    assert similarity(old, new) >= REWORDED


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_another_text_is_below_it(old: str, new: str) -> None:
    assert similarity(old, new) < REWORDED


def test_between_lists_more_is_asked() -> None:
    assert REWORDED < REWORDED_ELSEWHERE < 1


@given(WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_it_is_the_same_both_ways_and_one_for_a_text_itself(old: str, new: str) -> None:
    assert similarity(old, new) == similarity(new, old)
    assert 0 <= similarity(old, new) <= 1
    assert similarity(old, old) == 1


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
@settings(max_examples=200, deadline=None)
def test_pairs_are_one_to_one_and_the_same_when_the_lists_change_places(old: list[str], new: list[str]) -> None:
    pairs = list(Wordings().pairs(old, new, REWORDED))
    assert len({place for place, _, _ in pairs}) == len({place for _, place, _ in pairs}) == len(pairs)
    assert all(score == similarity(old[place], new[other]) >= REWORDED for place, other, score in pairs)
    assert {(other, place, score) for place, other, score in Wordings().pairs(new, old, REWORDED)} == set(pairs)


def test_of_pairs_as_alike_the_nearest_is_taken() -> None:
    old = ["aap", "dienst leiden vandaag"]
    new = ["dienst leiden gisteren", "dienst leiden overmorgen", "dienst leiden straks"]
    assert [similarity(old[1], text) for text in new] == [0.667] * 3
    assert list(Wordings().pairs(old, new, REWORDED)) == [(1, 1, 0.667)]


def test_long_lists_are_compared_near_their_own_place() -> None:
    old = [f"taak {number} van de dienst uitvoeren" for number in range(3000)]
    new = [f"taak {number} van de dienst nu uitvoeren" for number in range(3000)]
    started = time.process_time()
    pairs = list(Wordings().pairs(old, new, REWORDED))
    assert time.process_time() - started < 60, "lists of three thousand blew up"
    assert [place == other for place, other, _ in pairs] == [True] * 3000
