"""Names of things as readers see them: prefixed, and linked where the page has a card for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import OWL, RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

__all__ = ["Names", "Token", "joined"]

_MANY = {OWL.intersectionOf: "and", OWL.unionOf: "or", OWL.oneOf: ","}
_COUNTS = {
    OWL.minCardinality: "min",
    OWL.maxCardinality: "max",
    OWL.cardinality: "exactly",
    OWL.minQualifiedCardinality: "min",
    OWL.maxQualifiedCardinality: "max",
    OWL.qualifiedCardinality: "exactly",
}
_PATHS = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression.

    Args:
        text: as shown.
        iri: of what it names; empty for a word that names nothing.
    """

    text: str
    iri: str = ""


class Names:
    """Names by a prefix table.

    Args:
        prefixes: namespace by prefix.

    >>> Names({"skos": "http://www.w3.org/2004/02/skos/core#"}).short("http://www.w3.org/2004/02/skos/core#Concept")
    'skos:Concept'
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda pair: -len(pair[1]))

    def short(self, iri: str) -> str:
        """Return the prefixed name of an IRI, else its last part."""
        for prefix, namespace in self._prefixes:
            rest = iri.removeprefix(namespace)
            if rest and rest != iri and "/" not in rest and "#" not in rest:
                return f"{prefix}:{rest}"
        return iri.rstrip("/#").replace("#", "/").rpartition("/")[2] or iri

    def token(self, iri: str) -> Token:
        """Return the name of an IRI as a word."""
        return Token(self.short(iri), iri)

    def expression(self, graph: Graph, node: Node) -> tuple[Token, ...]:
        """Return a class expression of OWL in the words of Manchester syntax.

        Args:
            graph: that holds it.
            node: an IRI, a literal, or a blank node that is a class expression.
        """
        if isinstance(node, URIRef):
            return (self.token(str(node)),)
        if isinstance(node, Literal):
            return (Token(str(node)),)
        for word, mark in _MANY.items():
            members = graph.value(node, word)
            if members is not None:
                return (
                    Token("("),
                    *joined((self.expression(graph, one) for one in graph.items(members)), mark),
                    Token(")"),
                )
        inverse = graph.value(node, OWL.inverseOf)
        if inverse is not None:
            return (Token("inverse"), *self.expression(graph, inverse))
        return self._restriction(graph, node)

    def _restriction(self, graph: Graph, node: Node) -> tuple[Token, ...]:
        on = graph.value(node, OWL.onProperty)
        if on is None:
            return (Token("…"),)
        start = self.expression(graph, on)
        for word, text in ((OWL.someValuesFrom, "some"), (OWL.allValuesFrom, "only"), (OWL.hasValue, "value")):
            value = graph.value(node, word)
            if value is not None:
                return (*start, Token(text), *self.expression(graph, value))
        for word, text in _COUNTS.items():
            value = graph.value(node, word)
            if value is not None:
                of = graph.value(node, OWL.onClass) or graph.value(node, OWL.onDataRange)
                end = self.expression(graph, of) if of is not None else ()
                return (*start, Token(text), Token(str(value)), *end)
        return (*start, Token("…"))

    def path(self, graph: Graph, node: Node) -> tuple[Token, ...]:
        """Return a property path of SHACL in the words of SPARQL.

        Args:
            graph: of shapes.
            node: an IRI or a blank node that is a path.
        """
        if isinstance(node, URIRef):
            return (self.token(str(node)),)
        inverse, choice = graph.value(node, SH.inversePath), graph.value(node, SH.alternativePath)
        if inverse is not None:
            return (Token("^"), *self.path(graph, inverse))
        if choice is not None:
            return (Token("("), *joined((self.path(graph, one) for one in graph.items(choice)), "|"), Token(")"))
        for word, mark in _PATHS.items():
            value = graph.value(node, word)
            if value is not None:
                return (Token("("), *self.path(graph, value), Token(")" + mark))
        if graph.value(node, RDF.first) is not None:
            return joined((self.path(graph, one) for one in graph.items(node)), "/")
        return (Token("…"),)


def joined(parts: Iterable[tuple[Token, ...]], mark: str) -> tuple[Token, ...]:
    """Return expressions in a row with a mark between them.

    >>> [token.text for token in joined([(Token("a"),), (Token("b"),)], "or")]
    ['a', 'or', 'b']
    """
    row: list[Token] = []
    for part in parts:
        if row:
            row.append(Token(mark))
        row.extend(part)
    return tuple(row)
