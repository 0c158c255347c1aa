"""The worker: a process of its own that reads documents one after another, within limits of memory and time.

Both ways over its pipes go frames: eight bytes of length, big-endian, then that much JSON in UTF-8. When it is ready
it sends ``{"status": "ready"}``. To each request ``{"path", "limits"}`` it gives one answer with a ``status``: ``ok``
with the document, ``refused`` with an error, ``memory`` or ``fault``; after the last two it ends. It ends too when its
input closes, and, where the system allows it, when its parent ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import astuple
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from competencygraph.errors import CompetencyGraphError, NotAProfileError

__all__ = ["LENGTH", "main", "write_frame"]

LENGTH = 8
"""Bytes of the length that stands before each frame."""

_DIE_WITH_PARENT = 1
_KILL = 9
_OPEN_FILES = 64
_NEEDED = ("competencygraph.ingest.extract", "competencygraph.ingest.readers", "competencygraph.model.codec")


def write_frame(stream: IO[bytes], data: Any) -> None:
    r"""Write JSON-ready data as one frame.

    Args:
        stream: a pipe.
        data: what to write.

    >>> from io import BytesIO
    >>> stream = BytesIO()
    >>> write_frame(stream, {"a": 1})
    >>> stream.getvalue()[LENGTH - 1:]
    b'\x08{"a": 1}'
    """
    body = json.dumps(data).encode()
    stream.write(len(body).to_bytes(LENGTH, "big"))
    stream.write(body)
    stream.flush()


def main() -> int:
    """Read documents until the input closes.

    Returns:
        The exit status: 0, or 1 after running out of memory.
    """
    _end_with_parent()
    source, target = _take_pipes()
    sys.excepthook = _Fault(target)
    _warm_up()
    sys.dont_write_bytecode = True
    limiter = _Limiter()
    write_frame(target, {"status": "ready"})
    for request in _requests(source):
        limiter.apply(request["limits"])
        try:
            write_frame(target, _answer(request))
        except MemoryError:
            write_frame(target, {"status": "memory"})
            return 1
    return 0


def _warm_up() -> None:
    """Load what every document needs, before the limits hold and while the parent does other things."""
    from competencygraph.ingest.lexicon import load_lexicon

    load_lexicon()
    for name in _NEEDED:
        import_module(name)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from competencygraph.ingest.limits import Limits
    from competencygraph.ingest.parse import parse_with_notices
    from competencygraph.model.codec import to_json

    try:
        parsed, notices = parse_with_notices(Path(request["path"]), Limits(**request["limits"]))
        data = to_json(parsed, explain=True)
    except CompetencyGraphError as error:
        return {"status": "refused", **_error_fields(error)}
    return {
        "status": "ok",
        "data": data,
        "lines": parsed.document.lines,
        "places": [astuple(place) for place in parsed.document.places],
        "notices": notices,
    }


def _error_fields(error: CompetencyGraphError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "what": error.what,
        "where": error.where,
        "remedy": error.remedy,
        "headings": error.headings if isinstance(error, NotAProfileError) else None,
    }


class _Fault:
    """Tells the parent of an error that nothing expected, before the process ends with it.

    Args:
        target: the pipe to the parent.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, CompetencyGraphError):
            answer = {"status": "refused", **_error_fields(error)}
        else:
            text = "".join(traceback.format_exception(kind, error, trace))
            answer = {"status": "fault", "name": kind.__name__, "trace": text}
        with contextlib.suppress(OSError):
            write_frame(self._target, answer)


class _Limiter:
    """Keeps the process to the limits of the document at hand, as far as the system can."""

    def __init__(self) -> None:
        self._idle = _address_space()
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))

    def apply(self, limits: dict[str, Any]) -> None:
        """Limit memory, and processor time from now on.

        Args:
            limits: those of the document.
        """
        with contextlib.suppress(ImportError, ValueError, OSError):
            import resource

            used = resource.getrusage(resource.RUSAGE_SELF)
            seconds = math.ceil(used.ru_utime + used.ru_stime + limits["seconds"]) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
            if self._idle:
                resource.setrlimit(resource.RLIMIT_AS, (self._idle + limits["memory_bytes"], resource.RLIM_INFINITY))


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
    """Return the pipes, and leave nothing to libraries that read or write standard streams."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return source, target


def _requests(source: IO[bytes]) -> Iterator[dict[str, Any]]:
    while len(length := source.read(LENGTH)) == LENGTH:
        body = source.read(int.from_bytes(length, "big"))
        yield json.loads(body)


if __name__ == "__main__":
    sys.exit(main())
