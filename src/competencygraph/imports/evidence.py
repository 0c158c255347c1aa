"""What was read from a document stays as it was read: its passages, its editions, and which edition is which."""

from __future__ import annotations

from collections.abc import Set

from pyoxigraph import Triple

from competencygraph.imports.comparing import shown
from competencygraph.rdf.vocabulary import (
    DCAT_HAS_CURRENT_VERSION,
    DCT_IS_PART_OF,
    EDITION,
    HAS_EDITION,
    PASSAGE,
    TYPE,
    WAS_DERIVED_FROM,
    WAS_REVISION_OF,
)

__all__ = ["evidence_of", "without_other_evidence"]


def evidence_of(triples: Set[Triple]) -> frozenset[str]:
    """Return the editions that statements describe, and their passages.

    Args:
        triples: what a document states.

    >>> from pyoxigraph import NamedNode
    >>> evidence_of({Triple(NamedNode("urn:d/ed/1#line=1,2"), TYPE, PASSAGE)})
    frozenset({'urn:d/ed/1#line=1,2'})
    """
    return frozenset(shown(t.subject) for t in triples if t.predicate == TYPE and t.object in {PASSAGE, EDITION})


def without_other_evidence(stated: Set[Triple], old: Set[Triple]) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """Return what a file states, without what it says otherwise of the editions that the store holds.

    A file cannot make a document print other words, nor give an edition another text, digest or place among editions.

    Args:
        stated: what the file states of a document.
        old: what the current edition of that document states.

    Returns:
        The statements that count, and those that do not.

    >>> from pyoxigraph import NamedNode
    >>> passage = Triple(NamedNode("urn:d/ed/1#line=1,2"), TYPE, PASSAGE)
    >>> other = Triple(NamedNode("urn:d/ed/1#line=1,2"), NamedNode("urn:quote"), TYPE)
    >>> kept, left = without_other_evidence({passage, other}, {passage})
    >>> kept == {passage}, left == {other}
    (True, True)
    """
    held = evidence_of(old)
    new = {t.subject for t in stated if t.predicate == TYPE and t.object == EDITION and shown(t.subject) not in held}
    made = {shown(t.subject) for t in stated if t.predicate == DCT_IS_PART_OF and t.object in new}
    claimed = (evidence_of(stated) - {shown(node) for node in new} - made) | held
    differing = stated - old
    left = {t for t in differing if shown(t.subject) in claimed or _places_edition(t, new)}
    unknown = claimed - held
    left |= {t for t in differing if t.predicate == WAS_DERIVED_FROM and shown(t.object) in unknown}
    return frozenset(stated - left), frozenset(left)


def _places_edition(triple: Triple, new: Set[object]) -> bool:
    """Tell whether a statement says which edition is which, of one that the file does not describe."""
    return triple.predicate == DCAT_HAS_CURRENT_VERSION or (
        (triple.predicate == HAS_EDITION and triple.object not in new)
        or (triple.predicate == WAS_REVISION_OF and triple.subject not in new)
    )
