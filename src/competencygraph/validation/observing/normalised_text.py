"""Observes each text without what does not matter when texts are compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import statement
from competencygraph.validation.observing.source import Source

__all__ = ["normalise", "observe"]

_CLOSING = " .,;:!?…"


def observe(source: Source) -> Iterator[Triple]:
    """Yield the normalised text of each node that has one.

    Args:
        source: the edition.

    Yields:
        ``cg:normalisedText`` of nodes; a node with several texts (a name, a definition) has one for each.
    """
    for node in source.texts:
        text = normalise(node.text)
        if text:
            yield statement(node.iri, cg.normalisedText, text)


def normalise(text: str) -> str:
    """Return a text in lower case, in compatibility form, white space collapsed, without closing punctuation.

    >>> normalise("  Plannen  en organiseren;")
    'plannen en organiseren'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(_CLOSING)
