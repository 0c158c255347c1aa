"""Lines that announce a list."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.terms import cg
from competencygraph.validation.observing.lead_ins import observe

from .small_documents import seen, source_of

START = """Hoofd dienst Sport

Doel van de functie
Het hoofd leidt de sportdienst.

Taken
- Het sportaanbod plannen

Plaats in de organisatie
"""


@pytest.mark.parametrize(
    ("text", "leads_to"),
    [
        ("Je werkt samen met de volgende diensten:\n- Team Zwembad\n- Team Onthaal\n", "list"),
        ("Je werkt samen met de volgende diensten:\n\nTeam Zwembad\nTeam Onthaal\n", "list"),
        ("Je werkt samen met volgende diensten:\nteam Zwembad en team Onthaal.\n", "enumeration"),
        ("Je werkt samen met volgende diensten:\nTeam Zwembad, team Onthaal en het team Evenementen.\n", "enumeration"),
        (
            "Dit omvat onder meer:\nHet hoofd werkt samen met alle andere diensten van de gemeente.\n"
            "Dit omvat de volgende diensten:\n- Team Zwembad\n",
            "lead-in",
        ),
        ("Je werkt samen met de volgende diensten:\n", "end"),
        ("Vous travaillez notamment avec les services suivants :\n\nKennis\n- Kennis van de wetgeving\n", "list"),
    ],
)
def test_what_comes_after(text: str, leads_to: str, tmp_path: Path) -> None:
    found = seen(observe, source_of(START + text, tmp_path), cg.LeadIn)
    assert found
    assert found[0]["leadsTo"] == leads_to
    assert found[0]["startLine"] == "10"


def test_over_a_line_break(tmp_path: Path) -> None:
    text = f"{START}Je staat in voor de coördinatie van volgende ondersteunende\ndiensten:\n- Team Zwembad\n"
    found = seen(observe, source_of(text, tmp_path), cg.LeadIn)
    assert [(one["startLine"], one["endLine"]) for one in found] == [("10", "11")]
    assert found[0]["text"] == "Je staat in voor de coördinatie van volgende ondersteunende diensten:"


def test_a_colon_alone_announces_nothing(tmp_path: Path) -> None:
    assert seen(observe, source_of(f"{START}Dienst:\nSport en jeugd\n", tmp_path), cg.LeadIn) == []
