"""From what a reader found to editions that the store is given, all at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from competencygraph.imports.comparing import changes_between
from competencygraph.imports.port import Change, FilePlace, Held, ImportFile, NewEdition, Reading
from competencygraph.imports.revising import revise
from competencygraph.store import EditionChange
from competencygraph.store.writing import name_blank_nodes

__all__ = ["PlannedEdition", "planned_editions"]


@dataclass(frozen=True, slots=True)
class PlannedEdition:
    """An edition that becomes current.

    Args:
        edition: what the store is given.
        kind: ``new`` document, ``other edition`` that the file holds as a whole, or ``revised``.
        changes: how it differs from the current edition.
    """

    edition: EditionChange
    kind: Literal["new", "other edition", "revised"]
    changes: tuple[Change, ...]


def planned_editions(reading: Reading, held: Held, file: ImportFile) -> tuple[PlannedEdition, ...]:
    """Return the editions that a reading asks for, one a document that changes, sorted by document.

    Args:
        reading: without faults.
        held: what the store holds.
        file: the file.

    Returns:
        The editions; none when nothing changes.

    >>> from competencygraph.imports.held import StoreHeld
    >>> from competencygraph.store import open_store
    >>> with open_store(":memory:", write=True) as store:
    ...     planned_editions(Reading(), StoreHeld(store), ImportFile("a.ttl", b"", "0" * 64))
    ()
    """
    by_document: defaultdict[str, list[Change]] = defaultdict(list)
    for change in reading.changes:
        by_document[change.document].append(change)
    editions = [
        replace(edition, triples=tuple(sorted(name_blank_nodes(edition.triples, edition.edition), key=str)))
        for edition in reading.editions
    ]
    planned = [
        _whole(edition, held)
        for edition in editions
        if held.documents.get(edition.document) != edition.edition
        or held.triples(edition.document) != frozenset(edition.triples)
    ]
    for document, changes in by_document.items():
        old, current = held.triples(document), held.documents[document]
        edition = revise(document, current, old, changes, file, held.catalogue())
        planned.append(PlannedEdition(edition, "revised", tuple(changes)))
    return tuple(sorted(planned, key=lambda one: one.edition.document))


def _whole(edition: NewEdition, held: Held) -> PlannedEdition:
    old = held.triples(edition.document)

    def place(node: str, value: str | None) -> FilePlace:
        return edition.places.get(node, FilePlace())

    changes = changes_between(edition.document, old, frozenset(edition.triples), place)
    change = EditionChange(edition.document, edition.edition, edition.triples, edition.catalogue)
    return PlannedEdition(change, "other edition" if edition.document in held.documents else "new", changes)
