"""Observes headings and titles of one adjective and one noun, with and without an ending on the adjective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.wording import wording

__all__ = ["adjective_base", "observe"]

_KINDS = frozenset({cg.Role, cg.ResultArea, cg.FunctionProfile, cg.FunctionFamily, f"{namespaces.ORG}Post"})
_PROPERTIES = frozenset({f"{namespaces.SKOS}prefLabel", cg.heading})
#: What a single vowel before the last consonant becomes when the ending is gone.
_DOUBLED_VOWEL = {"a": "aa", "e": "ee", "o": "oo", "u": "uu", "i": "ie"}
_SINGLE_VOWEL = re.compile(r"(?<![aeou])[aou](?=[bcdfgklmnprst]$)|(?<![aeiou])e(?=[bcdfgklmnprst]$)|(?<![aeou])i(?=f$)")
_KEPT = ("er", "en", "ed")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the names of two words that begin with an adjective.

    Args:
        source: the edition; only Dutch has the ending that is looked at.

    Yields:
        ``cg:InflectedName`` with the name, its noun, and whether the adjective has its ending.
    """
    if source.language != "nl":
        return
    number = 0
    for node in source.texts:
        if node.property not in _PROPERTIES or not _is_name(node):
            continue
        words = node.text.rstrip(" .:;").split()
        if len(words) != 2 or not words[1].isalpha():
            continue
        adjective, noun = words[0].casefold(), words[1].casefold()
        inflected = adjective.endswith("e")
        if not _is_adjective(adjective_base(adjective) if inflected else adjective):
            continue
        number += 1
        yield from observation(
            source.edition,
            cg.InflectedName,
            number,
            on=node.iri,
            lines=(node.start_line, node.end_line),
            values={cg.form: " ".join(words), cg.nounForm: noun, cg.inflected: inflected},
        )


def adjective_base(word: str) -> str:
    """Return a Dutch adjective without its ending.

    >>> adjective_base("administratieve"), adjective_base("operationele"), adjective_base("interne")
    ('administratief', 'operationeel', 'intern')
    """
    base = word.removesuffix("e")
    if base[-2:-1] == base[-1:]:
        return base[:-1]
    base = re.sub(r"z$", "s", re.sub(r"v$", "f", base))
    match = _SINGLE_VOWEL.search(base)
    if match and not base.endswith(_KEPT):
        return f"{base[: match.start()]}{_DOUBLED_VOWEL[match[0]]}{base[match.end() :]}"
    return base


def _is_name(node: TextNode) -> bool:
    return node.kind in _KINDS or node.property == cg.heading


def _is_adjective(word: str) -> bool:
    words, endings = _adjectives()
    return word in words or bool(endings.search(word))


@cache
def _adjectives() -> tuple[frozenset[str], re.Pattern[str]]:
    known = wording("adjectives")["nl"]
    return frozenset(known["words"]), re.compile(rf"\w{{3}}(?:{'|'.join(known['endings'])})$")
