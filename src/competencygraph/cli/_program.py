"""How the user of this run can call the program again."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

__all__ = ["PROGRAM", "command_name"]

PROGRAM = "competencygraph"
_MODULE = "__main__.py"


def command_name(called: str, path: str | None = None) -> str:
    """Return words that call the program from the current folder.

    Args:
        called: how this run was called, the first word of its command line.
        path: folders where commands are found; None for those of the environment.

    Returns:
        The bare name where it is on the path and means the same program; else the path that was called, from the
        current folder when it lies below it, or the interpreter with ``-m``.

    >>> command_name("/nowhere/bin/competencygraph", path="")
    '/nowhere/bin/competencygraph'
    """
    found = shutil.which(PROGRAM, path=path)
    module = Path(called).name == _MODULE
    if found is not None and (module or Path(found).resolve() == Path(called).resolve()):
        return PROGRAM
    if module:
        return f"{_from_here(sys.executable)} -m {PROGRAM}"
    return _from_here(called) if Path(called).name == PROGRAM and os.sep in called else PROGRAM


def _from_here(program: str) -> str:
    """Return a program's path, relative where it lies below the current folder."""
    path, here = Path(program), Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))
