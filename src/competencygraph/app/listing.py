"""Use case: which documents a store holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.store import GraphStore
from competencygraph.terms.namespaces import DATA_BASE, PREFIXES

__all__ = ["HeldDocument", "current_documents", "short_name"]

_LOCAL = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document of a store.

    Args:
        document: its IRI.
        edition: IRI of its current edition.
        file: name of the file that the edition was read from.
        editions: how many editions are kept, the current one included.
        triples: how many triples the current edition states; None when not counted.
    """

    document: str
    edition: str
    file: str
    editions: int
    triples: int | None = None


def current_documents(store: GraphStore, *, count: bool = False) -> tuple[HeldDocument, ...]:
    """Return the documents of a store, sorted by IRI.

    Args:
        store: any store.
        count: whether to count the triples of each current edition.

    Returns:
        One entry a document.

    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     current_documents(store)
    ()
    """
    return tuple(
        HeldDocument(
            str(row["document"]),
            str(row["edition"]),
            str(row["fileName"] or ""),
            int(str(row["editions"])),
            store.count(str(row["edition"])) if count else None,
        )
        for row in ask(store, load_lookup("current-documents"), {}).rows
    )


def short_name(iri: str) -> str:
    """Return an IRI of the data without its base, a term with its prefix, and any other IRI as it is.

    >>> short_name("https://w3id.org/competencygraph/id/federal-be/000")
    'federal-be/000'
    >>> short_name("https://w3id.org/competencygraph/def/Task"), short_name("urn:x")
    ('cg:Task', 'urn:x')
    """
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return iri.removeprefix(DATA_BASE)
