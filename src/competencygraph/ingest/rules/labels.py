"""Labels inside a list of competencies: "Definitie:", "Gedragsindicatoren:", "Dimensie: …" and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from competencygraph.ingest.page import Page

__all__ = ["Label", "LabelKind", "is_group_name", "is_sentence", "label_in", "run_on_items"]

LabelKind = Literal["contra", "indicators", "definition", "dimension", "label", "cluster"]
_ALONE = r"(?:\s*\([^()]*\))?\s*(?::|…|\.\.\.)?$"
_WITH_VALUE = r"(?:\s*\([^()]*\))?\s*(?::\s*|\s[–—-]\s+)(?P<value>\S.*)$"
_COLON = r"(?:\s*\([^()]*\))?\s*:\s*(?P<value>\S.*)$"
_LISTS = frozenset({"contra", "indicators"})
_MIN_PARTS = 2
_MAX_LEAD_WORDS = 9
_MAX_CLOSED_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label.

    Args:
        kind: what it announces: indicators, indicators of what is *not* wanted (``contra``), a definition, a dimension,
            the name of a competency (``label``) or of a cluster.
        value: the text behind it on the same line, empty when it stands alone.
    """

    kind: LabelKind
    value: str = ""


def label_in(page: Page, text: str) -> Label | None:
    """Return the label that a line is or begins with, None when it is none.

    Args:
        page: the document.
        text: the line without its list marker.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> label_in(page, "Gedragsindicatoren (voorbeelden):"), label_in(page, "Définition : écouter autrui")
    (Label(kind='indicators', value=''), Label(kind='definition', value='écouter autrui'))
    >>> label_in(page, "Ineffective behaviours").kind, label_in(page, "Beschrijvingen maken")
    ('contra', None)
    """
    if len(text.split(":", 1)[0].split()) > _MAX_LEAD_WORDS:
        return None
    for kind in get_args(LabelKind):
        if kind not in {"label", "cluster"} and page.lexicon.pattern(
            "competency_words", kind, before="^", after=_ALONE
        ).match(text):
            return Label(kind)
        behind = _COLON if kind in {"label", "cluster", "indicators"} else _WITH_VALUE
        match = page.lexicon.pattern("competency_words", kind, before="^", after=behind).match(text)
        if match is not None:
            return Label(kind, match["value"])
    return None


def run_on_items(text: str) -> list[str]:
    """Return the items of an enumeration on one line, empty when it holds fewer than two.

    >>> run_on_items("plant het werk; bewaakt termijnen; rapporteert.")
    ['plant het werk', 'bewaakt termijnen', 'rapporteert']
    >>> run_on_items("plant het werk, en bewaakt termijnen")
    []
    """
    parts = [part.strip() for part in text.split(";")]
    parts = [part for part in parts if part]
    if len(parts) < _MIN_PARTS:
        return []
    last = parts[-1]
    parts[-1] = re.sub(r"^(?:en|et|and)\s+", "", last[:-1] if last.endswith(".") and ". " not in last else last)
    return parts


def is_group_name(page: Page, text: str) -> bool:
    """Return whether a heading names a group of competencies rather than one of them.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> [is_group_name(page, text) for text in ("Sociale vaardigheden", "Savoir-être", "Samenwerken")]
    [True, True, False]
    """
    bare = text.strip(" :.")
    return page.lexicon.pattern("competency_words", "group").search(bare) is not None or (
        page.lexicon.heading_kind(bare) in {"competencies", "competency_group", "technical", "knowledge"}
    )


def is_sentence(page: Page, text: str) -> bool:
    """Return whether a text is a sentence, as "Je werkt graag samen" is, and so no name.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> [is_sentence(page, text) for text in ("Je werkt graag samen", "Deelt zijn kennis met anderen.", "Werken")]
    [True, True, False]
    """
    words = text.split()
    subject = page.lexicon.pattern("competency_words", "pronouns", before="^", after=r"\s+\w").match(text)
    return subject is not None or (text.endswith(".") and len(words) > _MAX_CLOSED_NAME_WORDS)
