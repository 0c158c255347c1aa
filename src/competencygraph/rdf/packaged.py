"""The packaged vocabulary, terms and schemes, as triples."""

from __future__ import annotations

from functools import cache

from pyoxigraph import RdfFormat, Triple, parse

from competencygraph.terms import resources

__all__ = ["vocabulary_triples"]


@cache
def vocabulary_triples() -> tuple[Triple, ...]:
    """Return what the packaged term modules and schemes state.

    Returns:
        The triples of `resources.vocabulary_files`; no blank nodes among them.

    >>> len(vocabulary_triples()) > 100
    True
    """
    return tuple(
        quad.triple
        for file in resources.vocabulary_files()
        for quad in parse(file.read_bytes(), format=RdfFormat.TURTLE)
    )
