"""The triples of shapes, looked up by subject and predicate, with what goes wrong while reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from competencygraph.errors import ShapesError
from competencygraph.terms.namespaces import RDF
from competencygraph.validation.shacl_terms import LISTS, NESTING, PATHS, SH
from competencygraph.validation.shape_limits import MAX_MEMBERS, shown

__all__ = ["FIRST", "NIL", "REST", "Node", "ShapeGraph", "Term", "identifier"]

Node: TypeAlias = NamedNode | BlankNode
Term: TypeAlias = NamedNode | BlankNode | Literal

FIRST, REST, NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"

_MAX_NAME = 200
_REMEDY = "write the list in brackets: ( … )"
_ABOVE = {f"{SH}{word}" for word in (*NESTING, *LISTS, *PATHS, "path", "sparql", "parameter", "validator")}
_ABOVE |= {f"{SH}{word}" for word in ("nodeValidator", "propertyValidator", "declare")} | {FIRST, REST}


def identifier(node: Term) -> str:
    """Return how a node is written in results and messages.

    Args:
        node: an IRI, a blank node or a literal.

    Returns:
        The IRI; ``_:`` and the label of a blank node; the text of a literal.

    >>> identifier(BlankNode("b1"))
    '_:b1'
    """
    return str(node) if isinstance(node, BlankNode) else node.value


class ShapeGraph:
    """Triples of shapes, indexed.

    Args:
        triples: all of them.

    >>> graph = ShapeGraph([Triple(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"))])
    >>> graph.objects(NamedNode("a:s"), "a:p")
    (<NamedNode value=a:o>,)
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[Node, dict[str, list[Term]]] = {}
        self._users: dict[Term, list[Node]] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise ShapesError("a triple stands within a triple", remedy="write shapes in RDF 1.1")
            self._about.setdefault(subject, {}).setdefault(triple.predicate.value, []).append(value)
            if triple.predicate.value in _ABOVE:
                self._users.setdefault(value, []).append(subject)

    def __iter__(self) -> Iterator[Node]:
        """Yield the subjects, in the order of the file."""
        return iter(self._about)

    def predicates(self, subject: Node) -> tuple[str, ...]:
        """Return the predicates of a node, in the order of the file.

        Args:
            subject: the node.

        Returns:
            Their IRIs, each once.
        """
        return tuple(self._about.get(subject, ()))

    def objects(self, subject: Term, predicate: str) -> tuple[Term, ...]:
        """Return the values of a node's property.

        Args:
            subject: the node.
            predicate: IRI of the property.

        Returns:
            The values, in the order of the file.
        """
        about = self._about.get(subject, {}) if not isinstance(subject, Literal) else {}
        return tuple(about.get(predicate, ()))

    def nodes(self, subject: Term, word: str) -> tuple[Node, ...]:
        """Return the IRIs and blank nodes among the values of a SHACL word.

        Args:
            subject: the node.
            word: local name of the word.

        Returns:
            The values, in the order of the file.
        """
        return tuple(node for node in self.objects(subject, f"{SH}{word}") if not isinstance(node, Literal))

    def texts(self, subject: Term, predicate: str) -> dict[str, str]:
        """Return texts by language.

        Args:
            subject: the node.
            predicate: IRI of the property that gives them.

        Returns:
            Language tag to text, an empty tag for a text without language, several of one language joined by a space.
        """
        found: dict[str, list[str]] = {}
        for value in self.objects(subject, predicate):
            if isinstance(value, Literal):
                found.setdefault(value.language or "", []).append(value.value)
        return {language: " ".join(sorted(texts)) for language, texts in sorted(found.items())}

    def named(self, node: Term) -> str | None:
        """Return the IRI of a node, or of the nearest node above it that has one.

        Args:
            node: a shape, a constraint, a path or a list.

        Returns:
            The IRI; None when nothing above it has one.
        """
        seen: set[Term] = set()
        level: list[Term] = [node]
        while level:
            names = sorted(term.value for term in level if isinstance(term, NamedNode) and term.value != NIL)
            if names:
                return names[0]
            seen.update(level)
            level = list({user: None for term in level for user in self._users.get(term, ()) if user not in seen})
        return None

    def users(self, node: Term) -> tuple[Node, ...]:
        """Return the nodes that refer to a shape, a constraint, a path or a list.

        Args:
            node: what they refer to.

        Returns:
            Those nodes, in the order of the file.
        """
        return tuple(self._users.get(node, ()))

    def place(self, node: Term) -> dict[str, str | None]:
        """Return where a fault is, as the error for it carries it.

        Args:
            node: a shape, a constraint, a path or a list.

        Returns:
            ``where``, the IRI or label of the node in words, and ``shape``, the nearest IRI.
        """
        name = self.named(node)
        return {"where": shown(identifier(node) if name is None else name, _MAX_NAME), "shape": name}

    def items(self, node: Term, of: Term, limit: int = MAX_MEMBERS) -> tuple[Term, ...]:
        """Return the members of a list.

        Args:
            node: its first node, or ``rdf:nil``.
            of: the shape or path that has the list, for the error.
            limit: members at most.

        Returns:
            The members, in order.

        Raises:
            ShapesError: it is no list, it does not come to an end, or it is too long.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        at = node
        while not (isinstance(at, NamedNode) and at.value == NIL):
            if at in seen:
                raise ShapesError("a list runs in a circle", remedy=_REMEDY, **self.place(of))
            seen.add(at)
            first, rest = self.objects(at, FIRST), self.objects(at, REST)
            if len(first) != 1 or len(rest) != 1:
                raise ShapesError("a list is not well formed", remedy=_REMEDY, **self.place(of))
            if len(members) == limit:
                raise ShapesError(
                    f"a list has more than {limit} members",
                    remedy="write a shorter list, or divide it over several shapes",
                    **self.place(of),
                )
            members.append(first[0])
            at = rest[0]
        return tuple(members)
