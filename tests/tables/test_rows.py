"""The rows of the tables: of the demo store, and of stores that nobody foresaw."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, GraphStore, open_store
from competencygraph.tables import Row, TableReader, Value, find_table, list_tables

from ..rdf.small import ENTRY, SMALL

PREFIXES = """
PREFIX cg: <https://w3id.org/competencygraph/def/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX e: <http://example.org/>
"""


@pytest.fixture
def store() -> Iterator[GraphStore]:
    with open_store(":memory:", write=True) as store:
        graph = document_to_triples(SMALL, ENTRY)
        store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])
        yield store


def rows(store: GraphStore, name: str) -> list[dict[str, Value]]:
    table = find_table(name)
    return [dict(zip(table.names, row, strict=True)) for row in TableReader(store).rows(table)]


def test_every_table_has_rows_of_its_width_and_unique_keys(store: GraphStore) -> None:
    reader = TableReader(store)
    filled = 0
    for table in list_tables():
        found: list[Row] = list(reader.rows(table))
        filled += bool(found)
        assert all(len(row) == len(table.columns) for row in found)
        keys = [tuple(row[table.names.index(name)] for name in table.key) for row in found]
        assert len(set(keys)) == len(keys)
    assert filled > 8


def test_an_empty_store_has_no_rows() -> None:
    with open_store(":memory:", write=True) as store:
        reader = TableReader(store)
        assert [list(reader.rows(table)) for table in list_tables()] == [[] for _ in list_tables()]


def test_references_are_rows_of_their_tables(store: GraphStore) -> None:
    store.update(
        PREFIXES + "INSERT DATA { e:i a cg:BehaviouralIndicator ; cg:text 'x'@nl . e:nothing cg:hasIndicator e:i }"
    )
    seen = 0
    for table in list_tables():
        for column in table.columns:
            if column.refers:
                known = {row["id"] for row in rows(store, column.refers)}
                found = {row[column.name] for row in rows(store, table.name)} - {None}
                assert found <= known
                seen += len(found)
    assert seen > 10


def test_of_several_languages_one_is_shown_and_all_are_labels(store: GraphStore) -> None:
    store.update(
        PREFIXES
        + """INSERT DATA { e:c a cg:Competency ; skos:prefLabel 'lead'@en, 'diriger'@fr, 'leiten'@de, 'plain' ;
        skos:altLabel 'steer'@en ; skos:definition 'what'@en }"""
    )
    (row,) = [row for row in rows(store, "competencies") if row["id"] == "http://example.org/c"]
    assert (row["name"], row["language"], row["definition"]) == ("diriger", "fr", "what")
    labels = {
        (row["property"], row["language"], row["text"])
        for row in rows(store, "labels")
        if row["id"] == "http://example.org/c"
    }
    assert labels == {
        ("label", "en", "lead"),
        ("label", "fr", "diriger"),
        ("label", "de", "leiten"),
        ("label", "und", "plain"),
        ("other_label", "en", "steer"),
        ("definition", "en", "what"),
    }


def test_texts_in_several_languages_are_labels_too(store: GraphStore) -> None:
    store.update(PREFIXES + "INSERT DATA { e:t a cg:Task ; cg:text 'doen'@nl, 'faire'@fr }")
    found = {(row["property"], row["text"]) for row in rows(store, "labels") if row["id"] == "http://example.org/t"}
    assert found == {("text", "doen"), ("text", "faire")}
    assert [row["text"] for row in rows(store, "tasks") if row["id"] == "http://example.org/t"] == ["doen"]


def test_odd_values_are_left_out_and_break_nothing(store: GraphStore) -> None:
    store.update(
        PREFIXES
        + """INSERT DATA { e:t a cg:Task ; cg:position 'first', 2, 3 ; cg:text e:no .
        [] a cg:Task ; cg:text 'blank'@nl .
        e:d a cg:Definition ; cg:minimumValue 1.5 . e:r a cg:ResultArea ; cg:optional 'maybe' }"""
    )
    (task,) = [row for row in rows(store, "tasks") if row["id"] == "http://example.org/t"]
    assert task["text"] is None
    assert task["position"] in {2, 3, None}
    assert not any(row["text"] == "blank" for row in rows(store, "tasks"))
    assert [row["optional"] for row in rows(store, "result_areas") if row["id"] == "http://example.org/r"] == [None]


def test_a_profile_of_a_family_is_part_of_the_document_of_its_family(store: GraphStore) -> None:
    store.update(
        PREFIXES
        + """PREFIX dcterms: <http://purl.org/dc/terms/>
        INSERT DATA {
          e:f a cg:FunctionFamily ; dcterms:isPartOf e:d ; cg:hasProfile e:p, e:own, e:bare .
          e:d dcterms:identifier '7' .
          e:p a cg:FunctionProfile . e:lone a cg:FunctionProfile .
          e:own a cg:FunctionProfile ; dcterms:isPartOf e:other . e:other dcterms:identifier '8' .
          e:bare a cg:FunctionProfile ; dcterms:isPartOf e:unnamed }"""
    )
    found = {str(row["id"])[-4:]: (row["document_id"], row["document"]) for row in rows(store, "profiles")}
    document, other, unnamed = (f"http://example.org/{name}" for name in ("d", "other", "unnamed"))
    assert found["rg/f"] == found["rg/p"] == (document, "7")
    assert found["/own"] == (other, "8")
    assert found["bare"] == (unnamed, None)
    assert found["lone"] == (None, None)


def test_profiles_without_a_name_are_told_apart(store: GraphStore) -> None:
    store.update(PREFIXES + "INSERT DATA { e:f a cg:FunctionFamily . e:g a cg:FunctionFamily }")
    names = [row["profile"] for row in rows(store, "profiles")]
    assert len(set(names)) == len(names) > 2
    assert {"family", "family (2)"} <= set(names)
