"""SPARQL servers that the tests start on free ports of this machine, and end whatever happens."""

from __future__ import annotations

import ctypes
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

__all__ = ["RunningServer", "Servers", "servers"]

_KEY = pytest.StashKey["Servers"]()
_STARTS_WITHIN = 90.0
_SYSTEM_GRAPHS = ("http://www.openlinksw.com/", "http://www.w3.org/", "http://localhost", "urn:virtuoso", "b3s")
_VIRTUOSO_INI = Path(__file__).with_name("virtuoso.ini")


@dataclass(slots=True)
class RunningServer:
    """A server that runs.

    Args:
        kind: ``oxigraph`` or ``virtuoso``.
        url: its address.
    """

    kind: str
    url: str

    def wipe(self) -> None:
        """Remove all data that tests put there."""
        if self.kind == "oxigraph":
            self._send("/update", "update", "DROP ALL")
            return
        for graph in self._graphs():
            self._send("/sparql", "query", f"CLEAR GRAPH <{graph}>")

    def _graphs(self) -> list[str]:
        body = self._send("/sparql", "query", "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        found = [row["g"]["value"] for row in json.loads(body)["results"]["bindings"]]
        return [graph for graph in found if not graph.startswith(_SYSTEM_GRAPHS)]

    def _send(self, path: str, name: str, text: str) -> bytes:
        data = urllib.parse.urlencode({name: text}).encode()
        request = urllib.request.Request(  # noqa: S310  (a server of our own)
            f"{self.url}{path}", data=data, headers={"Accept": "application/sparql-results+json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return bytes(answer.read())


class Servers:
    """The servers of a run of the tests, each started when it is first asked for.

    Args:
        folder: where they keep their data.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._running: dict[str, RunningServer] = {}

    def get(self, kind: str) -> RunningServer:
        """Return the server of a kind, emptied; what another test stored on it is gone."""
        if kind not in self._running:
            self._running[kind] = self.start(kind)
        self._running[kind].wipe()
        return self._running[kind]

    def start(self, kind: str, *options: str) -> RunningServer:
        """Return a new server of a kind, which ends with the run; skip the test when it is not installed."""
        folder = self._folder / f"{kind}-{time.monotonic_ns()}"
        folder.mkdir(parents=True)
        if kind == "oxigraph":
            return _start_oxigraph(folder, self._stack, options)
        return _start_virtuoso(folder, self._stack)

    def close(self) -> None:
        """End all servers."""
        self._stack.close()


@pytest.fixture(scope="session")
def servers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Servers:
    """Return the servers of this run; conftests that import this fixture share them."""
    stash = request.config.stash
    if _KEY not in stash:
        stash[_KEY] = Servers(tmp_path_factory.mktemp("servers"))
        request.config.add_cleanup(stash[_KEY].close)
    return stash[_KEY]


def _start_oxigraph(folder: Path, stack: ExitStack, options: Sequence[str]) -> RunningServer:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("oxigraph serve is not installed: pip install oxigraph")
    port = _free_port()
    _run([str(program), "serve", "--bind", f"127.0.0.1:{port}", *options], folder, stack)
    url = f"http://127.0.0.1:{port}"
    _wait_for(lambda: _answers(f"{url}/query?query=ASK%7B%7D"), "oxigraph serve")
    return RunningServer("oxigraph", url)


def _start_virtuoso(folder: Path, stack: ExitStack) -> RunningServer:
    program, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if program is None or client is None:
        pytest.skip("Virtuoso is not installed: virtuoso-t and isql-vt (Debian virtuoso-opensource)")
    port, sql = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    sizes = {"buffers": 10000, "dirty": 6000, "rows": 10000}
    ini = _VIRTUOSO_INI.read_text(encoding="utf-8").format(folder=folder, http=port, sql=sql, **sizes)
    settings.write_text(ini, encoding="utf-8")
    _run([program, "+configfile", str(settings), "+foreground"], folder, stack)
    url = f"http://127.0.0.1:{port}"
    _wait_for(lambda: _answers(f"{url}/sparql?query=ASK%7B%7D"), "Virtuoso")
    grant = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
    subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", grant], check=True, capture_output=True, timeout=60)
    return RunningServer("virtuoso", url)


def _run(command: list[str], folder: Path, stack: ExitStack) -> None:
    log = stack.enter_context((folder / "log.txt").open("wb"))
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        preexec_fn=_end_with_parent if sys.platform.startswith("linux") else None,
    )
    stack.callback(_end, process)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(timeout=30)


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(url: str) -> bool:
    with suppress(OSError, urllib.error.URLError), urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def _wait_for(condition: Callable[[], bool], name: str) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"{name} did not start within {_STARTS_WITHIN:g} s")
        time.sleep(0.1)
