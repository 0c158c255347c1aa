"""A file that describes an older edition than the store holds changes what it changed, and undoes nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph.app.comparing import compare
from competencygraph.app.importing import ImportPreview, import_file
from competencygraph.app.tracing import why
from competencygraph.cli._changes import change_sections
from competencygraph.cli._changes_json import json_changes
from competencygraph.cli._messages import Messages
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.port import ImportOptions
from competencygraph.model import Evidence
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, GraphStore, open_store

from ..rdf.small import ENTRY, SMALL
from .conftest import DOCUMENT, fill
from .test_rdf import COMPETENCY, FORMATS, INDICATOR, REWORDED, TEXT, told

Edited = Callable[..., Path]
NEW = f"{DOCUMENT}/directeur/task/nieuw"
#: An edit that adds a task.
ADDED = (
    TEXT,
    TEXT.replace(
        f"\n\n<{COMPETENCY}/level/3>",
        f'\n\n<{DOCUMENT}/directeur> cg:hasTask <{NEW}> .\n\n<{NEW}> a cg:Task ; cg:position 9 ; cg:text "Nieuw"@nl .'
        f"\n\n<{COMPETENCY}/level/3>",
    ),
)
TASK = f"{DOCUMENT}/directeur/task/plannen"


def texts(store: GraphStore, node: str) -> set[str]:
    """Return what the store states of a node."""
    return {str(triple) for triple in StoreHeld(store).triples(DOCUMENT) if f"<{node}>" in str(triple)}


def kinds(preview: ImportPreview) -> list[tuple[str, str]]:
    """Return the kind and the node of each change."""
    return [(kind, node) for kind, node, *_ in told(preview)]


@pytest.mark.parametrize("name", FORMATS)
def test_an_older_export_undoes_nothing_and_says_so(edited: Edited, name: str) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        older = edited(store, name=name, ending=FORMATS[name])
        import_file(store, edited(store, ADDED, ending=".new.ttl"))
        before = store.digest()
        assert texts(store, NEW)
        run = import_file(store, older)
        assert told(run.preview) == []
        assert run.outcomes == ()
        assert store.digest() == before
        (notice,) = run.preview.notices
        edition = StoreHeld(store).documents[DOCUMENT]
        assert "55555555" in notice.what
        assert edition.rpartition("/")[2] in notice.what
        assert run.preview.as_json()["notices"] == [notice.what]


def test_what_an_older_file_changes_goes_beside_what_the_store_changed(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        older = edited(store, REWORDED, ending=".older.ttl")
        import_file(store, edited(store, ADDED))
        run = import_file(store, older)
        assert kinds(run.preview) == [("changed", INDICATOR.removeprefix(f"{DOCUMENT}/"))]
        assert any('"Nieuw"' in one for one in texts(store, NEW))
        assert any("in cijfers" in one for one in texts(store, INDICATOR))
        assert import_file(store, older).outcomes == ()


def test_a_node_that_an_older_file_removes_goes_alone(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        path = edited(store, ending=".older.ttl")
        text = path.read_text(encoding="utf-8")
        start = text.index(f"<{INDICATOR}>\n    a ")
        text = text[:start] + text[text.index("\n\n", start) + 2 :]
        link = f"    cg:hasIndicator <{INDICATOR}> ;\n"
        assert text.count(link) == 1
        path.write_text(text.replace(link, ""), encoding="utf-8")
        import_file(store, edited(store, ADDED))
        run = import_file(store, path)
        assert kinds(run.preview) == [("removed", INDICATOR.removeprefix(f"{DOCUMENT}/"))]
        assert texts(store, INDICATOR) == set()
        assert texts(store, NEW)


def test_another_text_than_the_store_has_since_is_refused_with_its_line(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        older = edited(store, (TEXT, TEXT.replace("Vertaalt plannen", "Vertaalt daden")), ending=".older.ttl")
        import_file(store, edited(store, REWORDED))
        before = store.digest()
        run = import_file(store, older)
        (fault,) = run.preview.faults
        assert fault.what == "the store says “Vertaalt plannen in cijfers” here since the export"
        assert "Vertaalt daden" in older.read_text(encoding="utf-8").splitlines()[(fault.place.line or 0) - 1]
        assert fault.remedy
        assert store.digest() == before


@pytest.mark.parametrize("gone_in_file", [False, True])
def test_a_text_of_what_the_other_removed_is_refused(edited: Edited, gone_in_file: bool) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        removing = edited(store, ending=".removing.ttl")
        text = removing.read_text(encoding="utf-8")
        start = text.index(f"<{INDICATOR}>\n    a ")
        text = text[:start] + text[text.index("\n\n", start) + 2 :]
        removing.write_text(text.replace(f"    cg:hasIndicator <{INDICATOR}> ;\n", ""), encoding="utf-8")
        rewording = edited(store, REWORDED)
        first, second = (rewording, removing) if gone_in_file else (removing, rewording)
        assert import_file(store, first).outcomes
        run = import_file(store, second)
        assert run.outcomes == ()
        assert run.preview.faults
        assert all(INDICATOR in fault.what for fault in run.preview.faults)


def test_going_back_to_an_older_file_is_asked_for_and_leaves_no_orphan(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        older = edited(store, ending=".older.ttl")
        import_file(store, edited(store, ADDED))
        run = import_file(store, older, ImportOptions(remove_missing=True))
        assert kinds(run.preview) == [("removed", NEW.removeprefix(f"{DOCUMENT}/"))]
        (notice,) = run.preview.notices
        assert "undone" in notice.what
        assert texts(store, NEW) == set()


def test_a_file_of_an_edition_whose_graph_is_not_held_is_refused(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store, open_store(":memory:", write=True) as other:
        fill(store)
        older = edited(store, REWORDED, ending=".older.ttl")
        import_file(store, edited(store, ADDED))
        import_file(other, edited(store, ending=".whole.ttl"))
        before = other.digest()
        assert texts(other, NEW)
        run = import_file(other, older)
        assert [fault.remedy for fault in run.preview.faults]
        assert run.outcomes == ()
        assert other.digest() == before


def test_a_document_that_was_read_anew_keeps_that_and_takes_what_the_file_changes(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        older = edited(store, REWORDED, ending=".older.ttl")
        graph = document_to_triples(replace(SMALL, document=replace(SMALL.document, digest="7" * 64)), ENTRY)
        store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])
        before = store.digest()
        back = import_file(store, older, ImportOptions(remove_missing=True))
        assert [fault.remedy for fault in back.preview.faults] == ["to go back, ingest the earlier file with --replace"]
        assert store.digest() == before
        run = import_file(store, older)
        assert kinds(run.preview) == [("changed", INDICATOR.removeprefix(f"{DOCUMENT}/"))]
        assert sorted(quote.file for quote in why(store, INDICATOR).quotes) == ["edited.older.ttl", "small.txt"]


def test_a_comparison_names_the_line_of_the_file_that_was_imported(edited: Edited, tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place, write=True) as store:
        fill(store)
        path = edited(store, REWORDED)
        import_file(store, path)
        (quote,) = [quote for quote in why(store, INDICATOR).quotes if quote.file == path.name]
    assert "in cijfers" in path.read_text(encoding="utf-8").splitlines()[quote.start_line - 1]
    found = compare(str(place), "demo/small", None)
    (change,) = [change for change in found.changes if change.kind == "reworded"]
    assert change.lines_a is not None
    assert change.lines_b is not None
    assert found.a.in_file(change.lines_a) == change.lines_a == Evidence(18, 18)
    assert found.b.in_file(change.lines_b) == Evidence(quote.start_line, quote.end_line)
    (as_data,) = json_changes(found, [change])["changes"]  # type: ignore[misc]
    assert as_data["lines_b"]["start_line"] == as_data["lines_b"]["end_line"] == quote.start_line
    (section,) = change_sections(found, [change], Messages("en"))
    assert f"line {quote.start_line}" in str(section)
