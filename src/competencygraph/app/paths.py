"""What stands at a path, for names that may be no path at all: too long for the system, or behind a closed folder."""

from __future__ import annotations

from pathlib import Path

__all__ = ["exists", "is_file", "is_folder"]


def exists(name: str | Path) -> bool:
    """Tell whether there is a file or a folder of a name that can be seen.

    >>> exists("."), exists("a" * 5000)
    (True, False)
    """
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def is_file(name: str | Path) -> bool:
    """Tell whether there is a regular file of a name that can be seen.

    >>> is_file("."), is_file("a" * 5000)
    (False, False)
    """
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def is_folder(name: str | Path) -> bool:
    """Tell whether there is a folder of a name that can be seen.

    >>> is_folder("."), is_folder("https://" + "a" * 5000)
    (True, False)
    """
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
