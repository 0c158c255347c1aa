"""Pages with the traits that a format gives, made from short notations, and competencies as short tuples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from competencygraph.ingest.document import Cell, Document, Traits, make_lines
from competencygraph.ingest.headings import Section
from competencygraph.ingest.lexicon import load_lexicon
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.competencies import CompetencyReading, read_competencies
from competencygraph.model import Competency

Grid = Sequence[Sequence[str | tuple[str, int] | None]]


def page_of(*parts: str | Grid) -> Page:
    """Return a page; ``## text`` is a marked heading, ``**text**`` bold, a list of rows a table.

    A cell is its text, lines apart, or the text with the number of columns that it spans; None is spanned from above.
    """
    raw: list[str] = []
    traits: list[Traits] = []
    tables = 0
    for part in parts:
        if isinstance(part, str):
            raw.append(part.strip("*").lstrip("#").rstrip() if part[:1] in "#*" else part)
            raw[-1] = raw[-1].strip() if part[:1] == "#" else raw[-1]
            heading = len(part) - len(part.lstrip("#")) if part.startswith("#") else None
            traits.append(Traits(heading=heading, bold=part.startswith("**"), joins=False))
            continue
        tables += 1
        raw.append("")
        traits.append(Traits())
        for row_number, row in enumerate(part, 1):
            column = 1
            for value in row:
                text, width = value if isinstance(value, tuple) else (value, 1)
                height = 1
                while row_number - 1 + height < len(part) and _is_spanned(part[row_number - 1 + height], column):
                    height += 1
                for line in (text or "").split("\n"):
                    if text is not None:
                        raw.append(line)
                        cell = Cell(tables, row_number, column, height, width)
                        traits.append(Traits(cell=cell, joins=False))
                column += width
        raw.append("")
        traits.append(Traits())
    return Page(Document("made.docx", "0" * 64, tuple(raw), make_lines(raw, traits)), load_lexicon())


def _is_spanned(row: Sequence[str | tuple[str, int] | None], column: int) -> bool:
    return len(row) >= column and row[column - 1] is None


def section_of(page: Page, kind: str = "competencies") -> Section:
    """Return the part under the page's first line."""
    return Section(kind, (page.document.lines[0],), list(page.document.lines[1:]))


def read(page: Page, kind: str = "competencies") -> CompetencyReading:
    """Return what the part under the page's first line gives; every taken text must stand on its lines."""
    reading = read_competencies(page, section_of(page, kind))
    noted = {entry.text for entry in page.readings if entry.kind == "competency"}
    assert noted >= {competency.name for competency in reading.competencies}
    return reading


def brief(competencies: Sequence[Competency]) -> list[Any]:
    """Return name, definition, and for each level its number, title and indicators."""
    return [
        (
            one.name,
            one.definition,
            [(level.level, level.title, [item.text for item in level.indicators]) for level in one.levels],
        )
        for one in competencies
    ]


def groups(competencies: Sequence[Competency]) -> list[tuple[str | None, str | None]]:
    """Return the name and definition of each competency's group."""
    return [(one.group.name, one.group.definition) if one.group else (None, None) for one in competencies]
