"""Tables without rules: rows and columns that only white space tells."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from competencygraph.ingest.readers.pdf.lines import Spot, bottom_of, top_of
from competencygraph.ingest.readers.pdf.pieces import Piece

__all__ = ["aligned_cells"]

Group = tuple[Piece, ...]
Cells = tuple[tuple[Spot, tuple[Group, ...]], ...]

_MIN_ROWS = 3
_WIDE = 1.5
"""The gutters of a table are at least this wide, in letter sizes."""
_LABEL_WORDS = 5
_BULLET = re.compile(r"[^\w\s(\[<\"'“‘](?:\s|$)")


def aligned_cells(block: Sequence[Sequence[Group]], columns: Sequence[Sequence[Group]]) -> Cells:
    """Return the cells of a table without rules, none where it is doubtful that there is one.

    There is one in a block with at least three rows and two columns, wide white space between them, when in at least
    four rows of five several columns begin on one baseline, and either rows are set apart by more white space than
    lines, or the first column holds short labels without bullets and a value beside nearly each.

    Args:
        block: the block's bands from top to bottom.
        columns: its groups of pieces by column, from left to right.

    Returns:
        For each cell that is not empty its place (the table's number is 0) and its groups, row by row.
    """
    size = statistics.median(group[-1].size for column in columns for group in column)
    gutters = [
        min(group[0].x0 for group in right) - max(group[-1].x1 for group in left) for left, right in pairwise(columns)
    ]
    if min(gutters) < _WIDE * size or _is_contents(columns):
        return ()
    for rows in (_rows_by_gaps(block, size), _rows_by_labels(block, columns)):
        if len(rows) >= _MIN_ROWS and _are_level(rows, columns, size):
            return _cells(rows, columns)
    return ()


def _is_contents(columns: Sequence[Sequence[Group]]) -> bool:
    """Return whether the last column holds page numbers of a table of contents."""
    texts = [group[-1].text for group in sorted(columns[-1], key=lambda group: -group[0].y)]
    if not all(text.isdigit() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == sorted(numbers) and (max(numbers) > 5 or len(set(numbers)) == len(numbers))


def _rows_by_gaps(block: Sequence[Sequence[Group]], size: float) -> list[list[Group]]:
    """Return the block's rows where more white space than usual sets them apart, in all columns at once."""
    gaps = [
        min(bottom_of(group) for group in upper) - max(top_of(group) for group in lower)
        for upper, lower in pairwise(block)
    ]
    if len(gaps) < _MIN_ROWS:
        return []
    usual = min(gaps)
    wide = [gap > usual + 0.3 * size for gap in gaps]
    if not any(wide) or all(wide):
        return []
    rows: list[list[Group]] = [list(block[0])]
    for band, apart in zip(block[1:], wide, strict=True):
        if apart:
            rows.append([])
        rows[-1].extend(band)
    return rows


def _rows_by_labels(block: Sequence[Sequence[Group]], columns: Sequence[Sequence[Group]]) -> list[list[Group]]:
    """Return the block's rows where each label of the first column begins one."""
    labels = set(columns[0])
    if statistics.mean(len(group[-1].text.split()) for group in labels) > _LABEL_WORDS:
        return []
    if sum(group[0].text[:1].islower() for group in labels) * 4 > len(labels):
        return []
    if sum(_BULLET.match(group[0].text) is not None for group in labels) * 2 > len(labels):
        return []
    rows: list[list[Group]] = []
    for band in block:
        if any(group in labels for group in band):
            rows.append([])
        elif not rows:
            return []
        rows[-1].extend(band)
    filled = sum(any(group not in labels for group in row) for row in rows)
    return rows if filled * 10 >= len(rows) * 9 else []


def _are_level(rows: Sequence[Sequence[Group]], columns: Sequence[Sequence[Group]], size: float) -> bool:
    """Return whether in four rows of five at least two columns begin on one baseline."""
    level = several = 0
    for row in rows:
        members = set(row)
        tops = [max(group[0].y for group in column if group in members) for column in columns if members & set(column)]
        if len(tops) >= 2:
            several += 1
            level += max(tops) - sorted(tops)[-2] < 0.2 * size and max(tops) - min(tops) < 0.6 * size
    return several * 3 >= len(rows) * 2 and several >= 2 and level * 5 >= several * 4


def _cells(rows: Sequence[Sequence[Group]], columns: Sequence[Sequence[Group]]) -> Cells:
    cells: list[tuple[Spot, tuple[Group, ...]]] = []
    homes = {group: at for at, column in enumerate(columns, 1) for group in column}
    for row, members in enumerate(rows, 1):
        for column in range(1, len(columns) + 1):
            inside = tuple(group for group in members if homes[group] == column)
            if inside:
                cells.append((Spot(0, row, column), inside))
    return tuple(cells)
