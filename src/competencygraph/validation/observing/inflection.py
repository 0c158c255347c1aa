"""Words that are one word in another form: an approximation that is the same for Dutch, French and English."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

__all__ = ["Terms", "folded", "has_term", "same_word", "words_of"]

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
#: Of the longer of two forms so much must be common, and so many letters at least.
_SHARE, _LETTERS = 0.55, 4
#: So many letters have all forms of a word in common.
_START = 3
#: Of the terms that begin with the same letters so many are looked for.
_LOOKED_UP = 100
_ALTERNATIVE = re.compile(r"[()/]|\s=\s")


def folded(text: str) -> str:
    """Return a text without case and accents.

    >>> folded("Créativité")
    'creativite'
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case and accents.

    >>> words_of("Middelgrote organisatie* (MGO)")
    ['middelgrote', 'organisatie', 'mgo']
    """
    return _WORD.findall(folded(text))


def same_word(word: str, other: str) -> bool:
    """Tell whether two words are forms of one: they share a beginning that is most of the longer one.

    The Dutch prefix of participles does not count, so that *gespecialiseerd* is a form of *specialisatie*.

    Args:
        word: a word, folded.
        other: another.

    Returns:
        Whether they count as one.

    >>> same_word("specialisatie", "gespecialiseerd"), same_word("klanten", "klant"), same_word("intern", "extern")
    (True, True, False)
    """
    if word == other:
        return True
    for left in _without_prefix(word):
        for right in _without_prefix(other):
            common = _common(left, right)
            if common >= _LETTERS and common >= _SHARE * max(len(left), len(right)):
                return True
            if min(len(left), len(right)) == common >= 3 and abs(len(left) - len(right)) <= 2:
                return True
    return False


def has_term(words: Sequence[str], term: str) -> bool:
    """Tell whether a term, or an inflection of it, occurs among words.

    Args:
        words: from `words_of`.
        term: one or more words; forms between brackets or behind a slash are terms of their own.

    Returns:
        Whether the words of the term stand there next to one another, in order; a compound that begins with the term
        counts.

    >>> has_term(words_of("van een middelgrote organisatie"), "Middelgrote organisaties")
    True
    >>> has_term(words_of("van een grote organisatie"), "middelgrote organisatie")
    False
    """
    for alternative in _alternatives(term):
        wanted = words_of(alternative)
        if not wanted:
            continue
        for start in range(len(words) - len(wanted) + 1):
            found = words[start : start + len(wanted)]
            if all(_occurs(want, word) for want, word in zip(wanted, found, strict=True)):
                return True
    return False


class Terms:
    """Terms to be looked for among the words of many texts.

    Args:
        terms: each one or more words, as for `has_term`.

    >>> Terms(["dienst", "middelgrote organisatie"]).found_in(words_of("middelgrote organisaties"))
    [1]
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._by_start: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(terms):
            firsts = {words[0] for alternative in _alternatives(term) if (words := words_of(alternative))}
            for start in {start for first in firsts for start in _starts(first)}:
                self._by_start[start].append(place)

    def found_in(self, words: Sequence[str]) -> list[int]:
        """Return the places of the terms that occur among words, in order; of very many that begin alike the first."""
        starts = {start for word in words for start in _starts(word)}
        places = {place for start in starts for place in self._by_start.get(start, ())[:_LOOKED_UP]}
        return [place for place in sorted(places) if has_term(words, self._terms[place])]


def _alternatives(term: str) -> list[str]:
    return _ALTERNATIVE.split(term)


def _starts(word: str) -> set[str]:
    """Return the first letters that a word has in common with each of its forms."""
    return {form[:_START] for form in _without_prefix(word)}


def _occurs(want: str, word: str) -> bool:
    return same_word(want, word) or (len(want) >= _LETTERS and word.startswith(want))


def _without_prefix(word: str) -> tuple[str, ...]:
    return (word, word[2:]) if word.startswith("ge") and len(word) > 2 + _LETTERS else (word,)


def _common(left: str, right: str) -> int:
    length = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        length += 1
    return length
