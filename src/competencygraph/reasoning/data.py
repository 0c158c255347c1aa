"""What a store holds that can be reasoned over: one profile, or all that the rules need."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.parameters import bind
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.store import GraphStore, Term

__all__ = ["facts_of_store", "profile_facts"]


def profile_facts(store: GraphStore, root: str) -> tuple[Triple, ...]:
    """Return all that a store says of a family, a profile or a dictionary and of what belongs to it.

    Args:
        store: its live graph is looked at.
        root: IRI of a family, a profile that stands alone, or a dictionary.

    Returns:
        Statements, with those of the packaged vocabulary.
    """
    text = bind(load_lookup("sample-of-profile").text, {"root": NamedNode(root)})
    return _with_vocabulary(store.query(text).rows)


def facts_of_store(store: GraphStore) -> tuple[Triple, ...]:
    """Return all that the live graph of a store says that an inference rule may need.

    Args:
        store: its live graph is looked at.

    Returns:
        Statements, with those of the packaged vocabulary.
    """
    return _with_vocabulary(store.query(load_lookup("premises-of-rules").text).rows)


def _with_vocabulary(rows: tuple[tuple[Term | None, ...], ...]) -> tuple[Triple, ...]:
    return tuple(dict.fromkeys([*_triples(rows), *vocabulary_triples()]))


def _triples(rows: tuple[tuple[Term | None, ...], ...]) -> Iterator[Triple]:
    for subject, predicate, value in rows:
        yield Triple(subject, predicate, value)  # type: ignore[arg-type]  # the columns of a triple pattern
