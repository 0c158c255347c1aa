"""The ontology as graphs, parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

MODULES = ("core", "competency", "vacancy", "evidence", "checking")


@pytest.fixture(scope="session")
def ontology_folder(repository: Path) -> Path:
    folder = repository / "ontology"
    assert folder.is_dir()
    return folder


@pytest.fixture(scope="session")
def modules(ontology_folder: Path) -> dict[str, Graph]:
    """Return the graph of each term module by its name."""
    graphs = {name: Graph().parse(ontology_folder / f"{name}.ttl") for name in MODULES}
    assert all(len(graph) > 50 for graph in graphs.values())
    return graphs


@pytest.fixture(scope="session")
def own_ontology(ontology_folder: Path) -> Graph:
    """Return everything that the ontology says itself: modules, axioms, schemes and root, without imports/."""
    files = sorted({*ontology_folder.glob("*.ttl"), *ontology_folder.glob("schemes/*.ttl")})
    assert len(files) >= 8
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph
