"""Use case: what was read as a file to correct, and corrections applied, stated and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from competencygraph.app.collecting import Candidate, Catalogues
from competencygraph.errors import StoreError, UsageError
from competencygraph.ingest import entry_for
from competencygraph.ingest.corrections import (
    apply_corrections,
    corrections_between,
    read_edited,
    review_text,
)
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.masking import mask_contacts
from competencygraph.ingest.supervised import DocumentReader
from competencygraph.model import Correction, Evidence, ParsedDocument, Reading, StatedCorrection
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.iris import document_iri, framework_iri
from competencygraph.store import GraphStore, holds_store, open_store
from competencygraph.terms.namespaces import DATA_BASE

__all__ = [
    "EDITOR",
    "CorrectedDocument",
    "Correcting",
    "Review",
    "check_role",
    "correct",
    "count_kept",
    "kept_corrections",
    "review",
]

EDITOR = "editor"
"""The role of who corrects, when no other is given."""

_LONGEST_ROLE = 60


@dataclass(frozen=True, slots=True)
class Correcting:
    """How an ingest corrects.

    Args:
        file: a corrected review file; None to apply again what was corrected earlier.
        role: of who corrected the file.
        forget: whether earlier corrections are left out, and forgotten.
    """

    file: Path | None = None
    role: str = EDITOR
    forget: bool = False


@dataclass(frozen=True, slots=True)
class CorrectedDocument:
    """A document as corrected.

    Args:
        parsed: the document.
        stated: its corrections, as the graph is to state them.
    """

    parsed: ParsedDocument
    stated: tuple[StatedCorrection, ...] = ()

    @property
    def unfit(self) -> tuple[Correction, ...]:
        """Return the corrections that no longer fit."""
        return tuple(one.correction for one in self.stated if not one.fits)

    @property
    def applied(self) -> int:
        """Return how many corrections fit."""
        return sum(1 for one in self.stated if one.fits)


@dataclass(frozen=True, slots=True)
class Review:
    """What was read of a document as a file to correct.

    Args:
        text: the file.
        notices: what of the document was not read.
    """

    text: str
    notices: tuple[str, ...] = ()


def review(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    comments: str = "",
    place: Callable[[ParsedDocument], Callable[[Evidence], str]] | None = None,
    reason: Callable[[Reading], str] | None = None,
) -> Review:
    """Return what is read of a document as a file that a person can correct; nothing is stored.

    Args:
        path: the document.
        limits: what reading it may take.
        comments: how to use the file, in the reader's language.
        place: tells, of a document, where lines stand.
        reason: tells why lines became what they are.

    Returns:
        The file's text.

    Raises:
        UnreadableDocumentError: the document cannot be read.
        NotAProfileError: nothing in it belongs to a profile.
    """
    with DocumentReader(limits) as reader:
        file = reader.read(path)
    where = None if place is None else place(file.parsed)
    return Review(review_text(file.parsed, comments=comments, place=where, reason=reason), file.notices)


def check_role(role: str) -> str:
    """Return the role of who corrects, with its white space collapsed.

    Raises:
        UsageError: it looks like a person's name, an address or a number, is empty or too long.

    >>> check_role(" HR  analyst ")
    'HR analyst'
    """
    role = " ".join(role.split())
    remedy = "give a role, such as: HR analyst"
    if not role or len(role) > _LONGEST_ROLE or not role.isprintable():
        raise UsageError("this is no role", where=role[:_LONGEST_ROLE] or None, remedy=remedy)
    if mask_contacts(f"Contact: {role}") != f"Contact: {role}" or mask_contacts(role) != role:
        raise UsageError("this looks like a person, and the graph names none", remedy=remedy)
    return role


def kept_corrections(store: GraphStore, document: str) -> tuple[StatedCorrection, ...]:
    """Return the corrections that a store keeps of a document, in the order in which they were applied.

    Args:
        store: any store.
        document: IRI of the document.

    Raises:
        StoreError: a stored correction cannot be read.
    """
    kept: list[StatedCorrection] = []
    for row in ask(store, load_lookup("corrections-of-document"), {"document": document}).rows:
        try:
            correction = Correction.from_text(str(row["record"]))
        except ValueError as error:
            raise StoreError(
                "a stored correction cannot be read", where=document, remedy="ingest with --without-corrections"
            ) from error
        kept.append(StatedCorrection(correction, str(row["attributedTo"])))
    return tuple(kept)


def count_kept(location: str, path: Path, *, catalogue: Path | None = None, as_key: str | None = None) -> int:
    """Return how many corrections a store keeps of the document that a file holds.

    Args:
        location: a folder, or ``:memory:``.
        path: the document's file.
        catalogue: the catalogue; None to use the one beside the document.
        as_key: the key of the document, ``KEY`` or ``FRAMEWORK/KEY``; None to take the catalogue's.

    Returns:
        Their number, 0 where there is no store.

    Raises:
        CatalogueError: the catalogue or the key cannot be used.
        StoreError: there is a store and it cannot be opened.

    >>> count_kept(":memory:", Path("a.txt"))
    0
    """
    if not holds_store(location):
        return 0
    entry = entry_for(path, Catalogues(catalogue).for_document(Candidate(path, path.parent)), as_key)
    document = document_iri(framework_iri(DATA_BASE, entry.framework.key), entry.key)
    with open_store(location) as store:
        return len(ask(store, load_lookup("corrections-of-document"), {"document": document}).rows)


def correct(
    parsed: ParsedDocument, correcting: Correcting, kept: Callable[[], Sequence[StatedCorrection]]
) -> CorrectedDocument:
    """Return a document with the corrections of a file, or else with those that are kept.

    Args:
        parsed: the document as it was read.
        correcting: how to correct.
        kept: gives the corrections that the store keeps of it.

    Returns:
        The document and its corrections; kept ones that no longer fit change nothing and stay among them.

    Raises:
        CorrectionError: the file cannot be used.
    """
    if correcting.file is not None:
        role = check_role(correcting.role)
        found = corrections_between(parsed, read_edited(correcting.file))
        given: Sequence[StatedCorrection] = [StatedCorrection(one, role) for one in found]
    else:
        given = () if correcting.forget else kept()
    corrected = apply_corrections(parsed, [one.correction for one in given])
    applied = {id(one.correction): one for one in corrected.applied}
    stated: list[StatedCorrection] = []
    for one in given:
        result = applied.get(id(one.correction))
        if result is None:
            stated.append(StatedCorrection(one.correction, one.attributed_to, fits=False))
        else:
            stated.append(
                StatedCorrection(one.correction, one.attributed_to, True, result.text, result.evidence, result.profile)
            )
    return CorrectedDocument(corrected.parsed, tuple(stated))
