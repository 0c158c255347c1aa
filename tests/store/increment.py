"""Increment a counter through updates.

Usage: increment.py STORE TIMES
"""

from __future__ import annotations

import sys

from competencygraph.store import open_store

INCREMENT = """
DELETE { <urn:counter> <urn:value> ?old } INSERT { <urn:counter> <urn:value> ?new }
WHERE { <urn:counter> <urn:value> ?old BIND(?old + 1 AS ?new) }
"""

if __name__ == "__main__":
    with open_store(sys.argv[1], lock_timeout=120) as store:
        for _ in range(int(sys.argv[2])):
            store.update(INCREMENT)
