"""Engines that the questions are put to: each loads the same triples once and answers as a store of the package does.

Each keeps what it loaded in a folder of its own, where it can.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from loading import CATALOGUE, Answering, Beginning, Data, Engine, made
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store
from virtuoso import Virtuoso

from competencygraph.store.evaluate import evaluate
from competencygraph.store.port import QueryResult, Term

if TYPE_CHECKING:
    import rdflib

__all__ = ["ENGINES", "load"]


class OxigraphStore:
    """A pyoxigraph store that answers as the embedded store does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query."""
        return evaluate(self._store, sparql, timeout=timeout, max_rows=max_rows)


class Disk:
    """pyoxigraph in a folder, opened anew for reading alone."""

    def __init__(self, data: Data, folder: Path) -> None:
        self._data = data
        self._folder = folder / f"disk-{data.size}"

    def start(self) -> None:
        """Load what is not kept."""
        made(self._folder, self._load)

    def open(self) -> Answering:
        """Return the store."""
        return OxigraphStore(Store.read_only(str(self._folder)))

    def stop(self) -> None:
        """Do nothing: each process opened its own."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""

    def _load(self, folder: Path) -> None:
        store = Store(str(folder))
        load(store, self._data)
        store.flush()
        store.optimize()


class Memory:
    """pyoxigraph in memory; each process that asks is a fork of the one that loaded."""

    def __init__(self, data: Data, folder: Path) -> None:
        self._data = data
        self._store = Store()

    def start(self) -> None:
        """Load."""
        load(self._store, self._data)

    def open(self) -> Answering:
        """Return the store."""
        return OxigraphStore(self._store)

    def stop(self) -> None:
        """Do nothing: what is in memory goes with its process."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""


class RdflibStore:
    """An rdflib dataset that answers in the terms of the package."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self._dataset = dataset

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query."""
        answer = self._dataset.query(sparql)
        rows = tuple(tuple(_from_rdflib(term) for term in row) for row in answer)  # type: ignore[union-attr]  # a SELECT
        return QueryResult(variables=tuple(str(one) for one in answer.vars or ()), rows=rows)


class Rdflib:
    """rdflib in memory; each process that asks is a fork of the one that loaded."""

    def __init__(self, data: Data, folder: Path) -> None:
        import rdflib

        self._data = data
        self._dataset = rdflib.Dataset()

    def start(self) -> None:
        """Load."""
        import rdflib

        graphs = {
            "triples.nt": self._dataset.default_context,
            "catalogue.nt": self._dataset.graph(rdflib.URIRef(CATALOGUE)),
        }
        for name, length in self._data.files().items():
            with Beginning(self._data.folder / name, length) as file:
                graphs[name].parse(data=file.read().decode(), format="nt11")

    def open(self) -> Answering:
        """Return the dataset."""
        return RdflibStore(self._dataset)

    def stop(self) -> None:
        """Do nothing: what is in memory goes with its process."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""


ENGINES: Mapping[str, type[Engine]] = {"disk": Disk, "memory": Memory, "virtuoso": Virtuoso, "rdflib": Rdflib}


def load(store: Store, data: Data) -> None:
    """Load the live graph and the catalogue graph into a store."""
    graphs: dict[str, DefaultGraph | NamedNode] = {"triples.nt": DefaultGraph(), "catalogue.nt": NamedNode(CATALOGUE)}
    for name, length in data.files().items():
        with Beginning(data.folder / name, length) as file:
            store.bulk_load(cast("IO[bytes]", file), RdfFormat.N_TRIPLES, to_graph=graphs[name])


def _from_rdflib(term: Any) -> Term | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language is not None:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=None if term.datatype is None else NamedNode(str(term.datatype)))
