"""Observes which requirements of one document go by one name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from pyoxigraph import Triple
from rapidfuzz import fuzz

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import words_of
from competencygraph.validation.observing.observation import statement
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.wording import wording

__all__ = ["observe"]

_KNOWLEDGE = frozenset({cg.KnowledgeRequirement, cg.TechnicalRequirement})
_AND = frozenset({"en", "et", "and"})
#: How much of a description of knowledge two of them share that ask for one thing, 0 to 100.
_ALIKE = 85.0
#: How alike two names of competencies are that differ in a letter or an ending.
_NAMED = 92.0
#: A name has at most so many words.
_NAME_WORDS = 6
#: A text is compared with so many at most, and not at all when it has more characters.
_FIRST, _COMPARED = 500, 500


def observe(source: Source) -> Iterator[Triple]:
    """Yield a key for each competency and each piece of knowledge; what goes by one name has one key.

    Names of competencies are one when they differ in case, accents, spaces, hyphens, the sign for *and* or a letter;
    descriptions of knowledge also when one is the other with something added. An item of a section may be either; one
    that says that it is knowledge, or that is also asked as knowledge, is no name of a competency.

    Args:
        source: the edition.

    Yields:
        ``cg:nameKey`` of competencies and ``cg:wordingKey`` of knowledge, both of items: the text of the first of those
        that go by one name, as it is compared.
    """
    items = [text for text in source.texts if text.kind == cg.SectionItem and text.property == cg.text]
    names = [text for text in source.texts if text.kind == cg.Competency and text.property.endswith("prefLabel")]
    asked = [text for text in source.texts if text.kind in _KNOWLEDGE and text.property == cg.text]
    known = {_wording(text.text) for text in asked}
    short = [
        text
        for text in items
        if len(text.text.split()) <= _NAME_WORDS
        and not _knowledge().search(text.text)
        and _wording(text.text) not in known
    ]
    if names:
        yield from _keys([*names, *short], cg.nameKey, _name, lambda one, other: fuzz.ratio(one, other) >= _NAMED)
    if asked:
        yield from _keys([*asked, *items], cg.wordingKey, _wording, _says_the_same)


def _keys(
    texts: Sequence[TextNode], predicate: str, shorten: Callable[[str], str], alike: Callable[[str, str], bool]
) -> Iterator[Triple]:
    known: dict[str, str] = {}
    for text in texts:
        short = shorten(text.text)
        if not short:
            continue
        if short not in known:
            first = () if len(short) > _COMPARED else islice(known.items(), _FIRST)
            known[short] = next((key for other, key in first if len(other) <= _COMPARED and alike(short, other)), short)
        yield statement(text.iri, predicate, known[short])


def _name(text: str) -> str:
    return "".join("&" if word in _AND else word.replace("-", "") for word in words_of(text.replace("&", " en ")))


def _wording(text: str) -> str:
    return " ".join(words_of(text))


def _says_the_same(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(one, other) >= _ALIKE


@cache
def _knowledge() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(wording('knowledge_words'))})(?!\w)", re.IGNORECASE)
