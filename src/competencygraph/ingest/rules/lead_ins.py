"""Lines that only announce a list of tasks."""

from __future__ import annotations

from competencygraph.ingest.page import Page

__all__ = ["is_lead_in"]

_MAX_BARE_WORDS = 4


def is_lead_in(page: Page, text: str) -> bool:
    """Return whether a text only announces a list of tasks ("Dit omvat onder meer:").

    Args:
        page: the document.
        text: a whole line or paragraph.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> is_lead_in(page, "Voorbeelden van taken"), is_lead_in(page, "Korven bouwen:")
    (True, False)
    """
    bare = text.strip().rstrip(":").rstrip()
    closed = text.rstrip().endswith(":")
    if page.lexicon.pattern("task_lead_ins", after=r"$").match(bare) is not None:
        return closed or len(bare.split()) <= _MAX_BARE_WORDS
    return closed and page.lexicon.pattern("task_lead_in_sentences", after=r"$").match(bare) is not None
