"""Use case: show what a file changes in a store, and change it."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from competencygraph.app.listing import short_name
from competencygraph.app.vocabulary import refresh_vocabulary
from competencygraph.errors import UsageError
from competencygraph.imports.cautions import unwritable
from competencygraph.imports.comparing import names_among
from competencygraph.imports.held import StoreHeld
from competencygraph.imports.planning import planned_editions
from competencygraph.imports.port import Change, Fault, FilePlace, ImportFile, ImportOptions, Notice, Unplaced
from competencygraph.imports.registry import find_reader
from competencygraph.ingest.masking import mask_contacts, mask_file_name
from competencygraph.store import EditionChange, EditionOutcome, GraphStore, holds_store, open_store

__all__ = ["DocumentPreview", "ImportPreview", "ImportRun", "import_file", "open_import", "preview_import"]

DocumentKind = Literal["new", "other edition", "revised", "unchanged"]

#: The largest file that is read into memory.
_LARGEST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """What an import does to one document.

    Args:
        document: its IRI.
        kind: ``new``, ``other edition`` (the file holds one as a whole), ``revised`` or ``unchanged``.
        edition: IRI of the edition that becomes current; None when nothing changes.
        changes: in the order of the file.
        names: what the nodes that change are called, by IRI.
    """

    document: str
    kind: DocumentKind
    edition: str | None
    changes: tuple[Change, ...] = ()
    names: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many nodes and values are added, removed, changed and moved."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in ("added", "removed", "changed", "moved")}


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do.

    Args:
        file: name of the file.
        kind: what it is: ``rdf``, ``skos``, ``tables``.
        documents: those that the file speaks of, sorted by IRI.
        faults: what makes the file unusable; then nothing is imported.
        unplaced: what is not imported.
        editions: what the store is to be given; empty when nothing changes.
        notices: what people must know before they agree.
    """

    file: str
    kind: str
    documents: tuple[DocumentPreview, ...]
    faults: tuple[Fault, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    editions: tuple[EditionChange, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return how many nodes and values are added, removed, changed and moved, in all documents."""
        return {
            kind: sum(document.counts[kind] for document in self.documents)
            for kind in ("added", "removed", "changed", "moved")
        }

    def as_json(self) -> dict[str, Any]:
        """Return the preview as plain values, for JSON."""
        return {
            "file": self.file,
            "kind": self.kind,
            "counts": self.counts,
            "documents": [
                {
                    "document": document.document,
                    "kind": document.kind,
                    "edition": document.edition,
                    "counts": document.counts,
                    "changes": [_change_json(change, document.names) for change in document.changes],
                }
                for document in self.documents
            ],
            "notices": [one.what for one in self.notices],
            "unplaced": [
                {"what": one.what, "count": one.count, "place": _place_json(one.place)} for one in self.unplaced
            ],
            "faults": [
                {"what": one.what, "place": _place_json(one.place), "remedy": one.remedy} for one in self.faults
            ],
        }


def _change_json(change: Change, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "node": change.node,
        "name": names.get(change.node),
        "property": None if change.property is None else short_name(change.property),
        "before": change.before,
        "after": change.after,
        "place": _place_json(change.place),
    }


def _place_json(place: FilePlace) -> dict[str, Any] | None:
    values = {"line": place.line, "end_line": place.end_line, "sheet": place.sheet, "cell": place.cell}
    found = {name: value for name, value in values.items() if value is not None}
    return found or None


@dataclass(frozen=True, slots=True)
class ImportRun:
    """What an import did.

    Args:
        preview: what it was to do.
        outcomes: what became of each document; empty when nothing changed.
    """

    preview: ImportPreview
    outcomes: tuple[EditionOutcome, ...] = ()


def preview_import(
    store: GraphStore, path: Path, options: ImportOptions | None = None, *, kind: str | None = None
) -> ImportPreview:
    """Return what importing a file would do; the store is left as it is.

    Args:
        store: any store; it is only read.
        path: the file.
        options: how to import; contact data of persons is masked in any case.
        kind: what the file is; None to tell it from its content.

    Returns:
        The preview; with faults, nothing can be imported.

    Raises:
        UsageError: the file cannot be read at all.
    """
    options = replace(options or ImportOptions(), mask=mask_contacts)
    file = _read(path)
    reader = find_reader(file, kind)
    held = StoreHeld(store)
    reading = reader.read(file, held, options)
    faults = (*reading.faults, *unwritable(reading.changes))
    if faults:
        return ImportPreview(file.name, reader.name, (), faults, reading.unplaced)
    plan = planned_editions(reading, held, file)
    documents = {document: DocumentPreview(document, "unchanged", None) for document in reading.compared}
    for planned in plan:
        document, edition = planned.edition.document, planned.edition.edition
        touched = {change.node for change in planned.changes}
        known = names_among(touched, (*held.triples(document), *planned.edition.triples))
        documents[document] = DocumentPreview(document, planned.kind, edition, planned.changes, known)
    return ImportPreview(
        file.name,
        reader.name,
        tuple(documents[one] for one in sorted(documents)),
        unplaced=reading.unplaced,
        editions=tuple(planned.edition for planned in plan),
        notices=reading.notices,
    )


def import_file(
    store: GraphStore,
    path: Path,
    options: ImportOptions | None = None,
    *,
    kind: str | None = None,
    agreed: ImportPreview | None = None,
) -> ImportRun:
    """Import a file: all documents in one durable transaction, or none.

    Args:
        store: open for writing.
        path: the file.
        options: how to import.
        kind: what the file is; None to tell it from its content.
        agreed: the preview that someone agreed to; None when nobody was asked.

    Returns:
        What it did; with faults in the preview, nothing.

    Raises:
        UsageError: the file cannot be read, or the import is no longer what was agreed to.
    """
    preview = preview_import(store, path, options, kind=kind)
    if agreed is not None and preview != agreed:
        raise UsageError(
            "the store or the file has changed since it was shown", where=str(path), remedy="import it again"
        )
    if preview.faults or not preview.editions:
        return ImportRun(preview)
    refresh_vocabulary(store)
    return ImportRun(preview, store.replace_editions(preview.editions))


def open_import(location: str, stack: ExitStack, *, write: bool) -> GraphStore:
    """Return the store at a location, open until the stack ends; to preview, an empty one where there is none.

    Args:
        location: a folder, the address of a server, or ``:memory:``.
        stack: closes it.
        write: whether it is to be written.
    """
    if not write and not holds_store(location):
        return stack.enter_context(open_store(":memory:", write=True))
    return stack.enter_context(open_store(location, write=write))


def _read(path: Path) -> ImportFile:
    try:
        data = _zipped(path) if path.is_dir() else _bytes(path)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise UsageError(f"the file cannot be read ({reason})", where=str(path), remedy="name a file") from error
    return ImportFile(mask_file_name(path.name), data, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UsageError("this is no file", where=str(path), remedy="name a file that is stored on a disk")
    if found.st_size > _LARGEST:
        raise UsageError("the file is too large", where=str(path), remedy=f"divide it: {_LARGEST} bytes at most")
    return path.read_bytes()


def _zipped(folder: Path) -> bytes:
    """Return the CSV files of a folder as a zip file, the same bytes for the same files."""
    files = sorted(file for file in folder.iterdir() if file.suffix == ".csv" and file.is_file())
    if not files:
        raise UsageError(
            "the folder holds no CSV file", where=str(folder), remedy="name a folder that `export csv` wrote"
        )
    if sum(file.stat().st_size for file in files) > _LARGEST:
        raise UsageError("the files are too large", where=str(folder), remedy=f"divide them: {_LARGEST} bytes at most")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return held.getvalue()
