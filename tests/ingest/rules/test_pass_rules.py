"""Rules for passing: each percentage with its own scope, and sentences at the end of a part's text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.ingest import parse_document
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.selection import read_selection
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import document_to_triples, triples_to_document

MakePage = Callable[[str], Page]
PARTS = "Deel 1: Proef (40 punten)\nJe schrijft een nota.\nDeel 2: Gesprek (60 punten)\nJe licht de nota toe."

VACANCY = f"""Informatiebundel
Brugwachter (C1-C3)

A. Selectieprocedure
{PARTS}
Om te slagen behaal je minstens 50% op elk onderdeel en minstens 60% op het totaal.

B. Aanbod
- Een fiets

Functieprofiel
Brugwachter

Doel van de functie
Bruggen bedienen.
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Om te slagen behaal je minstens 50% op elk onderdeel en minstens 60% op het totaal.",
            [("part", 50), ("total", 60)],
        ),
        (
            "Wie op elke proef ten minste 50% en op het totaal ten minste 60% behaalt, is geslaagd.",
            [("part", 50), ("total", 60)],
        ),
        ("Je slaagt met 60 procent op het totaal en 45 procent per proef.", [("total", 60), ("part", 45)]),
        ("Pour réussir, il faut 50 % à chaque épreuve et 60 % au total.", [("part", 50), ("total", 60)]),
        (
            "Le candidat obtient au moins 60 % pour l'ensemble des épreuves et 50 % par épreuve.",
            [("total", 60), ("part", 50)],
        ),
        ("To pass, you need 50% in each part and 60% overall.", [("part", 50), ("total", 60)]),
        (
            "Candidates pass with at least 60 per cent in total and 50 per cent per stage.",
            [("total", 60), ("part", 50)],
        ),
        ("Om te slagen behaal je 50% op elk onderdeel, maar 60% voor het gesprek.", [("part", 50), (None, 60)]),
        (
            "Je slaagt voor het geheel met 50% op elk onderdeel en 60% op het totaal van alle onderdelen samen.",
            [("part", 50), ("total", 60)],
        ),
        ("Om te slagen voor het geheel moet je 50% op elk onderdeel behalen.", [("part", 50)]),
        ("Op het totaal van alle onderdelen samen moet je minstens 60% behalen.", [("total", 60)]),
        ("Je slaagt met 50% of 60%.", [(None, 50), (None, 60)]),
        ("Wie slaagt, komt in de rangschikking.", [(None, None)]),
    ],
)
def test_each_percentage_is_a_rule_with_its_own_scope(
    page_of: MakePage, sentence: str, found: list[tuple[str | None, int | None]]
) -> None:
    page = page_of(sentence)
    selection, rest = read_selection(page, page.document.lines)
    assert [(rule.scope, rule.minimum_percent) for rule in selection.rules] == found
    assert {rule.text for rule in selection.rules} == {sentence}
    assert rest == []


@pytest.mark.parametrize(
    ("lines", "text", "rules"),
    [
        ("\nOm te slagen behaal je 50% op elk onderdeel.", "Je licht de nota toe.", [("part", 50)]),
        (" Om te slagen behaal je 50% op elk onderdeel.", "Je licht de nota toe.", [("part", 50)]),
        (
            " We praten over dijken. Om te slagen\nbehaal je 50% op elk onderdeel. Je behaalt minstens 60% in totaal.",
            "Je licht de nota toe. We praten over dijken.",
            [("part", 50), ("total", 60)],
        ),
        (" Je behaalt minstens 50% voor dit gesprek.", None, []),
        (" Om te slagen voor dit gesprek toon je inzicht.", None, []),
    ],
)
def test_sentences_of_passing_behind_the_text_of_the_last_part_are_rules(
    page_of: MakePage, lines: str, text: str | None, rules: list[tuple[str, int]]
) -> None:
    page = page_of(PARTS + lines)
    selection, rest = read_selection(page, page.document.lines)
    whole = f"Je licht de nota toe.{lines}"
    assert selection.parts[-1].text == (text if text is not None else whole)
    assert [(rule.scope, rule.minimum_percent) for rule in selection.rules] == rules
    assert all(rule.text.endswith(".") and rule.evidence.start_line > 3 for rule in selection.rules)
    assert rest == []
    assert page.placed == set(range(1, len(page.document.lines) + 1))


def test_a_sentence_that_is_all_of_a_parts_text_stays_its_text(page_of: MakePage) -> None:
    page = page_of("Deel 1: Proef\nJe slaagt met 50% op elk onderdeel.")
    selection, _ = read_selection(page, page.document.lines)
    assert (selection.parts[0].text, selection.rules) == ("Je slaagt met 50% op elk onderdeel.", ())


def test_rules_of_one_sentence_are_nodes_of_their_own_and_come_back(tmp_path: Path) -> None:
    file = tmp_path / "bundel.txt"
    file.write_text(VACANCY, encoding="utf-8")
    parsed = parse_document(file)
    vacancy = parsed.profiles[0].vacancy
    assert vacancy is not None and vacancy.selection is not None
    assert [(rule.scope, rule.minimum_percent) for rule in vacancy.selection.rules] == [("part", 50), ("total", 60)]
    triples = document_to_triples(parsed, DocumentEntry("bundel", FrameworkEntry("demo"))).triples
    nodes = {triple.object for triple in triples if triple.predicate.value.endswith("/hasPassRule")}
    assert len(nodes) == 2
    back = triples_to_document(triples).profiles[0].vacancy
    assert back is not None and back.selection == vacancy.selection
