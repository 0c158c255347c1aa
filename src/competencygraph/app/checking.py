"""Use case: what is wrong with documents, stored or not, or worth a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

from competencygraph.app.check_baseline import Baseline, read_baseline
from competencygraph.app.check_documents import ReadDocument, Reading, store_of
from competencygraph.app.check_report import CheckedDocument, CheckReport, Failure
from competencygraph.app.check_rules import check_codes, load_settings, rules_digest
from competencygraph.app.check_workers import Workers, check_workers
from competencygraph.app.collecting import collect
from competencygraph.app.listing import current_documents, short_name
from competencygraph.app.paths import exists, is_folder
from competencygraph.app.store_check import check_editions
from competencygraph.app.tracing import resolve_node
from competencygraph.errors import (
    CheckLimitError,
    CompetencyGraphError,
    TakenKeyError,
    UnknownNodeError,
    UsageError,
)
from competencygraph.ingest import SUFFIXES
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.store import GraphStore, holds_store, open_store
from competencygraph.validation.applying import apply_settings
from competencygraph.validation.edition import EditionData
from competencygraph.validation.edition_check import prepare_reading, read_own
from competencygraph.validation.elsewhere import with_elsewhere
from competencygraph.validation.finding import Finding
from competencygraph.validation.parts import about_node
from competencygraph.validation.settings import CheckSettings
from competencygraph.validation.shapes import Profile, Shapes
from competencygraph.validation.stored import StoredEditions
from competencygraph.validation.supervised import DEFAULT_SECONDS, Supervised

__all__ = ["CheckOptions", "CheckRun", "Progress", "check", "check_in", "kept_findings"]

#: Folder in that of a store for what earlier checks found.
_CACHE = "checks"

#: Called with how many documents are done and how many there are.
Progress = Callable[[int, int], None]

_Outcome = tuple[Finding, ...] | CompetencyGraphError


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How to check.

    Args:
        profile: ``core`` for what must hold of all data, ``publication`` for what a published profile must have too.
        shapes: files with shapes of one's own.
        settings: a settings file; None for the usual settings.
        baseline: the JSON report of an earlier check, whose findings are not reported again; None without.
        catalogue: the catalogue for all files; None to use the one beside each.
        as_key: the key of the document, ``KEY`` or ``FRAMEWORK/KEY``, for one file; None to take the catalogue's.
        limits: what reading one document may take.
        seconds: what checking one document may take.
    """

    profile: Profile = "publication"
    shapes: tuple[Path, ...] = ()
    settings: Path | None = None
    baseline: Path | None = None
    catalogue: Path | None = None
    as_key: str | None = None
    limits: Limits = DEFAULT_LIMITS
    seconds: float = DEFAULT_SECONDS


def check(
    location: str,
    targets: Sequence[str] = (),
    options: CheckOptions | None = None,
    progress: Progress | None = None,
    workers: Workers | None = None,
) -> CheckReport:
    """Check documents, against the store at a location if there is one; nothing is stored.

    Args:
        location: a folder; one without a store, or ``:memory:``, means none.
        targets: files, folders with documents, and IRIs or names of nodes of the store; none for all of the store.
        options: how to check.
        progress: called as documents are done.
        workers: of `check_workers`, made for the same options; None to make them.

    Returns:
        What was found.

    Raises:
        UsageError: a target, the settings, the shapes or the baseline cannot be used, or a store is needed and there
            is none.
        StoreError: the store cannot be opened.
        CheckLimitError: the check of the only document was ended at its limit.
    """
    single = len(targets) == 1 and not is_folder(targets[0])
    with CheckRun(options, progress, processes=1 if single else None, workers=workers) as run:
        if targets or not is_folder(kept_findings(location)):
            run.start()
        if not holds_store(location):
            return run.check(None, targets)
        with open_store(location) as store:
            return run.check(store, targets, kept_findings(location))


def check_in(
    store: GraphStore | None,
    targets: Sequence[str] = (),
    options: CheckOptions | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Check documents against an open store, or without one; see `check`.

    Args:
        store: open; None for none.
        targets: files, folders, IRIs and names; none for all of the store.
        options: how to check.
        progress: called as documents are done.

    Returns:
        What was found.
    """
    with CheckRun(options, progress) as run:
        run.start()
        return run.check(store, targets)


def kept_findings(location: str) -> Path:
    """Return the folder in which a store keeps what checks of it found."""
    return Path(location) / _CACHE


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    documents: list[CheckedDocument] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class CheckRun:
    """One check, in a ``with`` block: files first, then what the store holds.

    Args:
        options: how to check.
        progress: called as documents are done.
        processes: how many check at once; None for as many as there are processors.
        workers: of `check_workers`, made for the same options, to be used and ended; None to make them.

    Raises:
        UsageError: the settings, the shapes or the baseline cannot be used.
    """

    def __init__(
        self,
        options: CheckOptions | None = None,
        progress: Progress | None = None,
        *,
        processes: int | None = None,
        workers: Workers | None = None,
    ) -> None:
        self._options = options = options or CheckOptions()
        self._progress = progress
        self._settings = CheckSettings() if options.settings is None else load_settings(options.settings)
        own = _own_shapes(options.shapes, options.seconds)
        check_codes(self._settings, own)
        self._baseline: Baseline | None = None if options.baseline is None else read_baseline(options.baseline)
        self._found = _Found()
        self._done = self._total = 0
        self._workers = workers or check_workers(
            options.profile, own, self._settings.thresholds, processes=processes, seconds=options.seconds
        )

    def __enter__(self) -> CheckRun:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def start(self) -> None:
        """Have the processes that check load what they need, while something else is done."""
        self._workers.start()

    def check(self, store: GraphStore | None, targets: Sequence[str] = (), cache: Path | None = None) -> CheckReport:
        """Return what is found; a run checks once.

        Args:
            store: open; None for none.
            targets: files, folders, IRIs and names; none for all of the store.
            cache: folder for what a check of all of the store finds; None to keep nothing.

        Returns:
            The report.

        Raises:
            UsageError: a target cannot be used, or a store is needed and there is none.
            CheckLimitError: the check of the only document was ended at its limit.
        """
        files, names = _divided(targets)
        if store is None and (names or not targets):
            raise UsageError(
                "there is no store",
                where=names[0] if names else None,
                remedy="name a file, or run `competencygraph ingest` or `competencygraph demo` first",
            )
        nodes = [resolve_node(store, name) for name in names] if store is not None else []
        if files:
            self._check_files(store, [Path(file) for file in files])
        if store is not None and not targets:
            self._check_store(store, cache)
        elif store is not None and nodes:
            self._check_nodes(store, nodes)
        return self._report(store, whole=not names)

    def _check_files(self, store: GraphStore | None, paths: Sequence[Path]) -> None:
        options = self._options
        found = collect(paths)
        if options.as_key is not None and len(found.candidates) > 1:
            raise TakenKeyError(
                f"one key is given for {len(found.candidates)} files",
                where=options.as_key,
                remedy="give --as with one file",
            )
        self._total += len(found.candidates) + len(found.refused)
        for refusal in found.refused:
            self._refuse(str(refusal.path), refusal.error)
        reading = Reading(options.catalogue, options.as_key, options.limits, store, self._refuse)
        with ExitStack() as stack:
            files: Iterable[ReadDocument] = reading.documents(found.candidates)
            around = store
            if store is None and len(found.candidates) > 1:
                files = list(files)
                around = stack.enter_context(store_of(files))
            self._run_files(files, around)

    def _run_files(self, files: Iterable[ReadDocument], around: GraphStore | None) -> None:
        waiting: list[ReadDocument] = []

        def tasks() -> Iterator[EditionData]:
            for file in files:
                waiting.append(file)
                yield file.data if around is None else with_elsewhere(file.data, around)

        for number, outcome in enumerate(self._workers.map(tasks())):
            self._take(waiting[number].document, outcome)
            self._tell()

    def _check_store(self, store: GraphStore, cache: Path | None) -> None:
        options = self._options
        rules = rules_digest(options.profile, options.shapes, self._settings.thresholds)
        found = check_editions(store, self._workers.map, rules=rules, cache=cache, progress=self._progress)
        self._total += len(found.findings) + len(found.errors)
        for document, stored in _stored_documents(store).items():
            outcome: _Outcome | None = found.errors.get(document) or found.findings.get(document)
            self._take(stored, () if outcome is None else outcome)

    def _check_nodes(self, store: GraphStore, nodes: Sequence[str]) -> None:
        """Check the documents of some nodes, and take what is about these."""
        editions = StoredEditions(store)
        wanted: dict[str, list[str]] = {}
        for node in nodes:
            for document in _documents_of(node, editions):
                wanted.setdefault(document, []).append(node)
        self._total += len(wanted)
        stored = _stored_documents(store)
        read = {document: editions.read(document) for document in wanted}
        outcomes = self._workers.map(with_elsewhere(read[document], store) for document in wanted)
        for document, outcome in zip(wanted, outcomes, strict=True):
            if not isinstance(outcome, CompetencyGraphError):
                tests = [about_node(read[document], node) for node in wanted[document]]
                framework = any(document.startswith(f"{node}/") for node in wanted[document])
                outcome = tuple(one for one in outcome if framework or any(test(one) for test in tests))
            self._take(stored[document], outcome)
            self._tell()

    def _take(self, document: CheckedDocument, outcome: _Outcome) -> None:
        if isinstance(outcome, CheckLimitError):
            self._fail(str(document.path or short_name(document.document)), outcome)
        elif isinstance(outcome, CompetencyGraphError):
            raise outcome
        else:
            self._found.documents.append(replace(document, findings=outcome))

    def _fail(self, name: str, error: CompetencyGraphError) -> None:
        if self._total == 1:
            raise error
        self._found.failures.append(Failure(name, error))

    def _refuse(self, name: str, error: CompetencyGraphError) -> None:
        self._fail(name, error)
        self._tell()

    def _tell(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _report(self, store: GraphStore | None, *, whole: bool) -> CheckReport:
        documents = self._found.documents
        checked = {name for one in documents for name in (one.identifier, one.file)} if whole else None
        settled = apply_settings([one.findings for one in documents], self._settings, checked)
        groups: list[Sequence[Finding]] = [*settled.groups, settled.own]
        known = gone = None
        if self._baseline is not None:
            groups, known, gone = self._baseline.new_in(groups, [one.findings for one in documents])
        *left, own = groups
        return CheckReport(
            tuple(replace(one, findings=tuple(findings)) for one, findings in zip(documents, left, strict=True)),
            self._options.profile,
            store is not None,
            self._settings.file,
            tuple(own),
            settled.applied,
            known,
            gone,
            tuple(self._found.failures),
        )


def _own_shapes(files: Sequence[Path], seconds: float) -> tuple[Shapes, ...]:
    """Return shapes of the user's own, read in a process of its own: anyone may have written them."""
    if not files:
        return ()
    with Supervised(read_own, prepare=prepare_reading, processes=1, seconds=seconds, name=str) as reader:
        return tuple(reader.run(file) for file in files)


def _divided(targets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return which targets are files and which are nodes; what exists is a file, and so is what is called like one.

    Raises:
        UsageError: one is empty.
    """
    if not all(targets):
        raise UsageError("a name or a value is empty", remedy="give one, or leave it out")
    files = [one for one in targets if _is_file(one)]
    return files, [one for one in targets if not _is_file(one)]


def _is_file(target: str) -> bool:
    if "://" in target:
        return False
    return Path(target).suffix.lower() in SUFFIXES or exists(target)


def _stored_documents(store: GraphStore) -> dict[str, CheckedDocument]:
    """Return the documents of a store by IRI, their findings not yet known."""
    rows = ask(store, load_lookup("languages-of-documents"), {}).rows
    languages = {str(row["document"]): str(row["language"]) for row in rows}
    printed = ask(store, load_lookup("files-of-documents"), {}).rows
    files = {str(row["document"]): str(row["fileName"]) for row in printed}
    return {
        held.document: CheckedDocument(
            held.document,
            held.document.rpartition("/")[2],
            files.get(held.document, held.file),
            language=languages.get(held.document),
        )
        for held in current_documents(store)
    }


def _documents_of(node: str, editions: StoredEditions) -> list[str]:
    """Return the document that a node belongs to, or the documents of a framework.

    Raises:
        UnknownNodeError: there is none.
    """
    found = [one for one in editions.documents if node == one or node.startswith(f"{one}/")]
    found = found or [one for one in editions.documents if one.startswith(f"{node}/")]
    if not found:
        raise UnknownNodeError(
            "no document describes this node", where=short_name(node), remedy="name a document or a part of one"
        )
    return found
