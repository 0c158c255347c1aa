"""Use case: check all documents of a store, each only when it or what it refers to has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from competencygraph.app.check_cache import CheckCache, CheckedEdition
from competencygraph.errors import CompetencyGraphError
from competencygraph.store import GraphStore
from competencygraph.validation.edition import EditionData
from competencygraph.validation.elsewhere import with_elsewhere
from competencygraph.validation.finding import Finding
from competencygraph.validation.stored import Interests, StoredEditions, digest_of_triples, interests_of

__all__ = ["Runner", "StoreFindings", "check_editions"]

#: Checks editions, with one outcome each in their order: findings, or the error that ended the check.
Runner = Callable[[Iterable[EditionData]], Iterator[tuple[Finding, ...] | CompetencyGraphError]]
#: Called with how many documents are done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoreFindings:
    """What a check of a store found.

    Args:
        findings: by document, settings not yet applied.
        errors: by document, those whose check was ended.
        checked: how many documents were checked now; of the others, what was found before still holds.
    """

    findings: Mapping[str, tuple[Finding, ...]]
    errors: Mapping[str, CompetencyGraphError]
    checked: int


def check_editions(
    store: GraphStore, run: Runner, *, rules: str, cache: Path | None, progress: Progress | None = None
) -> StoreFindings:
    """Return what a check of all current editions finds.

    Args:
        store: the store; it must not change meanwhile.
        run: checks editions.
        rules: digest of everything but the data that findings depend on.
        cache: folder for what was found, None to check all and keep nothing. While another process uses it, it is
            neither read nor written.
        progress: called as documents are done.

    Returns:
        The findings, equal to those of a check of everything.
    """
    with ExitStack() as stack:
        folder = cache if cache is not None and cache.parent.is_dir() and _locked(stack, cache) else None
        return _StoreCheck(store, run, CheckCache(folder, rules), progress).run()


def _locked(stack: ExitStack, cache: Path) -> bool:
    """Tell whether this process alone uses the cache, from now until the stack ends."""
    try:
        stack.enter_context(FileLock(f"{cache}.lock", timeout=0))
    except (Timeout, OSError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an edition before it is checked."""

    content: str
    catalogue: str
    interests: Interests


class _StoreCheck:
    """One check of a store."""

    def __init__(self, store: GraphStore, run: Runner, cache: CheckCache, progress: Progress | None) -> None:
        self._store = store
        self._run = run
        self._cache = cache
        self._progress = progress
        self._editions = StoredEditions(store)
        self._kept: dict[str, CheckedEdition] = {}
        self._known: dict[str, _Known] = {}
        self._elsewhere: dict[str, str] = {}

    def run(self) -> StoreFindings:
        documents = list(self._editions.documents)
        self._kept = dict(self._cache.load())
        changed, touched = self._changes()
        findings: dict[str, tuple[Finding, ...]] = {}
        errors: dict[str, CompetencyGraphError] = {}
        waiting = [
            document for document in documents if document in changed or self._kept[document].interests.wants & touched
        ]
        done = len(documents) - len(waiting)
        for document in set(documents) - set(waiting):
            findings[document] = self._kept[document].findings
        # What may no longer hold is dropped first: a check that is broken off leaves nothing that is out of date.
        for document in [*waiting, *(self._kept.keys() - set(documents))]:
            self._cache.forget(document)
        order: list[str] = []
        tasks = self._tasks(waiting, findings, order)
        self._tell(done, len(documents))
        outcomes = self._run(tasks)
        for number, outcome in enumerate(outcomes):
            document = order[number]
            if isinstance(outcome, CompetencyGraphError):
                errors[document] = outcome
            else:
                findings[document] = outcome
                self._keep(document, outcome)
            self._tell(len(findings) + len(errors), len(documents))
        self._tell(len(documents), len(documents))
        return StoreFindings({one: findings[one] for one in documents if one in findings}, errors, len(order))

    def _changes(self) -> tuple[set[str], set[str]]:
        """Return the documents that changed, and what they offered to others before or offer now."""
        changed: set[str] = set()
        touched: set[str] = set()
        for document, each in self._editions.documents.items():
            catalogue = digest_of_triples(self._editions.catalogue_of(document))
            kept = self._kept.get(document)
            if kept is not None and (kept.content, kept.catalogue) == (each.digest, catalogue):
                self._known[document] = _Known(kept.content, kept.catalogue, kept.interests)
                continue
            interests = interests_of(self._editions.read(document))
            self._known[document] = _Known(each.digest, catalogue, interests)
            changed.add(document)
            touched |= interests.offers
            touched |= set() if kept is None else kept.interests.offers
        for document in self._kept.keys() - self._editions.documents.keys():
            touched |= self._kept[document].interests.offers
        return changed, touched

    def _tasks(
        self, waiting: Iterable[str], findings: dict[str, tuple[Finding, ...]], order: list[str]
    ) -> Iterator[EditionData]:
        """Yield the editions to be checked; where others say what they said before, what was found holds."""
        for document in waiting:
            data = with_elsewhere(self._editions.read(document), self._store)
            self._elsewhere[document] = digest_of_triples((*data.elsewhere, *data.observed))
            kept, known = self._kept.get(document), self._known[document]
            if kept is not None and (kept.content, kept.catalogue, kept.elsewhere) == (
                known.content,
                known.catalogue,
                self._elsewhere[document],
            ):
                findings[document] = kept.findings
                self._cache.keep(kept)
                continue
            order.append(document)
            yield data

    def _keep(self, document: str, findings: tuple[Finding, ...]) -> None:
        known = self._known[document]
        self._cache.keep(
            CheckedEdition(
                document, known.content, known.catalogue, self._elsewhere[document], known.interests, findings
            )
        )

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(done, total)
