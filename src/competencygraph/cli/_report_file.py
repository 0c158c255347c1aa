"""Reports as files: an earlier report may be replaced, nothing else."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from competencygraph.errors import UsageError

__all__ = ["MARK", "write_report"]

MARK = "competencygraph check"
"""What stands near the beginning of every report."""

_BEGINNING = 200


def write_report(path: Path, text: str) -> None:
    """Write a report to a file, whole or not at all.

    Args:
        path: a file that does not exist yet, or holds an earlier report.
        text: with `MARK` near its beginning.

    Raises:
        UsageError: the file holds something else, or cannot be written.
    """
    try:
        if (path.exists() or path.is_symlink()) and not _is_report(path):
            raise UsageError(
                "the file exists already and is no report", where=str(path), remedy="give a name that is free"
            )
        _replace(path, text)
    except OSError as error:
        raise UsageError(
            "the file cannot be written", where=str(path), remedy="check the folder and its permissions"
        ) from error


def _is_report(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return MARK.encode() in file.read(_BEGINNING)


def _replace(path: Path, text: str) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.chmod(0o644)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
