"""What the rest of the package asks of a store, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from competencygraph.store.documents import StoredDocument

__all__ = ["EditionChange", "EditionOutcome", "GraphStore", "QueryResult", "Term"]

Term: TypeAlias = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer to a query; exactly one of the three forms is filled.

    Args:
        variables: names of the columns of a SELECT, without question marks.
        rows: one tuple a solution, a term or None for each column.
        boolean: the answer of an ASK.
        triples: the answer of a CONSTRUCT or DESCRIBE.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] | None = None


@dataclass(frozen=True, slots=True)
class EditionChange:
    """An edition that becomes the current one of its document.

    Args:
        document: IRI of the document.
        edition: IRI of the edition, which also names its graph; None removes the document with all its editions.
        triples: everything that the edition states.
        catalogue: what the catalogue graph says about the document and this edition.
    """

    document: str
    edition: str | None
    triples: tuple[Triple, ...] = ()
    catalogue: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionOutcome:
    """What became of one `EditionChange`.

    Args:
        document: IRI of the document.
        kind: ``added``, ``replaced``, ``unchanged`` or ``removed``.
        added: triples that entered the live graph.
        dropped: triples that left the live graph.
    """

    document: str
    kind: str
    added: int
    dropped: int


class GraphStore(Protocol):
    """A store of the live graph, the edition graphs and the catalogue graph.

    Every implementation passes the contract tests in ``tests/store/``.
    """

    def __enter__(self) -> Self:
        """Return the store."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the store."""
        ...

    def close(self) -> None:
        """End the use of the store; a second call does nothing."""
        ...

    @property
    def base(self) -> str:
        """Return the base IRI of the data."""
        ...

    @property
    def location(self) -> str:
        """Return where the store is: a folder, ``:memory:`` or an address, as it may be shown."""
        ...

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a trusted query over the live graph (the default graph) and the named graphs.

        Raises:
            QueryRefusedError: the text is no SPARQL query.
            QueryLimitError: the time or the row limit was reached; nothing partial is returned.
        """
        ...

    def query_untrusted(self, sparql: str, *, timeout: float, max_rows: int, max_memory: int) -> QueryResult:
        """Return the answer of a query that anyone may have written, run apart from this process.

        Raises:
            QueryRefusedError: the text is no read-only query, or asks for SERVICE.
            QueryLimitError: a limit (seconds, rows, bytes) was reached.
        """
        ...

    def update(self, sparql: str) -> None:
        """Apply a SPARQL update durably, or not at all."""
        ...

    def replace_editions(self, changes: Sequence[EditionChange]) -> tuple[EditionOutcome, ...]:
        """Make the editions current in one durable transaction, the live graph adjusted in the same one."""
        ...

    def replace_graph(self, graph: str, triples: Iterable[Triple], *, live: bool) -> bool:
        """Give a named graph these triples, and the live graph too if `live`; return False when nothing changed."""
        ...

    def load(self, path: Path) -> int:
        """Load N-Quads written by `dump` into an empty store; return how many quads."""
        ...

    def dump(self) -> Iterable[str]:
        """Yield all quads as sorted N-Quads lines, the same bytes for the same content."""
        ...

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        ...

    def count(self, graph: str | None = None) -> int:
        """Return how many triples a named graph holds, or the live graph when `graph` is None."""
        ...

    def digest(self, graph: str | None = None) -> str:
        """Return the digest of a graph's content, or of the live graph's when `graph` is None."""
        ...

    def list_documents(self) -> tuple[StoredDocument, ...]:
        """Return the documents with their editions, sorted by IRI."""
        ...

    def journal(self) -> tuple[dict[str, Any], ...]:
        """Return the journal's entries, oldest first; a store without a journal has none."""
        ...

    def verify(self) -> int:
        """Check all of the store and return how many quads were checked.

        Raises:
            StoreDamagedError: something is not what was written; nothing was changed.
        """
        ...

    def backup(self, target: str | Path) -> None:
        """Write a backup, a store folder of its own, to a new or empty folder."""
        ...
