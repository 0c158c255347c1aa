"""In which order rows stand: which were moved, whether the whole was sorted, and which positions follow."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

__all__ = ["merge_order", "moved_rows", "new_positions", "sorted_by"]


def moved_rows(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return which rows were moved, as few as can be: those outside the longest run that kept its order.

    Args:
        before: the rows as they stood.
        after: the same rows as they stand.

    Returns:
        The moved rows, in the order in which they stand now.

    Source:
        Longest increasing subsequence by patience sorting (Fredman 1975).

    >>> moved_rows(["a", "b", "c", "d"], ["d", "a", "b", "c"])
    ['d']
    """
    place = {row: number for number, row in enumerate(before)}
    places = [place[row] for row in after]
    tails: list[int] = []
    at: list[int] = []
    earlier: list[int | None] = []
    for number, value in enumerate(places):
        length = bisect_left(tails, value)
        earlier.append(at[length - 1] if length else None)
        if length == len(tails):
            tails.append(value)
            at.append(number)
        else:
            tails[length], at[length] = value, number
    kept: set[int] = set()
    step = at[-1] if at else None
    while step is not None:
        kept.add(step)
        step = earlier[step]
    return [row for number, row in enumerate(after) if number not in kept]


def sorted_by(
    lists: Sequence[Sequence[Mapping[str, str]]],
    exported: Sequence[Sequence[Mapping[str, str]]],
    columns: Sequence[str],
) -> str:
    """Return the column that someone sorted rows by; empty for none.

    Args:
        lists: rows from top to bottom, texts by column: one list, or several that are each sorted.
        exported: the same lists in the order of the export.
        columns: by which rows can be sorted.

    Returns:
        The first column whose values rise, or fall, from top to bottom in all lists, and did not so when they were
        exported. Capitals and accents do not count, as spreadsheets have it.

    >>> rows = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    >>> sorted_by([rows], [[rows[1], rows[0], rows[2]]], ["name"]), sorted_by([rows], [rows], ["name"])
    ('name', '')
    """
    for column in columns:
        values = [[_key(row.get(column, "")) for row in rows if row.get(column)] for rows in lists]
        before = [[_key(row.get(column, "")) for row in rows if row.get(column)] for rows in exported]
        if values != before and any(len(set(one)) > 2 for one in values):
            for falling in (False, True):
                if all(_is_sorted(one, falling) for one in values) and not all(
                    _is_sorted(one, falling) for one in before
                ):
                    return column
    return ""


def _key(value: str) -> tuple[float, str]:
    if value.lstrip("-").isdecimal():
        return (float(value), "")
    plain = (letter for letter in unicodedata.normalize("NFKD", value.casefold()) if letter.isalnum() or letter == " ")
    return (float("inf"), "".join(plain))


def _is_sorted(keys: Sequence[tuple[float, str]], falling: bool) -> bool:
    return list(keys) == sorted(keys, reverse=falling)


def merge_order(current: Sequence[str], given: Sequence[str], free: Collection[str]) -> list[str]:
    """Return the order of a list in which some rows go where the file has them, and the others stay.

    Args:
        current: the rows that the store holds, without those that go.
        given: the rows of the file, from top to bottom.
        free: which rows of the file are new or were moved there.

    Returns:
        All rows; one that is free stands behind the one that it follows in the file, or first.

    >>> merge_order(["a", "x", "b", "c"], ["c", "a", "new", "b"], {"c", "new"})
    ['c', 'a', 'new', 'x', 'b']
    """
    order = [row for row in current if row not in free]
    for number, row in enumerate(given):
        if row in free:
            before = next((one for one in reversed(given[:number]) if one in order), None)
            order.insert(0 if before is None else order.index(before) + 1, row)
    return order


def new_positions(order: Sequence[str], positions: Mapping[str, int]) -> dict[str, int]:
    """Return the positions of a list in its new order.

    Args:
        order: the rows in their new order.
        positions: of the rows that stood in the list, those that go included.

    Returns:
        From 1 on where the list counted so; else the positions that there were, and further ones behind them.

    >>> new_positions(["b", "new", "a"], {"a": 1, "b": 2})
    {'b': 1, 'new': 2, 'a': 3}
    >>> new_positions(["b", "a"], {"a": 3, "b": 7})
    {'b': 3, 'a': 7}
    """
    if sorted(positions.values()) == list(range(1, len(positions) + 1)):
        return {row: number for number, row in enumerate(order, start=1)}
    pool = sorted(positions[row] for row in order if row in positions)
    last = max(positions.values(), default=0)
    pool += range(last + 1, last + 1 + len(order) - len(pool))
    return dict(zip(order, pool, strict=True))
