"""What is loaded into the engines of a bench, and what an engine is."""

from __future__ import annotations

import ctypes
import io
import shutil
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from competencygraph.store.port import QueryResult

__all__ = ["CATALOGUE", "LIVE", "Answering", "Beginning", "Data", "Engine", "end_with_parent", "made"]

LIVE = "https://w3id.org/competencygraph/id/graph/live"
CATALOGUE = "https://w3id.org/competencygraph/id/graph/catalogue"


@dataclass(frozen=True)
class Data:
    """Triples to be loaded: the beginnings of two files.

    Args:
        size: how many triples of the live graph, roughly.
        folder: holds ``triples.nt`` and ``catalogue.nt``.
        live: bytes of the first.
        catalogue: bytes of the second.
    """

    size: int
    folder: Path
    live: int
    catalogue: int

    def files(self) -> Mapping[str, int]:
        """Return the length to be read of each file by name."""
        return {"triples.nt": self.live, "catalogue.nt": self.catalogue}


class Answering(Protocol):
    """What `competencygraph.queries.ask` needs of a store."""

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query."""
        ...


class Engine(Protocol):
    """An engine with the triples of one size."""

    def __init__(self, data: Data, folder: Path) -> None:
        """Take the triples, and a folder for what is kept."""
        ...

    def start(self) -> None:
        """Load what is not kept, and hold ready what all questions share."""
        ...

    def open(self) -> Answering:
        """Return the store, for one process that asks."""
        ...

    def stop(self) -> None:
        """End what `start` began."""
        ...

    def restart(self) -> None:
        """Recover from a query that did not end."""
        ...


class Beginning(io.RawIOBase):
    """The first bytes of a file, as a file."""

    def __init__(self, path: Path, length: int) -> None:
        self._file = path.open("rb")
        self._left = length

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Return some bytes, none at the end."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        found = self._file.read(wanted)
        self._left -= len(found)
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


def made(folder: Path, make: Callable[[Path], Any]) -> None:
    """Make a folder, unless it is there whole."""
    mark = folder.with_name(f"{folder.name}.whole")
    if mark.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    mark.touch()


def end_with_parent() -> None:
    """Have this process end when the one that began it does, however that ends; Linux alone knows how."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
