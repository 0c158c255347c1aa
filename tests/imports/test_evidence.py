"""What a document prints, and what the catalogue says, no file changes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.app.importing import import_file, preview_import
from competencygraph.app.tracing import why
from competencygraph.imports.port import ImportOptions
from competencygraph.store import GraphStore, open_store

from ..rdf.small import SMALL
from .conftest import DOCUMENT, fill

EDITION = f"{DOCUMENT}/ed/55555555"
PASSAGE = f"{EDITION}#line=17,18"
INDICATOR = f"{DOCUMENT}/directeur/competency/plannen/level/3/indicator/vertaalt-plannen"
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
