"""The terms of pyoxigraph and of rdflib, one turned into the other without a text between."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib.term import Identifier

from competencygraph.terms.namespaces import XSD
from competencygraph.validation.shape_graph import Term

__all__ = ["Terms"]

_STRING = f"{XSD}string"


class Terms:
    """Turns terms, each once, and back into the very terms that they came from.

    >>> terms = Terms()
    >>> terms.to_rdflib(Literal("een", language="nl"))
    rdflib.term.Literal('een', lang='nl')
    >>> terms.to_pyoxigraph(rdflib.URIRef("https://example.org/a"))
    <NamedNode value=https://example.org/a>
    """

    def __init__(self) -> None:
        self._there: dict[Term, Identifier] = {}
        self._back: dict[Identifier, Term] = {}
        self._datatypes: dict[str, rdflib.URIRef] = {}

    def to_rdflib(self, term: Term) -> Identifier:
        """Return rdflib's form of a term.

        Args:
            term: of pyoxigraph.

        Returns:
            The same IRI, blank node or literal; a literal of xsd:string has no datatype, so that both forms are one.
        """
        found = self._there.get(term)
        if found is None:
            found = self._there[term] = self._made(term)
            self._back[found] = term
        return found

    def to_pyoxigraph(self, term: Identifier) -> Term:
        """Return pyoxigraph's form of a term.

        Args:
            term: of rdflib.

        Returns:
            The term that it was made from; a new one for a term that a query computed.
        """
        found = self._back.get(term)
        if found is not None:
            return found
        if isinstance(term, rdflib.URIRef):
            return NamedNode(str(term))
        if isinstance(term, rdflib.BNode):
            return BlankNode(str(term))
        if not isinstance(term, rdflib.Literal):
            raise TypeError(type(term).__name__)
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=NamedNode(str(term.datatype or _STRING)))

    def graph(self, triples: Iterable[Triple], graph: rdflib.Graph) -> None:
        """Put triples into a graph of rdflib.

        Args:
            triples: of pyoxigraph.
            graph: what they are added to.
        """
        turned = self.to_rdflib
        add = graph.store.add
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise TypeError("the data holds a triple within a triple")
            add((turned(subject), turned(triple.predicate), turned(value)), graph)

    def _made(self, term: Term) -> Identifier:
        if isinstance(term, NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, BlankNode):
            return rdflib.BNode(term.value)
        if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        name = term.datatype.value
        if name == _STRING:
            return rdflib.Literal(term.value)
        if name not in self._datatypes:
            self._datatypes[name] = rdflib.URIRef(name)
        return rdflib.Literal(term.value, datatype=self._datatypes[name])
