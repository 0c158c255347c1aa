"""Answers as files: written whole or not at all, and over nothing that is there unless asked."""

from __future__ import annotations

import sys
from pathlib import Path

from competencygraph.cli._whole_file import write_whole
from competencygraph.errors import UsageError

__all__ = ["check_new_file", "write_bytes", "write_new_file"]


def write_bytes(content: bytes) -> None:
    """Write a file's content to stdout.

    Args:
        content: of a binary format.

    Raises:
        UsageError: stdout is a terminal, which such content would confuse.
    """
    if sys.stdout.isatty():
        raise UsageError("a workbook is no text for a terminal", where="stdout", remedy="add --out answer.xlsx")
    sys.stdout.flush()
    # A stdout that was closed before the program began takes no bytes, and says so.
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write("\n")
    else:
        stream.write(content)


def check_new_file(path: Path, *, overwrite: bool) -> None:
    """Check that a file may be written, before anything is.

    Args:
        path: of the file.
        overwrite: whether a file that is there may be replaced.

    Raises:
        UsageError: the file exists and may not be replaced, is no file, or cannot be looked at.
    """
    try:
        there = path.exists() or path.is_symlink()
        plain = path.is_file() or not path.exists()
    except OSError as error:
        raise _cannot_write(path) from error
    if there and not overwrite:
        raise UsageError(
            "the file exists already", where=str(path), remedy="give a name that is free, or add --overwrite"
        )
    if not plain:
        raise UsageError("this is no file", where=str(path), remedy="give the name of a file")


def write_new_file(path: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file, whole or not at all; one that is replaced keeps its permissions.

    Args:
        path: of the file.
        content: what it will hold.
        overwrite: whether a file that is there may be replaced.

    Raises:
        UsageError: the file exists and may not be replaced, or it cannot be written.
    """
    check_new_file(path, overwrite=overwrite)
    try:
        write_whole(path, content)
    except OSError as error:
        raise _cannot_write(path) from error


def _cannot_write(path: Path) -> UsageError:
    return UsageError(
        "the file cannot be written", where=str(path), remedy="check the folder, and close the file elsewhere"
    )
