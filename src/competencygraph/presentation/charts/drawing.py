"""Grids, ladders and two sides as drawings that are legible in grey and by the colour-blind.

Nothing is told by colour alone: a mark, a shape or a word says the same.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from competencygraph.presentation.charts.chart import Chart, make_figure
from competencygraph.presentation.charts.content import Grid, Ladder, SidePair, TwoSides
from competencygraph.presentation.words import word

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

__all__ = ["draw_grid", "draw_ladder", "draw_two_sides"]

_DARK = "#1f3864"
_LINE = "#7f7f7f"
_PALE = "#eef2f8"
_LABEL = 38
_TEXT = 92
_ROW = 0.34
_SIZE = 9
#: Longer texts are cut in the drawing; the description has the whole.
_MOST_LINES = 14
_NOT_DRAWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def draw_grid(grid: Grid) -> Chart:
    """Return a grid as a drawing: darker is higher, and the mark is printed in the cell.

    Args:
        grid: at least one row and one column.

    Returns:
        The chart.
    """
    labels = [_wrap(row, _LABEL) for row in grid.rows]
    heads = [_wrap(column, 16) for column in grid.columns]
    heights = [max(1, label.count("\n") + 1) for label in labels]
    rise = max(head.count("\n") + 1 for head in heads)
    tall = 0.22 * sum(heights) + 0.14 * len(heights)
    width = 3.9 + max(1.05 * len(grid.columns), 2.2)
    figure = make_figure(width, tall + 1.0 + 0.2 * rise + (0.35 if grid.note else 0))
    area = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    area.set_axis_off()
    area.set_xlim(0, width)
    total = figure.get_figheight()
    area.set_ylim(total, 0)
    area.text(
        0.15, 0.3, _wrap(grid.title, int(width * 11)), fontsize=_SIZE + 2, weight="bold", va="center", color=_DARK
    )
    left, top = 3.7, 0.65 + 0.2 * rise
    step = (width - left - 0.2) / len(grid.columns)
    for place, head in enumerate(heads):
        area.text(
            left + step * (place + 0.5), top - 0.08, head, fontsize=_SIZE, ha="center", va="bottom", weight="bold"
        )
    marks = {(cell.row, cell.column): cell for cell in grid.cells}
    at = top
    for row, label, lines in zip(grid.rows, labels, heights, strict=True):
        high = 0.22 * lines + 0.14
        area.text(left - 0.12, at + high / 2, label, fontsize=_SIZE, ha="right", va="center")
        for place, column in enumerate(grid.columns):
            cell = marks.get((row, column))
            weight = None if cell is None else cell.weight
            area.add_patch(_box(left + step * place, at, step, high, _shade(weight, there=cell is not None)))
            if cell is not None:
                colour = "white" if weight is not None and weight > 0.5 else "black"
                area.text(
                    left + step * (place + 0.5),
                    at + high / 2,
                    cell.mark,
                    fontsize=_SIZE,
                    ha="center",
                    va="center",
                    color=colour,
                )
        at += high
    if grid.note:
        area.text(0.15, at + 0.25, _wrap(grid.note, int(width * 13)), fontsize=_SIZE - 1, va="center", color="#404040")
    return Chart(figure, grid)


def draw_ladder(ladder: Ladder) -> Chart:
    """Return a ladder as a drawing: the lowest grade at the bottom, each wording in its own step.

    Args:
        ladder: at least one rung.

    Returns:
        The chart.
    """
    rungs = list(reversed(ladder.rungs))
    texts = [_wrap(" – ".join(part for part in (rung.level, rung.text) if part) or "–", _TEXT) for rung in rungs]
    heights = [0.19 * (text.count("\n") + 1) + 0.3 for text in texts]
    width = 9.0
    figure = make_figure(width, sum(heights) + 0.1 * len(heights) + 0.75)
    area = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    area.set_axis_off()
    area.set_xlim(0, width)
    area.set_ylim(figure.get_figheight(), 0)
    area.text(0.15, 0.3, _wrap(ladder.title, 95), fontsize=_SIZE + 2, weight="bold", va="center", color=_DARK)
    at = 0.65
    slant = min(0.12, 0.9 / len(rungs))
    for place, (rung, text, high) in enumerate(zip(rungs, texts, heights, strict=True)):
        inset = slant * place
        area.add_patch(_box(0.15 + inset, at, 1.0, high, _DARK))
        area.add_patch(_box(1.15 + inset, at, width - 1.3 - slant * (len(rungs) - 1), high, _PALE))
        area.text(
            0.65 + inset,
            at + high / 2,
            rung.grade,
            fontsize=_SIZE + 1,
            weight="bold",
            color="white",
            ha="center",
            va="center",
        )
        if rung.change:
            area.text(
                1.27 + inset, at + 0.13, rung.change, fontsize=_SIZE - 2, style="italic", va="center", color="#404040"
            )
        area.text(1.27 + inset, at + high / 2 + (0.07 if rung.change else 0), text, fontsize=_SIZE, va="center")
        at += high + 0.1
    return Chart(figure, ladder)


def draw_two_sides(sides: TwoSides) -> Chart:
    """Return two sides as a drawing: a circle for the left, a square for the right, an arrow from one to the other.

    Args:
        sides: at least one pair; levels are drawn on one axis, what has none beside it.

    Returns:
        The chart.
    """
    levels = [level for one in sides.pairs for level in (one.left, one.right) if level is not None]
    top = int(max(levels, default=0))
    labels = [_wrap(one.label, _LABEL) for one in sides.pairs]
    heights = [max(0.34, 0.2 * (label.count("\n") + 1) + 0.12) for label in labels]
    width = 9.0
    left_name, right_name = _wrap(sides.left, 22), _wrap(sides.right, 22)
    rise = 0.19 * max(left_name.count("\n"), right_name.count("\n"))
    figure = make_figure(width, sum(heights) + 1.65 + rise)
    area = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    area.set_axis_off()
    area.set_xlim(0, width)
    area.set_ylim(figure.get_figheight(), 0)
    area.text(0.15, 0.3, _wrap(sides.title, 95), fontsize=_SIZE + 2, weight="bold", va="center", color=_DARK)
    left, right = 4.4, 7.6
    without = 3.85
    step = (right - left) / max(top, 1)
    area.plot([without], [0.65 + rise / 2], marker="o", color="black", markersize=7, linestyle="none")
    area.text(without + 0.15, 0.65 + rise / 2, left_name, fontsize=_SIZE, va="center")
    area.plot(
        [6.6],
        [0.65 + rise / 2],
        marker="s",
        markerfacecolor="white",
        markeredgecolor="black",
        markersize=7,
        linestyle="none",
    )
    area.text(6.75, 0.65 + rise / 2, right_name, fontsize=_SIZE, va="center")
    head = 1.05 + rise
    area.text(without, head, word("chart.no-level", sides.language), fontsize=_SIZE - 2, ha="center", va="bottom")
    for level in range(1, top + 1):
        area.text(left + step * level - step / 2, head, str(level), fontsize=_SIZE - 1, ha="center", va="bottom")
    at = head + 0.08
    for one, label, high in zip(sides.pairs, labels, heights, strict=True):
        middle = at + high / 2
        area.plot([0.15, 8.85], [at, at], color="#d9d9d9", linewidth=0.6)
        area.text(3.35, middle, label, fontsize=_SIZE, ha="right", va="center")
        area.text(7.85, middle, one.change, fontsize=_SIZE - 1, va="center")
        places = _places(one, without, left, step)
        # Only between two levels: having none is not less than a level.
        if None not in (one.left, one.right) and len(set(places.values())) == 2:
            area.annotate(
                "",
                xy=(places["right"], middle),
                xytext=(places["left"], middle),
                arrowprops={"arrowstyle": "-|>", "color": _LINE, "shrinkA": 5, "shrinkB": 6},
            )
        if "right" in places:
            area.plot(
                [places["right"]], [middle], marker="s", markersize=10, markerfacecolor="white", markeredgecolor="black"
            )
        if "left" in places:
            area.plot([places["left"]], [middle], marker="o", markersize=5.5, color="black")
        at += high
    return Chart(figure, sides)


def _places(pair: SidePair, without: float, left: float, step: float) -> dict[str, float]:
    """Return where the marks of both sides stand; a side that has nothing has no mark."""
    places: dict[str, float] = {}
    for name, there, level in (("left", pair.on_left, pair.left), ("right", pair.on_right, pair.right)):
        if there:
            places[name] = without if level is None else left + step * level - step / 2
    return places


def _box(x: float, y: float, width: float, height: float, colour: str) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), width, height, facecolor=colour, edgecolor=_LINE, linewidth=0.6)


def _shade(weight: float | None, *, there: bool) -> str:
    """Return a blue from pale to dark, whose lightness alone says the same in grey."""
    if not there:
        return "white"
    if weight is None:
        return _PALE
    pale, dark = (0xDC, 0xE6, 0xF2), (0x1F, 0x38, 0x64)
    return "#" + "".join(
        f"{round(a + (b - a) * min(max(weight, 0.0), 1.0)):02x}" for a, b in zip(pale, dark, strict=True)
    )


def _wrap(text: str, width: int) -> str:
    clean = _NOT_DRAWN.sub("\ufffd", " ".join(text.split()))
    lines = textwrap.wrap(clean, width, max_lines=_MOST_LINES, placeholder=" …") or [""]
    # A dollar sign would begin a formula.
    return "\n".join(lines).replace("$", r"\$")
