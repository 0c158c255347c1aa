"""The files of a release: three syntaxes that say the same, real versions, labels for other tools, digests."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

VERSION = "1.2.0"
ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/competencygraph/"
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
OX_FORMATS = {"ttl": ox.RdfFormat.TURTLE, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}
WHOLE = "ontology/competencygraph"


def read(file: Path) -> Graph:
    """Return a file as rdflib reads it."""
    return Graph().parse(file, format=FORMATS[file.suffix[1:]])


def digest(data: bytes, syntax: ox.RdfFormat) -> str:
    """Return a digest of the triples of a text as pyoxigraph reads it: equal for isomorphic graphs (RDFC-1.0)."""
    dataset = ox.Dataset(ox.parse(data, format=syntax))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return hashlib.sha256("\n".join(sorted(str(quad) for quad in dataset)).encode()).hexdigest()


def disagreements(folder: Path) -> set[str]:
    """Return the graphs of a folder that are not isomorphic in each syntax and to both parsers."""
    places = {file.with_suffix("") for file in folder.rglob("*.ttl")}
    assert places
    found = set()
    for place in places:
        digests = set()
        for ending, syntax in OX_FORMATS.items():
            file = place.with_suffix(f".{ending}")
            graph = read(file)
            assert len(graph) > 2
            digests.add(digest(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES))
            digests.add(digest(file.read_bytes(), syntax))
        if len(digests) > 1:
            found.add(place.name)
    return found


def unlabelled(graph: Graph) -> set[tuple[str, str]]:
    """Return the terms without a label or comment in a language, where they have a name or a definition in it."""
    found = set()
    for source, target in ((SKOS.prefLabel, RDFS.label), (SKOS.definition, RDFS.comment)):
        for term, _, text in graph.triples((None, source, None)):
            if (term, target, text) not in graph and isinstance(text, Literal):
                found.add((str(term), f"{target} {text.language}"))
    return found


def wrong_versions(folder: Path, version: str) -> set[str]:
    """Return the modules whose version, version IRI or imports are not of this version."""
    found = set()
    for file in folder.rglob("*.ttl"):
        graph = read(file)
        for module in graph.subjects(RDF.type, OWL.Ontology):
            right = {(OWL.versionInfo, version), (OWL.versionIRI, f"{module}/{version}")}
            told = {(p, str(o)) for p in (OWL.versionInfo, OWL.versionIRI) for o in graph.objects(module, p)}
            imports = {str(one) for one in graph.objects(module, OWL.imports)}
            if told != right or any(not one.endswith(f"/{version}") for one in imports):
                found.add(str(module))
    return found


def test_the_folder_holds_what_is_promised(release: Path) -> None:
    names = {file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file()}
    sources = {
        "ontology/" + file.relative_to(ROOT / "ontology").with_suffix("").as_posix().removeprefix("imports/")
        for file in (ROOT / "ontology").rglob("*.ttl")
        if file.name != "prefixes.ttl"
    }
    assert len(sources) >= 9
    places = {*sources, "shapes/competencygraph", "shapes/core", "shapes/publication", "prefixes", "queries", "void"}
    assert {f"{place}.{ending}" for place in places for ending in FORMATS} <= names
    assert {"index.html", "differences.md", "differences.json", "MANIFEST", "ontology/catalog-v001.xml"} <= names


def test_the_syntaxes_say_the_same_to_two_parsers(release: Path) -> None:
    assert disagreements(release) == set()


def test_a_syntax_that_says_something_else_is_seen(release: Path, tmp_path: Path) -> None:
    for file in (release / "ontology" / "schemes").glob("kinds-of-work.*"):
        shutil.copy(file, tmp_path)
    file = tmp_path / "kinds-of-work.rdf"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(VERSION, "1.2.1"), encoding="utf-8")
    assert disagreements(tmp_path) == {"kinds-of-work"}


def test_each_term_is_labelled_in_three_languages(release: Path) -> None:
    graph = read(release / f"{WHOLE}.ttl")
    terms = {one for one in graph.subjects(SKOS.definition) if str(one).startswith(f"{BASE}def/")}
    assert len(terms) > 200
    for term in terms:
        for word in (RDFS.label, RDFS.comment):
            languages = [one.language for one in graph.objects(term, word) if isinstance(one, Literal)]
            assert {"nl", "fr", "en"} <= set(languages), (term, word)
            assert len(languages) == len(set(languages))
    for file in sorted((release / "ontology").rglob("*.ttl")):
        assert unlabelled(read(file)) == set(), file.name


def test_a_missing_label_is_seen(release: Path) -> None:
    graph = read(release / f"{WHOLE}.ttl")
    term = URIRef(f"{BASE}def/Grade")
    (label,) = (one for one in graph.objects(term, RDFS.label) if isinstance(one, Literal) and one.language == "fr")
    graph.remove((term, RDFS.label, label))
    assert unlabelled(graph) == {(str(term), f"{RDFS.label} fr")}


def test_versions_are_real_and_imports_are_of_this_version(release: Path) -> None:
    assert wrong_versions(release, VERSION) == set()
    assert len(wrong_versions(release, "1.2.1")) > 10
    assert len(wrong_versions(ROOT / "ontology", VERSION)) >= 9
    left = [file for file in (release / "ontology").rglob("*") if file.is_file() and b"0.0.0-dev" in file.read_bytes()]
    assert left == []


def test_the_sources_keep_their_version() -> None:
    files = [file for file in (ROOT / "ontology").rglob("*.ttl") if file.name != "prefixes.ttl"]
    assert files
    assert all('owl:versionInfo "0.0.0-dev"' in file.read_text(encoding="utf-8") for file in files)


def test_the_whole_has_one_header_and_every_statement_of_the_modules(release: Path) -> None:
    whole = read(release / f"{WHOLE}.ttl")
    root = URIRef(f"{BASE}ontology")
    assert set(whole.subjects(RDF.type, OWL.Ontology)) == {root}
    assert (root, OWL.imports, None) not in whole
    waiting, seen, named = [root], {root}, 0
    by_iri = {
        one: graph
        for graph in map(read, sorted((ROOT / "ontology").rglob("*.ttl")))
        for one in graph.subjects(RDF.type, OWL.Ontology)
    }
    while waiting:
        module = waiting.pop()
        for triple in by_iri[module]:
            if triple[0] != module and all(isinstance(one, URIRef | Literal) for one in triple):
                assert triple in whole
                named += 1
        for imported in by_iri[module].objects(module, OWL.imports):
            if imported not in seen:
                seen.add(imported)
                waiting.append(imported)
    assert named > 2000
    assert len(seen) >= 9


def test_turtle_is_readable(release: Path) -> None:
    text = (release / f"{WHOLE}.ttl").read_text(encoding="utf-8")
    assert text.startswith("@prefix cg: ")
    body = text[text.rindex("@prefix") :].split("\n", 2)[2]
    assert body.startswith(f"<{BASE}ontology> a owl:Ontology")
    assert "_:" not in text
    assert "rdf:first" not in text
    names = re.findall(r"^(cg:\w+) ", text, re.MULTILINE)
    assert len(names) > 200
    assert names == sorted(names)


def test_every_import_is_found_beside_the_file(release: Path) -> None:
    found = 0
    for catalogue in (release / "ontology").rglob("catalog-v001.xml"):
        entries = ElementTree.parse(catalogue).iter("{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri")  # noqa: S314
        places = {one.attrib["name"]: catalogue.parent / one.attrib["uri"] for one in entries}
        for file in catalogue.parent.glob("*.ttl"):
            for imported in read(file).objects(None, OWL.imports):
                assert (None, OWL.versionIRI, imported) in read(places[str(imported)])
                found += 1
    assert found >= 12


def test_the_shapes_of_the_release_judge_alone(release: Path) -> None:
    shapes = read(release / "shapes" / "competencygraph.ttl")
    assert set(shapes.objects(None, SH.prefixes)) <= set(shapes.subjects(SH.declare))
    folder = ROOT / "tests" / "shapes"
    cases = sorted(folder.rglob("Grade-rank/bad_*.ttl"))
    assert cases
    for case in cases:
        conforms, _, _ = pyshacl.validate(read(case), shacl_graph=shapes, inference="none")
        assert not conforms
    assert (URIRef(f"{BASE}shape/Grade-rank"), RDF.type, SH.PropertyShape) in shapes
    titles = list(shapes.objects(URIRef(f"{BASE}shapes"), DCTERMS.title))
    assert {one.language for one in titles if isinstance(one, Literal)} == {"nl", "fr", "en"}


def test_the_context_is_the_one_of_the_sources(release: Path) -> None:
    assert (release / "context.jsonld").read_bytes() == (ROOT / "ontology" / "context.jsonld").read_bytes()


def test_the_manifest_lists_every_file_with_its_digest(release: Path) -> None:
    lines = dict(reversed(line.split("  ")) for line in (release / "MANIFEST").read_text().splitlines())
    files = {file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file()} - {"MANIFEST"}
    assert lines.keys() == files
    for name, told in lines.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == told


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on PATH")
def test_the_manifest_is_checked_by_sha256sum(release: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(release, tmp_path / "copy")
    assert subprocess.run(["sha256sum", "--check", "--quiet", "MANIFEST"], cwd=copy, check=False).returncode == 0
    (copy / "index.html").write_text("something else", encoding="utf-8")
    run = subprocess.run(["sha256sum", "--check", "--quiet", "MANIFEST"], cwd=copy, check=False, capture_output=True)
    assert run.returncode == 1
