"""Reports as files: an earlier report may be replaced, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from competencygraph.app.report_mark import is_report
from competencygraph.cli._whole_file import write_whole
from competencygraph.errors import UsageError

__all__ = ["write_report"]


def write_report(path: Path, text: str, inputs: Sequence[Path] = ()) -> None:
    """Write a report to a file, whole or not at all.

    Args:
        path: a file that does not exist yet, or holds an earlier report.
        text: of a report.
        inputs: files that the check read, which are never written to.

    Raises:
        UsageError: the file holds something else, was read by the check, or cannot be written.
    """
    if any(path.resolve() == one.resolve() for one in inputs):
        raise UsageError("the check read this file", where=str(path), remedy="give a name that is free")
    try:
        if (path.exists() or path.is_symlink()) and not is_report(path):
            raise UsageError(
                "the file exists already and is no report", where=str(path), remedy="give a name that is free"
            )
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(
            "the file cannot be written", where=str(path), remedy="check the folder and its permissions"
        ) from error
