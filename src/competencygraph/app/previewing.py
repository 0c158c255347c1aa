"""What a change of editions would do to the live graph, without doing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from competencygraph.app.listing import current_documents
from competencygraph.queries import ask
from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.rdf.rows import rows_from_triples
from competencygraph.store import EditionChange, EditionOutcome, GraphStore
from competencygraph.store.port import Term

__all__ = ["preview"]

_Statement: TypeAlias = tuple[Term | None, ...]


def preview(store: GraphStore, changes: Sequence[EditionChange]) -> tuple[EditionOutcome, ...]:
    """Return what `GraphStore.replace_editions` would answer, the store left as it is.

    Args:
        store: any store; it is only read.
        changes: new editions, each of another document.

    Returns:
        One outcome a change, as if the earlier ones had been made.
    """
    current = {held.document: held.edition for held in current_documents(store)}
    vocabulary: set[_Statement] = set(rows_from_triples(vocabulary_triples()))
    shared: set[_Statement] = set()
    outcomes: list[EditionOutcome] = []
    for change in changes:
        before = _statements(store, current.get(change.document))
        after: set[_Statement] = set(rows_from_triples(change.triples))
        others = {held for document, held in current.items() if document != change.document}
        elsewhere = _stated_elsewhere(store, _outside(change.document, before ^ after), others)
        stays = elsewhere | vocabulary | shared
        added = after - before - stays
        dropped = before - after - stays
        shared |= _outside(change.document, after)
        if change.document not in current:
            kind = "added"
        else:
            kind = "unchanged" if before == after and current[change.document] == change.edition else "replaced"
        outcomes.append(EditionOutcome(change.document, kind, len(added), len(dropped)))
    return tuple(outcomes)


def _statements(store: GraphStore, edition: str | None) -> set[_Statement]:
    if edition is None:
        return set()
    return set(ask(store, load_lookup("statements-of-graph"), {"graph": edition}).result.rows)


def _outside(document: str, statements: Iterable[_Statement]) -> set[_Statement]:
    """Return the statements that other documents may make too: those on nodes that are not below the document."""
    return {
        statement
        for statement in statements
        if not (_iri(statement[0]) == document or _iri(statement[0]).startswith(f"{document}/"))
    }


def _stated_elsewhere(store: GraphStore, statements: Iterable[_Statement], editions: set[str]) -> set[_Statement]:
    """Return the statements on these nodes that the current editions of other documents make."""
    subjects = {statement[0] for statement in statements}
    found: set[_Statement] = set()
    for subject in subjects:
        answer = ask(store, load_lookup("statements-on-node"), {"node": subject})
        for graph, predicate, value in answer.result.rows:
            if _iri(graph) in editions:
                found.add((subject, predicate, value))
    return found


def _iri(term: Term | None) -> str:
    return "" if term is None else term.value
