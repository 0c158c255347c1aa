"""What a format reads: the store as sorted triples, and the answers of packaged queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from competencygraph.store import GraphStore, QueryResult, catalogue_graph, vocabulary_graph
from competencygraph.terms import resources

__all__ = ["Part", "Source"]

Part: TypeAlias = Literal["live", "catalogue", "vocabulary", "mappings", "inferences", "local", "superseded"]
"""``live``: the current editions and whatever else stands in the live graph but in none of the other parts."""


@dataclass(frozen=True)
class Source:
    """A store that is exported.

    Args:
        store: a local store, only read; any trusted query may be asked.
        language: of headings and labels that people read: ``nl``, ``fr`` or ``en``.
        editorial: whether editorial statements are to be in the export, marked as such.
        tick: called with how much is done and how much there is, in any unit.
    """

    store: GraphStore
    language: str = "en"
    editorial: bool = False
    tick: Callable[[int, int], None] = field(default=lambda done, total: None)

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        return self.store.base

    def triples(self, part: Part) -> Iterator[Triple]:
        """Yield the triples of a part in the order of their N-Triples lines, each once."""
        graphs = {"catalogue": catalogue_graph(self.base), "vocabulary": vocabulary_graph(self.base)}
        vocabulary = set(self.triples("vocabulary")) if part == "live" else set()
        for line in self.store.dump():
            (quad,) = parse(line, format=RdfFormat.N_QUADS)
            wanted = DefaultGraph() if part == "live" else NamedNode(graphs[part])
            if quad.graph_name == wanted and quad.triple not in vocabulary:
                yield quad.triple

    def ask(self, *path: str) -> QueryResult:
        """Return the answer of a packaged query over the live graph and the named graphs.

        Args:
            path: below ``queries/export``: ``"dcat_ap", "competencies.rq"``.

        Returns:
            Rows, or the triples of a CONSTRUCT.
        """
        return self.store.query(resources.read_text("queries", "export", *path))
