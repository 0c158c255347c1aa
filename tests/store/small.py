"""A small document in editions, for the tests of the store and the processes that they start."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.store import EditionChange
from competencygraph.terms.namespaces import DATA_BASE, DCTERMS

TEXT = NamedNode(f"{DATA_BASE}test/text")
FRAMEWORK = NamedNode(f"{DATA_BASE}test")
TITLE = NamedNode(f"{DCTERMS}title")
PART = NamedNode(f"{DCTERMS}isPartOf")


def document(key: str = "000") -> str:
    """Return the IRI of a document."""
    return f"{FRAMEWORK.value}/{key}"


def edition(
    name: str, key: str = "000", *, size: int = 4, title: str = "A test", shared: int = 2, path: str | None = None
) -> EditionChange:
    """Return an edition with triples of its own, and some that other editions of the document state too."""
    iri = document(key)
    own = [Triple(NamedNode(f"{iri}/task/{n}"), TEXT, Literal(f"{name} {n}", language="nl")) for n in range(size)]
    common = [Triple(NamedNode(f"{path or iri}/area/{n}"), TEXT, Literal(f"area {n}")) for n in range(shared)]
    name_iri = f"{iri}/ed/{name}"
    catalogue = (
        Triple(NamedNode(iri), PART, FRAMEWORK),
        Triple(NamedNode(iri), TITLE, Literal(key)),
        Triple(NamedNode(name_iri), TITLE, Literal(name)),
        Triple(FRAMEWORK, TITLE, Literal(title, language="en")),
    )
    return EditionChange(iri, name_iri, (*own, *common), catalogue)
