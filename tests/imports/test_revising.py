"""Changes of cells become a new edition: nodes keep their IRIs, and both the print and the cell stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.app.tracing import locations_in, why
from competencygraph.errors import FailureError
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.planning import planned_editions
from competencygraph.imports.port import Change, FilePlace, ImportFile, Reading
from competencygraph.imports.revising import removal, revise
from competencygraph.queries import ask, load_catalogue
from competencygraph.rdf import triples_to_document
from competencygraph.rdf.vocabulary import (
    BEHAVIOURAL_INDICATOR,
    HAS_INDICATOR,
    POSITION,
    QUOTE,
    TEXT,
    TYPE,
    WAS_DERIVED_FROM,
    WAS_REVISION_OF,
)
from competencygraph.rdf.writer import integer
from competencygraph.store import EditionChange, GraphStore, open_store

from ..rdf.small import SMALL
from .conftest import DOCUMENT, fill

FILE = ImportFile("tables.xlsx", b"PK", "7" * 64)
LEVEL = NamedNode(f"{DOCUMENT}/directeur/competency/plannen/level/3")
INDICATOR = NamedNode(f"{LEVEL.value}/indicator/vertaalt-plannen")
NEW = NamedNode(f"{LEVEL.value}/indicator/rekent-voor")
TASK = NamedNode(f"{DOCUMENT}/directeur/task/plannen")
OLD, WORDING = Literal("Vertaalt plannen", language="nl"), Literal("Vertaalt plannen in cijfers", language="nl")

CHANGED = Change(
    DOCUMENT,
    INDICATOR.value,
    "changed",
    TEXT.value,
    OLD.value,
    WORDING.value,
    FilePlace(sheet="Indicatoren", cell="D7"),
    add=(Triple(INDICATOR, TEXT, WORDING),),
    drop=(Triple(INDICATOR, TEXT, OLD),),
)
ADDED = Change(
    DOCUMENT,
    NEW.value,
    "added",
    after="Rekent voor",
    place=FilePlace(sheet="Indicatoren", cell="D8"),
    add=(
        Triple(NEW, TYPE, BEHAVIOURAL_INDICATOR),
        Triple(NEW, TEXT, Literal("Rekent voor", language="nl")),
        Triple(NEW, POSITION, integer(2)),
        Triple(LEVEL, HAS_INDICATOR, NEW),
    ),
)
MOVED = Change(
    DOCUMENT,
    TASK.value,
    "moved",
    POSITION.value,
    "1",
    "4",
    FilePlace(sheet="Taken", cell="A2"),
    add=(Triple(TASK, POSITION, integer(4)),),
    drop=(Triple(TASK, POSITION, integer(1)),),
)


def made(store: GraphStore, changes: Sequence[Change]) -> EditionChange:
    """Return the edition that changes ask for."""
    (planned,) = planned_editions(Reading(tuple(changes)), StoreHeld(store), FILE)
    assert planned.kind == "revised"
    return planned.edition


@pytest.fixture
def revised(small: GraphStore) -> GraphStore:
    """Return a store, of each kind, with the small document revised by three changes of a workbook."""
    (outcome,) = small.replace_editions([made(small, (CHANGED, ADDED, MOVED))])
    assert outcome.kind == "replaced"
    return small


def test_a_cell_stands_behind_what_it_changed_or_added(revised: GraphStore) -> None:
    quotes = why(revised, INDICATOR.value).quotes
    assert sorted((one.file, one.text, one.location and one.location.cell) for one in quotes) == [
        ("small.txt", SMALL.document.lines[17], None),
        ("tables.xlsx", WORDING.value, "D7"),
    ]
    (quote,) = why(revised, NEW.value).quotes
    assert quote.location is not None
    assert (quote.file, quote.location.sheet, quote.location.cell) == ("tables.xlsx", "Indicatoren", "D8")
    assert [one.file for one in why(revised, TASK.value).quotes] == ["small.txt"]


def test_questions_know_the_cell(revised: GraphStore) -> None:
    rows = ask(revised, load_catalogue().get("indicators"), {"name": "Plannen"}).rows
    (row,) = [row for row in rows if row["text"] == "Rekent voor"]
    (location,) = locations_in(revised, [row]).values()
    assert (location.sheet, location.cell) == ("Indicatoren", "D8")


def test_the_edition_says_what_it_revises_and_keeps_what_the_catalogue_said(revised: GraphStore) -> None:
    (stored,) = [one for one in revised.list_documents() if one.document == DOCUMENT]
    (previous,) = stored.superseded
    held = StoreHeld(revised)
    assert Triple(NamedNode(stored.edition), WAS_REVISION_OF, NamedNode(previous)) in held.triples(DOCUMENT)
    assert Triple(NamedNode(stored.edition), WAS_REVISION_OF, NamedNode(previous)) in held.catalogue()
    statements = ask(revised, load_catalogue().get("editorial-statements"), {}).rows
    assert len([row for row in statements if DOCUMENT in str(row.values())]) == 2


def test_it_reads_as_a_document_whose_new_lines_follow_the_printed_ones(revised: GraphStore) -> None:
    parsed = triples_to_document(StoreHeld(revised).triples(DOCUMENT))
    count = len(SMALL.document.lines)
    assert parsed.document.lines[:count] == SMALL.document.lines
    assert parsed.document.lines[count:] == (WORDING.value, "Rekent voor")
    assert [place.cell for place in parsed.document.places[count:]] == ["D7", "D8"]
    (competency,) = [one for one in parsed.profiles[1].competencies if one.name == "Plannen"]
    (level,) = competency.levels
    assert [(item.text, item.evidence.start_line) for item in level.indicators] == [
        (WORDING.value, count + 1),
        ("Rekent voor", count + 2),
    ]


def test_a_revision_of_a_revision_keeps_all_passages(revised: GraphStore) -> None:
    further = Literal("Vertaalt alles", language="nl")
    again = replace(
        CHANGED,
        before=WORDING.value,
        after=further.value,
        add=(Triple(INDICATOR, TEXT, further),),
        drop=(Triple(INDICATOR, TEXT, WORDING),),
    )
    revised.replace_editions([made(revised, (again,))])
    assert sorted(one.text for one in why(revised, INDICATOR.value).quotes) == sorted(
        [SMALL.document.lines[17], WORDING.value, further.value]
    )
    parsed = triples_to_document(StoreHeld(revised).triples(DOCUMENT))
    assert parsed.document.lines[-1] == further.value


def test_what_is_removed_is_gone_and_the_print_stays(small: GraphStore) -> None:
    triples = StoreHeld(small).triples(DOCUMENT)
    gone = removal(triples, INDICATOR.value)
    assert {triple.subject for triple in gone} == {INDICATOR, LEVEL}
    change = Change(DOCUMENT, INDICATOR.value, "removed", before=OLD.value, drop=gone)
    small.replace_editions([made(small, (change,))])
    left = StoreHeld(small).triples(DOCUMENT)
    assert not [triple for triple in left if INDICATOR in {triple.subject, triple.object}]
    (passage,) = [t.object for t in triples if t.subject == INDICATOR and t.predicate == WAS_DERIVED_FROM]
    assert [t for t in left if t.subject == passage and t.predicate == QUOTE]


def test_the_same_changes_make_the_same_edition() -> None:
    names = set()
    for _ in range(2):
        with open_store(":memory:", write=True) as store:
            fill(store)
            edition = made(store, (CHANGED, ADDED))
            assert edition == made(store, (CHANGED, ADDED))
            names.add(edition.edition)
            assert made(store, (ADDED,)).edition not in names
    assert len(names) == 1


@pytest.mark.parametrize(
    "unfit", [replace(CHANGED, drop=(Triple(TASK, TEXT, WORDING),)), replace(CHANGED, add=CHANGED.drop, drop=())]
)
def test_changes_that_do_not_fit_are_refused(unfit: Change) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        held = StoreHeld(store)
        with pytest.raises(FailureError, match="do not fit"):
            revise(DOCUMENT, held.documents[DOCUMENT], held.triples(DOCUMENT), (unfit,), FILE, held.catalogue())


def test_the_original_is_not_read_again_by_accident(documents: Path) -> None:
    (path,) = documents.glob("004_*.txt")
    with open_store(":memory:", write=True) as store:
        ingest_into(store, [path])
        held = StoreHeld(store)
        (document,) = held.documents
        text = next(t for t in sorted(held.triples(document), key=str) if t.predicate == TEXT)
        store.replace_editions([made(store, (Change(document, str(text.subject)[1:-1], "removed", drop=(text,)),))])
        (outcome,) = ingest_into(store, [path]).outcomes
        assert outcome.kind == "refused"
        assert "taken by tables.xlsx" in str(outcome.error)
        (outcome,) = ingest_into(store, [path], IngestOptions(replace=True)).outcomes
        assert outcome.kind == "replaced"
