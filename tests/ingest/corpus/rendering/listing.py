"""The signs before the members of a list."""

from __future__ import annotations

__all__ = ["symbol"]


def symbol(marker: str, bullet: str, number: int, depth: int) -> str:
    """Return what stands before a member of a list.

    Args:
        marker: ``bullet``, ``number``, ``letter`` or ``none``.
        bullet: the bullet of the highest level; the levels below it have a dash or a circle.
        number: the member's place, from 1.
        depth: how deep the list stands in another, 0 for a list of its own.

    Returns:
        The sign, empty for ``none``.

    >>> [symbol(marker, "•", 2, 0) for marker in ("bullet", "number", "letter", "none")]
    ['•', '2.', 'b)', '']
    """
    match marker:
        case "number":
            return f"{number}."
        case "letter":
            return f"{chr(ord('a') + (number - 1) % 26)})"
        case "none":
            return ""
    return bullet if depth == 0 else ("o" if bullet == "-" else "-")
