"""What a reasoner is given: axioms without imports, data without what HermiT stops at."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph.reasoning.axioms import axioms_of, iri_of, load_axioms, sample_of
from competencygraph.terms import cg
from competencygraph.terms.namespaces import OWL, RDF, SKOS, XSD

TYPE = NamedNode(f"{RDF}type")


def valued(value: Literal, predicate: str = cg.rank) -> Triple:
    """Return that a thing has a value."""
    return Triple(NamedNode("urn:a"), NamedNode(predicate), value)


def test_the_packaged_axioms_import_nothing_and_annotate_nothing() -> None:
    axioms = load_axioms()
    assert len(axioms.triples) > 300
    predicates = {one.predicate.value for one in axioms.triples}
    assert f"{OWL}propertyChainAxiom" in predicates
    assert not predicates & {f"{OWL}imports", f"{OWL}versionIRI", f"{SKOS}prefLabel", f"{SKOS}definition"}
    assert not [one for one in axioms.triples if iri_of(one.object) in {f"{OWL}Ontology", f"{OWL}AnnotationProperty"}]


def test_imports_are_left_out_of_any_ontology() -> None:
    text = f"""<urn:o> <{TYPE.value}> <{OWL}Ontology> .
<urn:o> <{OWL}imports> <http://example.org/far> .
<urn:C> <{TYPE.value}> <{OWL}Class> ."""
    axioms = axioms_of(quad.triple for quad in parse(text, RdfFormat.N_TRIPLES))
    assert [iri_of(one.subject) for one in axioms.triples] == ["urn:C"]


def test_the_classes_that_reasoning_finds_the_members_of() -> None:
    assert load_axioms().defined == {
        cg.FamilyWideCompetency,
        cg.LeadingProfile,
        cg.MultiGradeFamily,
        cg.MultiGradeProfile,
    }


def test_what_the_axioms_do_not_speak_of_is_no_part_of_a_sample() -> None:
    ignored = [
        valued(Literal("een tekst", language="nl"), cg.text),
        Triple(NamedNode("urn:o"), NamedNode(f"{OWL}imports"), NamedNode("http://example.org/far")),
        Triple(NamedNode("urn:a"), TYPE, NamedNode("urn:Unknown")),
        Triple(NamedNode("urn:a"), NamedNode(cg.hasTask), Literal("geen ding")),
    ]
    kept = Triple(NamedNode("urn:a"), TYPE, NamedNode(cg.Task))
    sample = sample_of([*ignored, kept], load_axioms())
    assert sample.statements == (kept,)
    assert sample.left_out == sample.malformed == ()


@pytest.mark.parametrize("datatype", ["date", "gYear", "gYearMonth", "time", "duration"])
def test_values_of_datatypes_that_hermit_does_not_know_are_left_out(datatype: str) -> None:
    one = valued(Literal("2026", datatype=NamedNode(f"{XSD}{datatype}")))
    sample = sample_of([one, valued(Literal(3))], load_axioms())
    assert sample.left_out == (one,)
    assert sample.statements == (valued(Literal(3)),)


@pytest.mark.parametrize(("value", "datatype"), [("hoog", "integer"), ("0", "positiveInteger"), ("1,5", "decimal")])
def test_malformed_values_are_told_apart(value: str, datatype: str) -> None:
    one = valued(Literal(value, datatype=NamedNode(f"{XSD}{datatype}")))
    sample = sample_of([one], load_axioms())
    assert (sample.malformed, sample.statements) == ((one,), ())


def test_things_that_are_counted_are_different_when_their_iris_are() -> None:
    profile = NamedNode("urn:profile")
    grades = [Triple(profile, NamedNode(cg.atGrade), NamedNode(f"urn:{name}")) for name in "cb"]
    tasks = [Triple(profile, NamedNode(cg.hasTask), NamedNode(f"urn:{name}")) for name in "xy"]
    assert sample_of([*grades, *tasks], load_axioms()).distinct == (("urn:b", "urn:c"),)
