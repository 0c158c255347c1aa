"""Levels of competencies: a line "Niveau 3 – title", or a level behind the competency's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.model import ProficiencyLevel

__all__ = ["level_pattern", "read_level", "split_name_level"]

_LEVEL = r"(?P<level>\d{1,2}|[A-E])"


def level_pattern(page: Page) -> re.Pattern[str]:
    """Return the pattern of a line that begins with a level, with the groups ``level`` and ``title``."""
    return page.lexicon.pattern("level_words", after=rf"\s*{_LEVEL}\b\s*(?:[-–—:.]\s*)?(?P<title>.*)$", before=r"^")


def read_level(page: Page, lines: Sequence[Line], items: Sequence[Paragraph]) -> ProficiencyLevel:
    """Return the level that the lines print, with its indicators; all of them placed.

    Args:
        page: the document.
        lines: the line with the level and what carries it on, or a level sentence without number.
        items: the indicators.
    """
    match = level_pattern(page).match(page.wording(lines))
    page.place(lines)
    indicators = tuple(page.item(paragraph) for paragraph in items)
    if match is None:
        return ProficiencyLevel(None, page.join(lines), indicators, evidence_of(lines))
    title = strip_list_punctuation(match["title"]) or None
    return ProficiencyLevel(_number(match["level"]), title, indicators, evidence_of(lines))


def split_name_level(page: Page, text: str) -> tuple[str, int | str | None]:
    """Return a competency's name and the level that is printed behind it, None when none is.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> split_name_level(page, "Klantgerichtheid (niveau 2)"), split_name_level(page, "Working together - Level 3")
    (('Klantgerichtheid', 2), ('Working together', 3))
    >>> split_name_level(page, "Niveau van dienstverlening")
    ('Niveau van dienstverlening', None)
    """
    pattern = page.lexicon.pattern(
        "level_words", before=r"^(?P<name>\S.*?)\s*(?:\(|\[|,|:|\s[–—-])\s*", after=rf"\s*{_LEVEL}\s*[)\]]?$"
    )
    match = pattern.match(text)
    return (match["name"], _number(match["level"])) if match else (text, None)


def _number(printed: str) -> int | str:
    return int(printed) if printed.isdecimal() else printed
