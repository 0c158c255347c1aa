"""Lists without bullets: items that run on in one line, and paragraphs that make a list by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from competencygraph.ingest.document import Line
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.model import Item

__all__ = ["inline_items", "list_members"]

_MAX_MEMBER_WORDS = 40
_MAX_LEAD_WORDS = 14
_FEWEST = 2


def inline_items(page: Page, paragraph: Paragraph, kind: str, announces: Callable[[Page, str], bool]) -> list[Item]:
    """Return the items that run on behind a lead-in ("Taken: a; b; c"), placed; nothing when there are no such.

    Rule ``inline-items``: the lead-in is short and ends in a colon, and semicolons part at least three items, or two
    behind a known lead-in.

    Args:
        page: the document.
        paragraph: a paragraph of running text.
        kind: what the items are, for the note.
        announces: whether a text, colon included, is a lead-in to such items.
    """
    text = page.wording(paragraph.lines)
    lead, colon, rest = text.partition(":")
    parts = [strip_list_punctuation(part).strip() for part in rest.split(";")]
    parts = [part for part in parts if part]
    if not colon or len(parts) < _FEWEST or len(lead.split()) > _MAX_LEAD_WORDS:
        return []
    if len(parts) == _FEWEST and not announces(page, f"{lead}:"):
        return []
    page.place(paragraph.lines)
    items = [Item(part, paragraph.evidence) for part in parts]
    for item in items:
        page.note(kind, item.text, item.evidence, "inline-items", 0.8)
    return items


def list_members(page: Page, lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> list[Paragraph] | None:
    """Return the members of a list that bears no bullets, None when the paragraphs are running text.

    They are the lines, where these alone make a list; or the paragraphs, when there are at least two (the lead-in
    not counted), each short, and all but the last end alike: all with a semicolon or comma, or all open.

    Args:
        page: the document.
        lines: the part's lines.
        paragraphs: the same lines as paragraphs.
    """
    alone = page.line_members(lines) if len(lines) >= _FEWEST else None
    if alone is not None:
        return alone
    members = [part for part in paragraphs if not page.wording(part.lines).endswith(":")]
    texts = [page.wording(part.lines) for part in members]
    if len(texts) < _FEWEST or any(len(text.split()) > _MAX_MEMBER_WORDS for text in texts):
        return None
    if all(text.endswith(";") for text in texts[:-1]):
        return list(paragraphs)
    told = all(part.first.traits.joins is False for part in members)
    return list(paragraphs) if told and len(texts) > _FEWEST and not any(text.endswith(".") for text in texts) else None
