"""Joining the lines of one text: hyphens at line ends, white space, list punctuation."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

__all__ = ["join_lines", "join_with_starts", "sentences", "strip_list_punctuation", "words_of"]

# Two vowels that would be read as one sound: Dutch keeps a hyphen between them (informatie-uitwisseling).
_COLLIDING = frozenset("aa ae ai au ee ei eu ie ii oe oi oo ou ui uu".split())
_LAST_WORD = re.compile(r"([^\W_]+)-$")
_FIRST_WORD = re.compile(r"[^\W_]+")
# A word at a line's end is no longer than this.
_TAIL = 120
_STRAY_DASH = re.compile(r"(?:^|\s)[–—-]$")
# A hyphen that stands for the first part of a compound, its second part on the next line ("risicobeheer en -").
_SUSPENDED = re.compile(r"(?:(?P<before>[^\s,]{1,24})\s|[(/])-$")
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

    A hyphen at a line's end is one of four: of a suspended compound (a conjunction follows: hyphen and space are kept),
    of one whose first part is left out (a conjunction, slash or opening bracket stands before the hyphen and a small
    letter follows: the hyphen is kept without a space), of spelling (the document writes the compound with a hyphen
    elsewhere, the parts would read as one sound, or a capital or digit stands beside it: hyphen kept), else of a word
    break (dropped).

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
    >>> join_lines(["risicobeheer en -", "analyse"])
    'risicobeheer en -analyse'
    """
    return join_with_starts(lines, known=known, conjunctions=conjunctions, drop_stray_dashes=drop_stray_dashes)[0]


def join_with_starts(
    lines: Sequence[str],
    *,
    known: Collection[str] = frozenset(),
    conjunctions: Collection[str] = ("en", "of", "et", "ou", "and", "or"),
    drop_stray_dashes: bool = False,
) -> tuple[str, list[int]]:
    """Return what `join_lines` returns, and where in it each line begins.

    Args:
        lines: as for `join_lines`.
        known: as for `join_lines`.
        conjunctions: as for `join_lines`.
        drop_stray_dashes: as for `join_lines`.

    Returns:
        The text and one offset for each line; a line that adds nothing begins where the next one does.

    >>> join_with_starts(["een vertegen-", "woordiger", "kiezen"])
    ('een vertegenwoordiger kiezen', [0, 12, 22])
    """
    pieces: list[str] = []
    starts: list[int] = []
    length, tail = 0, ""
    for line in lines:
        part = " ".join(line.split())
        if drop_stray_dashes and not _leaves_out(part[-_TAIL:], conjunctions):
            part = _STRAY_DASH.sub("", part)
        if part and pieces:
            drops, space = _seam(tail, part, known, conjunctions)
            if drops:
                pieces[-1] = pieces[-1][:-1]
                length -= 1
            if space:
                pieces.append(" ")
                length += 1
            tail = "" if space else tail[: len(tail) - drops]
        starts.append(length)
        if part:
            pieces.append(part)
            length += len(part)
            tail = (tail + part)[-_TAIL:]
    return "".join(pieces), starts


def _seam(left: str, right: str, known: Collection[str], conjunctions: Collection[str]) -> tuple[bool, bool]:
    """Return how two lines are joined: whether the last character of the first is dropped, whether a space is set."""
    if left.endswith("\u00ad"):
        return True, False
    broken, following = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if following is not None and following[0][0].islower() and _leaves_out(left, conjunctions):
        return False, False
    if broken is None or following is None:
        return False, True
    first, second = broken[1], following[0]
    if second.casefold() in conjunctions:
        return False, True
    return not _is_spelling_hyphen(first, second, known), False


def _leaves_out(text: str, conjunctions: Collection[str]) -> bool:
    """Return whether a text ends in a hyphen that stands for the left-out first part of a compound."""
    match = _SUSPENDED.search(text)
    if match is None:
        return False
    return match["before"] is None or match["before"].casefold() in conjunctions


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
    return text.rstrip().rstrip(";:").rstrip()


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a point before a lower-case word ends none.

    >>> sentences("Minstens 50% (bv. op het gesprek) behalen. Wie slaagt, gaat door.")
    ['Minstens 50% (bv. op het gesprek) behalen.', 'Wie slaagt, gaat door.']
    """
    return [part for part in _SENTENCE_END.split(text) if part]
