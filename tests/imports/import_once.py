"""Import a file into a store and say so.

Usage: import_once.py STORE FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

from competencygraph.app.importing import import_file
from competencygraph.store import open_store

if __name__ == "__main__":
    with open_store(sys.argv[1], write=True) as store:
        sys.stdout.write("open\n")
        sys.stdout.flush()
        run = import_file(store, Path(sys.argv[2]))
        sys.stdout.write(f"{len(run.outcomes)}\n")
        sys.stdout.flush()
