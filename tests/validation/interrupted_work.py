"""A program that is interrupted while its worker hangs; it writes the id of the worker to the file that it is given."""

from __future__ import annotations

import sys
from pathlib import Path

from competencygraph.validation.supervised import Supervised


def main(file: Path) -> str:
    """Return what became of the work."""
    from tasks_for_workers import do

    try:
        with Supervised(do, processes=1) as work:
            for outcome in work.map(["pid 1", "match " + "a" * 60 + "!"]):
                file.write_text(f"{outcome}\n", encoding="utf-8")
    except KeyboardInterrupt:
        return "interrupted"
    return "done"


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])) + "\n")
