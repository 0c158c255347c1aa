"""The reference engine: what its results hold, and that it leaves nothing behind and never hangs a check."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pyshacl.constraints.constraint_component
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import CheckLimitError, ShapesError
from competencygraph.validation.port import ShapeEngine, ShapeResult
from competencygraph.validation.pyshacl_engine import PyshaclEngine
from competencygraph.validation.shapes import load_shapes, read_shapes
from competencygraph.validation.supervised import Supervised

HERE = Path(__file__).parent
FAILING = sorted((HERE / "failing").glob("*.ttl"))
EX = "https://example.org/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
THING = NamedNode(f"{EX}Thing")


def thing(*values: str) -> list[Triple]:
    """Return a thing with values of ex:p."""
    node = NamedNode(f"{EX}thing")
    return [Triple(node, TYPE, THING), *(Triple(node, NamedNode(f"{EX}p"), Literal(value)) for value in values)]


def engine_of(name: str) -> ShapeEngine:
    """Return an engine with the shapes of an example."""
    return PyshaclEngine(read_shapes(HERE / "sound" / f"{name}.ttl"))


def test_a_message_is_filled_in_in_every_language() -> None:
    (result,) = engine_of("messages").validate(thing("no", r"\d{?n}\1"))
    assert result.messages == {
        "en": r"“\d{?n}\1” of https://example.org/thing has 8 characters",
        "nl": r"“\d{?n}\1” van https://example.org/thing telt 8 tekens",
    }
    assert result.constraint == f"{EX}Shape-rule"
    assert result.shape == f"{EX}Shape"
    assert result.path == f"{EX}p"
    assert result.value == Literal(r"\d{?n}\1")
    assert result.severity == "http://www.w3.org/ns/shacl#Warning"
    assert result.component == "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"


def test_a_component_fills_in_its_parameters_for_each_value() -> None:
    results = engine_of("component").validate(thing("long", "longer", "no"))
    assert [result.messages["nl"] for result in results] == ["long is langer dan 3", "longer is langer dan 3"]


def test_a_query_may_say_its_own_message() -> None:
    (result,) = engine_of("own-message").validate(thing("hier"))
    assert result.messages == {"nl": "weg met hier"}


def test_keywords_in_strings_and_comments_are_no_fault() -> None:
    results = engine_of("words-in-strings-and-comments").validate(thing("MINUS {", "LOAD", "other"))
    assert [result.value for result in results] == [Literal("LOAD"), Literal("MINUS {")]


def test_a_grouped_query_is_evaluated_for_each_focus_node() -> None:
    assert len(engine_of("grouped").validate(thing("a", "b"))) == 1
    assert engine_of("grouped").validate(thing("a")) == ()


def test_a_path_is_written_as_sparql_and_as_triples() -> None:
    (result,) = engine_of("paths").validate(thing())
    assert result.path == f"<{EX}p>/(^<{EX}q>)/((<{EX}r>|<{EX}s>)*)"
    assert len(result.path_triples) == 13
    assert {str(triple.subject) for triple in result.path_triples[:2]} == {str(result.path_triples[0].subject)}


def test_results_are_sorted_and_the_same_again() -> None:
    data = [
        *thing("b", "a", ""),
        *(replace_subject(triple) for triple in thing("")),
    ]
    results = engine_of("endless-pattern").validate(data)
    assert len(results) == 5
    assert list(results) == sorted(results, key=lambda result: result.order)
    assert engine_of("endless-pattern").validate(reversed(data)) == results


def replace_subject(triple: Triple) -> Triple:
    return Triple(NamedNode(f"{EX}another"), triple.predicate, triple.object)


def test_results_that_differ_are_ordered_apart() -> None:
    result = ShapeResult(THING, "a:C", "a:S", "a:V")
    for change in ({"path": "a:p"}, {"value": THING}, {"constraint": "a:c"}, {"messages": {"nl": "x"}}):
        assert replace(result, **change).order != result.order


def test_the_lexical_form_of_a_value_survives() -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    value = Literal("007", datatype=integer)
    data = [*thing(), Triple(NamedNode(f"{EX}thing"), NamedNode(f"{EX}p"), value)]
    (result,) = engine_of("endless-pattern").validate(data)
    assert result.value == value


@pytest.mark.parametrize("file", FAILING, ids=lambda file: file.stem)
def test_a_query_that_fails_on_data_is_an_error_that_names_file_and_shape(file: Path) -> None:
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# what: ")
    with pytest.raises(ShapesError) as caught:
        PyshaclEngine(read_shapes(file)).validate(thing("a"))
    assert caught.value.what.startswith(expected.strip())
    assert caught.value.shape == f"{EX}Shape"
    assert caught.value.where == f"{file}: {EX}Shape"


def test_there_are_queries_that_fail() -> None:
    assert len(FAILING) >= 5


def test_nothing_is_left_behind_in_the_process(caplog: pytest.LogCaptureFixture) -> None:
    component = pyshacl.constraints.constraint_component.ConstraintComponent
    before = component.make_v_result
    engine = engine_of("messages")
    ill = Literal("x", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    engine.validate([*thing("long"), Triple(THING, THING, ill)])
    assert rdflib.NORMALIZE_LITERALS is True
    assert component.make_v_result is before
    assert str(rdflib.Literal("01", datatype=rdflib.XSD.integer)) == "1"
    assert caplog.records == []


def test_it_is_restored_after_an_error_too() -> None:
    with pytest.raises(ShapesError):
        PyshaclEngine(read_shapes(HERE / "faulty" / "meta-count.ttl"))
    assert rdflib.NORMALIZE_LITERALS is True


def test_the_port_and_the_shapes_do_without_the_engine() -> None:
    code = "import sys, competencygraph.validation.port as p; sys.exit(bool({'pyshacl', 'rdflib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_pattern_that_never_ends_is_ended_and_its_shape_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)
    from tasks_for_workers import validate

    shapes = read_shapes(HERE / "sound" / "endless-pattern.ttl")
    with Supervised(partial(validate, shapes), processes=1, seconds=2.0) as work:
        fine, endless, again = work.map([lines("aaaa"), lines("a" * 60 + "!"), lines("")])
    assert fine == 0
    assert isinstance(endless, CheckLimitError)
    assert endless.at == f"{EX}Shape"
    assert again == 2


def lines(value: str) -> bytes:
    return "".join(f"{triple} .\n" for triple in thing(value)).encode()


@pytest.mark.parametrize("profile", ["core", "publication"])
def test_packaged_shapes_are_evaluated(profile: str) -> None:
    assert PyshaclEngine(load_shapes(profile)).validate(thing("a")) == ()  # type: ignore[arg-type]
