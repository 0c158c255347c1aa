"""How reports of checks are told from other files."""

from __future__ import annotations

from pathlib import Path

__all__ = ["MARK", "is_report"]

MARK = "competencygraph check"
"""What stands at the beginning of every report."""

_BEGINNINGS = tuple(
    text.encode()
    for text in (
        f"{MARK}\n\n",
        f'{{\n  "report": "{MARK}",\n',
        f"# {MARK}\n@prefix ",
        f"<!doctype html>\n<!-- {MARK} -->\n",
    )
)


def is_report(path: Path) -> bool:
    """Tell whether a file is a report of a check, by how its text, JSON, Turtle or HTML begins.

    Args:
        path: any path.

    Returns:
        False for a link, and for what is no file or cannot be read.

    >>> is_report(Path(__file__))
    False
    """
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(max(map(len, _BEGINNINGS))).startswith(_BEGINNINGS)
    except OSError:
        return False
