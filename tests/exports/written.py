"""Stores made of lines, and what a format writes of them, in memory."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from competencygraph.exports import Format, Source
from competencygraph.store import EmbeddedStore, GraphStore
from competencygraph.store.digests import GraphState
from competencygraph.store.graphs import live_name
from competencygraph.store.session import Session
from competencygraph.terms.namespaces import DATA_BASE


class Memory:
    """An output that keeps the bytes of each file by its name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        assert name not in self.files
        file = io.BytesIO()
        yield file
        self.files[name] = file.getvalue()


def written(store: GraphStore, fmt: Format, *, editorial: bool | None = None) -> dict[str, bytes]:
    """Return the files that a format writes of a store."""
    output = Memory()
    fmt.write(Source(store, editorial=fmt.editorial if editorial is None else editorial), output)
    assert output.files
    return output.files


def named_lines(store: GraphStore) -> list[str]:
    """Return the N-Quads lines of the named graphs of a store."""
    quads = parse("".join(store.dump()), format=RdfFormat.N_QUADS)
    return [f"{quad} .\n" for quad in quads if not isinstance(quad.graph_name, DefaultGraph)]


def store_of(lines: Iterable[str], live: Iterable[str], base: str = DATA_BASE) -> GraphStore:
    """Return a store in memory of N-Quads lines of named graphs; the live graph is the union of the live ones.

    It is put together without the checks of `load`, which take longer than an export.
    """
    named = list(parse("".join(lines), format=RdfFormat.N_QUADS))
    counts = Counter(quad.graph_name.value for quad in named if isinstance(quad.graph_name, NamedNode))
    wanted = {name for name in live if name in counts}
    session = Session(base)
    session.store.extend(named)
    session.store.extend(
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in named
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in wanted
    )
    graphs = {name: GraphState(count, live=name in wanted) for name, count in counts.items()}
    graphs[live_name(base)] = GraphState(len(session.store) - sum(counts.values()), live=True)
    session.state = replace(session.state, graphs=graphs)
    return EmbeddedStore(None, session, None, 1.0)
