"""The W3C test suite of SHACL: the port gives what pyshacl alone gives, and what the suite expects."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from competencygraph.errors import ShapesError
from competencygraph.validation.pyshacl_engine import PyshaclEngine
from competencygraph.validation.shapes import read_shapes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from w3c import Case, Entry, entries, row  # noqa: E402

SHARED = Path(os.environ.get("COMPETENCYGRAPH_SHARED", HERE.parents[2] / "shared"))
SUITE = SHARED / "w3c" / "shacl-tests"
ENTRIES = list(entries(SUITE)) if SUITE.is_dir() else []

NOT_AS_EXPECTED: dict[str, str] = {}


@pytest.fixture(autouse=True)
def _suite(shared: Path) -> None:
    assert shared == SHARED


def test_the_suite_is_whole(shared: Path) -> None:
    assert len(ENTRIES) == 121
    assert set(NOT_AS_EXPECTED) <= {entry.name for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_port_gives_what_pyshacl_alone_gives(entry: Entry) -> None:
    case = Case(entry)
    alone = case.reported_by_pyshacl()
    if alone is None:
        with pytest.raises(ShapesError):
            read_shapes(case.shapes_file)
        return
    engine = PyshaclEngine(case.shapes)
    results = engine.validate(case.data)
    assert sorted(map(row, results)) == sorted(alone.elements())
    assert engine.validate(case.data) == results


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_the_port_gives_what_the_suite_expects(entry: Entry, request: pytest.FixtureRequest) -> None:
    if entry.name in NOT_AS_EXPECTED:
        request.applymarker(pytest.mark.xfail(strict=True, reason=NOT_AS_EXPECTED[entry.name]))
    case = Case(entry)
    if case.expects_failure:
        with pytest.raises(ShapesError) as caught:
            read_shapes(case.shapes_file)
        assert caught.value.shape is not None
        return
    read_shapes(case.shapes_file)
    results = PyshaclEngine(case.shapes).validate(case.data)
    assert sorted(map(row, results)) == sorted(case.expected().elements())
