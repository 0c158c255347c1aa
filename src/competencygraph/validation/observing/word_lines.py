"""The words of a document's lines, for observers that look at spelling."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Word", "is_loud", "without_addresses", "words_of_lines"]

_CHUNK = re.compile(r"\S++")
#: What makes all of a chunk, a stretch without white space, an address.
_WHOLE_ADDRESS = re.compile(r"\[(?:e-mail|telefoon|naam)\]|(?<=\S)@(?=\S)")
#: Where an address begins inside a chunk.
_ADDRESS = re.compile(r"https?://|www\.")
_NAMES = re.compile(r"[\w-]++(?:\.[\w-]++)*+")
_NAME_START = re.compile(r"\w")
_DOMAIN = re.compile(r"\.(?:be|nl|fr|com|org|eu|net|uk|ie|brussels|vlaanderen)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2010\u2011][^\W\d_]+)*[-\u2010\u2011]?")
# A word that is cut short before "and" or "or", with the space forgotten: functie-en competentieprofiel.
_CUT_SHORT = re.compile(r".+-(?:en|of|et|ou|and|or)", re.IGNORECASE)
_CODE = re.compile(r"[\w.\-/]++")
_DIGIT = re.compile(r"\d")
_HYPHENS = re.compile(r"[\u00ad\u2010\u2011]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = 5
#: What has more letters is no word.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Word:
    """One word where it stands.

    Args:
        text: as printed, in NFC, with plain hyphens and apostrophes.
        line: its line, counted from 1.
        joined: whether only spaces stand between the word before it, on the same line, and it.
    """

    text: str
    line: int
    joined: bool


def words_of_lines(lines: Sequence[str]) -> Iterator[Word]:
    """Yield the whole words of some lines.

    What is left out: web and mail addresses, codes with digits, parts of words that a hyphen completes elsewhere
    (``functie- en``), the two halves of a word that is broken off at the end of a line, and what is too long for one.

    Args:
        lines: the lines; line 1 is the first.

    Yields:
        The words in order.

    >>> [word.text for word in words_of_lines(["Zie www.a.be: functie- en HR-beleid, infor-", "matie A4a"])]
    ['Zie', 'en', 'HR-beleid']
    """
    broken = False
    for number, line in enumerate(lines, 1):
        text = without_addresses(line)
        if not text.strip():
            continue
        found = list(_WORD.finditer(text))
        coded = [match.span() for match in _CODE.finditer(text) if _DIGIT.search(match[0])]
        starts = [start for start, _ in coded]
        end = -1
        for index, match in enumerate(found):
            word = _HYPHENS.sub("-", match[0]).replace("’", "'")
            first_half = broken and index == 0
            whole = len(word) <= _LONGEST and not word.endswith("-") and not first_half
            whole = (
                whole and not text.startswith("-", match.start() - 1, match.start()) and not _CUT_SHORT.fullmatch(word)
            )
            before = bisect_right(starts, match.start())
            code = before > 0 and match.start() < coded[before - 1][1]
            if whole and not code:
                yield Word(
                    word,
                    number,
                    end >= 0 and not text[end : match.start()].strip(" ") and text[end : match.start()] != "",
                )
                end = match.end()
            else:
                end = -1
        broken = text.rstrip().endswith(("-", "\u00ad", "\u2010"))


def without_addresses(line: str) -> str:
    """Return a line in NFC with a bar where a web or mail address stood.

    >>> without_addresses("Mail naar [e-mail] of zie https://a.be/b.")
    'Mail naar | of zie |'
    """
    return _CHUNK.sub(_without_address, unicodedata.normalize("NFC", line))


def _without_address(chunk: re.Match[str]) -> str:
    text = chunk[0]
    if _WHOLE_ADDRESS.search(text):
        return "|"
    found = _ADDRESS.search(text)
    start = len(text) if found is None else found.start()
    for names in _NAMES.finditer(text) if "." in text else ():
        first = _NAME_START.search(text, names.start(), names.end())
        if first and _DOMAIN.search(names[0], first.end() - names.start()):
            start = min(start, first.start())
            break
    return text if start == len(text) else f"{text[:start]}|"


def is_loud(line: str) -> bool:
    """Tell whether a line is set in capitals: a long word in capitals, and hardly any in small letters.

    >>> is_loud("FUNCTIE- EN COMPETENTIEPROFIEL"), is_loud("INHOUD"), is_loud("Kennis van ICT en CRM"), is_loud("CBS")
    (True, True, False, False)
    """
    words = [word for word in _LETTERS.findall(line) if len(word) > 1]
    capital = [word for word in words if word.isupper()]
    return len(capital) * 3 >= len(words) * 2 and any(len(word) >= _LONG for word in capital)
