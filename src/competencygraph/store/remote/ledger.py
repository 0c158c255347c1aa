"""The ledger: what the state graph of a store on a server says of its graphs and of the change under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from pyoxigraph import NamedNode, Triple

from competencygraph.errors import PartialResultError, StoreDamagedError
from competencygraph.store.digests import GraphState
from competencygraph.store.graphs import CONTENT_DIGEST, state_graph
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.texts import GENERATION, PENDING, PENDING_FOR, PENDING_STATE, WRITER

__all__ = ["REMEDY", "Ledger", "Pending", "first_generation", "is_current", "read_ledger"]

REMEDY = "ingest the documents into a store of its own, or restore one; nothing was changed or deleted"


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that was prepared: it is decided when it is marked, and made when the mark has gone.

    Args:
        mark: the mark of the decision; None when it was not taken.
        targets: for each graph of triples that wait, the graphs that they enter or leave.
        after: sentinel of each graph that the change touches once it is made, empty for one that goes.
    """

    mark: str | None = None
    targets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.mark or self.targets or self.after)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the state graph says.

    Args:
        base: base IRI of the data.
        generations: number and mark of the last change; one, unless two writers collided.
        sentinels: the sentinels of each graph, the live graph under its own name; one each, unless a change is under
            way.
        writers: marks of writers at work.
        pending: the change that was prepared.
    """

    base: str
    generations: tuple[str, ...] = ()
    sentinels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    writers: tuple[str, ...] = ()
    pending: Pending = field(default_factory=Pending)

    @property
    def exists(self) -> bool:
        """Return whether there is a store."""
        return bool(self.generations)

    @property
    def is_settled(self) -> bool:
        """Return whether no decided change waits and each graph has one state."""
        return (
            self.pending.mark is None
            and len(self.generations) <= 1
            and all(len(values) == 1 for values in self.sentinels.values())
        )

    @property
    def number(self) -> int:
        """Return the number of the last change."""
        return max((int(generation.partition(" ")[0]) for generation in self.generations), default=0)

    def states(self) -> dict[str, GraphState]:
        """Return the settled state of each graph.

        Returns:
            States by name, the live graph under its own name.

        Raises:
            StoreDamagedError: a sentinel is none.

        >>> Ledger("a:", ("1 x",), {"a:g": ("2 ab live",)}).states()
        {'a:g': GraphState(count=2, digest='ab', live=True)}
        """
        found: dict[str, GraphState] = {}
        for name, values in self.sentinels.items():
            count, _, rest = values[0].partition(" ")
            digest, _, live = rest.partition(" ")
            if not count.isdigit() or not digest:
                raise StoreDamagedError("the state of the graph is unreadable", where=name, remedy=REMEDY)
            found[name] = GraphState(int(count), digest, live == "live")
        return found


def first_generation() -> str:
    """Return the generation of a store that is made now.

    >>> first_generation().partition(" ")[0]
    '0'
    """
    return f"0 {uuid4().hex[:16]}"


def read_ledger(server: ServerGraphs, base: str) -> Ledger:
    """Return what the state graph of a store says now.

    Args:
        server: its graphs.
        base: base IRI of the data.

    Returns:
        The ledger; one that does not exist when the graph is empty.

    Raises:
        PartialResultError: the server gave part of the state graph.
    """
    own = state_graph(base)
    generations: set[str] = set()
    writers: set[str] = set()
    marks: set[str] = set()
    sentinels: dict[str, list[str]] = {}
    targets: dict[str, list[str]] = {}
    after: dict[str, str] = {}
    for triple in _whole(server, own):
        subject, predicate, value = _values(triple)
        if predicate == CONTENT_DIGEST:
            sentinels.setdefault(subject, []).append(value)
        elif predicate == PENDING_FOR:
            targets.setdefault(subject, []).append(value)
        elif predicate == PENDING_STATE:
            after[subject] = value
        elif subject == own and predicate in {GENERATION, WRITER, PENDING}:
            {GENERATION: generations, WRITER: writers, PENDING: marks}[predicate].add(value)
    return Ledger(
        base,
        tuple(sorted(generations)),
        {name: tuple(sorted(values)) for name, values in sorted(sentinels.items())},
        tuple(sorted(writers)),
        Pending(min(marks, default=None), {name: tuple(sorted(each)) for name, each in sorted(targets.items())}, after),
    )


def is_current(server: ServerGraphs, ledger: Ledger) -> bool:
    """Tell whether a settled ledger is what the state graph still says, by looking at its last change alone.

    Args:
        server: the graphs of the server.
        ledger: what was read before.

    Returns:
        False when there is another generation, or a change under way.
    """
    own = state_graph(ledger.base)
    rows = server.all_rows("po", f"GRAPH <{own}> {{ <{own}> ?p ?o }}")
    said = {(p.value, o.value) for p, o in rows if p is not None and o is not None and p.value in {GENERATION, PENDING}}
    return ledger.is_settled and said == {(GENERATION, one) for one in ledger.generations}


def _whole(server: ServerGraphs, own: str) -> list[Triple]:
    try:
        return list(server.at_once(own))
    except PartialResultError as error:
        raise PartialResultError(
            f"the server gave part of the state graph: {error.what}", where=error.where, remedy=error.remedy
        ) from error


def _values(triple: Triple) -> tuple[str, str, str]:
    subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
    return subject, triple.predicate.value, getattr(triple.object, "value", "")
