"""No export of the project says that a profile is an occupation of ESCO, in whatever format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pyarrow.parquet as pq
import pytest

from competencygraph.app.mapping import load_mappings
from competencygraph.exports import Format, Source, list_formats
from competencygraph.store import GraphStore, open_store
from competencygraph.terms import resources

FORMATS = list_formats()
#: What ESCO's classes and IRIs of occupations have in their names, and what every export names.
OCCUPATIONS, KNOWN = (b"model#Occupation", b"esco/occupation/"), b"Directeur Interne Organisatie"


class Memory:
    """An output that keeps what is written."""

    def __init__(self) -> None:
        self.files: list[bytes] = []

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        file = io.BytesIO()
        yield file
        self.files.append(file.getvalue())


def texts(data: bytes) -> bytes:
    """Return what a file holds, unpacked."""
    if data.startswith(b"PAR1"):
        return str(pq.read_table(io.BytesIO(data)).to_pylist()).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"\n".join(package.read(name) for name in package.namelist())
    return data


@pytest.fixture(scope="module")
def store(location: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """Return a store of the five documents with the mappings loaded."""
    folder = tmp_path_factory.mktemp("mapped") / "store"
    with open_store(location) as opened:
        opened.backup(folder)
    assert load_mappings(str(folder), resources.path("mappings")).loaded == 29
    with open_store(folder) as opened:
        yield opened


@pytest.mark.parametrize("fmt", FORMATS, ids=[fmt.name for fmt in FORMATS])
def test_no_format_names_an_occupation(fmt: Format, store: GraphStore) -> None:
    output = Memory()
    fmt.write(Source(store), output)
    written = b"\n".join(map(texts, output.files))
    assert (b"Coachen" if fmt.name in {"esco", "skos"} else KNOWN) in written
    assert [name for name in OCCUPATIONS if name in written] == []
