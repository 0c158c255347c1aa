"""The words of a document's lines, for observers that look at spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Word", "is_loud", "without_addresses", "words_of_lines"]

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*|\S*\[(?:e-mail|telefoon|naam)\]\S*|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:be|nl|fr|com|org|eu|net|uk|ie|brussels|vlaanderen)\b\S*"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-\u2010\u2011][^\W\d_]+)*[-\u2010\u2011]?")
# A word that is cut short before "and" or "or", with the space forgotten: functie-en competentieprofiel.
_CUT_SHORT = re.compile(r".+-(?:en|of|et|ou|and|or)", re.IGNORECASE)
_DIGITS_BESIDE = re.compile(r"[\w.\-/]*\d[\w.\-/]*")
_HYPHENS = re.compile(r"[\u00ad\u2010\u2011]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONG = 5


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
    (``functie- en``), and the two halves of a word that is broken off at the end of a line.

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
        coded = [match.span() for match in _DIGITS_BESIDE.finditer(text)]
        end = -1
        for index, match in enumerate(found):
            word = _HYPHENS.sub("-", match[0]).replace("’", "'")
            first_half = broken and index == 0
            whole = not word.endswith("-") and not text[: match.start()].endswith("-") and not first_half
            whole = whole and not _CUT_SHORT.fullmatch(word)
            code = any(start <= match.start() < stop for start, stop in coded)
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
    return _ADDRESS.sub("|", unicodedata.normalize("NFC", line))


def is_loud(line: str) -> bool:
    """Tell whether a line is set in capitals: a long word in capitals, and hardly any in small letters.

    >>> is_loud("FUNCTIE- EN COMPETENTIEPROFIEL"), is_loud("INHOUD"), is_loud("Kennis van ICT en CRM"), is_loud("CBS")
    (True, True, False, False)
    """
    words = [word for word in _LETTERS.findall(line) if len(word) > 1]
    capital = [word for word in words if word.isupper()]
    return len(capital) * 3 >= len(words) * 2 and any(len(word) >= _LONG for word in capital)
