"""Every import is found beside the file that asks for it, as Protégé looks for it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import OWL, RDF, Graph, URIRef

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
FILES = sorted(file for file in ONTOLOGY.rglob("*.ttl") if file.name != "prefixes.ttl")


def catalogue(folder: Path) -> dict[URIRef, Path]:
    """Return which file a folder's catalogue gives for which ontology IRI."""
    file = folder / "catalog-v001.xml"
    if not file.is_file():
        return {}
    entries = ElementTree.parse(file).iter("{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri")  # noqa: S314
    return {URIRef(entry.attrib["name"]): (folder / entry.attrib["uri"]).resolve() for entry in entries}


def missing_imports(file: Path) -> set[URIRef]:
    """Return the imports of a file, and of what it imports, that its folder's catalogue does not give."""
    known = catalogue(file.parent)
    waiting, seen, missing = [file], {file}, set()
    while waiting:
        for iri in Graph().parse(waiting.pop()).objects(None, OWL.imports):
            assert isinstance(iri, URIRef)
            if iri not in known or not known[iri].is_file():
                missing.add(iri)
            elif known[iri] not in seen:
                seen.add(known[iri])
                waiting.append(known[iri])
    return missing


def test_there_are_files() -> None:
    assert len(FILES) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_import_is_missing(file: Path) -> None:
    assert missing_imports(file) == set()


@pytest.mark.parametrize("folder", sorted({file.parent for file in FILES}), ids=lambda folder: folder.name)
def test_catalogues_name_each_file_by_its_own_iri(folder: Path) -> None:
    for iri, file in catalogue(folder).items():
        assert (iri, RDF.type, OWL.Ontology) in Graph().parse(file)


def test_the_root_reaches_every_module() -> None:
    modules = {iri for file in FILES for iri in Graph().parse(file).subjects(RDF.type, OWL.Ontology)}
    assert modules == set(catalogue(ONTOLOGY))


def test_a_missing_import_is_seen() -> None:
    assert missing_imports(HERE / "bad" / "profile" / "import_missing.ttl") == {URIRef("https://example.org/nowhere")}
