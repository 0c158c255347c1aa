"""How alike two wordings are, and which of two lists belong together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from competencygraph.validation.wording import wording

__all__ = ["REWORDED", "REWORDED_ELSEWHERE", "Wordings", "normalise", "similarity"]

REWORDED = 0.6
"""How alike a wording and its rewording in the same list are at least (docs/decisions, on the pairing of reworded
texts)."""

REWORDED_ELSEWHERE = 0.75
"""How alike they are at least when they stand in different lists."""

#: From here two wordings differ by a slip of the pen, which changes most words of a short one.
_LETTERS = 0.85
#: A wording longer than this is compared by its words alone.
_LONG = 2000
#: Pairs of wordings up to which every one of a list is compared with every other.
_PAIRS = 250_000
_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")
_CLOSING = " .,;:!?…"
#: Below it stand the code points that cannot be had (surrogates) or that are in use elsewhere.
_FIRST_CODE = 0xE000
_LAST_CODE = 0x10FFFF


def normalise(text: str) -> str:
    """Return a wording without what makes no other text: case, white space, closing punctuation.

    >>> normalise("  Plannen  en organiseren;")
    'plannen en organiseren'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(_CLOSING)


def similarity(old: str, new: str) -> float:
    """Return how alike two wordings are.

    Args:
        old: a wording.
        new: another.

    Returns:
        From 0 to 1: twice the words that both have, divided by the words of both, whatever their order; small words
        (articles, prepositions, conjunctions) count only where a wording has no others. Where letters tell that the
        two differ by slips of the pen, the share of common letters. 1 for wordings without words.

    >>> similarity("Interne vragen beantwoorden", "De interne vragen van burgers beantwoorden")
    0.857
    >>> similarity("Overtuigingskracht", "Overtuigingkracht")
    0.971
    """
    words = Wordings()
    return words.score(words.add(old), words.add(new))


class Wordings:
    """Wordings made ready to be compared many times: each word stands as one character, in a fixed order."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._next = count(_FIRST_CODE)

    def add(self, text: str) -> tuple[str, str]:
        """Return a wording made ready: its words as characters, and its letters."""
        plain = normalise(text)
        words = _WORD.findall(plain)
        told = [word for word in words if word not in _small_words()] or words
        return "".join(sorted(self._code(word) for word in told)), plain

    def score(self, one: tuple[str, str], other: tuple[str, str], least: float = 0.0) -> float:
        """Return how alike two wordings are, 0 when that is less than `least`.

        Args:
            one: what `add` returned for a wording.
            other: the same for another.
            least: what does not count.
        """
        if not (one[0] or other[0]):
            return float(one[1] == other[1])
        by_words = Indel.normalized_similarity(one[0], other[0], score_cutoff=least)
        by_letters = 0.0
        if by_words < 1 and len(one[1]) <= _LONG and len(other[1]) <= _LONG:
            by_letters = fuzz.ratio(one[1], other[1], score_cutoff=100 * max(_LETTERS, least)) / 100
        found = max(by_words, by_letters)
        return round(found, 3) if found >= least else 0.0

    def pairs(self, old: Sequence[str], new: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
        """Yield which wordings of two lists belong together: the most alike first, each at most once.

        Of pairs as alike the one whose places differ least is taken, then the earlier one, so that the order of the
        two lists makes no difference. In lists with more than 250,000 pairs a wording is compared only with those
        near its own place.

        Args:
            old: the wordings of one list.
            new: those of the other.
            least: how alike two are at least.

        Yields:
            The place in each list, and how alike the two are.

        >>> list(Wordings().pairs(["Plannen maken", "Vragen stellen"], ["Veel meer vragen stellen"], 0.6))
        [(1, 0, 0.667)]
        """
        ready, new_ready = [self.add(text) for text in old], [self.add(text) for text in new]
        window = _window(len(old), len(new))
        found: list[tuple[float, int, int, int, int]] = []
        for place, one in enumerate(ready):
            for new_place in range(max(0, place - window), min(len(new), place + window + 1)):
                score = self.score(one, new_ready[new_place], least)
                if score:
                    found.append((-score, abs(place - new_place), place + new_place, place, new_place))
        taken: set[int] = set()
        new_taken: set[int] = set()
        for negative, _, _, place, new_place in sorted(found):
            if place not in taken and new_place not in new_taken:
                taken.add(place)
                new_taken.add(new_place)
                yield place, new_place, -negative

    def _code(self, word: str) -> str:
        if word not in self._codes:
            self._codes[word] = chr(min(next(self._next), _LAST_CODE))
        return self._codes[word]


def _window(length: int, new_length: int) -> int:
    """Return how far apart the places of wordings may be that are compared."""
    longest = max(length, new_length)
    if length * new_length <= _PAIRS:
        return longest
    return max(1, _PAIRS // (length + new_length))


@cache
def _small_words() -> frozenset[str]:
    return frozenset(normalise(word) for words in wording("function_words").values() for word in words) - frozenset(
        normalise(word) for word in wording("negations")
    )
