"""Relative terms that a descriptor explains."""

from __future__ import annotations

import pytest

from competencygraph.validation.observing.glossed_terms import glosses_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op korte termijn (1 tot een paar weken) en", [("korte termijn", "1 tot een paar weken")]),
        ("à court terme (quelques semaines)", [("court terme", "quelques semaines")]),
        ("a small team* (two to five people)", [("small team", "two to five people")]),
        ("op korte termijn (bij crisissen)", []),
        ("complexe dossiers (bv. 2 vergunningen)", []),
        ("aan teams (5 tot 10 personen)", []),
        ("een directie (-generaal) / organisatie", []),
        ("een (of meerdere) domein(en)", []),
    ],
)
def test_terms(text: str, expected: list[tuple[str, str]]) -> None:
    assert glosses_in(text) == expected
