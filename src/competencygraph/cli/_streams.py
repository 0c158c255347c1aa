"""The standard streams of a run: what is closed or full becomes one line and an exit code, never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys

__all__ = ["drop", "fill_closed", "output_error", "prepare", "write_error"]


#: What a stream that cannot be written to says, which names no file.
_REFUSING = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EBADF})


class _Closed(io.TextIOBase):
    """Stands for a stdout that was closed before the program began."""

    def write(self, text: str) -> int:
        """Refuse what is written."""
        if not text:
            return 0
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def fill_closed() -> None:
    """Occupy the numbers of closed standard streams, so that no file that is opened later gets one of them."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def prepare() -> None:
    """Make the streams speak UTF-8, and replace those that are closed."""
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def output_error(error: BaseException) -> OSError | None:
    """Return an error that says that stdout takes no more, None for any other.

    >>> output_error(OSError(errno.ENOSPC, "No space left on device")) is None
    False
    >>> output_error(OSError(errno.ENOSPC, "No space left on device", "a.txt")) is None
    True
    """
    if isinstance(error, OSError) and error.filename is None and error.errno in _REFUSING:
        return error
    return None


def write_error(line: str) -> None:
    """Write a line to stderr; when that cannot be written to, nobody can be told."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        drop("stderr")


def drop(name: str) -> None:
    """Let what is still buffered for a standard stream go nowhere.

    Args:
        name: ``stdout`` or ``stderr``.
    """
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, getattr(sys, name).fileno())
    except (OSError, ValueError):
        setattr(sys, name, io.StringIO())
    finally:
        os.close(sink)
