"""Engines that the questions are put to: each loads the same triples once and answers as a store of the package does.

Each keeps what it loaded in a folder of its own, where it can. Virtuoso runs as a server of its own on free ports, and
is ended whatever happens.
"""

from __future__ import annotations

import ctypes
import io
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from competencygraph.store.evaluate import evaluate
from competencygraph.store.port import QueryResult, Term
from competencygraph.store.remote.endpoint import Endpoint
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.transport import Transport
from competencygraph.store.remote.virtuoso import is_misread

if TYPE_CHECKING:
    import rdflib

__all__ = ["ENGINES", "Answering", "Data", "Engine"]

LIVE = "https://w3id.org/competencygraph/id/graph/live"
CATALOGUE = "https://w3id.org/competencygraph/id/graph/catalogue"
_STARTS_WITHIN = 300.0
_LOADS_WITHIN = 7200
_BUFFER = 8192
_MOST_BUFFERS = 8 * 2**30 // _BUFFER
_LEAST_BUFFERS = 10_000
_TRIPLES_A_BUFFER = 15
_VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""
_LOAD = """\
ld_dir('{folder}/load', 'triples.nt', '{live}');
ld_dir('{folder}/load', 'catalogue.nt', '{catalogue}');
rdf_loader_run();
checkpoint;
"""


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


class OxigraphStore:
    """A pyoxigraph store that answers as the embedded store does."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query."""
        return evaluate(self._store, sparql, timeout=timeout, max_rows=max_rows)


class Disk:
    """pyoxigraph in a folder, opened anew for reading alone."""

    def __init__(self, data: Data, folder: Path) -> None:
        self._data = data
        self._folder = folder / f"disk-{data.size}"

    def start(self) -> None:
        """Load what is not kept."""
        made(self._folder, self._load)

    def open(self) -> Answering:
        """Return the store."""
        return OxigraphStore(Store.read_only(str(self._folder)))

    def stop(self) -> None:
        """Do nothing: each process opened its own."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""

    def _load(self, folder: Path) -> None:
        store = Store(str(folder))
        load(store, self._data)
        store.flush()
        store.optimize()


class Memory:
    """pyoxigraph in memory; each process that asks is a fork of the one that loaded."""

    def __init__(self, data: Data, folder: Path) -> None:
        self._data = data
        self._store = Store()

    def start(self) -> None:
        """Load."""
        load(self._store, self._data)

    def open(self) -> Answering:
        """Return the store."""
        return OxigraphStore(self._store)

    def stop(self) -> None:
        """Do nothing: what is in memory goes with its process."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""


class RdflibStore:
    """An rdflib dataset that answers in the terms of the package."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self._dataset = dataset

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query."""
        answer = self._dataset.query(sparql)
        rows = tuple(tuple(_from_rdflib(term) for term in row) for row in answer)  # type: ignore[union-attr]  # a SELECT
        return QueryResult(variables=tuple(str(one) for one in answer.vars or ()), rows=rows)


class Rdflib:
    """rdflib in memory; each process that asks is a fork of the one that loaded."""

    def __init__(self, data: Data, folder: Path) -> None:
        import rdflib

        self._data = data
        self._dataset = rdflib.Dataset()

    def start(self) -> None:
        """Load."""
        import rdflib

        graphs = {"triples.nt": self._dataset.default_context, "catalogue.nt": self._dataset.graph(rdflib.URIRef(CATALOGUE))}
        for name, length in self._data.files().items():
            with Beginning(self._data.folder / name, length) as file:
                graphs[name].parse(data=file.read().decode(), format="nt11")

    def open(self) -> Answering:
        """Return the dataset."""
        return RdflibStore(self._dataset)

    def stop(self) -> None:
        """Do nothing: what is in memory goes with its process."""

    def restart(self) -> None:
        """Do nothing: the process that asked is gone."""


class VirtuosoStore:
    """A Virtuoso server, asked as the remote store does."""

    def __init__(self, url: str) -> None:
        endpoint = Endpoint(f"{url}/sparql", f"{url}/sparql", kind="virtuoso")
        transport = Transport(endpoint, retries=0, read_timeout=600, deadline=600)
        self._server = ServerGraphs(transport, "virtuoso", LIVE)

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query; refuse what the remote store answers from a copy instead."""
        if is_misread(sparql):
            raise NotImplementedError("misread")
        return self._server.select(sparql, (CATALOGUE,), timeout=timeout, max_rows=max_rows)


class Virtuoso:
    """Virtuoso 7 with a database of its own."""

    def __init__(self, data: Data, folder: Path) -> None:
        self._data = data
        self._folder = folder / f"virtuoso-{data.size}"
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0

    def start(self) -> None:
        """Load what is not kept, and start the server."""
        if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
            raise FileNotFoundError("virtuoso-t and isql-vt (Debian virtuoso-opensource) are not installed")
        made(self._folder, self._load)
        self._serve(self._folder)

    def open(self) -> Answering:
        """Return the store."""
        return VirtuosoStore(f"http://127.0.0.1:{self._port}")

    def stop(self) -> None:
        """End the server; nothing was written, so nothing is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=60)
            self._process = None
        (self._folder / "virtuoso.lck").unlink(missing_ok=True)

    def restart(self) -> None:
        """End the server with its query, and start it anew."""
        self.stop()
        self._serve(self._folder)

    def _load(self, folder: Path) -> None:
        (folder / "load").mkdir()
        for name, length in self._data.files().items():
            with Beginning(self._data.folder / name, length) as source, (folder / "load" / name).open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        sql = self._serve(folder)
        text = _LOAD.format(folder=folder, live=LIVE, catalogue=CATALOGUE)
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={text}"]
        subprocess.run(command, check=True, capture_output=True, timeout=_LOADS_WITHIN)  # noqa: S603  (a server of our own)
        shutil.rmtree(folder / "load")
        command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "exec=shutdown;"]
        subprocess.run(command, check=False, capture_output=True, timeout=600)  # noqa: S603
        if self._process is not None:
            self._process.wait(timeout=600)

    def _serve(self, folder: Path) -> int:
        """Start the server on free ports and return that of SQL."""
        sql, self._port = _free_port(), _free_port()
        wanted = max(_LEAST_BUFFERS, self._data.size // _TRIPLES_A_BUFFER)
        buffers = min(wanted, _MOST_BUFFERS, _available() // (3 * _BUFFER))
        settings = folder / "virtuoso.ini"
        ini = _VIRTUOSO_INI.format(folder=folder, sql=sql, http=self._port, buffers=buffers, dirty=buffers * 3 // 4)
        settings.write_text(ini, encoding="utf-8")
        with (folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                ["virtuoso-t", "+configfile", str(settings), "+foreground"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent if sys.platform.startswith("linux") else None,
            )
        end = time.monotonic() + _STARTS_WITHIN
        while not _answers(f"http://127.0.0.1:{self._port}/sparql?query=ASK%7B%7D"):
            if time.monotonic() > end or self._process.poll() is not None:
                raise TimeoutError(f"Virtuoso did not start: see {folder / 'log.txt'}")
            time.sleep(0.2)
        return sql


ENGINES: Mapping[str, type[Engine]] = {"disk": Disk, "memory": Memory, "virtuoso": Virtuoso, "rdflib": Rdflib}


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


def load(store: Store, data: Data) -> None:
    """Load the live graph and the catalogue graph into a store."""
    graphs = {"triples.nt": DefaultGraph(), "catalogue.nt": NamedNode(CATALOGUE)}
    for name, length in data.files().items():
        with Beginning(data.folder / name, length) as file:
            store.bulk_load(file, RdfFormat.N_TRIPLES, to_graph=graphs[name])


def made(folder: Path, make: Callable[[Path], Any]) -> None:
    """Make a folder, unless it is there whole."""
    mark = folder.with_name(f"{folder.name}.whole")
    if mark.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(folder)
    mark.touch()


def _from_rdflib(term: Any) -> Term | None:
    import rdflib

    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language is not None:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=None if term.datatype is None else NamedNode(str(term.datatype)))


def _available() -> int:
    """Return how many bytes of memory are free for the taking; the most that is ever used where it is not told."""
    with suppress(OSError, StopIteration):
        with Path("/proc/meminfo").open(encoding="ascii") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    return 3 * _MOST_BUFFERS * _BUFFER


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(url: str) -> bool:
    with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # nosec
        return bool(answer.status == 200)
    return False
