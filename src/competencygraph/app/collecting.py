"""From the paths that a user gives to the documents to read, with the catalogue of each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from competencygraph.app.paths import is_file
from competencygraph.app.report_mark import is_report
from competencygraph.errors import CompetencyGraphError, UnreadableDocumentError
from competencygraph.ingest import CATALOGUE_FILE, SUFFIXES, Catalogue, load_catalogue

__all__ = ["Candidate", "Catalogues", "Collection", "Refusal", "collect"]

# Word puts a file with this before its name beside a document that is open.
_WORD_MARK = "~$"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to read.

    Args:
        path: the file.
        root: the folder that the user gave, or the file's own folder.
    """

    path: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that cannot be read at all, and why."""

    path: Path
    error: CompetencyGraphError


@dataclass(frozen=True, slots=True)
class Collection:
    """What stands under the given paths.

    Args:
        candidates: files to read, in the order given, those of a folder sorted by path.
        skipped: files in folders whose extension is not that of a document; catalogues, hidden files and the files with
            which Word marks a document as open not counted.
        refused: paths that do not exist, and folders without documents or that cannot be listed.
    """

    candidates: tuple[Candidate, ...]
    skipped: tuple[Path, ...]
    refused: tuple[Refusal, ...]


def collect(paths: Sequence[Path]) -> Collection:
    """Return the documents that the paths name: files as they are, folders with all below them.

    A file that is named itself is read whatever its extension; in a folder other extensions and reports of checks are
    skipped.

    Args:
        paths: files and folders.

    Returns:
        Each document once, also when two of the paths reach it.

    >>> [refusal.error.what for refusal in collect([Path("no-such-folder")]).refused]
    ['there is no such file or folder']
    """
    candidates: dict[Path, Candidate] = {}
    skipped: dict[Path, None] = {}
    refused: list[Refusal] = []
    for path in paths:
        try:
            found = _documents_at(path)
        except UnreadableDocumentError as error:
            refused.append(Refusal(path, error))
            continue
        skipped.update(dict.fromkeys(found.skipped))
        refused.extend(found.refused)
        for candidate in found.candidates:
            candidates.setdefault(candidate.path.resolve(), candidate)
    return Collection(tuple(candidates.values()), tuple(skipped), tuple(refused))


class Catalogues:
    """The catalogue that holds for each document: the one given, else the nearest one in its folders.

    Args:
        given: a catalogue file that holds for all documents; None to look for `CATALOGUE_FILE` beside each
            document and in the folders above it, up to the one that the user gave.

    Raises:
        CatalogueError: the given file is no catalogue.
    """

    def __init__(self, given: Path | None = None) -> None:
        self._given = None if given is None else load_catalogue(given)
        self._loaded: dict[Path, Catalogue] = {}

    def for_document(self, candidate: Candidate) -> Catalogue | None:
        """Return the catalogue that holds for a document, None when there is none.

        Raises:
            CatalogueError: the catalogue in its folders is none.
        """
        if self._given is not None:
            return self._given
        for folder in _folders(candidate):
            file = folder / CATALOGUE_FILE
            if file in self._loaded or is_file(file):
                if file not in self._loaded:
                    self._loaded[file] = load_catalogue(file)
                return self._loaded[file]
        return None


def _documents_at(path: Path) -> Collection:
    """Return what stands at one path.

    Raises:
        UnreadableDocumentError: nothing can be read there.
    """
    try:
        if not path.stat() or not path.is_dir():
            return Collection((Candidate(path, path.parent),), (), ())
    except FileNotFoundError:
        raise _missing(path) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    documents, others, errors = _below(path)
    refused = tuple(Refusal(Path(error.filename), _unreadable(Path(error.filename), error)) for error in errors)
    if not documents and not errors:
        raise _no_documents(path)
    return Collection(tuple(Candidate(document, path) for document in documents), tuple(others), refused)


def _below(folder: Path) -> tuple[list[Path], list[Path], list[OSError]]:
    """Return the documents and the other files below a folder, and why parts of it cannot be listed."""
    found: list[Path] = []
    errors: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith((".", _WORD_MARK))]
    documents: list[Path] = []
    others: list[Path] = []
    for path in sorted(found):
        if path.name != CATALOGUE_FILE and _is_listed(path, errors):
            (documents if path.suffix.lower() in SUFFIXES and not is_report(path) else others).append(path)
    return documents, others, errors


def _is_listed(path: Path, errors: list[OSError]) -> bool:
    """Tell whether a path is a regular file; why a document cannot be looked at is added to the errors."""
    try:
        return path.is_file()
    except OSError as error:
        if path.suffix.lower() in SUFFIXES:
            errors.append(error)
        return False


def _folders(candidate: Candidate) -> Iterator[Path]:
    folder = candidate.path.parent
    yield folder
    while folder != candidate.root and candidate.root in folder.parents:
        folder = folder.parent
        yield folder


def _missing(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "there is no such file or folder", where=str(path), remedy="check the path and the current folder"
    )


def _unreadable(path: Path, error: OSError | ValueError) -> UnreadableDocumentError:
    reason = getattr(error, "strerror", None) or str(error)
    return UnreadableDocumentError(
        f"the file or folder cannot be read ({reason})", where=str(path), remedy="check its name and its rights"
    )


def _no_documents(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"the folder holds no document ({', '.join(sorted(SUFFIXES))})",
        where=str(path),
        remedy="give a folder with documents, or a file",
    )
