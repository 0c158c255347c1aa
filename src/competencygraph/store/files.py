"""Records of files on disk: what a folder held when it was last closed, and whether it still does."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from competencygraph.store.limits import DIGEST_BUDGET

__all__ = [
    "FileRecord",
    "find_damage",
    "fsync_folder",
    "link_or_copy",
    "prefix_record",
    "reason_of",
    "record_folder",
    "write_durably",
]

_TABLE = ".sst"
_NUMBER = re.compile(r"\[Errno (\d+)\]")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size and digest of a file.

    Args:
        size: bytes.
        digest: SHA-256 as hex digits; None when the folder is too large to read at every opening.
    """

    size: int
    digest: str | None


def _is_data(name: str) -> bool:
    """Tell whether a file of the engine holds data; its information logs and its lock do not."""
    return not name.startswith("LOG") and name != "LOCK"


def _belongs_to_engine(name: str) -> bool:
    """Tell whether the engine would read a file of this name, known to the record or not."""
    return name == "CURRENT" or name.startswith("MANIFEST-") or name.endswith((_TABLE, ".log"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def record_folder(
    folder: Path, known: Mapping[str, FileRecord] | None = None, budget: int = DIGEST_BUDGET
) -> dict[str, FileRecord]:
    """Return the records of the files of an engine's folder.

    Args:
        folder: the folder; no process writes in it.
        known: earlier records; the digest of a table file, which never changes, is taken from there.
        budget: bytes of table files to read; those beyond get no digest.

    Returns:
        A record for each file that holds data.

    >>> record_folder(Path(__file__).parent / "absent")
    {}
    """
    records: dict[str, FileRecord] = {}
    if not folder.is_dir():
        return records
    left = budget
    for path in sorted(folder.iterdir()):
        if not _is_data(path.name):
            continue
        size = path.stat().st_size
        earlier = known.get(path.name) if known else None
        if path.suffix != _TABLE:
            records[path.name] = FileRecord(size, _digest(path))
            continue
        left -= size
        if left < 0:
            records[path.name] = FileRecord(size, None)
        elif earlier is not None and earlier.digest is not None and path.suffix == _TABLE:
            records[path.name] = earlier
        else:
            records[path.name] = FileRecord(size, _digest(path))
    return records


def find_damage(
    folder: Path,
    records: Mapping[str, FileRecord],
    *,
    only_tables: bool = False,
    seen: set[tuple[int, int]] | None = None,
) -> str | None:
    """Return what is wrong with the files of an engine's folder.

    Args:
        folder: the folder; nothing in it is changed.
        records: what it held when it was last closed.
        only_tables: compare only table files that are still there: what stays true after an unclean close.
        seen: device and inode of files that were read before in this opening; added to.

    Returns:
        One clause that names the file; None when all is as recorded.

    >>> find_damage(Path(__file__).parent, {"absent.sst": FileRecord(1, None)})
    'the file absent.sst is missing'
    """
    seen = set() if seen is None else seen
    for name, record in sorted(records.items()):
        path = folder / name
        if only_tables and (path.suffix != _TABLE or not path.exists()):
            continue
        try:
            status = path.stat()
            if status.st_size != record.size:
                return f"the file {name} has {status.st_size} bytes where {record.size} were written"
            place = (status.st_dev, status.st_ino)
            if record.digest is not None and place not in seen:
                if _digest(path) != record.digest:
                    return f"the content of the file {name} has changed"
                seen.add(place)
        except FileNotFoundError:
            return f"the file {name} is missing"
    if not only_tables and folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.name not in records and _belongs_to_engine(path.name):
                return f"the file {path.name} was not written by this store"
    return None


def prefix_record(path: Path, size: int | None = None) -> FileRecord:
    """Return the record of the first bytes of a file.

    Args:
        path: the file; it may be absent.
        size: how many bytes; None for all.

    Returns:
        The record, of fewer bytes when the file is shorter.

    >>> prefix_record(Path(__file__).parent / "absent").size
    0
    """
    if not path.exists():
        return FileRecord(0, sha256().hexdigest())
    content = path.read_bytes()
    content = content if size is None else content[:size]
    return FileRecord(len(content), sha256(content).hexdigest())


def link_or_copy(source: str, target: str) -> str:
    """Link a table file, which never changes, and copy any other; copy all where the system has no links.

    Args:
        source: the file.
        target: its new name.

    Returns:
        The new name.
    """
    if source.endswith(_TABLE):
        with suppress(OSError):
            os.link(source, target)
            return target
    return shutil.copyfile(source, target)


def reason_of(error: OSError) -> str:
    """Return why files could not be written, in the words of the system and without their names.

    Args:
        error: of one file, or of the many of a folder, which Python gives as a list in the error.

    Returns:
        A short clause.

    >>> reason_of(OSError(28, "No space left on device", "a/b"))
    'No space left on device'
    >>> reason_of(shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")] * 99))
    'No space left on device'
    """
    if error.strerror:
        return error.strerror
    number = _NUMBER.search(str(error))
    return os.strerror(int(number[1])) if number else type(error).__name__


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can.

    Args:
        folder: the folder.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: Mapping[str, object]) -> None:
    """Write a JSON file so that after a crash it holds the old or the new content, whole.

    Args:
        path: the file.
        content: what to write; keys are sorted.
    """
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(content, file, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    fsync_folder(path.parent)
