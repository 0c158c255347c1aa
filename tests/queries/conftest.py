"""What the tests of the questions share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from competencygraph.store.port import QueryResult


class MemoryStore:
    """The one method of a GraphStore that a question needs, over triples in memory."""

    def __init__(self, turtle: str) -> None:
        self._store = Store()
        self._store.extend(
            Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in parse(turtle, RdfFormat.TURTLE)
        )

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        solutions = self._store.query(sparql)
        return QueryResult(tuple(one.value for one in solutions.variables), tuple(tuple(row) for row in solutions))


@pytest.fixture(scope="session")
def memory_store() -> Callable[[Path | str], MemoryStore]:
    """Return a maker of stores from a Turtle file or from Turtle text."""

    def make(turtle: Path | str) -> MemoryStore:
        return MemoryStore(turtle.read_text(encoding="utf-8") if isinstance(turtle, Path) else turtle)

    return make
