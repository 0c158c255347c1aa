"""What a change of editions does to the catalogue graph."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from competencygraph.store.changes import GraphChange, View
from competencygraph.store.engine import plain_terms
from competencygraph.store.graphs import HAS_CURRENT_VERSION, PREVIOUS_VERSION
from competencygraph.store.port import EditionChange

__all__ = ["CatalogueDraft"]

_CURRENT = NamedNode(HAS_CURRENT_VERSION)
_PREVIOUS = NamedNode(PREVIOUS_VERSION)

_Resource = NamedNode | BlankNode


class CatalogueDraft:
    """The catalogue graph as it will be once the changes that were put to it are made.

    A document owns its own node and all nodes below it in the path: their statements are replaced with the document,
    those of its superseded editions excepted. What it says about other nodes (its framework) is shared: texts are
    replaced per property, references accumulate and go with the document that they point to.

    Args:
        view: the store before the changes.
        graph: name of the catalogue graph.
    """

    def __init__(self, view: View, graph: str) -> None:
        self._view = view
        self._graph = graph
        self._added: set[Triple] = set()
        self._dropped: set[Triple] = set()

    def change(self) -> GraphChange:
        """Return what the draft adds to and drops from the catalogue graph."""
        return GraphChange(set(self._added), set(self._dropped))

    def current(self, document: str) -> str | None:
        """Return the current edition of a document, None for a document that is not there."""
        return next(self._targets(document, _CURRENT), None)

    def history(self, document: str) -> tuple[str, ...]:
        """Return the editions of a document, the current one first, then its predecessors."""
        editions: list[str] = []
        waiting = list(self._targets(document, _CURRENT))
        while waiting:
            edition = waiting.pop()
            if edition not in editions:
                editions.append(edition)
                waiting.extend(self._targets(edition, _PREVIOUS))
        return tuple(editions)

    def put(self, change: EditionChange, edition: str) -> None:
        """Make an edition the current one of its document.

        Args:
            change: the change.
            edition: its edition.
        """
        history = self.history(change.document)
        others = [each for each in history if each != edition]
        new = set(change.catalogue)
        new.add(Triple(NamedNode(change.document), _CURRENT, NamedNode(edition)))
        for newer, older in zip([edition, *others], others, strict=False):
            new.add(Triple(NamedNode(newer), _PREVIOUS, NamedNode(older)))
        old: set[Triple] = set()
        for node in self._owned(change.document, keep=others):
            old.update(triple for triple in self._match(node) if not _points_to(triple, others))
        for triple in [t for each in others for t in self._match(NamedNode(each), _PREVIOUS)]:
            old.add(triple)
        for triple in new:
            if isinstance(triple.object, Literal) and not _below(triple.subject, change.document):
                old.update(t for t in self._match(triple.subject, triple.predicate) if isinstance(t.object, Literal))
        self._drop(old - new)
        self._add(new)

    def remove(self, document: str) -> None:
        """Forget a document, its editions, and the nodes that nothing else refers to.

        Args:
            document: IRI of the document.
        """
        owned = self._owned(document, keep=())
        outgoing = [triple for node in owned for triple in self._match(node)]
        self._drop(outgoing)
        self._drop([triple for node in owned for triple in self._match(value=node)])
        for node in {t.object for t in outgoing if isinstance(t.object, NamedNode | BlankNode)} - owned:
            if next(self._match(value=node), None) is None:
                self._drop(list(self._match(node)))

    def _owned(self, document: str, keep: list[str] | tuple[str, ...]) -> set[_Resource]:
        """Return the document's node and the nodes below it that it is connected with, without those to keep."""
        owned: set[_Resource] = set()
        waiting: list[_Resource] = [NamedNode(document), *(NamedNode(each) for each in self.history(document))]
        while waiting:
            node = waiting.pop()
            if node in owned or not _below(node, document) or (isinstance(node, NamedNode) and node.value in keep):
                continue
            owned.add(node)
            waiting.extend(t.object for t in self._match(node) if isinstance(t.object, NamedNode | BlankNode))
            waiting.extend(t.subject for t in self._match(value=node) if isinstance(t.subject, NamedNode | BlankNode))
        return owned

    def _targets(self, subject: str, predicate: NamedNode) -> Iterator[str]:
        for triple in sorted(self._match(NamedNode(subject), predicate), key=str):
            if isinstance(triple.object, NamedNode):
                yield triple.object.value

    def _match(
        self,
        subject: object = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | None = None,
    ) -> Iterator[Triple]:
        if subject is None or isinstance(subject, NamedNode | BlankNode):
            for triple in self._view.match(self._graph, subject, predicate, value):
                if triple not in self._dropped:
                    yield triple
        for triple in tuple(self._added):
            if (
                (subject is None or triple.subject == subject)
                and (predicate is None or triple.predicate == predicate)
                and (value is None or triple.object == value)
            ):
                yield triple

    def _drop(self, triples: set[Triple] | list[Triple]) -> None:
        for triple in triples:
            if triple in self._added:
                self._added.discard(triple)
            else:
                self._dropped.add(triple)

    def _add(self, triples: set[Triple]) -> None:
        for triple in triples:
            if triple in self._dropped:
                self._dropped.discard(triple)
            elif next(self._view.match(self._graph, *plain_terms(triple)), None) is None:
                self._added.add(triple)


def _below(node: object, document: str) -> bool:
    """Tell whether a node is the document's or stands below it; a blank node always does."""
    if isinstance(node, NamedNode):
        return node.value == document or node.value.startswith((f"{document}/", f"{document}#"))
    return isinstance(node, BlankNode)


def _points_to(triple: Triple, editions: list[str]) -> bool:
    """Tell whether a statement, other than which edition is current, refers to one of the editions."""
    return triple.predicate != _CURRENT and isinstance(triple.object, NamedNode) and triple.object.value in editions
