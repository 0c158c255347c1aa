"""One card a term: all that the ontology, its axioms and the shapes say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node
from tools.release.reference.names import Names, Token
from tools.release.reference.usage import Rule, Usage
from tools.release.sources import BASE

__all__ = ["KINDS", "Card", "Concept", "read_cards", "read_schemes"]

LANGUAGES = ("nl", "fr", "en")
#: The kinds of terms, in the order of the page, with the key of their name in the words of the page.
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object_property",
    OWL.DatatypeProperty: "datatype_property",
    OWL.AnnotationProperty: "annotation_property",
}
_CG = BASE + "def/"
_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
_TRAITS = {
    OWL.FunctionalProperty: "functional",
    OWL.InverseFunctionalProperty: "inverse functional",
    OWL.TransitiveProperty: "transitive",
    OWL.SymmetricProperty: "symmetric",
    OWL.AsymmetricProperty: "asymmetric",
    OWL.IrreflexiveProperty: "irreflexive",
    OWL.ReflexiveProperty: "reflexive",
}


@dataclass(slots=True)
class Card:
    """A term.

    Args:
        iri: of the term.
        kind: key of what it is, see `KINDS`.
        module: IRI of the module that defines it.
        labels: by language.
        definitions: by language.
        notes: texts by language.
        also: other labels with their language.
        examples: with their language.
        status: of the term.
        sources: addresses.
        deprecated: whether it is on its way out.
        replaced_by: IRIs of what replaces it.
        superclasses: IRIs, of properties too.
        subclasses: the same.
        disjoint: IRIs of classes that it is never one of as well.
        axioms: what follows from being one, in words.
        usages: of a class: its properties; of a property: its classes.
        value_of: of a class: the properties that lead to it.
        rules: the rules that are about it.
    """

    iri: str
    kind: str
    module: str
    labels: dict[str, str]
    definitions: dict[str, str]
    notes: dict[str, list[str]]
    also: list[tuple[str, str]]
    examples: list[tuple[str, str]]
    status: str
    sources: list[str]
    deprecated: bool
    replaced_by: list[str]
    superclasses: list[str]
    subclasses: list[str]
    disjoint: list[str]
    axioms: list[tuple[Token, ...]]
    usages: list[Usage] = field(default_factory=list)
    value_of: list[Usage] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the local name, which is its anchor too."""
        return self.iri.removeprefix(_CG)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme.

    Args:
        iri: of the concept.
        notation: as printed; empty without one.
        labels: by language.
        rank: as text; empty without one.
    """

    iri: str
    notation: str
    labels: dict[str, str]
    rank: str


def read_cards(
    whole: Graph, names: Names, usages: Mapping[str, list[Usage]], rules: Mapping[str, list[Rule]]
) -> dict[str, Card]:
    """Return the card of each of our terms.

    Args:
        whole: the whole ontology.
        names: to write expressions with.
        usages: properties of each class.
        rules: rules of each class.

    Returns:
        By IRI, sorted by kind and name.
    """
    cards: dict[str, Card] = {}
    for kind, key in KINDS.items():
        for term in sorted((one for one in whole.subjects(RDF.type, kind) if str(one).startswith(_CG)), key=str):
            cards[str(term)] = _card(whole, names, term, key)
    every = [one for rows in usages.values() for one in rows]
    for iri, card in cards.items():
        if card.kind == "class":
            card.usages = [row for of in (iri, *_above(cards, iri)) for row in usages.get(of, ())]
            card.value_of = [row for row in every if iri in row.values]
            card.rules = list(rules.get(iri, ()))
        else:
            card.usages = [row for row in every if row.iri == iri]
            card.rules = [rule for of in sorted(rules) for rule in rules[of] if iri in rule.properties]
    return cards


def read_schemes(whole: Graph) -> dict[str, list[Concept]]:
    """Return the concepts of each scheme of the ontology.

    Args:
        whole: the whole ontology.

    Returns:
        By IRI of the scheme; concepts with a rank in its order, then the others by notation.
    """
    rank = URIRef(_CG + "rank")
    found: dict[str, list[Concept]] = {}
    for concept, scheme in whole.subject_objects(SKOS.inScheme):
        entry = Concept(
            iri=str(concept),
            notation=str(whole.value(concept, SKOS.notation) or ""),
            labels=_by_language(whole, concept, SKOS.prefLabel),
            rank=str(whole.value(concept, rank) or ""),
        )
        found.setdefault(str(scheme), []).append(entry)
    for concepts in found.values():
        concepts.sort(key=lambda one: (not one.rank, int(one.rank or 0), one.notation, one.iri))
    return dict(sorted(found.items()))


def _card(whole: Graph, names: Names, term: Node, kind: str) -> Card:
    above = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
    return Card(
        iri=str(term),
        kind=kind,
        module=str(whole.value(term, RDFS.isDefinedBy)),
        labels=_by_language(whole, term, SKOS.prefLabel),
        definitions=_by_language(whole, term, SKOS.definition),
        notes=_notes(whole, term),
        also=_tagged(whole, term, SKOS.altLabel),
        examples=_tagged(whole, term, SKOS.example),
        status=str(whole.value(term, _STATUS) or ""),
        sources=sorted(str(one) for one in whole.objects(term, DCTERMS.source)),
        deprecated=any(str(one) == "true" for one in whole.objects(term, OWL.deprecated)),
        replaced_by=_iris(whole.objects(term, DCTERMS.isReplacedBy)),
        superclasses=_iris(whole.objects(term, above)),
        subclasses=_iris(whole.subjects(above, term)),
        disjoint=_disjoint(whole, term),
        axioms=_axioms(whole, names, term, kind),
    )


def _axioms(whole: Graph, names: Names, term: Node, kind: str) -> list[tuple[Token, ...]]:
    found = [names.expression(whole, one) for one in whole.objects(term, RDFS.subClassOf) if isinstance(one, BNode)]
    for word in (OWL.intersectionOf, OWL.unionOf, OWL.equivalentClass):
        for value in whole.objects(term, word):
            graph, node = whole, value
            if word != OWL.equivalentClass:
                node = BNode()
                graph = whole + Graph().add((node, word, value))
            found.append((Token("≡"), *names.expression(graph, node)))
    for chain in whole.objects(term, OWL.propertyChainAxiom):
        steps = [names.expression(whole, step) for step in whole.items(chain)]
        row = [token for number, step in enumerate(steps) for token in ((Token("∘"), *step) if number else step)]
        found.append((*row, Token("→"), names.token(str(term))))
    if kind != "class":
        kinds = sorted(_TRAITS[one] for one in map(_as_iri, whole.objects(term, RDF.type)) if one in _TRAITS)
        found += [(Token(one),) for one in kinds]
    return sorted(found, key=lambda row: [token.text for token in row])


def _disjoint(whole: Graph, term: Node) -> list[str]:
    found = {*whole.objects(term, OWL.disjointWith), *whole.subjects(OWL.disjointWith, term)}
    for axiom in whole.subjects(RDF.type, OWL.AllDisjointClasses):
        members = set(whole.items(whole.value(axiom, OWL.members) or RDF.nil))
        if term in members:
            found |= members - {term}
    return _iris(found)


def _above(cards: Mapping[str, Card], iri: str) -> list[str]:
    """Return our classes that a class is a kind of, nearest first."""
    found: list[str] = []
    waiting = list(cards[iri].superclasses)
    while waiting:
        one = waiting.pop(0)
        if one in cards and one not in found:
            found.append(one)
            waiting += cards[one].superclasses
    return found


def _iris(nodes: object) -> list[str]:
    return sorted(str(one) for one in nodes if isinstance(one, URIRef)) if hasattr(nodes, "__iter__") else []


def _as_iri(node: Node) -> URIRef:
    return URIRef(str(node))


def _by_language(graph: Graph, node: Node, word: URIRef) -> dict[str, str]:
    return dict(_tagged(graph, node, word))


def _tagged(graph: Graph, node: Node, word: URIRef) -> list[tuple[str, str]]:
    found = [one for one in graph.objects(node, word) if isinstance(one, Literal)]
    return sorted((one.language or "", str(one)) for one in found)


def _notes(graph: Graph, node: Node) -> dict[str, list[str]]:
    notes: dict[str, list[str]] = {}
    for language, text in _tagged(graph, node, SKOS.scopeNote):
        notes.setdefault(language, []).append(text)
    return notes
