"""How a file differs from the edition of a document that it describes, and what that changes in the current one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.imports.cautions import masked
from competencygraph.imports.comparing import changes_between, shown
from competencygraph.imports.evidence import evidence_of
from competencygraph.imports.line_index import LineIndex
from competencygraph.imports.merging import merge
from competencygraph.imports.port import Change, Fault, FilePlace, Held, ImportOptions, Notice
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.rdf.vocabulary import DCT_IS_PART_OF, EDITION, HAS_EDITION, TYPE, WAS_DERIVED_FROM
from competencygraph.store.writing import name_blank_nodes

__all__ = ["Stated", "changes_of", "notice_of", "older_edition"]

_ANEW = "export anew and edit that, or give --remove-missing to go back to what the file says"
_READ = "to go back, ingest the earlier file with --replace"
#: Beyond so many differences nobody looks for lines.
_PLACED = 2_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file states of one document.

    Args:
        edition: the edition that it calls current; None when it names none.
        triples: of the edition's graph.
        catalogue: of the catalogue graph.
    """

    edition: str | None
    triples: frozenset[Triple]
    catalogue: frozenset[Triple]


def older_edition(document: str, stated: Stated, held: Held) -> str | None:
    """Return the earlier edition of a document that the file describes.

    Args:
        document: IRI of the document.
        stated: what the file states of it.
        held: what the store holds.

    Returns:
        The IRI of the edition; None for the current one, for one that the store does not know, and for no edition.
    """
    current = held.documents.get(document)
    if stated.edition is None or current is None or stated.edition == current:
        return None
    earlier = Triple(NamedNode(document), HAS_EDITION, NamedNode(stated.edition))
    return stated.edition if earlier in held.catalogue() else None


def notice_of(older: str, current: str, options: ImportOptions) -> Notice:
    """Return what people must know of a file that describes an earlier edition.

    Args:
        older: IRI of the edition that the file describes.
        current: IRI of the current one.
        options: how to import.
    """
    described, held = (edition.rpartition("/")[2] for edition in (older, current))
    if options.remove_missing:
        return Notice(f"the file describes edition {described}: what the store changed since, to {held}, is undone")
    return Notice(f"the file describes edition {described}: what the store changed since, to {held}, stays")


def changes_of(
    document: str, stated: Stated, held: Held, options: ImportOptions, index: LineIndex | None, older: str | None
) -> tuple[tuple[Change, ...], tuple[Fault, ...]]:
    """Return what the file changes in the edition that the store holds of a document, and what it cannot.

    What a file changed in an earlier edition is changed in the current one; to go back to it must be asked for.

    Args:
        document: IRI of the document, which the store holds.
        stated: what the file states of it.
        held: what the store holds.
        options: how to import.
        index: the lines of the file; None to look for none.
        older: the earlier edition that the file describes; None for the current one.

    Returns:
        The changes, and the faults; with one of these, no change.
    """
    current = held.triples(document)
    merged = older is not None and not options.remove_missing
    described, edition = current, held.documents[document]
    if older is not None:
        place = FilePlace() if index is None else index.place(document, None)
        if merged:
            described, edition = frozenset(name_blank_nodes(held.graph(older), edition)), older
            if not described:
                gone = f"the store no longer holds the edition that the file describes: {older}"
                return (), (Fault(gone, place, _ANEW),)
        elif Triple(NamedNode(older), TYPE, EDITION) not in current:
            return (), (
                Fault(f"the document was read anew since the edition that the file describes: {older}", place, _READ),
            )
    entering, missing = _difference(stated, described, edition, options)
    indexed = index if len(entering) + len(missing) <= _PLACED else None

    def place_of(node: str, value: str | None) -> FilePlace:
        return FilePlace() if indexed is None else indexed.place(node, value)

    if merged:
        both = merge(described, current, entering, missing, place_of)
        if both.faults:
            return (), both.faults
        entering, missing = both.entering, both.leaving
    if not entering and not missing:
        return (), ()
    return changes_between(document, current, (current - missing) | entering, place_of), ()


def _difference(
    stated: Stated, old: Set[Triple], edition: str, options: ImportOptions
) -> tuple[Set[Triple], Set[Triple]]:
    """Return what a file states beside an edition, and what it leaves out that is to go."""
    written = {masked(triple, options.mask) for triple in stated.triples - old}
    entering = written - old
    missing: Set[Triple] = old - stated.triples - written - set(vocabulary_triples())
    editions = {triple.subject for triple in old if triple.predicate == TYPE and triple.object == EDITION}
    told = {triple.subject for triple in stated.triples if triple.predicate == TYPE and triple.object == EDITION}
    missing -= _of_editions(old, editions - told)
    evidence = evidence_of(old)
    missing = {triple for triple in missing if shown(triple.subject) not in evidence}
    node = NamedNode(edition)
    whole = node in told and all(triple in stated.triples for triple in old if triple.subject == node)
    if not (whole or options.remove_missing):
        return entering, {triple for triple in missing if _is_replaced(triple, entering)}
    left = {shown(triple.subject) for triple in missing if triple.predicate == TYPE}
    left -= {shown(t.subject) for t in (old - missing) | entering if t.predicate != WAS_DERIVED_FROM}
    return entering, missing | {t for t in old if t.predicate == WAS_DERIVED_FROM and shown(t.subject) in left}


def _of_editions(triples: Set[Triple], editions: Set[object]) -> set[Triple]:
    """Return what is said of editions and of their passages, and which nodes come from those."""
    passages = {t.subject for t in triples if t.predicate == DCT_IS_PART_OF and t.object in editions}
    about = {t for t in triples if t.subject in editions or t.subject in passages}
    return about | {
        t for t in triples if t.object in editions or (t.predicate == WAS_DERIVED_FROM and t.object in passages)
    }


def _is_replaced(triple: Triple, entering: Set[Triple]) -> bool:
    """Tell whether another text takes the place of a text: of the same node, property and language."""
    old = triple.object
    return isinstance(old, Literal) and any(
        new.subject == triple.subject
        and new.predicate == triple.predicate
        and isinstance(new.object, Literal)
        and new.object.language == old.language
        for new in entering
    )
