"""Corrections by hand are stored as an editor's statements, and are kept when a document is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.app.correcting import EDITOR, Correcting, check_role, kept_corrections, review
from competencygraph.app.ingesting import IngestOptions, IngestReport, ingest_into
from competencygraph.errors import UsageError
from competencygraph.rdf import triples_to_document
from competencygraph.store import EmbeddedStore, open_store
from competencygraph.terms.namespaces import DATA_BASE

TEXT = """Functieprofiel

Doel
De parken onderhouden.

Taken
• Perken aanleggen
• Bomen snoeien
• Kennis van plantenziekten
"""
DOCUMENT = f"{DATA_BASE}tuin/tuin"
STATEMENTS = """
PREFIX cg: <https://w3id.org/competencygraph/def/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?action ?read ?value ?role ?quote ?text WHERE {
  GRAPH <https://w3id.org/competencygraph/id/graph/catalogue> {
    ?statement a cg:EditorialStatement, cg:Correction ; cg:correctionAction ?action ; cg:isAbout ?node ;
      cg:position ?position ; prov:wasAttributedTo/skos:prefLabel ?role .
    OPTIONAL { ?statement cg:correctedText ?read }
    OPTIONAL { ?statement cg:statedValue ?value }
  }
  OPTIONAL { ?node prov:wasDerivedFrom/cg:quote ?quote ; cg:text ?text }
} ORDER BY ?position
"""


class Desk:
    """A document, its review file and a store.

    Args:
        folder: where the files are written.
        store: open for writing.
    """

    def __init__(self, folder: Path, store: EmbeddedStore) -> None:
        self.file = folder / "tuin.txt"
        self.review = folder / "review.yaml"
        self.store = store
        self.write(TEXT)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def correct(self, *changes: tuple[str, str]) -> None:
        """Write a review file with changes made in it as a text editor would."""
        text = review(self.file).text
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        self.review.write_text(text, encoding="utf-8")

    def ingest(self, correcting: Correcting | None = None, *, dry_run: bool = False) -> IngestReport:
        options = IngestOptions(correcting=correcting or Correcting(), dry_run=dry_run)
        return ingest_into(self.store, [self.file], options)

    def tasks(self) -> list[str]:
        """Return the tasks that the store holds."""
        [edition] = [graph for graph in self.store.graphs() if "/ed/" in graph][-1:]
        result = self.store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{self.current()}> {{ ?s ?p ?o }} }}")
        assert edition
        return [task.text for task in triples_to_document(result.triples or ()).profiles[0].tasks]

    def current(self) -> str:
        result = self.store.query(
            "SELECT ?edition WHERE { GRAPH ?g { ?document <http://www.w3.org/ns/dcat#hasCurrentVersion> ?edition } }"
        )
        [(edition,)] = result.rows
        assert edition is not None
        return edition.value

    def statements(self) -> list[tuple[str | None, ...]]:
        return [
            tuple(None if term is None else term.value for term in row) for row in self.store.query(STATEMENTS).rows
        ]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    with open_store(":memory:", write=True) as store:
        yield Desk(tmp_path, store)


REWORD = ("      Perken aanleggen\n", "      Perken en borders aanleggen\n")


def test_an_untouched_file_stores_what_an_ingest_without_it_stores(desk: Desk) -> None:
    desk.ingest()
    plain = sorted(desk.store.dump())
    desk.correct()
    report = desk.ingest(Correcting(desk.review))
    assert report.counts["unchanged"] == 1
    assert sorted(desk.store.dump()) == plain


def test_a_correction_says_what_was_read_what_was_said_and_who_said_it(desk: Desk) -> None:
    desk.correct(REWORD)
    report = desk.ingest(Correcting(desk.review, "HR analyst"))
    assert report.outcomes[0].corrected == 1
    assert desk.statements() == [
        (
            "reword",
            "Perken aanleggen",
            "Perken en borders aanleggen",
            "HR analyst",
            "• Perken aanleggen",
            "Perken en borders aanleggen",
        )
    ]


def test_a_second_ingest_keeps_corrections_and_changes_nothing(desk: Desk) -> None:
    desk.correct(REWORD)
    desk.ingest(Correcting(desk.review, "HR analyst"))
    before = sorted(desk.store.dump())
    report = desk.ingest()
    assert report.counts["unchanged"] == 1
    assert report.outcomes[0].corrected == 1
    assert sorted(desk.store.dump()) == before


def test_a_changed_document_keeps_the_corrections_whose_text_is_unchanged(desk: Desk) -> None:
    desk.correct(REWORD, ("      Bomen snoeien\n", "      Alle bomen snoeien\n"))
    desk.ingest(Correcting(desk.review))
    desk.write(TEXT.replace("• Bomen snoeien", "• Hagen snoeien").replace("Doel", "\nDoel"))
    outcome = desk.ingest().outcomes[0]
    assert outcome.kind == "replaced"
    assert (outcome.corrected, [one.target.text for one in outcome.unfit]) == (1, ["Bomen snoeien"])
    assert desk.tasks()[:2] == ["Perken en borders aanleggen", "Hagen snoeien"]


def test_a_correction_that_does_not_fit_is_kept_for_a_later_version(desk: Desk) -> None:
    desk.correct(("      Bomen snoeien\n", "      Alle bomen snoeien\n"))
    desk.ingest(Correcting(desk.review))
    desk.write(TEXT.replace("• Bomen snoeien", "• Hagen snoeien"))
    assert len(desk.ingest().outcomes[0].unfit) == 1
    assert desk.ingest().outcomes[0].kind == "unchanged"
    desk.write(TEXT)
    assert desk.ingest().outcomes[0].corrected == 1
    assert "Alle bomen snoeien" in desk.tasks()


def test_earlier_corrections_can_be_forgotten(desk: Desk) -> None:
    desk.correct(REWORD)
    desk.ingest(Correcting(desk.review))
    assert desk.ingest(Correcting(forget=True)).outcomes[0].corrected == 0
    assert desk.tasks()[0] == "Perken aanleggen"
    assert kept_corrections(desk.store, DOCUMENT) == ()


def test_a_title_that_is_not_printed_is_a_statement_alone(desk: Desk) -> None:
    new = "  - {kind: title, text: Tuinier}\n  - id: 3\n"
    desk.correct(("  - id: 3\n", new))
    desk.ingest(Correcting(desk.review))
    [(action, _, value, role, *_)] = desk.statements()
    assert (action, value, role) == ("state", "Tuinier", EDITOR)
    assert not any('prefLabel> "Tuinier"' in line for line in desk.store.dump())


def test_a_trial_writes_nothing(desk: Desk) -> None:
    desk.correct(REWORD)
    before = sorted(desk.store.dump())
    assert desk.ingest(Correcting(desk.review), dry_run=True).outcomes[0].corrected == 1
    assert sorted(desk.store.dump()) == before


def test_a_file_with_corrections_is_for_one_document(desk: Desk, tmp_path: Path) -> None:
    desk.correct(REWORD)
    other = tmp_path / "ander.txt"
    other.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="one file with corrections is given for 2 files"):
        ingest_into(desk.store, [desk.file, other], IngestOptions(correcting=Correcting(desk.review)))


@pytest.mark.parametrize("role", ["HR analyst", "editor", "personeelsdienst", "quality manager", "teamleider Groen"])
def test_a_role_is_taken(role: str) -> None:
    assert check_role(role) == role


@pytest.mark.parametrize("role", ["Jan Peeters", "mevrouw Janssens", "jan@example.org", "0475 12 34 56", " ", "x" * 99])
def test_a_person_is_refused(role: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_role(role)
    assert "Peeters" not in str(caught.value)
