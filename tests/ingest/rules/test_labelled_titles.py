"""A title behind a label goes before what merely stands on top of the document."""

from __future__ import annotations

import pytest

from competencygraph.ingest.extract import extract
from competencygraph.ingest.lexicon import load_lexicon

from .conftest import MakePage


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Dienst Bruggen\n\nFunctie: Brugwachter\n\nDoel\n\nDe brug bewaken.\n\nTaken\n- Wachten", "Brugwachter"),
        (
            "Functieprofiel\nBrugwachter\n\nFunctie: graad C\n\nDoel\n\nDe brug bewaken.\n\nTaken\n- Wachten",
            "Brugwachter",
        ),
        ("Brugwachter\n\nDoel\n\nDe brug bewaken.\n\nTaken\n- Wachten", "Brugwachter"),
    ],
    ids=["behind a label", "under the type of document", "on top"],
)
def test_the_title(page_of: MakePage, text: str, title: str) -> None:
    (profile,) = extract(page_of(text).document, load_lexicon()).profiles
    assert profile.title == title
