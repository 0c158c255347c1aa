"""What of a store becomes a concept scheme, what stands as it is, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from competencygraph.errors import UsageError
from competencygraph.exports import find_format
from competencygraph.store import GraphStore, open_store

from ..governments import EX, exported, graph_of, reimported, small_store, store_with, triples_of
from ..kinds import Lines

HERE = Path(__file__).parent
SCHEME = """
<https://example.com/s> a skos:ConceptScheme ; skos:prefLabel "Thema's"@nl, "Themen"@de ; <urn:own> "kept" .
<https://example.com/a> a skos:Concept ; skos:prefLabel "één"@nl, "eins"@de ; skos:hiddenLabel "1" ;
  skos:notation "01" ;
  skos:inScheme <https://example.com/s> ; skos:topConceptOf <https://example.com/s> ; skos:historyNote "Oud."@nl ;
  skos:narrower <https://example.com/b> .
<https://example.com/b> a skos:Concept ; skos:prefLabel "twee"@nl ; skos:broader <https://example.com/a> ;
  skos:inScheme <https://example.com/s> ; skos:changeNote "untagged" ; skos:closeMatch <https://example.com/x> .
<https://example.com/c> a skos:OrderedCollection, skos:Collection ; skos:member <https://example.com/a> ;
  skos:memberList ( <https://example.com/b> <https://example.com/a> ) .
<https://example.com/b> skos:note [ <http://purl.org/dc/terms/description> "Wie en waarom."@nl ] .
"""
SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.fixture(scope="module")
def demo(demo_lines: Lines) -> GraphStore:
    """Return the store of the five documents."""
    return demo_lines.store()


def statements(text: str) -> set[Triple]:
    """Return the triples of a Turtle text."""
    return set(triples_of(text))


def test_the_small_store_gives_the_expected_file() -> None:
    expected = (HERE / "expected.ttl").read_text(encoding="utf-8")
    assert len(graph_of(expected)) > 60
    assert isomorphic(graph_of(exported(small_store(), "skos")), graph_of(expected))


def test_the_file_is_sorted_without_blank_nodes_and_with_prefixes(demo: GraphStore) -> None:
    text = exported(demo, "skos")
    subjects = [str(quad.subject) for quad in parse(text, format=RdfFormat.TURTLE)]
    assert len(set(subjects)) > 50
    assert subjects == sorted(subjects)
    assert "_:" not in text
    assert "[" not in text
    head = text.split("\n\n")[0].splitlines()
    assert head == sorted(head)
    assert all(line.startswith("@prefix ") for line in head)


def test_an_imported_scheme_comes_out_as_it_came_in() -> None:
    given = statements(SKOS + SCHEME)
    assert len(given) > 25
    first = exported(store_with(given), "skos")
    assert isomorphic(graph_of(first), graph_of(SKOS + SCHEME))
    assert exported(reimported(first), "skos") == first


def test_what_the_store_adds_to_an_imported_scheme_stays_in() -> None:
    own = SKOS + (
        "<https://example.com/a> a <https://w3id.org/competencygraph/def/Competency> ;"
        " <https://w3id.org/competencygraph/def/position> 1 ; <http://purl.org/dc/terms/isPartOf> <urn:framework> ;"
        " <http://www.w3.org/ns/prov#wasDerivedFrom> <urn:passage>, [ <urn:of> <urn:ours> ] ."
    )
    given = statements(SKOS + SCHEME)
    text = exported(store_with([*given, *triples_of(own)]), "skos")
    assert isomorphic(graph_of(text), graph_of(SKOS + SCHEME))


def test_export_import_export_is_identical(demo: GraphStore) -> None:
    for store in (demo, small_store(), small_store(catalogue="ex:deciding a skos:Concept .")):
        first = exported(store, "skos")
        assert first.count(" a skos:Concept ") > 3
        assert exported(reimported(first), "skos") == first


def test_levels_are_narrower_and_indicators_examples(demo: GraphStore) -> None:
    found = exported(demo, "skos")
    level = found[found.index("/competency/coachen/level/3> a skos:Concept") :].split("\n\n")[0]
    assert 'skos:notation "3"' in level
    assert "skos:broader <https://w3id.org/competencygraph/id/lievegem/002/" in level
    assert level.count("@nl") >= 6
    assert "skos:example" in level


@pytest.mark.parametrize(
    ("label", "called"),
    [
        ('"Coaching"@en', '"Coaching (level without a number)"@en'),
        ('"Coacher"@fr-BE', '"Coacher (niveau sans numéro)"@fr-be'),
        ('"Coachen"@de', '"Coachen (–)"@de'),
        ('"Coachen"', '"Coachen (–)"'),
    ],
)
def test_a_level_without_number_and_title_gets_no_number(label: str, called: str) -> None:
    alone = f"ex:other a cg:Competency ; skos:prefLabel {label} ; dcterms:isPartOf ex:town ; cg:hasLevel ex:bare ."
    alone += "ex:bare a cg:ProficiencyLevel ; cg:position 1 ."
    text = exported(small_store(alone), "skos")
    (block,) = [block for block in text.split("\n\n") if block.startswith(f"<{EX}bare> ")]
    assert f"skos:prefLabel {called} ." in block
    assert "1" not in block


def test_the_hierarchy_of_grades_can_be_walked_both_ways(demo: GraphStore) -> None:
    broader, narrower = (f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("broader", "narrower"))
    found = [(str(one.subject), one.predicate.value, str(one.object)) for one in statements(exported(demo, "skos"))]
    up = {(subject, above) for subject, name, above in found if name == broader}
    down = {(below, subject) for subject, name, below in found if name == narrower}
    assert len([one for one in up if "grades/federal" in one[0]]) == 5
    assert up == down


def test_grades_of_the_vocabulary_are_in_only_when_a_document_names_one(demo: GraphStore) -> None:
    assert "grades/federal/A5> a skos:Concept" in exported(demo, "skos")
    assert "grades/federal" not in exported(small_store(), "skos")
    assert "kinds-of-work" not in exported(demo, "skos")


def test_an_empty_store_gives_prefixes_alone() -> None:
    text = exported(open_store(":memory:"), "skos")
    assert text
    assert statements(text) == set()


def test_editorial_statements_are_said_and_never_stated() -> None:
    plain, marked = exported(small_store(), "skos"), exported(small_store(), "skos", editorial=True)
    assert "Mentoraat" not in plain
    added = statements(marked) - statements(plain)
    assert statements(plain) < statements(marked)
    assert {str(one.subject) for one in added} == {f"<{EX}reading>", f"<{EX}editor>"}
    assert 'rdf:object "Mentoraat"' in marked
    assert f"prov:wasAttributedTo <{EX}editor>" in marked


def test_blank_nodes_without_a_description_and_live_links_are_left_out() -> None:
    hostile = (
        'ex:coaching skos:note [ ] ; skos:relatedMatch <javascript:alert(1)> ; skos:scopeNote "=1+1"@nl .\n'
        "[] a skos:Concept ."
    )
    store = small_store(hostile)
    text = exported(store, "skos")
    assert '"=1+1"@nl' in text
    assert "javascript" not in text
    assert not any(isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode) for one in statements(text))


@pytest.mark.parametrize(
    ("extra", "without", "node", "said"),
    [
        ("ex:unnamed a skos:Concept .", "", "unnamed", "skos:prefLabel"),
        ('ex:deciding skos:prefLabel "Choisir"@fr .', "", "deciding", "one in each language"),
        ('ex:deciding skos:altLabel "Décider"@fr .', "", "deciding", "skos:altLabel"),
        ("ex:deciding a skos:Concept, skos:ConceptScheme .", "", "deciding", "rdf:type"),
        ("ex:coaching skos:broader ex:deciding ; skos:related ex:deciding .", "", "coaching", "skos:related"),
        ('ex:service skos:prefLabel ""@nl .', "", "service", "collection"),
    ],
)
def test_what_is_wrong_is_one_clear_line(extra: str, without: str, node: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        exported(small_store(extra, without=without), "skos")
    line = str(caught.value)
    assert line.startswith(f"{EX}{node} http")
    assert said in line
    assert "\n" not in line


def test_the_error_is_in_the_language_asked_for() -> None:
    for language, word in (("nl", "Geef het concept"), ("fr", "Donnez au concept"), ("en", "Give the concept")):
        with pytest.raises(UsageError, match=word):
            exported(small_store("ex:unnamed a skos:Concept ."), "skos", language=language)


PROGRAM = """
import hashlib
from tests.exports.governments import exported, small_store
print(hashlib.sha256("".join(exported(small_store(), name) for name in ("skos", "dcat-ap")).encode()).hexdigest())
"""


def test_the_same_bytes_over_hash_seeds(repository: Path) -> None:
    found = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{repository}/src{os.pathsep}{repository}"}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, cwd=repository, capture_output=True, check=True, text=True
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_the_format_says_what_it_carries() -> None:
    targets = {entry.target for entry in find_format("skos").mapped()}
    assert {"skos:Concept", "skos:Collection", "skos:example", "as it stands"} <= targets


HOSTILE = [chr(code) for code in (*range(1, 32), 127, 0x85, 0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0x1F600)] + [
    '"""',
    "'''",
    "\\",
    "a\n@prefix x: <urn:x> .\n",
    "a\n<urn:x> a <urn:y> .",
    "\r\n\t",
    "=HYPERLINK(1)",
    "]]>",
    "\u202e",
    "é",
    "e\u0301",
]


@pytest.mark.parametrize("name", ["skos", "dcat-ap"])
def test_hostile_texts_come_back_as_they_are(name: str) -> None:
    note = NamedNode("http://www.w3.org/2004/02/skos/core#scopeNote")
    coaching = NamedNode(f"{EX}coaching")
    given = {Triple(coaching, note, Literal(f"a{text}b", language="nl")) for text in HOSTILE}
    store = small_store("".join(f"{triple} .\n" for triple in given))
    back = statements(exported(store, name))
    assert len(given) == len(HOSTILE) > 40
    assert {one for one in back if one.subject == coaching and one.predicate == note} == given
    assert exported(reimported(exported(store, "skos")), "skos") == exported(store, "skos")
