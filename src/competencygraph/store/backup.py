"""Backups: store folders of their own that share no file with the store."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from pyoxigraph import Store

from competencygraph.errors import StoreDamagedError, StoreError
from competencygraph.store.check import find_content_damage, find_index_damage
from competencygraph.store.engine import ENGINE_ERRORS
from competencygraph.store.files import (
    find_damage,
    fsync_folder,
    link_or_copy,
    prefix_record,
    reason_of,
    record_folder,
)
from competencygraph.store.lock import WriterLock
from competencygraph.store.snapshots import open_newest
from competencygraph.store.state import REMEDY, StoreState, read_state, write_state

__all__ = ["check_target", "copy_snapshot", "restore", "verify_folder"]


def check_target(target: Path) -> None:
    """Refuse a target that holds something.

    Args:
        target: a folder that is to be written.

    Raises:
        StoreError: it is a file, or a folder that is not empty.

    >>> check_target(Path(__file__).parent / "absent")
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StoreError("the target is not empty", where=str(target), remedy="name a new or an empty folder")


def copy_snapshot(root: Path, target: Path) -> None:
    """Copy the newest snapshot of a store to a folder, as a store of its own.

    Args:
        root: the store folder.
        target: a new or empty folder; it appears whole or not at all.

    Raises:
        StoreError: the target is not empty, or the copy could not be written.
    """
    check_target(target)
    snapshot = open_newest(root)
    temporary = target.with_name(f".{target.name}-{uuid4().hex}")
    inner = temporary / "snapshots" / snapshot.folder.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(snapshot.data, temporary / "data")
        inner.mkdir(parents=True)
        shutil.copytree(temporary / "data", inner / "data", copy_function=link_or_copy)
        if (root / "journal.jsonl").exists():
            shutil.copyfile(root / "journal.jsonl", temporary / "journal.jsonl")
        files = record_folder(temporary / "data")
        state = replace(snapshot.state, clean=True, files=files)
        write_state(inner / "state.json", state)
        write_state(temporary / "state.json", replace(state, journal=prefix_record(temporary / "journal.jsonl")))
        with suppress(FileNotFoundError):
            target.rmdir()
        temporary.rename(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise StoreError(
            f"the copy could not be written: {reason_of(error)}",
            where=str(target),
            remedy="see to disk space and rights",
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def restore(source: str | Path, target: str | Path) -> None:
    """Make a store from a backup that is whole.

    Args:
        source: the backup.
        target: folder of the new store; new or empty.

    Raises:
        StoreError: the target is not empty, or the source is no backup.
        StoreDamagedError: the backup is damaged; nothing was written.

    >>> restore("absent", "absent-too")
    Traceback (most recent call last):
    competencygraph.errors.StoreError: absent: there is no backup; name the folder that `store backup` wrote
    """
    folder = Path(source)
    if not (folder / "state.json").is_file():
        raise StoreError("there is no backup", where=str(folder), remedy="name the folder that `store backup` wrote")
    check_target(Path(target))
    verify_folder(folder, 0.0)
    copy_snapshot(folder, Path(target))


def verify_folder(root: Path, lock_timeout: float) -> StoreState:
    """Check all of a store that no process writes to: files, counts, digests, the live graph, the snapshot.

    Args:
        root: the store folder.
        lock_timeout: seconds to wait for a writer.

    Returns:
        The state that it was found to have.

    Raises:
        StoreLockedError: a process is writing to it.
        StoreDamagedError: something is not what was written; nothing was changed.
    """
    lock = WriterLock(root, lock_timeout)
    try:
        state = read_state(root / "state.json")
        states = [replace(state, after=None)] + ([] if state.after is None else [state.settled()])
        problem = find_damage(root / "data", state.files, only_tables=not state.clean)
        if problem is None and state.journal is not None:
            if prefix_record(root / "journal.jsonl", state.journal.size) != state.journal:
                problem = "the journal is shorter than it was, or changed"
        if problem is None:
            store = Store.read_only(str(root / "data"))
            problems = [find_content_damage(store, each.base, each.graphs) for each in states]
            problem = find_index_damage(store) if None in problems else problems[-1]
        if problem is None:
            snapshot = open_newest(root)
            problem = find_content_damage(snapshot.store, state.base, snapshot.state.graphs)
    except ENGINE_ERRORS as error:
        problem = str(error)
    finally:
        lock.release()
    if problem is not None:
        raise StoreDamagedError(problem, where=str(root), remedy=REMEDY)
    return state
