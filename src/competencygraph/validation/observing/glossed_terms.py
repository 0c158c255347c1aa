"""Observes words that a descriptor explains right behind them, in parentheses: short term (one to three weeks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["glosses_in", "observe"]

_GLOSSED = re.compile(r"(?<![\w'’-])([^\W\d_][\w'’-]*)\s([^\W\d_][\w'’-]*)\*?\s\(([^()]{2,80})\)")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the relative terms that descriptors of criteria explain.

    Args:
        source: the edition.

    Yields:
        A ``cg:GlossedTerm`` for each, on the descriptor.
    """
    number = 0
    for node in source.texts:
        if node.kind != cg.CriterionDescriptor:
            continue
        for form, gloss in glosses_in(node.text):
            number += 1
            values: dict[str, Value] = {cg.form: form, cg.gloss: gloss}
            yield from observation(source.edition, cg.GlossedTerm, number, on=node.iri, values=values)


def glosses_in(text: str) -> list[tuple[str, str]]:
    """Return the relative terms of two words that a text explains in parentheses, and the explanations.

    Only terms with a word for how large, how long or how high are taken: only they need an explanation that stays the
    same. What holds no number or unit, such as an example, explains none.

    Args:
        text: any text, on one line.

    Returns:
        Term, in lower case, and explanation.

    >>> glosses_in("organiseren op korte termijn (1 tot een paar weken)")
    [('korte termijn', '1 tot een paar weken')]
    >>> glosses_in("leiding geven aan teams (5 tot 10 personen)")
    []
    """
    return [
        (f"{first} {second}".casefold(), gloss.strip())
        for first, second, gloss in _GLOSSED.findall(text)
        if {first.casefold(), second.casefold()} & _sizes()
        and _measure().search(gloss)
        and not _example().match(gloss.strip())
    ]


@cache
def _sizes() -> frozenset[str]:
    return frozenset(word for words in wording("size_words").values() for word in words)


@cache
def _measure() -> re.Pattern[str]:
    """Return a pattern for a number, or a word for what is counted."""
    words = {word for unit in wording("counted_units") for word in unit["words"] if word[0].isalpha()}
    words |= {word for numbers in wording("number_words").values() for word in numbers}
    return re.compile(
        rf"\d|(?<!\w)(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})(?!\w)", re.IGNORECASE
    )


@cache
def _example() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, wording("example_words")), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)
