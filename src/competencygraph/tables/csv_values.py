"""Values of the tables as CSV writes them, and back."""

from __future__ import annotations

from decimal import Decimal

from competencygraph.spreadsheets import is_formula_like
from competencygraph.tables.rows import Value

__all__ = ["csv_text", "original_text"]

_MARK = "'"


def csv_text(value: Value) -> str:
    """Return a value as a field of a CSV file, before quoting.

    Args:
        value: of a table.

    Returns:
        Empty for None, ``true`` or ``false``, digits; a text as it is, with an apostrophe before it where a spreadsheet
        would take it for a formula, and before one that begins with apostrophes and then such a sign, so that
        `original_text` knows which of them were added.

    Source:
        OWASP, "CSV Injection".

    >>> csv_text("=1+1"), csv_text("'=1+1"), csv_text("'s morgens"), csv_text(True), csv_text(None)
    ("'=1+1", "''=1+1", "'s morgens", 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return _MARK + value if is_formula_like(value.lstrip(_MARK)) else value


def original_text(field: str) -> str:
    """Return the text that `csv_text` wrote.

    Args:
        field: of a CSV file, without its quotes.

    Returns:
        The text, without the apostrophe that was added.

    >>> original_text("'=1+1"), original_text("''=1+1"), original_text("'s morgens")
    ('=1+1', "'=1+1", "'s morgens")
    """
    return field[1:] if field.startswith(_MARK) and is_formula_like(field.lstrip(_MARK)) else field
