"""Answers as files: written whole or not at all, and over nothing that is there unless asked."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from competencygraph.errors import UsageError

__all__ = ["write_bytes", "write_new_file"]


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
    sys.stdout.buffer.write(content)


def write_new_file(path: Path, content: bytes, *, overwrite: bool) -> None:
    """Write a file, whole or not at all.

    Args:
        path: of the file.
        content: what it will hold.
        overwrite: whether a file that is there may be replaced.

    Raises:
        UsageError: the file exists and may not be replaced, or it cannot be written.
    """
    if (path.exists() or path.is_symlink()) and not overwrite:
        raise UsageError(
            "the file exists already", where=str(path), remedy="give a name that is free, or add --overwrite"
        )
    if path.exists() and not path.is_file():
        raise UsageError("this is no file", where=str(path), remedy="give the name of a file")
    draft: Path | None = None
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        draft = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(content)
        draft.chmod(0o644)
        draft.replace(path)
    except OSError as error:
        raise UsageError(
            "the file cannot be written", where=str(path), remedy="check the folder, and close the file elsewhere"
        ) from error
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
