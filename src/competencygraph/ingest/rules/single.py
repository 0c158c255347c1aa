"""Tables for one competency: a column or a row for each level, or labels in the first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.drafts import divide_name, note_competency
from competencygraph.ingest.rules.grids import Grid, GridCell, GridRow, Header, is_spanning, items_of, stands_alone
from competencygraph.ingest.rules.labels import label_in
from competencygraph.ingest.rules.levels import NamedLevel, level_in, level_line
from competencygraph.model import Competency, CompetencyGroup, Item, ProficiencyLevel

__all__ = [
    "TableReading",
    "place_row",
    "read_dimensions",
    "read_labelled",
    "read_level_rows",
    "read_single",
    "read_wanted",
]

_MAX_TITLE_WORDS = 10


@dataclass(slots=True)
class TableReading:
    """What a table gave.

    Args:
        competencies: in printed order.
        levels: the levels of one competency whose name stands above the table.
        definition: that competency's definition, where the table gives it: text and lines.
        contra: the heading and lines of indicators of what is not wanted.
        items: indicators outside any level of the competency whose name stands above the table.
        by_column: competencies by the name of the function that a column is for.
    """

    competencies: list[Competency] = field(default_factory=list)
    levels: list[ProficiencyLevel] = field(default_factory=list)
    definition: tuple[str, list[Line]] | None = None
    items: list[Item] = field(default_factory=list)
    contra: list[tuple[Line, list[Line]]] = field(default_factory=list)
    by_column: dict[str, list[Competency]] = field(default_factory=dict)


def place_row(page: Page, row: GridRow) -> None:
    """Note that a row has found a place."""
    for cell in row:
        page.place(cell.lines)


def read_dimensions(page: Page, grid: Grid, start: int, header: Header, *, named: bool) -> TableReading:
    """Return the indicators of the competency above a table with a row for each of its dimensions."""
    if not named:
        return TableReading()
    items: list[Item] = []
    for row in grid.rows[start:]:
        place_row(page, row)
    for row in grid.rows[start + header.rows :]:
        cell = row[header.roles["indicators"]]
        if cell.lines and not is_spanning(row):
            items += items_of(page, cell)
    return TableReading(items=items)


def read_wanted(page: Page, grid: Grid) -> TableReading | None:
    """Return the indicators of a table with a column for wanted behaviour and one for unwanted, None for another."""
    labels = [label_in(page, cell.text) for cell in grid.rows[0]]
    kinds = [label.kind if label is not None and not label.value else None for label in labels]
    if set(kinds) != {"indicators", "contra"}:
        return None
    reading = TableReading()
    for column, kind in enumerate(kinds):
        cells = [row[column] for row in grid.rows[1:] if row[column].lines]
        if kind == "indicators":
            page.place(grid.rows[0][column].lines)
            reading.items += [item for cell in cells for item in items_of(page, cell)]
        else:
            reading.contra.append((grid.rows[0][column].lines[0], [line for cell in cells for line in cell.lines]))
    return reading


def read_single(
    page: Page, grid: Grid, start: int, header: Header, group: CompetencyGroup | None, *, named: bool
) -> TableReading:
    """Return the levels of one competency: a column or a row for each; its name may stand in a row above them."""
    if not named and not _names_above(grid.rows[:start]):
        return TableReading()
    if "level" in header.roles and not header.levels:
        levels = _level_rows(page, grid.rows[start + 1 :], header.roles["level"], header.roles)
    else:
        levels = _level_columns(page, grid, start, header)
    if not levels:
        return TableReading()
    return _with_name(page, grid.rows[:start], levels, group, named=named, head=grid.rows[start])


def _with_name(
    page: Page,
    above: Sequence[GridRow],
    levels: list[ProficiencyLevel],
    group: CompetencyGroup | None,
    *,
    named: bool,
    head: GridRow | None = None,
) -> TableReading:
    """Return levels as those of the competency whose name stands above: in the table, else before it."""
    texts = _names_above(above)
    if head is not None and (texts or named):
        place_row(page, head)
    if named or not texts:
        definition = None
        if named and texts:
            lines = [line for cell in texts for line in cell.lines]
            definition = (page.join(lines), lines)
        return TableReading(levels=levels if named else [], definition=definition)
    paragraphs = page.paragraphs(texts[0].lines)
    name, behind = divide_name(page, page.join(paragraphs[0].lines))
    label = label_in(page, page.wording(paragraphs[0].lines))
    if label is not None and label.kind == "label" and label.value:
        name, behind = divide_name(page, label.value)
    rest = [line for paragraph in paragraphs[1:] for line in paragraph.lines]
    rest += [line for cell in texts[1:] for line in cell.lines]
    definition_text = page.join(rest) if rest else behind
    if rest:
        label = label_in(page, page.wording(rest))
        definition_text = label.value if label is not None and label.value else definition_text
    evidence = evidence_of([*texts[0].lines, *rest])
    competency = Competency(name.name, evidence, group, definition_text, tuple(levels))
    note_competency(page, competency, "levels-as-columns", 0.85)
    return TableReading([competency])


def _names_above(above: Sequence[GridRow]) -> list[GridCell]:
    """Return the cells above the levels that alone make a row, of which the first names the competency."""
    return [row[0] for row in above if is_spanning(row) or stands_alone(row)]


def _level_columns(page: Page, grid: Grid, start: int, header: Header) -> list[ProficiencyLevel]:
    levels: list[ProficiencyLevel] = []
    body = grid.rows[start + 1 :]
    for column, head in header.levels.items():
        title = head.title
        cells = [row[column] for row in body if row[column].lines and not is_spanning(row)]
        if title is None and len(cells) > 1 and all(_is_title(row, header) for row in body[:1]):
            title = page.join(cells[0].lines)
            cells = cells[1:]
        items = [item for cell in cells for item in items_of(page, cell)]
        lines = grid.rows[start][column].lines
        page.place(lines)
        levels.append(ProficiencyLevel(head.level, title, tuple(items), evidence_of(lines)))
    return levels if any(level.indicators for level in levels) else []


def _is_title(row: GridRow, header: Header) -> bool:
    """Return whether a row holds a short title for each level."""
    cells = [row[column] for column in header.levels]
    return all(
        cell.lines
        and len(cell.lines) == 1
        and cell.lines[0].marker is None
        and len(cell.text.split()) <= _MAX_TITLE_WORDS
        and not cell.text.endswith(".")
        for cell in cells
    )


def read_level_rows(page: Page, grid: Grid, group: CompetencyGroup | None, *, named: bool) -> TableReading | None:
    """Return the levels of a table whose first column holds one a row, None when it is none such."""
    first = next((index for index, row in enumerate(grid.rows) if not is_spanning(row)), None)
    if first is None:
        return None
    rows = grid.rows[first:]
    found = [row for row in rows if _level_cell(page, row[0]) is not None]
    if len(found) < 2 or len(found) * 10 < len(rows) * 8:
        return None
    if not named and not _names_above(grid.rows[:first]):
        return TableReading()
    levels = _level_rows(page, rows, 0, {})
    return _with_name(page, grid.rows[:first], levels, group, named=named) if levels else None


def _level_cell(page: Page, cell: GridCell) -> NamedLevel | None:
    if not cell.lines:
        return None
    line = level_line(page, cell.text)
    return NamedLevel("", line.level, line.title) if line is not None else level_in(page, cell.text)


def _level_rows(page: Page, rows: Sequence[GridRow], column: int, roles: dict[str, int]) -> list[ProficiencyLevel]:
    levels: list[ProficiencyLevel] = []
    for row in rows:
        level = _level_cell(page, row[column])
        if level is None:
            continue
        page.place(row[column].lines)
        title = level.title
        if "title" in roles and row[roles["title"]].lines:
            title = page.join(row[roles["title"]].lines)
        others = [cell for at, cell in enumerate(row) if at not in {column, roles.get("title")} and cell.lines]
        if title is None and len(others) == 2 and len(others[0].text.split()) <= _MAX_TITLE_WORDS:
            title = page.join(others.pop(0).lines)
        items = [item for cell in others for item in items_of(page, cell)]
        levels.append(ProficiencyLevel(level.level, title, tuple(items), evidence_of(row[column].lines)))
    return levels


def read_labelled(page: Page, grid: Grid, group: CompetencyGroup | None, *, named: bool) -> TableReading | None:
    """Return the competencies of a table with labels in its first column, None when it is none such."""
    kinds = [_label_kind(page, row[0]) for row in grid.rows]
    known = [kind for kind in kinds if kind is not None]
    if len(known) < 2 or len(known) * 10 < len(kinds) * 6 or grid.columns != 2:
        return None
    if "label" not in known and not named:
        return None
    reading = TableReading()
    for row, kind in zip(grid.rows, kinds, strict=True):
        _labelled_row(page, row, kind, reading, group)
    for competency in reading.competencies:
        note_competency(page, competency, "table-of-labels", 0.9)
    return reading


def _label_kind(page: Page, cell: GridCell) -> str | None:
    bare = cell.text.strip(" :.")
    for role, kind in (
        ("name", "label"),
        ("definition", "definition"),
        ("level", "level"),
        ("indicators", "indicators"),
    ):
        if page.lexicon.pattern("competency_words", "columns", role, before="^", after="$").match(bare):
            return kind
    level = level_line(page, bare)
    return "level line" if level is not None else None


def _labelled_row(
    page: Page, row: GridRow, kind: str | None, reading: TableReading, group: CompetencyGroup | None
) -> None:
    value = row[1]
    if kind is None or not value.lines:
        return
    page.place(row[0].lines)
    if kind == "label":
        named, definition = divide_name(page, page.join(value.lines))
        asked = (ProficiencyLevel(named.level, named.title, (), evidence_of(value.lines)),) if named.has_level else ()
        reading.competencies.append(Competency(named.name, evidence_of(value.lines), group, definition, asked))
        return
    current = reading.competencies[-1] if reading.competencies else None
    if kind == "definition":
        text = page.join(value.lines)
        if current is None:
            reading.definition = (text, list(value.lines))
        else:
            reading.competencies[-1] = replace(current, definition=text)
        return
    known = current.levels if current is not None else tuple(reading.levels)
    levels = _with_row(page, row, kind, known)
    if current is not None:
        reading.competencies[-1] = replace(current, levels=levels)
    else:
        reading.levels = list(levels)


def _with_row(
    page: Page, row: GridRow, kind: str, levels: tuple[ProficiencyLevel, ...]
) -> tuple[ProficiencyLevel, ...]:
    """Return the levels with what a row of levels or indicators adds."""
    value = row[1]
    if kind == "level":
        printed = level_in(page, value.text, headed=True)
        if printed is None:
            return levels
        page.place(value.lines)
        return (*levels, ProficiencyLevel(printed.level, printed.title, (), evidence_of(value.lines)))
    items = tuple(items_of(page, value))
    if kind == "level line":
        printed = _level_cell(page, row[0])
        if printed is None:
            return levels
        return (*levels, ProficiencyLevel(printed.level, printed.title, items, evidence_of(row[0].lines)))
    if levels and not levels[-1].indicators:
        return (*levels[:-1], replace(levels[-1], indicators=items))
    return (*levels, ProficiencyLevel(None, None, items, evidence_of(value.lines)))
