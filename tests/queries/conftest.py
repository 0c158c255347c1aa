"""What the tests of the questions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.store import GraphStore, open_store

GRAPH = "http://ex.org/graph"


@pytest.fixture(scope="session")
def memory_store() -> Iterator[Callable[[Path | str], GraphStore]]:
    """Return a maker of stores from a Turtle file or from Turtle text."""
    with ExitStack() as stack:

        def make(turtle: Path | str) -> GraphStore:
            text = turtle.read_text(encoding="utf-8") if isinstance(turtle, Path) else turtle
            store = stack.enter_context(open_store(":memory:", write=True))
            quads = parse(text, RdfFormat.TURTLE)
            store.replace_graph(GRAPH, [Triple(quad.subject, quad.predicate, quad.object) for quad in quads], live=True)
            return store

        yield make
