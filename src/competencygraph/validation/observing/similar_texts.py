"""Observes tasks and indicators of one profile that say nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, islice, zip_longest

from pyoxigraph import NamedNode, Triple
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import folded, same_word, words_of
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.wording import wording

__all__ = ["observe", "says_the_same"]

_KINDS = (cg.Task, cg.BehaviouralIndicator)
#: A word that is misspelt differs in one letter and has so many at least.
_MISSPELT = 6
#: A first clause of so many telling words is what a sentence says.
_CLAUSE = 5
#: It ends with one of the first clauses, or with the text.
_CLAUSES = 10
#: So many other words may stand between them.
_BETWEEN = 2
_CLAUSE_END = re.compile(r"[,;:.!?]\s|\s(?:[–—-]|en|et|and)\s")
_BETWEEN_WORDS = re.compile(r"[\s‐-]+")
_WHOLE = 100.0
#: A text is compared with so many before it at most, and not at all when it has more characters.
_EARLIER, _COMPARED = 150, 2000


def observe(source: Source) -> Iterator[Triple]:
    """Yield the pairs of tasks, of indicators, and of a level and its indicator that say nearly the same.

    A level and its indicator are one too when the first clause of the one, of at least five telling words, stands in
    the other but for small words and two others.

    Args:
        source: the edition; its thresholds say how alike they are at least, and which are too short to compare.

    Yields:
        ``cg:SimilarPair`` observed on the later, with the first of those before it and how alike they are. Two that are
        equal but for case, white space and closing punctuation are no pair, nor are two of one list that are equal but
        for hyphens, nor two in which another word, a number or a negation makes the difference.
    """
    number = 0
    for first, second, score in _pairs(source):
        number += 1
        yield from observation(
            source.edition,
            cg.SimilarPair,
            number,
            on=second.iri,
            lines=(second.start_line, second.end_line),
            values={cg.otherNode: NamedNode(first.iri), cg.score: Decimal(f"{score:.1f}")},
        )


def _pairs(source: Source) -> Iterator[tuple[TextNode, TextNode, float]]:
    for kind in _KINDS:
        texts = [text for text in source.texts if text.kind == kind and text.property == cg.text]
        yield from _alike(source, texts)
    levels = {text.iri: text for text in source.texts if text.kind == cg.ProficiencyLevel}
    for text in source.texts:
        if text.kind == cg.BehaviouralIndicator and text.parent in levels:
            level = levels[text.parent]
            pairs = list(_alike(source, [level, text]))
            yield from pairs
            short = max(len(text.text), len(level.text)) <= _COMPARED
            if not pairs and short and (_holds(text.text, level.text) or _holds(level.text, text.text)):
                yield level, text, _WHOLE


def _alike(source: Source, texts: Sequence[TextNode]) -> Iterator[tuple[TextNode, TextNode, float]]:
    """Yield each text that is like one before it with the first such one, and how alike they are.

    Only what can be a pair is compared: texts with as many telling words and the same numbers and negations in the same
    places, or with the same letters; of many of them the nearest before the text.
    """
    least, shortest = source.thresholds.similarity, source.thresholds.shortest
    earlier: defaultdict[object, deque[tuple[str, list[str], TextNode]]] = defaultdict(lambda: deque(maxlen=_EARLIER))
    seen: set[tuple[str, str | None]] = set()
    for text in sorted(texts, key=lambda one: (one.start_line, one.iri)):
        words = normalise(text.text)
        if not shortest <= len(words) <= _COMPARED:
            continue
        telling, joined = _telling(words), _joined(words)
        by_words, by_letters = earlier[_frame(telling)], earlier[joined]
        candidates = chain((one for one in by_words if _are_one(one[1], telling)), by_letters)
        for others, _, other in candidates:
            score = fuzz.ratio(words, others, score_cutoff=least)
            if score and _is_pair(others, other, words, text):
                yield other, text, score
                break
        if (words, text.parent) not in seen:
            seen.add((words, text.parent))
            by_words.append((words, telling, text))
            by_letters.append((words, telling, text))


def _frame(telling: Sequence[str]) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Return what texts that say the same share: how many telling words, and those that may not differ."""
    fixed = ((place, word) for place, word in enumerate(telling) if not word.isalpha() or word in _negations())
    return len(telling), tuple(fixed)


def _is_pair(words: str, text: TextNode, others: str, other: TextNode) -> bool:
    if words == others:
        return False
    if _joined(words) == _joined(others):
        return text.parent != other.parent
    return says_the_same(words, others)


def _joined(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text)


def _holds(text: str, other: str) -> bool:
    """Tell whether a text holds the telling words of the first clause of another, in order and near each other."""
    wanted = _first_clause(other)
    if not wanted:
        return False
    found = _telling(text)
    starts = [place for place, word in enumerate(found) if word == wanted[0]]
    return any(_in_order(wanted, found[start : start + len(wanted) + _BETWEEN]) for start in starts)


def _in_order(wanted: Sequence[str], found: Sequence[str]) -> bool:
    rest = iter(found)
    return all(word in rest for word in wanted)


def _first_clause(text: str) -> list[str]:
    """Return the telling words up to the first end of a clause by which there are enough; none when there are not."""
    ends = [*(match.start() for match in islice(_CLAUSE_END.finditer(text), _CLAUSES)), len(text)]
    clauses = (_telling(text[:end]) for end in ends)
    return next((words for words in clauses if len(words) >= _CLAUSE), [])


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if not _is_small(word)]


def says_the_same(one: str, other: str) -> bool:
    """Tell whether two texts differ in inflection, spelling and small words only.

    Args:
        one: a text.
        other: another.

    Returns:
        False when a word of one has no counterpart in the other, or a number or a negation makes the difference.

    >>> says_the_same("de dossiers opvolgen", "het opvolgen van dossiers")
    False
    >>> says_the_same("de verworven kennis doorgeven", "verworven kennis doorgeven")
    True
    >>> says_the_same("vragen van interne klanten", "vragen van externe klanten")
    False
    """
    left, right = words_of(one), words_of(other)
    for change, first, last, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if change == "equal":
            continue
        removed = [word for word in left[first:last] if not _is_small(word)]
        added = [word for word in right[start:end] if not _is_small(word)]
        if any(not _is_one_word(word, counterpart) for word, counterpart in zip_longest(removed, added)):
            return False
    return True


def _are_one(telling: Sequence[str], others: Sequence[str]) -> bool:
    return all(word == other or _is_one_word(word, other) for word, other in zip(telling, others, strict=True))


def _is_one_word(word: str | None, other: str | None) -> bool:
    if word is None or other is None or not (word.isalpha() and other.isalpha()):
        return word == other
    if {word, other} & _negations():
        return word == other
    misspelt = min(len(word), len(other)) >= _MISSPELT and Levenshtein.distance(word, other) == 1
    return misspelt or same_word(word, other)


def _is_small(word: str) -> bool:
    return word in _small_words() and word not in _negations()


@cache
def _small_words() -> frozenset[str]:
    return frozenset(folded(word) for words in wording("function_words").values() for word in words)


@cache
def _negations() -> frozenset[str]:
    return frozenset(folded(word) for word in wording("negations"))
