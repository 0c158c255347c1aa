"""What a format reads: the store as sorted triples, and the answers of packaged queries."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.exports.parts import PARTS, Part, Parts
from competencygraph.store import EmbeddedStore, GraphStore, QueryResult, open_store
from competencygraph.terms import cg, namespaces, resources

__all__ = ["PARTS", "Part", "Source"]

_TYPE = f"<{namespaces.RDF}type>".encode()
_EDITORIAL = tuple(f"<{name}>".encode() for name in (cg.EditorialStatement, cg.Correction))


@dataclass(frozen=True)
class Source:
    """A store that is exported.

    Args:
        store: only read; any trusted query may be asked. One on a server is copied into memory first.
        language: of headings and labels that people read: ``nl``, ``fr`` or ``en``.
        editorial: whether editorial statements are to be in the export, marked as such.
        tick: called with how much is done and how much there is, in any unit.
    """

    store: GraphStore
    language: str = "en"
    editorial: bool = False
    tick: Callable[[int, int], None] = field(default=lambda done, total: None)

    def __post_init__(self) -> None:
        if not isinstance(self.store, EmbeddedStore):
            object.__setattr__(self, "store", _local_copy(self.store))

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        return self.store.base

    @cached_property
    def parts(self) -> Parts:
        """Return the statements of the store as sorted lines; the store is read once."""
        if not isinstance(self.store, EmbeddedStore):
            raise TypeError("the store is no local one")
        return Parts(self.store)

    @cached_property
    def editorial_nodes(self) -> frozenset[bytes]:
        """Return the nodes that are editorial statements, each as N-Triples writes its IRI."""
        lines = (line for block in self.parts.all_quads() for line in block if any(map(line.__contains__, _EDITORIAL)))
        found = (line.split(b" ", 2) for line in lines)
        return frozenset(node for node, kind, rest in found if kind == _TYPE and rest.startswith(_EDITORIAL))

    def triples(self, *parts: Part) -> Iterator[Triple]:
        """Yield the triples of parts in the order of their N-Triples lines, each once.

        Args:
            parts: which parts; a triple of several is yielded once. The vocabulary is not in ``live``.

        Yields:
            Triples; blank nodes have canonical names. Editorial statements are in ``catalogue``, asked for or not.
        """
        for block in self.parts.triples(*parts):
            for quad in parse(b"".join(block), format=RdfFormat.N_TRIPLES):
                yield quad.triple

    def ask(self, *path: str) -> QueryResult:
        """Return the answer of a packaged query over the live graph and the named graphs.

        Args:
            path: below ``queries/export``: ``"dcat_ap", "competencies.rq"``.

        Returns:
            Rows, or the triples of a CONSTRUCT.
        """
        return self.store.query(resources.read_text("queries", "export", *path))


def _local_copy(store: GraphStore) -> GraphStore:
    copy = open_store(":memory:", base=store.base)
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder:
        lines = Path(folder, "store.nq")
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            count = sum(file.write(line) > 0 for line in store.dump())
        if count:
            copy.load(lines)
    return copy
