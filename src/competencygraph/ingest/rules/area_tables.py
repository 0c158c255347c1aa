"""Result areas that stand in a table: a row each, with columns for name, activity, frame, result and tasks."""

from __future__ import annotations

from collections.abc import Sequence

from competencygraph.ingest.document import Line, Table, evidence_of
from competencygraph.ingest.page import Page
from competencygraph.ingest.tables import cell_text, column_roles
from competencygraph.model import Item, ResultArea

__all__ = ["read_area_table"]


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
        tasks = _members(page, cells.get("tasks", ()))
        head = cells.get("name") or cells.get("activity")
        if not head and areas:
            last = areas.pop()
            areas.append(
                ResultArea(
                    last.evidence,
                    last.name,
                    activity=last.activity,
                    purpose=last.purpose,
                    description=last.description,
                    tasks=(*last.tasks, *tasks),
                )
            )
            continue
        if not head:
            continue
        values = {role: page.join(cell) for role, cell in cells.items() if cell and role != "tasks"}
        marker = head[0].marker
        area = ResultArea(
            evidence_of(lines),
            values.get("name") or values.get("activity"),
            notation=marker.symbol if marker is not None and marker.kind != "bullet" else None,
            activity=values.get("activity"),
            purpose=values.get("purpose"),
            description=values.get("frame"),
            tasks=tasks,
        )
        areas.append(area)
        page.note("area", cell_text(page, head), head, "area-table", 0.9)
    return areas


def _members(page: Page, cell: Sequence[Line]) -> tuple[Item, ...]:
    items = tuple(page.item(paragraph) for paragraph in page.paragraphs(cell))
    for item in items:
        page.note("task", item.text, item.evidence, "area-table", 0.9)
    return items
