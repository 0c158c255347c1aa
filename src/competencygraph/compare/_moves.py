"""Runs of words that leave one place of a text and come at another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush

from competencygraph.compare._alignment import Opcode

__all__ = ["SHORTEST_MOVE", "moved_tokens"]

#: Tokens that a run has at least to count as moved: with three, "van de organisatie" would be moved text.
SHORTEST_MOVE = 4
#: Of these so many are words: four punctuation marks and digits are no text.
_WORDS = 3
#: A run that stands more often than this in one of the texts moves nowhere in particular.
_OFTEN = 8


def moved_tokens(before: Sequence[str], after: Sequence[str], steps: Sequence[Opcode]) -> tuple[set[int], set[int]]:
    """Return the tokens that were moved: removed in one place and added in another, in runs.

    A run counts from `SHORTEST_MOVE` tokens, three of them words. The longest run is taken first, of runs of one
    length the one that stood first; a token moves once. What stands more than eight times among the removed or among
    the added tokens is not looked for, so repetition costs nothing.

    Args:
        before: the tokens of the first text.
        after: those of the second.
        steps: how one becomes the other.

    Returns:
        The places of the moved tokens in the first text, and in the second.

    >>> from competencygraph.compare._alignment import opcodes
    >>> old, new = "a b c d e f g h i j".split(), "e f g h i j a b c d".split()
    >>> [sorted(places) for places in moved_tokens(old, new, opcodes(old, new))]
    [[0, 1, 2, 3], [6, 7, 8, 9]]
    """
    removed = [(start, end) for tag, start, end, _, _ in steps if tag != "equal" and end - start >= SHORTEST_MOVE]
    added = [(start, end) for tag, _, _, start, end in steps if tag != "equal" and end - start >= SHORTEST_MOVE]
    if not removed or not added:
        return set(), set()
    runs = [(-size, place, new_place) for place, new_place, size in _common_runs(before, after, removed, added)]
    heapify(runs)
    gone: set[int] = set()
    come: set[int] = set()
    while runs:
        negative, place, new_place = heappop(runs)
        free = list(_free_runs(place, new_place, -negative, gone, come))
        if free == [(place, new_place, -negative)]:
            if _has_words(before[place : place - negative]):
                gone.update(range(place, place - negative))
                come.update(range(new_place, new_place - negative))
        else:
            for start, new_start, size in free:
                heappush(runs, (-size, start, new_start))
    return gone, come


def _common_runs(
    before: Sequence[str], after: Sequence[str], removed: Sequence[tuple[int, int]], added: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the longest runs that the removed and the added stretches share, with their places and length."""
    ends = {place: end for start, end in removed for place in range(start, end)}
    new_ends = {place: end for start, end in added for place in range(start, end)}
    old, new = _seeds(before, removed), _seeds(after, added)
    covered: dict[int, int] = {}
    for seed, places in sorted(old.items(), key=lambda one: one[1]):
        for place in places if len(places) <= _OFTEN else ():
            for new_place in new.get(seed, ()) if len(new.get(seed, ())) <= _OFTEN else ():
                if covered.get(new_place - place, -1) > place:
                    continue
                size = SHORTEST_MOVE
                last, new_last = ends[place] - place, new_ends[new_place] - new_place
                while size < min(last, new_last) and before[place + size] == after[new_place + size]:
                    size += 1
                covered[new_place - place] = place + size
                yield place, new_place, size


def _seeds(tokens: Sequence[str], stretches: Sequence[tuple[int, int]]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for start, end in stretches:
        for place in range(start, end - SHORTEST_MOVE + 1):
            found.setdefault(tuple(tokens[place : place + SHORTEST_MOVE]), []).append(place)
    return found


def _free_runs(place: int, new_place: int, size: int, gone: set[int], come: set[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches of a run, long enough to count, of which no token moved yet."""
    start = 0
    for step in range(size + 1):
        if step == size or place + step in gone or new_place + step in come:
            if step - start >= SHORTEST_MOVE:
                yield place + start, new_place + start, step - start
            start = step + 1


def _has_words(tokens: Sequence[str]) -> bool:
    return sum(any(letter.isalpha() for letter in token) for token in tokens) >= _WORDS
