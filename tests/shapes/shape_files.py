"""The shapes of the project as graphs, and what a shape consists of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CG = Namespace("https://w3id.org/competencygraph/def/")
CGSH = Namespace("https://w3id.org/competencygraph/shape/")
EX = Namespace("https://example.org/")
LANGUAGES = ["en", "fr", "nl"]
# Shapes over the ontology itself; tests/ontology/ tries them.
APART = {"terms"}
PROFILES = sorted(folder.name for folder in (ROOT / "shapes").iterdir() if folder.is_dir() and folder.name not in APART)
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
# What leads from a shape to one that is reported by its own name, and to one that is only asked.
REPORTED = (SH.property, SH.sparql)
ASKED = (SH.node, SH.qualifiedValueShape, SH["not"])
ASKED_LISTS = (SH["and"], SH["or"], SH.xone)
PATH_WORDS = {SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath}
NAME = re.compile(r"[A-Z][A-Za-z]*(-[a-z][A-Za-z]*){0,2}")
PLACEHOLDER = re.compile(r"\{[?$](\w+)\}")


def files(profile: str) -> list[Path]:
    """Return the files of a profile's shapes, at least one."""
    found = sorted((ROOT / "shapes" / profile).glob("*.ttl"))
    assert found, f"no shapes in shapes/{profile}"
    return found


@cache
def shapes(profile: str) -> Graph:
    """Return all shapes of a profile, with the prefixes that their queries use."""
    graph = Graph().parse(ROOT / "ontology" / "prefixes.ttl")
    for file in files(profile):
        graph.parse(file)
    return graph


def local(node: Node) -> str:
    """Return the local name of a shape."""
    return str(node).removeprefix(str(CGSH))


def targeted(graph: Graph) -> set[Node]:
    """Return the shapes that say themselves what they are about."""
    return set(chain.from_iterable(graph.subjects(word) for word in TARGETS))


def closure(graph: Graph, start: Iterable[Node], words: Iterable[URIRef], lists: Iterable[URIRef] = ()) -> set[Node]:
    """Return what is reached from some shapes through properties, or through the members of their lists."""
    found, waiting = set(start), list(start)
    while waiting:
        shape = waiting.pop()
        reached = list(chain.from_iterable(graph.objects(shape, word) for word in words))
        for word in lists:
            for head in graph.objects(shape, word):
                reached.extend(Collection(graph, head))
        waiting.extend(node for node in reached if node not in found)
        found.update(reached)
    return found


def all_shapes(graph: Graph) -> set[Node]:
    """Return every shape and every SPARQL constraint, whatever says that it is one."""
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    typed = chain.from_iterable(graph.subjects(RDF.type, kind) for kind in kinds)
    return closure(graph, {*typed, *targeted(graph)}, (*REPORTED, *ASKED), ASKED_LISTS)


def components(graph: Graph, shape: Node) -> set[URIRef]:
    """Return the constraint components of a shape itself, not of those that it leads to."""
    if (None, SH.sparql, shape) in graph:
        return {SH.SPARQLConstraintComponent}
    words = [str(word).removeprefix(str(SH)) for word in graph.predicates(shape) if word in SH]
    found = {URIRef(f"{SH}{word[0].upper()}{word[1:]}ConstraintComponent") for word in words}
    return {component for component in found if component in SH} - {SH.PropertyConstraintComponent}


def rules(graph: Graph) -> dict[str, Node]:
    """Return by local name what a report can name: each constrained shape that a target leads to."""
    reached = closure(graph, targeted(graph), REPORTED)
    return {local(shape): shape for shape in sorted(reached) if components(graph, shape)}


def owners(graph: Graph, rule: Node) -> set[Node]:
    """Return the targeted shapes that lead to a rule."""
    return {shape for shape in targeted(graph) if rule in closure(graph, [shape], REPORTED)}


RULES = sorted((profile, name) for profile in PROFILES for name in rules(shapes(profile)))


def unknown_words(graph: Graph) -> set[str]:
    """Return the terms in a graph that SHACL does not have; engines ignore them silently."""
    terms = {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(SH))}
    return {str(term).removeprefix(str(SH)) for term in terms if term not in SH}


def unnamed(graph: Graph) -> set[Node]:
    """Return the shapes that nobody can look up: those without an IRI of their own in the namespace of shapes."""
    blank = {
        subject
        for subject, word in graph.subject_predicates()
        if isinstance(subject, BNode) and word in SH and word not in PATH_WORDS
    }
    return blank | {shape for shape in all_shapes(graph) if not str(shape).startswith(str(CGSH))}


def unreached(graph: Graph) -> set[Node]:
    """Return the shapes to which no target leads, which therefore never fire."""
    return all_shapes(graph) - closure(graph, targeted(graph), (*REPORTED, *ASKED), ASKED_LISTS)


def badly_named(graph: Graph, stem: str) -> set[str]:
    """Return the shapes of a file that are not named Class, Class-property or Class-property-rule of its class."""
    names = {local(shape) for shape in all_shapes(graph) if (shape, None, None) in graph}
    return {name for name in names if not NAME.fullmatch(name) or name.partition("-")[0] != stem}


def missing_words(graph: Graph, rule: Node) -> set[str]:
    """Return which of the texts of a rule are not there exactly once in each language, and whether its severity is."""
    missing = set()
    for word in (SH.name, SH.message, CG.remedy):
        languages = sorted(getattr(text, "language", None) or "" for text in graph.objects(rule, word))
        if languages != LANGUAGES or any(not str(text).strip() for text in graph.objects(rule, word)):
            missing.add(str(word))
    shapes_with_severity = set(graph.subjects(SH.sparql, rule)) or {rule}
    for shape in shapes_with_severity:
        severities = list(graph.objects(shape, SH.severity))
        if len(severities) != 1 or severities[0] not in {SH.Violation, SH.Warning, SH.Info}:
            missing.add(str(SH.severity))
    return missing


def undefined_placeholders(graph: Graph, rule: Node) -> set[str]:
    """Return the placeholders in the messages of a SPARQL constraint that its query does not fill."""
    named = {name for text in graph.objects(rule, SH.message) for name in PLACEHOLDER.findall(str(text))}
    select = str(graph.value(rule, SH.select, default=""))
    return {name for name in named if not re.search(rf"[?$]{name}\b", select)}
