"""A revised document as its new edition: what it stated, what a file changes, and where the file says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256

from pyoxigraph import BlankNode, NamedNode, Triple

from competencygraph._version import __version__
from competencygraph.errors import FailureError
from competencygraph.imports.comparing import shown
from competencygraph.imports.port import Change, FilePlace, ImportFile
from competencygraph.rdf.iris import edition_iri, passage_iri, short_digest
from competencygraph.rdf.vocabulary import (
    CELL,
    DCAT_HAS_CURRENT_VERSION,
    DCT_IS_PART_OF,
    DCT_LANGUAGE,
    DIGEST,
    EDITION,
    END_LINE,
    EXTRACTOR_VERSION,
    FILE_NAME,
    HAS_EDITION,
    PASSAGE,
    QUOTE,
    SHEET,
    START_LINE,
    TYPE,
    WAS_DERIVED_FROM,
    WAS_REVISION_OF,
)
from competencygraph.rdf.writer import integer, string
from competencygraph.store import EditionChange

__all__ = ["described_edition", "new_passages", "removal", "revise"]

_NO_EDITION = "0" * 64


def removal(triples: Collection[Triple], *nodes: str) -> tuple[Triple, ...]:
    """Return the statements that go with nodes: theirs, those of the nodes below them, and the links to all of these.

    The passages that they were made from stay: the document prints them, or printed them.

    Args:
        triples: what the document states.
        nodes: IRIs.

    Returns:
        The statements, sorted.

    >>> a, b = NamedNode("urn:d/a"), NamedNode("urn:d/a/b")
    >>> len(removal([Triple(a, HAS_EDITION, b), Triple(b, TYPE, PASSAGE), Triple(PASSAGE, TYPE, a)], "urn:d/a"))
    3
    """
    beginnings = tuple(f"{node}/" for node in nodes)

    def goes(term: object) -> bool:
        return isinstance(term, NamedNode) and (term.value in nodes or term.value.startswith(beginnings))

    gone = {triple for triple in triples if goes(triple.subject) or goes(triple.object)}
    blank = {triple.object for triple in gone if isinstance(triple.object, BlankNode)}
    while blank:
        further = {triple for triple in triples if triple.subject in blank} - gone
        gone |= further
        blank = {triple.object for triple in further if isinstance(triple.object, BlankNode)}
    return tuple(sorted(gone, key=str))


def revise(
    document: str,
    held: str,
    old: Collection[Triple],
    changes: Sequence[Change],
    file: ImportFile,
    catalogue: Iterable[Triple],
) -> EditionChange:
    """Return the new edition of a document that a file revises.

    Args:
        document: IRI of the document.
        held: IRI of its current edition.
        old: what that edition states.
        changes: what the file changes, at least one change.
        file: the file.
        catalogue: the whole catalogue graph.

    Returns:
        The edition: the old statements with the changes made, a passage of the file for each node that it adds or
        changes, and the edition itself, a revision of the old one. The same for the same arguments.

    Raises:
        FailureError: the changes drop what the document does not state, or add what it states.
    """
    dropped = {triple for change in changes for triple in change.drop}
    added = {triple for change in changes for triple in change.add}
    stated = set(old)
    if dropped - stated - added or (added & stated) - dropped:
        raise FailureError(
            "the changes do not fit what the document states", where=document, remedy="report this as a fault"
        )
    body = (stated - dropped) | added
    languages = [t.object for t in old if t.predicate == DCT_LANGUAGE and t.subject == NamedNode(held)]

    def built(digest: str) -> tuple[str, set[Triple]]:
        edition = edition_iri(document, digest)
        node = NamedNode(edition)
        own = {
            *described_edition(document, edition, file),
            Triple(node, WAS_REVISION_OF, NamedNode(held)),
            *(Triple(node, DCT_LANGUAGE, language) for language in languages),
        }
        return edition, body | own | set(new_passages(edition, changes, body, file))

    _, draft = built(_NO_EDITION)
    edition, triples = built(sha256("\n".join(sorted(map(str, draft))).encode()).hexdigest())
    kept = [
        triple
        for triple in catalogue
        if _is_own(triple.subject, document) and triple.predicate != DCAT_HAS_CURRENT_VERSION
    ]
    node = NamedNode(edition)
    described = (
        *kept,
        *described_edition(document, edition, file),
        Triple(node, WAS_REVISION_OF, NamedNode(held)),
        Triple(node, EXTRACTOR_VERSION, string(__version__)),
    )
    return EditionChange(document, edition, tuple(sorted(triples, key=str)), described)


def described_edition(document: str, edition: str, file: ImportFile) -> tuple[Triple, ...]:
    """Return what an edition's own graph and the catalogue graph both say of it.

    Args:
        document: IRI of the document.
        edition: IRI of the edition.
        file: what it was imported from.

    Returns:
        The triples.
    """
    node = NamedNode(edition)
    return (
        Triple(NamedNode(document), HAS_EDITION, node),
        Triple(node, TYPE, EDITION),
        Triple(node, DIGEST, string(file.digest)),
        Triple(node, FILE_NAME, string(file.name)),
    )


def new_passages(
    edition: str, changes: Iterable[Change], body: Collection[Triple], file: ImportFile
) -> Iterable[Triple]:
    """Yield the passages of the file that nodes come from, and which node comes from which.

    The cells of tables count as lines, in the order of the changes: nobody can count the lines of a workbook.

    Args:
        edition: IRI of the edition that they are part of.
        changes: what the file changes; what it adds or changes comes from it.
        body: what the edition states of the document.
        file: the file.

    Yields:
        Triples; some may come twice.
    """
    there = {shown(triple.subject) for triple in body}
    cells: dict[FilePlace, int] = {}
    last = file.data.count(b"\n") + 1
    described: set[str] = set()
    for change in changes:
        if change.kind not in {"added", "changed"}:
            continue
        typed = {shown(triple.subject) for triple in change.add if triple.predicate == TYPE}
        if (change.node not in there and not typed) or _is_passage(change.node):
            continue
        place = change.place
        if place.cell is not None:
            number = cells.setdefault(place, len(cells) + 1)
            place = replace(place, line=number, end_line=number)
        passage = _passage(edition, place, change.node)
        words = change.quote if change.quote is not None else change.after or change.before or ""
        for node in sorted({change.node, *typed} & there):
            if not _is_passage(node) and ":" in node:
                yield Triple(NamedNode(node), WAS_DERIVED_FROM, passage)
        if passage.value not in described:
            described.add(passage.value)
            yield from _describe(passage, edition, place, words, last)


def _passage(edition: str, place: FilePlace, node: str) -> NamedNode:
    if place.line is not None:
        return NamedNode(passage_iri(edition, place.line, place.end_line or place.line))
    return NamedNode(f"{edition}/entry/{short_digest(node)}")


def _describe(passage: NamedNode, edition: str, place: FilePlace, words: str, last: int) -> Iterable[Triple]:
    start = place.line or 1
    end = place.end_line or place.line or last
    yield Triple(passage, TYPE, PASSAGE)
    yield Triple(passage, DCT_IS_PART_OF, NamedNode(edition))
    yield Triple(passage, START_LINE, integer(start))
    yield Triple(passage, END_LINE, integer(end))
    yield Triple(passage, QUOTE, string(words))
    if place.sheet is not None:
        yield Triple(passage, SHEET, string(place.sheet))
    if place.cell is not None:
        yield Triple(passage, CELL, string(place.cell))


def _is_passage(node: str) -> bool:
    return "/ed/" in node


def _is_own(node: object, document: str) -> bool:
    """Tell whether a node is the document's or stands below it; a blank node may."""
    if isinstance(node, NamedNode):
        return node.value == document or node.value.startswith(f"{document}/")
    return False
