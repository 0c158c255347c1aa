"""Reading documents in a process of its own, which ends when a document takes too long or too much."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from competencygraph import errors
from competencygraph.errors import (
    CompetencyGraphError,
    FailureError,
    NotAProfileError,
    UnreadableDocumentError,
    UsageError,
)
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.worker import LENGTH, write_frame

if TYPE_CHECKING:
    from competencygraph.model import ParsedDocument

__all__ = ["DOCUMENTS_PER_WORKER", "DocumentReader", "ParsedFile"]

DOCUMENTS_PER_WORKER = 200
"""After so many documents a worker is replaced by a fresh one, so that its memory stays flat."""

_START_SECONDS = 60.0
# What a worker gets to hand over an answer that it had ready while nobody asked for it.
_HANDOVER_SECONDS = 2.0
_INSTALLED = frozenset({"site-packages", "dist-packages"})


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file that was read.

    Args:
        parsed: the document and its profiles.
        notices: what of the file was not read, such as its macros, in English.
    """

    parsed: ParsedDocument
    notices: tuple[str, ...] = ()


class DocumentReader:
    """Reads documents one after another, apart from this process; use it in a ``with`` block.

    The process that reads is started with the first document, goes on with the next ones, and is replaced by a fresh
    one after it failed. It ends with the block, and with this process.

    Args:
        limits: what reading one document may take.

    >>> from competencygraph.terms import resources
    >>> with DocumentReader() as reader:
    ...     file = reader.read(next(iter(sorted(resources.path("documents").glob("*.txt")))))
    >>> file.parsed.profiles[0].grades
    ('A4', 'A5')
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._worker: _Worker | None = None

    def read(self, path: Path) -> ParsedFile:
        """Return a document and its profiles.

        Args:
            path: the file.

        Returns:
            The document, and what of the file was not read.

        Raises:
            UnreadableDocumentError: the file cannot be read, or not within the limits.
            NotAProfileError: nothing in it belongs to a profile.
            FailureError: the process that reads cannot be started.
        """
        self.start(path)
        return self._finish(path)

    def read_all(self, paths: Iterable[Path]) -> Iterator[ParsedFile | UsageError]:
        """Yield for each file the document, or why it cannot be used, while the file after it is being read.

        Args:
            paths: the files.

        Yields:
            One outcome a file, in their order.

        Raises:
            FailureError: the process that reads cannot be started.
        """
        waiting: Path | None = None
        for path in paths:
            if waiting is not None:
                outcome = self._outcome(waiting)
                self.start(path)
                yield outcome
            else:
                self.start(path)
            waiting = path
        if waiting is not None:
            yield self._outcome(waiting)

    def start(self, path: Path | None = None) -> None:
        """Start the process that reads, unless it runs, and have it begin with a file.

        Args:
            path: the file, asked for by `read` or `read_all`; None to start the process alone, ahead of its first file.
        """
        worker = self._worker
        if worker is not None and (worker.asked >= DOCUMENTS_PER_WORKER or not worker.runs):
            self.close()
            worker = None
        if worker is None:
            worker = self._worker = _Worker()
        if path is not None:
            worker.ask(path, self._limits)

    def close(self) -> None:
        """End the process that reads; a second call does nothing."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _outcome(self, path: Path) -> ParsedFile | UsageError:
        try:
            return self._finish(path)
        except UsageError as error:
            return error

    def _finish(self, path: Path) -> ParsedFile:
        """Return what the worker makes of the file that it was asked for last."""
        if self._worker is None:
            raise RuntimeError("the worker was not asked for a document")
        try:
            answer = self._worker.answer(self._limits)
        except _WorkerEndedError as error:
            self.close()
            raise _ended(error, path, self._limits) from None
        if answer["status"] == "ok":
            return _parsed_file(answer)
        if answer["status"] == "refused":
            raise _refusal(answer)
        self.close()
        if "started" in answer:
            raise _with_trace(_not_started(answer["name"]), answer)
        if answer["status"] == "memory" or answer["name"] == "MemoryError":
            raise _too_much_memory(path, self._limits)
        raise _with_trace(_fault(answer["name"], path), answer)


class _WorkerEndedError(Exception):
    """The worker ended before it had answered.

    Args:
        status: its exit status, negative for a signal.
        late: whether it was ended because its time was up.
        started: whether it had got ready at all.
    """

    def __init__(self, status: int, late: bool, started: bool) -> None:
        super().__init__(status)
        self.status = status
        self.late = late
        self.started = started


class _Worker:
    """A process that reads, and what it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._ready = False
        self._late = False
        self._asked_at = 0.0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "competencygraph.ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    @property
    def runs(self) -> bool:
        """Return whether the process has not ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    def ask(self, path: Path, limits: Limits) -> None:
        """Ask for a document; `answer` returns it."""
        self.asked += 1
        self._asked_at = time.monotonic()
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                write_frame(self._process.stdin, {"path": str(path), "limits": asdict(limits)})

    def answer(self, limits: Limits) -> dict[str, Any]:
        """Return the answer to what was asked last.

        Raises:
            _WorkerEndedError: the worker ended without one, or its time was up.
        """
        if not self._ready:
            _load_model()
            first = self._receive(_START_SECONDS)
            if first["status"] != "ready":
                return {**first, "started": False}
            self._ready = True
            self._asked_at = time.monotonic()
        left = self._asked_at + limits.seconds - time.monotonic()
        return self._receive(max(left, min(limits.seconds, _HANDOVER_SECONDS)))

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def _receive(self, seconds: float) -> dict[str, Any]:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            frame = self._frame()
        finally:
            timer.cancel()
        if frame is None:
            raise _WorkerEndedError(self._process.wait(), self._late, self._ready)
        return frame

    def _expire(self) -> None:
        self._late = True
        self._process.kill()

    def _frame(self) -> dict[str, Any] | None:
        """Return the next frame, None when the process ended before it was whole."""
        pipe = self._process.stdout
        length = b"" if pipe is None else pipe.read(LENGTH)
        if pipe is None or len(length) < LENGTH:
            return None
        size = int.from_bytes(length, "big")
        body = pipe.read(size)
        if len(body) < size:
            return None
        frame: dict[str, Any] = json.loads(body)
        return frame


def _load_model() -> None:
    """Import what an answer is made into, while the worker is starting."""
    import_module("competencygraph.model.codec")


def _environment() -> dict[str, str]:
    """Return the environment in which the worker finds the very package that this process uses."""
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    root = Path(errors.__file__).resolve().parents[1]
    if root.name not in _INSTALLED:
        others = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(root), *([others] if others else [])])
    return environment


def _ended(error: _WorkerEndedError, path: Path, limits: Limits) -> CompetencyGraphError:
    """Return the error for a worker that ended before it had answered."""
    if not error.started:
        return _not_started(f"status {error.status}")
    if error.late or error.status == -getattr(signal, "SIGXCPU", 0):
        return UnreadableDocumentError(
            f"reading it took more than {limits.seconds:g} s",
            where=str(path),
            remedy="split it, save it as .txt, or give it more time with --timeout",
        )
    if error.status == -getattr(signal, "SIGKILL", 0):
        return _too_much_memory(path, limits)
    return UnreadableDocumentError(
        f"reading it brought the reading process down (status {error.status})",
        where=str(path),
        remedy="it may be damaged or too large: save it anew, as .txt or in parts",
    )


def _not_started(reason: str) -> FailureError:
    return FailureError(
        f"the process that reads documents did not start ({reason})",
        remedy="install the package anew, or run again with --debug to see more",
    )


def _fault(name: str, path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"reading it met an error that nothing foresaw ({name})",
        where=str(path),
        remedy="report it as a fault of competencygraph; the document saved as .txt may do",
    )


def _with_trace(error: CompetencyGraphError, answer: dict[str, Any]) -> CompetencyGraphError:
    """Return an error with the worker's traceback, which `--debug` shows."""
    error.add_note(answer["trace"])
    return error


def _too_much_memory(path: Path, limits: Limits) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"reading it took more than {limits.memory_bytes // 2**20} MB of memory",
        where=str(path),
        remedy="split it, or save it as .txt",
    )


def _refusal(answer: dict[str, Any]) -> CompetencyGraphError:
    """Return the error that the worker met."""
    what, where, remedy = answer["what"], answer["where"], answer["remedy"]
    if answer["kind"] == NotAProfileError.__name__:
        headings = {language: tuple(words) for language, words in (answer["headings"] or {}).items()}
        return NotAProfileError(what, where=where, remedy=remedy, headings=headings)
    kind: type[CompetencyGraphError] = UnreadableDocumentError
    if answer["kind"] in errors.__all__:
        kind = getattr(errors, answer["kind"])
    return kind(what, where=where, remedy=remedy)


def _parsed_file(answer: dict[str, Any]) -> ParsedFile:
    from competencygraph.model import Place
    from competencygraph.model.codec import from_json

    places = [Place(*place) for place in answer["places"]]
    return ParsedFile(from_json(answer["data"], lines=answer["lines"], places=places), tuple(answer["notices"]))
