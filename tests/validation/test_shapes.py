"""Faulty shapes are errors that name the shape, never findings; sound ones are accepted."""

from __future__ import annotations

import pickle
import re
import time
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse

from competencygraph.errors import DefinitionError, ShapesError
from competencygraph.terms import resources
from competencygraph.validation.pyshacl_engine import PyshaclEngine
from competencygraph.validation.shacl_terms import ELSEWHERE, WORDS
from competencygraph.validation.shape_faults import check_shapes
from competencygraph.validation.shape_graph import ShapeGraph
from competencygraph.validation.shape_limits import MAX_BYTES, MAX_SHOWN, MAX_TRIPLES
from competencygraph.validation.shapes import Shapes, load_shapes, read_shapes
from competencygraph.validation.supervised import Supervised

HERE = Path(__file__).parent
FAULTY = sorted((HERE / "faulty").glob("*.ttl"))
SOUND = sorted((HERE / "sound").glob("*.ttl"))
PREFIXES = "@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
EXPECTED = re.compile(r"# what: (.*)\n# shape: (.*)\n")


def test_there_are_examples() -> None:
    assert len(FAULTY) > 50
    assert len(SOUND) > 10


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_a_faulty_shape_is_an_error_that_names_it(file: Path) -> None:
    expected = EXPECTED.match(file.read_text(encoding="utf-8"))
    assert expected is not None
    what, shape = expected.groups()
    with pytest.raises(ShapesError) as caught:
        PyshaclEngine(read_shapes(file))
    error = caught.value
    assert error.what.startswith(what)
    assert error.shape == (None if shape == "-" else shape)
    assert error.shape is None or (error.where is not None and error.shape in error.where)
    assert error.remedy
    assert "\n" not in str(error)


def test_an_error_repeats_only_the_beginning_of_what_is_long() -> None:
    long = [file for file in FAULTY if file.stem in {"value-too-long", "word-too-long"}]
    assert len(long) == 2
    for file in long:
        with pytest.raises(ShapesError) as caught:
            PyshaclEngine(read_shapes(file))
        assert "…" in caught.value.what
        assert len(caught.value.what) < MAX_SHOWN + 80


@pytest.mark.parametrize("file", SOUND, ids=lambda file: file.stem)
def test_sound_shapes_are_accepted(file: Path) -> None:
    shapes = read_shapes(file)
    assert shapes.names()
    assert PyshaclEngine(shapes).validate([]) == ()


@pytest.mark.parametrize("profile", ["core", "publication"])
def test_packaged_shapes_are_well_formed(profile: str) -> None:
    shapes = load_shapes(profile)  # type: ignore[arg-type]
    assert len(shapes.names()) > 20
    check_shapes(shapes.graph)
    PyshaclEngine(type(shapes)(shapes.triples, shapes.source))


def test_publication_includes_core() -> None:
    assert set(load_shapes("core").names()) < set(load_shapes("publication").names())


def test_a_fault_in_a_packaged_file_is_a_fault_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "Shape.ttl").write_bytes((HERE / "faulty" / "no-turtle.ttl").read_bytes())
    path = resources.path
    monkeypatch.setattr(resources, "path", lambda folder: tmp_path if folder == "shapes" else path(folder))
    with pytest.raises(DefinitionError) as caught:
        load_shapes("core")
    assert caught.value.where is not None
    assert "Shape.ttl" in caught.value.where


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "large.ttl"
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ShapesError, match="more than the limit"):
        read_shapes(file)


def test_a_file_of_too_many_triples_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "many.ttl"
    file.write_text("".join(f"<urn:s{number}> <urn:p> 1 .\n" for number in range(MAX_TRIPLES + 1)), encoding="utf-8")
    with pytest.raises(ShapesError, match=f"more than {MAX_TRIPLES} triples") as caught:
        read_shapes(file)
    assert caught.value.where == str(file)


def test_shapes_are_read_in_time_that_grows_with_their_number(tmp_path: Path) -> None:
    many = 4000
    parts = "".join(f"ex:P{number} sh:path ex:p . ex:S sh:property ex:P{number} .\n" for number in range(many))
    file = tmp_path / "many.ttl"
    file.write_text(f"{PREFIXES}ex:S a sh:NodeShape .\n{parts}", encoding="utf-8")
    started = time.process_time()
    assert len(read_shapes(file).names()) == many + 1
    assert time.process_time() - started < 3


def test_the_name_of_a_node_under_many_diamonds_is_found_at_once() -> None:
    lines = [
        f"_:a{at} sh:node _:b{at}, _:c{at} . _:b{at} sh:node _:a{at + 1} . _:c{at} sh:node _:a{at + 1} .\n"
        for at in range(25)
    ]
    triples = [quad.triple for quad in parse(PREFIXES + "".join(lines), RdfFormat.TURTLE)]
    last = triples[-1].object
    assert isinstance(last, BlankNode)
    started = time.process_time()
    assert ShapeGraph(triples).named(last) is None
    assert time.process_time() - started < 1


def test_what_a_shape_says_is_there_in_every_language() -> None:
    shapes = read_shapes(HERE / "sound" / "several-parts.ttl")
    said = shapes.text("https://example.org/Shape-p")
    assert said.messages == {"en": "At least one p.", "nl": "Minstens één p."}
    assert said.names == {"en": "p"}
    assert said.remedies == {"en": "Add a p."}
    assert said.severity == "http://www.w3.org/ns/shacl#Info"


def test_a_shape_without_an_iri_is_named_by_the_one_above_it() -> None:
    shapes = read_shapes(HERE / "sound" / "several-parts.ttl")
    (nested,) = [
        str(node) for node in shapes.graph if shapes.graph.objects(node, "http://www.w3.org/ns/shacl#datatype")
    ]
    said = shapes.text(nested)
    assert said.named == "https://example.org/Shape-p"
    assert said.remedies == {"en": "Add a p."}


def test_blank_nodes_are_the_same_on_every_run_and_in_every_process() -> None:
    first, second = (read_shapes(HERE / "sound" / "several-parts.ttl") for _ in range(2))
    assert first.triples == second.triples
    assert pickle.loads(pickle.dumps(first)).triples == first.triples  # noqa: S301


def test_no_word_is_in_both_sets() -> None:
    assert not WORDS & ELSEWHERE


def test_shapes_can_be_read_in_a_process_of_their_own() -> None:
    with Supervised(read_shapes, processes=1) as reader:
        shapes, fault = reader.map([HERE / "sound" / "grouped.ttl", HERE / "faulty" / "unknown-word.ttl"])
    assert isinstance(shapes, Shapes)
    assert shapes.names() == ("https://example.org/Shape",)
    assert isinstance(fault, ShapesError)
    assert fault.shape == "https://example.org/Shape"
