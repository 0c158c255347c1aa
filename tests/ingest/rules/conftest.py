"""What tests of single rules work with: a page made from lines of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page

MakePage = Callable[[str], Page]


@pytest.fixture
def page_of() -> MakePage:
    """Return what makes a page from a text."""

    def make(text: str) -> Page:
        raw = tuple(text.split("\n"))
        return Page(Document("made.txt", "0" * 64, raw, make_lines(raw)), load_lexicon())

    return make
