"""What cannot be read is refused with its cell, and then nothing is applied."""

from __future__ import annotations

from typing import Any

import pytest

from competencygraph.errors import UsageError
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.port import ImportFile
from competencygraph.imports.readers.tables import READER

from .conftest import Edit, add, cell, edit, put, read


def merge(workbook: Any) -> None:
    workbook["Competenties"].merge_cells("F14:F15")


def twice(workbook: Any) -> None:
    cell(workbook, "Taken", "Identificatie", 5).value = cell(workbook, "Taken", "Identificatie", 4).value


def foreign(workbook: Any) -> None:
    cell(workbook, "Taken", "Identificatie", 5).value = cell(workbook, "Competenties", "Identificatie", 4).value


def no_column(workbook: Any) -> None:
    workbook["Taken"].delete_cols(1)


REFUSED: list[tuple[Edit, str, str]] = [
    (merge, "Competenties!F14", "cells are merged"),
    (put("Taken", "Identificatie", 5, "https://example.org/x"), "Taken!A5", "no such identifier"),
    (twice, "Taken!A5", "another row has this identifier"),
    (foreign, "Taken!A5", "belongs to the table competencies"),
    (put("Taken", "Tekst", 5, "=1+1"), "Taken!H5", "formula"),
    (put("Taken", "Tekst", 5, None), "Taken!H5", "must not be empty"),
    (put("Definities", "Minimumwaarde", 2, "honderd"), "Definities!G2", "whole number"),
    (put("Vacatures", "Minimumbedrag", 2, "veel"), "Vacatures!I2", "number is expected"),
    (put("Kennis", "Soort", 2, "wens"), "Kennis!E2", "choose|none of the values"),
    (put("Resultaatgebieden", "Facultatief", 2, "misschien"), "Resultaatgebieden!L2", "yes or no"),
    (put("Competentie per profiel", "Beheersingsniveau", 2, "9"), "Competentie per profiel!J2", "no level"),
    (put("Competentie per profiel", "Groep", 2, "Bestaat niet"), "Competentie per profiel!M2", "no group"),
    (put("Taken", "Profiel", 5, "Een ander"), "Taken!C5", "follows from other data"),
    (put("Taken", "Volgorde", 5, 9), "Taken!F5", "follows from other data"),
    (put("Taken", "Tekst", 1, "Omschrijving"), "Taken!H1", "heading"),
    (no_column, "Taken!A1", "missing"),
    (add("Taken", 5, Profiel="Onbekend", Tekst="Iets"), "Taken!C5", "no profile"),
    (add("Taken", 5, Tekst="Iets"), "Taken!C5", "not given"),
    (add("Gedragsindicatoren", 5, Profiel="000", Competentie="Onbekend", Tekst="Iets"), "Gedragsindicatoren!E5", "no"),
    (add("Profielen", 5, Naam="Iets"), "Profielen!", "rows cannot be added"),
]


@pytest.mark.parametrize(("change", "place", "what"), REFUSED, ids=[f"{place} {what}" for _, place, what in REFUSED])
def test_it_is_refused_with_its_cell(change: Edit, place: str, what: str, book: bytes, held: StoreHeld) -> None:
    reading = read(edit(book, change, put("Competenties", "Definitie", 3, "Anders")), held)
    assert reading.changes == ()
    places = [fault.place.words("line") for fault in reading.faults]
    assert any(one.startswith(place) for one in places), places
    assert any(any(word in fault.what for word in what.split("|")) for fault in reading.faults), reading.faults


def test_a_workbook_of_another_version_is_refused(book: bytes, held: StoreHeld) -> None:
    def older(workbook: Any) -> None:
        workbook["_competencygraph"]["B1"] = 0

    with pytest.raises(UsageError, match="another version"):
        read(edit(book, older), held)


def test_a_damaged_workbook_is_refused(book: bytes, held: StoreHeld) -> None:
    assert not READER.recognises(ImportFile("cut.xlsx", book[: len(book) // 2], ""))
    spoilt = bytearray(book)
    start = book.index(b"xl/worksheets/sheet5.xml") + 60
    spoilt[start : start + 200] = bytes(200)
    with pytest.raises(UsageError, match="damaged"):
        read(bytes(spoilt), held)


def test_the_faults_stop_all_changes(book: bytes, held: StoreHeld) -> None:
    assert len(read(edit(book, put("Competenties", "Definitie", 3, "Anders")), held).changes) == 1


def test_all_faults_are_told_at_once(book: bytes, held: StoreHeld) -> None:
    reading = read(edit(book, put("Taken", "Tekst", 5, None), put("Taken", "Tekst", 7, "=A1")), held)
    assert [fault.place.cell for fault in reading.faults] == ["H5", "H7"]


def test_further_columns_cells_and_sheets_are_left_alone_and_said(book: bytes, held: StoreHeld) -> None:
    def scribble(workbook: Any) -> None:
        workbook["Taken"]["Z1"] = "Opmerking"
        workbook["Taken"]["Z5"] = "Nog na te kijken"
        workbook.create_sheet("Kladblad")["A1"] = "los"

    reading = read(edit(book, scribble), held)
    assert reading.faults == ()
    assert reading.changes == ()
    assert {(one.what, one.place.words("line")) for one in reading.unplaced} == {
        ("cells outside the columns of the table", "Taken!Z5"),
        ("a sheet that is none of the tables", "Kladblad"),
    }
