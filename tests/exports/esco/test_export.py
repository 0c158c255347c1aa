"""The export: what the store and the packaged table say together, the same bytes each time, what is mapped where."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from competencygraph.app.mapping import load_mappings
from competencygraph.exports import find_format
from competencygraph.rdf.sssom import MANUAL, MATCHES, NO_TERM, Mapping, MappingSet, read_table, write_table
from competencygraph.store import mapping_graph, open_store
from competencygraph.terms import resources
from competencygraph.terms.namespaces import CG, DATA_BASE, RDF, SKOS

Export = Callable[..., Path]
FILES = {"esco.sssom.tsv", "esco.skos.ttl"}
ESCO = "http://data.europa.eu/esco/"
OWN = f"{DATA_BASE}lievegem/002/directeur-interne-organisatie/competency/"
FIRST = f"{OWN}beslissen"
ADDED = "https://example.org/competency"
PACKAGED = read_table(resources.path("mappings") / "esco.sssom.tsv")
LABEL = NamedNode(f"{SKOS}prefLabel")


def lines(folder: Path) -> dict[tuple[str, str], Mapping]:
    """Return the lines of an exported table by their ends."""
    found = read_table(folder / "esco.sssom.tsv").mappings
    return {(one.subject, one.object): one for one in found}


def triples(folder: Path) -> set[Triple]:
    """Return the triples of the exported concepts."""
    data = (folder / "esco.skos.ttl").read_bytes()
    return {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}


def iri(term: object) -> str:
    """Return the IRI that a term is, empty when it is none."""
    return term.value if isinstance(term, NamedNode) else ""


def matches(folder: Path) -> set[tuple[str, str, str]]:
    """Return the matches of the exported concepts."""
    return {
        (iri(one.subject), one.predicate.value, iri(one.object))
        for one in triples(folder)
        if one.predicate.value in MATCHES.values()
    }


def give(location: str, *found: tuple[str, str, str]) -> None:
    """Give the mapping graph of a store these matches."""
    with open_store(location, write=True) as store:
        nodes = [Triple(*map(NamedNode, one)) for one in found]
        assert store.replace_graph(mapping_graph(store.base), nodes, live=True)


def test_a_store_without_mappings_has_the_packaged_ones(location: str, export: Export) -> None:
    folder = export(location)
    assert {file.name for file in folder.iterdir()} == FILES
    assert set(lines(folder)) == {(one.subject, one.object) for one in PACKAGED.mappings}
    assert {dict(one.further)["mapping_source"] for one in lines(folder).values()} == {"cgid:graph/mappings/esco"}
    expected = {(one.subject, one.predicate, one.object) for one in PACKAGED.mappings if one.object != NO_TERM}
    assert matches(folder) == expected
    assert len(expected) == 29


def test_each_concept_of_esco_has_its_label_and_code(
    location: str, export: Export, groups: dict[str, tuple[str, str, str]]
) -> None:
    found = triples(export(location))
    concepts = {iri(one.object) for one in found if iri(one.object).startswith(f"{ESCO}skill/")}
    assert len(concepts) == 12
    for concept in concepts:
        said = {(one.predicate.value, str(one.object)) for one in found if iri(one.subject) == concept}
        code, label, _ = groups[concept]
        assert said == {
            (f"{RDF}type", f"<{SKOS}Concept>"),
            (f"{SKOS}notation", f'"{code}"'),
            (f"{SKOS}prefLabel", f'"{label}"@en'),
        }


def test_the_source_is_acknowledged(location: str, export: Export) -> None:
    folder = export(location)
    for file in FILES:
        assert "Decision 2011/833/EU with acknowledgement" in (folder / file).read_text(encoding="utf-8")


def test_nothing_is_exact_and_nothing_is_an_occupation(location: str, export: Export) -> None:
    for file in export(location).iterdir():
        text = file.read_text(encoding="utf-8")
        assert "closeMatch" in text
        assert "exactMatch" not in text
        assert "model#Occupation" not in text
        assert "esco/occupation" not in text


def test_the_files_of_the_project_mint_no_occupation(repository: Path) -> None:
    folders = ("ontology", "shapes", "queries", "mappings", "src")
    files = [
        file
        for folder in folders
        for file in (repository / folder).rglob("*")
        if file.suffix in {".ttl", ".rq", ".tsv", ".yaml", ".py"}
    ]
    assert len(files) > 300
    named = {
        file for file in files if "model#Occupation" in (text := file.read_text("utf-8")) or "/occupation/" in text
    }
    assert named == set()


def test_both_parsers_read_the_same(location: str, export: Export) -> None:
    folder = export(location)
    again = Graph().parse(data="\n".join(f"{one} ." for one in triples(folder)), format="nt")
    assert isomorphic(Graph().parse(folder / "esco.skos.ttl"), again)


def test_the_same_store_gives_the_same_bytes(location: str, export: Export) -> None:
    one, other = export(location), export(location)
    assert {file.name: file.read_bytes() for file in one.iterdir()} == {
        file.name: file.read_bytes() for file in other.iterdir()
    }


def test_loaded_mappings_name_the_graph_of_the_store(own: str, export: Export) -> None:
    assert load_mappings(own, resources.path("mappings")).loaded == 29
    folder = export(own)
    assert set(lines(folder)) == {(one.subject, one.object) for one in PACKAGED.mappings}
    origins = {one.object == NO_TERM: dict(one.further)["mapping_source"] for one in lines(folder).values()}
    assert origins == {False: "cgid:graph/mappings", True: "cgid:graph/mappings/esco"}
    assert dict(lines(folder)[FIRST, PACKAGED.mappings[0].object].further)["confidence"] == "0.55"


def test_the_word_of_the_store_stands(own: str, export: Export) -> None:
    first = PACKAGED.mappings[0]
    unmatched = next(one.subject for one in PACKAGED.mappings if one.object == NO_TERM)
    elsewhere = f"{ESCO}skill/11111111-1111-1111-1111-111111111111"
    give(
        own,
        (FIRST, MATCHES["closeMatch"], first.object),
        (unmatched, MATCHES["broadMatch"], elsewhere),
        (FIRST, MATCHES["closeMatch"], f"{OWN}visie"),
    )
    folder = export(own)
    found = lines(folder)
    assert found[FIRST, first.object].predicate == MATCHES["closeMatch"]
    assert (found[FIRST, first.object].comment, found[FIRST, first.object].justification) == (None, MANUAL)
    assert found[FIRST, first.object].object_label == first.object_label
    assert dict(found[FIRST, first.object].further)["license"] == "https://w3id.org/sssom/license/unspecified"
    assert (unmatched, NO_TERM) not in found
    assert found[unmatched, elsewhere].object_label is None
    # A match between two competencies is none with ESCO.
    assert not any(concept.startswith(DATA_BASE) for _, concept in found)
    assert (FIRST, MATCHES["broadMatch"], first.object) not in matches(folder)


def test_every_competency_is_there_with_its_names(own: str, export: Export) -> None:
    added = NamedNode(ADDED)
    with open_store(own, write=True) as store:
        store.update(
            f"INSERT DATA {{ <{added.value}> a <{CG}Competency> ; <{SKOS}prefLabel> 'leiden \"samen\"'@nl, 'lead'@en . "
            f"_:b a <{CG}Competency> ; <{SKOS}prefLabel> 'blank'@en }}"
        )
    folder = export(own)
    found = triples(folder)
    assert {one.object for one in found if one.subject == added} == {
        NamedNode(f"{SKOS}Concept"),
        Literal('leiden "samen"', language="nl"),
        Literal("lead", language="en"),
    }
    assert b"_:" not in (folder / "esco.skos.ttl").read_bytes()
    assert b"blank" not in (folder / "esco.skos.ttl").read_bytes()
    give(own, (added.value, MATCHES["broadMatch"], PACKAGED.mappings[0].object))
    (shown,) = [one for one in lines(export(own, language="nl")).values() if one.subject == added.value]
    assert shown.subject_label == 'leiden "samen"'
    (shown,) = [one for one in lines(export(own)).values() if one.subject == added.value]
    assert shown.subject_label == "lead"


HOSTILE = [
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\x00=1",
        "a\tb\nc\r\nd",
        '"',
        "'",
        "|",
        "#curie_map:",
        "\u2028\u202e",
    ),
    *(
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "\\",
        "]]>",
        "\ufeff",
        "\U0001f600",
        "\ufffe",
        "x" * 50_000,
        " ",
        "",
    ),
]


def test_hostile_names_stay_names(own: str, export: Export) -> None:
    rows = [(f"https://example.org/c{number:02}", name) for number, name in enumerate(HOSTILE)]
    said = (f"<{node}> a <{CG}Competency> ; <{SKOS}prefLabel> {Literal(name, language='en')}" for node, name in rows)
    with open_store(own, write=True) as store:
        store.update(f"INSERT DATA {{ {' . '.join(said)} }}")
    give(own, *((node, MATCHES["broadMatch"], PACKAGED.mappings[0].object) for node, _ in rows))
    folder = export(own)
    named = {
        iri(one.subject): str(getattr(one.object, "value", "")) for one in triples(folder) if one.predicate == LABEL
    }
    assert [named[node] for node, _ in rows] == HOSTILE
    shown = {one.subject: one.subject_label for one in lines(folder).values()}
    for node, name in rows:
        assert (shown[node] or "").lstrip("'") == name.lstrip("'") or name == "'"
    with (folder / "esco.sssom.tsv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter="\t") for cell in row]
    assert {"'=1+1", "'\t=1"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\x00"))]


def test_an_address_that_a_program_would_run_is_no_competency(own: str, export: Export) -> None:
    live = "JavaScript:alert(1)"
    with open_store(own, write=True) as store:
        store.update(f"INSERT DATA {{ <{live}> a <{CG}Competency> ; <{SKOS}prefLabel> 'x'@en }}")
    give(own, (live, MATCHES["broadMatch"], PACKAGED.mappings[0].object))
    folder = export(own)
    assert len(lines(folder)) > 25
    for name in FILES:
        assert b"alert" not in (folder / name).read_bytes()


def test_a_store_without_competencies_has_no_lines(tmp_path: Path, export: Export) -> None:
    with open_store(tmp_path / "empty", write=True) as store:
        store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
    folder = export(str(tmp_path / "empty"))
    assert lines(folder) == {}
    assert matches(folder) == set()


@pytest.mark.parametrize(
    ("statement", "placed"),
    [
        (f"<{ADDED}> a <{CG}Competency>", True),
        (f"<{ADDED}> <{SKOS}prefLabel> 'leiden'@nl", True),
        (f"<{ADDED}> <{SKOS}definition> 'samen'@nl", False),
        (f"<{ADDED}> <{SKOS}closeMatch> <{FIRST}>", False),
    ],
)
def test_what_is_mapped_is_there_and_nothing_else(own: str, export: Export, statement: str, placed: bool) -> None:
    said = (
        f"<{ADDED}> a <{CG}Competency> ; <{SKOS}prefLabel> 'leiden'@nl ; <{SKOS}definition> 'samen'@nl ; "
        f"<{SKOS}closeMatch> <{FIRST}>"
    )
    with open_store(own, write=True) as store:
        store.update(f"INSERT DATA {{ {said} }}")
    before = {file.name: file.read_bytes() for file in export(own).iterdir()}
    with open_store(own, write=True) as store:
        assert store.query(f"ASK {{ {statement} }}").boolean
        store.update(f"DELETE DATA {{ {statement} }}")
    after = {file.name: file.read_bytes() for file in export(own).iterdir()}
    assert (before != after) is placed


@pytest.mark.parametrize("verdict", ["rejected", "no term", "removed"])
def test_a_packaged_match_that_was_not_accepted_stays_out(
    own: str, location: str, export: Export, tmp_path: Path, verdict: str
) -> None:
    first, *others = PACKAGED.mappings
    assert (first.subject, first.object) in lines(export(location))
    changed = {
        "rejected": (replace(first, negated=True),),
        "no term": (replace(first, object=NO_TERM, object_label=None),),
        "removed": (),
    }[verdict]
    write_table(tmp_path / "mappings" / "esco.sssom.tsv", replace(PACKAGED, mappings=(*changed, *others)))
    assert load_mappings(own, tmp_path / "mappings").loaded == 28
    folder = export(own)
    assert set(lines(folder)) == {(one.subject, one.object) for one in others}
    assert not any(subject == first.subject for subject, _, _ in matches(folder))
    # What else the store says of ESCO takes no line of the table out.
    give(own, (ADDED, MATCHES["broadMatch"], first.object))
    assert (first.subject, first.object) in lines(export(own))


def test_a_match_that_is_taken_away_is_noticed(own: str, export: Export) -> None:
    loaded = [(one.subject, one.predicate, one.object) for one in PACKAGED.mappings if one.object != NO_TERM]
    give(own, *loaded)
    before = (export(own) / "esco.sssom.tsv").read_bytes()
    give(own, *loaded[1:])
    after = export(own)
    assert (after / "esco.sssom.tsv").read_bytes() != before
    assert loaded[0] not in matches(after)


def test_every_entry_of_the_mapping_says_where_or_why() -> None:
    entries = find_format("esco").mapped()
    assert entries
    assert all(bool(one.target) != bool(one.because) for one in entries)


def test_the_exported_table_is_read_as_reviewed(own: str, location: str, export: Export, tmp_path: Path) -> None:
    table = read_table(export(location) / "esco.sssom.tsv")
    write_table(tmp_path / "mappings" / "esco.sssom.tsv", MappingSet(table.about, table.mappings, table.prefixes))
    assert load_mappings(own, tmp_path / "mappings").loaded == 29
    changed = tuple(replace(one, reviewer=None) for one in table.mappings)
    write_table(tmp_path / "mappings" / "esco.sssom.tsv", replace(table, mappings=changed))
    assert load_mappings(own, tmp_path / "mappings").loaded == 0
