"""Where in a document something stands."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Evidence", "Item", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in a document whose lines no editor numbers; each part counted from 1, None where unknown.

    Args:
        page: the page of a PDF.
        paragraph: the paragraph of a Word document's body, table cells not counted.
        table: the table.
        row: the row of that table.
        column: the column of that table.
        sheet: the name of the sheet of a workbook.
        cell: the cell of that sheet, as ``C14``.
    """

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The lines of a document that say something.

    Args:
        start_line: first line, counted from 1 as a text editor does.
        end_line: last line, at least `start_line`; both are included.

    >>> Evidence(10, 14)
    Evidence(start_line=10, end_line=14)
    """

    start_line: int
    end_line: int

    def __post_init__(self) -> None:
        if not 1 <= self.start_line <= self.end_line:
            raise ValueError(f"lines {self.start_line} to {self.end_line} are no range of lines")


@dataclass(frozen=True, slots=True)
class Item:
    """One member of a printed list: a task, an indicator, a condition.

    Args:
        text: the member's text, without its list marker and closing list punctuation.
        evidence: the lines that print it.
        notation: its printed number or letter; None for a bullet.
    """

    text: str
    evidence: Evidence
    notation: str | None = None
