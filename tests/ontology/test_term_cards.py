"""Every term and every module is documented; every shape that says so has been seen to fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CG = Namespace("https://w3id.org/competencygraph/def/")
CGSH = Namespace("https://w3id.org/competencygraph/shape/")
EX = Namespace("https://example.org/")
LANGUAGES = {"nl", "fr", "en"}
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
SHAPES = Graph().parse(ROOT / "shapes" / "terms" / "documented.ttl").parse(ROOT / "ontology" / "prefixes.ttl")
RULES = sorted(
    {
        str(shape).removeprefix(str(CGSH))
        for kind in (SH.PropertyShape, SH.SPARQLConstraint)
        for shape in SHAPES.subjects(RDF.type, kind)
    }
)
BAD = sorted((HERE / "bad" / "documented").glob("*.ttl"))


def findings(data: Graph) -> set[tuple[Node, Node, Node]]:
    """Return what the shapes report: focus node, the shape or constraint, the component."""
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none")
    assert isinstance(report, Graph)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        focus, component = report.value(result, SH.focusNode), report.value(result, SH.sourceConstraintComponent)
        assert rule and focus and component
        found.add((focus, rule, component))
    return found


def read(files: Iterable[Path]) -> Graph:
    """Return the graph of example files, beside the module that their terms say defines them."""
    graph = Graph().parse(HERE / "good" / "module.ttl")
    for file in files:
        graph.parse(file)
    return graph


def cases(rule: str) -> list[Path]:
    """Return the bad examples of one rule."""
    files = [file for file in BAD if file.stem.partition("_")[0] == rule]
    assert files, f"no bad example of {rule}"
    return files


def test_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(read([HERE / "good" / "term.ttl"]), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_ontology_is_documented(own_ontology: Graph) -> None:
    targets = {term for kind in KINDS for term in own_ontology.subjects(RDF.type, kind)}
    assert len(targets) > 100
    assert len(set(own_ontology.subjects(RDF.type, OWL.Ontology))) >= 7
    assert findings(own_ontology) == set()


def test_good_examples_are_targeted_and_conform() -> None:
    data = read([HERE / "good" / "term.ttl"])
    assert (EX.good, RDF.type, OWL.Class) in data
    assert (EX.module, RDF.type, OWL.Ontology) in data
    assert findings(data) == set()


def test_rules_are_found() -> None:
    assert len(RULES) > 25


@pytest.mark.parametrize("rule", RULES)
def test_bad_examples_cover_every_constraint_of_the_shape(rule: str) -> None:
    reported = [findings(read([file])) for file in cases(rule)]
    for result in reported:
        assert {(focus, shape) for focus, shape, _ in result} == {(EX.bad, CGSH[rule])}
    if (CGSH[rule], RDF.type, SH.SPARQLConstraint) in SHAPES:
        components = {SH.SPARQLConstraintComponent}
    else:
        words = (str(p).removeprefix(str(SH)) for p in SHAPES.predicates(CGSH[rule]) if str(p) in SH)
        candidates = {URIRef(f"{SH}{word[0].upper()}{word[1:]}ConstraintComponent") for word in words}
        components = {component for component in candidates if component in SH}
    assert components == {component for result in reported for _, _, component in result}


def test_every_bad_example_belongs_to_a_rule() -> None:
    assert BAD
    assert {file.stem.partition("_")[0] for file in BAD} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_rules_say_what_is_wrong_in_three_languages(rule: str) -> None:
    messages = list(SHAPES.objects(CGSH[rule], SH.message))
    assert sorted(message.language or "" for message in messages if isinstance(message, Literal)) == sorted(LANGUAGES)
    if (CGSH[rule], RDF.type, SH.PropertyShape) in SHAPES:
        names = list(SHAPES.objects(CGSH[rule], SH.name))
        assert sorted(name.language or "" for name in names if isinstance(name, Literal)) == sorted(LANGUAGES)
        assert SHAPES.value(CGSH[rule], SH.severity) == SH.Violation


def test_every_shape_has_a_name() -> None:
    shapes = set(SHAPES.objects(None, SH.property)) | set(SHAPES.objects(None, SH.qualifiedValueShape))
    assert shapes
    assert {shape for shape in shapes if not isinstance(shape, URIRef)} == set()


def test_every_subject_of_a_module_is_a_declared_term(modules: dict[str, Graph]) -> None:
    for graph in modules.values():
        subjects = {subject for subject in graph.subjects() if str(subject).startswith(str(CG))}
        assert subjects
        assert {subject for subject in subjects if not KINDS & set(graph.objects(subject, RDF.type))} == set()


def test_terms_name_the_module_in_which_they_stand(modules: dict[str, Graph]) -> None:
    for name, graph in modules.items():
        module = URIRef(f"https://w3id.org/competencygraph/ontology/{name}")
        assert (module, RDF.type, OWL.Ontology) in graph
        assert set(graph.objects(None, RDFS.isDefinedBy)) == {module}


def test_no_term_stands_in_two_modules(modules: dict[str, Graph]) -> None:
    count = Counter(term for graph in modules.values() for term in set(graph.subjects(RDFS.isDefinedBy)))
    assert count
    assert [term for term, times in count.items() if times > 1] == []


def test_no_domain_or_range_in_the_term_modules(modules: dict[str, Graph]) -> None:
    for graph in modules.values():
        assert not list(graph.subject_objects(RDFS.domain | RDFS.range))
        assert not list(graph.subjects(RDF.type, OWL.Restriction))


def test_no_two_terms_share_a_label(modules: dict[str, Graph]) -> None:
    count = Counter(label for graph in modules.values() for label in graph.objects(None, SKOS.prefLabel))
    assert count
    assert [label for label, times in count.items() if times > 1] == []


def test_classes_and_properties_are_named_as_the_style_says(modules: dict[str, Graph]) -> None:
    for graph in modules.values():
        for term, kind in graph.subject_objects(RDF.type):
            if kind in KINDS:
                name = str(term).removeprefix(str(CG))
                assert name.isalnum()
                assert name[0].isupper() == (kind == OWL.Class), name
