"""Snapshots: what readers and workers open, so that they never share files with the writer."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Store

from competencygraph.errors import StoreDamagedError, StoreError
from competencygraph.store.check import read_sentinels, sentinels_agree
from competencygraph.store.engine import ENGINE_ERRORS
from competencygraph.store.files import FileRecord, find_damage, fsync_folder, record_folder
from competencygraph.store.limits import KEEP_SNAPSHOTS
from competencygraph.store.state import REMEDY, StoreState, read_state, write_state

__all__ = ["Snapshot", "check_snapshot", "newest_snapshot", "open_newest", "publish"]

_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot.

    Args:
        folder: its folder.
        state: what it holds; `sequence` is its number.
        store: the engine, read-only.
    """

    folder: Path
    state: StoreState
    store: Store

    @property
    def data(self) -> Path:
        """Return the folder of the engine's files."""
        return self.folder / "data"


def newest_snapshot(root: Path) -> Path | None:
    """Return the folder of the newest snapshot.

    Args:
        root: the store folder.

    Returns:
        A folder, None when none has been published.

    >>> newest_snapshot(Path(__file__).parent / "absent") is None
    True
    """
    numbers = _numbers(root / "snapshots")
    return root / "snapshots" / str(numbers[-1]) if numbers else None


def _numbers(folder: Path) -> list[int]:
    try:
        return sorted(int(name) for name in os.listdir(folder) if name.isdecimal())
    except FileNotFoundError:
        return []


def publish(store: Store, root: Path, state: StoreState, known: Mapping[str, FileRecord]) -> None:
    """Publish what a store holds as a snapshot, unless it is published already; drop the oldest.

    Args:
        store: the engine, flushed.
        root: the store folder.
        state: the settled state; its sequence becomes the snapshot's number.
        known: records of table files whose digest need not be computed again.
    """
    folder = root / "snapshots"
    folder.mkdir(exist_ok=True)
    for name in os.listdir(folder):
        if name.startswith(".new-"):
            shutil.rmtree(folder / name, ignore_errors=True)
    target = folder / str(state.sequence)
    if not target.exists():
        temporary = folder / f".new-{os.getpid()}"
        temporary.mkdir()
        store.backup(str(temporary / "data"))
        files = record_folder(temporary / "data", known)
        write_state(temporary / "state.json", replace(state, after=None, clean=True, files=files, journal=None))
        temporary.rename(target)
        fsync_folder(folder)
    for number in _numbers(folder)[:-KEEP_SNAPSHOTS]:
        shutil.rmtree(folder / str(number), ignore_errors=True)


def check_snapshot(folder: Path, seen: set[tuple[int, int]] | None = None) -> StoreState:
    """Return the state of a snapshot whose files are as they were written.

    Args:
        folder: the snapshot.
        seen: files that were read before in this opening, see `find_damage`.

    Returns:
        Its state.

    Raises:
        StoreDamagedError: a file is missing or changed.
    """
    state = read_state(folder / "state.json")
    problem = find_damage(folder / "data", state.files, seen=seen)
    if problem is None and str(state.sequence) != folder.name:
        problem = f"it holds the state of snapshot {state.sequence}"
    if problem is not None:
        raise StoreDamagedError(problem, where=str(folder), remedy=REMEDY)
    return state


def open_newest(root: Path, seen: set[tuple[int, int]] | None = None) -> Snapshot:
    """Open the newest snapshot; one that is dropped meanwhile gives way to a newer.

    Args:
        root: the store folder.
        seen: files that were read before in this opening, see `find_damage`.

    Returns:
        The open snapshot.

    Raises:
        StoreError: none has been published.
        StoreDamagedError: its files are not what was written.
    """
    for _ in range(_ATTEMPTS):
        folder = newest_snapshot(root)
        if folder is None:
            break
        try:
            state = check_snapshot(folder, seen)
            store = Store.read_only(str(folder / "data"))
            if sentinels_agree(read_sentinels(store, state.base), state.graphs):
                return Snapshot(folder, state, store)
            problem = "its sentinels do not agree with its state file"
        except StoreDamagedError as error:
            problem = error.what
        except ENGINE_ERRORS as error:
            problem = str(error)
        if newest_snapshot(root) == folder:
            raise StoreDamagedError(problem, where=str(folder), remedy=REMEDY)
    raise StoreError(
        "the store holds nothing that can be read yet",
        where=str(root),
        remedy="wait for the first `competencygraph ingest` or `demo` to finish, or run one",
    )
