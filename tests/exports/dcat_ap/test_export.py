"""What of a store stands in the catalogue, what is never made up, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from competencygraph.errors import UsageError
from competencygraph.store import open_store

from ..governments import EX, exported, graph_of, small_store
from ..kinds import Lines

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ID = "https://w3id.org/competencygraph/id/"
CATALOGUE = URIRef(f"{ID}graph/catalogue")
DCT = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PUBLISHER = URIRef(f"{DCT}publisher")
DERIVED = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")


@pytest.fixture(scope="module")
def demo(demo_lines: Lines) -> Graph:
    """Return the export of the demo store."""
    return graph_of(exported(demo_lines.store(), "dcat-ap"))


def subjects(data: Graph, kind: str) -> set[str]:
    """Return the nodes of a class."""
    found = {
        str(node) for node in data.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef(kind))
    }
    assert found, kind
    return found


def test_the_small_store_gives_the_expected_file() -> None:
    expected = (HERE / "expected.ttl").read_text(encoding="utf-8")
    assert len(graph_of(expected)) > 150
    assert isomorphic(graph_of(exported(small_store(), "dcat-ap")), graph_of(expected))


def test_the_file_has_no_blank_nodes(demo_lines: Lines) -> None:
    text = exported(demo_lines.store(), "dcat-ap")
    assert text == exported(demo_lines.store(), "dcat-ap")
    assert "_:" not in text
    assert "\n\t[" not in text


def test_an_ordered_collection_keeps_its_members_without_blank_nodes() -> None:
    text = exported(
        small_store("ex:steps a skos:OrderedCollection ; skos:memberList ( ex:coaching ex:deciding ) ."), "dcat-ap"
    )
    members = set(graph_of(text).objects(URIRef(f"{EX}steps"), URIRef("http://www.w3.org/2004/02/skos/core#member")))
    assert members == {URIRef(f"{EX}coaching"), URIRef(f"{EX}deciding")}
    assert "_:" not in text


def test_frameworks_roles_and_posts_of_the_demo(demo: Graph) -> None:
    assert subjects(demo, "http://www.w3.org/ns/dcat#Dataset") == {
        f"{ID}federal-be",
        f"{ID}lievegem",
        f"{ID}municipality-unknown",
    }
    assert len(subjects(demo, "http://www.w3.org/ns/org#Role")) == 12
    (post,) = subjects(demo, "http://www.w3.org/ns/org#Post")
    assert (URIRef(post), URIRef("http://www.w3.org/ns/org#reportsTo"), None) not in demo


def test_only_conditions_of_admission_are_requirements(demo: Graph) -> None:
    requirements = subjects(demo, "http://data.europa.eu/m8g/Requirement")
    assert len(requirements) == 8
    assert all("-condition/" in node for node in requirements)
    assert subjects(demo, "http://data.europa.eu/m8g/Criterion") == requirements


def test_knowledge_is_asked_in_the_words_and_the_language_of_the_document(demo: Graph) -> None:
    asked = {str(node) for node in demo.objects(None, URIRef(f"{DCT}requires")) if "/knowledge/" in str(node)}
    assert len(asked) == 16
    for node in asked:
        assert {name.language for name in demo.objects(URIRef(node), URIRef(f"{DCT}description"))} == {"nl"}
        (kind,) = demo.objects(URIRef(node), URIRef(f"{DCT}type"))
        assert str(kind).rsplit("/", 1)[-1] in {"KnowledgeRequirement", "TechnicalRequirement"}
        assert len(list(demo.objects(URIRef(node), DERIVED))) == 1


def test_each_description_and_organisation_leads_to_where_it_stands(demo: Graph) -> None:
    told = {str(node) for node in demo.subjects(URIRef(f"{DCT}description")) if "/family" in str(node)}
    assert len(told) == 13
    for node in told:
        document = str(node).split("/family")[0]
        ranges = {str(one).partition("#line=")[2] for one in demo.objects(URIRef(node), DERIVED)}
        assert {"000": "46,52", "001": "58,65", "003": "31,36"}[document.rsplit("/", 1)[-1]] in ranges
    (organisation,) = subjects(demo, "http://data.europa.eu/m8g/PublicOrganisation")
    (passage,) = demo.objects(URIRef(organisation), DERIVED)
    assert str(passage).endswith("#line=4,5")


def test_no_publisher_is_made_up(demo: Graph) -> None:
    assert list(demo.objects(CATALOGUE, PUBLISHER)) == [URIRef("https://w3id.org/competencygraph")]
    assert list(demo.objects(URIRef(f"{ID}federal-be"), PUBLISHER)) == []
    assert list(demo.objects(URIRef(f"{ID}municipality-unknown"), PUBLISHER)) == []
    assert len(list(demo.objects(URIRef(f"{ID}lievegem"), PUBLISHER))) == 1
    assert len(subjects(demo, "http://data.europa.eu/m8g/PublicOrganisation")) == 1


def test_what_an_update_says_of_the_catalogue_is_taken() -> None:
    said = (
        f'<{CATALOGUE}> dcterms:publisher ex:council ; dcterms:title "Onze profielen"@nl ;'
        ' dcterms:description "Alles"@nl ; dcterms:license <https://example.org/free> .\n'
        'ex:town dcterms:description "De profielen van de stad."@nl .'
    )
    data = graph_of(exported(small_store(said), "dcat-ap"))
    assert list(data.objects(CATALOGUE, PUBLISHER)) == [URIRef(f"{EX}council")]
    assert list(data.objects(CATALOGUE, URIRef(f"{DCT}title"))) == [Literal("Onze profielen", lang="nl")]
    assert list(data.objects(CATALOGUE, URIRef(f"{DCT}license"))) == [URIRef("https://example.org/free")]
    assert list(data.objects(URIRef(f"{EX}town"), URIRef(f"{DCT}description"))) == [
        Literal("De profielen van de stad.", lang="nl")
    ]
    assert (URIRef("https://w3id.org/competencygraph"), None, None) not in data


def test_a_level_of_a_scale_that_no_competency_has_is_described() -> None:
    said = (
        "ex:asks-deciding cg:atLevel ex:first . ex:scale a cg:ProficiencyScale ; skos:prefLabel 'Échelle'@fr . "
        "ex:first a cg:ProficiencyLevel ; skos:prefLabel 'Base'@fr ; skos:inScheme ex:scale ; cg:rank 1 . "
        "ex:second a cg:ProficiencyLevel ; skos:notation 'B' ; skos:inScheme ex:scale ."
    )
    data = graph_of(exported(small_store(said), "dcat-ap"))
    first, second = URIRef(f"{EX}first"), URIRef(f"{EX}second")
    assert {str(first), str(second)} < subjects(data, f"{SKOS}Concept")
    assert list(data.objects(first, URIRef(f"{SKOS}prefLabel"))) == [Literal("Base", lang="fr")]
    assert list(data.objects(second, URIRef(f"{SKOS}prefLabel"))) == [Literal("B", lang="und")]
    assert list(data.objects(first, URIRef("https://w3id.org/competencygraph/def/rank"))) == [Literal(1)]
    assert (URIRef(f"{EX}manager"), URIRef(f"{DCT}requires"), first) in data


@pytest.mark.parametrize(
    "said",
    [
        "ex:town dcterms:license <javascript:alert(1)> .",
        "ex:council dcterms:spatial <JavaScript:alert(1)> .",
        "ex:coaching prov:wasDerivedFrom <javascript:alert(1)#x> .",
        "ex:post org:postIn <javascript:alert(1)> . <javascript:alert(1)> skos:prefLabel 'x'@nl .",
        "<javascript:alert(1)> a cg:Competency ; skos:prefLabel 'x'@nl ; dcterms:isPartOf ex:town .",
        "<https://example.com/coaching> <javascript:alert(1)> 'x'@nl .",
    ],
)
def test_no_address_that_a_program_would_run_stands_anywhere(said: str) -> None:
    text = exported(small_store(said), "dcat-ap")
    assert "org:Post" in text
    assert "javascript" not in text.lower()


def test_editorial_statements_are_said_and_never_stated(demo_lines: Lines) -> None:
    plain = exported(demo_lines.store(), "dcat-ap")
    marked = exported(demo_lines.store(), "dcat-ap", editorial=True)
    assert "Strategisch leidinggevende" not in plain
    added = graph_of(marked) - graph_of(plain)
    assert len(subjects(added, "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement")) == 4
    assert 'rdf:object "Strategisch leidinggevende"' in marked
    titles = set(added.objects(None, URIRef(f"{DCT}title"))) | set(
        added.objects(None, URIRef("http://www.w3.org/2004/02/skos/core#prefLabel"))
    )
    assert titles == set()


def test_kinds_of_requirement_are_named_as_the_ontology_names_them(demo: Graph) -> None:
    ontology = Graph()
    for module in ("core", "competency", "vacancy"):
        ontology.parse(ROOT / "ontology" / f"{module}.ttl")
    label = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    text = (ROOT / "queries" / "export" / "dcat_ap" / "requirements.rq").read_text(encoding="utf-8")
    kinds = [line.split()[0].strip("(") for line in text.splitlines() if line.startswith("    (cg:")]
    assert len(kinds) == 3
    for kind in kinds:
        term = URIRef(kind.replace("cg:", "https://w3id.org/competencygraph/def/"))
        names = [name for name in ontology.objects(term, label) if getattr(name, "language", "") in {"en", "fr", "nl"}]
        assert len(names) == 3
        assert all(f'"{name}"@{name.language}' in text for name in names if isinstance(name, Literal))


def test_a_store_without_a_framework_is_refused() -> None:
    with pytest.raises(UsageError, match="describes no framework"):
        exported(open_store(":memory:"), "dcat-ap")


@pytest.mark.parametrize(
    ("extra", "catalogue", "without", "node", "said"),
    [
        ("", "ex:bare a cg:Framework .", "", "bare", "title"),
        ('ex:town dcterms:description "" .', "", "", "town", "description"),
        ("", "ex:town dcterms:publisher ex:second .", "", "second", "foaf:name"),
        ("ex:town dcterms:license ex:second .", "", "", "town#turtle", "licence"),
        ("<https://example.com/bare> a skos:ConceptScheme .", "", "", "bare", "title"),
        ("ex:other a cg:FunctionProfile .", "", "", "other", "name"),
        ("ex:other a org:Post .", "", "", "other", "name"),
        ('ex:council skos:prefLabel "Stad"@fr .', "", "", "council", "language"),
        ("ex:other a cg:AdmissionCondition .", "", "", "other", "description"),
        ("ex:other a cg:KnowledgeRequirement . ex:manager cg:hasExpectation ex:other .", "", "", "other", "asked"),
    ],
)
def test_what_is_missing_or_wrong_is_one_clear_line(
    extra: str, catalogue: str, without: str, node: str, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        exported(small_store(extra, catalogue, without), "dcat-ap")
    line = str(caught.value)
    assert line.split(" ")[0].endswith(f"/{node}")
    assert said in line
    assert "\n" not in line
