"""The store on a server: any server that keeps to SPARQL 1.1, with the behaviour of the embedded store."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from competencygraph.errors import (
    PartialResultError,
    QueryRefusedError,
    ServerError,
    StoreDamagedError,
    StoreError,
    UsageError,
)
from competencygraph.store.backup import check_target
from competencygraph.store.changes import GraphChange, replacement, with_live_change
from competencygraph.store.digests import EMPTY, GraphState, state_of
from competencygraph.store.documents import StoredDocument, list_documents
from competencygraph.store.editions import plan_editions
from competencygraph.store.engine import plain_terms
from competencygraph.store.evaluate import evaluate
from competencygraph.store.exchange import read_quads, sorted_lines, states_of_file
from competencygraph.store.graphs import catalogue_graph, live_name, state_graph
from competencygraph.store.port import EditionChange, EditionOutcome, QueryResult
from competencygraph.store.remote.asking import (
    MOST_TRIPLES_AFTER_SILENCE,
    SECONDS_AFTER_SILENCE,
    cannot_compile,
    checked_text,
    checked_untrusted,
    fell_silent,
    reads_named_graphs,
)
from competencygraph.store.remote.graphs import ServerGraphs, ServerView
from competencygraph.store.remote.ledger import REMEDY, Ledger
from competencygraph.store.remote.mending import sentinel
from competencygraph.store.remote.session import Plan, ServerSession
from competencygraph.store.remote.virtuoso import is_misread
from competencygraph.store.session import DiskSession, Session
from competencygraph.store.state import StoreState
from competencygraph.store.updates import plan_update
from competencygraph.store.writing import name_blank_nodes

__all__ = ["RemoteStore"]

_CHUNK = 10_000


class RemoteStore:
    """A store on a server; made by `open_store`.

    No lock is held between calls: each writing call finds out what the store holds, plans on that, and makes its
    change only if no other writer came between.

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
        self._server = server
        self._session = ServerSession(location, server, base, write=write, lock_timeout=lock_timeout)
        self._copies: tuple[tuple[str, ...], dict[bool, Store]] = ((), {})
        self._unanswered: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the use of the store; a second call does nothing."""
        self._session.close()

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a trusted query.

        A query that the server cannot compile, is known to answer wrongly, or falls silent over is answered from a copy
        in memory, see `docs/how-to/use-a-server.md`.

        Args:
            sparql: the query; the live graph is its default graph.
            timeout: seconds; None for the usual limit of a request.
            max_rows: rows or triples of the answer; None for no limit.

        Returns:
            The whole answer.

        Raises:
            QueryRefusedError: the text is no query, or not allowed.
            QueryLimitError: a limit was reached.
            ServerError: the server could not be asked.
        """
        self._session.check_open()
        checked_text(sparql)
        return self._answer(sparql, timeout, max_rows)

    def query_untrusted(self, sparql: str, *, timeout: float, max_rows: int, max_memory: int) -> QueryResult:
        """Return the answer of a query that anyone may have written; the server runs it.

        Args:
            sparql: the query; the live graph is its default graph. The project's prefixes need no declaration.
            timeout: seconds for everything, a day at most.
            max_rows: rows or triples of the answer.
            max_memory: of no meaning here: the server sees to its own memory.

        Returns:
            The whole answer.

        Raises:
            QueryRefusedError: the text is no read-only query, asks another server, or calls what runs on the server.
            QueryLimitError: a limit was reached.
            ServerError: the server could not be asked.
        """
        self._session.check_open()
        return self._answer(checked_untrusted(sparql, timeout), timeout, max_rows)

    def update(self, sparql: str) -> None:
        """Apply a SPARQL update, or not at all.

        It is tried on a copy in memory first, which costs a reading of the whole store; what it changed there is what
        is written. Editions are better changed through `replace_editions`.

        Args:
            sparql: the update.
        """

        def plan(ledger: Ledger, _: ServerView) -> Plan[None]:
            states = ledger.states()
            copy = Session(self.base)
            copy.store.extend(self._quads(states, with_state=True))
            copy.state = StoreState(self.base, graphs=states)
            changes, live = plan_update(copy, sparql)
            return changes, live, None

        self._session.change(plan)

    def replace_editions(self, changes: Sequence[EditionChange]) -> tuple[EditionOutcome, ...]:
        """Make the editions current, all of them or none.

        Args:
            changes: the editions, each document once.

        Returns:
            What became of each, in the same order. Content that is there already is not written again.
        """

        def plan(_: Ledger, view: ServerView) -> Plan[tuple[EditionOutcome, ...]]:
            found = plan_editions(view, changes, self.base)
            return found.changes, found.live, found.outcomes

        return self._session.change(plan)

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
        if graph in {state_graph(self.base), live_name(self.base), catalogue_graph(self.base)}:
            raise UsageError("the store keeps this graph itself", where=graph, remedy="choose another name")
        named = name_blank_nodes(triples, graph)

        def plan(_: Ledger, view: ServerView) -> Plan[bool]:
            state = self._session.ledger.states().get(graph, EMPTY)
            if state == state_of(set(named), live=live and bool(named)):
                return {}, GraphChange(), False
            effective, change = with_live_change(view, {graph: replacement(view, graph, named, live=live)})
            return effective, change, bool(effective)

        return self._session.change(plan)

    def load(self, path: Path) -> int:
        """Load N-Quads that `dump` wrote into an empty store, all or nothing.

        Args:
            path: the file.

        Returns:
            How many quads.

        Raises:
            StoreError: the store is not empty.
        """

        def plan(ledger: Ledger, _: ServerView) -> Plan[int]:
            if ledger.sentinels:
                raise StoreError("the store is not empty", where=self.location, remedy="load into a new store")
            states = states_of_file(path, self.base)
            changes = {name: GraphChange(live=state.live) for name, state in states.items()}
            live = changes.setdefault(live_name(self.base), GraphChange(live=True))
            for quad in read_quads(path):
                name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else live_name(self.base)
                changes[name].added.add(quad.triple)
            del changes[live_name(self.base)]
            live.was_live = True
            return changes, live, sum(state.count for state in states.values())

        return self._session.change(plan)

    def dump(self) -> Iterator[str]:
        """Yield all quads as sorted N-Quads lines with their line ends, the same for the same content.

        Yields:
            Lines; the store's own sentinels are left out.

        Raises:
            StoreDamagedError: a graph does not hold what was written to it.
            PartialResultError: the server gave part of a graph.
        """
        states = self._session.fresh().states()
        yield from sorted_lines(self._quads(states))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted, the store's own state graph left out."""
        return tuple(sorted(self._session.fresh().states().keys() - {live_name(self.base)}))

    def count(self, graph: str | None = None) -> int:
        """Return how many triples a graph holds.

        Args:
            graph: its name; None for the live graph.

        Returns:
            The number, 0 for a graph that is not there.
        """
        return self._state_of(graph).count

    def digest(self, graph: str | None = None) -> str:
        """Return the digest of a graph's content: the same for the same triples, in whatever order they came.

        Args:
            graph: its name; None for the live graph.

        Returns:
            64 hex digits, all 0 for a graph that is not there.
        """
        return self._state_of(graph).digest

    def list_documents(self) -> tuple[StoredDocument, ...]:
        """Return the documents with their editions, sorted by IRI."""
        ledger = self._session.fresh()
        return list_documents(self._session.view(ledger), StoreState(self.base, graphs=ledger.states()))

    def journal(self) -> tuple[dict[str, Any], ...]:
        """Return no entries: a store on a server keeps no journal, for times never enter a graph."""
        return ()

    def verify(self) -> int:
        """Check all of a store: count and digest of every graph, and the live graph.

        Returns:
            How many quads were checked.

        Raises:
            StoreDamagedError: something is not what was written; nothing was changed.
        """
        states = self._session.fresh().states()
        live, union = set[int](), set[int]()
        for name, state in sorted(states.items()):
            is_live_graph = name == live_name(self.base)
            seen = live if is_live_graph else union if state.live else None
            found = state_of(self._server.triples(None if is_live_graph else name), live=state.live, seen=seen)
            if found != state:
                raise self._damage(name, found, state)
        if live != union:
            raise StoreDamagedError(
                f"the live graph holds {len(live - union)} triples that no current graph states, and lacks "
                f"{len(union - live)} that they do",
                where=self.location,
                remedy=REMEDY,
            )
        return sum(state.count for state in states.values())

    def backup(self, target: str | Path) -> None:
        """Write a backup: a store folder of its own, which `restore` makes a store from.

        Args:
            target: a new or empty folder.
        """
        folder = Path(target)
        check_target(folder)
        states = self._session.fresh().states()
        session = DiskSession(folder, self.base, self._session.lock_timeout)
        try:
            session.fill(states, lambda: self._quads(states))
        except BaseException:
            session.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        session.close()

    def _answer(self, sparql: str, timeout: float | None, max_rows: int | None) -> QueryResult:
        whole = reads_named_graphs(sparql)
        named = [state_graph(self.base), *self.graphs()] if whole else ()
        if timeout is None and sparql in self._unanswered and self._may_copy_after_silence(whole):
            timeout = SECONDS_AFTER_SILENCE
        elif not (self._server.kind == "virtuoso" and is_misread(sparql)):
            try:
                return self._server.select(sparql, named, timeout=timeout, max_rows=max_rows)
            except (ServerError, QueryRefusedError) as error:
                if timeout is None and fell_silent(error) and self._may_copy_after_silence(whole):
                    self._unanswered.add(sparql)
                    timeout = SECONDS_AFTER_SILENCE
                elif not cannot_compile(error):
                    raise
        return evaluate(self._copy(whole), sparql, timeout=timeout, max_rows=max_rows, checked=True)

    def _may_copy_after_silence(self, whole: bool) -> bool:
        """Tell whether the server is one that falls silent over right queries, and the store is small enough."""
        if self._server.kind != "virtuoso":
            return False
        states = self._session.fresh().states()
        counted = states.values() if whole else [states.get(live_name(self.base), EMPTY)]
        return sum(state.count for state in counted) <= MOST_TRIPLES_AFTER_SILENCE

    def _copy(self, whole: bool) -> Store:
        """Return a copy in memory, of the live graph alone or of the whole store; fetched once a session."""
        ledger = self._session.fresh()
        if self._copies[0] != ledger.generations:
            self._copies = ledger.generations, {}
        copies = self._copies[1]
        if whole not in copies:
            states = ledger.states()
            name = live_name(self.base)
            copies[whole] = Store()
            copies[whole].extend(self._quads(states if whole else {name: states.get(name, EMPTY)}))
        return copies[whole]

    def _quads(self, states: Mapping[str, GraphState], *, with_state: bool = False) -> Iterator[Quad]:
        """Yield the quads of graphs, each graph compared with what its state says."""
        for name, state in states.items():
            is_live_graph = name == live_name(self.base)
            graph = DefaultGraph() if is_live_graph else NamedNode(name)
            found = EMPTY
            triples: list[Triple] = []
            for triple in self._server.triples(None if is_live_graph else name):
                triples.append(triple)
                yield Quad(*plain_terms(triple), graph)
                if len(triples) >= _CHUNK:
                    found = found.changed(triples, ())
                    triples.clear()
            found = found.changed(triples, (), live=state.live)
            if found != state:
                raise self._damage(name, found, state)
        if with_state:
            own = NamedNode(state_graph(self.base))
            for name, state in states.items():
                yield Quad(*plain_terms(sentinel(name, state.sentinel())), own)

    def _damage(self, name: str, found: GraphState, state: GraphState) -> StoreError:
        if self._session.read().generations != self._session.ledger.generations:
            return StoreDamagedError(
                "another writer changed the store while it was read", where=self.location, remedy="try again"
            )
        if (
            found.count < state.count
            and self._server.count(None if name == live_name(self.base) else name) == state.count
        ):
            return PartialResultError(
                f"the server gave {found.count} of the {state.count} triples of the graph <{name}>",
                where=self.location,
                remedy="try again; if it stays so, see what stands between here and the server",
            )
        if found.count != state.count:
            problem = f"the graph <{name}> holds {found.count} triples where {state.count} were written"
        else:
            problem = f"the content of the graph <{name}> is not what was written"
        return StoreDamagedError(problem, where=self.location, remedy=REMEDY)

    def _state_of(self, graph: str | None) -> GraphState:
        return self._session.fresh().states().get(live_name(self.base) if graph is None else graph, EMPTY)
