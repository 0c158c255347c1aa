"""What the ontology says that a reasoner can use: its axioms, without labels, definitions and imports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph.terms import resources
from competencygraph.terms.namespaces import OWL, RDF, RDFS, XSD

__all__ = ["TYPE", "Axioms", "Sample", "axioms_of", "iri_of", "load_axioms", "sample_of"]


TYPE = f"{RDF}type"
_DECLARATIONS = ("Class", "ObjectProperty", "DatatypeProperty")
_STRUCTURE = (RDF, f"{RDFS}subClassOf", f"{RDFS}subPropertyOf", f"{RDFS}domain", f"{RDFS}range", OWL)
_HEADERS = frozenset(f"{OWL}{name}" for name in ("imports", "versionIRI", "versionInfo", "priorVersion", "deprecated"))
_IDENTITY = frozenset({f"{OWL}sameAs", f"{OWL}differentFrom"})
#: What speaks of a property in an axiom; a property of values of which nothing does cannot clash with anything.
_SPEAKING = (f"{OWL}onProperty", f"{RDFS}subPropertyOf", f"{OWL}propertyDisjointWith", f"{OWL}equivalentProperty")
_TRAITS = ("FunctionalProperty", "InverseFunctionalProperty")
_WHOLE = r"[+-]?[0-9]+"
#: The datatypes of OWL 2 (Structural Specification, section 4) with how their values are written, so far as an axiom
#: could count on it; HermiT stops at any other datatype, `xsd:date` among them, and at a value that is not written so.
_LEXICAL: dict[str, re.Pattern[str] | None] = {
    f"{RDF}PlainLiteral": None,
    f"{RDF}langString": None,
    f"{XSD}decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    f"{XSD}double": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN"),
    f"{XSD}float": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN"),
    f"{XSD}boolean": re.compile(r"true|false|0|1"),
    f"{XSD}string": None,
    f"{XSD}integer": re.compile(_WHOLE),
    f"{XSD}long": re.compile(_WHOLE),
    f"{XSD}int": re.compile(_WHOLE),
    f"{XSD}nonNegativeInteger": re.compile(r"\+?[0-9]+|-0+"),
    f"{XSD}positiveInteger": re.compile(r"\+?0*[1-9][0-9]*"),
}


@dataclass(frozen=True, slots=True)
class Axioms:
    """The axioms of an ontology.

    Args:
        triples: declarations and axioms; no annotations, no imports, no ontology headers.
        classes: IRIs of the declared classes.
        links: IRIs of the declared properties between things.
        values: IRIs of the declared properties of values of which an axiom speaks.
        counted: IRIs of the properties whose values an axiom counts.
        defined: IRIs of the classes whose members reasoning finds.
    """

    triples: tuple[Triple, ...]
    classes: frozenset[str]
    links: frozenset[str]
    values: frozenset[str]
    counted: frozenset[str]
    defined: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sample:
    """Statements that a reasoner can take.

    Args:
        statements: links, kinds and values of which the axioms speak.
        distinct: groups of things that are different from one another, because their IRIs are.
        left_out: statements of which an axiom speaks, with a value of a datatype that HermiT does not know.
        malformed: statements of which an axiom speaks, with a value that its own datatype does not have.
    """

    statements: tuple[Triple, ...]
    distinct: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[Triple, ...] = ()
    malformed: tuple[Triple, ...] = ()


@cache
def load_axioms() -> Axioms:
    """Return the axioms of the packaged ontology, foreign declarations included.

    >>> axioms = load_axioms()
    >>> "https://w3id.org/competencygraph/def/LeadingProfile" in axioms.defined
    True
    """
    ontology = resources.path("ontology")
    files = sorted([*ontology.glob("*.ttl"), *ontology.glob("imports/*.ttl")])
    quads = (quad for file in files for quad in parse(file.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True))
    return axioms_of(quad.triple for quad in quads)


def axioms_of(triples: Iterable[Triple]) -> Axioms:
    """Return the axioms among triples.

    Args:
        triples: an ontology, with or without annotations.

    Returns:
        What a reasoner can use of it.

    >>> text = "<urn:o> <http://www.w3.org/2002/07/owl#imports> <http://example.org/far> ."
    >>> axioms_of(quad.triple for quad in parse(text, RdfFormat.N_TRIPLES)).triples
    ()
    """
    given = tuple(triples)
    headers = {one.subject for one in given if _is(one, TYPE, f"{OWL}Ontology")}
    kept = tuple(
        dict.fromkeys(
            one
            for one in given
            if one.subject not in headers
            and one.predicate.value.startswith(_STRUCTURE)
            and one.predicate.value not in _HEADERS
            and not _is(one, TYPE, f"{OWL}AnnotationProperty")
        )
    )
    declared = {name: {iri_of(one.subject) for one in kept if _is(one, TYPE, OWL + name)} for name in _DECLARATIONS}
    spoken = {iri_of(one.object) for one in kept if one.predicate.value in _SPEAKING}
    traits = {iri_of(one.subject) for one in kept for name in _TRAITS if _is(one, TYPE, OWL + name)}
    counting = {one.subject for one in kept if "ardinality" in one.predicate.value}
    counted = {iri_of(one.object) for one in kept if one.predicate.value == _SPEAKING[0] and one.subject in counting}
    members = {one.subject for one in kept if one.predicate.value in {f"{OWL}intersectionOf", f"{OWL}equivalentClass"}}
    return Axioms(
        kept,
        frozenset(declared["Class"] - {""}),
        frozenset(declared["ObjectProperty"] - {""}),
        frozenset(declared["DatatypeProperty"] & (spoken | traits)),
        frozenset((counted | traits) & declared["ObjectProperty"]),
        frozenset({iri_of(node) for node in members} & declared["Class"]),
    )


def sample_of(triples: Iterable[Triple], axioms: Axioms) -> Sample:
    """Return what a reasoner can take of data.

    Args:
        triples: the data; what the axioms do not speak of is ignored, imports and texts among it.
        axioms: say what is a class and what a property.

    Returns:
        The statements.

    >>> text = '<urn:a> <http://purl.org/dc/terms/created> "2026-11-22"^^<http://www.w3.org/2001/XMLSchema#date> .'
    >>> sample_of((quad.triple for quad in parse(text, RdfFormat.N_TRIPLES)), load_axioms()).statements
    ()
    """
    statements: dict[Triple, None] = {}
    left_out: dict[Triple, None] = {}
    malformed: dict[Triple, None] = {}
    for one in triples:
        predicate = one.predicate.value
        if predicate == TYPE:
            if iri_of(one.object) in axioms.classes:
                statements[one] = None
        elif isinstance(one.object, Literal):
            if predicate in axioms.values:
                datatype = one.object.datatype.value
                form = _LEXICAL.get(datatype)
                fits = form is None or form.fullmatch(one.object.value) is not None
                (left_out if datatype not in _LEXICAL else statements if fits else malformed)[one] = None
        elif predicate in axioms.links or predicate in _IDENTITY:
            statements[one] = None
    groups = (
        {iri_of(one.object) for one in statements if one.predicate.value == name} for name in sorted(axioms.counted)
    )
    distinct = dict.fromkeys(tuple(sorted(group - {""})) for group in groups)
    groups_of_two = tuple(group for group in distinct if len(group) > 1)
    return Sample(tuple(statements), groups_of_two, tuple(left_out), tuple(malformed))


def _is(triple: Triple, predicate: str, value: str) -> bool:
    return triple.predicate.value == predicate and iri_of(triple.object) == value


def iri_of(term: object) -> str:
    """Return the IRI of a term, nothing for any other term.

    >>> iri_of(NamedNode("urn:a")), iri_of(Literal("urn:a"))
    ('urn:a', '')
    """
    return term.value if isinstance(term, NamedNode) else ""
