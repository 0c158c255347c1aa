"""How alike two texts are, from 0 to 1.

Of two texts with the same words, in the same order, the score is 1; 0.999 when only the spaces between them differ
(*leiding geven*, *leidinggeven*). Else it is::

    0.6 · words + 0.4 · letters,   times 0.7 when a number, a negation or a contrast differs,   0.999 at most

- *words* is Dice's coefficient of the stems of the telling words, counted as often as they stand:
  twice the number in common, divided by the number of both;
- *letters* is the mean of two normalised Indel similarities (one minus insertions and deletions divided by the
  length of both): of the words in reading order, and of the stems in alphabetical order.

It is rounded to three digits. Since *letters* is 1 at most, a score of `t` needs *words* of at least
(t − 0.4) / 0.6: `words_needed`. Blocks rest on this.
"""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import Indel

from competencygraph.similarity.reducing import Reduced, differ_in_meaning, reduce_text

__all__ = ["MEASURE", "THRESHOLD", "score", "score_texts", "words_needed"]

MEASURE = "competencygraph-lexical-1"
"""The name of this measure; it changes when the formula or what texts are reduced to does."""

THRESHOLD = 0.74
"""The score from which two texts are worth a look.

Source:
    Chosen on one half of the labelled pairs in ``tests/similarity``, see ``bench/similarity.py``.
"""

_WORDS, _LETTERS = 0.6, 0.4
_OTHER_MEANING = 0.7
_NOT_EQUAL = 0.999
_DIGITS = 3
_ROUNDING = 0.0005


def score_texts(one: str, other: str, language: str) -> float:
    """Return how alike two texts of one language are.

    Args:
        one: a text.
        other: another.
        language: its tag.

    Returns:
        From 0 to 1; 0 when one of them has no words.

    >>> score_texts("De dossiers opvolgen.", "de dossiers  opvolgen", "nl")
    1.0
    >>> score_texts("Dossiers opvolgen", "Het opvolgen van dossiers", "nl") > 0.8
    True
    >>> score_texts("Interne vragen beantwoorden", "Externe vragen beantwoorden", "nl") < THRESHOLD
    True
    """
    return score(reduce_text(one, language), reduce_text(other, language))


def score(one: Reduced, other: Reduced) -> float:
    """Return how alike two texts are.

    Args:
        one: a text.
        other: another of the same language.

    Returns:
        From 0 to 1, three digits; 0 when one of them has no words.
    """
    if not one.stems or not other.stems:
        return 0.0
    if one.text == other.text:
        return 1.0
    words = 2 * (Counter(one.stems) & Counter(other.stems)).total() / (len(one.stems) + len(other.stems))
    return score_by_words(one, other, words)


def score_by_words(one: Reduced, other: Reduced, words: float) -> float:
    """Return how alike two texts are that are not equal and of which the words in common are counted already.

    Args:
        one: a text with words.
        other: another with words.
        words: Dice's coefficient of their stems.

    Returns:
        From 0 to 0.999, three digits.
    """
    if one.joined == other.joined:
        return _NOT_EQUAL
    letters = Indel.normalized_similarity(one.text, other.text)
    letters += Indel.normalized_similarity(one.sorted_stems, other.sorted_stems)
    found: float = _WORDS * words + _LETTERS * letters / 2
    if differ_in_meaning(one, other):
        found *= _OTHER_MEANING
    return min(round(found, _DIGITS), _NOT_EQUAL)


def words_needed(threshold: float) -> float:
    """Return Dice's coefficient of the stems below which no two texts reach a score.

    Args:
        threshold: a score from 0 to 1.

    Returns:
        From 0 to 1.

    >>> round(words_needed(0.7), 2)
    0.5
    """
    return min(max((threshold - _ROUNDING - _LETTERS) / _WORDS, 0.0), 1.0)
