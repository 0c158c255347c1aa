"""Alignments say that terms are close, never that they are the same, and nothing imports them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
FILES = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
OWN = "https://w3id.org/competencygraph/def/"
SAYS = {RDF.type, RDFS.isDefinedBy, RDFS.seeAlso, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}


def declared() -> set[URIRef]:
    """Return the terms of the modules."""
    graph = Graph()
    for file in ONTOLOGY.glob("*.ttl"):
        graph.parse(file)
    return {term for term in graph.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)}


def faults(graph: Graph) -> set[str]:
    """Return what is wrong with an alignment, a word for each kind of fault."""
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    said = {(term, predicate, value) for term, predicate, value in graph if term not in headers}
    found = {"property" for _, predicate, _ in said if predicate not in SAYS}
    found |= {"unknown term" for term, _, _ in said if str(term).startswith(OWN) and term not in declared()}
    found |= {"occupation" for triple in said for term in triple if "ccupation" in str(term)}
    if not any(predicate == SKOS.closeMatch for _, predicate, _ in said):
        found.add("nothing")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_alignments_are_sound(file: Path) -> None:
    assert faults(Graph().parse(file)) == set()


def test_nothing_imports_an_alignment() -> None:
    assert "esco" in {file.stem for file in FILES}
    aligned = {iri for file in FILES for iri in Graph().parse(file).subjects(RDF.type, OWL.Ontology)}
    assert aligned
    others = [file for file in ONTOLOGY.rglob("*.ttl") if file not in FILES]
    assert len(others) >= 8
    assert not {iri for file in others for iri in Graph().parse(file).objects(None, OWL.imports)} & aligned


@pytest.mark.parametrize(
    ("term", "predicate", "value", "fault"),
    [
        ("Competency", OWL.equivalentClass, "http://data.europa.eu/esco/model#Skill", "property"),
        ("Competency", SKOS.exactMatch, "http://data.europa.eu/esco/model#Skill", "property"),
        ("Competence", SKOS.closeMatch, "http://data.europa.eu/esco/model#Skill", "unknown term"),
        ("FunctionProfile", SKOS.closeMatch, "http://data.europa.eu/esco/model#Occupation", "occupation"),
    ],
)
def test_a_bad_alignment_is_seen(term: str, predicate: URIRef, value: str, fault: str) -> None:
    graph = Graph().parse(ONTOLOGY / "alignments" / "esco.ttl")
    graph.add((URIRef(OWN + term), predicate, URIRef(value)))
    assert faults(graph) == {fault}
