"""Use case: read documents and make each the current edition in a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from competencygraph.app.collecting import Candidate, Catalogues, collect
from competencygraph.app.correcting import CorrectedDocument, Correcting, correct, kept_corrections
from competencygraph.app.listing import current_documents
from competencygraph.app.parsing import has_content, unplaced_lines
from competencygraph.app.previewing import preview
from competencygraph.app.vocabulary import refresh_vocabulary
from competencygraph.errors import CompetencyGraphError, StoreError, TakenKeyError, UsageError
from competencygraph.ingest import entry_for
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.masking import mask_file_name
from competencygraph.ingest.supervised import DocumentReader, ParsedFile
from competencygraph.model import Correction, DocumentEntry, ParsedDocument, StatedCorrection
from competencygraph.rdf import correction_triples, document_to_triples
from competencygraph.rdf.iris import document_iri, framework_iri
from competencygraph.store import EditionChange, EditionOutcome, GraphStore, holds_store, is_server, open_store
from competencygraph.terms.namespaces import DATA_BASE

__all__ = ["BATCH_SIZE", "FileOutcome", "IngestOptions", "IngestReport", "Progress", "ingest", "ingest_into"]

#: Editions to one transaction and flush.
BATCH_SIZE = 50

Kind = Literal["added", "replaced", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How to ingest.

    Args:
        catalogue: the catalogue for all documents; None to use the one beside each.
        as_key: the key of the document, ``KEY`` or ``FRAMEWORK/KEY``, for one file; None to take the catalogue's.
        replace: whether a file may take over a key that another file holds.
        dry_run: whether to tell what would change, and to write nothing.
        limits: what reading one document may take.
        correcting: how to correct what is read; a file with corrections is for one document.
    """

    catalogue: Path | None = None
    as_key: str | None = None
    replace: bool = False
    dry_run: bool = False
    limits: Limits = DEFAULT_LIMITS
    correcting: Correcting = field(default_factory=Correcting)


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one path.

    Args:
        path: as given, or as found in a given folder.
        kind: ``added``, ``replaced``, ``unchanged`` or ``refused``.
        document: IRI of the document; None when the file was refused before it had one.
        error: why it was refused, None otherwise.
        added: triples that entered the live graph.
        dropped: triples that left it.
        profiles: how many profiles the document describes.
        placed: lines with content that found a place.
        unparsed: lines with content that found none.
        without_content: whether a profile holds nothing but headings.
        notices: what of the file was not read, such as its macros, in English.
        corrected: how many corrections by hand were applied.
        unfit: corrections that were kept from earlier and no longer fit.
    """

    path: Path
    kind: Kind
    document: str | None = None
    error: CompetencyGraphError | None = None
    added: int = 0
    dropped: int = 0
    profiles: int = 0
    placed: int = 0
    unparsed: int = 0
    without_content: bool = False
    notices: tuple[str, ...] = ()
    corrected: int = 0
    unfit: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did.

    Args:
        outcomes: one for each path, in the order in which they were finished.
        skipped: files in folders that are no documents by their extension.
        dry_run: whether nothing was written.
    """

    outcomes: tuple[FileOutcome, ...]
    skipped: tuple[Path, ...] = ()
    dry_run: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many paths were added, replaced, unchanged and refused.

        >>> IngestReport((FileOutcome(Path("a.txt"), "added"),)).counts["added"]
        1
        """
        kinds = [outcome.kind for outcome in self.outcomes]
        return {kind: kinds.count(kind) for kind in ("added", "replaced", "unchanged", "refused")}

    @property
    def refused(self) -> tuple[FileOutcome, ...]:
        """Return the outcomes of the paths that were refused."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == "refused")


#: Called with how many files are done (flushed, or refused) and how many there are.
Progress = Callable[[int, int], None]


def ingest(
    location: str, paths: Sequence[Path], options: IngestOptions | None = None, progress: Progress | None = None
) -> IngestReport:
    """Ingest documents into the store at a location, which is made when the first document is readable.

    Args:
        location: a folder, the address of a server, or ``:memory:``.
        paths: files and folders.
        options: how to ingest.
        progress: called after each batch.

    Returns:
        What became of each file.

    Raises:
        CatalogueError: the given catalogue cannot be used.
        TakenKeyError: one key is given for several files.
        StoreError: the store cannot be opened or written; earlier batches are kept.
    """
    options = options or IngestOptions()
    with ExitStack() as stack:

        def opened() -> GraphStore:
            if options.dry_run and not _holds_store(location):
                return stack.enter_context(open_store(":memory:", write=True))
            return stack.enter_context(open_store(location, write=not options.dry_run))

        return _Run(opened, options, progress).run(paths)


def ingest_into(
    store: GraphStore, paths: Sequence[Path], options: IngestOptions | None = None, progress: Progress | None = None
) -> IngestReport:
    """Ingest documents into an open store; see `ingest`.

    Args:
        store: open for writing.
        paths: files and folders.
        options: how to ingest.
        progress: called after each batch.

    Returns:
        What became of each file.
    """
    return _Run(lambda: store, options or IngestOptions(), progress).run(paths)


def _holds_store(location: str) -> bool:
    if is_server(location):
        return holds_store(location)
    folder = Path(location)
    return location != ":memory:" and folder.is_dir() and any(folder.iterdir())


@dataclass(frozen=True, slots=True)
class _Prepared:
    outcome: FileOutcome
    change: EditionChange


class _Run:
    """One ingest: prepares file by file, writes batch by batch, holds one batch at most."""

    def __init__(self, opened: Callable[[], GraphStore], options: IngestOptions, progress: Progress | None) -> None:
        self._opened = opened
        self._options = options
        self._progress = progress
        self._store: GraphStore | None = None
        self._holders: dict[str, str] = {}
        self._taken: dict[str, Path] = {}
        self._batch: dict[str, _Prepared] = {}
        self._outcomes: list[FileOutcome] = []
        self._total = 0

    def run(self, paths: Sequence[Path]) -> IngestReport:
        catalogues = Catalogues(self._options.catalogue)
        found = collect(paths)
        if self._options.as_key is not None and len(found.candidates) > 1:
            raise TakenKeyError(
                f"one key is given for {len(found.candidates)} files",
                where=self._options.as_key,
                remedy="give --as with one file",
            )
        if self._options.correcting.file is not None and len(found.candidates) > 1:
            raise UsageError(
                f"one file with corrections is given for {len(found.candidates)} files",
                where=self._options.correcting.file.name,
                remedy="give --corrections with one file",
            )
        self._total = len(found.candidates) + len(found.refused)
        self._finish(FileOutcome(refusal.path, "refused", error=refusal.error) for refusal in found.refused)
        with DocumentReader(self._options.limits) as reader:
            files = reader.read_all(candidate.path for candidate in found.candidates)
            for candidate, file in zip(found.candidates, files, strict=True):
                self._take(candidate, catalogues, file)
        self._flush()
        return IngestReport(tuple(self._outcomes), found.skipped, self._options.dry_run)

    def _take(self, candidate: Candidate, catalogues: Catalogues, file: ParsedFile | UsageError) -> None:
        try:
            prepared = self._prepare(candidate, catalogues, file)
        except UsageError as error:
            self._finish([FileOutcome(candidate.path, "refused", error=error)])
            return
        document = prepared.change.document
        if document in self._batch:
            self._flush()
        self._batch[document] = prepared
        if len(self._batch) >= BATCH_SIZE:
            self._flush()

    def _prepare(self, candidate: Candidate, catalogues: Catalogues, file: ParsedFile | UsageError) -> _Prepared:
        path = candidate.path
        entry = entry_for(path, catalogues.for_document(candidate), self._options.as_key)
        if isinstance(file, UsageError):
            raise file
        corrected = self._corrected(file.parsed, entry)
        parsed = corrected.parsed
        graph = document_to_triples(parsed, entry)
        self._claim(graph.document, path, entry.key)
        outcome = FileOutcome(
            path,
            "added",
            document=graph.document,
            profiles=len(parsed.profiles),
            placed=parsed.document.placed,
            unparsed=unplaced_lines(parsed.document),
            without_content=not all(has_content(profile) for profile in parsed.profiles),
            notices=file.notices,
            corrected=corrected.applied,
            unfit=corrected.unfit,
        )
        catalogue = (*graph.catalogue, *correction_triples(graph, corrected.stated))
        return _Prepared(outcome, EditionChange(graph.document, graph.edition, graph.triples, catalogue))

    def _corrected(self, parsed: ParsedDocument, entry: DocumentEntry) -> CorrectedDocument:
        """Return a document with the corrections that are given, or those that the store keeps of it."""
        document = document_iri(framework_iri(DATA_BASE, entry.framework.key), entry.key)

        def kept() -> Sequence[StatedCorrection]:
            store = self._open()
            held = document in self._holders or document in self._taken
            return kept_corrections(store, document) if held else ()

        return correct(parsed, self._options.correcting, kept)

    def _claim(self, document: str, path: Path, key: str) -> None:
        """Take a document's key for a file, unless another file holds it and may keep it."""
        self._open()
        earlier = self._taken.get(document)
        holder = str(earlier) if earlier is not None else self._holders.get(document)
        if (
            holder is not None
            and holder not in {path.name, mask_file_name(path.name), str(path)}
            and not self._options.replace
        ):
            raise TakenKeyError(
                f"its key {key} is taken by {holder}",
                where=str(path),
                remedy="give it another key with --as KEY, or take the key over with --replace",
            )
        self._taken[document] = path

    def _open(self) -> GraphStore:
        if self._store is None:
            self._store = self._opened()
            self._holders = {held.document: held.file for held in current_documents(self._store)}
        return self._store

    def _flush(self) -> None:
        if not self._batch:
            return
        store = self._open()
        changes = [prepared.change for prepared in self._batch.values()]
        if self._options.dry_run:
            results = preview(store, changes)
        else:
            refresh_vocabulary(store)
            results = store.replace_editions(changes)
        self._finish(
            replace(prepared.outcome, kind=_kind(result), added=result.added, dropped=result.dropped)
            for prepared, result in zip(self._batch.values(), results, strict=True)
        )
        self._batch.clear()

    def _finish(self, outcomes: Iterable[FileOutcome]) -> None:
        before = len(self._outcomes)
        self._outcomes.extend(outcomes)
        if self._progress is not None and len(self._outcomes) > before:
            self._progress(len(self._outcomes), self._total)


def _kind(result: EditionOutcome) -> Kind:
    if result.kind in ("added", "replaced", "unchanged"):
        return cast(Kind, result.kind)
    raise StoreError(f"the store answers “{result.kind}” to a new edition", where=result.document)
