"""The session with a store on a server: what its ledger says, and the one way in which the store changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar
from uuid import uuid4

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from competencygraph.errors import StoreError, StoreLockedError, UnknownOutcomeError
from competencygraph.store.changes import GraphChange
from competencygraph.store.digests import EMPTY, GraphState
from competencygraph.store.engine import plain_terms
from competencygraph.store.graphs import live_name, state_graph
from competencygraph.store.remote.graphs import ServerGraphs, ServerView
from competencygraph.store.remote.ledger import Ledger, is_current, read_ledger
from competencygraph.store.remote.mending import in_steps, mend, sentinel
from competencygraph.store.remote.texts import GENERATION, PENDING, conditional, in_graph

__all__ = ["Plan", "ServerSession"]

_Result = TypeVar("_Result")
Plan: TypeAlias = tuple[Mapping[str, GraphChange], GraphChange, _Result]
"""The changes of named graphs, that of the live graph, and what the caller is told once they are made."""

_ATTEMPTS = 5
_LARGEST = 16 * 2**20
"""Characters of the difference that go in one request to a server that carries out a request as a whole."""
_PAUSE = 0.2


class ServerSession:
    """A store on a server as it is used by one process.

    Args:
        location: address of the server, as it may be shown.
        server: its graphs.
        base: base IRI of the data.
        write: whether to mend what a break left behind now.
        lock_timeout: seconds to wait for another writer.

    Raises:
        StoreError: there is no store.
        StoreLockedError: another writer is at work.
        StoreDamagedError: the server does not hold what was written to it.
    """

    def __init__(self, location: str, server: ServerGraphs, base: str, *, write: bool, lock_timeout: float) -> None:
        self.location = location
        self.base = base
        self.server = server
        self.lock_timeout = lock_timeout
        self._closed = False
        self._mutex = threading.RLock()
        self._kept: tuple[tuple[str, ...], dict[str, Store]] = ((), {})
        self.ledger = self._settled() if write else self._readable()

    def close(self) -> None:
        """End the use of the store."""
        self._closed = True

    def fresh(self) -> Ledger:
        """Return the ledger as it is now, a change under way waited for."""
        self.check_open()
        if not is_current(self.server, self.ledger):
            self.ledger = self._readable()
        return self.ledger

    def view(self, ledger: Ledger) -> ServerView:
        """Return what the store holds, for planning a change; graphs that were read before are not read again."""
        if self._kept[0] != ledger.generations:
            self._kept = ledger.generations, {}
        return ServerView(self.server, ledger.states(), self._kept[1])

    def change(self, plan: Callable[[Ledger, ServerView], Plan[_Result]]) -> _Result:
        """Plan a change on what the store holds and make it; when another writer came between, plan again."""
        self.check_open()
        with self._mutex:
            for _ in range(_ATTEMPTS):
                self.ledger = ledger = self._settled()
                try:
                    changes, live, result = plan(ledger, self.view(ledger))
                    if not (changes or live.added or live.dropped) or self._write(ledger, changes, live):
                        return result
                except StoreLockedError:
                    raise
                except StoreError:
                    if self._overtaken(ledger):
                        continue
                    raise
        raise StoreLockedError(
            "another writer changed the store", where=self.location, remedy="try again; nothing was written"
        )

    def check_open(self) -> None:
        """Refuse to go on with a store that is closed."""
        if self._closed:
            raise StoreError("the store is closed", where=self.location, remedy="open it again")

    def _write(self, ledger: Ledger, changes: Mapping[str, GraphChange], live: GraphChange) -> bool:
        """Make a change; return False when another writer came between and nothing was written."""
        every = {**changes, live_name(self.base): live} if live else dict(changes)
        states = ledger.states()
        after: dict[str, GraphState | None] = {}
        for name, change in every.items():
            self.server.check(change.added)
            state = states.get(name, EMPTY).changed(change.added, change.dropped, live=change.live)
            after[name] = state if state.count else None
            change.remove = change.remove or (not state.count and name != live_name(self.base))
            if name not in states and name != live_name(self.base):
                self._refuse_taken(name)
        if self.server.is_atomic and _size(every) <= _LARGEST:
            written = self._write_at_once(ledger, every, after)
        else:
            written = in_steps(self.server, ledger, every, after, self.lock_timeout)
        if written:
            self._keep(changes)
        return written

    def _write_at_once(
        self, ledger: Ledger, changes: Mapping[str, GraphChange], after: Mapping[str, GraphState | None]
    ) -> bool:
        """Make a change by one request, which does nothing when another writer came between."""
        own = state_graph(self.base)
        before = Literal(ledger.generations[0])
        mine = Literal(f"{ledger.number + 1} {uuid4().hex[:16]}")
        notes = GraphChange(
            {Triple(NamedNode(own), NamedNode(GENERATION), mine)},
            {Triple(NamedNode(own), NamedNode(GENERATION), before)},
        )
        for name, state in after.items():
            notes.dropped |= {sentinel(name, value) for value in ledger.sentinels.get(name, ())}
            notes.added |= set() if state is None else {sentinel(name, state.sentinel())}
        places = {self.server.place(None if n == live_name(self.base) else n): c for n, c in changes.items()}
        where = (
            f"{in_graph(own, f'<{own}> <{GENERATION}> {before}')} "
            f"FILTER NOT EXISTS {{ {in_graph(own, f'<{own}> <{PENDING}> ?pending')} }}"
        )
        text = conditional({**places, own: notes}, where)
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                self.server.update_once(text)
            except UnknownOutcomeError:
                if attempt == _ATTEMPTS:
                    raise
            found = self.read().generations
            if mine.value in found:
                if len(found) > 1:
                    self._settled()
                return True
            if found != ledger.generations:
                return False
        return False

    def _overtaken(self, ledger: Ledger) -> bool:
        """Tell whether another writer changed the store since, so that what went wrong may be due to that."""
        now = self.read()
        return now.generations != ledger.generations or bool(now.pending) or not now.is_settled

    def _refuse_taken(self, graph: str) -> None:
        """Refuse a new graph of a name under which the server holds another's."""
        if self.server.ask(in_graph(graph, "?s ?p ?o")):
            raise StoreError(
                "the server holds a graph of this name that is not of this store",
                where=graph,
                remedy="have it removed, or use another server",
            )

    def _keep(self, changes: Mapping[str, GraphChange]) -> None:
        """Go on with the graphs that are kept in memory after a change of one's own."""
        self.ledger = self.read()
        if self.ledger.number == 1 + max((int(one.partition(" ")[0]) for one in self._kept[0]), default=-1):
            for name, store in self._kept[1].items():
                change = changes.get(name, GraphChange())
                for triple in change.dropped:
                    store.remove(Quad(*plain_terms(triple), DefaultGraph()))
                store.extend(Quad(*plain_terms(triple), DefaultGraph()) for triple in change.added)
            self._kept = self.ledger.generations, self._kept[1]

    def _readable(self) -> Ledger:
        end = time.monotonic() + self.lock_timeout
        while True:
            ledger = self.read()
            if not ledger.exists:
                raise StoreError(
                    "there is no store", where=self.location, remedy="run `competencygraph ingest` or `demo` first"
                )
            if ledger.is_settled:
                return ledger
            if time.monotonic() >= end:
                raise StoreLockedError(
                    "the store is being changed, or a change of it was broken off",
                    where=self.location,
                    remedy="wait, or run a command that writes, such as `competencygraph ingest`: it mends that",
                )
            time.sleep(_PAUSE)

    def _settled(self) -> Ledger:
        """Return the ledger of a store that can be changed, mended when it must be."""
        ledger = self.read()
        if not ledger.exists:
            raise StoreError("there is no store", where=self.location, remedy="open the store anew for writing")
        return mend(self.server, ledger, self.lock_timeout)

    def read(self) -> Ledger:
        """Return what the state graph says now, whatever that is."""
        return read_ledger(self.server, self.base)


def _size(changes: Mapping[str, GraphChange]) -> int:
    return sum(len(str(triple)) for change in changes.values() for triple in (*change.added, *change.dropped))
