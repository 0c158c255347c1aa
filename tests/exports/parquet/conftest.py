"""The Parquet export of a store of the five documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.exports import Source, find_format
from competencygraph.store import open_store
from competencygraph.tables import Row, TableReader, list_tables


class Folder:
    """An output that writes to a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        with (self.path / name).open("xb") as file:
            yield file


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> str:
    """Return the location of a store of the five documents; tests only read it."""
    folder = tmp_path_factory.mktemp("parquet") / "store"
    with open_store(folder, write=True) as store:
        assert ingest_into(store, sorted(documents.glob("*.txt")), IngestOptions())
    return str(folder)


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, location: str) -> Path:
    """Return the folder of an export; tests only read it."""
    folder = tmp_path_factory.mktemp("exported")
    with open_store(location) as store:
        find_format("parquet").write(Source(store), Folder(folder))
    assert {file.name for file in folder.iterdir()} == {f"{table.name}.parquet" for table in list_tables()}
    return folder


@pytest.fixture(scope="session")
def rows(location: str) -> dict[str, list[Row]]:
    """Return the rows of all tables."""
    with open_store(location) as store:
        reader = TableReader(store)
        found = {table.name: list(reader.rows(table)) for table in list_tables()}
    assert sum(map(len, found.values())) > 500
    assert {type(value) for table in found.values() for row in table for value in row} >= {str, int, bool, type(None)}
    return found
