"""The embedded store: Oxigraph in memory or in a folder."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import NamedNode, RdfFormat, Store, Triple

from competencygraph.errors import StoreDamagedError, StoreError, UsageError
from competencygraph.store.backup import check_target, copy_snapshot, verify_folder
from competencygraph.store.changes import StoreView, replacement, with_live_change
from competencygraph.store.check import find_content_damage
from competencygraph.store.digests import EMPTY
from competencygraph.store.documents import StoredDocument, list_documents
from competencygraph.store.editions import plan_editions
from competencygraph.store.evaluate import evaluate
from competencygraph.store.exchange import dump_lines, graph_lines, read_quads, states_of_file
from competencygraph.store.graphs import catalogue_graph, live_name, state_graph
from competencygraph.store.journal import read_journal
from competencygraph.store.port import EditionChange, EditionOutcome, QueryResult
from competencygraph.store.session import DiskSession, Session
from competencygraph.store.snapshots import Snapshot, newest_snapshot, open_newest
from competencygraph.store.state import REMEDY, StoreState
from competencygraph.store.untrusted import SnapshotGoneError, ask_worker, check_untrusted
from competencygraph.store.updates import plan_update
from competencygraph.store.writing import name_blank_nodes

__all__ = ["EmbeddedStore"]

_ATTEMPTS = 5
_SMALL = 20_000
"""Triples of a graph that may be read in one piece."""


class EmbeddedStore:
    """A store in memory or in a folder; made by `open_store`.

    A store in a folder that is not open for writing reads the snapshot that was the newest when it was opened. Each of
    its writing methods then holds the writer's lock for the one call, and what it wrote is read from then on.

    Args:
        root: the folder, None for a store in memory.
        session: a session that may write; None for reading a folder.
        snapshot: what is read when there is no session.
        lock_timeout: seconds to wait for another writer.
    """

    def __init__(
        self, root: Path | None, session: Session | None, snapshot: Snapshot | None, lock_timeout: float
    ) -> None:
        self._root = root
        self._session = session
        self._snapshot = snapshot
        self._lock_timeout = lock_timeout
        self._mutex = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Publish what was written, and let other writers in; a second call does nothing."""
        with self._mutex:
            session, self._session, self._snapshot = self._session, None, None
            if session is not None:
                session.close()

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        return self._state().base

    @property
    def location(self) -> str:
        """Return the folder, or ``:memory:``."""
        return ":memory:" if self._root is None else str(self._root)

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a trusted query, run in this process.

        Args:
            sparql: the query; the live graph is its default graph.
            timeout: seconds, looked at between rows; None for no limit.
            max_rows: rows or triples of the answer; None for no limit.

        Returns:
            The whole answer.
        """
        for _ in range(_ATTEMPTS):
            try:
                return evaluate(self._store(), sparql, timeout=timeout, max_rows=max_rows)
            except StoreError:
                if self._snapshot is None or self._snapshot.folder.exists():
                    raise
                self._refresh()
        return evaluate(self._store(), sparql, timeout=timeout, max_rows=max_rows)

    def query_untrusted(self, sparql: str, *, timeout: float, max_rows: int, max_memory: int) -> QueryResult:
        """Return the answer of a query that anyone may have written, run in a process of its own.

        Args:
            sparql: the query; the live graph is its default graph.
            timeout: seconds by the clock for everything, a day at most.
            max_rows: rows or triples of the answer.
            max_memory: bytes that the query may take beyond the open store.

        Returns:
            The whole answer.

        Raises:
            StoreError: the store is closed.
        """
        check_untrusted(sparql, timeout)
        limits: dict[str, Any] = {"timeout": timeout, "max_rows": max_rows, "max_memory": max_memory}
        if self._root is None:
            with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder:
                data = Path(folder, "store.nq")
                self._store().dump(str(data), RdfFormat.N_QUADS)
                return ask_worker(data, sparql, **limits)
        for attempt in range(_ATTEMPTS):
            folder_now = self._session.publish() if self._session is not None else newest_snapshot(self._root)
            if folder_now is None:
                break
            try:
                return ask_worker(folder_now / "data", sparql, **limits)
            except SnapshotGoneError:
                if folder_now.exists() or attempt == _ATTEMPTS - 1:
                    raise
        raise StoreError("the store has no snapshot", where=self.location, remedy="run `competencygraph store verify`")

    def update(self, sparql: str) -> None:
        """Apply a SPARQL update durably, or not at all.

        It is tried on a copy first, so it costs a reading of the graphs that it may touch; editions are better
        changed through `replace_editions`.

        Args:
            sparql: the update.
        """
        with self._writing() as session:
            changes, live = plan_update(session, sparql)
            if changes or live.added or live.dropped:
                entry = {"kind": "update", "added": len(live.added), "dropped": len(live.dropped)}
                session.commit(changes, live, [entry])

    def replace_editions(self, changes: Sequence[EditionChange]) -> tuple[EditionOutcome, ...]:
        """Make the editions current in one durable transaction.

        Args:
            changes: the editions, each document once.

        Returns:
            What became of each, in the same order. Content that is there already is not written again.
        """
        with self._writing() as session:
            plan = plan_editions(session.view(), changes, session.state.base)
            if plan.changes:
                entries = [
                    {
                        "kind": outcome.kind,
                        "document": change.document,
                        "edition": change.edition,
                        "added": outcome.added,
                        "dropped": outcome.dropped,
                    }
                    for change, outcome in zip(changes, plan.outcomes, strict=True)
                    if outcome.kind != "unchanged"
                ]
                session.commit(plan.changes, plan.live, entries)
            return plan.outcomes

    def replace_graph(self, graph: str, triples: Iterable[Triple], *, live: bool) -> bool:
        """Give a named graph exactly these triples.

        Args:
            graph: its name; no triples remove it.
            triples: what it will hold; blank nodes are named anew, the same for the same content.
            live: whether the live graph will hold them too.

        Returns:
            False when it held them already and nothing was written.

        Raises:
            UsageError: the name is one that the store keeps for itself.
        """
        with self._writing() as session:
            base = session.state.base
            if graph in {state_graph(base), live_name(base), catalogue_graph(base)}:
                raise UsageError("the store keeps this graph itself", where=graph, remedy="choose another name")
            view = session.view()
            change = replacement(view, graph, name_blank_nodes(triples, graph), live=live)
            changes, live_change = with_live_change(view, {graph: change})
            if not changes:
                return False
            entry = {"kind": "graph", "graph": graph, "added": len(change.added), "dropped": len(change.dropped)}
            session.commit(changes, live_change, [entry])
            return True

    def load(self, path: Path) -> int:
        """Load N-Quads that `dump` wrote into an empty store, all or nothing.

        Args:
            path: the file.

        Returns:
            How many quads.

        Raises:
            StoreError: the store is not empty.
        """
        with self._writing() as session:
            if session.state.graphs:
                raise StoreError("the store is not empty", where=self.location, remedy="load into a new store")
            states = states_of_file(path, session.state.base)
            session.fill(states, lambda: read_quads(path))
            return sum(state.count for state in states.values())

    def dump(self) -> Iterator[str]:
        """Yield all quads as sorted N-Quads lines with their line ends, the same for the same content.

        Yields:
            Lines; the store's own sentinels are left out.
        """
        yield from dump_lines(self._settled(), self.base)

    def graph_lines(self, names: Sequence[str]) -> Iterator[tuple[str, list[bytes]]]:
        """Yield the N-Triples lines of named graphs, piece by piece, in no order.

        Args:
            names: of the graphs.

        Yields:
            The name of a graph and lines of it with their line ends.
        """
        small = {NamedNode(name) for name in names if self.count(name) <= _SMALL}
        for graph, lines in graph_lines(self._settled(), [NamedNode(name) for name in names], small):
            if isinstance(graph, NamedNode):
                yield graph.value, lines

    def live_graphs(self) -> frozenset[str]:
        """Return the names of the graphs whose union the live graph is."""
        state = self._state()
        return frozenset(name for name, each in state.graphs.items() if each.live) - {live_name(state.base)}

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted, the store's own state graph left out."""
        state = self._state()
        return tuple(sorted(state.graphs.keys() - {live_name(state.base)}))

    def count(self, graph: str | None = None) -> int:
        """Return how many triples a graph holds.

        Args:
            graph: its name; None for the live graph.

        Returns:
            The number, 0 for a graph that is not there.
        """
        state = self._state()
        return state.graphs.get(live_name(state.base) if graph is None else graph, EMPTY).count

    def digest(self, graph: str | None = None) -> str:
        """Return the digest of a graph's content: the same for the same triples, in whatever order they came.

        Args:
            graph: its name; None for the live graph.

        Returns:
            64 hex digits, all 0 for a graph that is not there.
        """
        state = self._state()
        return state.graphs.get(live_name(state.base) if graph is None else graph, EMPTY).digest

    def list_documents(self) -> tuple[StoredDocument, ...]:
        """Return the documents with their editions, sorted by IRI."""
        state = self._state()
        return list_documents(StoreView(self._store(), state.graphs), state)

    def journal(self) -> tuple[dict[str, Any], ...]:
        """Return the journal's entries, oldest first; a store in memory has none."""
        return () if self._root is None else read_journal(self._root / "journal.jsonl")

    def verify(self) -> int:
        """Check all of the store: files, count and digest of every graph, the live graph, the snapshot.

        Returns:
            How many quads were checked.

        Raises:
            StoreDamagedError: something is not what was written; nothing was changed.
        """
        if self._session is None and self._root is not None:
            state = verify_folder(self._root, self._lock_timeout)
        else:
            state = self._state()
            if problem := find_content_damage(self._store(), state.base, state.graphs):
                raise StoreDamagedError(problem, where=self.location, remedy=REMEDY)
        return sum(each.count for each in state.graphs.values())

    def backup(self, target: str | Path) -> None:
        """Write a backup: a store folder of its own, which `restore` makes a store from.

        Args:
            target: a new or empty folder.
        """
        folder = Path(target)
        check_target(folder)
        if self._root is not None:
            if self._session is not None:
                self._session.publish()
            copy_snapshot(self._root, folder)
            return
        state, own = self._state(), NamedNode(state_graph(self.base))
        session = DiskSession(folder, state.base, self._lock_timeout)
        try:
            quads = self._store().quads_for_pattern
            session.fill(state.graphs, lambda: (q for q in quads(None, None, None, None) if q.graph_name != own))
        finally:
            session.close()

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """Yield the session that writes, or one for this call."""
        with self._mutex:
            if self._session is not None:
                yield self._session
                return
            if self._root is None or self._snapshot is None:
                raise StoreError("the store is closed", where=self.location, remedy="open it again")
            session = DiskSession(self._root, self._snapshot.state.base, self._lock_timeout)
            try:
                yield session
            finally:
                session.close()
                self._refresh()

    def _refresh(self) -> None:
        """Read the newest snapshot from now on."""
        if self._root is not None and self._snapshot is not None:
            newest = newest_snapshot(self._root)
            if newest is not None and newest != self._snapshot.folder:
                self._snapshot = open_newest(self._root)

    def _settled(self) -> Store:
        """Return the engine for a long reading, which a writer of this process does not disturb."""
        folder = None if self._session is None else self._session.publish()
        return self._store() if folder is None else Store.read_only(str(folder / "data"))

    def _store(self) -> Store:
        if self._session is not None:
            return self._session.store
        if self._snapshot is not None:
            return self._snapshot.store
        raise StoreError("the store is closed", where=self.location, remedy="open it again")

    def _state(self) -> StoreState:
        if self._session is not None:
            return self._session.state
        if self._snapshot is not None:
            return self._snapshot.state
        raise StoreError("the store is closed", where=self.location, remedy="open it again")
