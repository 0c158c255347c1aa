"""Result areas that stand in a table: a row each, with columns for name, activity, frame, result and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from competencygraph.ingest.document import Line, Table, evidence_of
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.area_starts import split_role
from competencygraph.ingest.rules.clauses import divide
from competencygraph.ingest.tables import cell_text, column_roles
from competencygraph.model import Item, ResultArea

__all__ = ["read_area_table"]

_FEWEST = 2


def read_area_table(page: Page, table: Table) -> list[ResultArea]:
    """Return the areas of a table whose header row names its columns, a row each, all of it placed.

    Rule ``area-table``: a row without a name or activity carries on the area above it with its tasks.

    Args:
        page: the document.
        table: its cells.
    """
    roles = column_roles(page, table.rows[0], "areas")
    page.place([line for cell in table.rows[0] for line in cell])
    areas: list[ResultArea] = []
    for row in table.rows[1:]:
        cells = {role: row[column] for role, column in roles.items()}
        lines = sorted({line.number: line for cell in row for line in cell}.values(), key=lambda line: line.number)
        if not lines:
            continue
        if "tasks" not in cells and _is_list(page, cells.get("activity", ())):
            cells["tasks"] = cells.pop("activity")
        tasks = _members(page, cells.get("tasks", ()))
        head = cells.get("name") or cells.get("activity")
        if not head and areas:
            last = areas.pop()
            areas.append(replace(last, tasks=(*last.tasks, *tasks)))
            continue
        if not head:
            continue
        paragraphs = page.paragraphs(cells.get("name", ()))
        more = [line for paragraph in paragraphs[1:] for line in paragraph.lines]
        if more:
            cells["name"] = paragraphs[0].lines
        values = {role: page.join(cell) for role, cell in cells.items() if cell and role != "tasks"}
        activity, purpose, description = _below_name(page, more)
        marker = head[0].marker
        role, optional, rest = split_role(page, values.get("name", ""))
        if role is not None:
            activity, purpose = divide(rest, page.lexicon) if rest else (None, None)
            activity = activity or rest
        area = ResultArea(
            evidence_of(lines),
            (values.get("name") or values.get("activity")) if role is None else None,
            role=role,
            optional=optional,
            notation=marker.symbol if marker is not None and marker.kind != "bullet" else None,
            activity=values.get("activity") or activity,
            purpose=values.get("purpose") or purpose,
            description=values.get("frame") or description,
            tasks=tasks,
        )
        areas.append(area)
        page.note("area", cell_text(page, head), head, "area-table", 0.9)
    return areas


def _is_list(page: Page, cell: Sequence[Line]) -> bool:
    return sum(1 for paragraph in page.paragraphs(cell) if paragraph.first.marker is not None) >= _FEWEST


def _below_name(page: Page, lines: Sequence[Line]) -> tuple[str | None, str | None, str | None]:
    """Return activity and purpose of the text below a name in its cell, or the text as a description."""
    if not lines:
        return None, None, None
    text = page.join(lines)
    activity, purpose = divide(text, page.lexicon)
    return activity, purpose, None if activity else text


def _members(page: Page, cell: Sequence[Line]) -> tuple[Item, ...]:
    items = tuple(page.item(paragraph) for paragraph in page.paragraphs(cell))
    for item in items:
        page.note("task", item.text, item.evidence, "area-table", 0.9)
    return items
