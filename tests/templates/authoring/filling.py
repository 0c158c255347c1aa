"""What an author types, part by part, as places in a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from competencygraph.templates import Form
from competencygraph.templates.form import Block

from .office import Place

__all__ = ["in_word", "in_workbook"]

Typed = dict[Place, Sequence[str]]


def in_word(form: Form, content: Mapping[str, Any]) -> Typed:
    """Return what is typed where in a Word form.

    Args:
        form: the form.
        content: what is typed, by part.
    """
    typed: Typed = {}
    seen: Counter[str] = Counter()
    tables = 0
    for part in form.parts:
        given = content.get(part.name, {})
        for block in part.blocks:
            if block.kind in {"fields", "table"}:
                for row, column, lines in _cells(block, given):
                    typed[tables, row, column] = lines
                tables += 1
                continue
            for prompt, lines in _prompts(block, given):
                if lines is not None:
                    typed[prompt, seen[prompt]] = lines
                seen[prompt] += 1
    return typed


def _prompts(block: Block, given: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str] | None]]:
    if block.kind == "lines":
        lines = given.get("lines", [])
        for at, prompt in enumerate(block.lines):
            text = lines[at] if at < len(lines) else None
            yield prompt, None if text is None else [text]
    else:
        yield block.prompt, given.get(block.kind)


def _cells(block: Block, given: Mapping[str, Any]) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield row, column and lines of the cells of a block with labels or of a table, its header included."""
    if block.kind == "fields":
        rows: Sequence[Any] = [[None, value] for value in given.get("fields", [])]
    else:
        rows = [[None, *given.get("header", [])], *given.get("rows", [])]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells or []):
            if value is not None:
                yield row, column, [value] if isinstance(value, str) else value


def in_workbook(
    form: Form, content: Mapping[str, Any], places: Mapping[tuple[str, int], tuple[int, Sequence[int]]]
) -> Typed:
    """Return what is typed where in a workbook.

    Args:
        form: the form.
        content: what is typed, by part.
        places: the row and columns that each block of each part begins in, from 1.
    """
    typed: Typed = {}
    for part in form.parts:
        given = content.get(part.name, {})
        for number, block in enumerate(part.blocks):
            first, columns = places[part.name, number]
            if block.kind in {"fields", "table"}:
                cells = list(_cells(block, given))
            elif block.kind == "list":
                cells = [(row, 1, [line]) for row, line in enumerate(given.get("list", []))]
            else:
                cells = [(row, 0, lines) for row, (_, lines) in enumerate(_prompts(block, given)) if lines is not None]
            for row, column, lines in cells:
                typed[0, first - 1 + row, columns[column] - 1] = lines
    return typed
