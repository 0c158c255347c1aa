"""The DCAT-AP export passes the official shapes, and these see what is made wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef

from ..governments import changed, exported, graph_of, results, small_store
from ..kinds import Lines

ID = "https://w3id.org/competencygraph/id/"
DCT, DCAT, CV = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#", "http://data.europa.eu/m8g/"
FOAF, PROV, SKOS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/ns/prov#", "http://www.w3.org/2004/02/skos/core#"
CATALOGUE, FEDERAL, TOWN = f"{ID}graph/catalogue", f"{ID}federal-be", f"{ID}lievegem"
COUNCIL = f"{TOWN}/organisation/lokaal-bestuur-lievegem"
CONDITION = (
    f"{TOWN}/002/directeur-interne-organisatie/vacancy/general-condition/de-burgerlijke-en-politieke-rechten-genieten"
)
DUTCH = "http://publications.europa.eu/resource/authority/language/NLD"
TURTLE = "http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE"
PLACE = "http://publications.europa.eu/resource/authority/country/BEL"
GRADES = f"{ID}grades/federal"

FILES = {
    "dcat-ap": "dcat-ap/dcat-ap-SHACL.ttl",
    "dcat-ap-fields": "dcat-ap/shapes.ttl",
    "dcat-ap-lists": "dcat-ap/mdr-vocabularies.shape.ttl",
    "cpov": "semic/core-public-organisation-ap-SHACL.ttl",
    "cccev": "semic/cccev-ap-SHACL.ttl",
    "skos": "skos/skohub.shacl.ttl",
}
#: What the shapes only recommend and nobody has said: licences, namespaces, themes, and publishers on the EU's list.
RECOMMENDED = {
    "dcat-ap-lists": {"publisher", "themeTaxonomy"},
    "skos": {"license", "preferredNamespaceUri"},
}
MUTATIONS: dict[str, list[tuple[list[tuple[str | None, str | None]], str, tuple[str, str]]]] = {
    "dcat-ap": [
        ([(CATALOGUE, f"{DCT}publisher")], "", ("catalogue", "publisher")),
        ([(FEDERAL, f"{DCT}title")], "", ("federal-be", "title")),
        ([(f"{FEDERAL}#turtle", f"{DCAT}accessURL")], "", ("turtle", "accessURL")),
        ([(GRADES, f"{DCT}title")], "", ("federal", "title")),
        ([(COUNCIL, f"{FOAF}name")], "", ("lokaal-bestuur-lievegem", "name")),
        ([(TURTLE, str(RDF.type))], "", ("turtle", "format")),
    ],
    "dcat-ap-fields": [
        ([(CATALOGUE, f"{DCT}description")], "", ("catalogue", "description")),
        ([(FEDERAL, f"{DCT}description")], "", ("federal-be", "description")),
        ([], f'<{FEDERAL}> <{DCT}publisher> "town" .', ("federal-be", "publisher")),
    ],
    "dcat-ap-lists": [
        ([(DUTCH, f"{SKOS}inScheme")], "", ("federal-be", "language")),
        ([(TURTLE, f"{SKOS}inScheme")], "", ("turtle", "format")),
        ([], f"<{FEDERAL}#turtle> <{DCAT}mediaType> <urn:turtle> .", ("turtle", "mediaType")),
    ],
    "cpov": [
        ([], f'<{COUNCIL}> <{SKOS}prefLabel> "Lievegem" .', ("lokaal-bestuur-lievegem", "prefLabel")),
        ([], f'<{COUNCIL}> <{SKOS}prefLabel> "Lievegem"@nl .', ("lokaal-bestuur-lievegem", "prefLabel")),
        ([], f"<{COUNCIL}> <{DCT}spatial> <urn:place> .", ("lokaal-bestuur-lievegem", "spatial")),
        (
            [],
            f"<{COUNCIL}> <http://www.w3.org/ns/org#classification> <urn:local> .",
            ("lokaal-bestuur-lievegem", "classification"),
        ),
    ],
    "cccev": [
        ([], f'<{CONDITION}> <{DCT}description> "Rechten"@nl .', (CONDITION.rsplit("/", 1)[-1], "description")),
        ([], f"<{CONDITION}> <{DCT}type> <urn:kind> .", (CONDITION.rsplit("/", 1)[-1], "type")),
        ([], f"<{CONDITION}> <{CV}hasRequirement> <{COUNCIL}> .", (CONDITION.rsplit("/", 1)[-1], "hasRequirement")),
    ],
    "skos": [
        ([(f"{TOWN}#competencies", f"{SKOS}hasTopConcept")], "", ("competencies", "hasTopConcept")),
        ([(f"{GRADES}/A4", f"{SKOS}prefLabel")], "", ("A4", "prefLabel")),
        ([], f"<{GRADES}/A4> <{SKOS}notation> 4 .", ("A4", "notation")),
    ],
}
EACH = [(name, number) for name, cases in MUTATIONS.items() for number in range(len(cases))]


@pytest.fixture(scope="module")
def data(demo_lines: Lines) -> Graph:
    """Return the export of the demo store."""
    return graph_of(exported(demo_lines.store(), "dcat-ap"))


def test_each_file_is_tried_in_three_ways() -> None:
    assert MUTATIONS.keys() == FILES.keys()
    assert all(len(cases) >= 3 for cases in MUTATIONS.values())


@pytest.mark.parametrize("name", FILES)
def test_the_export_conforms(data: Graph, shared: Path, name: str) -> None:
    assert len(data) > 1000
    assert results(data, shared / "standards" / FILES[name]) == set()


@pytest.mark.parametrize("name", FILES)
def test_only_what_is_not_known_is_warned_of(data: Graph, shared: Path, name: str) -> None:
    warned = results(data, shared / "standards" / FILES[name], SH.Warning)
    assert {path for _, path, _ in warned} == RECOMMENDED.get(name, set())


@pytest.mark.parametrize("name", [name for name in FILES if name != "skos"])
def test_an_organisation_with_an_identifier_and_a_place_conforms(shared: Path, name: str) -> None:
    said = f'ex:council dcterms:identifier "0207.443.759" ; dcterms:spatial <{PLACE}> .'
    small = graph_of(exported(small_store(said), "dcat-ap"))
    council = URIRef("https://example.org/council")
    assert [str(one) for one in small.objects(council, URIRef(f"{DCT}identifier"))] == ["0207.443.759"]
    assert [str(one) for one in small.objects(council, URIRef(f"{DCT}spatial"))] == [PLACE]
    assert results(small, shared / "standards" / FILES[name]) == set()


@pytest.mark.parametrize("name", [name for name in FILES if name != "skos"])
def test_a_small_store_in_two_languages_conforms(shared: Path, name: str) -> None:
    small = graph_of(exported(small_store(), "dcat-ap"))
    assert len(small) > 100
    assert results(small, shared / "standards" / FILES[name]) == set()


@pytest.mark.parametrize(("name", "number"), EACH)
def test_what_is_made_wrong_is_seen(data: Graph, shared: Path, name: str, number: int) -> None:
    drop, add, found = MUTATIONS[name][number]
    assert found in {result[:2] for result in results(changed(data, drop, add), shared / "standards" / FILES[name])}


def test_every_term_of_a_standard_is_declared_by_it(data: Graph, shared: Path) -> None:
    for namespace, name in (("http://www.w3.org/ns/org#", "org"), (DCAT, "dcat3"), (PROV, "prov-o"), (SKOS, "skos")):
        ontology = Graph().parse(shared / "standards" / "w3c" / f"{name}.ttl")
        kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, RDFS.Class, OWL.AnnotationProperty)
        declared = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
        named = {
            str(term)
            for triple in data
            for term in triple
            if isinstance(term, URIRef) and str(term).startswith(namespace)
        }
        assert named, namespace
        assert named <= declared, namespace
