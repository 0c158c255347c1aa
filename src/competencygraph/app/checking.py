"""Use case: what is wrong with documents, stored or not, or worth a look."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from competencygraph.app.check_baseline import Baseline, read_baseline
from competencygraph.app.check_rules import check_codes, load_settings, rules_digest
from competencygraph.app.collecting import Candidate, Catalogues, collect
from competencygraph.app.correcting import Correcting, correct, kept_corrections
from competencygraph.app.listing import current_documents, short_name
from competencygraph.app.store_check import check_editions
from competencygraph.app.tracing import resolve_node
from competencygraph.errors import (
    CheckLimitError,
    CompetencyGraphError,
    FailureError,
    TakenKeyError,
    UnknownNodeError,
    UsageError,
)
from competencygraph.ingest import SUFFIXES, entry_for
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.supervised import DocumentReader, ParsedFile
from competencygraph.rdf import EditionGraph, correction_triples, document_to_triples
from competencygraph.rdf.iris import document_iri, framework_iri
from competencygraph.store import EditionChange, EmbeddedStore, open_store
from competencygraph.terms.namespaces import DATA_BASE
from competencygraph.validation.applying import AppliedSetting, apply_settings
from competencygraph.validation.edition import EditionData
from competencygraph.validation.edition_check import EditionCheck
from competencygraph.validation.elsewhere import with_elsewhere
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.parts import about_node
from competencygraph.validation.settings import CheckSettings
from competencygraph.validation.shapes import Profile, read_shapes
from competencygraph.validation.stored import StoredEditions
from competencygraph.validation.supervised import DEFAULT_SECONDS, Supervised

__all__ = [
    "CheckOptions",
    "CheckReport",
    "CheckedDocument",
    "Failure",
    "Progress",
    "check",
    "check_in",
    "holds_store",
    "worst_exit_code",
]

#: Folder in that of a store for what earlier checks found.
_CACHE = "checks"
_STATE_FILE = "state.json"

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


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that was checked.

    Args:
        document: its IRI.
        identifier: its key, such as ``002``.
        file: name of its file.
        findings: what is to be reported of it, by place.
        path: the file as it was given; None for a stored document.
        notices: what of the file was not read, in English.
    """

    document: str
    identifier: str
    file: str
    findings: tuple[Finding, ...] = ()
    path: Path | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be checked.

    Args:
        name: its path as given, or its key.
        error: why.
    """

    name: str
    error: CompetencyGraphError


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Args:
        documents: those that were checked: files in the order given, then those of the store.
        profile: of the packaged shapes.
        compared_with_store: whether there was a store to compare files with.
        settings_file: name of the settings file; None without one.
        about_settings: findings about the settings themselves.
        applied: what the settings changed, with their reasons.
        known: how many findings the baseline had already; None without one.
        gone: how many findings of the baseline are no longer there; None without one.
        failures: what could not be checked.
    """

    documents: tuple[CheckedDocument, ...]
    profile: Profile = "publication"
    compared_with_store: bool = True
    settings_file: str | None = None
    about_settings: tuple[Finding, ...] = ()
    applied: tuple[AppliedSetting, ...] = ()
    known: int | None = None
    gone: int | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, document by document, those about the settings last."""
        return (*(one for document in self.documents for one in document.findings), *self.about_settings)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings there are by severity, the gravest first.

        >>> CheckReport(()).counts
        {'violation': 0, 'warning': 0, 'info': 0}
        """
        found = [finding.severity for finding in self.findings]
        return {severity.value: found.count(severity) for severity in Severity}

    def reaches(self, threshold: Severity) -> bool:
        """Tell whether anything was found that is as serious as a threshold, or more."""
        return any(finding.severity.at_least(threshold) for finding in self.findings)


def check(
    location: str,
    targets: Sequence[str] = (),
    options: CheckOptions | None = None,
    progress: Progress | None = None,
) -> CheckReport:
    """Check documents, against the store at a location if there is one; nothing is stored.

    Args:
        location: a folder; one without a store, or ``:memory:``, means none.
        targets: files, folders with documents, and IRIs or names of nodes of the store; none for all of the store.
        options: how to check.
        progress: called as documents are done.

    Returns:
        What was found.

    Raises:
        UsageError: a target, the settings, the shapes or the baseline cannot be used, or a store is needed and there
            is none.
        StoreError: the store cannot be opened.
        CheckLimitError: the check of the only document was ended at its limit.
    """
    run = _Run(options or CheckOptions(), progress)
    with ExitStack() as stack:
        stack.enter_context(run.workers(len(targets)))
        store = stack.enter_context(open_store(location)) if holds_store(location) else None
        cache = None if store is None else Path(location) / _CACHE
        return run.check(store, cache, targets)


def check_in(
    store: EmbeddedStore | None,
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
    run = _Run(options or CheckOptions(), progress)
    with run.workers(len(targets)):
        return run.check(store, None, targets)


def holds_store(location: str) -> bool:
    """Tell whether a location is a folder with a store.

    >>> holds_store(":memory:")
    False
    """
    return location != ":memory:" and (Path(location) / _STATE_FILE).is_file()


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file that was read, as it is to be checked."""

    document: CheckedDocument
    graph: EditionGraph

    @property
    def data(self) -> EditionData:
        return EditionData(self.graph.document, (*self.graph.triples, *self.graph.catalogue))


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    documents: list[CheckedDocument] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class _Run:
    """One check: settings first, then files, then what the store holds."""

    def __init__(self, options: CheckOptions, progress: Progress | None) -> None:
        self._options = options
        self._progress = progress
        self._settings = CheckSettings() if options.settings is None else load_settings(options.settings)
        self._own = tuple(read_shapes(path) for path in options.shapes)
        check_codes(self._settings, self._own)
        self._baseline: Baseline | None = None if options.baseline is None else read_baseline(options.baseline)
        self._found = _Found()
        self._done = self._total = 0
        self._workers: Supervised[EditionData, tuple[Finding, ...]]

    def workers(self, targets: int) -> Supervised[EditionData, tuple[Finding, ...]]:
        """Return the processes that check, started: they load what they need while documents are read."""
        task = EditionCheck(self._options.profile, self._own, self._settings.thresholds)
        self._workers = Supervised(
            task,
            prepare=task.prepare,
            processes=1 if targets == 1 else None,
            seconds=self._options.seconds,
            name=lambda data: short_name(data.document),
        )
        self._workers.start()
        return self._workers

    def check(self, store: EmbeddedStore | None, cache: Path | None, targets: Sequence[str]) -> CheckReport:
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

    def _check_files(self, store: EmbeddedStore | None, paths: Sequence[Path]) -> None:
        catalogues = Catalogues(self._options.catalogue)
        found = collect(paths)
        if self._options.as_key is not None and len(found.candidates) > 1:
            raise TakenKeyError(
                f"one key is given for {len(found.candidates)} files",
                where=self._options.as_key,
                remedy="give --as with one file",
            )
        self._total += len(found.candidates) + len(found.refused)
        for refusal in found.refused:
            self._fail(str(refusal.path), refusal.error)
        with ExitStack() as stack:
            files: Iterable[_ReadFile] = self._read(store, found.candidates, catalogues)
            around = store
            if store is None and len(found.candidates) > 1:
                files = list(files)
                around = stack.enter_context(_together(files))
            self._run_files(files, around)

    def _run_files(self, files: Iterable[_ReadFile], around: EmbeddedStore | None) -> None:
        waiting: list[_ReadFile] = []

        def tasks() -> Iterator[EditionData]:
            for file in files:
                waiting.append(file)
                yield file.data if around is None else with_elsewhere(file.data, around)

        for number, outcome in enumerate(self._workers.map(tasks())):
            self._take(waiting[number].document, outcome)

    def _read(
        self, store: EmbeddedStore | None, candidates: Sequence[Candidate], catalogues: Catalogues
    ) -> Iterator[_ReadFile]:
        """Yield the files that can be read."""
        held = set() if store is None else {one.document for one in current_documents(store)}
        with DocumentReader(self._options.limits) as reader:
            files = reader.read_all(candidate.path for candidate in candidates)
            for candidate, file in zip(candidates, files, strict=True):
                try:
                    yield self._prepared(candidate, file, catalogues, store, held)
                except UsageError as error:
                    self._fail(str(candidate.path), error)

    def _prepared(
        self,
        candidate: Candidate,
        file: ParsedFile | UsageError,
        catalogues: Catalogues,
        store: EmbeddedStore | None,
        held: Collection[str],
    ) -> _ReadFile:
        entry = entry_for(candidate.path, catalogues.for_document(candidate), self._options.as_key)
        if isinstance(file, UsageError):
            raise file
        document = document_iri(framework_iri(DATA_BASE, entry.framework.key), entry.key)
        kept = kept_corrections(store, document) if store is not None and document in held else ()
        corrected = correct(file.parsed, Correcting(), lambda: kept)
        graph = document_to_triples(corrected.parsed, entry)
        stated = correction_triples(graph, corrected.stated)
        checked = CheckedDocument(
            graph.document, entry.key, file.parsed.document.path, path=candidate.path, notices=file.notices
        )
        return _ReadFile(checked, replace(graph, catalogue=(*graph.catalogue, *stated)))

    def _check_store(self, store: EmbeddedStore, cache: Path | None) -> None:
        options = self._options
        rules = rules_digest(options.profile, options.shapes, self._settings.thresholds)
        found = check_editions(store, self._workers.map, rules=rules, cache=cache, progress=self._progress)
        self._total += len(found.findings) + len(found.errors)
        for held in current_documents(store):
            outcome: _Outcome | None = found.errors.get(held.document) or found.findings.get(held.document)
            self._take(_stored(held.document, held.file), () if outcome is None else outcome)

    def _check_nodes(self, store: EmbeddedStore, nodes: Sequence[str]) -> None:
        """Check the documents of some nodes, and take what is about these."""
        editions = StoredEditions(store)
        wanted: dict[str, list[str]] = {}
        for node in nodes:
            for document in _documents_of(node, editions):
                wanted.setdefault(document, []).append(node)
        self._total += len(wanted)
        files = {held.document: held.file for held in current_documents(store)}
        read = {document: editions.read(document) for document in wanted}
        outcomes = self._workers.map(with_elsewhere(read[document], store) for document in wanted)
        for document, outcome in zip(wanted, outcomes, strict=True):
            if not isinstance(outcome, CompetencyGraphError):
                tests = [about_node(read[document], node) for node in wanted[document]]
                framework = any(document.startswith(f"{node}/") for node in wanted[document])
                outcome = tuple(one for one in outcome if framework or any(test(one) for test in tests))
            self._take(_stored(document, files.get(document, "")), outcome)

    def _take(self, document: CheckedDocument, outcome: _Outcome) -> None:
        if isinstance(outcome, CheckLimitError):
            self._fail(str(document.path or short_name(document.document)), outcome)
        elif isinstance(outcome, CompetencyGraphError):
            raise outcome
        else:
            self._found.documents.append(replace(document, findings=outcome))
            self._tell()

    def _fail(self, name: str, error: CompetencyGraphError) -> None:
        if self._total == 1:
            raise error
        self._found.failures.append(Failure(name, error))
        self._tell()

    def _tell(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)

    def _report(self, store: EmbeddedStore | None, *, whole: bool) -> CheckReport:
        documents = self._found.documents
        checked = {name for one in documents for name in (one.identifier, one.file)} if whole else None
        settled = apply_settings([one.findings for one in documents], self._settings, checked)
        groups: list[Sequence[Finding]] = [*settled.groups, settled.own]
        known = gone = None
        if self._baseline is not None:
            groups, known, gone = self._baseline.new_in(groups)
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


def _divided(targets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return which targets are files and which are nodes; what exists is a file, and so is what is called like one."""
    files = [one for one in targets if _is_file(one)]
    return files, [one for one in targets if not _is_file(one)]


def _is_file(target: str) -> bool:
    if "://" in target:
        return False
    return Path(target).suffix.lower() in SUFFIXES or Path(target).exists()


def _together(files: Sequence[_ReadFile]) -> EmbeddedStore:
    """Return a store in memory in which documents find each other."""
    store = open_store(":memory:", write=True)
    graphs = {file.graph.document: file.graph for file in files}
    store.replace_editions(
        [EditionChange(one.document, one.edition, one.triples, one.catalogue) for one in graphs.values()]
    )
    return store


def _stored(document: str, file: str) -> CheckedDocument:
    return CheckedDocument(document, document.rpartition("/")[2], file)


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


def worst_exit_code(failures: Sequence[Failure]) -> int:
    """Return the exit code for what could not be checked, 0 when all could.

    >>> worst_exit_code([])
    0
    """
    codes = [3 if isinstance(one.error, FailureError) else 2 for one in failures]
    return max(codes, default=0)
