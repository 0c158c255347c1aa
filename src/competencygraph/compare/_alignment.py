"""Which words two wordings have in common, in one order, in time that long and hostile texts cannot stretch."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

__all__ = ["Opcode", "increasing", "opcodes"]

#: What becomes of tokens: ``equal``, ``delete``, ``insert`` or ``replace``, and the two ranges that it concerns.
Opcode: TypeAlias = tuple[str, int, int, int, int]
_Range: TypeAlias = tuple[int, int, int, int]

#: Pairs of tokens up to which two stretches are compared token by token: a cell has some fifty words.
_STRETCH = 1_000_000
#: Pairs of tokens that all stretches of two texts may have together; of texts of a thousand words these are four.
_ALL = 4_000_000


def opcodes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    """Return how one sequence of tokens becomes another.

    Sequences with at most a million pairs of tokens are compared whole: the longest common run first, then what
    stands left and right of it. Longer ones are first divided at the tokens that each of them has exactly once; a
    stretch that stays too long, and all beyond four million pairs of tokens together, is replaced as a whole, but for
    its common beginning and end.

    Args:
        before: the tokens of the first text.
        after: those of the second.

    Returns:
        The steps in order, as `difflib.SequenceMatcher.get_opcodes` gives them.

    >>> opcodes(["a", "b"], ["a", "c"])
    [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2)]
    """
    if len(before) * len(after) <= _STRETCH:
        return [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]
    left = _ALL
    same: list[tuple[int, int, int]] = []
    waiting: list[_Range] = [(0, len(before), 0, len(after))]
    while waiting:
        start, end, new_start, new_end = _without_ends(before, after, waiting.pop(), same)
        pairs = (end - start) * (new_end - new_start)
        if not pairs:
            continue
        if pairs <= _STRETCH:
            if pairs <= left:
                left -= pairs
                blocks = SequenceMatcher(
                    None, before[start:end], after[new_start:new_end], autojunk=False
                ).get_matching_blocks()
                same += [(start + one.a, new_start + one.b, one.size) for one in blocks if one.size]
            continue
        anchors = _anchors(before[start:end], after[new_start:new_end])
        if anchors:
            at, new_at = start, new_start
            for place, new_place in anchors:
                waiting.append((at, start + place, new_at, new_start + new_place))
                same.append((start + place, new_start + new_place, 1))
                at, new_at = start + place + 1, new_start + new_place + 1
            waiting.append((at, end, new_at, new_end))
    return _as_opcodes(sorted(same), len(before), len(after))


def increasing(values: Sequence[int]) -> list[int]:
    """Return the places of a longest run of growing values, not necessarily next to each other.

    Args:
        values: all different.

    Returns:
        Places in `values`, growing.

    >>> increasing([3, 1, 2, 5, 4])
    [1, 2, 4]
    """
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        places[at : at + 1] = [place]
    found: list[int] = []
    step = places[-1] if places else -1
    while step >= 0:
        found.append(step)
        step = before[step]
    return found[::-1]


def _without_ends(
    before: Sequence[str], after: Sequence[str], stretch: _Range, same: list[tuple[int, int, int]]
) -> _Range:
    """Return a stretch without its common beginning and end, which are noted as the same."""
    start, end, new_start, new_end = stretch
    first = start
    while start < end and new_start < new_end and before[start] == after[new_start]:
        start, new_start = start + 1, new_start + 1
    if start > first:
        same.append((first, new_start - (start - first), start - first))
    last = end
    while start < end and new_start < new_end and before[end - 1] == after[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if end < last:
        same.append((end, new_end, last - end))
    return start, end, new_start, new_end


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the tokens that stand once in each sequence, the most that have one order in both."""
    once = _once(before)
    new_once = _once(after)
    common = [(place, new_once[token]) for token, place in once.items() if token in new_once]
    return [common[place] for place in increasing([new_place for _, new_place in common])]


def _once(tokens: Sequence[str]) -> dict[str, int]:
    counts = Counter(tokens)
    return {token: place for place, token in enumerate(tokens) if counts[token] == 1}


def _as_opcodes(same: Sequence[tuple[int, int, int]], length: int, new_length: int) -> list[Opcode]:
    found: list[Opcode] = []
    at = new_at = 0
    for place, new_place, size in [*same, (length, new_length, 0)]:
        if at < place or new_at < new_place:
            tag = "replace" if at < place and new_at < new_place else "delete" if at < place else "insert"
            found.append((tag, at, place, new_at, new_place))
        if size and found and found[-1][0] == "equal":
            found[-1] = ("equal", found[-1][1], place + size, found[-1][3], new_place + size)
        elif size:
            found.append(("equal", place, place + size, new_place, new_place + size))
        at, new_at = place + size, new_place + size
    return found
