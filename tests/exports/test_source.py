"""The parts of a store: which statement stands in which, sorted, each once, whatever the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import StoreDamagedError, UnknownNodeError
from competencygraph.exports import PARTS, Source
from competencygraph.exports.parts import _whole_triples
from competencygraph.exports.selection import select_documents
from competencygraph.store import (
    EditionChange,
    EmbeddedStore,
    GraphStore,
    inference_graph,
    mapping_graph,
    open_store,
    vocabulary_graph,
)
from competencygraph.terms.namespaces import DATA_BASE, DCTERMS

from .kinds import Lines
from .written import store_of

PART = NamedNode(f"{DCTERMS}isPartOf")
NAME = NamedNode("urn:name")


def said(subject: str, text: str) -> Triple:
    """Return a statement of a text."""
    return Triple(NamedNode(subject), NAME, Literal(text))


def edition(document: str, key: str, *texts: str) -> EditionChange:
    """Return an edition that states texts."""
    iri = f"{DATA_BASE}{document}"
    framework = NamedNode(iri.rpartition("/")[0])
    return EditionChange(
        iri,
        f"{iri}/ed/{key}",
        tuple(said(f"{iri}/{text}", text) for text in texts),
        (Triple(NamedNode(iri), PART, framework), Triple(framework, NAME, Literal("a framework"))),
    )


@contextmanager
def filled() -> Iterator[GraphStore]:
    """Give a store with something in every part."""
    with open_store(":memory:") as store:
        store.replace_editions([edition("f/a", "1", "old", "both"), edition("g/b", "1", "b")])
        store.replace_editions([edition("f/a", "2", "new", "both")])
        store.replace_graph(
            vocabulary_graph(), [said("urn:term", "term"), said(f"{DATA_BASE}f/a/both", "both")], live=True
        )
        store.replace_graph(mapping_graph(), [said("urn:match", "match")], live=True)
        store.replace_graph(inference_graph(), [said("urn:inferred", "inferred")], live=False)
        store.replace_graph("urn:own", [said("urn:live", "live")], live=True)
        store.update('INSERT DATA { <urn:x> <urn:name> "x" . GRAPH <urn:apart> { <urn:y> <urn:name> "y" } }')
        yield store


def texts(source: Source, *parts: str) -> list[str]:
    """Return the texts that parts state."""
    found = [triple for triple in source.triples(*parts) if triple.predicate == NAME]  # type: ignore[arg-type]
    assert [f"{triple} .\n" for triple in found] == sorted({f"{triple} .\n" for triple in found})
    return [triple.object.value for triple in found]  # type: ignore[union-attr]


def test_every_statement_stands_in_its_part() -> None:
    with filled() as store:
        source = Source(store)
        assert {part: sorted(texts(source, part)) for part in PARTS} == {
            "live": ["b", "both", "live", "new"],
            "catalogue": ["a framework", "a framework"],
            "vocabulary": ["both", "term"],
            "mappings": ["match"],
            "inferences": ["inferred"],
            "local": ["x"],
            "superseded": ["both", "old"],
            "other": ["y"],
        }
        assert len(texts(source, "live", "superseded", "vocabulary")) == 6


def test_the_dataset_is_the_dump() -> None:
    with filled() as store:
        lines = [line.decode() for block in Source(store).parts.dataset() for line in block]
        assert len(lines) > 20
        assert lines == list(store.dump())


@pytest.mark.parametrize("seed", range(5))
def test_the_dataset_is_the_dump_however_graphs_share_triples(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    values = [f'"{"x" * length}"{tag}' for length in range(4) for tag in ("", "@nl", "@nld")]
    quads = {
        f"<urn:{random.randint(1, 4)}> <urn:p> {random.choice(values)} <urn:g{graph}> .\n"
        for graph in range(5)
        for _ in range(20)
    }
    store = store_of(sorted(quads), {"urn:g1", "urn:g3"})
    lines = [line.decode() for block in Source(store).parts.dataset() for line in block]
    assert lines == list(store.dump())


def test_blocks_end_where_triples_do() -> None:
    lines = [f"<a:{n // 3}> <a:p> <a:o> <a:{n % 3}> .\n".encode() for n in range(30)]
    for size in range(1, 12):
        blocks = list(_whole_triples([lines[start : start + size] for start in range(0, 30, size)]))
        assert [line for block in blocks for line in block] == lines
        assert all(len(block) % 3 == 0 for block in blocks)


def test_a_live_graph_that_is_no_union_is_told() -> None:
    with filled() as store:
        assert isinstance(store, EmbeddedStore)
        store.count = lambda graph=None: 1 if graph is None else 2  # type: ignore[method-assign, assignment, misc]
        with pytest.raises(StoreDamagedError, match="the live graph holds 1 triples"):
            list(Source(store).parts.dataset())


def test_a_store_elsewhere_is_copied_first() -> None:
    class Elsewhere:
        """A store that is no embedded one."""

        def __init__(self, store: GraphStore) -> None:
            self.base, self.dump = store.base, store.dump

    with filled() as store:
        source = Source(Elsewhere(store))  # type: ignore[arg-type]
        assert isinstance(source.store, EmbeddedStore)
        assert list(source.store.dump()) == list(store.dump())


def test_an_empty_store_has_nothing() -> None:
    with open_store(":memory:") as store:
        source = Source(store)
        assert list(source.triples(*PARTS)) == list(source.parts.dataset()) == []


def test_only_what_is_chosen_is_selected() -> None:
    with filled() as store:
        whole = {line for line in store.dump() if "hasCurrentVersion" not in line}
        part = select_documents(store, ["f"])
        found = set(part.dump())
        assert [one.document for one in part.list_documents()] == [f"{DATA_BASE}f/a"]
        other = (f"<{DATA_BASE}g/", f"<{DATA_BASE}g>")
        assert not any(name in line for line in found for name in other)
        assert {line for line in whole if not any(name in line for name in other)} <= found
        assert list(select_documents(store, ["a"]).dump()) == list(select_documents(store, [f"{DATA_BASE}f/a"]).dump())
        assert set(select_documents(store, ["f", "g/b"]).dump()) == set(store.dump())
        with pytest.raises(UnknownNodeError):
            select_documents(store, ["f", "h"])


def test_parts_of_the_demo_store_add_up(demo_lines: Lines) -> None:
    store = demo_lines.store()
    source = Source(store)
    live = set(source.triples("live", "vocabulary", "mappings", "local"))
    assert len(live) == store.count() > 10_000
