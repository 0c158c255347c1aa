"""CSV tables come back: the whole folder as a zip file, or one file, as spreadsheets of any region save them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.importing import preview_import
from competencygraph.errors import UnreadableDocumentError, UsageError
from competencygraph.exports import Source, find_format
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.tables import csv_file
from competencygraph.store import GraphStore, open_store

from .conftest import read
from .test_edits import told

Rows = list[list[str]]


class Files:
    """An output that keeps the bytes of each file by its name."""

    def __init__(self) -> None:
        self.found: dict[str, io.BytesIO] = {}

    def open(self, name: str = "") -> io.BytesIO:
        file = self.found[name] = _Kept()
        return file


class _Kept(io.BytesIO):
    def __exit__(self, *error: object) -> None:
        """Stay open, so that the bytes can be read."""


@pytest.fixture(scope="module")
def files(demo_folder: Path) -> dict[str, bytes]:
    with open_store(demo_folder) as store:
        return exported(store)


def exported(store: GraphStore) -> dict[str, bytes]:
    output = Files()
    find_format("csv").write(Source(store), output)
    return {name: file.getvalue() for name, file in output.found.items()}


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"tables/{name}", content)
    return data.getvalue()


def change(data: bytes, edit: Callable[[Rows], None], delimiter: str = ",", start: str = "") -> bytes:
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    edit(rows)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return (start + text.getvalue()).encode()


def test_an_untouched_folder_asks_for_nothing(files: dict[str, bytes], held: StoreHeld) -> None:
    reading = read(packed(files), held, "tables.zip")
    assert told(reading) == []
    assert reading.unplaced == ()


def test_edits_of_several_files_are_the_changes(files: dict[str, bytes], held: StoreHeld) -> None:
    def reword(rows: Rows) -> None:
        rows[4][rows[0].index("text")] = "Een heel andere tekst"

    def shorten(rows: Rows) -> None:
        del rows[3]

    edited = files | {
        "tasks.csv": change(files["tasks.csv"], reword),
        "indicators.csv": change(files["indicators.csv"], shorten),
    }
    assert told(read(packed(edited), held, "tables.zip")) == [
        ("changed", "Een heel andere tekst", "tasks.csv!H5"),
        ("removed", None, "indicators.csv"),
    ]


def test_the_folder_itself_is_taken(demo_folder: Path, files: dict[str, bytes], tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with open_store(demo_folder) as store:
        assert preview_import(store, folder).documents[0].kind == "unchanged"
        tasks = folder / "tasks.csv"
        tasks.write_bytes(change(tasks.read_bytes(), lambda rows: rows[4].__setitem__(rows[0].index("text"), "Anders")))
        changes = [one for document in preview_import(store, folder).documents for one in document.changes]
        assert [(one.kind, one.after, one.place.words("line")) for one in changes] == [
            ("changed", "Anders", "tasks.csv!H5")
        ]


def test_a_folder_without_tables_is_refused(demo_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tasks.txt").write_text("id\n", encoding="utf-8")
    with open_store(demo_folder) as store, pytest.raises(UsageError, match="the folder holds no CSV file"):
        preview_import(store, tmp_path)


def test_one_file_as_a_belgian_spreadsheet_saves_it(files: dict[str, bytes], held: StoreHeld) -> None:
    def reword(rows: Rows) -> None:
        rows[4][rows[0].index("text")] = "Een heel andere; tekst"
        del rows[9]

    edited = change(files["tasks.csv"], reword, ";", "\ufeff")
    reading = read(edited, held, "tasks.csv")
    assert told(reading) == [("changed", "Een heel andere; tekst", "tasks.csv!H5")]
    assert any("left alone" in one.what for one in reading.unplaced)


@pytest.mark.parametrize(
    ("column", "value", "what"),
    [
        ("position", "derde", "whole number"),
        ("id", "https://example.org/x", "no such identifier"),
        ("text", "", "empty"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_with_its_place(
    column: str, value: str, what: str, files: dict[str, bytes], held: StoreHeld
) -> None:
    def spoil(rows: Rows) -> None:
        rows[4][rows[0].index(column)] = value

    reading = read(packed(files | {"tasks.csv": change(files["tasks.csv"], spoil)}), held, "tables.zip")
    assert reading.changes == ()
    (fault,) = reading.faults
    assert what in fault.what
    assert (fault.place.sheet, fault.place.line) == ("tasks.csv", 5)


def test_texts_that_look_like_formulas_come_back_as_they_were(store: GraphStore) -> None:
    texts = ["=1+1", "'=1+1", "-1", "@x", "'s morgens", "''", "+", "a\nb", 'say "so"', "a;b,c"]
    with store:
        before = StoreHeld(store)
        files = exported(store)

        def hostile(rows: Rows) -> None:
            for row, text in zip(rows[1:], texts, strict=False):
                row[rows[0].index("text")] = ("'" + text) if text.lstrip("'")[:1] in {"=", "-", "@", "+"} else text

        changes = read(packed(files | {"tasks.csv": change(files["tasks.csv"], hostile)}), before, "t.zip").changes
        assert [one.after for one in changes] == texts


def test_a_file_that_is_no_table_is_not_recognised(held: StoreHeld) -> None:
    with pytest.raises(AssertionError):
        read(b"name,age\r\nx,1\r\n", held, "people.csv")


def test_more_rows_than_a_sheet_holds_are_refused(
    files: dict[str, bytes], held: StoreHeld, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = files["tasks.csv"].count(b"\r\n")
    monkeypatch.setattr(csv_file, "_MOST_ROWS", rows)
    assert read(files["tasks.csv"], held, "tasks.csv").faults == ()
    monkeypatch.setattr(csv_file, "_MOST_ROWS", rows - 1)
    with pytest.raises(UnreadableDocumentError, match=f"more than {rows - 1} rows"):
        read(files["tasks.csv"], held, "tasks.csv")


def test_a_file_of_faults_alone_is_not_read_to_its_end(files: dict[str, bytes], held: StoreHeld) -> None:
    header = files["tasks.csv"].split(b"\r\n", 1)[0]
    faulty = header + b"\r\n" + b",,,,,many,,x,nl\r\n" * 20_000
    assert 1000 < len(read(faulty, held, "tasks.csv").faults) < 10_000
