"""The small graphs of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.store import EmbeddedStore

HERE = Path(__file__).parent
Stores = Callable[..., EmbeddedStore]


def read(*parts: str) -> tuple[Triple, ...]:
    """Return the triples of a Turtle file of this folder; at least one."""
    triples = tuple(quad.triple for quad in parse(HERE.joinpath(*parts).read_bytes(), RdfFormat.TURTLE))
    assert triples
    return triples
