"""Competencies in tables: a row each, a matrix of competency by level or function, or a table for one competency."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from competencygraph.ingest.document import Table, evidence_of
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.drafts import divide_name, note_competency
from competencygraph.ingest.rules.function_tables import function_column, turned
from competencygraph.ingest.rules.grids import (
    Grid,
    GridCell,
    GridRow,
    Header,
    find_header,
    grid_of,
    is_spanning,
    items_of,
    stands_alone,
)
from competencygraph.ingest.rules.labels import label_in
from competencygraph.ingest.rules.levels import level_in
from competencygraph.ingest.rules.single import (
    TableReading,
    place_row,
    read_dimensions,
    read_labelled,
    read_level_rows,
    read_single,
    read_wanted,
)
from competencygraph.model import Competency, CompetencyGroup, ProficiencyLevel

__all__ = ["TableReading", "read_competency_table", "read_rows"]

_MAX_NAME_WORDS = 10


def read_competency_table(
    page: Page,
    table: Table,
    group: CompetencyGroup | None = None,
    *,
    only: Collection[int] | None = None,
    named: bool = False,
) -> TableReading:
    """Return the competencies of a table.

    Rules: ``table-by-columns`` (columns headed *Competentie*, *Definitie*, *Niveau*, *Gedragsindicatoren*, in any
    order), ``matrix-by-level`` (columns headed by levels; cells ticked, or with indicators), ``matrix-by-function``
    (columns headed by functions, or rows; cells ticked or with a level), ``table-by-function`` (a column names the
    function of each row), ``levels-as-columns`` and ``levels-as-rows`` (a table
    for one competency), ``table-of-labels`` (labels in the first column) and ``table-of-two-columns`` (no header: names
    beside levels, definitions or lists). A row that is one cell names a group, or the competency above its levels. A
    table that fits none gives nothing.

    Args:
        page: the document.
        table: the table.
        group: the group that it stands in.
        only: the numbers of the lines to regard, None for all.
        named: whether a competency's name stands right above the table.
    """
    grid = grid_of(page, table, only)
    if not grid.rows or grid.columns < 2:
        return TableReading()
    wanted = read_wanted(page, grid) if named else None
    if wanted is not None:
        return wanted
    grid = turned(page, grid) or grid
    found = find_header(page, grid)
    if found is not None:
        start, header = found
        functions = function_column(page, grid)
        if functions is not None:
            return _by_row(page, grid, start, header, functions, group)
        if "name" not in header.roles and "dimension" in header.roles and not header.levels:
            return read_dimensions(page, grid, start, header, named=named)
        if "name" not in header.roles and (len(header.levels) >= 2 or "level" in header.roles):
            return read_single(page, grid, start, header, group, named=named)
        if header.functions:
            return _by_function(page, grid, start, header, group)
        if header.levels or len(header.roles) >= 2:
            return _Rows(page, grid, start, header, group).read()
    labelled = read_labelled(page, grid, group, named=named)
    if labelled is not None:
        return labelled
    rows = read_level_rows(page, grid, group, named=named)
    return rows if rows is not None else _two_columns(page, grid, group)


def read_rows(
    page: Page, grid: Grid, header: Header, group: CompetencyGroup | None, rule: str, confidence: float
) -> list[Competency]:
    """Return the competencies of rows whose columns are known.

    Args:
        page: the document.
        grid: the rows, without their header.
        header: what the columns hold.
        group: the group that they stand in.
        rule: the name of the rule that found the rows.
        confidence: how sure that is.
    """
    table = _Rows(page, grid, 0, Header(0, header.roles, header.levels), group)
    table.rule, table.confidence = rule, confidence
    return table.read().competencies


class _Rows:
    """The rows of a table with a column of names."""

    def __init__(self, page: Page, grid: Grid, start: int, header: Header, group: CompetencyGroup | None) -> None:
        self.page = page
        self.header = header
        self.group = group
        self.body = grid.rows[start + header.rows :]
        self.head = grid.rows[start : start + header.rows]
        self.name = header.roles.get("name", 0)
        self.rule = "matrix-by-level" if header.levels else "table-by-columns"
        self.confidence = 0.95
        self.ticks = bool(header.levels) and all(
            row[column].is_ticked or row[column].is_unticked or row[column].text.isdecimal()
            for row in self.body
            if not is_spanning(row)
            for column in header.levels
        )
        self.found: list[Competency] = []
        self.last: GridCell | None = None

    def read(self) -> TableReading:
        """Return the competencies, none where the first column holds hardly any names."""
        names = [row[self.name].text for row in self.body if row[self.name].text and not is_spanning(row)]
        fits = [name for name in names if len(divide_name(self.page, name)[0].name.split()) <= _MAX_NAME_WORDS]
        if len(fits) * 10 < len(names) * 7:
            return TableReading()
        for row in self.head:
            place_row(self.page, row)
        titles = [cell.text for cell in self.head[-1]] if self.head else []
        for row in self.body:
            if [cell.text for cell in row] == titles:
                place_row(self.page, row)
            elif is_spanning(row) or (stands_alone(row) and len(row) > 1 and not self._is_member(row)):
                self.group = _group_row(self.page, row)
                self.last = None
            else:
                self._row(row)
        for competency in self.found:
            note_competency(self.page, competency, self.rule, self.confidence)
        return TableReading(self.found)

    def _is_member(self, row: GridRow) -> bool:
        """Return whether a row with a name alone is a competency: in a ticked matrix it has no level."""
        return row[self.name].lines == row[0].lines and (self.ticks or not _looks_like_group(self.page, row[0]))

    def _row(self, row: GridRow) -> None:
        name = row[self.name]
        continued = self.last is not None and (not name.lines or name.lines == self.last.lines)
        levels = self._levels(row)
        if continued and self.found:
            known = self.found[-1]
            self.found[-1] = replace(known, levels=_joined(known.levels, levels))
            return
        if not name.lines:
            return
        self.last = name
        paragraphs = self.page.paragraphs(name.lines)
        printed = self.page.join(paragraphs[0].lines)
        named, definition = divide_name(self.page, printed)
        under = [line for paragraph in paragraphs[1:] for line in paragraph.lines]
        if under:
            definition = self.page.join(under)
        lines = list(name.lines)
        cell = self._cell(row, "definition")
        if cell is not None and cell.lines:
            label = label_in(self.page, cell.text)
            whole = self.page.join(cell.lines)
            definition = label.value if label is not None and label.value else whole
            lines += cell.lines
        if named.has_level and not levels:
            levels = [ProficiencyLevel(named.level, named.title, (), evidence_of(name.lines))]
        evidence = evidence_of(sorted(lines, key=lambda line: line.number))
        group = self._own_group(row) or self.group
        number = self._cell(row, "number")
        if number is not None:
            self.page.place(number.lines)
        notation = number.text if number is not None and number.text else None
        self.found.append(Competency(named.name, evidence, group, definition, tuple(levels), notation))

    def _cell(self, row: GridRow, role: str) -> GridCell | None:
        column = self.header.roles.get(role)
        return None if column is None else row[column]

    def _own_group(self, row: GridRow) -> CompetencyGroup | None:
        cell = self._cell(row, "group")
        if cell is None or not cell.lines:
            return None
        return CompetencyGroup(self.page.join(cell.lines), evidence_of(cell.lines))

    def _levels(self, row: GridRow) -> list[ProficiencyLevel]:
        if self.ticks:
            return self._ticked(row)
        if self.header.levels:
            found = []
            for column, head in self.header.levels.items():
                items = items_of(self.page, row[column]) if row[column].lines else []
                if items:
                    found.append(ProficiencyLevel(head.level, head.title, tuple(items), evidence_of(row[column].lines)))
            return found
        level, title, items_cell = (self._cell(row, role) for role in ("level", "title", "indicators"))
        printed = level_in(self.page, level.text, headed=True) if level is not None and level.text else None
        shown = tuple(items_of(self.page, items_cell)) if items_cell is not None and items_cell.lines else ()
        said = printed is not None or _sentence(level) is not None
        where = level if said else title if title is not None and title.lines else items_cell
        if where is None or not where.lines or (printed is None and not shown and where is items_cell):
            return []
        self.page.place(where.lines)
        number = printed.level if printed is not None else None
        text = printed.title if printed is not None else _sentence(level)
        if title is not None and title.lines:
            text = self.page.join(title.lines)
        return [ProficiencyLevel(number, text, shown, evidence_of(where.lines))]

    def _ticked(self, row: GridRow) -> list[ProficiencyLevel]:
        """Return the level whose column is ticked, or repeats its own number; none where several are."""
        marked = [
            (head, row[column])
            for column, head in self.header.levels.items()
            if row[column].is_ticked or (row[column].text.isdecimal() and row[column].text == str(head.level))
        ]
        for column in self.header.levels:
            if len(marked) == 1 or row[column].is_unticked:
                self.page.place(row[column].lines)
        if len(marked) != 1:
            return []
        head, cell = marked[0]
        return [ProficiencyLevel(head.level, head.title, (), evidence_of(cell.lines))]


def _sentence(cell: GridCell | None) -> str | None:
    """Return what a cell under *Niveau* says in words of its own, None where it is blank or but a sign."""
    return None if cell is None or cell.is_ticked or cell.is_unticked else cell.text


def _joined(levels: tuple[ProficiencyLevel, ...], more: list[ProficiencyLevel]) -> tuple[ProficiencyLevel, ...]:
    """Return levels with those of a row that carries on the name, indicators of no level put together."""
    if levels and len(more) == 1 and all((each.level, each.title) == (None, None) for each in (levels[-1], more[0])):
        whole = (*levels[-1].indicators, *more[0].indicators)
        return (*levels[:-1], replace(levels[-1], indicators=whole))
    return (*levels, *more)


def _looks_like_group(page: Page, cell: GridCell) -> bool:
    return page.lexicon.pattern("competency_words", "group").search(cell.text.strip(" :.")) is not None


def _group_row(page: Page, row: GridRow) -> CompetencyGroup:
    lines = row[0].lines
    return CompetencyGroup(page.join(lines), evidence_of(lines))


def _by_function(page: Page, grid: Grid, start: int, header: Header, group: CompetencyGroup | None) -> TableReading:
    """Return the competencies by the function that a column is for."""
    reading = TableReading(by_column={name: [] for name in header.functions.values()})
    for row in grid.rows[start : start + header.rows]:
        place_row(page, row)
    for row in grid.rows[start + header.rows :]:
        if is_spanning(row) or (stands_alone(row) and _names_group(page, row)):
            group = _group_row(page, row)
            continue
        name = row[header.roles["name"]]
        if not name.lines or len(name.text.split()) > _MAX_NAME_WORDS:
            continue
        asked = False
        for column, function in header.functions.items():
            cell = row[column]
            level = None if cell.is_ticked else level_in(page, cell.text)
            if cell.is_unticked or (level is None and not cell.is_ticked):
                continue
            asked = True
            levels = (ProficiencyLevel(level.level, level.title, (), evidence_of(cell.lines)),) if level else ()
            competency = Competency(name.text, evidence_of(name.lines), group, None, levels)
            reading.by_column[function].append(competency)
            note_competency(page, competency, "matrix-by-function", 0.9)
        if asked:
            place_row(page, row)
    return reading


def _names_group(page: Page, row: GridRow) -> bool:
    """Return whether a row with a name alone is set off as that of a group, by its look or its words."""
    return all(line.traits.bold for line in row[0].lines) or _looks_like_group(page, row[0])


def _by_row(
    page: Page, grid: Grid, start: int, header: Header, functions: int, group: CompetencyGroup | None
) -> TableReading:
    """Return the competencies by the function that a column names; a row without a name is about the one above."""
    for row in grid.rows[start : start + header.rows]:
        place_row(page, row)
    rows: dict[str, list[GridRow]] = {}
    name = ""
    for row in grid.rows[start + header.rows :]:
        name = row[functions].text or name
        if name and not is_spanning(row):
            page.place(row[functions].lines)
            rows.setdefault(name, []).append(row)
    return TableReading(
        by_column={
            name: read_rows(page, Grid(tuple(own)), header, group, "table-by-function", 0.9)
            for name, own in rows.items()
        }
    )


def _two_columns(page: Page, grid: Grid, group: CompetencyGroup | None) -> TableReading:
    """Return the competencies of two columns without a header: short names beside levels, lists or definitions."""
    rows = [
        row for row in grid.rows if not is_spanning(row) and not (stands_alone(row) and _looks_like_group(page, row[0]))
    ]
    if grid.columns != 2 or len(rows) < 2 or any(not row[0].lines or not row[1].lines for row in rows):
        return TableReading()
    short = all(len(row[0].text.split()) <= 6 and not row[0].text.endswith((".", ":")) for row in rows)
    if not short or any(level_in(page, row[0].text) is not None for row in rows):
        return TableReading()
    if all(level_in(page, row[1].text) is not None for row in rows):
        role = "level"
    elif any(line.marker is not None for row in rows for line in row[1].lines):
        role = "indicators"
    elif all(len(row[1].text.split()) >= 4 for row in rows):
        role = "definition"
    else:
        return TableReading()
    header = Header(0, {"name": 0, role: 1})
    return TableReading(read_rows(page, grid, header, group, "table-of-two-columns", 0.75))
