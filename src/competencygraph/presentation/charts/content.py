"""What charts show, before anything is drawn: plain data that also gives the words for those who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from competencygraph.presentation.words import word

__all__ = ["Grid", "GridCell", "Ladder", "Rung", "SidePair", "TwoSides"]

_MOST_WORDS = 200
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid.

    Args:
        row: label of its row.
        column: label of its column.
        mark: what is printed in it: a level, a number, a letter; a dot where there is something without a level.
        weight: how dark it is, from 0 to 1; None where there is no order.
    """

    row: str
    column: str
    mark: str
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns with a mark where they meet.

    Args:
        title: what is shown.
        rows: labels from top to bottom.
        columns: labels from left to right.
        cells: those that hold something, each place once.
        note: how to read the marks.
        language: of the words.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[GridCell, ...]
    note: str = ""
    language: str = "en"

    def in_words(self) -> str:
        """Return the content as text.

        >>> Grid("Levels", ("Coachen",), ("A4", "A5"), (GridCell("Coachen", "A4", "2"),)).in_words()
        'Levels. Coachen: A4 2, A5 –.'
        """
        marks = {(cell.row, cell.column): cell.mark for cell in self.cells}
        lines = (
            f"{row}: {', '.join(' '.join((column, marks.get((row, column), _NOTHING))) for column in self.columns)}."
            for row in self.rows
        )
        return _joined(self.title, self.note, lines, self.language)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder.

    Args:
        grade: how the grade is printed.
        text: the wording at this grade; None where the document has none.
        level: the level asked, where one is printed.
        change: what became of it since the grade before (``reworded``, ``raised``), in words; empty at the first.
    """

    grade: str
    text: str | None
    level: str | None = None
    change: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One criterion or competency over the grades of its family, lowest first.

    Args:
        title: what is shown.
        rungs: one a grade, the lowest first.
        language: of the words.
    """

    title: str
    rungs: tuple[Rung, ...]
    language: str = "en"

    def in_words(self) -> str:
        """Return the content as text.

        >>> Ladder("Strategie", (Rung("A4", "Bepalen."), Rung("A5", "Uitdragen.", change="reworded"))).in_words()
        'Strategie. A4: Bepalen. A5 (reworded): Uitdragen.'
        """
        lines = (
            f"{rung.grade}{f' ({rung.change})' if rung.change else ''}: "
            f"{' – '.join(part for part in (rung.level, rung.text) if part) or _NOTHING}"
            for rung in self.rungs
        )
        return _joined(self.title, "", lines, self.language)


@dataclass(frozen=True, slots=True)
class SidePair:
    """One thing on both sides.

    Args:
        label: what it is called.
        left: level on the left; None where there is no level or nothing.
        right: level on the right, likewise.
        on_left: whether the left side has it.
        on_right: whether the right side has it.
        change: what became of it, in words.
    """

    label: str
    left: float | None
    right: float | None
    on_left: bool
    on_right: bool
    change: str = ""


@dataclass(frozen=True, slots=True)
class TwoSides:
    """What two profiles or two grades ask, side by side.

    Args:
        title: what is shown.
        left: how the left side is called.
        right: how the right side is called.
        pairs: from top to bottom.
        language: of the words.
    """

    title: str
    left: str
    right: str
    pairs: tuple[SidePair, ...]
    language: str = "en"

    def in_words(self) -> str:
        """Return the content as text.

        >>> TwoSides("Gaps", "A", "B", (SidePair("Coachen", 1, 2, True, True, "raised"),)).in_words()
        'Gaps. Coachen: A 1, B 2 (raised).'
        """
        lines = (
            f"{one.label}: {self.left} {_side(one.on_left, one.left)}, {self.right} {_side(one.on_right, one.right)}"
            f"{f' ({one.change})' if one.change else ''}."
            for one in self.pairs
        )
        return _joined(self.title, "", lines, self.language)


def _side(there: bool, level: float | None) -> str:
    if not there:
        return _NOTHING
    return "✓" if level is None else f"{level:g}"


def _joined(title: str, note: str, lines: Iterable[str], language: str) -> str:
    """Return title, note and lines as one text; of many lines the first, and how many there are."""
    listed = list(lines)
    shown = listed[:_MOST_WORDS]
    rest = [word("chart.more", language).format(count=len(listed) - len(shown))] if len(listed) > len(shown) else []
    return " ".join(part for part in (f"{title}.", note, *shown, *rest) if part)
