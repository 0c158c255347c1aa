"""What export writes as RDF comes back as it was; what a hand edits in it comes back as exactly that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.comparing import compare
from competencygraph.app.importing import ImportPreview, import_file, preview_import
from competencygraph.app.listing import current_documents
from competencygraph.app.tracing import why
from competencygraph.imports.port import ImportOptions
from competencygraph.queries import ask, load_catalogue
from competencygraph.store import EmbeddedStore, GraphStore, catalogue_graph, open_store

from ..rdf.small import SMALL
from .conftest import DOCUMENT, HERE, fill

FORMATS = {"turtle": ".ttl", "trig": ".trig", "nquads": ".nq", "rdfxml": ".rdf", "jsonld": ".jsonld"}
Edited = Callable[..., Path]
BASE = "https://w3id.org/competencygraph/id/"
COMPETENCY = f"{DOCUMENT}/directeur/competency/plannen"
INDICATOR = f"{COMPETENCY}/level/3/indicator/vertaalt-plannen"
#: A node of the document as Turtle writes it, up to what is edited.
TEXT = f"""#line=17,18> ;
    cg:position 1 ;
    cg:text "Vertaalt plannen"@nl .

<{COMPETENCY}/level/3>"""
REWORDED = (TEXT, TEXT.replace("Vertaalt plannen", "Vertaalt plannen in cijfers"))


def told(preview: ImportPreview) -> list[tuple[str, str, str | None, str | None, str | None]]:
    """Return what a preview says: kind, node, property, before and after."""
    return [
        (
            change.kind,
            change.node.removeprefix(f"{DOCUMENT}/"),
            change.property and change.property.rpartition("/")[2].rpartition("#")[2],
            change.before,
            change.after,
        )
        for document in preview.documents
        for change in document.changes
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_comes_back_without_a_change_and_makes_the_same_store(edited: Edited, name: str) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        import_file(store, HERE / "skills.turtle")
        path = edited(store, name=name, ending=FORMATS[name])
        preview = preview_import(store, path)
        assert len(preview.documents) == 3
        assert {document.kind for document in preview.documents} == {"unchanged"}
        assert preview.editions == ()
        assert preview.unplaced == ()
        with open_store(":memory:", write=True) as empty:
            run = import_file(empty, path)
            assert [outcome.kind for outcome in run.outcomes] == ["added"] * 3
            assert empty.digest() == store.digest()
            assert empty.digest(catalogue_graph()) == store.digest(catalogue_graph())
            assert import_file(empty, path).outcomes == ()


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml"])
def test_a_file_is_known_without_its_ending(edited: Edited, tmp_path: Path, name: str) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        path = tmp_path / "noname"
        path.write_bytes(edited(store, name=name).read_bytes())
        assert len(preview_import(store, path).documents) == 2


def test_a_changed_text_is_one_change_and_makes_a_revision(edited: Edited, small: GraphStore) -> None:
    path = edited(small, REWORDED)
    before = {held.document: held for held in current_documents(small)}
    run = import_file(small, path)
    node = INDICATOR.removeprefix(f"{DOCUMENT}/")
    assert told(run.preview) == [("changed", node, "text", "Vertaalt plannen", "Vertaalt plannen in cijfers")]
    (change,) = [change for document in run.preview.documents for change in document.changes]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "in cijfers" in lines[(change.place.line or 0) - 1]
    assert [(outcome.document, outcome.kind) for outcome in run.outcomes] == [(DOCUMENT, "replaced")]

    after = {held.document: held for held in current_documents(small)}
    assert after.keys() == before.keys()
    assert after[DOCUMENT].edition != before[DOCUMENT].edition
    assert (after[DOCUMENT].file, after[DOCUMENT].editions) == ("edited.ttl", 2)
    (stored,) = [one for one in small.list_documents() if one.document == DOCUMENT]
    assert stored.superseded == (before[DOCUMENT].edition,)
    assert import_file(small, path).outcomes == ()


def test_the_words_of_both_editions_stand_behind_what_was_changed(edited: Edited, small: GraphStore) -> None:
    import_file(small, edited(small, REWORDED))
    explained = why(small, INDICATOR)
    assert explained.label == "Vertaalt plannen in cijfers"
    assert sorted((quote.file, quote.text) for quote in explained.quotes) == [
        ("edited.ttl", "Vertaalt plannen in cijfers"),
        ("small.txt", SMALL.document.lines[17]),
    ]
    assert {quote.document for quote in explained.quotes} == {"small"}


def test_questions_show_a_revised_document_once(edited: Edited, small: GraphStore) -> None:
    catalogue = load_catalogue()
    names = ("placed", "frameworks", "profiles", "competency-counts", "near-duplicates", "indicators")
    before = {name: ask(small, catalogue.get(name), {}).rows for name in names}
    import_file(small, edited(small, REWORDED))
    for name in names:
        rows = ask(small, catalogue.get(name), {}).rows
        assert before[name], name
        assert len(rows) == len(before[name]), name
        if name != "indicators":
            assert rows == before[name]
    editions = [row for row in ask(small, catalogue.get("documents"), {}).rows if row["document"] == DOCUMENT]
    assert sorted(str(row["status"]) for row in editions) == ["current", "superseded"]


def test_editions_of_a_revised_document_are_compared(edited: Edited, tmp_path: Path) -> None:
    place = tmp_path / "store"
    with open_store(place, write=True) as store:
        fill(store)
        import_file(store, edited(store, REWORDED))
        (new,) = [one.edition for one in store.list_documents() if one.document == DOCUMENT]
    found = compare(str(place), "demo/small", None)
    assert [change.kind for change in found.changes if change.kind != "unchanged"] == ["reworded"]
    digits = new.rpartition("/")[2]
    assert compare(str(place), digits, digits).changed is False


def test_each_edit_by_hand_is_one_change(edited: Edited, small: GraphStore) -> None:
    task = f"""<{DOCUMENT}/directeur/task/plannen>
    a cg:Task ;
    prov:wasDerivedFrom <{DOCUMENT}/ed/55555555#line=13,14> ;
    cg:position 1 ;"""
    link = f"    cg:hasIndicator <{INDICATOR}> ;\n"
    path = edited(small)
    text = path.read_text(encoding="utf-8")
    start = text.index(f"<{INDICATOR}>\n    a ")
    text = text[:start] + text[text.index("\n\n", start) + 2 :]
    for before, after in ((link, ""), (task, task.replace("position 1", "position 2"))):
        assert text.count(before) == 1
        text = text.replace(before, after)
    text += f'<{COMPETENCY}> <http://www.w3.org/2004/02/skos/core#altLabel> "Vooruitzien"@nl .\n'
    text += f"<{DOCUMENT}/directeur> cg:hasTask <{DOCUMENT}/directeur/task/nieuw> .\n"
    text += f'<{DOCUMENT}/directeur/task/nieuw> a cg:Task ; cg:position 1 ; cg:text "Nieuw werk doen"@nl .\n'
    path.write_text(text, encoding="utf-8")
    run = import_file(small, path)
    assert sorted(told(run.preview)) == sorted(
        [
            (
                "removed",
                "directeur/competency/plannen/level/3/indicator/vertaalt-plannen",
                None,
                "Vertaalt plannen",
                None,
            ),
            ("moved", "directeur/task/plannen", "position", "1", "2"),
            ("changed", "directeur/competency/plannen", "altLabel", None, "Vooruitzien"),
            ("added", "directeur/task/nieuw", None, None, "Nieuw werk doen"),
        ]
    )
    assert [quote.file for quote in why(small, f"{DOCUMENT}/directeur/task/nieuw").quotes] == ["edited.ttl"]
    assert import_file(small, path).outcomes == ()
    if isinstance(small, EmbeddedStore):
        small.verify()


def test_a_revised_store_comes_back_from_an_export(edited: Edited) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        import_file(store, edited(store, REWORDED))
        import_file(
            store,
            edited(store, ('"Vertaalt plannen in cijfers"@nl', '"Vertaalt plannen in daden"@nl'), ending=".2.ttl"),
        )
        path = edited(store, ending=".3.ttl")
        assert preview_import(store, path).editions == ()
        with open_store(":memory:", write=True) as empty:
            assert len(import_file(empty, path).outcomes) == 2
            assert empty.digest() == store.digest()


def test_a_part_of_a_document_replaces_texts_and_removes_nothing(small: GraphStore, tmp_path: Path) -> None:
    path = tmp_path / "part.ttl"
    path.write_text(
        f'<{INDICATOR}> <https://w3id.org/competencygraph/def/text> "Vertaalt alles"@nl .\n', encoding="utf-8"
    )
    preview = preview_import(small, path)
    assert [row[0] for row in told(preview)] == ["changed"]
    removing = preview_import(small, path, ImportOptions(remove_missing=True))
    assert {row[0] for row in told(removing)} >= {"removed", "changed"}


def test_contact_data_is_masked_and_what_runs_programs_left_out(edited: Edited, small: GraphStore) -> None:
    wording = "Vertaalt plannen; mail jan.peeters@example.org"
    path = edited(small, (TEXT, TEXT.replace("Vertaalt plannen", wording)))
    with path.open("a", encoding="utf-8") as file:
        file.write(f"<{COMPETENCY}> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:alert(1)> .\n")
        file.write("<urn:stray> <urn:p> <urn:o> .\n")
    run = import_file(small, path)
    ((_, _, _, _, after),) = told(run.preview)
    assert after == "Vertaalt plannen; mail [e-mail]"
    assert sorted((one.what, one.count) for one in run.preview.unplaced) == [
        ("statements that belong to no document", 1),
        ("statements with an address that may run a program, open a file or reach a person", 1),
    ]
    dump = "".join(small.dump())
    assert "[e-mail]" in dump
    assert "jan.peeters" not in dump
    assert "javascript" not in dump
    assert import_file(small, path).outcomes == ()


@pytest.mark.parametrize(
    ("document", "edition"),
    [
        ("urn:x:doc", "urn:x:doc/ed/12345678"),
        (f"{BASE}graph/state", f"{BASE}graph/state/ed/12345678"),
        (f"{BASE}demo/third", f"{DOCUMENT}/ed/55555555"),
        (f"{BASE}demo/third", f"{BASE}graph/catalogue"),
        (f"{BASE}demo", f"{BASE}demo/ed/12345678"),
    ],
)
def test_an_edition_cannot_take_the_place_of_another_graph(tmp_path: Path, document: str, edition: str) -> None:
    path = tmp_path / "taking.ttl"
    path.write_text(
        f"""PREFIX cg: <https://w3id.org/competencygraph/def/>
        <{document}> a cg:Document ; cg:hasEdition <{edition}> .
        <{edition}> a cg:Edition ; cg:fileName "a.txt" .
        """,
        encoding="utf-8",
    )
    with open_store(":memory:", write=True) as store:
        fill(store)
        before = store.digest()
        run = import_file(store, path)
        assert run.preview.faults or run.preview.unplaced
        assert run.outcomes == ()
        assert store.digest() == before


def test_statements_on_terms_of_the_ontology_are_left_out(edited: Edited, small: GraphStore) -> None:
    path = edited(small, name="trig", ending=".trig")
    text = path.read_text(encoding="utf-8")
    graph = f"GRAPH <{DOCUMENT}/ed/55555555> {{"
    graph = graph if graph in text else graph.removeprefix("GRAPH ")
    assert text.count(graph) == 1
    path.write_text(text.replace(graph, f"{graph} cg:Task a cg:Grade . "), encoding="utf-8")
    preview = preview_import(small, path)
    assert preview.editions == ()
    assert [(one.what, one.count) for one in preview.unplaced] == [("statements of another vocabulary", 1)]
