"""The editions of a store as a check takes them, and what each of them has to do with the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import UnknownNodeError
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import bind
from competencygraph.store import GraphStore, catalogue_graph
from competencygraph.store.engine import plain_terms
from competencygraph.terms import cg, namespaces
from competencygraph.validation.edition import EditionData
from competencygraph.validation.elsewhere import SHAREABLE, spellings

__all__ = ["Interests", "StoredEditions", "digest_of_triples", "interests_of"]

_TYPE = f"{namespaces.RDF}type"
_LABEL = f"{namespaces.SKOS}prefLabel"
_IS_PART_OF = f"{namespaces.DCTERMS}isPartOf"
_PUBLISHER = f"{namespaces.DCTERMS}publisher"
_SOURCE = f"{namespaces.DCTERMS}source"
_PREVIOUS = f"{namespaces.DCAT}previousVersion"
_CURRENT = f"{namespaces.DCAT}hasCurrentVersion"


@dataclass(frozen=True, slots=True)
class Interests:
    """What ties an edition to others: digests of names, of texts and of frameworks with dictionaries.

    Args:
        offers: what others may find here.
        wants: what it looks for elsewhere.
    """

    offers: frozenset[str]
    wants: frozenset[str]


class StoredEditions:
    """The current editions of a store.

    Args:
        store: the store; it must not change meanwhile.
    """

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self.documents = {each.document: each for each in store.list_documents()}
        """The documents by IRI, sorted."""
        self._catalogue = self._by_document()

    def catalogue_of(self, document: str) -> tuple[Triple, ...]:
        """Return what the catalogue says of a document, its current edition and its framework.

        Args:
            document: IRI.

        Returns:
            Sorted triples, those on superseded editions and other documents left out.
        """
        return self._catalogue[document]

    def read(self, document: str) -> EditionData:
        """Return the current edition of a document, without what others say.

        Args:
            document: IRI.

        Returns:
            The edition.

        Raises:
            UnknownNodeError: the store has no such document.
        """
        if document not in self.documents:
            raise UnknownNodeError("the store has no such document", where=document)
        stated = _statements(self._store, self.documents[document].edition)
        return EditionData(document, (*stated, *self._catalogue[document]))

    def _by_document(self) -> dict[str, tuple[Triple, ...]]:
        current = {each.edition: document for document, each in self.documents.items()}
        found: defaultdict[str, list[Triple]] = defaultdict(list)
        shared: defaultdict[str, list[Triple]] = defaultdict(list)
        for triple in _statements(self._store, catalogue_graph(self._store.base)):
            subject, predicate, value = (term.value for term in plain_terms(triple))
            if predicate in {_PREVIOUS, _CURRENT}:
                continue
            if subject in self.documents:
                if predicate != cg.hasEdition or current.get(value) == subject:
                    found[subject].append(triple)
            elif subject in current:
                found[current[subject]].append(triple)
            elif "/ed/" not in subject and (owner := self._owner(subject)) is not None:
                found[owner].append(triple)
            elif predicate != _SOURCE:
                shared[subject].append(triple)
        for document in self.documents:
            terms = [plain_terms(triple) for triple in found[document]]
            for framework in sorted({whole.value for _, relation, whole in terms if relation.value == _IS_PART_OF}):
                found[document].extend(shared.get(framework, ()))
                for _, relation, other in map(plain_terms, shared.get(framework, ())):
                    if relation.value == _PUBLISHER:
                        found[document].extend(shared.get(other.value, ()))
        return {document: tuple(sorted(triples, key=str)) for document, triples in found.items()}

    def _owner(self, node: str) -> str | None:
        """Return the document whose IRI a node's IRI goes on from."""
        while "/" in node:
            node = node.rpartition("/")[0]
            if node in self.documents:
                return node
        return None


def interests_of(data: EditionData) -> Interests:
    """Return what ties an edition to others, by the same measure as `with_elsewhere` looks around.

    Args:
        data: the edition.

    Returns:
        Digests; two editions have to do with each other when one offers what the other wants.
    """
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    statements = [plain_terms(triple) for triple in data.triples]
    for subject, predicate, value in statements:
        if predicate.value == _TYPE:
            kinds[subject.value].add(value.value)
    offers: set[str] = set()
    wants: set[str] = set()
    for subject, predicate, value in statements:
        own = kinds[subject.value]
        if predicate.value == _LABEL and cg.Competency in own and isinstance(value, Literal):
            offers.add(_mark("name", str(value)))
            wants.update(_mark("name", str(spelling)) for spelling in spellings(value))
        elif any(predicate.value == SHAREABLE.get(kind) for kind in own):
            offers.add(_mark("text", str(value)))
            wants.add(_mark("text", str(value)))
        elif predicate.value == _IS_PART_OF and subject.value == data.document:
            wants.add(_mark("framework", value.value))
            if any(cg.CompetencyDictionary in each for each in kinds.values()):
                offers.add(_mark("framework", value.value))
    return Interests(frozenset(offers), frozenset(wants))


def digest_of_triples(triples: Iterable[Triple]) -> str:
    """Return 64 hex digits for a set of triples, whatever their order.

    >>> triple = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("c"))
    >>> digest_of_triples([triple, triple]) == digest_of_triples([triple])
    True
    """
    return sha256("\n".join(sorted({str(triple) for triple in triples})).encode()).hexdigest()


def _mark(kind: str, text: str) -> str:
    return sha256(f"{kind} {text}".encode()).hexdigest()[:16]


def _statements(store: GraphStore, graph: str) -> tuple[Triple, ...]:
    rows = store.query(bind(load_lookup("statements-of-graph").text, {"graph": NamedNode(graph)})).rows
    return tuple(Triple(*row) for row in rows)  # type: ignore[arg-type]
