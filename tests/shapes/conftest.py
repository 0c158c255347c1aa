"""What the tests of the shapes share."""

from __future__ import annotations

import pytest
from rdflib import Graph

from .shape_files import PROFILES, shapes


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    """Return each profile of shapes in turn."""
    name = request.param
    assert isinstance(name, str)
    return name


@pytest.fixture
def mutable(profile: str) -> Graph:
    """Return a copy of a profile's shapes, to be spoilt."""
    graph = Graph()
    graph += shapes(profile)
    return graph
