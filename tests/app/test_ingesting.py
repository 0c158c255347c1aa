"""Ingest as a use case: batches, progress, one bad file among good ones, the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from competencygraph.app import ingesting
from competencygraph.app.ingesting import IngestOptions, ingest, ingest_into
from competencygraph.errors import StoreError, TakenKeyError
from competencygraph.store import EditionChange, EditionOutcome, EmbeddedStore, open_store
from competencygraph.store.graphs import vocabulary_graph

PROFILE = """Functieprofiel {name}

Doel van de functie

De dienst {name} leiden.

Resultaatgebieden

- Leiden van {name}
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a folder with seven profiles and an empty file."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(7):
        (folder / f"profile-{number}.txt").write_text(PROFILE.format(name=f"dienst {number}"), encoding="utf-8")
    (folder / "profile-9.txt").write_bytes(b"")
    return folder


class Recorder:
    """Records how many editions each transaction had."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int | None = None) -> None:
        self.sizes: list[int] = []
        original = EmbeddedStore.replace_editions

        def replace(store: EmbeddedStore, changes: Sequence[EditionChange]) -> tuple[EditionOutcome, ...]:
            self.sizes.append(len(changes))
            if fail_at is not None and len(self.sizes) == fail_at:
                raise StoreError("the disk is full")
            return original(store, changes)

        monkeypatch.setattr(EmbeddedStore, "replace_editions", replace)


def test_editions_are_written_in_batches_and_only_what_is_written_counts(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH_SIZE", 3)
    recorder = Recorder(monkeypatch)
    seen: list[tuple[int, int]] = []
    report = ingest(str(tmp_path / "store"), [many], progress=lambda done, total: seen.append((done, total)))
    assert recorder.sizes == [3, 3, 1]
    assert seen == [(3, 8), (6, 8), (7, 8), (8, 8)]
    assert report.counts == {"added": 7, "replaced": 0, "unchanged": 0, "refused": 1}


def test_what_a_failing_batch_held_does_not_count(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "BATCH_SIZE", 3)
    Recorder(monkeypatch, fail_at=2)
    seen: list[int] = []
    with pytest.raises(StoreError, match="the disk is full"):
        ingest(str(tmp_path / "store"), [many], progress=lambda done, total: seen.append(done))
    assert seen == [3]
    with open_store(tmp_path / "store") as store:
        assert len(store.list_documents()) == 3


def test_the_vocabulary_is_written_once_and_live(many: Path) -> None:
    with open_store(":memory:", write=True) as store:
        ingest_into(store, [many])
        graph = vocabulary_graph()
        before = store.count(graph)
        assert before > 100
        label = "ASK { <https://w3id.org/competencygraph/def/Task> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
        assert store.query(label).boolean is True
        ingest_into(store, [many])
        assert store.count(graph) == before


def test_an_old_vocabulary_is_replaced(many: Path) -> None:
    with open_store(":memory:", write=True) as store:
        ingest_into(store, [many])
        before = store.count(vocabulary_graph())
        store.replace_graph(vocabulary_graph(), [], live=True)
        assert store.count(vocabulary_graph()) == 0
        report = ingest_into(store, [many])
        assert report.counts["unchanged"] == 7
        assert store.count(vocabulary_graph()) == before


def test_a_document_that_comes_twice_in_one_run_is_two_editions(many: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "profile-0.txt").write_text(PROFILE.format(name="iets anders"), encoding="utf-8")
    with open_store(":memory:", write=True) as store:
        refused = ingest_into(store, [many / "profile-0.txt", second])
        assert [type(one.error) for one in refused.refused] == [TakenKeyError]
        report = ingest_into(store, [many / "profile-0.txt", second], IngestOptions(replace=True))
        assert [one.kind for one in report.outcomes] == ["unchanged", "replaced"]


def test_a_file_is_read_once_when_two_paths_reach_it(many: Path) -> None:
    with open_store(":memory:", write=True) as store:
        report = ingest_into(store, [many / "profile-1.txt", many / "profile-1.txt", many])
    assert len(report.outcomes) == 8


def test_the_catalogue_beside_or_above_a_document_holds(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(PROFILE.format(name="a"), encoding="utf-8")
    (tmp_path / "in" / "catalogue.yaml").write_text(
        'frameworks: {town: {}}\ndocuments: [{file: a.txt, key: "x", framework: town}]\n', encoding="utf-8"
    )
    with open_store(":memory:", write=True) as store:
        (found,) = ingest_into(store, [tmp_path / "in"]).outcomes
        assert found.document is not None and found.document.endswith("/id/town/x")
        (alone,) = ingest_into(store, [folder / "a.txt"]).outcomes
        assert alone.document is not None and alone.document.endswith("/id/a/a")


def test_a_file_whose_name_holds_contact_data_is_ingested_again_under_its_masked_name(tmp_path: Path) -> None:
    file = tmp_path / "profiel dhr. Peeters.txt"
    file.write_text("Functieprofiel\n\nResultaatgebieden\n- Plannen\n- Leiden\n", encoding="utf-8")
    kinds = [ingest(str(tmp_path / "store"), [file]).outcomes[0].kind for _ in range(2)]
    assert kinds == ["added", "unchanged"]
