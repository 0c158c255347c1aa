"""What tests of single rules work with: a page made from lines of text, plain or with the marks of a format."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page

sys.path.append(str(Path(__file__).parent))
made: Any = importlib.import_module("competency_pages")

MakePage = Callable[[str], Page]
MakeStyledPage = Callable[..., Page]


@pytest.fixture
def page_of() -> MakePage:
    """Return what makes a page from a text."""

    def make(text: str) -> Page:
        raw = tuple(text.split("\n"))
        return Page(Document("made.txt", "0" * 64, raw, make_lines(raw)), load_lexicon())

    return make


@pytest.fixture
def styled() -> MakeStyledPage:
    """Return what makes a page from lines such as ``## heading`` and ``**bold**``, and from tables as rows of cells."""
    make: MakeStyledPage = made.page_of
    return make
