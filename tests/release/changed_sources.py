"""A copy of the sources with one change, for the tests of what a release notices."""

from __future__ import annotations

import shutil
from pathlib import Path


def copy_sources(repository: Path, target: Path) -> Path:
    """Return a copy of the folders that a release is made from."""
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(repository / name, target / name)
    return target


def replace(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file.name} has {old!r} {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def card(file: Path, term: str) -> str:
    """Return what a Turtle file says of a term: its block, with the line end after it."""
    text = file.read_text(encoding="utf-8")
    start = text.index(f"{term} a owl:")
    return text[start : text.index(" .\n", start) + 3]
