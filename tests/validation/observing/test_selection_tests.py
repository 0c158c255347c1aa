"""The tests that a selection names, by kind."""

from __future__ import annotations

import pytest

from competencygraph.validation.observing.selection_tests import named_tests


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Thuisopdracht ter voorbereiding op het competentiegericht interview", ["home"]),
        ("Tijdens de mondelinge proef wordt nagegaan of het profiel past.", ["oral"]),
        ("Schriftelijke proef en gesprek met de jury", ["written", "oral"]),
        ("Enkel wie slaagt, wordt uitgenodigd voor de mondelinge proef.", []),
        ("Épreuve écrite, puis un entretien", ["written", "oral"]),
        ("Written exercise followed by an interview", ["written", "oral"]),
        ("Functioneringsgesprekken voeren", []),
        ("Assessment", ["assessment"]),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in named_tests(text)] == kinds


def test_a_rule_may_name_tests_to_come() -> None:
    text = "Wie slaagt voor de schriftelijke proef, wordt toegelaten tot het interview."
    assert [kind for kind, _ in named_tests(text)] == ["written"]
    assert [kind for kind, _ in named_tests(text, others=True)] == ["written", "oral"]
