"""Text that goes into a cell: escaped as the format wants it, never longer than a cell holds, never a formula."""

from __future__ import annotations

import re

__all__ = ["MAX_TEXT", "fits_cell", "is_formula_like", "text_for_cell"]

#: Characters that a cell holds, escapes included.
MAX_TEXT = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


def text_for_cell(text: str) -> str:
    r"""Return a text as a cell of a workbook holds it.

    Args:
        text: any text.

    Returns:
        The text; what XML cannot hold is written as ``_x0007_``, and an underscore that would begin such a sign as
        ``_x005F_``. Where that takes more than `MAX_TEXT` characters it is cut, and ends with an ellipsis.

    Source:
        ECMA-376, Part 1: 18.18.93 (escapes in text).

    >>> text_for_cell("a bell \x07"), text_for_cell("_x0007_"), text_for_cell("Doel")
    ('a bell _x0007_', '_x005F_x0007_', 'Doel')
    """
    escaped = _escaped(text)
    return escaped if len(escaped) <= MAX_TEXT else f"{escaped[: MAX_TEXT - 1]}…"


def fits_cell(text: str) -> bool:
    """Return whether a cell holds the whole of a text; `text_for_cell` cuts one that does not fit.

    Args:
        text: any text.

    >>> fits_cell("Doel"), fits_cell("a" * 32_768)
    (True, False)
    """
    return len(_escaped(text)) <= MAX_TEXT


def is_formula_like(text: str) -> bool:
    r"""Return whether a spreadsheet could take a text for a formula or a command when it is typed, pasted or imported.

    Args:
        text: any text.

    Returns:
        True when it begins with ``=``, ``+``, ``-``, ``@``, a tab, a carriage return or NUL. Such a text gets
        ``quotePrefix`` in a workbook, and an apostrophe before it in CSV.

    Source:
        ECMA-376, Part 1: 18.8.45 (``quotePrefix``); OWASP, "CSV Injection".

    >>> is_formula_like("=1+1"), is_formula_like("- eerste taak"), is_formula_like("Doel")
    (True, True, False)
    """
    return text.startswith(_FORMULA_STARTS)


def _escaped(text: str) -> str:
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
