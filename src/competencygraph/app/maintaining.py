"""Use cases: what a store holds, and keeping it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from competencygraph.app.asking import full_iri
from competencygraph.app.listing import HeldDocument, current_documents, short_name
from competencygraph.errors import UnknownNodeError
from competencygraph.store import EditionChange, EditionOutcome, is_server, open_store, restore

__all__ = [
    "Verification",
    "backup_store",
    "list_store",
    "remove_document",
    "restore_store",
    "verify_store",
    "write_dump",
]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in order.

    Args:
        graphs: how many named graphs.
        quads: how many quads, those of the live graph included.
    """

    graphs: int
    quads: int


def list_store(location: str) -> tuple[HeldDocument, ...]:
    """Return the documents of the store at a location, with the triples of each.

    Args:
        location: the store's folder.

    Returns:
        One entry a document, sorted by IRI.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    with open_store(location) as store:
        return current_documents(store, count=True)


def remove_document(location: str, name: str) -> EditionOutcome:
    """Remove a document with all its editions.

    Args:
        location: the store's folder.
        name: the document's IRI, its path below the data base (``federal-be/000``), or its key when only one
            document has it.

    Returns:
        What left the live graph.

    Raises:
        UnknownNodeError: the store holds no such document, or several have the key.
        StoreError: there is no store, or it cannot be written.
    """
    with open_store(location) as store:
        document = _document(name, [held.document for held in current_documents(store)])
        (outcome,) = store.replace_editions([EditionChange(document, None)])
        return outcome


def verify_store(location: str) -> Verification:
    """Check all of a store.

    Args:
        location: the store's folder.

    Returns:
        How much was checked.

    Raises:
        StoreDamagedError: something is not what was written; nothing was changed.
    """
    with open_store(location) as store:
        return Verification(graphs=len(store.graphs()), quads=store.verify())


def backup_store(location: str, target: Path) -> None:
    """Write a backup of a store.

    Args:
        location: the store's folder.
        target: a new or empty folder.

    Raises:
        StoreError: the target is not empty, or cannot be written.
    """
    with open_store(location) as store:
        store.backup(target)


def restore_store(source: Path, location: str) -> None:
    """Make a store from a backup.

    Args:
        source: a folder that `backup_store` wrote.
        location: the new store's folder, new or empty, or the address of a server without a store.

    Raises:
        StoreError: the target is not empty, or the source is no backup or a damaged one.
    """
    if not is_server(location):
        restore(source, location)
        return
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder, open_store(source) as backup:
        lines = Path(folder, "store.nq")
        with lines.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(backup.dump())
        with open_store(location, write=True, base=backup.base) as store:
            store.load(lines)


def write_dump(location: str, write: Callable[[Iterable[str]], object]) -> None:
    """Give all quads of a store to a writer, as sorted N-Quads lines.

    Args:
        location: the store's folder.
        write: takes the lines; the store stays open while it does.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    with open_store(location) as store:
        write(store.dump())


def _document(name: str, documents: Iterable[str]) -> str:
    asked = full_iri(name)
    found = [iri for iri in documents if iri == asked or ("/" not in name and iri.endswith(f"/{name}"))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNodeError(
            "the store holds no such document", where=name, remedy="choose one of `competencygraph store list`"
        )
    raise UnknownNodeError(
        "several documents have this key", where=name, remedy=f"choose from {', '.join(map(short_name, found))}"
    )
