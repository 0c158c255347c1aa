"""What definitions name as examples."""

from __future__ import annotations

import pytest

from competencygraph.validation.observing.definition_examples import examples


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kennis; bijv. technisch tekenen, vertalen, webbeheer...", ["technisch tekenen", "vertalen", "webbeheer"]),
        ("grote zalen (bv. sporthal of zwembad) en kleine", ["sporthal", "zwembad"]),
        ("un événement, par exemple un marathon ou une finale. Il dure un jour.", ["un marathon", "une finale"]),
        ("an event such as a marathon and a quiz", ["a marathon", "a quiz"]),
        ("kennis van een domein, gericht op toepassing", []),
        ("zoals dat in een lang reglement van de gemeente staat", []),
        ("", []),
    ],
)
def test_examples(text: str, found: list[str]) -> None:
    assert examples(text) == found
