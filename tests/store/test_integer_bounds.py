"""The engine's prefix scans on disk run past integers whose last byte is 255 (found on the demo store, issue 2).

Documents have lines 255 and 511, so what the store finds by its object must be compared with what was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.store import EditionChange, EmbeddedStore, open_store
from competencygraph.store.engine import matching_quads

from .small import FRAMEWORK, document

NODE, LINE = NamedNode("http://example.org/node"), NamedNode("http://example.org/line")
NUMBERS = (254, 255, 256, 300, 510, 511, 512)


def lines(key: str, *numbers: int) -> EditionChange:
    """Return an edition that states lines of one shared node."""
    triples = tuple(Triple(NODE, LINE, Literal(number)) for number in numbers)
    iri = document(key)
    return EditionChange(iri, f"{iri}/ed/{len(numbers)}", triples, (Triple(NamedNode(iri), LINE, FRAMEWORK),))


def test_a_store_with_such_integers_is_whole(new_store: Callable[[], EmbeddedStore]) -> None:
    store = new_store()
    store.replace_editions([lines("000", *NUMBERS)])
    assert store.verify() > len(NUMBERS)


def test_a_backup_of_it_is_whole(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([lines("000", *NUMBERS)])
        store.backup(tmp_path / "backup")
    with open_store(tmp_path / "backup") as copy:
        assert copy.verify() > len(NUMBERS)


def test_another_edition_with_a_larger_integer_does_not_keep_the_smaller_alive(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([lines("000", 255), lines("001", 300)])
        store.replace_editions([lines("000", 1, 2)])
        answer = store.query("SELECT ?n { ?s <http://example.org/line> ?n } ORDER BY ?n")
        numbers = [row[0].value for row in answer.rows if isinstance(row[0], Literal)]
        assert numbers == ["1", "2", "300"]
        assert store.verify() > 0


def test_what_is_found_is_what_was_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.replace_editions([lines("000", *NUMBERS)])
        engine = store._store()
        raw = sum(1 for _ in engine.quads_for_pattern(None, None, Literal(255), None))
        found = list(matching_quads(engine, value=Literal(255)))
        assert {quad.object for quad in found} == {Literal(255)}
        assert raw >= len(found) == 2
