"""What the tests of the questions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Triple, parse

from competencygraph.rdf.vocabulary import XSD_DECIMAL
from competencygraph.rdf.writer import decimal
from competencygraph.store import GraphStore, open_store

from ..servers.running import Servers, servers

__all__ = ["servers"]

GRAPH = "https://example.org/graph"
CATALOGUE = "https://example.org/catalogue"


@pytest.fixture(scope="session")
def memory_store() -> Iterator[Callable[[Path | str], GraphStore]]:
    """Return a maker of stores from a Turtle file or from Turtle text.

    What stands in ``catalogue.ttl`` beside the file is a named graph alone, as the catalogue graph is in a store.
    """
    with ExitStack() as stack:

        def make(turtle: Path | str) -> GraphStore:
            store = stack.enter_context(open_store(":memory:", write=True))
            _fill(store, turtle)
            return store

        yield make


@pytest.fixture(
    scope="session",
    params=[
        "memory",
        "disk",
        pytest.param("oxigraph", marks=pytest.mark.server),
        pytest.param("virtuoso", marks=pytest.mark.virtuoso),
    ],
)
def any_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, servers: Servers
) -> Iterator[Callable[[Path], GraphStore]]:
    """Return a maker of stores from a Turtle file, of each kind; on a server one at a time, used for many tests."""
    with ExitStack() as stack:
        filled: dict[Path, GraphStore] = {}

        def make(turtle: Path) -> GraphStore:
            if turtle not in filled:
                if request.param == "memory":
                    place = ":memory:"
                elif request.param == "disk":
                    place = str(tmp_path_factory.mktemp("disk") / "store")
                else:
                    filled.clear()
                    place = servers.get(request.param).url
                filled[turtle] = stack.enter_context(open_store(place, write=True))
                _fill(filled[turtle], turtle)
            return filled[turtle]

        yield make


def _fill(store: GraphStore, turtle: Path | str) -> None:
    text = turtle.read_text(encoding="utf-8") if isinstance(turtle, Path) else turtle
    store.replace_graph(GRAPH, _triples(text), live=True)
    if isinstance(turtle, Path) and (catalogue := turtle.with_name("catalogue.ttl")).exists():
        store.replace_graph(CATALOGUE, _triples(catalogue.read_text(encoding="utf-8")), live=False)


def _triples(turtle: str) -> list[Triple]:
    """Return the triples of a text, amounts in the form in which documents are stored: Turtle has 4470.0 for 4470."""
    return [
        Triple(quad.subject, quad.predicate, _plain(quad.object) if isinstance(quad.object, Literal) else quad.object)
        for quad in parse(turtle, RdfFormat.TURTLE)
    ]


def _plain(literal: Literal) -> Literal:
    return decimal(Decimal(literal.value)) if literal.datatype == XSD_DECIMAL else literal
