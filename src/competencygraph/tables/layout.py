"""How the tables lie in a workbook: what writing one and reading it back must agree on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal

from competencygraph.tables.rows import Row, Value
from competencygraph.tables.schema import Column, Table

__all__ = [
    "BOOLEAN_WORDS",
    "FORMAT_VERSION",
    "LISTS_SHEET",
    "MARK_LENGTH",
    "RECORD_FILE",
    "RECORD_SHEET",
    "choice_code",
    "plain_text",
    "row_key",
    "row_marks",
    "sign",
]

RECORD_SHEET = "_competencygraph"
"""Name of the hidden sheet that records what was exported: the store, then a row for each row of each table."""
RECORD_FILE = "_competencygraph.csv"
"""Name of the file that records the same beside CSV files."""
LISTS_SHEET = "_lists"
"""Name of the hidden sheet that holds the values that cells can be chosen from."""
FORMAT_VERSION = 1
"""Of the record; a workbook with another is refused."""
MARK_LENGTH = 8
"""Characters of a mark; a change goes unnoticed once in 16 to the power of this."""
BOOLEAN_WORDS: Mapping[bool, Mapping[str, str]] = {
    True: {"nl": "ja", "fr": "oui", "en": "yes"},
    False: {"nl": "nee", "fr": "non", "en": "no"},
}
"""What a workbook says for a truth value, by language: spreadsheets keep truth values as formulas."""
_SEPARATOR = "\t"


def plain_text(value: Value) -> str:
    r"""Return a value as one text, the same before an export and after reading it back.

    Args:
        value: of a table.

    Returns:
        Empty for None; line ends as ``\n``, since files write them in several ways; a number without zeros at the end.

    >>> plain_text("a\r\nb"), plain_text(Decimal("4470.50")), plain_text(True), plain_text(None)
    ('a\nb', '4470.5', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        digits = format(value, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def sign(text: str) -> str:
    """Return the mark of a cell's text.

    Args:
        text: as `plain_text` gives it.

    Returns:
        The first hex digits of its SHA-256; for an empty cell as many hyphens.

    >>> sign("Doel"), sign("")
    ('c5513b4a', '--------')
    """
    return (
        hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:MARK_LENGTH] if text else "-" * MARK_LENGTH
    )


def row_marks(row: Row) -> str:
    """Return the marks of all cells of a row, one after another.

    Args:
        row: of a table.

    Returns:
        `MARK_LENGTH` characters for each column.

    >>> row_marks(("Doel", None))
    'c5513b4a--------'
    """
    return "".join(sign(plain_text(value)) for value in row)


def row_key(table: Table, row: Sequence[Value]) -> str:
    """Return what tells a row of a table from all others.

    Args:
        table: the table.
        row: its values, one a column.

    Returns:
        The values of its key, in one text.
    """
    return _SEPARATOR.join(plain_text(row[table.names.index(name)]) for name in table.key)


def choice_code(column: Column, shown: str, language: str) -> str | None:
    """Return the value that a column of choices holds, from what people see or from itself.

    Args:
        column: a column with choices.
        shown: what the cell shows.
        language: of the workbook.

    Returns:
        The value; None for what is none of the choices.
    """
    for code, words in column.choices.items():
        if shown in {code, words.get(language)} or shown in words.values():
            return code
    return None
