"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["write_whole"]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; one that is replaced keeps its permissions.

    Args:
        path: of the file, whether it is there or not.
        content: what it will hold.

    Raises:
        OSError: it cannot be written; what was there is left as it was.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_whole(Path(folder, "a.txt"), b"a")
    ...     [file.name for file in Path(folder).iterdir()]
    ['a.txt']
    """
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    number, name = tempfile.mkstemp(prefix=".competencygraph-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
        draft.chmod(mode)
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _umask() -> int:
    """Return the permissions that new files do not get; reading them means setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
