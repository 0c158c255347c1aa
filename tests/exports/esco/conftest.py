"""A store of the five documents, what is exported of it, and the groups of ESCO."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.exports import Source, find_format
from competencygraph.store import open_store


class Folder:
    """An output that writes to a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        self.path.mkdir(exist_ok=True)
        with (self.path / name).open("wb") as file:
            yield file


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> str:
    """Return the location of a store of the five documents; tests only read it."""
    folder = tmp_path_factory.mktemp("esco") / "store"
    with open_store(folder, write=True) as store:
        assert ingest_into(store, sorted(documents.glob("*.txt")), IngestOptions())
    return str(folder)


@pytest.fixture
def own(location: str, tmp_path: Path) -> str:
    """Return the location of a store of the test's own."""
    return str(shutil.copytree(location, tmp_path / "own"))


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    """Return what exports a store to a new folder."""

    def to_folder(location: str, **options: object) -> Path:
        folder = tmp_path / f"export-{len(list(tmp_path.glob('export-*')))}"
        with open_store(location) as store:
            find_format("esco").write(Source(store, **options), Folder(folder))  # type: ignore[arg-type]
        return folder

    return to_folder


@pytest.fixture(scope="session")
def groups(shared: Path) -> dict[str, tuple[str, str, str]]:
    """Return code, English label and definition of the transversal groups by their IRI, as ESCO publishes them."""
    file = shared / "standards" / "esco" / "esco-transversal-tree_v1.1.1_en.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        found = {row["uri"]: (row["code"], row["prefLabel_en"], row["description_en"]) for row in csv.DictReader(lines)}
    assert len(found) == 31
    return found
