"""The lock that lets one process write to a store, and names it."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from competencygraph.errors import StoreLockedError

__all__ = ["WriterLock"]

_LOCK = "lock"
_HOLDER = "lock-holder.json"


class WriterLock:
    """The writer's lock of one store folder.

    The system frees it when its holder dies. Who holds it stands in a file of its own beside it, since other
    processes must be able to read that while the lock is held.

    Args:
        folder: the store folder; it exists.
        timeout: seconds to wait for another writer, 0 or more.

    Raises:
        StoreLockedError: another process held it all that time; says which.
    """

    names = frozenset({_LOCK, _HOLDER, f"{_HOLDER}.new"})

    def __init__(self, folder: Path, timeout: float) -> None:
        self._holder = folder / _HOLDER
        self._lock = FileLock(folder / _LOCK, thread_local=False)
        try:
            self._lock.acquire(timeout=timeout, poll_interval=0.02)
        except Timeout:
            raise StoreLockedError(
                f"another process is writing to the store ({self._describe()})",
                where=str(folder),
                remedy="wait until it has finished, or end it",
            ) from None
        since = datetime.now(UTC).isoformat(timespec="seconds")
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
        temporary = self._holder.with_name(f"{_HOLDER}.new")
        temporary.write_text(json.dumps(holder), encoding="utf-8")
        temporary.replace(self._holder)

    def _describe(self) -> str:
        try:
            holder = json.loads(self._holder.read_bytes())
            return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "it left no name"

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()
