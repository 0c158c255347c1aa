"""Where exports go: a file, a folder or a stream, each written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from competencygraph.errors import UsageError
from competencygraph.exports.port import Output

__all__ = ["MARK", "check_target", "new_file", "new_folder", "to_stream"]

MARK = ".competencygraph-export"
"""Name of the file in a folder that says which export wrote it, and which files."""

_DRAFT = ".competencygraph-"


class _OneFile:
    """An output of one file."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.opened = False

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        if name or self.opened:
            raise ValueError("a format that writes one file opens it once, without a name")
        self.opened = True
        yield self._file


class _Folder:
    """An output of several files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: set[str] = set()

    @contextmanager
    def open(self, name: str = "") -> Iterator[IO[bytes]]:
        parts = PurePosixPath(name).parts
        if not parts or name in self.names or name == MARK or PurePosixPath(name).is_absolute() or ".." in parts:
            raise ValueError(f"a format that writes a folder gives each file a name of its own, and not {name!r}")
        self.names.add(name)
        path = self._folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            yield file


def check_target(path: Path, *, folder: bool, overwrite: bool, name: str) -> None:
    """Check that an export may be written, before anything is.

    Args:
        path: of the file or folder.
        folder: whether the format writes a folder.
        overwrite: whether what an earlier export wrote may be replaced; a file, whatever wrote it.
        name: of the format.

    Raises:
        UsageError: something else is there, it may not be replaced, or it cannot be looked at.
    """
    try:
        if folder:
            _check_folder(path, overwrite=overwrite, name=name)
        elif path.is_dir() or (path.exists() and not path.is_file()):
            raise UsageError("this is no file", where=str(path), remedy="give the name of a file")
        elif (path.exists() or path.is_symlink()) and not overwrite:
            raise UsageError(
                "the file exists already", where=str(path), remedy="give a name that is free, or add --overwrite"
            )
        if not path.absolute().parent.is_dir():
            raise UsageError("the folder to write in is not there", where=str(path), remedy="make it first")
    except OSError as error:
        raise _cannot_write(path) from error


@contextmanager
def new_file(path: Path, *, overwrite: bool, name: str) -> Iterator[Output]:
    """Give an output that becomes a file when the block ends well.

    Args:
        path: of the file; one that is replaced keeps its permissions.
        overwrite: whether a file that is there may be replaced.
        name: of the format.

    Yields:
        The output.

    Raises:
        UsageError: the file exists and may not be replaced, or it cannot be written.
    """
    check_target(path, folder=False, overwrite=overwrite, name=name)
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
        number, draft = tempfile.mkstemp(prefix=_DRAFT, dir=path.absolute().parent)
    except OSError as error:
        raise _cannot_write(path) from error
    try:
        with os.fdopen(number, "wb") as file:
            output = _OneFile(file)
            yield output
        if not output.opened:
            raise ValueError("the format wrote nothing")
        try:
            Path(draft).chmod(mode)
            Path(draft).replace(path)
        except OSError as error:
            raise _cannot_write(path) from error
    finally:
        with suppress(OSError):
            Path(draft).unlink(missing_ok=True)


@contextmanager
def new_folder(path: Path, *, overwrite: bool, name: str) -> Iterator[Output]:
    """Give an output that becomes a folder when the block ends well.

    Args:
        path: of the folder, which is new, empty, or holds an earlier export of this format and nothing else.
        overwrite: whether an earlier export may be replaced.
        name: of the format.

    Yields:
        The output.

    Raises:
        UsageError: the folder holds something else, may not be replaced, or cannot be written.
    """
    check_target(path, folder=True, overwrite=overwrite, name=name)
    try:
        draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=path.absolute().parent))
    except OSError as error:
        raise _cannot_write(path) from error
    try:
        output = _Folder(draft)
        yield output
        try:
            (draft / MARK).write_text("".join(f"{one}\n" for one in (name, *sorted(output.names))), encoding="utf-8")
            draft.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o777 & ~_umask())
            _swap(draft, path)
        except OSError as error:
            raise _cannot_write(path) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def to_stream(stream: IO[bytes]) -> Iterator[Output]:
    """Give an output of one file that is copied to a stream when the block ends well.

    Args:
        stream: takes the bytes.

    Yields:
        The output.
    """
    with tempfile.SpooledTemporaryFile(max_size=1 << 24) as file:
        yield _OneFile(file)
        file.seek(0)
        shutil.copyfileobj(file, stream)


def _check_folder(path: Path, *, overwrite: bool, name: str) -> None:
    if not (path.exists() or path.is_symlink()):
        return
    if not path.is_dir() or path.is_symlink():
        raise UsageError("this is no folder", where=str(path), remedy="the format writes a folder; give its name")
    found = {file.relative_to(path).as_posix() for file in path.rglob("*") if not file.is_dir() or file.is_symlink()}
    if not found and not any(path.iterdir()):
        return
    mark = path / MARK
    wrote, *names = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else [""]
    if wrote != name or found - {MARK, *names}:
        raise UsageError(
            "the folder holds other files than an earlier export in this format",
            where=str(path),
            remedy="give the name of a new or empty folder",
        )
    if not overwrite:
        raise UsageError(
            "the folder holds an earlier export", where=str(path), remedy="give a name that is free, or add --overwrite"
        )


def _swap(draft: Path, path: Path) -> None:
    """Put a folder in the place of another, which is put back when that fails."""
    if not path.exists():
        draft.rename(path)
        return
    aside = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=path.absolute().parent))
    path.rename(aside / "old")
    try:
        draft.rename(path)
    except OSError:
        (aside / "old").rename(path)
        aside.rmdir()
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _cannot_write(path: Path) -> UsageError:
    return UsageError(
        "the file cannot be written", where=str(path), remedy="check the folder, and close the file elsewhere"
    )


def _umask() -> int:
    """Return the permissions that new files do not get; reading them means setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
