"""A store of a family and a profile with its vacancy, its workbook, and what comes of a workbook that was edited."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.exports import Source
from competencygraph.exports.tables import write_tables
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.port import ImportFile, ImportOptions, Reading
from competencygraph.imports.readers.tables import READER
from competencygraph.store import GraphStore, open_store

Edit = Callable[[Any], None]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "store"
    with open_store(folder, write=True) as store:
        ingest_into(store, sorted(documents.glob("00[02]_*.txt")), IngestOptions())
    return folder


@pytest.fixture(scope="session")
def book(demo_folder: Path) -> bytes:
    """Return the Dutch workbook of the store."""
    with open_store(demo_folder) as store:
        return write_tables(Source(store, "nl"))


@pytest.fixture(scope="session")
def held(demo_folder: Path) -> StoreHeld:
    return StoreHeld(open_store(demo_folder))


@pytest.fixture
def store(demo_folder: Path, tmp_path: Path) -> GraphStore:
    """Return a copy of the store that may be written."""
    shutil.copytree(demo_folder, tmp_path / "copy")
    return open_store(tmp_path / "copy", write=True)


def read(data: bytes, held: StoreHeld, name: str = "tables.xlsx", **options: Any) -> Reading:
    """Return what a file asks for."""
    file = ImportFile(name, data, hashlib.sha256(data).hexdigest())
    assert READER.recognises(file)
    return READER.read(file, held, ImportOptions(**options))


def edit(book: bytes, *edits: Edit) -> bytes:
    """Return a workbook after edits."""
    workbook = openpyxl.load_workbook(io.BytesIO(book))
    for one in edits:
        one(workbook)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def column(sheet: Any, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def cell(workbook: Any, sheet: str, title: str, row: int) -> Any:
    return workbook[sheet].cell(row, column(workbook[sheet], title))


def put(sheet: str, title: str, row: int, value: object) -> Edit:
    """Return an edit that types a value into a cell."""

    def do(workbook: Any) -> None:
        cell(workbook, sheet, title, row).value = value

    return do


def add(sheet: str, row: int, **values: object) -> Edit:
    """Return an edit that inserts a row; titles are given with underscores for spaces."""

    def do(workbook: Any) -> None:
        workbook[sheet].insert_rows(row)
        for title, value in values.items():
            cell(workbook, sheet, title.replace("_", " "), row).value = value

    return do


def remove(sheet: str, row: int, count: int = 1) -> Edit:
    """Return an edit that deletes rows."""

    def do(workbook: Any) -> None:
        workbook[sheet].delete_rows(row, count)

    return do


def move(sheet: str, row: int, to: int) -> Edit:
    """Return an edit that moves a row, both numbers as they are before."""

    def do(workbook: Any) -> None:
        values = [one.value for one in workbook[sheet][row]]
        workbook[sheet].delete_rows(row)
        target = to if to < row else to - 1
        workbook[sheet].insert_rows(target)
        for number, value in enumerate(values, start=1):
            workbook[sheet].cell(target, number).value = value

    return do
