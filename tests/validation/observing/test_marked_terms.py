"""Words with an asterisk behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.terms import cg
from competencygraph.validation.observing.marked_terms import observe

from .small_documents import seen, source_of

DOCUMENT = """
Doel
Leiding geven aan een dienst.

Resultaatgebieden

Als coördinator
{activity} coördineren teneinde de doelstellingen te halen.

Voorbeelden van taken
• De planning opstellen

* Definitie
specialisatie: afgebakende kennis van een domein
"""


@pytest.mark.parametrize(
    ("activity", "explained"),
    [
        ("de specialisatie*", [("specialisatie", True)]),
        ("gespecialiseerde* medewerkers", [("gespecialiseerde", True)]),
        ("wie een specialisatie heeft*", [("heeft", True)]),
        ("de experten*", [("experten", False)]),
        ("de experten* en hun specialisaties*", [("experten", False), ("specialisaties", True)]),
        ("de medewerk*ers en 3*4 lessen", []),
    ],
)
def test_what_is_explained(activity: str, explained: list[tuple[str, bool]], tmp_path: Path) -> None:
    source = source_of(DOCUMENT.format(activity=activity), tmp_path)
    assert any(activity in text.text for text in source.texts)
    assert [(one["form"], "otherNode" in one) for one in seen(observe, source, cg.MarkedTerm)] == explained
