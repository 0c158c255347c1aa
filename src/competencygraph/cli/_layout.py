"""Rows laid out for the width at hand: a table, a table with folded cells, or one block a row."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

__all__ = ["lay_out"]

_GAP = "  "
_NARROW = 22
_FOLDED = 28
_REPEATED = 16
_NOTHING = frozenset({"", "false"})


def lay_out(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> str:
    """Return rows as text that fits a width.

    Columns that say nothing in any row (empty, or ``false``) are left out, and a long value that every row repeats is
    said once, on top. The rest is a table when it fits, its widest columns folded when that leaves them readable, else
    a block of named lines for each row.

    Args:
        columns: names of the columns.
        cells: one sequence a row, as many cells as columns.
        width: columns of characters, at least 40 are used.

    Returns:
        Lines without a line end at the last.

    >>> print(lay_out(["name", "level", "note"], [["Coachen", "3", ""], ["Visie", "", ""]], 80))
    name     level
    Coachen  3
    Visie
    """
    width = max(width, 40)
    used = [index for index in range(len(columns)) if any(row[index] not in _NOTHING for row in cells)]
    said = [index for index in used if _is_repeated([row[index] for row in cells])]
    shown = [index for index in used if index not in said]
    top = [line for index in said for line in textwrap.wrap(f"{columns[index]}: {cells[0][index]}", width)]
    names = [columns[index] for index in shown]
    rows = [[row[index] for index in shown] for row in cells]
    body = _table(names, rows, width) or _blocks(names, rows, width)
    return "\n".join([*top, *([""] if top else []), *body])


def _is_repeated(values: Sequence[str]) -> bool:
    return len(values) > 1 and len(values[0]) > _REPEATED and len(set(values)) == 1


def _table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str] | None:
    """Return a table, its wide columns folded where needed; None when the folded columns would be too narrow."""
    natural = [max(len(name), *(len(row[index]) for row in rows)) for index, name in enumerate(names)]
    room = width - len(_GAP) * (len(names) - 1)
    wide = [index for index, size in enumerate(natural) if size > _NARROW]
    left = room - sum(size for index, size in enumerate(natural) if index not in wide)
    widths = dict(enumerate(natural))
    if sum(natural) > room:
        if not wide or left // len(wide) < _FOLDED:
            return None
        for place, index in enumerate(sorted(wide, key=lambda column: natural[column])):
            share = min(natural[index], left // (len(wide) - place))
            widths[index] = share
            left -= share
    folded = any(widths[index] < size for index, size in enumerate(natural))
    lines: list[str] = []
    for number, row in enumerate([list(names), *rows]):
        parts = [textwrap.wrap(cell, widths[index]) or [""] for index, cell in enumerate(row)]
        if folded and number > 1:
            lines.append("")
        for depth in range(max(len(part) for part in parts)):
            cells = [
                (part[depth] if depth < len(part) else "").ljust(widths[index]) for index, part in enumerate(parts)
            ]
            lines.append(_GAP.join(cells).rstrip())
    return lines


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return one block a row: each value that is there behind its column's name, folded under itself."""
    margin = max(len(name) for name in names)
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        for name, cell in zip(names, row, strict=True):
            if cell:
                indent = " " * (margin + len(_GAP))
                first = f"{name.ljust(margin)}{_GAP}"
                lines += textwrap.wrap(
                    cell,
                    max(width, margin + 30),
                    initial_indent=first,
                    subsequent_indent=indent,
                    break_on_hyphens=False,
                )
    return lines
