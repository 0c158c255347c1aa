"""Observes where the terms that a document defines are used."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import has_term, words_of
from competencygraph.validation.observing.layout import read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]


def observe(source: Source) -> Iterator[Triple]:
    """Yield for each defined term the first line, outside its definition, that has it or an inflection of it.

    Args:
        source: the edition.

    Yields:
        ``cg:TermUse`` observed on the definition, on the line and, for a term over a line break, the next.
    """
    terms = [text for text in source.texts if text.kind == cg.Definition and text.property.endswith("prefLabel")]
    if not terms:
        return
    lines = [(line.number, words_of(line.text)) for line in read_layout(source).lines]
    for number, term in enumerate(terms, 1):
        others = [one for one in lines if not term.start_line <= one[0] <= term.end_line]
        for place, (line, words) in enumerate(others):
            last, after = others[place + 1] if place + 1 < len(others) else (line, [])
            if has_term(words + after, term.text):
                yield from observation(source.edition, cg.TermUse, number, on=term.iri, lines=(line, last))
                break
