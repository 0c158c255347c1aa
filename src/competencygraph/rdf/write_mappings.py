"""Mappings as triples."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

__all__ = ["mapping_triples"]


def mapping_triples(mappings: Iterable[tuple[str, str, str]]) -> tuple[Triple, ...]:
    """Return the triples of mappings.

    Args:
        mappings: absolute IRIs of subject, property and object.

    Returns:
        One triple a mapping, each once, sorted.

    >>> [str(triple) for triple in mapping_triples([("urn:a", "urn:p", "urn:b"), ("urn:a", "urn:p", "urn:b")])]
    ['<urn:a> <urn:p> <urn:b>']
    """
    return tuple(Triple(*map(NamedNode, mapping)) for mapping in sorted(set(mappings)))
