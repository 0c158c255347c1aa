"""Observes which requirements of one document go by one name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pyoxigraph import Triple
from rapidfuzz import fuzz

from competencygraph.terms import cg
from competencygraph.validation.observing.inflection import folded, words_of
from competencygraph.validation.observing.observation import statement
from competencygraph.validation.observing.source import Source, TextNode

__all__ = ["observe"]

_KNOWLEDGE = frozenset({cg.KnowledgeRequirement, cg.TechnicalRequirement})
_AND = frozenset({"en", "et", "and"})
#: How much of a description of knowledge two of them share that ask for one thing, 0 to 100.
_ALIKE = 85.0
#: How alike two names of competencies are that differ in a letter or an ending.
_NAMED = 92.0


def observe(source: Source) -> Iterator[Triple]:
    """Yield a key for each competency and each piece of knowledge; what goes by one name has one key.

    Names of competencies are one when they differ in case, accents, spaces, hyphens, the sign for *and* or a letter;
    descriptions of knowledge also when one is the other with something added.

    Args:
        source: the edition.

    Yields:
        ``cg:nameKey`` of nodes: the folded text of the first of them.
    """
    names = [text for text in source.texts if text.kind == cg.Competency and text.property.endswith("prefLabel")]
    yield from _keys(names, _squeezed, lambda one, other: fuzz.ratio(one, other) >= _NAMED)
    asked = [text for text in source.texts if text.kind in _KNOWLEDGE and text.property == cg.text]
    yield from _keys(asked, _spaced, lambda one, other: fuzz.token_set_ratio(one, other) >= _ALIKE)


def _keys(
    texts: Sequence[TextNode], shorten: Callable[[str], str], alike: Callable[[str, str], bool]
) -> Iterator[Triple]:
    known: dict[str, str] = {}
    for text in texts:
        short = shorten(text.text)
        if not short:
            continue
        if short not in known:
            known[short] = next((key for other, key in known.items() if alike(short, other)), short)
        yield statement(text.iri, cg.nameKey, known[short])


def _squeezed(name: str) -> str:
    return "".join("&" if word in _AND else word.replace("-", "") for word in words_of(name.replace("&", " en ")))


def _spaced(text: str) -> str:
    return " ".join(words_of(folded(text)))
