"""Writing generated pages, or telling which of them are out of date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def write_or_check(folder: Path, wanted: Mapping[str, str], about: str | None) -> int:
    """Write the pages of a folder; with ``--check`` on the command line, compare only.

    Args:
        folder: the folder that holds these pages and no others.
        wanted: text by file name.
        about: what the tool does, for its help.

    Returns:
        0 when all is well, 1 when ``--check`` found a difference.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args().check
    present = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    if check:
        stale = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
        for name in stale:
            place = (folder / name).relative_to(ROOT).as_posix()
            sys.stderr.write(f"{place} is out of date; run tools/{Path(sys.argv[0]).name}\n")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in present.keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0
