"""The SKOS export passes the shapes of SkoHub, and these see what is made wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import SH, Graph

from ..governments import changed, exported, graph_of, results, small_store
from ..kinds import Lines

ID = "https://w3id.org/competencygraph/id/"
GRADES, GRADE = f"{ID}grades/federal", f"{ID}grades/federal/A4"
SKOS = "http://www.w3.org/2004/02/skos/core#"

MUTATIONS = {
    "a scheme without a top concept": ([(GRADES, f"{SKOS}hasTopConcept")], "", ("federal", "hasTopConcept")),
    "a scheme without a description": ([(GRADES, "http://purl.org/dc/terms/description")], "", ("federal", "")),
    "a concept without a label": ([(GRADE, f"{SKOS}prefLabel")], "", ("A4", "prefLabel")),
    "a label without a language": ([], f'<{GRADE}> <{SKOS}prefLabel> "A4" .', ("A4", "prefLabel")),
    "a notation that is a number": ([], f"<{GRADE}> <{SKOS}notation> 4 .", ("A4", "notation")),
    "a broader that is no concept": ([], f"<{GRADE}> <{SKOS}broader> <urn:none> .", ("A4", "broader")),
}


@pytest.fixture(scope="module")
def data(demo_lines: Lines) -> Graph:
    """Return the export of the demo store."""
    return graph_of(exported(demo_lines.store(), "skos"))


@pytest.fixture(scope="module")
def shapes(shared: Path) -> Path:
    """Return the official file."""
    return shared / "standards" / "skos" / "skohub.shacl.ttl"


def test_the_export_conforms(data: Graph, shapes: Path) -> None:
    assert len(data) > 500
    assert results(data, shapes) == set()


def test_dictionaries_groups_and_scales_conform(shapes: Path) -> None:
    scale = 'ex:scale a cg:ProficiencyScale ; skos:prefLabel "Niveaus"@nl .\n' + "".join(
        f"ex:coaching-{level} skos:inScheme ex:scale .\n" for level in "ab"
    )
    text = exported(small_store(scale, without="grade-x"), "skos")
    assert text.count("skos:topConceptOf <https://example.org/scale>") == 2
    # The imported scheme stands as it is, and has no description.
    assert {node for node, _, _ in results(graph_of(text), shapes)} == {"scheme"}


def test_only_what_is_not_known_is_warned_of(data: Graph, shapes: Path) -> None:
    warned = results(data, shapes, SH.Warning)
    assert {path for _, path, _ in warned} == {"license", "preferredNamespaceUri"}


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_is_made_wrong_is_seen(data: Graph, shapes: Path, name: str) -> None:
    drop, add, (node, path) = MUTATIONS[name]
    assert (node, path) in {found[:2] for found in results(changed(data, drop, add), shapes)}
