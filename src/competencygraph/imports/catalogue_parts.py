"""What a catalogue says of each document: the part that goes with the document's edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from pyoxigraph import NamedNode, Triple

from competencygraph.imports.comparing import shown
from competencygraph.rdf.vocabulary import (
    DCAT_HAS_CURRENT_VERSION,
    DCT_IS_PART_OF,
    DCT_PUBLISHER,
    DCT_SOURCE,
    HAS_EDITION,
    WAS_REVISION_OF,
)
from competencygraph.terms import namespaces

__all__ = ["CatalogueParts", "owner_of"]

_PREVIOUS = NamedNode(f"{namespaces.DCAT}previousVersion")


def owner_of(node: str, documents: Set[str]) -> str | None:
    """Return the document whose IRI a node's IRI is, or goes on from.

    Args:
        node: IRI of the node.
        documents: IRIs.

    Returns:
        The nearest of them; None when there is none.

    >>> owner_of("urn:x/a/b#c", {"urn:x/a"}), owner_of("urn:x/ab", {"urn:x/a"})
    ('urn:x/a', None)
    """
    while node:
        if node in documents:
            return node
        node = node.rpartition("#")[0] if "#" in node else node.rpartition("/")[0]
    return None


class CatalogueParts:
    """A catalogue by document.

    Args:
        triples: the whole catalogue.
        documents: IRIs of the documents.
    """

    def __init__(self, triples: Iterable[Triple], documents: Set[str]) -> None:
        self._parts: defaultdict[str, set[Triple]] = defaultdict(set)
        for triple in triples:
            subject = shown(triple.subject)
            self._parts[owner_of(subject, documents) or subject].add(triple)

    def of(self, document: str) -> frozenset[Triple]:
        """Return what the catalogue says of a document, its current edition, its framework and who publishes that.

        What a store says by itself, which edition is current and which was before it, is left out.

        Args:
            document: IRI of the document.
        """
        own = self._parts.get(document, set())
        frameworks = {shown(t.object) for t in own if t.predicate == DCT_IS_PART_OF and shown(t.subject) == document}
        shared = {triple for framework in frameworks for triple in self._parts.get(framework, ())}
        publishers = {shown(t.object) for t in shared if t.predicate == DCT_PUBLISHER}
        described = {triple for publisher in publishers for triple in self._parts.get(publisher, ())}
        shared = {t for t in shared if t.predicate != DCT_SOURCE or shown(t.object) == document}
        line = _lineage(own, {t.object for t in own if t.predicate == DCAT_HAS_CURRENT_VERSION})
        return frozenset(
            t
            for t in own | shared | described
            if t.predicate not in {_PREVIOUS, DCAT_HAS_CURRENT_VERSION}
            and not ("/ed/" in shown(t.subject) and t.subject not in line)
            and not (t.predicate == HAS_EDITION and t.object not in line)
        )


def _lineage(triples: Set[Triple], editions: Iterable[object]) -> set[object]:
    """Return editions with those that they are revisions of."""
    line = set(editions)
    while True:
        further = {t.object for t in triples if t.predicate == WAS_REVISION_OF and t.subject in line} - line
        if not further:
            return line
        line |= further
