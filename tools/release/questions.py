"""The named questions as ``sh:SPARQLSelectExecutable``, for a public endpoint and for catalogues of queries."""

from __future__ import annotations

from pathlib import Path

from rdflib import DCAT, DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from tools.release.sources import BASE

from competencygraph.queries import Parameter, Question, load_catalogue

__all__ = ["describe_questions"]

_QUERY = Namespace(BASE + "query/")
#: Parameters that are tables: the package puts them into the query, an endpoint cannot.
_TABLES = ("scores", "journal")
_ASK_ELSEWHERE = "Takes a table that an endpoint cannot be given: ask it with the command line or in Python."
_TYPES = {
    "text": XSD.string,
    "grade": XSD.string,
    "language": XSD.language,
    "integer": XSD.integer,
    "decimal": XSD.decimal,
    "boolean": XSD.boolean,
    "date": XSD.date,
}


def describe_questions(folder: Path, version: str, prefixes: dict[str, str]) -> Graph:
    """Return the descriptions of the questions of a folder.

    Args:
        folder: ``queries`` of a checkout.
        version: of the release.
        prefixes: namespace by prefix, for the classes of parameters.

    Returns:
        For each question its query without the header, its title in three languages, what it answers, its subjects and
        its parameters but those that are tables. The last part of a parameter's path is the variable that takes it.
    """
    graph = Graph(bind_namespaces="none")
    catalogue = URIRef(str(_QUERY).rstrip("/"))
    graph.add((catalogue, RDF.type, OWL.Ontology))
    graph.add((catalogue, OWL.versionInfo, Literal(version)))
    graph.add((catalogue, OWL.versionIRI, URIRef(f"{catalogue}/{version}")))
    for question in load_catalogue(folder):
        _describe(graph, question, prefixes)
    return graph


def _describe(graph: Graph, question: Question, prefixes: dict[str, str]) -> None:
    node = _QUERY[question.name]
    graph.add((node, RDF.type, SH.SPARQLExecutable))
    graph.add((node, RDF.type, SH.SPARQLSelectExecutable))
    graph.add((node, RDFS.isDefinedBy, URIRef(str(_QUERY).rstrip("/"))))
    graph.add((node, DCTERMS.identifier, Literal(question.id)))
    graph.add((node, RDFS.comment, Literal(question.summary, lang="en")))
    graph.add((node, SH.select, Literal(_body(question.text))))
    if any(one.type in _TABLES for one in question.params.values()):
        graph.add((node, SKOS.scopeNote, Literal(_ASK_ELSEWHERE, lang="en")))
    for language, title in question.titles.items():
        graph.add((node, RDFS.label, Literal(title, lang=language)))
    for subject in question.tags:
        graph.add((node, DCAT.keyword, Literal(subject, lang="en")))
    for order, parameter in enumerate(one for one in question.params.values() if one.type not in _TABLES):
        _add_parameter(graph, node, parameter, order, prefixes)


def _body(text: str) -> str:
    """Return a query without its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+")).strip() + "\n"


def _add_parameter(graph: Graph, node: URIRef, parameter: Parameter, order: int, prefixes: dict[str, str]) -> None:
    entry = URIRef(f"{node}#parameter-{parameter.name}")
    graph.add((node, SH.parameter, entry))
    graph.add((entry, RDF.type, SH.Parameter))
    graph.add((entry, SH.path, URIRef(f"{node}#{parameter.name}")))
    graph.add((entry, SH.order, Literal(order)))
    graph.add((entry, SH.optional, Literal(not parameter.required)))
    if parameter.description:
        graph.add((entry, SH.description, Literal(parameter.description, lang="en")))
    if parameter.default is not None:
        graph.add((entry, SH.defaultValue, Literal(parameter.default)))
    if parameter.type in _TYPES:
        graph.add((entry, SH.datatype, _TYPES[parameter.type]))
    elif parameter.type == "iri":
        graph.add((entry, SH.nodeKind, SH.IRI))
    classes = [URIRef(prefixes[name.partition(":")[0]] + name.partition(":")[2]) for name in parameter.classes]
    if len(classes) == 1:
        graph.add((entry, SH["class"], classes[0]))
    elif classes:
        choices: list[Node] = [BNode() for _ in classes]
        for choice, of_class in zip(choices, classes, strict=True):
            graph.add((choice, SH["class"], of_class))
        graph.add((entry, SH["or"], Collection(graph, BNode(), choices).uri))
