"""Answers as tables for people: readable names for IRIs, lines for passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from competencygraph.cli._messages import Messages, catalogue_of_messages
from competencygraph.cli._places import Locations, cite

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_table", "readable_rows", "readable_word", "text_table"]

#: Columns whose values are words of the question catalogue, which the messages know in three languages.
_WORDED = frozenset({"kind", "section", "change", "match", "matched", "outcome", "place", "scope", "status", "where"})

_LABEL_WIDTH = 60


def readable_rows(
    columns: Sequence[str], rows: Sequence[Mapping[str, object]], messages: Messages, locations: Locations
) -> tuple[list[str], list[list[str]]]:
    """Return columns and cells for people.

    A column of IRIs that has a ``…Label`` beside it is left out; other IRIs lose the base of the data, and
    passages become document and place. Labels are cut, since a family without a title is called by its purpose.

    Args:
        columns: names of the columns.
        rows: by column.
        messages: in the language of the run.
        locations: where passages stand that have more than line numbers.

    Returns:
        The columns that stay, and their cells as text.
    """
    kept = [column for column in columns if f"{column}Label" not in columns]
    return kept, [[_cell(column, row[column], messages, locations) for column in kept] for row in rows]


def readable_word(word: str, messages: Messages, use: Literal["word", "heading"] = "word") -> str:
    """Return a word of the question catalogue in the language of the run, any other word as it is.

    Args:
        word: such as ``result area``.
        messages: in the language of the run.
        use: a word in a cell, or one over what belongs to it.

    Returns:
        The word, or the given one where the messages have none.

    >>> readable_word("result area", Messages("nl")), readable_word("Strategie", Messages("nl"))
    ('resultaatgebied', 'Strategie')
    """
    key = f"{use}.{word.replace(' ', '-')}"
    return messages(key) if key in catalogue_of_messages() else word


def text_table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    """Return a table as plain text: cells padded to their column, two spaces between.

    >>> print(text_table(["a", "b"], [["1", "x"], ["22", ""]]))
    a   b
    1   x
    22
    """
    widths = [max(len(column), *(len(row[index]) for row in cells), 0) for index, column in enumerate(columns)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [columns, *cells])
    return "\n".join(line.rstrip() for line in lines)


def print_table(console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Print a table on a terminal, cells folded to its width."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False)
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _cell(column: str, value: object, messages: Messages, locations: Locations) -> str:
    worded = column in _WORDED and value
    text = readable_word(str(value), messages) if worded else _readable(value, messages, locations)
    if column.endswith("Label") and len(text) > _LABEL_WIDTH:
        return f"{text[: _LABEL_WIDTH - 1].rstrip()}…"
    return text


def _readable(value: object, messages: Messages, locations: Locations) -> str:
    from competencygraph.app.listing import short_name

    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if isinstance(value, str) and "://" in text:
        return cite(text, messages, locations) or short_name(text)
    return " ".join(text.split())
