"""Observes words that a document writes two ways: other linking letters, accents, hyphens or spaces."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pyoxigraph import NamedNode, Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation, observed_node
from competencygraph.validation.observing.source import Source
from competencygraph.validation.observing.word_lines import Word, words_of_lines
from competencygraph.validation.wording import wording

__all__ = ["observe", "spelling_stem"]

#: Letters of the first and the second part of a compound, at least, for a linking letter between them.
_FIRST_PART, _SECOND_PART = 4, 4
#: Letters that a word keeps, at least, when an ending is taken off.
_STEM = 5
#: Letters of each of two words, at least, that are one word elsewhere; less when a hyphen joins them there.
_APART, _HYPHENED = 4, 3
#: Letters of a word, at least, for its accents to be looked at.
_ACCENTED = 5
_ENDINGS = {
    "nl": re.compile(r"(?:'s|en|s|e)$"),
    "fr": re.compile(r"(?:s|x)$"),
    "en": re.compile(r"(?:'s|s)$"),
}
_DOUBLED = re.compile(r"(?<!i)([aeou])\1(?=[^aeiou]$)")
_VERBAL_E = re.compile(r"(?:é|ée|és|ées)$")
_IZE = re.compile(r"iz(?=(?:e|ed|er|ers|es|ing|ation|ations|ational)?$)")
_SHORT_IZE = 7
#: Of one word so many spellings are compared with one another.
_SPELLINGS = 50


@dataclass(slots=True)
class _Spelling:
    """One way to write a word.

    Args:
        form: as printed first.
        line: where that is.
        count: how often it stands in the document.
    """

    form: str
    line: int
    count: int


def observe(source: Source) -> Iterator[Triple]:
    """Yield the two spellings of each word that the document spells two ways.

    Args:
        source: the edition.

    Yields:
        Two ``cg:SpellingVariant`` a pair; the one that is rarer (at a tie, that comes later) leads by
        ``cg:otherNode`` to the other. Of more than two spellings each is paired with the most frequent.
    """
    language = source.language if source.language in _ENDINGS else None
    spellings = _spellings(words_of_lines(source.lines), language)
    number = 0
    for rare, usual in _pairs(spellings, language):
        number += 2
        other = observed_node(source.edition, cg.SpellingVariant, number)
        for one, against, own, link in ((rare, usual, number - 1, other), (usual, rare, number, None)):
            values: dict[str, Value] = {cg.form: one.form, cg.otherForm: against.form}
            if link is not None:
                values[cg.otherNode] = NamedNode(link.value)
            yield from observation(source.edition, cg.SpellingVariant, own, lines=(one.line, one.line), values=values)


def spelling_stem(word: str, language: str | None) -> str:
    """Return a word in lower case without the ending of a plural or of an adjective, for comparison only.

    >>> [spelling_stem(word, "nl") for word in ("Beheersinstrumenten", "organisatiebrede", "Taken")]
    ['beheersinstrument', 'organisatiebred', 'taken']
    """
    bare = word.casefold()
    if language is None:
        return bare
    match = _ENDINGS[language].search(bare)
    if match and match.start() - bare.count("-") >= _STEM:
        bare = bare[: match.start()]
    return _DOUBLED.sub(r"\1", bare) if language == "nl" and len(bare) > _STEM else bare


def _spellings(words: Iterable[Word], language: str | None) -> dict[str, _Spelling]:
    """Return the words, and pairs of words with a space between, by their stem, in the order of the text."""
    found: dict[str, _Spelling] = {}

    def note(form: str, stem: str, line: int) -> None:
        known = found.setdefault(stem, _Spelling(form, line, 0))
        known.count += 1

    known = list(words)
    for word in known:
        note(word.text, spelling_stem(word.text, language), word.line)
    for before, after in pairwise(known):
        if after.joined and "'" not in before.text + after.text:
            form = f"{before.text} {after.text}"
            note(form, f"{before.text.casefold()} {_second_stem(before.text, after.text, language)}", after.line)
    return found


def _second_stem(first: str, second: str, language: str | None) -> str:
    """Return the second of two words as the compound of both would be stemmed."""
    return spelling_stem(first + second, language)[len(first) :]


def _pairs(spellings: Mapping[str, _Spelling], language: str | None) -> Iterator[tuple[_Spelling, _Spelling]]:
    """Yield pairs of spellings, the rarer first, each pair once."""
    lists: Mapping[str, Any] = wording("spelling").get(language, {}) if language else {}
    groups = [
        *_alike(spellings, _joined_key, lambda one, other: _apart(spellings, one, other, language)),
        *_alike(spellings, _accent_key, lambda one, other: _accents(one, other, language, lists)),
        *_listed(spellings, lists),
    ]
    if language == "nl":
        groups += _linked(spellings)
    if language == "en":
        groups += _alike(spellings, _ize_key, lambda one, other: True)
    seen: set[frozenset[str]] = set()
    for stems in groups:
        usual = max(stems, key=lambda stem: (spellings[stem].count, -spellings[stem].line))
        for stem in stems:
            pair = frozenset((stem, usual))
            if stem != usual and pair not in seen:
                seen.add(pair)
                yield spellings[stem], spellings[usual]


def _alike(
    spellings: Mapping[str, _Spelling], key: Callable[[str], str | None], fits: Callable[[str, str], bool]
) -> list[list[str]]:
    """Return the groups of stems with one key in which each fits the first that it meets."""
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for stem in spellings:
        name = key(stem)
        if name is not None:
            by_key[name].append(stem)
    groups = []
    for found in by_key.values():
        stems = found[:_SPELLINGS]
        kept = [stem for stem in stems if any(fits(*sorted((stem, other))) for other in stems if other != stem)]
        if len(kept) > 1:
            groups.append(kept)
    return groups


def _joined_key(stem: str) -> str:
    return stem.replace("-", "").replace(" ", "")


def _apart(spellings: Mapping[str, _Spelling], one: str, other: str, language: str | None) -> bool:
    """Tell whether two spellings that differ in hyphens and spaces are two spellings of one word."""
    lists: Mapping[str, Any] = wording("spelling").get(language, {})
    spaced, closed = (one, other) if " " in one else (other, one)
    if " " not in spaced:
        return "'" not in one + other
    if " " in closed or _joined_key(closed) in lists.get("apart", ()):
        return False
    printed = spellings[spaced].form.split(" ", 1)
    first, second = (word.casefold() for word in printed)
    if "-" in spaced or {first, second} & set(lists.get("parts", ())):
        return False
    if "-" not in closed:
        return min(len(first), len(second)) >= _APART
    # In English a hyphen shows how a word is used (long-term plans, in the long term), not how it is spelt.
    short = len(second) if printed[0].isupper() else min(len(first), len(second))
    return language != "en" and short >= _HYPHENED


def _accent_key(stem: str) -> str | None:
    return _plain(stem) if " " not in stem and len(stem) >= _ACCENTED else None


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _accents(one: str, other: str, language: str | None, lists: Mapping[str, Any]) -> bool:
    """Tell whether the accents make two spellings, not two words nor a stress."""
    if {one, other, _plain(one)} & set(lists.get("accents", ())):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if language == "fr":
        return not (_VERBAL_E.search(one) or _VERBAL_E.search(other)) and one[-1] == other[-1]
    if language == "nl":
        # An acute accent stresses a word (één, vóór, énkel), but for the é of a few words from French (privé).
        acute = [(one.find(a), a, b) for a, b in differing if "\u0301" in unicodedata.normalize("NFD", a + b)]
        return not acute or (len(acute) == 1 and "é" in acute[0] and _later_e(one, other))
    return True


def _later_e(one: str, other: str) -> bool:
    """Tell whether the é that one of two spellings has stands behind the first syllable, alone."""
    accented = one if "é" in one else other
    return accented.count("é") == 1 and accented.index("é") > 2 and "eé" not in accented and "ée" not in accented


def _linked(spellings: Mapping[str, _Spelling]) -> list[list[str]]:
    """Return the pairs of Dutch compounds of which one has a linking s, n or en more."""
    parts = set(wording("spelling")["nl"]["parts"])
    groups = []
    for stem in spellings:
        if " " in stem or "-" in stem or "'" in stem:
            continue
        for place in range(_FIRST_PART, len(stem) - _SECOND_PART):
            for link, least in (("s", _SECOND_PART), ("n", _SECOND_PART + 1), ("en", _SECOND_PART + 1)):
                first, second = stem[:place], stem[place + len(link) :]
                if not stem.startswith(link, place) or len(second) < least or first in parts:
                    continue
                if link != "s" and not _may_link(link, first, second, spellings):
                    continue
                if first + second in spellings:
                    groups.append(sorted({stem, first + second}))
    return groups


def _may_link(link: str, first: str, second: str, spellings: Mapping[str, _Spelling]) -> bool:
    """Tell whether an n or en may link two parts: one of them is a word of the document (klanten, tevredenheid)."""
    if second[0] in "aeiou" or (first[-1] == "e" if link == "en" else first[-1] != "e" or second[0] in "nk"):
        return False
    words = (first, f"{first}en", f"{first}n", second)
    return any(spelling_stem(word, "nl") in spellings for word in words)


def _ize_key(stem: str) -> str | None:
    if " " in stem or len(stem) < _SHORT_IZE or not re.search(r"i[sz](?:e|ed|er|ers|es|ing|ation|ational)?$", stem):
        return None
    return _IZE.sub("is", stem)


def _listed(spellings: Mapping[str, _Spelling], lists: Mapping[str, Any]) -> list[list[str]]:
    """Return the pairs that the word list names, of which the document has both."""
    pairs = [tuple(pair) for pair in lists.get("pairs", ())]
    return [list(pair) for pair in pairs if all(word in spellings for word in pair)]
