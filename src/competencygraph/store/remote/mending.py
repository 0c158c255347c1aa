"""Changes in steps: what waits beside the graphs, the decision, the making, and the mending of what a break left.

The triples that enter or leave a graph are first written to graphs of their own, with a note in the ledger of where
they belong. Until the decision is noted, no graph has changed, and a break is undone by dropping what waits. From
then on, what waits is all that is needed to finish, as often as it takes: each step can be made twice.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from uuid import uuid4

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import StoreDamagedError, StoreError, StoreLockedError
from competencygraph.store.changes import GraphChange
from competencygraph.store.digests import GraphState
from competencygraph.store.graphs import CONTENT_DIGEST, live_name, state_graph
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.ledger import REMEDY, Ledger, Pending, read_ledger
from competencygraph.store.remote.texts import (
    GENERATION,
    PENDING,
    PENDING_FOR,
    PENDING_STATE,
    WRITER,
    chunks,
    conditional,
    copying,
    data,
    in_graph,
    line,
    removing,
)

__all__ = ["Claim", "claimed", "finish", "in_steps", "mend", "sentinel", "undo"]

_ADDED, _DROPPED = "added", "dropped"
_SENTINELS = 100
_PAUSE = 0.05


class Claim:
    """The right of one writer to change a store, as long as it shows signs of life.

    Args:
        server: the graphs of the server.
        base: base IRI of the data.
    """

    def __init__(self, server: ServerGraphs, base: str) -> None:
        self.mark = uuid4().hex[:16]
        self._server = server
        self._own = state_graph(base)
        self._beats = 0

    @property
    def text(self) -> str:
        """Return what stands in the ledger for it now."""
        return f"{self.mark} {self._beats}"

    def take(self, timeout: float) -> None:
        """Take the right, from a writer too that has shown no sign of life for so long.

        Args:
            timeout: seconds to wait for another writer.

        Raises:
            StoreLockedError: another writer is at work.
        """
        seen: list[str] = []
        since = end = time.monotonic() + timeout
        while True:
            self._write("INSERT", self.text)
            others = self._others()
            if not others:
                return
            self._write("DELETE", self.text)
            self._beats += 1
            now = time.monotonic()
            if others != seen:
                seen, since = others, now
            if now >= end:
                if now - since < timeout * 0.9:
                    raise StoreLockedError(
                        "another writer is changing the store", where=self._own, remedy="wait, and try again"
                    )
                for other in others:
                    self._write("DELETE", other)
                end = now + timeout
            time.sleep(random.uniform(_PAUSE, 4 * _PAUSE))  # noqa: S311  (to part two writers, no secret)

    def beat(self) -> None:
        """Show a sign of life.

        Raises:
            StoreLockedError: another writer has taken the right meanwhile.
        """
        before, self._beats = self.text, self._beats + 1
        self._write("INSERT", self.text)
        self._write("DELETE", before)
        self.check()

    def check(self) -> None:
        """Make sure that no other writer has taken the right.

        Raises:
            StoreLockedError: one has.
        """
        if self.text not in self._writers():
            raise StoreLockedError(
                "another writer changed the store", where=self._own, remedy="try again; nothing is half done"
            )

    def release(self) -> None:
        """Give up the right; does nothing when it is lost."""
        self._write("DELETE", self.text)

    def _others(self) -> list[str]:
        return [one for one in self._writers() if not one.startswith(f"{self.mark} ")]

    def _writers(self) -> list[str]:
        rows = self._server.all_rows("o", f"GRAPH <{self._own}> {{ <{self._own}> <{WRITER}> ?o }}")
        return sorted(value.value for (value,) in rows if value is not None)

    def _write(self, verb: str, text: str) -> None:
        triple = Triple(NamedNode(self._own), NamedNode(WRITER), Literal(text))
        self._server.update(data(verb, self._own, line(triple)))


@contextmanager
def claimed(server: ServerGraphs, base: str, timeout: float) -> Iterator[Claim]:
    """Hold the right to change a store.

    Args:
        server: the graphs of the server.
        base: base IRI of the data.
        timeout: seconds to wait for another writer, and after which one without a sign of life is given up.

    Yields:
        The claim.
    """
    claim = Claim(server, base)
    claim.take(timeout)
    try:
        yield claim
    finally:
        with suppress(StoreError):
            claim.release()


def in_steps(
    server: ServerGraphs,
    ledger: Ledger,
    changes: Mapping[str, GraphChange],
    after: Mapping[str, GraphState | None],
    timeout: float,
) -> bool:
    """Make changes in steps, each of which can be made twice.

    Args:
        server: the graphs of the server.
        ledger: what the changes were planned on.
        changes: the changes by name of graph, that of the live graph under its own name.
        after: the new state of each graph that they touch, None for one that goes.
        timeout: seconds to wait for another writer.

    Returns:
        False when another writer changed the store since the plan; nothing was written then.

    Raises:
        StoreLockedError: another writer is at work, or took over; nothing was changed, or all of it.
        StoreDamagedError: the server does not keep what it is given.
    """
    base, own = ledger.base, state_graph(ledger.base)
    with claimed(server, base, timeout) as claim:
        now = read_ledger(server, base)
        if now.generations != ledger.generations or now.pending or not now.is_settled:
            return False
        waiting, targets = _waiting(f"{base}graph/pending/{claim.mark}", changes, live_name(base))
        sentinels = {name: "" if state is None else state.sentinel() for name, state in after.items()}
        pending = Pending(None, targets, sentinels)
        for piece in chunks(map(line, _notes(pending))):
            server.update(data("INSERT", own, piece))
        for name, (source, triples) in waiting.items():
            if source is not None:
                server.update(copying(source, name))
            else:
                for number, piece in enumerate(chunks(sorted(map(line, triples)))):
                    if number % 20 == 19:
                        claim.beat()
                    server.update(data("INSERT", name, piece))
            if not server.keeps(name, triples):
                undo(server, base, pending)
                raise StoreDamagedError(
                    "the server does not keep what is written to it",
                    where=min(targets[name]),
                    remedy="nothing was changed; it may alter values, or take two that differ in form alone for one",
                )
            claim.beat()
        decision = Triple(NamedNode(own), NamedNode(PENDING), Literal(claim.mark))
        guard = in_graph(own, f"<{own}> <{WRITER}> {Literal(claim.text)}")
        server.update(conditional({own: GraphChange(added={decision})}, guard))
        now = read_ledger(server, base)
        if now.pending.mark == claim.mark:
            finish(server, now)
        elif not any(generation.endswith(f" {claim.mark}") for generation in now.generations):
            claim.check()
            return False
    return True


def finish(server: ServerGraphs, ledger: Ledger) -> None:
    """Make a change that was decided, or the rest of it.

    Args:
        server: the graphs of the server.
        ledger: what the state graph says.

    Raises:
        StoreDamagedError: the server does not hold what was written to it.
    """
    pending, base, own = ledger.pending, ledger.base, state_graph(ledger.base)
    if pending.mark is None:
        return
    for ending, text in ((_DROPPED, removing), (_ADDED, copying)):
        for waiting, targets in pending.targets.items():
            if waiting.endswith(f"/{ending}"):
                for target in targets:
                    server.update(text(waiting, server.place(None if target == live_name(base) else target)))
    for name, after in pending.after.items():
        found = server.count(None if name == live_name(base) else name)
        if found != int(after.partition(" ")[0] or 0):
            raise StoreDamagedError(
                f"the graph holds {found} triples where {after.partition(' ')[0] or 0} were written",
                where=name,
                remedy=REMEDY,
            )
    mark = Triple(NamedNode(own), NamedNode(PENDING), Literal(pending.mark))
    guard = in_graph(own, line(mark).removesuffix(" ."))
    names = sorted(pending.after)
    for start in range(0, len(names), _SENTINELS):
        change = GraphChange()
        for name in names[start : start + _SENTINELS]:
            old = {sentinel(name, value) for value in ledger.sentinels.get(name, ())}
            new = {sentinel(name, pending.after[name])} if pending.after[name] else set()
            change.added |= new - old
            change.dropped |= old - new
        if change:
            server.update(conditional({own: change}, guard))
    generation = Literal(f"{ledger.number + 1} {pending.mark}")
    old = {Triple(NamedNode(own), NamedNode(GENERATION), Literal(one)) for one in ledger.generations}
    new = {Triple(NamedNode(own), NamedNode(GENERATION), generation)}
    server.update(conditional({own: GraphChange(new, old | {mark})}, guard))
    undo(server, base, pending)


def undo(server: ServerGraphs, base: str, pending: Pending) -> None:
    """Drop what waits; what is decided and not made is lost by it.

    Args:
        server: the graphs of the server.
        base: base IRI of the data.
        pending: what waits.
    """
    own = state_graph(base)
    for waiting in pending.targets:
        server.update(f"CLEAR SILENT GRAPH <{waiting}>")
        server.update(f"DROP SILENT GRAPH <{waiting}>")
    for piece in chunks(map(line, _notes(pending))):
        server.update(data("DELETE", own, piece))


def mend(server: ServerGraphs, ledger: Ledger, timeout: float) -> Ledger:
    """Finish or undo what a break left behind.

    Args:
        server: the graphs of the server.
        ledger: what the state graph says.
        timeout: seconds to wait for the writer, if it still is at work.

    Returns:
        The ledger once the store is settled.

    Raises:
        StoreLockedError: another writer is at work.
        StoreDamagedError: the server does not hold what was written to it.
    """
    if ledger.is_settled and not ledger.pending:
        return ledger
    with claimed(server, ledger.base, timeout):
        ledger = read_ledger(server, ledger.base)
        if ledger.pending.mark is not None:
            finish(server, ledger)
        elif ledger.pending:
            undo(server, ledger.base, ledger.pending)
        _settle_generations(server, ledger)
        ledger = read_ledger(server, ledger.base)
    if not ledger.is_settled:
        name = next(name for name, values in ledger.sentinels.items() if len(values) > 1)
        raise StoreDamagedError("the graph has two states", where=name, remedy=REMEDY)
    return ledger


def sentinel(graph: str, value: str) -> Triple:
    """Return the sentinel of a graph.

    Args:
        graph: its name.
        value: count, digest and whether it is live.

    Returns:
        The triple in the state graph.
    """
    return Triple(NamedNode(graph), NamedNode(CONTENT_DIGEST), Literal(value))


def _notes(pending: Pending) -> list[Triple]:
    """Return what the ledger says of a change that waits, but for the decision."""
    targets = [(one, each) for one, graphs in pending.targets.items() for each in graphs]
    return [
        *(Triple(NamedNode(one), NamedNode(PENDING_FOR), NamedNode(each)) for one, each in targets),
        *(Triple(NamedNode(name), NamedNode(PENDING_STATE), Literal(text)) for name, text in pending.after.items()),
    ]


def _settle_generations(server: ServerGraphs, ledger: Ledger) -> None:
    """Keep the last of several generations, which two writers that made one store leave behind."""
    own = state_graph(ledger.base)
    for generation in sorted(ledger.generations, key=lambda one: (int(one.partition(" ")[0]), one))[:-1]:
        server.update(data("DELETE", own, line(Triple(NamedNode(own), NamedNode(GENERATION), Literal(generation)))))


def _waiting(
    prefix: str, changes: Mapping[str, GraphChange], live: str
) -> tuple[dict[str, tuple[str | None, set[Triple]]], dict[str, tuple[str, ...]]]:
    """Return the graphs that wait with their triples, and the graphs that these enter or leave.

    What enters or leaves a graph and the live graph alike waits once; what is removed whole is copied on the server.
    """
    waiting: dict[str, tuple[str | None, set[Triple]]] = {}
    targets: dict[str, tuple[str, ...]] = {}
    rest = {_ADDED: set[Triple](), _DROPPED: set[Triple]()}
    if live in changes:
        rest = {_ADDED: set(changes[live].added), _DROPPED: set(changes[live].dropped)}
    entering = dict(rest)
    for number, (name, change) in enumerate(sorted(changes.items())):
        for ending, triples in ((_ADDED, change.added), (_DROPPED, change.dropped)):
            if name == live or not triples:
                continue
            graph = f"{prefix}/{number}/{ending}"
            waiting[graph] = (name if ending == _DROPPED and change.remove else None, triples)
            both = triples <= entering[ending]
            targets[graph] = (name, live) if both else (name,)
            if both:
                rest[ending] = rest[ending] - triples
    for ending, triples in rest.items():
        if triples:
            graph = f"{prefix}/live/{ending}"
            waiting[graph] = (None, triples)
            targets[graph] = (live,)
    return waiting, targets
