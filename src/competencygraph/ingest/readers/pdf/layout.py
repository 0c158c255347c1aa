"""The reading order of a page: columns, tables without rules, ruled tables, lines."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from competencygraph.ingest.readers.pdf.lines import (
    Frame,
    Spot,
    TextLine,
    bands_of,
    bottom_of,
    cluster_lines,
    make_line,
    marked,
    top_of,
)
from competencygraph.ingest.readers.pdf.pieces import Piece
from competencygraph.ingest.readers.pdf.rulings import Grid
from competencygraph.ingest.readers.pdf.unruled import aligned_cells

__all__ = ["lay_out"]

Group = tuple[Piece, ...]
Band = list[Group]
Span = tuple[float, float]

_GUTTER = 0.9
"""White space between columns is at least this wide, in letter sizes; so is what ends a piece."""
_MIN_LINES = 3
"""Columns have at least this many lines each."""
_FULL = 0.7
"""A line that takes this share of its column fills it."""
_MAX_DEPTH = 4
_HASTE = 8
"""Behind a block that is neither columns nor a table, the next begins at this part of it, so that time stays linear."""
_PADDING = 8.0
"""White space inside a cell is taken to be no wider than this many points."""
_LEADER = "\u2060"
_BULLETED = re.compile(r"(?:[^\w\s(]|\d{1,2}[.)])(?:\s|$)")


def lay_out(pieces: Sequence[Piece], grids: Sequence[Grid], page: int) -> list[TextLine]:
    """Return the lines of a page in reading order.

    Args:
        pieces: upright pieces, running headers and footers left out.
        grids: the ruled tables of the page.
        page: its number, counted from 1.

    Returns:
        The lines: a title above columns first, then each column from top to bottom; a table's cells row by row.
    """
    loose = [piece for piece in pieces if piece.cell is None]
    stand_ins = {_stand_in(grid, at): at for at, grid in enumerate(grids) if any(_of(at, piece) for piece in pieces)}
    groups = marked(loose) + [(piece,) for piece in stand_ins]
    lines: list[TextLine] = []
    for number, region in enumerate(_regions(groups, 0)):
        lines.extend(_lines(replace(region, number=number), pieces, grids, stand_ins))
    return [replace(line, page=page) for line in lines]


def _of(grid: int, piece: Piece) -> bool:
    return piece.cell is not None and piece.cell[0] == grid


def _stand_in(grid: Grid, number: int) -> Piece:
    """Return a piece as large as a table, to find its place in the reading order."""
    left, bottom, right, top = grid.box
    return Piece(left, right, bottom + 0.15 * (top - bottom) / 0.85, (top - bottom) / 0.85, False, f"{_LEADER}{number}")


@dataclass(frozen=True)
class _Region:
    """Bands of one column, or of one table without rules."""

    bands: tuple[Band, ...]
    frame: Span
    cells: tuple[tuple[Spot, tuple[Group, ...]], ...] = ()
    number: int = 0


def _regions(groups: Sequence[Group], depth: int) -> Iterator[_Region]:
    bands = bands_of(groups)
    if not bands:
        return
    frame = min(group[0].x0 for group in groups), max(group[-1].x1 for group in groups)
    start = at = 0
    while at < len(bands):
        end, gutters = _grow(bands, at)
        block = bands[at:end]
        columns = _columns(block, gutters) if gutters else []
        cells = aligned_cells(block, columns) if len(columns) > 1 else ()
        split = bool(columns) and not cells and depth < _MAX_DEPTH and _are_columns(columns)
        if not cells and not split:
            at += max(1, (end - at) // _HASTE)
            continue
        if start < at:
            yield _Region(tuple(bands[start:at]), frame)
        if cells:
            yield _Region(tuple(block), frame, cells)
        else:
            for column in columns:
                yield from _regions(column, depth + 1)
        start = at = end
    if start < len(bands):
        yield _Region(tuple(bands[start:]), frame)


def _grow(bands: Sequence[Band], start: int) -> tuple[int, list[Span]]:
    """Return where the block of bands that share white space between columns ends, and that white space."""
    free = _free(bands[start])
    if not free:
        return start + 1, []
    end = start + 1
    while end < len(bands):
        fewer = _common(free, _occupied(bands[end]), _size(bands[end]))
        if not fewer:
            break
        free, end = fewer, end + 1
    return _without_tail(bands, start, end, free), free


def _without_tail(bands: Sequence[Band], start: int, end: int, free: Sequence[Span]) -> int:
    """Return the end of a block without bands behind a gap that stand on its left side alone."""
    if end == len(bands):
        return end
    last = max(at for at in range(start, end) if _free(bands[at]) and _is_two_sided(bands[at], free))
    pitch = [_gap(bands[at], bands[at + 1]) for at in range(start, last)]
    usual = statistics.median(pitch) if pitch else 0.0
    for at in range(last, end - 1):
        left_only = all(group[-1].x1 <= free[0][0] + 1 for group in bands[at + 1])
        if left_only and _gap(bands[at], bands[at + 1]) > usual + 0.4 * _size(bands[at]):
            return at + 1
    return end


def _is_two_sided(band: Band, free: Sequence[Span]) -> bool:
    return any(
        any(group[-1].x1 <= low + 1 for group in band) and any(group[0].x0 >= high - 1 for group in band)
        for low, high in free
    )


def _gap(upper: Band, lower: Band) -> float:
    return min(bottom_of(group) for group in upper) - max(top_of(group) for group in lower)


def _size(band: Band) -> float:
    return statistics.median(_group_size(group) for group in band)


def _group_size(group: Group) -> float:
    return 10.0 if group[0].text.startswith(_LEADER) else group[-1].size


def _occupied(band: Band) -> list[Span]:
    spans: list[Span] = []
    for low, high in sorted((group[0].x0, max(piece.x1 for piece in group)) for group in band):
        if spans and low <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], high)
        else:
            spans.append((low, high))
    return spans


def _free(band: Band) -> list[Span]:
    """Return the white spaces inside a band that are wide enough for a gutter."""
    spans = _occupied(band)
    least = _GUTTER * _size(band)
    return [(low[1], high[0]) for low, high in pairwise(spans) if high[0] - low[1] >= least]


def _common(free: Sequence[Span], occupied: Sequence[Span], size: float) -> list[Span]:
    """Return what of the white spaces the occupied ones leave, where it is wide enough."""
    left: list[Span] = list(free)
    for low, high in occupied:
        parts: list[Span] = []
        for begin, end in left:
            if high <= begin or low >= end:
                parts.append((begin, end))
            else:
                parts += [(begin, low)] if low > begin else []
                parts += [(high, end)] if high < end else []
        left = parts
    return [(begin, end) for begin, end in left if end - begin >= _GUTTER * size]


def _columns(block: Sequence[Band], gutters: Sequence[Span]) -> list[list[Group]]:
    """Return the groups of a block by column; a gutter with nothing on one side is none."""
    edges = [(low + high) / 2 for low, high in gutters]
    columns: list[list[Group]] = [[] for _ in range(len(edges) + 1)]
    for band in block:
        for group in band:
            columns[sum(group[0].x0 > edge for edge in edges)].append(group)
    return [column for column in columns if column]


def _are_columns(columns: Sequence[Sequence[Group]]) -> bool:
    """Return whether text runs down each column: lines fill them, or stand at other heights than those beside."""
    if len(columns) < 2:
        return False
    heights = [sorted({round(group[-1].y, 1) for group in column}) for column in columns]
    if min(map(len, heights)) < _MIN_LINES:
        return any(group[0].text.startswith(_LEADER) for column in columns for group in column)
    if all(_runs(column) for column in columns):
        return True
    if all(sum(_BULLETED.match(group[0].text) is not None for group in column) >= 3 for column in columns):
        return True
    few, *others = sorted(heights, key=len)
    beside = [height for other in others for height in other]
    size = statistics.median(_group_size(group) for column in columns for group in column)
    level = sum(any(abs(height - other) < 0.2 * size for other in beside) for height in few)
    return level <= 0.5 * len(few)


def _runs(column: Sequence[Group]) -> bool:
    """Return whether a column holds running text: half of its lines fill it, with several words each."""
    left, right = min(group[0].x0 for group in column), max(group[-1].x1 for group in column)
    full = sum(group[-1].x1 - left >= _FULL * (right - left) for group in column)
    words = statistics.mean(len(group[-1].text.split()) for group in column)
    return full * 2 >= len(column) and words >= 2.5


def _lines(
    region: _Region, pieces: Sequence[Piece], grids: Sequence[Grid], stand_ins: dict[Piece, int]
) -> Iterator[TextLine]:
    frame = Frame(*region.frame, region.number)
    for spot, groups in region.cells:
        column = [group for other, members in region.cells for group in members if other.column == spot.column]
        inner = Frame(min(group[0].x0 for group in column), max(group[-1].x1 for group in column), region.number)
        spot = replace(spot, table=-1 - region.number)
        for band in bands_of(groups):
            for line in cluster_lines([piece for group in band for piece in group]):
                yield make_line(line, inner, spot)
    if region.cells:
        return
    for band in region.bands:
        rest: list[Piece] = []
        for piece in (piece for group in band for piece in group):
            if piece in stand_ins:
                yield from _table_lines(stand_ins[piece], pieces, grids, region.number)
            else:
                rest.append(piece)
        for line in cluster_lines(rest):
            yield make_line(line, frame)


def _table_lines(number: int, pieces: Sequence[Piece], grids: Sequence[Grid], region: int) -> Iterator[TextLine]:
    """Yield the lines of a ruled table's cells, row by row."""
    inside: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.cell is not None and piece.cell[0] == number:
            inside.setdefault(piece.cell[1], []).append(piece)
    cells = grids[number].cells
    for at in sorted(inside, key=lambda at: (cells[at].row, cells[at].column)):
        cell = cells[at]
        spot = Spot(number, cell.row, cell.column, cell.rows, cell.columns)
        left = min(piece.x0 for piece in inside[at])
        frame = Frame(left, cell.box[2] - min(max(left - cell.box[0], 2.0), _PADDING), region)
        for band in bands_of(marked(inside[at])):
            for line in cluster_lines([piece for group in band for piece in group]):
                yield make_line(line, frame, spot)
