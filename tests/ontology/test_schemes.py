"""The federal levels and classes: their order, their labels, their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from competencygraph.terms import cg
from competencygraph.terms.namespaces import DATA_BASE

FEDERAL = f"{DATA_BASE}grades/federal"
ORDER = ("D", "C", "B", "A1", "A2", "A3", "A4", "A5")
LEVELS = ("D", "C", "B", "A")


@pytest.fixture(scope="module")
def scheme(ontology_folder: Path) -> Graph:
    graph = Graph().parse(ontology_folder / "schemes" / "federal-grades.ttl")
    assert (URIRef(FEDERAL), RDF.type, URIRef(cg.GradeScheme)) in graph
    return graph


def grade(notation: str) -> URIRef:
    return URIRef(f"{FEDERAL}/{notation}")


def test_the_scheme_holds_the_federal_grades_and_no_other(scheme: Graph) -> None:
    assert set(scheme.subjects(RDF.type, URIRef(cg.Grade))) == {grade(notation) for notation in (*LEVELS, *ORDER)}


def test_ranks_give_the_order(scheme: Graph) -> None:
    ranked = sorted((int(str(rank)), str(subject)) for subject, rank in scheme.subject_objects(URIRef(cg.rank)))
    assert ranked == [(rank, str(grade(notation))) for rank, notation in enumerate(ORDER, 1)]


def test_level_a_is_broader_than_its_classes_and_has_no_rank(scheme: Graph) -> None:
    assert set(scheme.subject_objects(SKOS.broader)) == {(grade(f"A{number}"), grade("A")) for number in range(1, 6)}
    assert scheme.value(grade("A"), URIRef(cg.rank)) is None
    assert set(scheme.objects(URIRef(FEDERAL), SKOS.hasTopConcept)) == {grade(level) for level in LEVELS}


@pytest.mark.parametrize("notation", sorted({*LEVELS, *ORDER}))
def test_grades_are_labelled_in_every_language(scheme: Graph, notation: str) -> None:
    labels = {label.language for label in scheme.objects(grade(notation), SKOS.prefLabel) if isinstance(label, Literal)}
    assert labels == {"nl", "fr", "en", "de"}
    assert scheme.value(grade(notation), SKOS.notation) == Literal(notation)
    assert scheme.value(grade(notation), SKOS.inScheme) == URIRef(FEDERAL)
