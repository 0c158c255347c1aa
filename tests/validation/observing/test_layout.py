"""The lines of an edition that hold text."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.terms import cg
from competencygraph.validation.observing.layout import has_bullet, read_layout

from .small_documents import source_of


@pytest.mark.parametrize("text", ["• a", "– a", "-a", "* a", "o Met", "□ a", "  ▪ a"])
def test_bullets(text: str) -> None:
    assert has_bullet(text)


@pytest.mark.parametrize("text", ["a", "over", "**a", "1. a", "", "•"])
def test_no_bullets(text: str) -> None:
    assert not has_bullet(text)


def test_lines_and_what_begins_on_them(tmp_path: Path) -> None:
    text = "Doel van de functie\nDe dienst leiden.\nTaken\n- Het aanbod plannen\n- De zalen beheren\n\nPagina 1 van 2\n"
    layout = read_layout(source_of(text, tmp_path))
    assert [line.number for line in layout.lines] == [1, 2, 3, 4, 5]
    assert [line.number for line in layout.lines if layout.is_member(line)] == [4, 5]
    assert cg.Task in layout.kinds_on(4)
    assert layout.begins_before(cg.Task, 5)
    assert not layout.begins_before(cg.Task, 4)
