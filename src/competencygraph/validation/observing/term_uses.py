"""Observes where the terms that a document defines are used."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import Terms, words_of
from competencygraph.validation.observing.layout import read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]


def observe(source: Source) -> Iterator[Triple]:
    """Yield for each defined term the first place, outside its definition, that has it or an inflection of it.

    Args:
        source: the edition.

    Yields:
        ``cg:TermUse`` observed on the definition; its lines are those of the text of the graph that has the term, else
        the line and, for a term over a line break, the next.
    """
    terms = [text for text in source.texts if text.kind == cg.Definition and text.property.endswith("prefLabel")]
    if not terms:
        return
    lines = [(line.number, words_of(line.text)) for line in read_layout(source).lines]
    places = [(text.start_line, text.end_line, words_of(text.text)) for text in source.texts]
    following = [*lines[1:], (lines[-1][0], [])]
    for (line, words), (after, more) in zip(lines, following, strict=True):
        places.append((line, after, words + more))
    sought = Terms([term.text for term in terms])
    used: dict[int, tuple[int, int]] = {}
    for first, last, words in places:
        for place in sought.found_in(words):
            if place not in used and (last < terms[place].start_line or terms[place].end_line < first):
                used[place] = (first, last)
    for place, lines_of_use in sorted(used.items()):
        iri = terms[place].iri
        yield from observation(source.edition, cg.TermUse, place + 1, on=iri, lines=lines_of_use)
