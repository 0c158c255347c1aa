"""What people edit in the workbook becomes exactly the changes that they made."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from competencygraph.app.importing import import_file
from competencygraph.exports import Source
from competencygraph.exports.tables import write_tables
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.port import Reading
from competencygraph.store import GraphStore
from competencygraph.tables import TableReader, find_table

from .conftest import Edit, add, edit, move, put, read, remove

PROFILE = "Directeur Interne Organisatie"
FIVE: tuple[Edit, ...] = (
    put("Taken", "Tekst", 5, "Een heel andere tekst"),
    add("Competenties", 6, Profiel=PROFILE, Naam="Digitaal samenwerken", Definitie="Werkt vlot samen op afstand."),
    remove("Gedragsindicatoren", 4),
    put("Beheersingsniveaus", "Beheersingsniveau", 2, "2"),
    move("Resultaatgebieden", 8, 3),
)
EXPECTED = {
    ("changed", "Een heel andere tekst", "Taken!H5"),
    ("added", "Digitaal samenwerken", "Competenties!C6"),
    ("removed", None, "Gedragsindicatoren"),
    ("changed", "2", "Beheersingsniveaus!G2"),
    ("moved", "2", "Resultaatgebieden!A3"),
}


def told(reading: Reading) -> list[tuple[str, str | None, str]]:
    assert not reading.faults, reading.faults
    return [(change.kind, change.after, change.place.words("line")) for change in reading.changes]


def test_an_untouched_workbook_asks_for_nothing(book: bytes, held: StoreHeld) -> None:
    reading = read(book, held)
    assert len(reading.compared) == 2
    assert told(reading) == []
    assert reading.unplaced == ()


def test_five_edits_are_five_changes(book: bytes, held: StoreHeld) -> None:
    changes = told(read(edit(book, *FIVE), held))
    assert len(changes) == 5
    assert set(changes) == EXPECTED


def test_they_are_applied_once_and_come_back(book: bytes, store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "edited.xlsx"
    file.write_bytes(edit(book, *FIVE))
    with store:
        run = import_file(store, file)
        assert len(run.outcomes) == 2
        reader = TableReader(store)
        rows = {
            table: [dict(zip(find_table(table).names, row, strict=True)) for row in reader.rows(find_table(table))]
            for table in ("tasks", "competencies", "requirements", "levels", "indicators", "result_areas")
        }
        assert [row["text"] for row in rows["tasks"]].count("Een heel andere tekst") == 1
        (new,) = [row for row in rows["competencies"] if row["name"] == "Digitaal samenwerken"]
        assert new["profile"] == PROFILE
        (asked,) = [row for row in rows["requirements"] if row["competency_id"] == new["id"]]
        own = [
            row["position"] for row in rows["requirements"] if row["profile"] == PROFILE and row["kind"] == "profile"
        ]
        assert asked["position"] == len(own) == max(own)  # type: ignore[type-var]
        level = rows["levels"][0]
        assert (level["level"], level["rank"]) == ("2", 2)
        of_level = [row["position"] for row in rows["indicators"] if row["level_id"] == level["id"]]
        assert of_level == list(range(1, len(of_level) + 1))
        areas = [row for row in rows["result_areas"] if row["profile"] == "000"]
        assert [row["position"] for row in areas] == [1, 2, 3, 4, 5, 6, 7]
        assert areas[1]["role"] == "kennisbeheerder"
        assert import_file(store, file).outcomes == ()
        again = read(write_tables(Source(store, "fr")), StoreHeld(store))
        assert told(again) == []


def test_the_older_workbook_does_not_undo_what_came_since(book: bytes, store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "edited.xlsx"
    file.write_bytes(edit(book, *FIVE))
    with store:
        import_file(store, file)
        reading = read(book, StoreHeld(store))
        assert told(reading) == []
        assert [one.what for one in reading.unplaced] == ["a row that was removed from the store since the export"]


def test_a_cell_that_both_changed_is_refused_with_its_place(book: bytes, store: GraphStore, tmp_path: Path) -> None:
    file = tmp_path / "edited.xlsx"
    file.write_bytes(edit(book, *FIVE))
    with store:
        import_file(store, file)
        other = edit(book, put("Taken", "Tekst", 5, "Nog iets anders"), put("Taken", "Tekst", 6, "Vrij"))
        reading = read(other, StoreHeld(store))
        assert reading.changes == ()
        (fault,) = reading.faults
        assert fault.place.words("line") == "Taken!H5"
        assert "Een heel andere tekst" in fault.what


def test_the_tag_of_a_changed_text_stays(book: bytes, held: StoreHeld) -> None:
    (change,) = read(edit(book, put("Taken", "Tekst", 5, "Anders")), held).changes
    assert [triple.object.language for triple in change.add] == ["nl"]  # type: ignore[union-attr]
    assert len(change.drop) == 1


def test_an_emptied_cell_drops_the_statement(book: bytes, held: StoreHeld) -> None:
    (change,) = read(edit(book, put("Competenties", "Definitie", 2, None)), held).changes
    assert (change.kind, change.after, len(change.add), len(change.drop)) == ("changed", None, 0, 1)


def test_a_deeper_level_is_added_and_asked(book: bytes, held: StoreHeld) -> None:
    edits = (
        add(
            "Beheersingsniveaus",
            3,
            Profiel=PROFILE,
            Competentie="Coachen",
            Beheersingsniveau=4,
            Titel_van_het_niveau="Coacht anderen in coachen",
        ),
        add(
            "Gedragsindicatoren",
            2,
            Profiel=PROFILE,
            Competentie="Coachen",
            Beheersingsniveau="4",
            Tekst="Je leidt coaches op",
        ),
    )
    reading = read(edit(book, *edits), held)
    assert {(kind, after) for kind, after, _ in told(reading)} == {("added", "4"), ("added", "Je leidt coaches op")}
    level, indicator = reading.changes
    assert level.node.endswith("/competency/coachen/level/4")
    assert indicator.node.startswith(f"{level.node}/indicator/")


def test_a_requirement_is_raised_to_a_level_that_is_added(book: bytes, held: StoreHeld) -> None:
    def raise_coaching(workbook: object) -> None:
        sheet = workbook["Competentie per profiel"]  # type: ignore[index]
        titles = [one.value for one in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            values = dict(zip(titles, row, strict=True))
            if values["Competentie"].value == "Coachen" and values["Soort"].value == "profiel":
                values["Beheersingsniveau"].value = "4"
                return
        raise AssertionError("there is no such row")

    level = add("Beheersingsniveaus", 3, Profiel=PROFILE, Competentie="Coachen", Beheersingsniveau="4")
    changes = told(read(edit(book, level, raise_coaching), held))
    assert [(kind, after) for kind, after, _ in changes] == [("added", "4"), ("changed", "4")]
    (fault,) = read(edit(book, raise_coaching), held).faults
    assert "is no level of this competency" in fault.what


def test_a_removed_competency_takes_what_belongs_to_it(book: bytes, held: StoreHeld) -> None:
    reading = read(edit(book, remove("Competenties", 2)), held)
    ((kind, _, _),) = told(reading)
    (change,) = reading.changes
    assert kind == "removed"
    subjects = {triple.subject.value for triple in change.drop}  # type: ignore[union-attr]
    assert any("/indicator/" in one for one in subjects)
    assert any("/requirement/" in one for one in subjects)


def test_a_label_in_a_further_language_is_one_change(book: bytes, held: StoreHeld) -> None:
    def translate(workbook: object) -> None:
        sheet = workbook["Namen per taal"]  # type: ignore[index]
        row = next(
            row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1] == "Competency" and row[2] == "naam"
        )
        sheet.append([row[0], row[1], row[2], "fr", 1, "Accompagner"])

    reading = read(edit(book, translate), held)
    assert [(kind, after) for kind, after, _ in told(reading)] == [("changed", "Accompagner")]
    assert [triple.object.language for triple in reading.changes[0].add] == ["fr"]  # type: ignore[union-attr]


def test_the_same_change_in_two_sheets_is_one_and_two_different_ones_are_refused(book: bytes, held: StoreHeld) -> None:
    def name(in_table: str, in_labels: str) -> Edit:
        def do(workbook: object) -> None:
            sheet = workbook["Competenties"]  # type: ignore[index]
            column = next(one.column for one in sheet[1] if one.value == "Naam")
            node = sheet.cell(2, 1).value
            sheet.cell(2, column).value = in_table
            labels = workbook["Namen per taal"]  # type: ignore[index]
            row = next(row for row in labels.iter_rows(min_row=2) if row[0].value == node and row[2].value == "naam")
            row[5].value = in_labels

        return do

    assert len(told(read(edit(book, name("Begeleiden", "Begeleiden")), held))) == 1
    (fault,) = read(edit(book, name("Begeleiden", "Aansturen")), held).faults
    assert fault.place.sheet == "Namen per taal"


@pytest.mark.parametrize("to", [2, 6, 9])
def test_one_moved_row_is_one_change(to: int, book: bytes, held: StoreHeld) -> None:
    start = 4
    changes = told(read(edit(book, move("Resultaatgebieden", start, to)), held))
    assert [kind for kind, _, _ in changes] == ["moved"]


def test_a_sheet_that_is_missing_is_left_alone_and_said(book: bytes, held: StoreHeld) -> None:
    def drop(workbook: object) -> None:
        del workbook["Taken"]  # type: ignore[attr-defined]

    reading = read(edit(book, drop), held)
    assert told(reading) == []
    assert [one.what for one in reading.unplaced] == ["the sheet Tasks is missing; its rows are left alone"]


def test_without_its_record_a_workbook_removes_nothing_unless_asked(book: bytes, held: StoreHeld) -> None:
    def forget(workbook: object) -> None:
        del workbook["_competencygraph"]  # type: ignore[attr-defined]

    edited = edit(book, forget, remove("Gedragsindicatoren", 4), put("Taken", "Tekst", 5, "Anders"))
    reading = read(edited, held)
    assert [kind for kind, _, _ in told(reading)] == ["changed"]
    assert any("left alone" in one.what for one in reading.unplaced)
    assert sorted(kind for kind, _, _ in told(read(edited, held, remove_missing=True))) == ["changed", "removed"]


LOCAL = """
PREFIX cg: <https://w3id.org/competencygraph/def/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT { <https://example.org/region> a org:Organization ; skos:prefLabel "Regio"@nl .
  ?area cg:hasTask <https://example.org/task>, ?own .
  ?own a cg:Task ; cg:position 99 ; cg:text "Een eigen taak."@nl .
  <https://example.org/task> a cg:Task ; cg:position 1 ; cg:text "Een losse taak."@nl }
WHERE {
  { SELECT ?area ?first { ?area a cg:ResultArea ; cg:hasTask ?first } ORDER BY ?area ?first LIMIT 1 }
  BIND(IRI(CONCAT(STR(?area), "/task/eigen")) AS ?own)
}
"""


def row_of(workbook: Any, sheet: str, text: str) -> int:
    """Return the row of a sheet with a cell that says this."""
    (row,) = (row[0].row for row in workbook[sheet].iter_rows() if any(one.value == text for one in row))
    return int(row)


def test_what_an_update_added_comes_back_and_asks_for_nothing(store: GraphStore) -> None:
    with store:
        store.update(LOCAL)
        exported = write_tables(Source(store, "nl"))
        workbook = openpyxl.load_workbook(io.BytesIO(exported))
        for sheet, text in (("Namen per taal", "Regio"), ("Taken", "Een losse taak."), ("Taken", "Een eigen taak.")):
            assert row_of(workbook, sheet, text) > 1
        reading = read(exported, StoreHeld(store))
        assert told(reading) == []
        assert reading.unplaced == ()


@pytest.mark.parametrize(
    ("sheet", "text"), [("Namen per taal", "Regio"), ("Taken", "Een losse taak."), ("Taken", "Een eigen taak.")]
)
def test_what_an_update_added_is_changed_by_no_workbook(sheet: str, text: str, store: GraphStore) -> None:
    with store:
        store.update(LOCAL)
        exported = write_tables(Source(store, "nl"))
        row = row_of(openpyxl.load_workbook(io.BytesIO(exported)), sheet, text)
        (fault,) = read(edit(exported, put(sheet, "Tekst", row, "Iets anders")), StoreHeld(store)).faults
        assert "no document of the store says this" in fault.what
        (fault,) = read(edit(exported, remove(sheet, row)), StoreHeld(store)).faults
        assert "no document" in fault.what


def test_rows_beside_what_an_update_added_are_moved_without_it(store: GraphStore) -> None:
    with store:
        store.update(LOCAL)
        exported = write_tables(Source(store, "nl"))
        row = row_of(openpyxl.load_workbook(io.BytesIO(exported)), "Taken", "Een eigen taak.")
        reading = read(edit(exported, move("Taken", row - 1, row - 2)), StoreHeld(store))
        assert [kind for kind, _, _ in told(reading)] == ["moved"]
        touched = {triple.subject.value for one in reading.changes for triple in (*one.add, *one.drop)}  # type: ignore[union-attr]
        assert touched
        assert not any("eigen" in one or "example.org" in one for one in touched)
