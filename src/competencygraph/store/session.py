"""Sessions: the engine with its state, in memory or in a folder, and the one way in which it changes."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode, Quad, Store

from competencygraph.errors import StoreDamagedError, StoreError
from competencygraph.store.changes import GraphChange, StoreView, View
from competencygraph.store.check import (
    find_content_damage,
    find_index_damage,
    read_sentinels,
    sentinel_change,
    sentinels_agree,
)
from competencygraph.store.digests import EMPTY, GraphState
from competencygraph.store.engine import ENGINE_ERRORS
from competencygraph.store.files import find_damage, link_or_copy, prefix_record, record_folder
from competencygraph.store.graphs import live_name, state_graph
from competencygraph.store.journal import append_journal
from competencygraph.store.limits import FULL_INDEX_CHECK
from competencygraph.store.lock import WriterLock
from competencygraph.store.snapshots import check_snapshot, newest_snapshot, publish
from competencygraph.store.state import REMEDY, StoreState, read_state, write_state
from competencygraph.store.writing import BLANK_FUNCTIONS, transaction

__all__ = ["DiskSession", "Session"]

_SCRATCH = ".scratch-"
_SMALL = 5_000
"""Quads up to which a copy in memory is faster than one on disk."""


class Session:
    """A store that can be changed, in memory.

    Args:
        base: base IRI of the data.
    """

    def __init__(self, base: str) -> None:
        self._store: Store | None = Store()
        self.state = StoreState(base)

    @property
    def store(self) -> Store:
        """Return the engine.

        Raises:
            StoreError: the session is closed, or a write failed in it.
        """
        if self._store is None:
            raise StoreError("the store is closed", remedy="open it again")
        return self._store

    def view(self) -> View:
        """Return what the store holds now, for planning a change."""
        return StoreView(self.store, self.state.graphs)

    def commit(
        self, changes: Mapping[str, GraphChange], live: GraphChange, entries: Iterable[Mapping[str, object]]
    ) -> None:
        """Make changes durable, all or none.

        Args:
            changes: the changes of named graphs.
            live: the change of the live graph.
            entries: lines for the journal.
        """
        base = self.state.base
        after: dict[str, GraphState | None] = {}
        for name, change in [*changes.items(), (live_name(base), live)]:
            if change:
                state = self.state.graphs.get(name, EMPTY).changed(change.added, change.dropped, live=change.live)
                after[name] = state if state.count else None
                change.remove = change.remove or (not state.count and change is not live)
        sentinels = sentinel_change(self.state.graphs, after)
        touched: dict[str | None, GraphChange] = {None: live, state_graph(base): sentinels}
        for name, change in changes.items():
            touched[name] = change
        text = transaction(touched)
        self._apply(after, entries, lambda: self.store.update(text, custom_functions=BLANK_FUNCTIONS))

    def fill(self, states: Mapping[str, GraphState], quads: Callable[[], Iterable[Quad]]) -> None:
        """Fill an empty store in one transaction.

        Args:
            states: what each graph will hold, the live graph under its own name.
            quads: gives the quads, sentinels not included.
        """
        graph = NamedNode(state_graph(self.state.base))
        own = [Quad(t.subject, t.predicate, t.object, graph) for t in sentinel_change({}, states).added]
        count = sum(state.count for state in states.values())
        entry = {"kind": "loaded", "added": count, "dropped": 0}
        self._apply(states, [entry], lambda: self.store.extend(chain(quads(), own)))

    def _apply(
        self,
        after: Mapping[str, GraphState | None],
        entries: Iterable[Mapping[str, object]],
        write: Callable[[], None],
    ) -> None:
        self.state = replace(self.state, after=after)
        write()
        self.state = self.state.settled()

    @contextmanager
    def scratch(self) -> Iterator[Store]:
        """Yield a copy of the store that may be changed and is thrown away.

        Yields:
            An engine of its own.
        """
        copy = Store()
        copy.extend(self.store.quads_for_pattern(None, None, None, None))
        yield copy

    def publish(self) -> Path | None:
        """Publish what the store holds for readers; return the folder, None in memory."""
        return None

    def close(self) -> None:
        """End the session."""
        self._store = None


class DiskSession(Session):
    """A store in a folder that this process alone may change until the session is closed.

    Args:
        root: the store folder; made when it is absent.
        base: base IRI of the data of a new store.
        lock_timeout: seconds to wait for another writer.

    Raises:
        StoreLockedError: another process is writing.
        StoreFormatError: another version wrote the store.
        StoreDamagedError: its files or its content are not what was written; nothing was changed.
        StoreError: the folder holds something else.
    """

    def __init__(self, root: Path, base: str, lock_timeout: float) -> None:
        self._root = root
        self._data = root / "data"
        self._state_file = root / "state.json"
        self._journal = root / "journal.jsonl"
        self._broken = False
        root.mkdir(parents=True, exist_ok=True)
        self._lock = WriterLock(root, lock_timeout)
        self._store = None
        try:
            self._open(base)
        except BaseException:
            self._store = None
            self._lock.release()
            raise

    def _open(self, base: str) -> None:
        self._refuse_foreign_folder()
        if self._state_file.exists():
            self.state = self._checked(read_state(self._state_file))
        else:
            self.state = StoreState(base)
        self._save(clean=False)
        try:
            self._store = Store(str(self._data))
        except ENGINE_ERRORS as error:
            raise StoreDamagedError(str(error), where=str(self._data), remedy=REMEDY) from error
        if not sentinels_agree(read_sentinels(self._store, self.state.base), self.state.graphs):
            raise self._damage("the sentinels of the graphs do not agree with the state file")
        for name in os.listdir(self._root):
            if name.startswith(_SCRATCH):
                shutil.rmtree(self._root / name, ignore_errors=True)
        self.publish()

    def _refuse_foreign_folder(self) -> None:
        names = {name for name in os.listdir(self._root) if not name.endswith(".new")} - WriterLock.names
        if names and "state.json" not in names:
            if names & {"data", "snapshots", "journal.jsonl"}:
                raise self._damage("the state file is missing")
            raise StoreError(
                "the folder holds other files and no store", where=str(self._root), remedy="choose an empty folder"
            )

    def _damage(self, problem: str) -> StoreDamagedError:
        return StoreDamagedError(problem, where=str(self._root), remedy=REMEDY)

    def _checked(self, state: StoreState) -> StoreState:
        """Return the settled state of a store that is whole, by reading alone."""
        seen: set[tuple[int, int]] = set()
        if problem := find_damage(self._data, state.files, only_tables=not state.clean, seen=seen):
            raise self._damage(problem)
        if state.journal is not None:
            found = prefix_record(self._journal, None if state.clean else state.journal.size)
            torn = prefix_record(self._journal, state.journal.size)
            if torn != state.journal:
                raise self._damage("the journal is shorter than it was, or changed")
            if found != state.journal and state.clean:
                raise self._damage("the journal holds lines that this store did not write")
        newest = newest_snapshot(self._root)
        if newest is not None:
            check_snapshot(newest, seen)
        elif state.clean or state.sequence:
            raise self._damage("the snapshots are missing")
        if state.clean:
            return replace(state, after=None)
        return self._recovered(state)

    def _recovered(self, state: StoreState) -> StoreState:
        """Return the state that an unclean close left behind: before or after the commit under way."""
        if not state.sequence and not state.graphs and not (self._data / "CURRENT").exists():
            return replace(state, after=None)
        with TemporaryDirectory(dir=self._root, prefix=_SCRATCH, ignore_cleanup_errors=True) as folder:
            shutil.copytree(self._data, Path(folder, "data"), copy_function=link_or_copy)
            found, problem = _recovered(state, Path(folder, "data"))
        if found is None:
            raise self._damage(problem)
        if found.sequence > state.sequence:
            append_journal(self._journal, [{"kind": "settled", "sequence": found.sequence}])
        return found

    def _save(self, *, clean: bool) -> None:
        self.state = replace(self.state, clean=clean)
        write_state(self._state_file, self.state)

    def _apply(
        self,
        after: Mapping[str, GraphState | None],
        entries: Iterable[Mapping[str, object]],
        write: Callable[[], None],
    ) -> None:
        if self._broken:
            raise StoreError("an earlier write to the store failed", where=str(self._root), remedy="open it again")
        self._broken = True
        try:
            self.state = replace(self.state, after=after)
            self._save(clean=False)
            write()
            self.store.flush()
            self.state = self.state.settled()
            self._save(clean=False)
            append_journal(self._journal, entries)
        except ENGINE_ERRORS as error:
            raise StoreError(
                f"the change could not be written: {error}",
                where=str(self._root),
                remedy="see to disk space and rights, and open the store again; it holds the old content or the new",
            ) from error
        self._broken = False

    @contextmanager
    def scratch(self) -> Iterator[Store]:
        """Yield a copy of the store that may be changed and is thrown away; its tables are hard links.

        Yields:
            An engine of its own.
        """
        if len(self.store) <= _SMALL:
            with super().scratch() as copy:
                yield copy
            return
        with TemporaryDirectory(dir=self._root, prefix=_SCRATCH, ignore_cleanup_errors=True) as folder:
            self.store.backup(str(Path(folder, "data")))
            yield Store(str(Path(folder, "data")))

    def publish(self) -> Path | None:
        """Publish what the store holds for readers.

        Returns:
            The folder of the snapshot.
        """
        newest = newest_snapshot(self._root)
        if newest is None or int(newest.name) < self.state.sequence:
            try:
                self.store.flush()
                publish(self.store, self._root, self.state, self.state.files)
            except RuntimeError as error:
                raise self._damage(str(error)) from error
            except OSError as error:
                raise StoreError(
                    f"no snapshot could be published: {error}",
                    where=str(self._root),
                    remedy="what was written is kept; see to disk space and rights, and open the store again to write",
                ) from error
        return newest_snapshot(self._root)

    def close(self) -> None:
        """Publish, note what the files hold, and let other writers in; a second call does nothing."""
        if self._store is None:
            return
        try:
            if self._broken:
                self._store = None
                return
            self.publish()
            if sys.getrefcount(self._store) > 2:
                gc.collect()
            alone = sys.getrefcount(self._store) <= 2
            self._store = None
            if alone:
                files = record_folder(self._data, self.state.files)
                self.state = replace(self.state, files=files, journal=prefix_record(self._journal))
                self._save(clean=True)
        finally:
            self._store = None
            self._lock.release()


def _recovered(state: StoreState, copy: Path) -> tuple[StoreState | None, str]:
    """Return the state that a copy of the files turns out to have once the engine has mended it, or what is wrong.

    The copy is closed on return, whatever was found; the indexes of a large store are left to the engine's checksums.
    """
    problem: str | None = "it holds neither what was there before its last change nor what came after"
    try:
        store = Store(str(copy))
        sentinels = read_sentinels(store, state.base)
        for candidate in [replace(state, after=None)] + ([] if state.after is None else [state.settled()]):
            if sentinels_agree(sentinels, candidate.graphs):
                problem = find_content_damage(store, state.base, candidate.graphs)
                if problem is None and len(store) <= FULL_INDEX_CHECK:
                    problem = find_index_damage(store)
                if problem is None:
                    return candidate, ""
                break
    except ENGINE_ERRORS as error:
        problem = str(error)
    return None, str(problem).replace(str(copy), "data")
