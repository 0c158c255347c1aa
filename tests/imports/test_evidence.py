"""What a document prints, and what the catalogue says, no file changes unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.importing import import_file, preview_import
from competencygraph.app.tracing import why
from competencygraph.errors import UsageError
from competencygraph.imports.port import ImportOptions
from competencygraph.store import GraphStore, inference_graph, open_store

from ..rdf.small import SMALL
from .conftest import DOCUMENT, fill

EDITION = f"{DOCUMENT}/ed/55555555"
PASSAGE = f"{EDITION}#line=17,18"
LEVEL = f"{DOCUMENT}/directeur/competency/plannen/level/3"
INDICATOR = f"{LEVEL}/indicator/vertaalt-plannen"
BEFORE = """PREFIX cg: <https://w3id.org/competencygraph/def/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""


def preview_of(store: GraphStore, folder: Path, text: str, *, remove_missing: bool = False) -> tuple[int, list[str]]:
    """Return how many statements of a file are left out, and what the rest changes."""
    path = folder / "claims.ttl"
    path.write_text(f"{BEFORE}{text}", encoding="utf-8")
    found = preview_import(store, path, ImportOptions(remove_missing=remove_missing))
    changes = [f"{one.kind} {one.node}" for document in found.documents for one in document.changes]
    return sum(one.count for one in found.unplaced), changes


CLAIMS = {
    "another quote": f'<{PASSAGE}> cg:quote "Nooit gedrukt" .',
    "another place": f"<{PASSAGE}> cg:startLine 1 .",
    "another text": f'<{EDITION}> cg:sourceText "Nooit gedrukt" .',
    "another digest and file": f'<{EDITION}> cg:digest "{"0" * 64}" ; cg:fileName "other.txt" .',
    "a revision of another document": f"<{EDITION}> prov:wasRevisionOf <{DOCUMENT}x/ed/66666666> .",
    "another current edition": f"<{DOCUMENT}> dcat:hasCurrentVersion <{DOCUMENT}/ed/77777777> .",
    "an edition that is not there": f"<{DOCUMENT}> cg:hasEdition <{DOCUMENT}/ed/77777777> .",
    "a passage of its own": f"""<{INDICATOR}> prov:wasDerivedFrom <{EDITION}#line=1,1> .
        <{EDITION}#line=1,1> a cg:Passage ; dct:isPartOf <{EDITION}> ; cg:quote "Nooit gedrukt" .""",
    "a passage elsewhere": f"""<{INDICATOR}> prov:wasDerivedFrom <{DOCUMENT}/proof> .
        <{DOCUMENT}/proof> a cg:Passage ; dct:isPartOf <{EDITION}> ; cg:quote "Nooit gedrukt" .""",
}


@pytest.mark.parametrize("name", CLAIMS)
def test_what_a_document_prints_is_not_for_a_file_to_say(name: str, tmp_path: Path) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        assert why(store, INDICATOR).quotes
        left, changes = preview_of(store, tmp_path, CLAIMS[name])
        assert left == CLAIMS[name].count(" ;") + CLAIMS[name].count(" .")
        assert changes == []


def test_the_rest_of_such_a_file_is_imported_and_the_quotes_stay(tmp_path: Path) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        path = tmp_path / "claims.ttl"
        text = f'{CLAIMS["another quote"]}\n<{INDICATOR}> cg:text "Vertaalt alles"@nl .'
        path.write_text(f"{BEFORE}{text}", encoding="utf-8")
        assert len(import_file(store, path).outcomes) == 1
        quotes = {(quote.file, quote.text) for quote in why(store, INDICATOR).quotes}
        assert quotes == {("small.txt", SMALL.document.lines[17]), ("claims.ttl", "Vertaalt alles")}


def test_nothing_that_was_read_is_removed(tmp_path: Path) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        text = f'<{EDITION}> a cg:Edition . <{INDICATOR}> cg:text "Vertaalt alles"@nl .'
        _, changes = preview_of(store, tmp_path, text, remove_missing=True)
        assert any(change.startswith("removed") for change in changes)
        assert not [change for change in changes if "/ed/" in change]


def test_an_editorial_statement_of_a_file_is_left_out_and_counted(tmp_path: Path) -> None:
    claim = f"""<{DOCUMENT}/editorial/baas> a cg:EditorialStatement ; dct:isPartOf <{DOCUMENT}> ;
        cg:isAbout <{DOCUMENT}/directeur> ; cg:statedProperty dct:title ; cg:statedValue "Baas" ."""
    with open_store(":memory:", write=True) as store:
        fill(store)
        assert preview_of(store, tmp_path, claim) == (5, [])
        graph = f"{DOCUMENT.partition('/id/')[0]}/id/graph/catalogue"
        quads = f'<{DOCUMENT}> <http://purl.org/dc/terms/title> "Baas" <{graph}> .\n'
        path = tmp_path / "claims.nq"
        path.write_text(quads, encoding="utf-8")
        assert [one.count for one in preview_import(store, path).unplaced] == [1]


def test_the_publisher_of_a_new_document_names_no_person(tmp_path: Path) -> None:
    base, _, _ = DOCUMENT.rpartition("/demo/")
    text = f"""PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    <{base}/new/doc> a cg:Document ; dct:isPartOf <{base}/new> ; cg:hasEdition <{base}/new/doc/ed/deadbeef> ;
        dct:title "Mail an.peeters@example.org"@nl ; dcat:landingPage <mailto:an.peeters@example.org> .
    <{base}/new/doc/ed/deadbeef> a cg:Edition .
    <{base}/new> a dcat:Dataset ; dct:source <{base}/new/doc> ; dct:publisher <{base}/new/organisation/x> ;
        dct:title "Mail an.peeters@example.org"@nl .
    <{base}/new/organisation/x> foaf:name "An, an.peeters@example.org" ; foaf:mbox <mailto:an.peeters@example.org> .
    """
    graph = f"{base}/graph/catalogue"
    path = tmp_path / "new.trig"
    edition = (
        f"<{base}/new/doc> cg:hasEdition <{base}/new/doc/ed/deadbeef> . <{base}/new/doc/ed/deadbeef> a cg:Edition ."
    )
    rest = text.partition("\n")[2]
    first = text.partition("\n")[0]
    path.write_text(
        f"{BEFORE}{first}\nGRAPH <{graph}> {{ {rest} }}\nGRAPH <{base}/new/doc/ed/deadbeef> {{ {edition} }}\n",
        encoding="utf-8",
    )
    for name in (path, tmp_path / "claims.ttl"):
        with open_store(":memory:", write=True) as store:
            fill(store)
            (tmp_path / "claims.ttl").write_text(f"{BEFORE}{text}", encoding="utf-8")
            assert [outcome.kind for outcome in import_file(store, name).outcomes] == ["added"]
            dump = "".join(store.dump())
            assert "an.peeters" not in dump
            assert "[e-mail]" in dump


@pytest.mark.parametrize(
    "statement",
    ["<javascript:alert(1)> 1", 'cg:isAbout "JavaScript:alert(1)"^^<http://www.w3.org/2001/XMLSchema#anyURI>'],
)
def test_an_address_that_runs_is_left_out_wherever_it_stands(statement: str, tmp_path: Path) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        assert preview_of(store, tmp_path, f"<{INDICATOR}> {statement} .") == (1, [])


def test_a_concept_scheme_describes_no_node_of_another_document(tmp_path: Path) -> None:
    path = tmp_path / "scheme.ttl"
    path.write_text(
        f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        <{INDICATOR}> a skos:Concept ; skos:prefLabel "Iets anders"@nl .
        <urn:x:a> a skos:Concept ; skos:prefLabel "A"@nl .
        """,
        encoding="utf-8",
    )
    with open_store(":memory:", write=True) as store:
        fill(store)
        with pytest.raises(UsageError, match="vertaalt-plannen> as a part of a document"):
            preview_import(store, path)


def test_what_is_no_file_on_a_disk_is_not_read() -> None:
    with open_store(":memory:", write=True) as store, pytest.raises(UsageError, match="this is no file"):
        preview_import(store, Path("/dev/zero"))


def test_another_edition_keeps_what_was_read_before_it(edited: Callable[..., Path]) -> None:
    printed = SMALL.document.lines[17]
    with open_store(":memory:", write=True) as store:
        fill(store)
        revised = edited(
            store, (f'cg:text "Vertaalt plannen"@nl .\n\n<{LEVEL}>', f'cg:text "Anders"@nl .\n\n<{LEVEL}>')
        )
        import_file(store, revised)
        path = edited(store, ending=".2.ttl")
    text = path.read_text(encoding="utf-8")
    assert text.count(printed) > 1
    path.write_text(text.replace(printed, "Nooit gedrukt"), encoding="utf-8")
    with open_store(":memory:", write=True) as store:
        fill(store)
        run = import_file(store, path)
        assert [document.kind for document in run.preview.documents if document.kind != "unchanged"] == [
            "other edition"
        ]
        assert run.preview.unplaced
        assert ("small.txt", printed) in {(quote.file, quote.text) for quote in why(store, INDICATOR).quotes}
        assert "Nooit gedrukt" not in "".join(store.dump())


@pytest.mark.parametrize(("name", "ending"), [("turtle", ".ttl"), ("rdfxml", ".rdf"), ("trig", ".trig")])
def test_inferences_come_back_as_no_change(edited: Callable[..., Path], name: str, ending: str) -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        graph = inference_graph(store.base)
        store.update(
            f"""INSERT DATA {{ GRAPH <{graph}> {{
            <{INDICATOR}> <urn:inferred> <urn:kind> . <{DOCUMENT}/directeur> <urn:inferred> <{INDICATOR}> }} }}"""
        )
        assert "urn:inferred" in "".join(store.dump())
        preview = preview_import(store, edited(store, name=name, ending=ending))
        assert [document.kind for document in preview.documents] == ["unchanged", "unchanged"]
        assert preview.editions == ()


@pytest.mark.parametrize("character", ["\\u0000", "\\u0007", "\\uFFFE"])
def test_a_text_with_a_character_that_no_xml_holds_is_refused_with_its_line(character: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.ttl"
    path.write_text(f'{BEFORE}<{INDICATOR}> cg:text\n "Vertaalt{character} alles"@nl .', encoding="utf-8")
    with open_store(":memory:", write=True) as store:
        fill(store)
        (fault,) = preview_import(store, path).faults
        assert "U+" in fault.what
        assert fault.place.line in {5, 6}
        assert import_file(store, path).outcomes == ()
        path.write_text(f'{BEFORE}<{INDICATOR}> cg:text "Vertaalt\\talles\\n\\U0001F600"@nl .', encoding="utf-8")
        assert preview_import(store, path).faults == ()
