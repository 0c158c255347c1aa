"""Distinguishing criteria: a table of criterion × grade whose cells came out one after another."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from competencygraph.errors import CompetencyGraphError
from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.joining import join_lines
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.grade_blocks import CriteriaReading, read_grade_blocks, read_grade_table
from competencygraph.model import Criterion, CriterionDescriptor

__all__ = ["CellCountError", "CriteriaReading", "grade_row", "group_into_cells", "read_criteria"]

_GRADE = re.compile(r"[A-D][1-9]?|[A-D]|S\d{1,2}|(?:SEO|HEO|EO|AO|CO|AP|PO)|[IVX]{1,4}|\d{1,2}")
_MAX_NAME_WORDS = 7
# A name that ends so is not finished: "Verbetering /", "Netwerk en", "Ondersteuning van het".
_OPEN_END = re.compile(
    r"(?:[/&,-]|\b(?:en|of|et|ou|and|or|van|van het|van de|de|het|in|in de|du|des|la|the|for))$", re.IGNORECASE
)
_FULL_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\**$")


class CellCountError(CompetencyGraphError):
    """The paragraphs of a table row give another number of cells than the header has columns.

    Args:
        paragraphs: the paragraphs.
        found: how many cells they give.
        columns: how many the header asks.
    """

    def __init__(self, paragraphs: Sequence[str], found: int, columns: int) -> None:
        super().__init__(f"{len(paragraphs)} paragraphs give {found} cells instead of {columns}")
        self.paragraphs = tuple(paragraphs)
        self.found = found
        self.columns = columns


def grade_row(line: Line) -> tuple[str, ...] | None:
    """Return the grades of a header row, None when the line is none.

    A header row holds nothing but two or more different grades.

    >>> from competencygraph.ingest.document import make_lines
    >>> grade_row(make_lines([" C B A1 A2 "])[0]), grade_row(make_lines(["A4 bepaalt"])[0])
    (('C', 'B', 'A1', 'A2'), None)
    """
    words = re.split(r"[\s|/]+", line.text.strip("| "))
    grades = tuple(words)
    if len(grades) < 2 or len(set(grades)) < len(grades) or not all(_GRADE.fullmatch(word) for word in grades):
        return None
    return grades


def group_into_cells(
    paragraphs: Sequence[str], columns: int, *, conjunctions: Collection[str] = ("en", "of", "et", "ou", "and", "or")
) -> list[str]:
    """Return the cells of one table row whose paragraphs came out one after another.

    A paragraph carries its predecessor's cell on when it begins with a small letter, when it is a conjunction on a
    line of its own, or when the predecessor is not closed by a full stop.

    Args:
        paragraphs: the row's text in reading order, one item a paragraph, no blank items.
        columns: how many cells the row has, at least 1.
        conjunctions: words that never begin a cell when they stand alone.

    Returns:
        Exactly `columns` strings, each the paragraphs of one cell joined by one space.

    Raises:
        CellCountError: no grouping gives `columns` cells; carries the paragraphs and the count found.

    Source:
        Federal function families print one column a grade (document 000, "Onderscheidende criteria").

    >>> group_into_cells(["Een budget beheren", "of", "bewaken.", "Een budget bepalen."], columns=2)
    ['Een budget beheren of bewaken.', 'Een budget bepalen.']
    """
    cells: list[list[str]] = []
    for paragraph in paragraphs:
        if cells and _carries_on(cells[-1][-1], paragraph, conjunctions):
            cells[-1].append(paragraph)
        else:
            cells.append([paragraph])
    if len(cells) != columns and len(paragraphs) == columns:
        cells = [[paragraph] for paragraph in paragraphs]
    if len(cells) != columns:
        raise CellCountError(paragraphs, len(cells), columns)
    return [join_lines(cell) for cell in cells]


def _carries_on(before: str, paragraph: str, conjunctions: Collection[str]) -> bool:
    if paragraph.casefold() in conjunctions:
        return True
    first = next((sign for sign in paragraph if sign.isalpha()), "a")
    return first.islower() or not _FULL_STOP.search(before)


def read_criteria(page: Page, lines: Sequence[Line]) -> CriteriaReading:
    """Return the criteria of a part: a real table, cells that came out one after another, or headed texts.

    Of cells one after another, the header row tells the number of columns. A row that does not come out as a name
    and one cell a column is left unparsed: which cell belongs to which grade is never guessed.

    Args:
        page: the document.
        lines: the part's lines.
    """
    reading = CriteriaReading()
    numbers = dict.fromkeys(line.traits.cell.table for line in lines if line.traits.cell is not None)
    tables = [read_grade_table(page, page.table(number)) for number in numbers]
    found = next((table for table in tables if table is not None), None)
    if found is not None:
        for other in tables:
            if other is not None and other is not found and other.grades == found.grades:
                known = {criterion.name for criterion in found.criteria}
                found.criteria += [criterion for criterion in other.criteria if criterion.name not in known]
        return found
    header = next((index for index, line in enumerate(lines) if grade_row(line)), None)
    if header is None:
        return read_grade_blocks(page, lines)
    reading.grades = grade_row(lines[header]) or ()
    reading.grades_evidence = evidence_of([lines[header]])
    page.place([lines[header]])
    for name, cells in _rows(page, lines[header + 1 :], len(reading.grades)):
        if len(cells) != len(reading.grades):
            continue
        descriptors = tuple(
            CriterionDescriptor(grade, page.join(cell), evidence_of(cell))
            for grade, cell in zip(reading.grades, cells, strict=True)
        )
        criterion = Criterion(page.join(name), evidence_of(name), descriptors)
        reading.criteria.append(criterion)
        page.note("criterion", criterion.name, criterion.evidence, "cells-in-sequence", 0.85)
        for part in descriptors:
            page.note("cell", part.text, part.evidence, "cells-in-sequence", 0.85)
    return reading


def _rows(page: Page, lines: Sequence[Line], columns: int) -> list[tuple[list[Line], list[list[Line]]]]:
    """Return the table's rows: the name's lines and the cells' lines.

    Cells are closed by full stops; every `columns` cells a name stands before the first. Where a name is found out
    of step, the row in hand is given up and reading goes on with the row of that name.
    """
    rows: list[tuple[list[Line], list[list[Line]]]] = []
    for cell in _cells(page, lines):
        name, rest = _split_name(page, cell)
        due = not rows or len(rows[-1][1]) >= columns
        if name and (due or _certain(name, rest)):
            rows.append((name, [rest]))
        elif rows:
            rows[-1][1].append(cell)
    return rows


def _cells(page: Page, lines: Sequence[Line]) -> list[list[Line]]:
    """Return the cells of the table, a name still in front of the first of its row.

    A blank line ends a paragraph, and so does the top of a page: a line that is indented anew behind a full stop.
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and line.gap == 0 and not _tops_page(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    cells: list[list[Line]] = []
    for paragraph in paragraphs:
        if cells and _carries_on(cells[-1][-1].text, " ".join(line.text for line in paragraph), page.conjunctions):
            cells[-1] += paragraph
        else:
            cells.append(paragraph)
    return cells


def _tops_page(last: Line, line: Line) -> bool:
    return line.indent > last.indent and not line.starts_lower and _FULL_STOP.search(last.text) is not None


def _split_name(page: Page, cell: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a criterion's name and those of the cell after it; no name when the cell has none.

    The name ends before the first line with a capital, unless the name is open at its end or goes on
    with a sign or a conjunction.
    """
    for index in range(1, len(cell)):
        name = cell[:index]
        goes_on = cell[index].text[0] in "/&" or cell[index].text.casefold() in page.conjunctions
        if cell[index].starts_lower or goes_on or _OPEN_END.search(name[-1].text):
            continue
        text = " ".join(line.text for line in name)
        if len(text.split()) > _MAX_NAME_WORDS or name[-1].ends_sentence or name[0].starts_lower:
            return [], list(cell)
        return list(name), list(cell[index:])
    return [], list(cell)


def _certain(name: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Return whether a name out of step is certainly one: much narrower than the cell that follows."""
    widest = max(len(line.text) for line in name)
    return len(rest) > 1 and widest * 2 < max(len(line.text) for line in rest)
