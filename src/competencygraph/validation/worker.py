"""The worker: a process of its own that does one kind of task, one after another, within limits of memory and time.

Both ways over its pipes go frames: eight bytes of length, big-endian, then that much of a pickle; both ends are the
same program, and nothing else reaches the pipes. The first frame is the `Setup`; when its preparation is done the
worker sends ``("ready", None)``. To each task it gives one answer: ``("ok", result)``, ``("refused", error)`` with an
error of the package, ``("memory", None)`` or ``("fault", (name, trace))``; after the last two it ends. It ends too
when its input closes, and, where the system allows it, when its parent ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from competencygraph.errors import CompetencyGraphError

__all__ = ["LENGTH", "MAX_NOTE", "Setup", "main", "note", "read_frame", "read_note", "write_frame"]

LENGTH = 8
"""Bytes of the length that stands before each frame."""

MAX_NOTE = 4096
"""Bytes of a note; what is longer is cut."""

_DIE_WITH_PARENT = 1
_KILL = 9
_NOTE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker is for.

    Args:
        function: does one task.
        prepare: loads what every task needs; None when nothing is to be loaded.
        seconds: processor time that one task may take.
        memory_bytes: what one task may take beyond the prepared process.
    """

    function: Callable[[Any], Any]
    prepare: Callable[[], None] | None
    seconds: float
    memory_bytes: int


class _Notes:
    """The file that holds what the worker is at, which outlives it."""

    file: int | None = None


def note(text: str) -> None:
    """Say what the task is at, for the error if it has to be ended; outside a worker this does nothing.

    Cheap enough to be called for each of hundreds of steps.

    Args:
        text: the step, such as the IRI of a shape.

    >>> note("https://example.org/shape")
    """
    if _Notes.file is not None:
        body = text.encode()[:MAX_NOTE]
        os.lseek(_Notes.file, 0, os.SEEK_SET)
        os.write(_Notes.file, len(body).to_bytes(_NOTE_LENGTH, "big") + body)


def read_note(file: IO[bytes]) -> str | None:
    """Return the last note that a worker left.

    Args:
        file: what was its standard error.

    Returns:
        The note; None when there is none.

    >>> from io import BytesIO
    >>> read_note(BytesIO(bytes([0, 0, 0, 2]) + b"abc"))
    'ab'
    """
    file.seek(0)
    content = file.read(_NOTE_LENGTH + MAX_NOTE)
    body = content[_NOTE_LENGTH : _NOTE_LENGTH + int.from_bytes(content[:_NOTE_LENGTH], "big")]
    return body.decode(errors="ignore") or None


def write_frame(stream: IO[bytes], data: object) -> None:
    """Write an object as one frame.

    Args:
        stream: a pipe.
        data: what to write; it must be picklable.

    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> write_frame(stream, ("ok", 7))
    >>> stream.seek(0), read_frame(stream)
    (0, ('ok', 7))
    """
    body = pickle.dumps(data, pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(LENGTH, "big"))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Return the object of the next frame.

    Args:
        stream: a pipe.

    Returns:
        The object.

    Raises:
        EOFError: the stream ended before the frame was whole.
    """
    length = stream.read(LENGTH)
    size = int.from_bytes(length, "big")
    body = stream.read(size) if len(length) == LENGTH else b""
    if len(length) < LENGTH or len(body) < size:
        raise EOFError
    return pickle.loads(body)  # noqa: S301  (see the module's docstring)


def main() -> int:
    """Do tasks until the input closes.

    Returns:
        The exit status: 0, or 1 after running out of memory.
    """
    _end_with_parent()
    source, target = _take_pipes()
    sys.excepthook = _Fault(target)
    setup: Setup = read_frame(source)
    if setup.prepare is not None:
        setup.prepare()
    limiter = _Limiter(setup)
    write_frame(target, ("ready", None))
    for task in _tasks(source):
        limiter.apply()
        note("")
        try:
            write_frame(target, _answer(setup.function, task))
        except MemoryError:
            write_frame(target, ("memory", None))
            return 1
    return 0


def _answer(function: Callable[[Any], Any], task: object) -> tuple[str, object]:
    try:
        return "ok", function(task)
    except CompetencyGraphError as error:
        return "refused", error


class _Fault:
    """Tells the parent of an error that nothing expected, before the process ends with it.

    Args:
        target: the pipe to the parent.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        answer = ("refused", error) if isinstance(error, CompetencyGraphError) else ("fault", (kind.__name__, text))
        with contextlib.suppress(OSError):
            write_frame(self._target, answer)


class _Limiter:
    """Keeps the process to the limits of each task, as far as the system can.

    Args:
        setup: holds the limits.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._idle = _address_space()
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MAX_NOTE, 2 * MAX_NOTE))

    def apply(self) -> None:
        """Limit memory, and processor time from now on."""
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            used = resource.getrusage(resource.RUSAGE_SELF)
            seconds = math.ceil(used.ru_utime + used.ru_stime + self._setup.seconds) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
            if self._idle:
                resource.setrlimit(resource.RLIMIT_AS, (self._idle + self._setup.memory_bytes, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Return the bytes of address space that the process takes, 0 where the system does not tell."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * resource.getpagesize()
    return 0


def _end_with_parent() -> None:
    if sys.platform.startswith("linux"):
        parent = os.getppid()
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, _KILL)
        if os.getppid() != parent:
            sys.exit(1)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes, keep the file for notes, and leave no standard stream to libraries."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _Notes.file = os.dup(2)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return source, target


def _tasks(source: IO[bytes]) -> Iterator[object]:
    with contextlib.suppress(EOFError):
        while True:
            yield read_frame(source)
