"""Which properties a class has and which rules hold of it, as the shapes tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node
from tools.release.reference.names import Names, Token

__all__ = ["Rule", "Usage", "add_axioms", "read_rules", "read_usages"]


@dataclass(slots=True)
class Usage:
    """A property of a class.

    Args:
        of_class: IRI of the class.
        path: the property, or a path of several, in words.
        iri: of the property; empty for a path.
        values: classes and datatypes of its values, each an IRI; empty for anything.
        least: how often it must be there.
        most: how often it may be there; None for any number.
    """

    of_class: str
    path: tuple[Token, ...]
    iri: str
    values: list[str] = field(default_factory=list)
    least: int = 0
    most: int | None = None

    @property
    def times(self) -> str:
        """Return how often it is there: ``1``, ``0..1``, ``1..*``."""
        if self.least == self.most:
            return str(self.least)
        return f"{self.least}..{'*' if self.most is None else self.most}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over the data.

    Args:
        name: local name of its shape.
        of_class: IRI of the class that it holds of.
        severity: ``sh:Violation``, ``sh:Warning`` or ``sh:Info``.
        messages: by language.
        properties: IRIs of the properties that it is about.
    """

    name: str
    of_class: str
    severity: str
    messages: dict[str, str]
    properties: frozenset[str]


def read_usages(shapes: Graph, names: Names) -> dict[str, list[Usage]]:
    """Return the properties of each class, in the order of their names; its class itself is left out.

    Args:
        shapes: those that always hold.
        names: to write paths with.

    Returns:
        By IRI of the class; several rules over one path are one entry.
    """
    found: dict[str, dict[str, Usage]] = {}
    for node_shape, target in sorted(shapes.subject_objects(SH.targetClass), key=str):
        rows = found.setdefault(str(target), {})
        for shape in sorted(shapes.objects(node_shape, SH.property), key=str):
            path = shapes.value(shape, SH.path)
            if path is None or path == RDF.type:
                continue
            words = names.path(shapes, path)
            simple = str(path) if isinstance(path, URIRef) else ""
            row = rows.setdefault(" ".join(word.text for word in words), Usage(str(target), words, simple))
            row.values += [one for one in _values(shapes, shape) if one not in row.values]
            row.least = max(row.least, _number(shapes, shape, SH.minCount) or 0)
            most = _number(shapes, shape, SH.maxCount)
            if most is not None:
                row.most = most if row.most is None else min(row.most, most)
    return {of_class: [rows[path] for path in sorted(rows)] for of_class, rows in found.items()}


def read_rules(shapes: Graph) -> dict[str, list[Rule]]:
    """Return the rules of each class, by name.

    Args:
        shapes: all that are judged together.

    Returns:
        By IRI of the class.
    """
    found: dict[str, dict[str, Rule]] = {}
    for node_shape, target in sorted(shapes.subject_objects(SH.targetClass), key=str):
        members = {*shapes.objects(node_shape, SH.property), *shapes.objects(node_shape, SH.sparql)}
        for shape in members:
            messages = {one.language: str(one) for one in shapes.objects(shape, SH.message) if isinstance(one, Literal)}
            severity = shapes.value(shape, SH.severity) or shapes.value(node_shape, SH.severity) or SH.Violation
            name = str(shape).rpartition("/")[2]
            found.setdefault(str(target), {})[name] = Rule(
                name=name,
                of_class=str(target),
                severity=f"sh:{str(severity).rpartition('#')[2]}",
                messages={language: text for language, text in sorted(messages.items(), key=str) if language},
                properties=_properties(shapes, shapes.value(shape, SH.path)),
            )
    return {of_class: [rules[name] for name in sorted(rules)] for of_class, rules in found.items()}


def add_axioms(usages: dict[str, list[Usage]], whole: Graph) -> None:
    """Give the properties without a kind of value the one that the axioms tell.

    Args:
        usages: properties of each class; changed.
        whole: the whole ontology.
    """
    for of_class, rows in usages.items():
        told: dict[str, set[str]] = {}
        for axiom in whole.objects(URIRef(of_class), RDFS.subClassOf):
            on, value = whole.value(axiom, OWL.onProperty), whole.value(axiom, OWL.allValuesFrom)
            if isinstance(on, URIRef) and isinstance(value, URIRef):
                told.setdefault(str(on), set()).add(str(value))
        for row in rows:
            if not row.values:
                row.values = sorted(told.get(row.iri, ()))


def _values(shapes: Graph, shape: Node) -> list[str]:
    """Return the classes and datatypes that a shape asks of values, itself, by a choice or by another shape."""
    kinds = (SH["class"], SH.datatype)
    found = {str(value) for kind in kinds for value in shapes.objects(shape, kind)}
    choices = [one for members in shapes.objects(shape, SH["or"]) for one in shapes.items(members)]
    for inner in (*choices, *shapes.objects(shape, SH.node)):
        if shapes.value(inner, SH.path) is None:
            found.update(_values(shapes, inner))
    return sorted(found)


def _number(shapes: Graph, shape: Node, word: URIRef) -> int | None:
    value = shapes.value(shape, word)
    return int(str(value)) if value is not None else None


def _properties(shapes: Graph, path: Node | None) -> frozenset[str]:
    """Return the properties that a path goes over."""
    if path is None:
        return frozenset()
    if isinstance(path, URIRef):
        return frozenset({str(path)})
    return frozenset(
        one
        for word, inner in shapes.predicate_objects(path)
        for one in _properties(shapes, inner)
        if not one.endswith("#nil")
    )
