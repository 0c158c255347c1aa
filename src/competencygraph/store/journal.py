"""The journal: one line for each acknowledged change, with the wall-clock time that never enters the graph."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["append_journal", "read_journal"]


def append_journal(path: Path, entries: Iterable[Mapping[str, object]]) -> None:
    r"""Append a line for each entry, durably, after a line that a crash left torn.

    Args:
        path: the journal; it may be absent.
        entries: what happened; the time is added.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     journal = Path(folder, "journal.jsonl")
    ...     _ = journal.write_text('{"kind":"ad')
    ...     append_journal(journal, [{"kind": "added"}])
    ...     [entry["kind"] for entry in read_journal(journal)]
    ['added']
    """
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    lines = [json.dumps({"time": time, **entry}, ensure_ascii=False, separators=(",", ":")) + "\n" for entry in entries]
    if not lines:
        return
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                lines.insert(0, "\n")
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())


def read_journal(path: Path) -> tuple[dict[str, Any], ...]:
    """Return the entries of a journal, oldest first; a torn line is left out.

    Args:
        path: the journal; it may be absent.

    Returns:
        One dictionary for each change.

    >>> read_journal(Path(__file__).parent / "absent.jsonl")
    ()
    """
    if not path.exists():
        return ()
    entries = []
    for line in path.read_bytes().split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return tuple(entries)
