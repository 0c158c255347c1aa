"""Limits of the embedded store, each with its reason."""

from __future__ import annotations

__all__ = [
    "DIGEST_BUDGET",
    "FULL_INDEX_CHECK",
    "KEEP_SNAPSHOTS",
    "MAX_NESTING",
    "MAX_QUERY_TEXT",
    "MAX_TIMEOUT",
    "UNTRUSTED_MEMORY",
    "UNTRUSTED_ROWS",
    "UNTRUSTED_TIMEOUT",
]

DIGEST_BUDGET = 64 * 2**20
"""Bytes of data files whose digests are compared at every opening; sizes are compared always."""

FULL_INDEX_CHECK = 50_000
"""Quads up to which every index is read after an unclean close; that takes some 50 microseconds a quad."""

KEEP_SNAPSHOTS = 3
"""Snapshots that stay, so that a reader that has just chosen one still finds it."""

MAX_NESTING = 100
"""Brackets within brackets: the parser of the engine recurses, and its stack overflow ends the process."""

MAX_QUERY_TEXT = 100_000
"""Characters of a query that anyone may have written, and of an update."""

MAX_TIMEOUT = 86_400.0
"""Seconds that a query in a process of its own may ask for: one day. The clocks of the system take no infinity."""

UNTRUSTED_TIMEOUT = 30.0
"""Seconds that such a query gets when the caller has no opinion."""

UNTRUSTED_ROWS = 100_000
"""Rows that such a query may return when the caller has no opinion."""

UNTRUSTED_MEMORY = 1024 * 2**20
"""Bytes that such a query may take beyond the open store when the caller has no opinion."""
