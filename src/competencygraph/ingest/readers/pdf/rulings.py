"""Ruled tables of a PDF page: the lines and boxes that are drawn on it, and the cells between them."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from competencygraph.ingest.readers.pdf.pieces import CellKey, Sheet

__all__ = ["Box", "CellFinder", "Grid", "GridCell", "read_grids"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_THIN = 3.0
"""A box thinner than this many points is a line."""
_SHORT = 6.0
"""A line shorter than this many points rules nothing."""
_SNAP = 3.0
_MAX_EDGES = 4_000
"""A page with more lines than this holds a drawing; a table of 500 cells has some 2,000."""
_MAX_OBJECTS = 50_000
_MAX_DEPTH = 4
_LINE_TO, _MOVE_TO = 0, 2


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its box, its first row and column counted from 1, how many of each it spans."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Grid:
    """A ruled table.

    Args:
        box: the whole.
        cells: its cells in reading order.
        edges: the places of its columns' left edges, and the right edge of the last.
    """

    box: Box
    cells: tuple[GridCell, ...]
    edges: tuple[float, ...]


def read_grids(page: Any, sheet: Sheet) -> list[Grid]:
    """Return the ruled tables of a page from its top to its bottom.

    Args:
        page: the page, as pypdfium2 loads it.
        sheet: its size and rotation.

    Returns:
        Tables of at least two columns or rows; a box round a text is none, nor is a drawing.
    """
    edges: list[dict[str, Any]] = []
    for x0, y0, x1, y1 in _lines(page, sheet):
        edges.append(_edge(x0, sheet.height - y1, x1, sheet.height - y0))
        if len(edges) > _MAX_EDGES:
            return []
    if sum(edge["orientation"] == "v" for edge in edges) < 2 or len(edges) < 5:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    merged = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = intersections_to_cells(edges_to_intersections(merged, _SNAP, _SNAP))
    grids = [_grid(table, sheet.height) for table in cells_to_tables(cells)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: -grid.box[3])


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    orientation = "h" if x1 - x0 >= bottom - top else "v"
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    size = {"width": x1 - x0, "height": bottom - top, "orientation": orientation, "object_type": "line"}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, **size}


def _grid(boxes: Sequence[Box], height: float) -> Grid | None:
    """Return the grid of cells given as left, top, right, bottom, None for a single cell."""
    columns = _places([box[0] for box in boxes] + [box[2] for box in boxes])
    rows = _places([box[1] for box in boxes] + [box[3] for box in boxes])
    if len(boxes) < 2 or len(columns) < 2 or len(rows) < 2:
        return None
    cells = []
    for left, top, right, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = _index(rows, top), _index(columns, left)
        spans = max(1, _index(rows, bottom) - row), max(1, _index(columns, right) - column)
        cells.append(GridCell((left, height - bottom, right, height - top), row + 1, column + 1, *spans))
    whole = (columns[0], height - rows[-1], columns[-1], height - rows[0])
    return Grid(whole, tuple(cells), tuple(columns))


def _places(values: Sequence[float]) -> list[float]:
    """Return the different places among values that may differ by a snapping distance."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _index(places: Sequence[float], value: float) -> int:
    return bisect_right(places, value + 0.01) - 1


def _lines(page: Any, sheet: Sheet) -> Iterator[Box]:
    """Yield the horizontal and vertical lines of a page, also the sides of boxes, as the sheet shows them."""
    import pypdfium2.raw as raw

    for box in _drawn(page.raw, raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, None, 0):
        (xa, ya), (xb, yb) = sheet.turn(box[0], box[1]), sheet.turn(box[2], box[3])
        x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            if max(x1 - x0, y1 - y0) >= _SHORT:
                yield x0, y0, x1, y1
        elif x1 - x0 < 0.98 * sheet.width or y1 - y0 < 0.98 * sheet.height:
            yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))


def _drawn(parent: Any, raw: Any, count: Any, get: Any, outer: Any, depth: int) -> Iterator[Box]:
    """Yield the boxes of drawn paths, those in forms included; of a path of several strokes, each stroke's."""
    bounds = [ctypes.c_float() for _ in range(4)]
    for at in range(min(count(parent), _MAX_OBJECTS)):
        item = get(parent, at)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            matrix = _times(_matrix(raw, item), outer)
            yield from _drawn(item, raw, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, matrix, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            segments = raw.FPDFPath_CountSegments(item)
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(item, fill, stroke)
            if segments > 5 and segments <= _MAX_EDGES:
                yield from _segments(raw, item, segments, _times(_matrix(raw, item), outer))
            elif (fill.value or stroke.value) and raw.FPDFPageObj_GetBounds(item, *bounds):
                left, bottom, right, top = (value.value for value in bounds)
                pad = 0.0 if fill.value and not stroke.value else min(1.0, (right - left) / 2, (top - bottom) / 2)
                box = (left + pad, bottom + pad, right - pad, top - pad)
                if segments >= 4 or min(right - left, top - bottom) <= _THIN:
                    yield box if outer is None else _moved(box, outer)


def _segments(raw: Any, path: Any, count: int, matrix: Sequence[float]) -> Iterator[Box]:
    """Yield the straight, level or upright strokes of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(matrix, x.value, y.value)
        if kind == _MOVE_TO:
            start = point
        elif kind == _LINE_TO and last is not None:
            yield from _stroke(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _stroke(point, start)
        last = point


def _stroke(begin: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    box = (min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1]))
    if box[2] - box[0] < 1.0 or box[3] - box[1] < 1.0:
        yield box


def _matrix(raw: Any, item: Any) -> tuple[float, ...]:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Sequence[float], outer: Sequence[float] | None) -> tuple[float, ...]:
    if outer is None:
        return tuple(inner)
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(matrix: Sequence[float], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Sequence[float]) -> Box:
    (xa, ya), (xb, yb) = _point(matrix, box[0], box[1]), _point(matrix, box[2], box[3])
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


class CellFinder:
    """What tells the table cell of a point of a page; the cell found last is tried first.

    Args:
        grids: the ruled tables of the page.
    """

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = grids
        self._last: tuple[CellKey, Box] | None = None

    def __call__(self, x: float, y: float) -> CellKey | None:
        """Return the table and the cell, by their places in the lists, that hold a point; None outside tables."""
        if self._last is not None and _holds(self._last[1], x, y):
            return self._last[0]
        for number, grid in enumerate(self._grids):
            if not _holds(grid.box, x, y):
                continue
            for at, cell in enumerate(grid.cells):
                if _holds(cell.box, x, y):
                    self._last = (number, at), cell.box
                    return number, at
        return None


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
