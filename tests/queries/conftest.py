"""What the tests of the questions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.store import GraphStore, open_store

GRAPH = "https://example.org/graph"
CATALOGUE = "https://example.org/catalogue"


@pytest.fixture(scope="session")
def memory_store() -> Iterator[Callable[[Path | str], GraphStore]]:
    """Return a maker of stores from a Turtle file or from Turtle text.

    What stands in ``catalogue.ttl`` beside the file is a named graph alone, as the catalogue graph is in a store.
    """
    with ExitStack() as stack:

        def make(turtle: Path | str) -> GraphStore:
            text = turtle.read_text(encoding="utf-8") if isinstance(turtle, Path) else turtle
            store = stack.enter_context(open_store(":memory:", write=True))
            store.replace_graph(GRAPH, _triples(text), live=True)
            if isinstance(turtle, Path) and (catalogue := turtle.with_name("catalogue.ttl")).exists():
                store.replace_graph(CATALOGUE, _triples(catalogue.read_text(encoding="utf-8")), live=False)
            return store

        yield make


def _triples(turtle: str) -> list[Triple]:
    return [Triple(quad.subject, quad.predicate, quad.object) for quad in parse(turtle, RdfFormat.TURTLE)]
