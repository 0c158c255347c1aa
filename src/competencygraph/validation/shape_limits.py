"""How much a user's own shapes may hold, each limit with its reason; more is refused in one line, before it is read."""

from __future__ import annotations

__all__ = [
    "MAX_BYTES",
    "MAX_GROUPS",
    "MAX_MEMBERS",
    "MAX_PARTS",
    "MAX_PATTERN",
    "MAX_QUERY",
    "MAX_SHOWN",
    "MAX_STATEMENTS",
    "MAX_TOKENS",
    "MAX_TRIPLES",
    "shown",
]

MAX_BYTES = 2 * 2**20
"""Bytes of a file with shapes: five times all that ships with the package."""

MAX_TRIPLES = 20_000
"""Triples of a file: four times what ships with the package. Well-formedness is looked at triple by triple."""

MAX_MEMBERS = 500
"""Members of a list of values."""

MAX_PARTS = 100
"""Members of a list of shapes, or of the branches of a path: the engine goes through these again for each member."""

MAX_PATTERN = 5_000
"""Characters of a regular expression."""

MAX_QUERY = 20_000
"""Characters of a query."""

MAX_TOKENS = 2_000
"""Words, names and signs of a query: the parser's work grows faster than their number."""

MAX_GROUPS = 60
"""Groups in braces of a query: the engine takes a second to plan 70 of them, and more than a minute for 200."""

MAX_STATEMENTS = 150
"""Full stops, semicolons and commas of a query, which stand between its patterns."""

MAX_SHOWN = 80
"""Characters of a value that an error repeats."""


def shown(text: str, length: int = MAX_SHOWN) -> str:
    r"""Return a text as an error repeats it: on one line, and cut when it is long.

    Args:
        text: what a file holds, or what a library says of it.
        length: characters at most.

    Returns:
        The text, with … where it was cut.

    >>> shown("one\n two"), len(shown("x" * 1000))
    ('one two', 80)
    """
    line = " ".join(text[: 10 * length].split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
