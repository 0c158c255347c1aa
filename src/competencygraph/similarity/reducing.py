"""A text as similarity sees it: its words without what does not matter, their stems, and what may not differ.

What does not matter: case, white space, punctuation, accents written in two ways (NFC), hyphens and apostrophes
(``HR-beleid`` is ``HR beleid``; but ``e-mail`` is ``email``), soft hyphens, endings in brackets or behind a middle
point (``partner(s)``, ``employé·e``) and how a number is written (``drie`` is ``3``, ``1.000`` is ``1000``).

Stems are those of the Snowball project. The Dutch ones (Porter's; the newer algorithm makes one stem of *begeleiden*
and *beleid*) keep apart what is one verb, so they are folded further: *behandelt* and *behandelen*, *geeft* and
*geven*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import snowballstemmer

from competencygraph.errors import DefinitionError
from competencygraph.terms import safe_yaml
from competencygraph.validation.wording import wording

__all__ = ["Reduced", "differ_in_meaning", "reduce_text", "words_of"]

#: The stemmer of each language; the words of other languages are compared as they stand.
_STEMMERS = MappingProxyType({"nl": "dutch_porter", "fr": "french", "en": "english"})
_DUTCH = "nl"
_CONTRASTS = "contrasts.yaml"

_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u00b4`]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_ENDINGS = re.compile(r"(?<=[^\W\d_])(?:\([^\W\d_]{1,3}\)|[·‧][^\W\d_]{1,4})+")
_SINGLE_LETTER = re.compile(r"(?<![\w-])([^\W\d_])-(?=[^\W\d_]{2})")
_NOT = re.compile(r"(?<=[a-z])n't\b")
_THOUSANDS = re.compile(r"(?<=\d)[. \u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"\d+[.,]\d+|[^\W_]+")
_LONG_VOWEL = re.compile(r"([aeou])\1")
_DOUBLE_END = re.compile(r"([b-df-hj-np-tv-xz])\1$")
_SOFT_ENDS = MappingProxyType({"v": "f", "z": "s"})
#: A stem of so many letters still tells words apart.
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Reduced:
    """A text as it is compared.

    Args:
        text: its words, one space between.
        stems: the stems of its telling words, in reading order; those of all its words when none is telling.
        sorted_stems: the same stems in alphabetical order, one space between.
        numbers: its numbers and words with a digit (``A4``), sorted.
        negated: whether it holds a word such as *niet*, *sans*, *no*.
        contrasts: place in the list and stem of each word that stands in a list of contrasts.
    """

    text: str
    stems: tuple[str, ...]
    sorted_stems: str
    numbers: tuple[str, ...]
    negated: bool
    contrasts: frozenset[tuple[int, str]]

    @property
    def joined(self) -> str:
        """Return the words without the spaces between."""
        return self.text.replace(" ", "")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, without what does not matter.

    Args:
        text: any text.

    Returns:
        The words in lower case; a number is one word, without separators of thousands.

    >>> words_of("HR-beleid: e-mails van 1.000 partner(s) opvolgen;")
    ('hr', 'beleid', 'emails', 'van', '1000', 'partner', 'opvolgen')
    """
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", text)).casefold()
    text = _HYPHENS.sub("-", _APOSTROPHES.sub("'", text))
    text = _SINGLE_LETTER.sub(r"\1", _NOT.sub(" not", _ENDINGS.sub("", text)))
    text = _THOUSANDS.sub("", text)
    return tuple(word.replace(",", ".") for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def reduce_text(text: str, language: str) -> Reduced:
    """Return a text as it is compared.

    Function words are left out of the stems and stay in the words; negations, numbers and words of a contrast are never
    left out.

    Args:
        text: any text.
        language: its tag; the part before the first hyphen chooses stems, function words and contrasts. Of a language
            that has none the words are their own stems.

    Returns:
        The text without what does not matter; without words it is empty.

    >>> reduce_text("De dossiers niet opvolgen", "nl").stems
    ('dossier', 'nie', 'opvolg')
    """
    language = language.partition("-")[0].lower()
    numbers_as_words = _number_words(language)
    words = tuple(numbers_as_words.get(word, word) for word in words_of(text))
    small, contrasts = _function_words(language), _contrasts(language)
    stems = tuple(_stem(word, language) for word in words if word not in small)
    if not stems:
        stems = tuple(_stem(word, language) for word in words)
    return Reduced(
        " ".join(words),
        stems,
        " ".join(sorted(stems)),
        tuple(sorted(word for word in words if any(sign.isdigit() for sign in word))),
        any(word in _negations() for word in words),
        frozenset(
            (place, stem) for stem in map(_stems(language).__getitem__, words) for place in contrasts.get(stem, ())
        ),
    )


def differ_in_meaning(one: Reduced, other: Reduced) -> bool:
    """Tell whether a number, a negation or a contrast makes two texts say something else.

    Args:
        one: a text.
        other: another of the same language.

    Returns:
        True when they have other numbers, only one of them is negated, or each has a word of one list of contrasts
        that the other has not.

    >>> differ_in_meaning(reduce_text("interne vragen", "nl"), reduce_text("externe vragen", "nl"))
    True
    >>> differ_in_meaning(reduce_text("interne vragen", "nl"), reduce_text("interne en externe vragen", "nl"))
    False
    """
    if one.numbers != other.numbers or one.negated != other.negated:
        return True
    if one.contrasts == other.contrasts:
        return False
    left, right = one.contrasts - other.contrasts, other.contrasts - one.contrasts
    return not {place for place, _ in left}.isdisjoint(place for place, _ in right)


class _Stems(dict[str, str]):
    """The stems of one language, each made once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        name = _STEMMERS.get(language)
        self._stemmer = None if name is None else snowballstemmer.stemmer(name)
        self._folded = language == _DUTCH

    def __missing__(self, word: str) -> str:
        stem = word
        if self._stemmer is not None and not any(sign.isdigit() for sign in word):
            stem = str(self._stemmer.stemWord(word))
            stem = _folded(stem) if self._folded else stem
        self[word] = stem
        return stem


def _folded(stem: str) -> str:
    """Return a Dutch stem with one spelling for the forms of a verb: short vowels, no soft end, no closing t.

    >>> _folded("geeft"), _folded("gev")
    ('gef', 'gef')
    """
    stem = _DOUBLE_END.sub(r"\1", _LONG_VOWEL.sub(r"\1", stem))
    if stem.endswith("t") and len(stem) > _SHORTEST_STEM:
        stem = stem[:-1]
    return stem[:-1] + _SOFT_ENDS.get(stem[-1:], stem[-1:])


@cache
def _stems(language: str) -> _Stems:
    return _Stems(language)


def _stem(word: str, language: str) -> str:
    return _stems(language)[word]


@cache
def _negations() -> frozenset[str]:
    return frozenset(word.casefold() for word in wording("negations"))


@cache
def _number_words(language: str) -> Mapping[str, str]:
    return {word: str(number) for word, number in wording("number_words").get(language, {}).items()}


@cache
def _function_words(language: str) -> frozenset[str]:
    """Return the words of a language that tell nothing, but those of which another one makes another meaning."""
    listed = wording("function_words").get(language, ())
    words = {word for one in listed for word in words_of(one)}
    kept = _contrasts(language)
    return frozenset(word for word in words - _negations() if _stem(word, language) not in kept)


@cache
def _contrasts(language: str) -> Mapping[str, tuple[int, ...]]:
    """Return the lists of contrasts in which a stem stands, by stem."""
    found: dict[str, tuple[int, ...]] = {}
    for place, words in enumerate(_all_contrasts().get(language, ())):
        for stem in {_stem(word, language) for word in words}:
            found[stem] = (*found.get(stem, ()), place)
    return found


@cache
def _all_contrasts() -> Mapping[str, list[list[str]]]:
    data = safe_yaml.load(files("competencygraph.similarity").joinpath(_CONTRASTS).read_text(encoding="utf-8"))
    if not isinstance(data, dict) or not all(isinstance(lists, list) for lists in data.values()):
        raise DefinitionError("the contrasts are no lists by language", where=_CONTRASTS)
    return data
