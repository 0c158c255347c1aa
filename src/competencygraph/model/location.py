"""Where people find the lines of an evidence in a document whose lines no editor numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from competencygraph.model.evidence import Evidence, Place

__all__ = ["Location", "locate"]


@dataclass(frozen=True, slots=True)
class Location:
    """The place that a range of lines has: that of its first line, and how far it runs; None where unknown.

    Args:
        page: the page that it begins on.
        end_page: the page that it ends on, when that is another.
        paragraph: the paragraph that it begins in.
        end_paragraph: the paragraph that it ends in, when that is another.
        table: the table that it begins in.
        row: the row of that table.
        column: the column of that table.
        sheet: the name of the sheet of a workbook that it begins in.
        cell: the cell of that sheet, as ``C14``.

    >>> Location(page=3, end_page=4).parts()
    {'page': 3, 'end_page': 4}
    """

    page: int | None = None
    end_page: int | None = None
    paragraph: int | None = None
    end_paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def parts(self) -> dict[str, int | str]:
        """Return the parts that are known, by name, in the order of the fields."""
        values = ((part.name, getattr(self, part.name)) for part in fields(self))
        return {name: value for name, value in values if value is not None}


def locate(evidence: Evidence, places: Sequence[Place]) -> Location | None:
    """Return where a range of lines stands.

    Args:
        evidence: the lines.
        places: of each line of the document; empty for plain text.

    Returns:
        The place, None in plain text and where nothing is known of the first line.

    Raises:
        IndexError: the lines lie beyond the document's.

    >>> location = locate(Evidence(1, 2), (Place(page=3), Place(page=4)))
    >>> location.parts() if location else {}
    {'page': 3, 'end_page': 4}
    >>> locate(Evidence(1, 2), ()) is None
    True
    """
    if not places:
        return None
    first, last = places[evidence.start_line - 1], places[evidence.end_line - 1]
    if first == Place():
        return None
    return Location(
        page=first.page,
        end_page=_further(first.page, last.page),
        paragraph=first.paragraph,
        end_paragraph=_further(first.paragraph, last.paragraph),
        table=first.table,
        row=first.row,
        column=first.column,
        sheet=first.sheet,
        cell=first.cell,
    )


def _further(first: int | None, last: int | None) -> int | None:
    return None if first is None or last == first else last
