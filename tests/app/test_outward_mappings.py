"""Mappings to other vocabularies: loaded when the store holds one end, and nothing of its own is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph.app.mapping import load_mappings, reviewed_in
from competencygraph.rdf.sssom import MANUAL, MATCHES, NO_TERM, Mapping, MappingSet, write_table
from competencygraph.store import mapping_graph, open_store
from competencygraph.terms.namespaces import CG, DATA_BASE

BASE = "https://example.org/data/"
OWN, GONE = f"{BASE}framework/document/competency/leiden", f"{BASE}framework/document/competency/weg"
SKILL = "http://data.europa.eu/esco/skill/fe5eabaa-63f6-4c44-b405-fc3ded8d56cb"
ROLE = f"{DATA_BASE}graph/mappings/role/hr-analyst"
LINE = Mapping(OWN, MATCHES["broadMatch"], SKILL, MANUAL, reviewer=ROLE)


@pytest.fixture
def location(tmp_path: Path) -> str:
    """Return the location of a store with a base of its own and one competency."""
    with open_store(tmp_path / "store", write=True, base=BASE) as store:
        store.update(f"INSERT DATA {{ <{OWN}> a <{CG}Competency> }}")
    return str(tmp_path / "store")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for mappings."""
    (tmp_path / "mappings").mkdir()
    return tmp_path / "mappings"


def write(folder: Path, *lines: Mapping) -> None:
    """Write a table to a folder."""
    write_table(folder / "own.sssom.tsv", MappingSet({"mapping_set_id": f"{BASE}set"}, lines))


def held(location: str) -> set[tuple[str, ...]]:
    """Return the triples of the mapping graph."""
    with open_store(location) as store:
        rows = store.query(f"SELECT ?s ?p ?o {{ GRAPH <{mapping_graph(BASE)}> {{ ?s ?p ?o }} }}").rows
    return {tuple(str(term.value) for term in row if term is not None and hasattr(term, "value")) for row in rows}


def test_a_node_of_another_vocabulary_need_not_be_held(location: str, folder: Path) -> None:
    turned = replace(LINE, subject=SKILL, predicate=MATCHES["narrowMatch"], object=OWN)
    write(folder, LINE, turned)
    loaded = load_mappings(location, folder)
    assert (loaded.loaded, loaded.unknown, loaded.changed) == (2, (), True)
    assert held(location) == {(OWN, LINE.predicate, SKILL), (SKILL, turned.predicate, OWN)}
    assert load_mappings(location, folder).changed is False


@pytest.mark.parametrize(
    ("subject", "other", "missing"),
    [
        (GONE, SKILL, {GONE, SKILL}),
        (OWN, GONE, {GONE}),
        (OWN, f"{DATA_BASE}framework/document/competency/x", {f"{DATA_BASE}framework/document/competency/x"}),
        ("https://example.com/a", SKILL, {"https://example.com/a", SKILL}),
    ],
    ids=["own subject gone", "own object gone", "object of another store of this project", "neither end held"],
)
def test_what_is_missing_keeps_a_mapping_out(
    location: str, folder: Path, subject: str, other: str, missing: set[str]
) -> None:
    write(folder, replace(LINE, subject=subject, object=other))
    loaded = load_mappings(location, folder)
    assert loaded.loaded == 0
    assert [set(one.nodes) for one in loaded.unknown] == [missing]
    assert held(location) == set()


def test_a_line_without_a_match_is_counted_and_stays_out(location: str, folder: Path) -> None:
    write(folder, replace(LINE, object=NO_TERM, comment="no group is about it"))
    loaded = load_mappings(location, folder)
    assert (loaded.loaded, loaded.rejected, loaded.unknown, loaded.unreviewed) == (0, 1, (), ())
    assert held(location) == set()
    assert [one.mapping.object for one in reviewed_in(folder)] == [NO_TERM]


def test_the_packaged_table_is_loaded_and_listed(repository: Path, documents: Path, tmp_path: Path) -> None:
    from competencygraph.app.ingesting import IngestOptions, ingest_into

    with open_store(tmp_path / "five", write=True) as store:
        ingest_into(store, sorted(documents.glob("*.txt")), IngestOptions())
    loaded = load_mappings(str(tmp_path / "five"), repository / "mappings")
    assert (loaded.loaded, loaded.rejected, loaded.unknown, loaded.unreviewed) == (29, 2, (), ())
    assert len([one for one in reviewed_in(repository / "mappings") if one.path.name == "esco.sssom.tsv"]) == 31
