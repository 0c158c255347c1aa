"""The W3C test suite of SHACL: the port gives what pyshacl alone gives, and what the suite expects."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from competencygraph.errors import ShapesError
from competencygraph.validation.port import ShapeResult
from competencygraph.validation.pyshacl_engine import PyshaclEngine
from competencygraph.validation.shapes import read_shapes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from w3c import Case, Entry, entries, row  # noqa: E402

SHARED = Path(os.environ.get("COMPETENCYGRAPH_SHARED", HERE.parents[2] / "shared"))
SUITE = SHARED / "w3c" / "shacl-tests"
ENTRIES = entries(SUITE)

NOT_AS_EXPECTED = {
    "sparql/pre-binding/shapesGraph-001": "optional in SHACL, and pyshacl has it not: $shapesGraph",
}
"""What pyshacl alone does not pass either."""

REFUSED = {
    "core/node/qualified-001": "does nothing without sh:qualifiedValueShape",
    "core/path/path-strange-002": "its sh:path is a list and a sh:inversePath at once",
    "core/property/qualifiedValueShape-001": "sh:nodeShape is no word of SHACL",
    "sparql/component/validator-001": "imports http://datashapes.org/dash",
    "sparql/pre-binding/shapesGraph-001": "asks for $shapesGraph",
}
"""Shapes that the suite evaluates, and that are refused of a user, because what is ignored should not look checked."""


@pytest.fixture(autouse=True)
def _suite(shared: Path) -> None:
    assert shared == SHARED


def test_the_suite_is_whole() -> None:
    assert len(ENTRIES) == 121
    assert {*NOT_AS_EXPECTED, *REFUSED} <= {entry.name for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_port_gives_what_pyshacl_alone_gives(entry: Entry) -> None:
    case = Case(entry)
    alone = case.reported_by_pyshacl()
    if alone is None:
        with pytest.raises(ShapesError):
            evaluated(case)
        return
    results = evaluated(case)
    assert sorted(map(row, results)) == sorted(alone.elements())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_port_gives_what_the_suite_expects(entry: Entry, request: pytest.FixtureRequest) -> None:
    if entry.name in NOT_AS_EXPECTED:
        request.applymarker(pytest.mark.xfail(strict=True, reason=NOT_AS_EXPECTED[entry.name]))
    case = Case(entry)
    if case.expects_failure:
        with pytest.raises(ShapesError) as caught:
            evaluated(case)
        assert caught.value.shape is not None
    else:
        assert sorted(map(row, evaluated(case))) == sorted(case.expected().elements())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_shapes_of_the_suite_are_accepted_of_a_user(entry: Entry) -> None:
    case = Case(entry)
    if case.expects_failure or entry.name in REFUSED:
        with pytest.raises(ShapesError) as caught:
            PyshaclEngine(read_shapes(case.shapes_file))
        assert caught.value.shape is not None
    else:
        shapes = read_shapes(case.shapes_file)
        assert not shapes.packaged
        PyshaclEngine(shapes)


def evaluated(case: Case) -> tuple[ShapeResult, ...]:
    """Return the results of a test's shapes, the same twice."""
    engine = PyshaclEngine(case.shapes)
    results = engine.validate(case.data)
    assert engine.validate(case.data) == results
    return results
