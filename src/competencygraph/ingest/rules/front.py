"""What stands before the first heading and in the general information: title, notes, labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.outline import is_heading_like
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.pay import find_career
from competencygraph.model import Evidence

__all__ = ["find_reports_to", "find_title", "title_lines", "typed_title"]

_TYPED = re.compile(r"(?P<type>[^:–—]{4,60}?)\s*(?::|\s[–—-])\s+(?P<title>\S.*)")
_MAX_TITLE_WORDS = 14
_MAX_TITLE_LINES = 3


def title_lines(page: Page, lines: Sequence[Line]) -> list[Line]:
    """Return the lines on top of a part that can be its title: heading-like, up to the first that is not.

    Args:
        page: the document.
        lines: the lines before the first heading, or under a heading that names the document's type.
    """
    found: list[Line] = []
    for index, line in enumerate(lines[:_MAX_TITLE_LINES]):
        following = lines[index + 1] if index + 1 < len(lines) else None
        shaped = is_heading_like(line, None, following) or _is_short_open(line)
        if typed_title(page, line.text) is None and (not shaped or ": " in line.text):
            break
        found.append(line)
    if len(found) == _MAX_TITLE_LINES and len(lines) > _MAX_TITLE_LINES:
        return found[:1]
    return found


def typed_title(page: Page, text: str) -> str | None:
    """Return the title behind the type of document on one line ("Functiebeschrijving: Teamleider"), None without one.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> typed_title(page, "Profil de fonction : Responsable du personnel")
    'Responsable du personnel'
    """
    match = _TYPED.match(text)
    if match is None or page.lexicon.heading_kind(match["type"]) != "document_type":
        return None
    return match["title"]


def _is_short_open(line: Line) -> bool:
    return (
        line.marker is None
        and not line.starts_lower
        and not line.ends_sentence
        and len(line.text.split()) <= _MAX_TITLE_WORDS
    )


def find_title(page: Page, lines: Sequence[Line]) -> tuple[str, Evidence] | None:
    """Return the title that the lines print and where; None when they print none.

    A line that only names the type of document ("Functiebeschrijving") is no title, nor is the organisation on top of
    others; what stands behind the type on one line goes before every other line. A pay scale in brackets behind
    the title is no part of it.

    Args:
        page: the document.
        lines: lines that can be a title, as `title_lines` gives them.
    """
    for line in sorted(lines, key=lambda line: typed_title(page, line.text) is None):
        if page.lexicon.label_kind(line.text.rstrip(" :")) is not None and len(lines) == 1:
            continue
        if page.lexicon.heading_kind(line.text) is not None or _names_organisation(page, line, lines):
            continue
        text = typed_title(page, line.text) or line.text
        bracket = re.search(r"\s*\(([^()]*)\)\s*$", text)
        if bracket and find_career(bracket[1]):
            text = text[: bracket.start()]
        return text, evidence_of([line])
    return None


def _names_organisation(page: Page, line: Line, lines: Sequence[Line]) -> bool:
    """Return whether a line among several names the organisation, as a letterhead does, and not the function."""
    return len(lines) > 1 and page.lexicon.pattern("organisation", after=r"$").match(line.text) is not None


def find_reports_to(page: Page, text: str) -> str | None:
    """Return whom the holder reports to, as running text prints it; None when it does not say.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> find_reports_to(page, "Je rapporteert aan de algemeen directeur.")
    'de algemeen directeur'
    """
    match = page.lexicon.pattern("reports_to").search(text)
    return next((group.strip() for group in match.groups() if group), None) if match else None
