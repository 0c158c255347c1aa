"""Use cases: the review queue of mappings, what reviewers said, and the accepted ones into the live graph.

Reviewed mappings stand in ``*.sssom.tsv`` of one folder, candidates in a file apart. A pair that is reviewed is never
suggested again, and its line is never overwritten: who wants another verdict removes the line by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from competencygraph.app.paths import is_file, is_folder
from competencygraph.app.reviewer import check_reviewer, names_person
from competencygraph.errors import FailureError, UsageError
from competencygraph.ingest.masking import mask_contacts
from competencygraph.queries import Parameter
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import bind_rows, convert
from competencygraph.rdf.iris import slug
from competencygraph.rdf.sssom.mappings import MANUAL, MATCHES, NO_TERM, Mapping, MappingSet
from competencygraph.rdf.sssom.tables import ENDING, read_table, write_table
from competencygraph.rdf.write_mappings import mapping_triples
from competencygraph.store import GraphStore, mapping_graph, open_store
from competencygraph.terms.namespaces import DATA_BASE

__all__ = [
    "CANDIDATES",
    "DEFAULT_LICENSE",
    "FOLDER",
    "REVIEWED",
    "Listed",
    "Loaded",
    "Unknown",
    "ask_about",
    "candidates_in",
    "load_mappings",
    "pairs_reviewed",
    "review",
    "reviewed_in",
    "set_id",
]

FOLDER = "mappings"
"""Where the tables lie when no folder is named, below the working folder."""
CANDIDATES = f"candidates{ENDING}"
REVIEWED = "reviewed"
"""Name of the reviewed set when none is given."""
DEFAULT_LICENSE = "https://w3id.org/sssom/license/unspecified"
"""What a table says when nobody gave a license."""

_SETS = f"{DATA_BASE}graph/mappings/"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60
_LOCK = ".review.lock"
_PATIENCE = 10.0
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """A mapping and the file that holds it."""

    mapping: Mapping
    path: Path

    @property
    def place(self) -> str:
        """Return the file and the line."""
        return f"{self.path}, line {self.mapping.line}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A mapping that stays out of the graph, since the store does not hold a node of it that is its own.

    Args:
        listed: the mapping.
        nodes: the IRIs that the store does not hold.
    """

    listed: Listed
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the reviewed mappings.

    Args:
        loaded: how many are in the graph now.
        rejected: how many say that there is no match: with this node, or with any of another vocabulary.
        unreviewed: those that no person judged, or with a property that is no mapping property of SKOS.
        unknown: those of which the store holds neither end, or misses one that is its own.
        changed: whether the graph changed.
    """

    loaded: int
    rejected: int
    unreviewed: tuple[Listed, ...]
    unknown: tuple[Unknown, ...]
    changed: bool


def candidates_in(folder: Path, candidates: Path | None = None, *, minimum: float = 0.0) -> tuple[Listed, ...]:
    """Return the mappings that wait for a review, the most alike first.

    Args:
        folder: where the reviewed mappings lie; their pairs are left out.
        candidates: the file; None for the one of the folder.
        minimum: the least score; a mapping without one is always listed.

    Returns:
        The mappings with their place.

    Raises:
        UsageError: a file is missing or damaged.
    """
    path = candidates or folder / CANDIDATES
    if not is_file(path):
        raise UsageError(
            "there are no candidates", where=str(path), remedy="run `competencygraph mappings suggest` first"
        )
    reviewed = pairs_reviewed(folder, path)
    waiting = [
        Listed(mapping, path)
        for mapping in read_table(path).mappings
        if _waits(mapping) and mapping.pair not in reviewed and (mapping.score is None or mapping.score >= minimum)
    ]
    return tuple(sorted(waiting, key=lambda one: (-(one.mapping.score or 0), one.mapping.subject, one.mapping.object)))


def reviewed_in(folder: Path, candidates: Path | None = None) -> tuple[Listed, ...]:
    """Return the mappings of a folder that somebody judged, file by file.

    Args:
        folder: its ``*.sssom.tsv`` are read, but for the candidates.
        candidates: the file of candidates; None for the one of the folder.

    Returns:
        The mappings with their place; none when there is no folder.

    Raises:
        UsageError: a file is damaged, names a person, or accepts and rejects one pair.
    """
    return tuple(one for one in _held(folder, candidates) if not _waits(one.mapping))


def _held(folder: Path, candidates: Path | None) -> tuple[Listed, ...]:
    """Return all mappings of a folder but the candidates."""
    apart = {folder / CANDIDATES, candidates}
    files = sorted(folder.glob(f"*{ENDING}")) if is_folder(folder) else []
    found = [Listed(mapping, path) for path in files if path not in apart for mapping in read_table(path).mappings]
    verdicts: dict[frozenset[str], bool] = {}
    for one in found:
        if any(names_person(text) for text in _who(one.mapping)):
            raise UsageError("the line names a person", where=one.place, remedy="name a role in reviewer_id")
        if (
            not _waits(one.mapping)
            and verdicts.setdefault(one.mapping.pair, one.mapping.negated) != one.mapping.negated
        ):
            raise UsageError("the pair is accepted and rejected", where=one.place, remedy="remove one of the two lines")
    return tuple(found)


def pairs_reviewed(folder: Path, candidates: Path | None = None) -> frozenset[frozenset[str]]:
    """Return the pairs of nodes that somebody judged, whichever way round they stand.

    Args:
        folder: where the reviewed mappings lie.
        candidates: the file of candidates; None for the one of the folder.

    >>> pairs_reviewed(Path("no-such-folder"))
    frozenset()
    """
    return frozenset(one.mapping.pair for one in reviewed_in(folder, candidates))


def review(
    folder: Path,
    subject: str,
    other: str,
    *,
    predicate: str | None,
    reviewer: str,
    comment: str | None = None,
    name: str = REVIEWED,
    candidates: Path | None = None,
) -> Listed:
    """Move a candidate to the reviewed mappings.

    Args:
        folder: where the reviewed mappings lie.
        subject: IRI of the node that is mapped; either of the two of the candidate.
        other: IRI of the node that it is mapped to.
        predicate: name of a mapping property, ``exactMatch``; None to reject the candidate.
        reviewer: the role of who judged it.
        comment: why, in a few words.
        name: of the reviewed set; its file is ``<name>.sssom.tsv``.
        candidates: the file of candidates; None for the one of the folder.

    Returns:
        The reviewed mapping.

    Raises:
        UsageError: there is no such candidate, the pair is reviewed already, the reviewer is a person, or a file cannot
            be used.
    """
    role = check_reviewer(reviewer)
    path, target = candidates or folder / CANDIDATES, _target(folder, name)
    if target.resolve() == path.resolve():
        raise UsageError("the candidates have this name", where=name, remedy="give the reviewed mappings another name")
    if comment is not None and mask_contacts(comment) != comment:
        raise UsageError("the comment names a person or how to reach one", remedy="leave that out")
    with _locked(folder):
        found = _waiting(folder, path, frozenset((subject, other)))
        mapping = replace(
            _turned(found, subject),
            predicate=found.predicate if predicate is None else MATCHES[predicate],
            negated=predicate is None,
            justification=MANUAL,
            reviewer=f"{_SETS}role/{slug(role)}",
            comment=comment or found.comment,
        )
        waiting = read_table(path)
        if is_file(target):
            table = read_table(target)
        else:
            table = MappingSet(
                {
                    "mapping_set_id": set_id(target),
                    "license": waiting.about.get("license", DEFAULT_LICENSE),
                }
            )
        write_table(target, replace(table, mappings=(*table.mappings, mapping)))
        left = tuple(one for one in waiting.mappings if one.pair != mapping.pair or not _waits(one))
        write_table(path, replace(waiting, mappings=left))
    return Listed(mapping, target)


def load_mappings(location: str, folder: Path) -> Loaded:
    """Give the live graph of a store exactly the accepted mappings of a folder.

    A mapping to a node of another vocabulary, such as a skill of ESCO, is loaded when the store holds its other end.

    Args:
        location: of the store.
        folder: where the reviewed mappings lie.

    Returns:
        What became of each; what is not loaded stays in its file.

    Raises:
        UsageError: there is no such folder, or a file is damaged.
        StoreError: the store cannot be used.
    """
    if not is_folder(folder):
        raise UsageError("there is no such folder", where=str(folder), remedy="name the folder of the mappings")
    found = _held(folder, None)
    judged = [one for one in found if not _waits(one.mapping) and one.mapping.reviewer is not None]
    rejected = [one for one in judged if _says_none(one.mapping)]
    accepted = [one for one in judged if not _says_none(one.mapping) and one.mapping.predicate in MATCHES.values()]
    with open_store(location) as store:
        known = _known(store, {iri for one in accepted for iri in one.mapping.pair})
        missing = [(one, _missing(one.mapping, known, store.base)) for one in accepted]
        ends = [one.mapping for one, nodes in missing if not nodes]
        triples = mapping_triples((one.subject, one.predicate, one.object) for one in ends)
        changed = store.replace_graph(mapping_graph(store.base), triples, live=True)
    unknown = [Unknown(one, nodes) for one, nodes in missing if nodes]
    used = {id(one) for one in (*accepted, *rejected)}
    return Loaded(
        len(triples), len(rejected), tuple(one for one in found if id(one) not in used), tuple(unknown), changed
    )


def ask_about(store: GraphStore, lookup: str, nodes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a look-up with one parameter ``node``, for many nodes.

    Args:
        store: any store.
        lookup: name of the look-up.
        nodes: IRIs.

    Yields:
        The values of each row, empty where there is none.
    """
    text, parameter = load_lookup(lookup).text, Parameter("node", "iri")
    wanted = sorted(set(nodes))
    for start in range(0, len(wanted), _AT_ONCE):
        bound = bind_rows(text, ["node"], [[convert(parameter, node)] for node in wanted[start : start + _AT_ONCE]])
        for row in store.query(bound).rows:
            yield tuple("" if term is None else term.value for term in row)


def set_id(path: Path) -> str:
    """Return the IRI of the mapping set that a file holds.

    >>> set_id(Path("mappings/candidates.sssom.tsv"))
    'https://w3id.org/competencygraph/id/graph/mappings/candidates'
    """
    return f"{_SETS}{slug(path.name.removesuffix(ENDING))}"


def _target(folder: Path, name: str) -> Path:
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise UsageError(
            "this is no name of a mapping set", where=name[:_LONGEST_NAME], remedy="use a-z, 0-9 and single hyphens"
        )
    return folder / f"{name}{ENDING}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one process at a time move lines of a folder."""
    if not is_folder(folder):
        raise UsageError("there is no such folder", where=str(folder), remedy="name the folder of the mappings")
    try:
        with FileLock(folder / _LOCK, timeout=_PATIENCE):
            yield
    except Timeout as error:
        raise FailureError(
            "another process is reviewing here", where=str(folder), remedy="wait until it has finished"
        ) from error


def _waiting(folder: Path, candidates: Path, pair: frozenset[str]) -> Mapping:
    """Return the candidate of a pair that nobody judged yet."""
    judged = next((one for one in reviewed_in(folder, candidates) if one.mapping.pair == pair), None)
    if judged is not None:
        raise UsageError(
            "this pair is reviewed already", where=judged.place, remedy="remove that line to judge it anew"
        )
    found = next((one.mapping for one in candidates_in(folder, candidates) if one.mapping.pair == pair), None)
    if found is None:
        raise UsageError(
            "this pair is no candidate",
            where=str(candidates),
            remedy="take two IRIs that `competencygraph mappings list` shows together",
        )
    return found


def _waits(mapping: Mapping) -> bool:
    """Tell whether nobody judged a mapping yet."""
    return mapping.justification != MANUAL


def _says_none(mapping: Mapping) -> bool:
    """Tell whether a mapping says that there is no match."""
    return mapping.negated or NO_TERM in mapping.pair


def _turned(mapping: Mapping, subject: str) -> Mapping:
    """Return a mapping with a node as its subject."""
    if mapping.subject == subject:
        return mapping
    return replace(
        mapping,
        subject=mapping.object,
        object=mapping.subject,
        subject_label=mapping.object_label,
        object_label=mapping.subject_label,
        subject_source=mapping.object_source,
        object_source=mapping.subject_source,
    )


def _who(mapping: Mapping) -> Iterator[str]:
    """Yield the cells that can name who made or judged a mapping."""
    yield mapping.reviewer or ""
    for column, text in mapping.further:
        if column.startswith(("author_", "creator_", "reviewer_")):
            yield text


def _missing(mapping: Mapping, known: Set[str], base: str) -> tuple[str, ...]:
    """Return the ends for which a mapping stays out of the graph, sorted; none when it belongs there.

    A node of another vocabulary, such as a skill of ESCO, need not be in the store when the other end is.

    Args:
        mapping: an accepted mapping.
        known: the IRIs that the store holds.
        base: base IRI of the data of the store; whatever begins with it is the store's own.
    """
    unheld = mapping.pair - known
    own = {iri for iri in unheld if iri.startswith((base, DATA_BASE))}
    return tuple(sorted(unheld)) if own or unheld == mapping.pair else ()


def _known(store: GraphStore, nodes: set[str]) -> frozenset[str]:
    return frozenset(node for node, *_ in ask_about(store, "known-nodes", nodes))
