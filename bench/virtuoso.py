"""A Virtuoso server of a bench: on free ports, with a database of its own, ended whatever happens."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from pathlib import Path

from loading import CATALOGUE, LIVE, Answering, Beginning, Data, end_with_parent, made

from competencygraph.store.port import QueryResult
from competencygraph.store.remote.endpoint import Endpoint
from competencygraph.store.remote.graphs import ServerGraphs
from competencygraph.store.remote.transport import Transport
from competencygraph.store.remote.virtuoso import is_misread

__all__ = ["Virtuoso"]

_STARTS_WITHIN = 300.0
_LOADS_WITHIN = 7200
_BUFFER = 8192
_MOST_BUFFERS = 8 * 2**30 // _BUFFER
_LEAST_BUFFERS = 10_000
_TRIPLES_A_BUFFER = 15
#: The settings of the servers of the tests, with other sizes.
_VIRTUOSO_INI = Path(__file__).resolve().parents[1] / "tests" / "servers" / "virtuoso.ini"
_MOST_ROWS = 1_000_000
_LOAD = """\
ld_dir('{folder}/load', 'triples.nt', '{live}');
ld_dir('{folder}/load', 'catalogue.nt', '{catalogue}');
rdf_loader_run();
checkpoint;
"""


class VirtuosoStore:
    """A Virtuoso server, asked as the remote store does."""

    def __init__(self, url: str) -> None:
        endpoint = Endpoint(f"{url}/sparql", f"{url}/sparql", kind="virtuoso")
        transport = Transport(endpoint, retries=0, read_timeout=600, deadline=600)
        self._server = ServerGraphs(transport, "virtuoso", LIVE)

    def query(self, sparql: str, *, timeout: float | None = None, max_rows: int | None = None) -> QueryResult:
        """Return the answer of a query; refuse what the remote store answers from a copy instead."""
        if is_misread(sparql):
            raise NotImplementedError("from a copy")
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
        subprocess.run(command, check=False, capture_output=True, timeout=600)  # noqa: S603  (a server of our own)
        if self._process is not None:
            self._process.wait(timeout=600)

    def _serve(self, folder: Path) -> int:
        """Start the server on free ports and return that of SQL."""
        sql, self._port = _free_port(), _free_port()
        wanted = max(_LEAST_BUFFERS, self._data.size // _TRIPLES_A_BUFFER)
        buffers = min(wanted, _MOST_BUFFERS, _available() // (3 * _BUFFER))
        settings = folder / "virtuoso.ini"
        sizes = {"buffers": buffers, "dirty": buffers * 3 // 4, "rows": _MOST_ROWS}
        ini = _VIRTUOSO_INI.read_text(encoding="utf-8").format(folder=folder, sql=sql, http=self._port, **sizes)
        settings.write_text(ini, encoding="utf-8")
        with (folder / "log.txt").open("ab") as log:
            program = shutil.which("virtuoso-t") or "virtuoso-t"
            self._process = subprocess.Popen(  # noqa: S603  (a server of our own)
                [program, "+configfile", str(settings), "+foreground"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
            )
        end = time.monotonic() + _STARTS_WITHIN
        while not _answers(f"http://127.0.0.1:{self._port}/sparql?query=ASK%7B%7D"):
            if time.monotonic() > end or self._process.poll() is not None:
                raise TimeoutError(f"Virtuoso did not start: see {folder / 'log.txt'}")
            time.sleep(0.2)
        return sql


def _available() -> int:
    """Return how many bytes of memory are free for the taking; the most that is ever used where it is not told."""
    with suppress(OSError, StopIteration):
        with Path("/proc/meminfo").open(encoding="ascii") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable:"))
    return 3 * _MOST_BUFFERS * _BUFFER


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(url: str) -> bool:
    with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (the loopback)
        return bool(answer.status == 200)
    return False
