"""Pairs of texts of one language that are alike, found in blocks of texts that share a rare word.

Two texts whose stems have enough in common share one of the rarest stems of each (the prefix filter of set-similarity
joins): with the stems of each text sorted from the rarest to the most common, two texts of n and m stems that have o in
common share one of the first n − o + 1 of the one and of the first m − o + 1 of the other. So only texts that meet in
such a block are compared, and none that reaches the threshold is missed, but for what a full block leaves out: a text
is compared with so many of a block at most, those nearest to it in length. Texts that differ in spaces alone meet in a
block of their own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from competencygraph.similarity.reducing import Reduced
from competencygraph.similarity.scoring import score_by_words, words_needed

__all__ = ["MOST_IN_BLOCK", "Compared", "alike"]

MOST_IN_BLOCK = 500
"""With how many texts of one block a text is compared at most."""

_ROUNDING = 1e-9
_STEP = 1000


@dataclass(slots=True)
class Compared:
    """What was compared, counted on the way.

    Args:
        pairs: how many pairs were compared.
        left_out: how many times a text of a full block was not compared with another there; the pair may still have
            been compared in another block.
        full: how many blocks were full.
    """

    pairs: int = 0
    left_out: int = 0
    full: int = 0


def alike(
    texts: Sequence[Reduced],
    threshold: float,
    counted: Compared,
    *,
    apart: Sequence[str | None] = (),
    most_in_block: int = MOST_IN_BLOCK,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of texts that reach a score.

    Args:
        texts: of one language, no two with the same words, each with words.
        threshold: the least score, above 0.4.
        counted: is added to.
        apart: a mark for each text; two texts with the same one, which is not None, are not compared. Empty for none.
        most_in_block: with how many texts of a block a text is compared at most.
        progress: is told how many texts are done.

    Yields:
        The places of two texts, the lower first, and their score; each pair once, in the same order for the same texts.

    >>> from competencygraph.similarity.reducing import reduce_text
    >>> texts = [reduce_text(text, "en") for text in ("Manage the team", "Managing a team", "Bake bread")]
    >>> [(one, other) for one, other, _ in alike(texts, 0.7, Compared())]
    [(0, 1)]
    """
    needed = words_needed(threshold)
    marks = apart or [None] * len(texts)
    sets = _sorted_by_rareness(texts)
    order = sorted(range(len(texts)), key=lambda place: (len(sets[place]), place))
    as_sets = [frozenset(one) for one in sets]
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    sizes: defaultdict[int, list[int]] = defaultdict(list)
    by_letters: defaultdict[str, list[int]] = defaultdict(list)
    full: set[int] = set()
    for done, place in enumerate(order):
        tokens, size = sets[place], len(sets[place])
        least = _at_least(needed / (2 - needed) * size)
        joined = by_letters[texts[place].joined]
        met: dict[int, None] = dict.fromkeys(joined)
        for token in tokens[: size - least + 1]:
            block = blocks.get(token)
            if block is None:
                continue
            start = bisect_left(sizes[token], least)
            if len(block) - start > most_in_block:
                counted.left_out += len(block) - start - most_in_block
                full.add(token)
                start = len(block) - most_in_block
            met.update(dict.fromkeys(block[start:]))
        own, mark = as_sets[place], marks[place]
        for other in met:
            if mark is not None and marks[other] == mark:
                continue
            counted.pairs += 1
            words = 2 * len(own & as_sets[other]) / (size + len(sets[other]))
            if words < needed - _ROUNDING and other not in joined:
                continue
            found = score_by_words(texts[place], texts[other], words)
            if found >= threshold:
                yield min(place, other), max(place, other), found
        joined.append(place)
        for token in tokens[: size - _at_least(needed * size) + 1]:
            blocks[token].append(place)
            sizes[token].append(size)
        if done % _STEP == 0:
            progress(done)
    counted.full += len(full)
    progress(len(order))


def _at_least(share: float) -> int:
    """Return the whole number that a share asks, never less than one."""
    return max(1, math.ceil(share - _ROUNDING))


def _sorted_by_rareness(texts: Sequence[Reduced]) -> list[tuple[int, ...]]:
    """Return the stems of each text as numbers, the rarest stem first; a stem that stands twice has two numbers."""
    stems = [_numbered(text.stems) for text in texts]
    counts = Counter(stem for one in stems for stem in one)
    ranks = {stem: rank for rank, stem in enumerate(sorted(counts, key=lambda stem: (counts[stem], stem)))}
    return [tuple(sorted(ranks[stem] for stem in one)) for one in stems]


def _numbered(stems: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for stem in stems:
        seen[stem] += 1
        found.append((stem, seen[stem]))
    return found
