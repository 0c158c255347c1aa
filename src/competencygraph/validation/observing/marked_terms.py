"""Observes words with an asterisk behind them, and what explains them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.footnote_marks import explanations, marked_words
from competencygraph.validation.observing.inflection import Terms, has_term, words_of
from competencygraph.validation.observing.layout import read_layout
from competencygraph.validation.observing.observation import Value, observation, observed_node
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]

#: Notes with one sign, at most; what else begins with it is not looked at.
_NOTES = 50


def observe(source: Source) -> Iterator[Triple]:
    """Yield the marked words of an edition's texts.

    A mark is explained by a definition whose term stands in the words before it, in any inflection, or by a note with
    the same sign that speaks of the word. Where nothing is defined, any note with the sign explains it.

    Args:
        source: the edition.

    Yields:
        ``cg:MarkedTerm`` with the word, the sign and, where it is explained, what explains it.
    """
    terms = [text for text in source.texts if text.kind == cg.Definition and text.property.endswith("prefLabel")]
    sought = Terms([term.text for term in terms])
    notes: defaultdict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for place, (mark, note, _, _) in enumerate(explanations(source, read_layout(source)), 1):
        if len(notes[mark]) < _NOTES:
            notes[mark].append((place, words_of(note)))
    number = 0
    for text in source.texts:
        if text.kind == cg.Definition or ("*" not in text.text and "†" not in text.text and "‡" not in text.text):
            continue
        for match in marked_words(text.text):
            number += 1
            before = words_of(match["before"] + match["word"])
            values: dict[str, Value] = {cg.form: match["word"], f"{namespaces.SKOS}notation": match["mark"]}
            defined = sought.found_in(before)
            explained = terms[defined[0]].iri if defined else None
            for place, words in () if defined else notes.get(match["mark"], ()):
                if not terms or has_term(words, match["word"]):
                    explained = observed_node(source.edition, cg.FootnoteMark, place).value
                    break
            if explained is not None:
                values[cg.otherNode] = NamedNode(explained)
            yield from observation(
                source.edition,
                cg.MarkedTerm,
                number,
                on=text.iri,
                lines=(text.start_line, text.end_line),
                values=values,
            )
