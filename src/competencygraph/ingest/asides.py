"""Lines that have no place in a profile whatever part they stand in: page numbers, placeholders, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from competencygraph.ingest.document import Line
from competencygraph.ingest.page import Page
from competencygraph.model import Evidence, UnparsedText

__all__ = ["CONTACT_DATA", "aside_reason", "links_in", "merge_asides", "typed_text"]

CONTACT_DATA = "contact data"
"""Why a line with masked contact data has no place in a list of a profile."""

_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_PLACEHOLDER = re.compile(r"[._…\s]{3,}$|…+$|\[[^\]]*\]$|<[^>]*>$|\{[^}]*\}$|[xX]{3,}$")
_BLANK = re.compile(r"\[[^\W\d][^\]]*\]|<[^\W\d][^>]*>|…{2,}|\.{5,}|_{4,}")
_FEWEST_BLANKS = 2
_EMPTY_ITEM = re.compile(r"[•·▪◦‣●■□○➢➤☐]|\d{1,2}[.)]|[a-z][.)]")
_TYPED = re.compile(r"(?P<prompt>\[[^\W\d_]{3}[^\[\]]*\])[.,;:•–-]?\s+(?P<typed>\S.*)")
_MASKED = re.compile(r"\[(?:e-mail|telefoon|naam)\]")
_LINKS = re.compile(r"(?:https?://|www\.)\S+|\[e-mail\]|\[telefoon\]")
_CONTENTS_ENTRY = re.compile(r"\S.*?\s*(?:\.\s?){4,}\s*\d{1,3}$|\S.*?…{2,}\s*\d{1,3}$")


def aside_reason(page: Page, line: Line, kind: str, seen: set[str]) -> str | None:
    """Return why a line has no place in a profile, None when it may have one.

    Args:
        page: the document.
        line: the line.
        kind: the kind of part that it stands in.
        seen: links that stand above it.
    """
    known = page.document.asides.get(line.number)
    if known is not None:
        return known
    text = line.body
    if page.lexicon.pattern("page_numbers", after=r"$").match(text) or _PAGE_NUMBER.fullmatch(line.text):
        return None if line.traits.cell is not None else "page number"
    if _CONTENTS_ENTRY.match(line.text):
        return "table of contents"
    ticked = line.traits.cell is not None and _EMPTY_ITEM.fullmatch(text) is not None
    if not ticked and _is_placeholder(page, text):
        return "placeholder"
    if text in seen and _LINKS.fullmatch(text):
        return "link residue"
    if kind in _WITHOUT_CONTACTS and _MASKED.search(text):
        return CONTACT_DATA
    return None


_WITHOUT_CONTACTS = frozenset(
    {"result_areas", "criteria", "competencies", "competency_group", "knowledge", "technical", "tasks"}
)


def _is_placeholder(page: Page, text: str) -> bool:
    """Return whether a text only says what should stand in its place.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> [_is_placeholder(page, text) for text in ("Naam van de competentie", "[definitie]", "Taak 2")]
    [True, True, True]
    >>> _is_placeholder(page, "Taak 2 van het project afronden"), _is_placeholder(page, "[e-mail]")
    (False, False)
    """
    if _MASKED.match(text) or page.lexicon.label_kind(text.rstrip(" :")) is not None:
        return False
    if page.lexicon.describes_job(text):
        return False
    if _EMPTY_ITEM.fullmatch(text) or _is_mostly_blanks(text):
        return True
    return (
        _PLACEHOLDER.match(text) is not None or page.lexicon.pattern("placeholders", after=r"$").match(text) is not None
    )


def _is_mostly_blanks(text: str) -> bool:
    """Return whether blanks to fill in (``[rol]``, ``……``) take up much of a text.

    >>> _is_mostly_blanks("Als [rol], [activiteit] teneinde [doel]"), _is_mostly_blanks("De wet [sic] toepassen")
    (True, False)
    """
    blanks = [match for match in _BLANK.findall(text) if not _MASKED.match(match)]
    return len(blanks) >= _FEWEST_BLANKS or sum(len(blank) for blank in blanks) * 5 > len(text) * 3


def typed_text(page: Page, line: Line, *, in_form: bool) -> str | None:
    """Return the text that was typed behind a prompt in brackets, None where a line is not of that kind.

    Args:
        page: the document.
        line: the line.
        in_form: whether the document has prompts of its own in brackets; elsewhere brackets before a longer text may
            say something, and only the words of common prompts, and lines that are mostly one, are taken for prompts.

    >>> from competencygraph.ingest.document import Document, make_lines
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> lines = make_lines(["• [kennis van] Engels", "[kennis van] [taal]", "kennis van [taal]"])
    >>> [typed_text(page, line, in_form=True) for line in lines]
    ['Engels', None, None]
    """
    found = _TYPED.fullmatch(line.body)
    if found is None or not _is_placeholder(page, found["prompt"]):
        return None
    prompt, typed = found["prompt"], found["typed"]
    if _BLANK.search(typed) or not any(sign.isalnum() for sign in typed) or _is_placeholder(page, typed):
        return None
    known = page.lexicon.pattern("placeholders", after=r"$").match(prompt[1:-1]) is not None
    return typed if in_form or known or _is_mostly_blanks(line.body) else None


def links_in(line: Line) -> set[str]:
    """Return the links that a line prints, without the punctuation behind them."""
    return {link.rstrip(".,;:)") for link in _LINKS.findall(line.text)}


def merge_asides(asides: Sequence[UnparsedText]) -> list[UnparsedText]:
    """Return asides with one reason that follow each other on adjacent lines as one, in printed order."""
    runs: list[list[UnparsedText]] = []
    for aside in sorted(asides, key=lambda aside: aside.evidence.start_line):
        last = runs[-1][-1] if runs else None
        if last and aside.reason == last.reason and aside.evidence.start_line == last.evidence.end_line + 1:
            runs[-1].append(aside)
        else:
            runs.append([aside])
    return [
        UnparsedText(
            " ".join(aside.text for aside in run),
            Evidence(run[0].evidence.start_line, run[-1].evidence.end_line),
            run[0].reason,
        )
        for run in runs
    ]
