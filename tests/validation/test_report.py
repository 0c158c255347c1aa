"""The report in Turtle: SHACL's own structure, complex paths, values as they are, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from competencygraph.terms import cg
from competencygraph.terms.namespaces import PROV, SH
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.path_nodes import path_node
from competencygraph.validation.pyshacl_engine import PyshaclEngine
from competencygraph.validation.report import report_triples, report_turtle
from competencygraph.validation.shape_graph import ShapeGraph
from competencygraph.validation.shape_paths import path_text
from competencygraph.validation.shapes import read_shapes

SHAPES = Path(__file__).resolve().parent / "report_shapes.ttl"
PATHS = (
    "https://example.org/p",
    "^<a:p>",
    "<a:p>/<a:q>",
    "<a:p>|<a:q>|<a:r>",
    "<a:p>/(<a:q>|(^<a:r>))/<a:s>",
    "(<a:p>/<a:q>)*",
    "<a:p>+",
    "^(<a:p>?)",
)
TEXTS = {"nl": "Staat er twee keer.", "fr": "Figure deux fois.", "en": 'Stands "twice"\nhere.'}
FINDING = Finding(
    "CG-Task-text",
    Severity.WARNING,
    TEXTS,
    {"nl": "Schrap één.", "fr": "Supprimez-en un.", "en": "Delete one."},
    "https://example.org/d/task",
    "https://w3id.org/competencygraph/shape/Task-text",
    path="<a:p>/(^<a:q>)",
    value="x",
    document="d",
    file="d.txt",
    start_line=3,
    end_line=4,
    quote="- x\n- x",
    component=f"{SH}DatatypeConstraintComponent",
    value_term='"x"@nl',
    passage="https://example.org/d/ed/1#line=2,4",
)
FINDINGS = (
    FINDING,
    replace(FINDING, severity=Severity.INFO, path=None, component=None, value_term=None, passage=None, start_line=None),
    replace(FINDING, severity=Severity.VIOLATION, path="a:p", value=None, value_term=None, rule="_:b7", remedies={}),
    replace(FINDING, value_term="<https://example.org/v>"),
)


def parsed(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text, RdfFormat.TURTLE)]


def values(triples: list[Triple], predicate: str) -> list[object]:
    return [triple.object for triple in triples if triple.predicate.value == predicate]


def conformance(triples: list[Triple]) -> set[str]:
    results = PyshaclEngine(read_shapes(SHAPES)).validate(triples)
    return {result.shape.rpartition("/")[2] for result in results}


def test_a_report_conforms_to_what_shacl_says_of_reports() -> None:
    triples = parsed(report_turtle(FINDINGS))
    assert len(values(triples, f"{SH}result")) == 4
    assert conformance(triples) == set()
    assert conformance(parsed(report_turtle([]))) == set()


@pytest.mark.parametrize(
    ("spoilt", "shape"),
    [
        (replace(FINDING, messages={"nl": "a"}), "Result-message"),
        (replace(FINDING, messages={**TEXTS, "de": "a"}), "Result-message"),
        (replace(FINDING, remedies={"de": "a"}), "Result-remedy"),
        (replace(FINDING, start_line=0), "Result-startLine"),
    ],
)
def test_a_report_that_does_not_conform_is_seen(spoilt: Finding, shape: str) -> None:
    assert conformance(list(report_triples([spoilt]))) == {shape}


def test_a_report_conforms_only_without_results() -> None:
    assert values(parsed(report_turtle([])), f"{SH}conforms") == [Literal(True)]
    assert values(parsed(report_turtle([replace(FINDING, severity=Severity.INFO)])), f"{SH}conforms") == [
        Literal(False)
    ]


def test_a_result_says_all_that_is_known() -> None:
    triples = parsed(report_turtle([FINDING]))
    assert values(triples, f"{SH}value") == [Literal("x", language="nl")]
    assert values(triples, f"{SH}resultSeverity") == [NamedNode(f"{SH}Warning")]
    assert values(triples, f"{PROV}wasDerivedFrom") == [NamedNode("https://example.org/d/ed/1#line=2,4")]
    assert values(triples, cg.startLine) == [Literal(3)]
    assert Literal('Stands "twice"\nhere.', language="en") in values(triples, f"{SH}resultMessage")
    (path,) = values(triples, f"{SH}resultPath")
    assert path_text(ShapeGraph(triples), path) == FINDING.path  # type: ignore[arg-type]


def test_values_are_the_terms_that_they_are() -> None:
    terms = values(list(report_triples(FINDINGS)), f"{SH}value")
    assert terms == [Literal("x", language="nl"), Literal("x"), NamedNode("https://example.org/v")]


def test_a_lint_rule_counts_as_a_query() -> None:
    triples = list(report_triples([replace(FINDING, component=None)]))
    assert values(triples, f"{SH}sourceConstraintComponent") == [NamedNode(f"{SH}SPARQLConstraintComponent")]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_comes_back_as_it_was(path: str) -> None:
    node, triples = path_node(path, "p")
    assert path_text(ShapeGraph(triples), node) == path


@pytest.mark.parametrize("path", ["<a:p>/", "(<a:p>", "<a:p>)", "<a:p> <a:q>", "^<a:p>^", "<a:p>||<a:q>", "<a:p>!"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is no property path"):
        path_node(path, "p")


def test_the_bytes_are_the_same_in_every_process() -> None:
    program = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_report as t; "
    program += "sys.stdout.buffer.write(t.report_turtle(t.FINDINGS).encode())"
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ}).stdout
        for _ in range(3)
    }
    assert runs == {report_turtle(FINDINGS).encode()}
    assert report_turtle(FINDINGS).splitlines()[0].startswith("@prefix cg:")
