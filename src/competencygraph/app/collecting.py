"""From the paths that a user gives to the documents to read, with the catalogue of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from competencygraph.errors import CompetencyGraphError, UnreadableDocumentError
from competencygraph.ingest import CATALOGUE_FILE, SUFFIXES, Catalogue, load_catalogue

__all__ = ["Candidate", "Catalogues", "Collection", "Refusal", "collect"]


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
        skipped: files in folders whose extension is not that of a document; catalogues and hidden files not counted.
        refused: paths that do not exist, and folders without documents.
    """

    candidates: tuple[Candidate, ...]
    skipped: tuple[Path, ...]
    refused: tuple[Refusal, ...]


def collect(paths: Sequence[Path]) -> Collection:
    """Return the documents that the paths name: files as they are, folders with all below them.

    A file that is named itself is read whatever its extension; in a folder other extensions are skipped.

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
        if path.is_dir():
            documents, others = _below(path)
            skipped.update(dict.fromkeys(others))
            if not documents:
                refused.append(Refusal(path, _no_documents(path)))
            for document in documents:
                candidates.setdefault(document.resolve(), Candidate(document, path))
        elif path.exists():
            candidates.setdefault(path.resolve(), Candidate(path, path.parent))
        else:
            refused.append(Refusal(path, _missing(path)))
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
            if file in self._loaded or file.is_file():
                if file not in self._loaded:
                    self._loaded[file] = load_catalogue(file)
                return self._loaded[file]
        return None


def _below(folder: Path) -> tuple[list[Path], list[Path]]:
    documents: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or path.name == CATALOGUE_FILE:
            continue
        (documents if path.suffix.lower() in SUFFIXES else others).append(path)
    return documents, others


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


def _no_documents(path: Path) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"the folder holds no document ({', '.join(sorted(SUFFIXES))})",
        where=str(path),
        remedy="give a folder with documents, or a file",
    )
