"""What a check is given: one edition, and what other documents say about the same things."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Triple

__all__ = ["EditionData"]


@dataclass(frozen=True, slots=True)
class EditionData:
    """One edition to be checked.

    Args:
        document: IRI of the document.
        triples: what the edition states, and what the catalogue says of this edition and its document.
        elsewhere: what other documents say of the same competencies, of the framework's dictionaries, and of the nodes
            that `observed` names.
        observed: observations that took a look at other documents (``cg:SharedText``).
    """

    document: str
    triples: tuple[Triple, ...]
    elsewhere: tuple[Triple, ...] = ()
    observed: tuple[Triple, ...] = ()
