"""Joining the lines of one text: hyphens at line ends, white space, list punctuation."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

__all__ = ["join_lines", "sentences", "strip_list_punctuation", "words_of"]

# Two vowels that would be read as one sound: Dutch keeps a hyphen between them (informatie-uitwisseling).
_COLLIDING = frozenset("aa ae ai au ee ei eu ie ii oe oi oo ou ui uu".split())
_LAST_WORD = re.compile(r"([^\W_]+)-$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_STRAY_DASH = re.compile(r"(?:^|\s)[–—-]$")
_LIST_END = re.compile(r"\s*[;:]+\s*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘(]?[A-ZÀ-Þ0-9])")


def words_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of a document in lower case, compounds with a hyphen whole.

    >>> sorted(words_of(["De informatie-uitwisseling"]))
    ['de', 'informatie-uitwisseling']
    """
    return frozenset(word for text in texts for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text.casefold()))


def join_lines(
    lines: Sequence[str],
    *,
    known: Collection[str] = frozenset(),
    conjunctions: Collection[str] = ("en", "of", "et", "ou", "and", "or"),
    drop_stray_dashes: bool = False,
) -> str:
    """Return the lines of one text as running text.

    A hyphen at a line's end is one of three: of a suspended compound (a conjunction follows: hyphen and space
    are kept), of spelling (the document writes the compound with a hyphen elsewhere, the parts would read as one
    sound, or a capital or digit stands beside it: hyphen kept), else of a word break (dropped).

    Args:
        lines: the lines in reading order, each trimmed; may be empty.
        known: the document's words in lower case, to tell a spelling hyphen from a word break.
        conjunctions: words after which a hyphen is that of a suspended compound.
        drop_stray_dashes: whether a dash at a line's end, set off by a space, is the residue of a list marker.

    Returns:
        The text, white space collapsed.

    Source:
        DESIGN, section 2, "Text".

    >>> join_lines(["vertegen-", "woordiging"]), join_lines(["informatie-", "uitwisseling"])
    ('vertegenwoordiging', 'informatie-uitwisseling')
    >>> join_lines(["de personeels-", "en organisatiedienst"])
    'de personeels- en organisatiedienst'
    """
    text = ""
    for line in lines:
        part = " ".join(line.split())
        if drop_stray_dashes:
            part = _STRAY_DASH.sub("", part)
        if not part:
            continue
        text = part if not text else _join_two(text, part, known, conjunctions)
    return text


def _join_two(left: str, right: str, known: Collection[str], conjunctions: Collection[str]) -> str:
    broken, following = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if left.endswith("\u00ad"):
        return left[:-1] + right
    if broken is None or following is None:
        return f"{left} {right}"
    first, second = broken[1], following[0]
    if second.casefold() in conjunctions:
        return f"{left} {right}"
    if _is_spelling_hyphen(first, second, known):
        return left + right
    return left[:-1] + right


def _is_spelling_hyphen(first: str, second: str, known: Collection[str]) -> bool:
    lower_first, lower_second = first.casefold(), second.casefold()
    if f"{lower_first}-{lower_second}" in known:
        return True
    if lower_first + lower_second in known:
        return False
    if first[-1].isdigit() or first[-1].isupper() or second[0].isupper() or second[0].isdigit():
        return True
    return lower_first[-1] + lower_second[0] in _COLLIDING


def strip_list_punctuation(text: str) -> str:
    """Return the text without the semicolon or colon that closes a list item.

    >>> strip_list_punctuation("Deelnemen aan seminaries… ;")
    'Deelnemen aan seminaries…'
    """
    return _LIST_END.sub("", text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a point before a lower-case word ends none.

    >>> sentences("Minstens 50% (bv. op het gesprek) behalen. Wie slaagt, gaat door.")
    ['Minstens 50% (bv. op het gesprek) behalen.', 'Wie slaagt, gaat door.']
    """
    return [part for part in _SENTENCE_END.split(text) if part]
