"""What a cell holds, as a value of its column."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from competencygraph.spreadsheets import Cell
from competencygraph.tables import BOOLEAN_WORDS, Column, Value, choice_code, plain_text

__all__ = ["NoValueError", "cell_value", "text_value"]

_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_BOOLEANS = {"true": True, "false": False} | {
    word: value for value, words in BOOLEAN_WORDS.items() for word in words.values()
}


class NoValueError(ValueError):
    """What a cell holds is no value of its column; the message says what is expected."""


def cell_value(cell: Cell, column: Column, language: str) -> Value:
    """Return what a cell of a workbook holds.

    Args:
        cell: the cell.
        column: its column.
        language: of the workbook.

    Returns:
        The value; None for white space alone.

    Raises:
        NoValueError: it holds a formula, an error, or what the column does not take.

    >>> from competencygraph.tables import find_table
    >>> cell_value(Cell(2, "2"), find_table("levels").column("level"), "nl")
    '2'
    """
    if column.type == "boolean" and isinstance(cell.value, bool):
        return cell.value
    if cell.formula:
        raise NoValueError("the cell holds a formula, which is not read: type its result")
    if cell.error:
        raise NoValueError("the cell holds an error: type what it should say")
    value = cell.value
    if isinstance(value, bool):
        raise NoValueError("the cell holds a truth value: type a text")
    if column.type in {"integer", "decimal"} and isinstance(value, int | float):
        return text_value(format(Decimal(repr(value)), "f").removesuffix(".0"), column, language)
    if isinstance(value, date | time) and column.type in {"integer", "decimal", "boolean"}:
        raise NoValueError(_EXPECTED[column.type])
    return text_value(value if isinstance(value, str) else cell.text, column, language)


def text_value(text: str, column: Column, language: str) -> Value:
    """Return what a text stands for in a column.

    Args:
        text: of a cell.
        column: its column.
        language: of the file.

    Returns:
        The value; None for white space alone.

    Raises:
        NoValueError: the column does not take it.

    >>> from competencygraph.tables import find_table
    >>> text_value("kennis", find_table("knowledge").column("kind"), "nl")
    'knowledge'
    """
    text = plain_text(text)
    bare = text.strip()
    if not bare:
        return None
    if column.choices:
        code = choice_code(column, bare, language)
        if code is None:
            words = ", ".join(names.get(language, names["en"]) for names in column.choices.values())
            raise NoValueError(f"“{bare[:40]}” is none of the values of this column: choose from {words}")
        return code
    if column.type == "integer" and _INTEGER.fullmatch(bare):
        return int(bare)
    if column.type == "decimal" and _DECIMAL.fullmatch(bare):
        return Decimal(bare)
    if column.type == "boolean" and bare.lower() in _BOOLEANS:
        return _BOOLEANS[bare.lower()]
    if column.type in _EXPECTED:
        raise NoValueError(_EXPECTED[column.type])
    return text


_EXPECTED = {
    "integer": "a whole number is expected here",
    "decimal": "a number is expected here",
    "boolean": "yes or no is expected here",
}
