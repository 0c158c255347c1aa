"""What a table is for, told from its header row and first column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from competencygraph.ingest.document import Line, Table
from competencygraph.ingest.masking import mask_contacts
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.function_tables import gives_competencies_by_function
from competencygraph.ingest.rules.levels import level_pattern

__all__ = [
    "cell_text",
    "column_roles",
    "grade_of",
    "grades_of",
    "heads_competencies",
    "is_contents_table",
    "label_lines",
    "lists_labels",
    "names_levels",
    "table_kind",
]

_GRADE = (
    r"(?:[A-D][1-9]?|S\s?\d{1,2}|AD\s?\d{1,2}|AST\s?\d{1,2}|G[67]|SCS\d?|SEO|HEO|EO|AO|CO|AP|PO|[IVX]{1,4}|\d{1,2})"
)
_BARE = re.compile(rf"{_GRADE}(?:\s?[-–/]\s?{_GRADE})?")
_UNNAMED = re.compile(r"[IVX]{1,4}|\d{1,2}")
_MAX_LABEL_WORDS = 7
_CONTENTS_ROWS = 3
_HEADER_ROWS = 3
_HEADER_ROLES = 3
# "Executive Officer (EO)": only letters in capitals count here.
_BRACKETED = re.compile(r"[^\W\d_][^()]{2,50}\((?P<grade>[A-Z]{2,4}\d?|[A-D][1-9])\)")


def cell_text(page: Page, cell: Sequence[Line]) -> str:
    """Return the text of a cell, its paragraphs joined; empty for a blank cell."""
    return page.wording(cell) if cell else ""


def grade_of(page: Page, text: str, *, named: bool = False) -> str | None:
    """Return the grade that a text names and nothing else, None when it names none.

    ``A3`` and ``Klasse A3`` name A3; a bare number or Roman numeral names a grade only behind such a word, and keeps it
    ("schaal 11").

    Args:
        page: the document.
        text: a cell, a heading or the value behind a label.
        named: whether something else says already that it is a grade.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> [grade_of(page, text) for text in ("Klasse A3", "HEO", "Schaal 11", "11", "Brussel")]
    ['A3', 'HEO', 'schaal 11', None, None]
    """
    bracket = _BRACKETED.fullmatch(text.strip(" .:*|"))
    bare = bracket["grade"] if bracket else text.strip(" .:*|()")
    match = page.lexicon.pattern("grade_words", before="^(?P<word>", after=r")\s*(?P<grade>\S.*)$").match(bare)
    grade = match["grade"].strip() if match else bare
    if not _BARE.fullmatch(grade):
        return None
    if _UNNAMED.fullmatch(grade):
        if match is not None:
            return f"{match['word'].lower()} {grade}"
        return grade if named else None
    return grade


def grades_of(page: Page, cells: Sequence[Sequence[Line]]) -> tuple[str, ...] | None:
    """Return the grades of a row of cells, None unless there are two or more, all different."""
    grades = [grade_of(page, cell_text(page, cell)) for cell in cells]
    found = tuple(grade for grade in grades if grade is not None)
    return found if len(found) == len(grades) >= 2 and len(set(found)) == len(found) else None


def column_roles(page: Page, cells: Sequence[Sequence[Line]], family: str) -> dict[str, int]:
    """Return which column of a header row holds what.

    Args:
        page: the document.
        cells: the header row.
        family: ``areas`` or ``competencies``, an entry of the lexicon's ``columns``.

    Returns:
        Role to column, counted from 0; a role that two columns claim is the first one's.
    """
    roles: dict[str, int] = {}
    for column, cell in enumerate(cells):
        role = page.lexicon.column_role(family, cell_text(page, cell))
        if role is not None:
            roles.setdefault(role, column)
    return roles


def table_kind(page: Page, table: Table) -> str | None:
    """Return what a table is for, None when its cells are to be read as ordinary lines."""
    if len(table.rows) < 2 or table.columns < 2:
        return "labels" if lists_labels(page, table) else _kind_of_header(page, table)
    if names_levels(page, table) and "competency" in column_roles(page, table.rows[0], "competencies"):
        return "competencies"
    for header in table.rows[:2]:
        if grades_of(page, header[1:]) or grades_of(page, header):
            return "competencies" if heads_competencies(page, cell_text(page, header[0])) else "criteria"
    if grades_of(page, [row[0] for row in table.rows[1:]]) and any(table.rows[0][1:]):
        return "criteria"
    if _labels_competency(page, table) or gives_competencies_by_function(page, table):
        return "competencies"
    header = table.rows[0]
    roles = column_roles(page, header, "competencies")
    if "competency" in roles and len(roles) >= 2:
        return "competencies"
    roles = column_roles(page, header, "areas")
    if len(roles) >= 2 and roles.keys() & {"name", "activity"}:
        return "areas"
    return "labels" if lists_labels(page, table) else None


def _kind_of_header(page: Page, table: Table) -> str | None:
    """Return what a table with a header and nothing below it is for, None unless the header names three columns."""
    for family in ("competencies", "areas"):
        if len(table.rows) == 1 and len(column_roles(page, table.rows[0], family)) >= _HEADER_ROLES:
            return family
    return None


def _labels_competency(page: Page, table: Table) -> bool:
    """Return whether the first column holds labels of one competency: its name, definition, level, indicators."""
    roles = column_roles(page, [row[0] for row in table.rows], "competencies")
    return table.columns == 2 and len(roles) >= 2 and bool(roles.keys() & {"competency", "indicators"})


def names_levels(page: Page, table: Table) -> bool:
    """Return whether a row or column of a table names numbered levels ("Niveau 1", "Niveau 2") as competencies have."""
    rows = [[cell_text(page, cell) for cell in row] for row in table.rows[:_HEADER_ROWS]]
    column = [cell_text(page, row[0]) for row in table.rows]
    return any(_are_levels(page, texts) for row in rows for texts in (row, row[1:])) or any(
        _are_levels(page, column[start:]) for start in (0, 1)
    )


def _are_levels(page: Page, texts: Sequence[str]) -> bool:
    pattern = level_pattern(page)
    matches = [pattern.match(text) for text in texts]
    return len(texts) >= 2 and all(match is not None and match["level"].isdecimal() for match in matches)


def is_contents_table(page: Page, table: Table) -> bool:
    """Return whether a table is one of contents: names with rising page numbers, most of the names printed again."""
    rows = [(cell_text(page, row[0]), cell_text(page, row[-1])) for row in table.rows if row]
    numbers = [int(number) for _, number in rows if number.isdigit()]
    if table.columns != 2 or len(rows) < _CONTENTS_ROWS or len(numbers) < len(rows) or numbers != sorted(numbers):
        return False
    last = table.lines[-1].number
    below = {line.body for line in page.document.lines if line.number > last}
    return sum(1 for name, _ in rows if name in below) * 10 >= len(rows) * 6


def heads_competencies(page: Page, text: str) -> bool:
    """Return whether a text heads a column of competencies."""
    return page.lexicon.column_role("competencies", text) == "competency"


def lists_labels(page: Page, table: Table) -> bool:
    """Return whether a table lists labels with their values, side by side, most labels known or closed by a colon.

    The type of the document before its title ("Functieprofiel: Brugwachter") is a label too, where a colon closes it.

    Args:
        page: the document.
        table: its cells.
    """
    if table.columns not in {2, 4} or not table.rows:
        return False
    labels = [cell for row in table.rows for cell in row[:: 2 if table.columns == 4 else table.columns] if cell]
    texts = [cell_text(page, cell) for cell in labels]
    if not texts or any(len(text.split()) > _MAX_LABEL_WORDS for text in texts):
        return False
    if any(_is_heading(page, text) for text in texts if page.lexicon.label_kind(text.rstrip(" :")) is None):
        return False
    known = sum(1 for text in texts if page.lexicon.label_kind(text.rstrip(" :")) or text.endswith(":"))
    return known * 2 >= len(texts)


def _is_heading(page: Page, text: str) -> bool:
    kind = page.lexicon.heading_kind(text)
    return kind is not None and not (kind == "document_type" and text.endswith(":"))


def label_lines(page: Page, table: Table) -> Iterator[Line]:
    """Yield one line ``label: value`` for each pair of cells; a cell whose neighbour is blank stands alone."""
    for row in table.rows:
        for column in range(0, table.columns - 1, 2):
            label, value = row[column], row[column + 1]
            if label and value and label != value:
                text = mask_contacts(f"{cell_text(page, label).rstrip(' :')}: {cell_text(page, value)}")
                yield Line(label[0].number, value[-1].end, text, 0, label[0].gap, None, label[0].traits)
            else:
                yield from label or value
