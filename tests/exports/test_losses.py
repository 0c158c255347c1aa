"""What a format says of its losses is what its export loses, in every format there is."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Triple, parse

from competencygraph.exports import PARTS, Format, Mapped, Source, find_format, list_formats
from competencygraph.exports.losses import Kind, losses_of, specific_class
from competencygraph.exports.selection import select_documents
from competencygraph.store import EmbeddedStore, GraphStore, vocabulary_graph
from competencygraph.terms.namespaces import DATA_BASE

from .kinds import Lines, wrongly_placed, wrongly_unplaced
from .written import named_lines

FORMATS = list_formats()
SAMPLE = 3

every_format = pytest.mark.parametrize("fmt", FORMATS, ids=[fmt.name for fmt in FORMATS])


@pytest.fixture(scope="module")
def store(demo_lines: Lines) -> GraphStore:
    """Return the demo store."""
    return demo_lines.store()


@pytest.fixture(scope="module")
def two(store: GraphStore) -> Lines:
    """Return a family and a profile with a vacancy of the demo store."""
    part = select_documents(store, ["000", "002"])
    assert isinstance(part, EmbeddedStore)
    return Lines(tuple(sorted(named_lines(part))), part.live_graphs())


def counted_apart(store: GraphStore) -> int:
    """Return how many statements a store of one edition a document holds, counted in its dump."""
    graphs: dict[str, set[Triple]] = {}
    for quad in parse("".join(store.dump()), format=RdfFormat.N_QUADS):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)  # type: ignore[union-attr]
        graphs.setdefault("live" if "/ed/" in name else name, set()).add(quad.triple)
    live, vocabulary = graphs.pop(""), graphs[vocabulary_graph(DATA_BASE)]
    assert live == graphs["live"] | vocabulary
    return sum(map(len, graphs.values()))


def _words(kind: Kind) -> str:
    return f"{kind.part} {sorted(kind.subject)} {kind.property} {sorted(kind.object)}"


def test_there_are_formats() -> None:
    assert len(FORMATS) >= 5


@every_format
def test_placed_and_unplaced_are_all_there_is(fmt: Format, store: GraphStore) -> None:
    found = losses_of(Source(store, editorial=fmt.editorial), fmt)
    assert found.statements == counted_apart(store) > 10_000
    assert found.placed + sum(row.count for row in found.unplaced) == found.statements
    assert found.placed > 0
    assert all(row.because and row.part in PARTS for row in found.unplaced)


@every_format
def test_what_has_no_place_is_not_missed(fmt: Format, two: Lines) -> None:
    assert wrongly_unplaced(two, fmt) == []


@every_format
def test_what_has_a_place_is_missed(fmt: Format, two: Lines) -> None:
    def sample(kinds: list[Kind]) -> list[Kind]:
        assert kinds
        return sorted(kinds, key=lambda kind: zlib.crc32(f"{fmt.name} {_words(kind)}".encode()))[:SAMPLE]

    assert wrongly_placed(two, fmt, sample) == []


def test_a_wrong_mapping_is_found(two: Lines) -> None:
    turtle = find_format("turtle")
    no_text = replace(turtle, mapped=lambda: (Mapped("cg:Task", "cg:text", "", because="wrong"), *turtle.mapped()))
    found = wrongly_unplaced(two, no_text, 1)
    assert {(specific_class(kind.subject), kind.property) for kind in found} == {("cg:Task", "cg:text")}
    all_placed = replace(turtle, mapped=lambda: (Mapped("*", "*", "somewhere"),))
    wrong = wrongly_placed(two, all_placed, lambda kinds: [kind for kind in kinds if kind.part == "vocabulary"][:1])
    assert len(wrong) == 1


def test_editorial_statements_that_are_left_out_are_counted(store: GraphStore) -> None:
    turtle = find_format("turtle")
    shown, hidden = (losses_of(Source(store, editorial=editorial), turtle) for editorial in (True, False))
    gone = [row for row in hidden.unplaced if row.subject_class == "cg:EditorialStatement"]
    assert sum(row.count for row in gone) == shown.placed - hidden.placed == 28
