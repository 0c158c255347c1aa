"""Replace one document's edition until killed; says the number of each edition once it is acknowledged.

Usage: replace_in_a_loop.py STORE FIRST
"""

from __future__ import annotations

import itertools
import sys

from competencygraph.store import open_store

if __name__ == "__main__":
    from small import edition  # beside this script, which runs as a program of its own

    numbers = itertools.count(int(sys.argv[2]))
    while True:
        with open_store(sys.argv[1], write=True) as store:
            for number in itertools.islice(numbers, 4):
                store.replace_editions([edition(f"{number:08}", size=40, shared=40)])
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()
