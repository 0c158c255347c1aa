"""Observes what definitions name as examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.normalised_text import normalise
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["examples", "observe"]

_END = re.compile(r"\)|[.!?](?:\s+[A-Z]|\s*$)|…|\.\.\.")
_BETWEEN = re.compile(r"[,;•]|\s(?:en|of|et|ou|and|or)\s")
_LONGEST = 5
#: An enumeration of examples has at most so many characters.
_FAR = 500


def observe(source: Source) -> Iterator[Triple]:
    """Yield the examples in the definitions of an edition.

    Args:
        source: the edition.

    Yields:
        ``cg:DefinitionExample`` with the example as it stands and as it is compared, observed on the definition.
    """
    number = 0
    for text in source.texts:
        if text.kind != cg.Definition or text.property.endswith("prefLabel"):
            continue
        for example in examples(text.text):
            number += 1
            yield from observation(
                source.edition,
                cg.DefinitionExample,
                number,
                on=text.iri,
                values={cg.form: example, cg.normalisedText: normalise(example)},
            )


def examples(text: str) -> list[str]:
    """Return what a text names as examples: the short parts of the enumeration behind *such as* or its like.

    Args:
        text: a definition.

    Returns:
        Each once, in printed order, without the dots at the end.

    >>> examples("kennis van een domein; bijv. technisch tekenen, vertalen en webbeheer...")
    ['technisch tekenen', 'vertalen', 'webbeheer']
    """
    found: dict[str, str] = {}
    for patterns in wording("example_leads").values():
        for match in re.finditer("|".join(patterns), text, re.IGNORECASE):
            rest = re.split(r"\)|[.!?](?:\s+[A-Z]|\s*$)|…|\.\.\.", text[match.end() : match.end() + _FAR], maxsplit=1)[
                0
            ]
            for part in _BETWEEN.split(rest):
                words = part.strip(" :.…")
                if words and len(words.split()) <= _LONGEST:
                    found.setdefault(normalise(words), words)
    return list(found.values())
