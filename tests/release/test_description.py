"""The description of a release and of the questions: true, and what DCAT-AP and SHACL ask."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SH, VOID, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
BASE = "https://w3id.org/competencygraph/"
RELEASE = URIRef(BASE + "release/1.2.0")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def description(release: Path) -> Graph:
    return Graph().parse(release / "void.ttl")


@pytest.fixture(scope="module")
def dcat_ap(shared: Path) -> Graph:
    """Return the official shapes, without what they would fetch."""
    graph = Graph().parse(shared / "standards" / "dcat-ap" / "dcat-ap-SHACL.ttl")
    graph.remove((None, OWL.imports, None))
    assert len(list(graph.subjects(SH.targetClass))) > 20
    return graph


def violations(data: Graph, shapes: Graph) -> set[str]:
    """Return the paths of the results of a validation."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return {str(report.value(one, SH.resultPath)) for one in report.subjects(RDF.type, SH.ValidationResult)}


def test_it_satisfies_dcat_ap(description: Graph, dcat_ap: Graph) -> None:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, FOAF.Agent, SPDX.Checksum):
        assert (None, RDF.type, kind) in description
    assert violations(description, dcat_ap) == set()


@pytest.mark.parametrize(
    ("subject", "property_"),
    [
        (RELEASE, DCTERMS.title),
        (RELEASE, DCTERMS.description),
        (URIRef(BASE + "release"), DCTERMS.publisher),
        (URIRef(BASE.rstrip("/")), FOAF.name),
        (URIRef(f"{RELEASE}/ontology/core.ttl"), DCAT.accessURL),
        (URIRef(f"{RELEASE}/ontology/core.ttl#checksum"), SPDX.checksumValue),
    ],
)
def test_a_missing_field_is_seen(subject: URIRef, property_: URIRef, description: Graph, dcat_ap: Graph) -> None:
    assert (subject, property_, None) in description
    less = Graph()
    less += description
    less.remove((subject, property_, None))
    assert str(property_) in violations(less, dcat_ap)


def test_counts_are_true(description: Graph, release: Path) -> None:
    whole = Graph().parse(release / "ontology" / "competencygraph.ttl")
    assert description.value(RELEASE, VOID.triples) == Literal(len(whole))
    own = {one for one in whole.subjects(RDFS.isDefinedBy) if str(one).startswith(BASE)}
    assert len(own) > 200
    assert description.value(RELEASE, VOID.entities) == Literal(len(own))
    parts = list(description.objects(RELEASE, VOID.classPartition))
    assert sum(int(str(description.value(one, VOID.entities))) for one in parts) == len(own)
    dumps = {str(one) for one in description.objects(RELEASE, VOID.dataDump)}
    assert dumps == {f"{RELEASE}/ontology/competencygraph.{ending}" for ending in ("ttl", "rdf", "jsonld")}
    assert description.value(RELEASE, DCTERMS.issued).toPython().isoformat() == "2026-11-22"  # type: ignore[union-attr]


def test_every_file_is_a_distribution_with_its_size_and_digest(description: Graph, release: Path) -> None:
    files = {file.relative_to(release).as_posix() for file in release.rglob("*") if file.is_file()}
    files -= {"MANIFEST", "void.ttl", "void.rdf", "void.jsonld"}
    told = {str(one).removeprefix(f"{RELEASE}/"): one for one in description.objects(RELEASE, DCAT.distribution)}
    assert told.keys() == files
    for name, node in told.items():
        content = (release / name).read_bytes()
        assert description.value(node, DCAT.byteSize).toPython() == len(content)  # type: ignore[union-attr]
        checksum = description.value(node, SPDX.checksum)
        assert str(description.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()


def test_each_question_is_described_and_runs(release: Path) -> None:
    graph = Graph().parse(release / "queries.ttl")
    described = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    files = [
        file
        for file in (ROOT / "queries").glob("*/*.rq")
        if file.read_text(encoding="utf-8").startswith("#+ id:")
        and file.parent.name not in {"inference", "lint", "internal"}
    ]
    assert len(files) >= 48
    assert {str(one) for one in described} == {f"{BASE}query/{file.stem}" for file in files}
    store = ox.Store()
    for question in described:
        text = str(graph.value(question, SH.select))
        assert "#+" not in text
        store.query(text)
        titles = {one.language for one in graph.objects(question, RDFS.label) if isinstance(one, Literal)}
        assert titles == {"nl", "fr", "en"}
        assert graph.value(question, DCTERMS.identifier) is not None
        for parameter in graph.objects(question, SH.parameter):
            variable = str(graph.value(parameter, SH.path)).partition("#")[2]
            assert f"?{variable}" in text, (question, variable)
            assert graph.value(parameter, SH.optional) is not None


def test_a_parameter_says_what_it_takes(release: Path) -> None:
    graph = Graph().parse(release / "queries.ttl")
    family = URIRef(BASE + "query/rises#parameter-family")
    assert graph.value(family, SH["class"]) == URIRef(BASE + "def/FunctionFamily")
    assert graph.value(family, SH.optional) == Literal(True)
    assert graph.value(URIRef(BASE + "query/rises#parameter-from"), SH.optional) == Literal(False)
    choices = graph.value(URIRef(BASE + "query/tasks#parameter-profile"), SH["or"])
    assert choices is None or len(list(graph.items(choices))) > 1
