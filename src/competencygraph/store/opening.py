"""Open a store."""

from __future__ import annotations

from pathlib import Path

from competencygraph.errors import StoreDamagedError, StoreError
from competencygraph.store.embedded import EmbeddedStore
from competencygraph.store.files import find_damage, prefix_record
from competencygraph.store.port import GraphStore
from competencygraph.store.session import DiskSession, Session
from competencygraph.store.snapshots import open_newest
from competencygraph.store.state import REMEDY, StoreState, read_state
from competencygraph.terms import namespaces

__all__ = ["holds_store", "is_server", "open_store"]

_MEMORY = ":memory:"
_STATE_FILE = "state.json"


def open_store(
    location: str | Path, *, write: bool = False, lock_timeout: float = 10.0, base: str | None = None
) -> GraphStore:
    """Open a store in memory, in a folder or on a server.

    Args:
        location: ``:memory:`` for a new store in memory, the http or https address of a SPARQL server (see
            `docs/how-to/use-a-server.md`), else a folder.
        write: hold the writer's lock until the store is closed, and make the store when there is none. Without it the
            store is read from its newest snapshot, which no writer disturbs.
        lock_timeout: seconds to wait for another writer.
        base: base IRI of the data, ending in a slash; None for that of the store, or the default for a new store.

    Returns:
        The store, a context manager.

    Raises:
        StoreError: there is no store, or it has another base IRI.
        StoreLockedError: another process is writing.
        StoreFormatError: another version wrote the store.
        StoreDamagedError: it does not hold what was written; nothing was changed.

    >>> with open_store(":memory:") as store:
    ...     store.update("INSERT DATA { <http://example.org/a> <http://example.org/p> 1 }")
    ...     store.count()
    1
    """
    if str(location) == _MEMORY:
        return EmbeddedStore(None, Session(base or namespaces.DATA_BASE), None, lock_timeout)
    if is_server(location):
        from competencygraph.store.remote.connecting import open_remote

        return open_remote(str(location), write=write, lock_timeout=lock_timeout, base=base)
    try:
        return _open_folder(Path(location), write=write, lock_timeout=lock_timeout, base=base)
    except OSError as error:
        raise StoreError(
            f"the store cannot be opened: {error}", where=str(location), remedy="see to the folder and its rights"
        ) from error


def is_server(location: str | Path) -> bool:
    """Tell whether a store is to be found on a server.

    Args:
        location: of a store.

    Returns:
        True for an http or https address.

    >>> is_server("http://127.0.0.1:7878"), is_server("http"), is_server(":memory:")
    (True, False, False)
    """
    return str(location).lower().startswith(("http://", "https://"))


def holds_store(location: str | Path) -> bool:
    """Tell whether there is a store at a location, which a new one in memory never is.

    Args:
        location: ``:memory:``, a folder or the address of a server, which is asked.

    Returns:
        Whether `open_store` would find one to read.

    Raises:
        StoreError: the server cannot be asked.

    >>> holds_store(":memory:")
    False
    """
    if is_server(location):
        from competencygraph.store.remote.connecting import server_holds_store

        return server_holds_store(str(location))
    try:
        return str(location) != _MEMORY and (Path(location) / _STATE_FILE).is_file()
    except (OSError, ValueError):
        return False


def _open_folder(root: Path, *, write: bool, lock_timeout: float, base: str | None) -> EmbeddedStore:
    if root.exists() and not root.is_dir():
        raise StoreError("a store is a folder, and this is a file", where=str(root), remedy="name a folder")
    if write:
        session = DiskSession(root, base or _stored_base(root), lock_timeout)
        store = EmbeddedStore(root, session, None, lock_timeout)
    else:
        seen: set[tuple[int, int]] = set()
        _check_readable(root)
        snapshot = open_newest(root, seen)
        _check_unused_files(root, seen)
        store = EmbeddedStore(root, None, snapshot, lock_timeout)
    if base is not None and store.base != base:
        found = store.base
        store.close()
        raise StoreError(f"the store has the base IRI <{found}>", where=str(root), remedy="open it with that one")
    return store


def _stored_base(root: Path) -> str:
    return read_state(root / "state.json").base if (root / "state.json").exists() else namespaces.DATA_BASE


def _check_readable(root: Path) -> None:
    """Refuse a folder that holds no store, or whose state file cannot be read."""
    if not (root / "state.json").exists():
        if any((root / name).exists() for name in ("data", "snapshots", "journal.jsonl")):
            raise StoreDamagedError("the state file is missing", where=str(root), remedy=REMEDY)
        raise StoreError(
            "there is no store", where=str(root), remedy="run `competencygraph ingest` or `competencygraph demo` first"
        )
    read_state(root / "state.json")


def _check_unused_files(root: Path, seen: set[tuple[int, int]]) -> None:
    """Refuse a closed store whose files, read by no reader, are damaged; they are compared, not opened.

    A writer that begins meanwhile says so in the state file before it changes anything.
    """
    state = read_state(root / "state.json")
    if not state.clean:
        return
    problem = find_damage(root / "data", state.files, seen=seen)
    if problem is None and state.journal is not None and prefix_record(root / "journal.jsonl") != state.journal:
        problem = "the journal is not what this store wrote"
    if problem is not None and _unchanged_since(root, state):
        raise StoreDamagedError(problem, where=str(root), remedy=REMEDY)


def _unchanged_since(root: Path, state: StoreState) -> bool:
    return read_state(root / "state.json") == state
