"""What a document says about the ends of its scale."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.terms import cg
from competencygraph.validation.observing.scale_statements import observe

from .small_documents import seen, source_of

PROFILE = "Functieprofiel\nPloegleider\n\nDoel\nDe ploegleider leidt.\n\nTaken\n• Plannen\n• Leiden\n\nNota\n{}\n"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Een niveau op een schaal van 1 tot 4.", [("1", "4")]),
        ("Een niveau op een schaal\nvan 1 tot en met 5.", [("1", "5")]),
        ("Sur une échelle de 1 à 5.", [("1", "5")]),
        ("On a scale from 1 to 7.", [("1", "7")]),
        ("Levels 1 to 3 are used.", [("1", "3")]),
        ("Op een schaal van 5 tot 1.", []),
        ("Werken in schaal A1a.", []),
    ],
)
def test_scales(text: str, ends: list[tuple[str, str]], tmp_path: Path) -> None:
    found = seen(observe, source_of(PROFILE.format(text), tmp_path), cg.ScaleStatement)
    assert [(one["firstNumber"], one["lastNumber"]) for one in found] == ends
    assert all(one["startLine"] for one in found)
