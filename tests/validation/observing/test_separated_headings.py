"""Headings whose text stands elsewhere."""

from __future__ import annotations

from pathlib import Path

from competencygraph.terms import cg
from competencygraph.validation.observing.separated_headings import observe

from .small_documents import seen, source_of

AREA = """Resultaatgebieden

Als coördinator

de activiteiten van de dienst aansturen teneinde tot een optimale werking te komen.

Voorbeelden van taken

• De planning opstellen;
• De middelen beheren.
"""
PURPOSE = "De strategie van de dienst bepalen teneinde de doelstellingen te halen.\n"


def test_text_behind_something_else(tmp_path: Path) -> None:
    text = f"Doel\n\n{AREA}\nDe strategie van de dienst bepalen\n\nteneinde\n\nde doelstellingen te halen.\n"
    found = seen(observe, source_of(text, tmp_path), cg.SeparatedHeading)
    assert [(one["form"], one["startLine"]) for one in found] == [("Doel", "1")]


def test_text_below_its_heading(tmp_path: Path) -> None:
    source = source_of(f"Doel\n\n{PURPOSE}\n{AREA}", tmp_path)
    assert any(text.kind == cg.Purpose for text in source.texts)
    assert seen(observe, source, cg.SeparatedHeading) == []
