"""The workbook in LibreOffice: opened, edited by its own means, saved, imported."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.imports.held import StoreHeld

from .conftest import read
from .office import edited
from .test_edits import EXPECTED, told

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


def test_what_it_only_saves_asks_for_nothing(book: bytes, held: StoreHeld, folder: Path) -> None:
    saved = edited(book, "NoEdit", folder)
    assert saved != book
    assert told(read(saved, held)) == []


def test_five_edits_are_five_changes(book: bytes, held: StoreHeld, folder: Path) -> None:
    changes = told(read(edited(book, "FiveEdits", folder), held))
    assert len(changes) == 5
    assert set(changes) == EXPECTED


def test_a_sorted_sheet_moves_nothing_and_is_said(book: bytes, held: StoreHeld, folder: Path) -> None:
    reading = read(edited(book, "Sorted", folder), held)
    assert told(reading) == []
    assert [one.what for one in reading.unplaced] == ["the rows are sorted by “Text”; their order is left alone"]


def test_merged_cells_are_refused_with_their_place(book: bytes, held: StoreHeld, folder: Path) -> None:
    reading = read(edited(book, "Merged", folder), held)
    assert reading.changes == ()
    assert [fault.place.words("line") for fault in reading.faults] == ["Competenties!F14"]
