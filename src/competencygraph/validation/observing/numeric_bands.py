"""Observes the ranges of numbers that texts name: fewer than 200 persons, between 100 and 500."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.printed_numbers import number_pattern, read_number
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.wording import wording

__all__ = ["Band", "bands_in", "observe"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[€%]")
_DROPPED = re.compile(r"\([^()]*\)|/|\bd['’]|\bl['’]")
#: Endings of a plural, taken off to compare; the rest has more letters than `_SHORTEST`.
_ENDING = re.compile(r"(?:en|s)$")
_SHORTEST = 3
#: What stands further before a band does not say what it counts.
_FAR = 400
_UNIT_BEHIND = re.compile(r"\s?([€%]|[^\W\d_]+(?:['’-][^\W\d_]+)*)")
_AMOUNT_BEFORE = re.compile(r"(?:aantal|nombre (?:de |d['’])|number of)\s*(\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Band:
    """A range of numbers in a text.

    Args:
        form: its words, with the unit.
        first: the smallest number in it, None when it has no lower end; of whole numbers where an end is left out.
        last: the largest number in it, None when it has no upper end.
        at_most: the same when an end counts of which the words do not tell whether it does (``5 tot 10``).
        limit: whether the words set a floor or a ceiling rather than a size.
        unit: what is counted, words for the same thing taken as one; empty when the text does not say.
        start: offset of its first character.
    """

    form: str
    first: Decimal | None
    last: Decimal | None
    at_most: Decimal | None
    limit: bool
    unit: str
    start: int


def observe(source: Source) -> Iterator[Triple]:
    """Yield the ranges of numbers in the texts of an edition.

    Args:
        source: the edition.

    Yields:
        A ``cg:NumericBand`` for each, on the thing whose text names it.
    """
    named: defaultdict[str, list[TextNode]] = defaultdict(list)
    for node in source.texts:
        if node.kind == cg.Definition:
            named[node.iri].append(node)
    number = 0
    for node in source.texts:
        for band in bands_in(node.text, source.language):
            number += 1
            values: dict[str, Value] = {
                cg.form: band.form,
                cg.asLimit: band.limit,
                cg.countedUnit: band.unit,
                cg.countedSubject: _subject(named, node, band),
            }
            if band.first is not None:
                values[cg.firstNumber] = band.first
            if band.last is not None:
                values[cg.lastNumber] = band.last
            if band.at_most is not None:
                values[cg.lastAtMost] = band.at_most
            yield from observation(source.edition, cg.NumericBand, number, on=node.iri, values=values)


def bands_in(text: str, language: str | None = None) -> list[Band]:
    """Return the ranges of numbers in a text, in its order.

    Args:
        text: any text, on one line.
        language: of the document; it tells how numbers are printed.

    Returns:
        The ranges; they do not overlap in the text.

    >>> [(band.form, band.first, band.last) for band in bands_in("minder dan 200 personen of meer dan 1000 personen")]
    [('minder dan 200 personen', None, Decimal('199')), ('meer dan 1000 personen', Decimal('1001'), None)]
    """
    if not _any_number().search(text):
        return []
    everywhere = ((order, match) for order, (pattern, _) in enumerate(_bands()) for match in pattern.finditer(text))
    found: list[Band] = []
    end = 0
    for order, match in sorted(everywhere, key=lambda one: (one[1].start(), one[0])):
        if match.start() < end:
            continue
        end = match.end()
        band = _band(match, _bands()[order][1], text, language)
        if band is not None:
            found.append(band)
    return found


def _band(match: re.Match[str], shape: dict[str, Any], text: str, language: str | None) -> Band | None:
    numbers: dict[str, Decimal | None] = {"low": None, "high": None}
    for name, printed in match.groupdict().items():
        if name in numbers:
            numbers[name] = read_number(printed, language)
            if numbers[name] is None:
                return None
    low, high = numbers["low"], numbers["high"]
    if low is not None and "low" in shape.get("open", ()):
        low += 1
    at_most = high
    if high is not None and "high" in [*shape.get("open", ()), *shape.get("either", ())]:
        high -= 1
        at_most = high if "high" in shape.get("open", ()) else at_most
    unit, behind = _unit(text, match)
    form = " ".join(f"{match[0]} {behind}".split())
    return Band(form, low, high, at_most, bool(shape.get("limit")), unit, match.start())


def _unit(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the unit of a band, and the word behind the band that names it."""
    following = _UNIT_BEHIND.match(text, match.end())
    behind = following[1] if following and following[1].casefold() not in _linking() else ""
    if "€" in match[0]:
        return _known_unit("€"), behind
    if behind:
        return _known_unit(behind), behind
    before = _AMOUNT_BEFORE.findall(text, max(0, match.start() - _FAR), match.start())
    return (_known_unit(before[-1]) if before else ""), ""


def _known_unit(word: str) -> str:
    folded = word.casefold()
    return _units().get(folded, _stem(folded))


def _subject(named: Mapping[str, Sequence[TextNode]], node: TextNode, band: Band) -> str:
    """Return the thing whose size a band gives: a definition's term, else the noun before the band."""
    if node.kind == cg.Definition:
        terms = [one.text for one in named.get(node.iri, ()) if one.property != node.property]
        words = [word.casefold() for term in terms for word in _WORD.findall(term)]
        return " ".join(sorted({_stem(word) for word in words} - _sizes() - _linking()))
    before = node.text[max(0, band.start - _FAR) : band.start]
    words = [word.casefold() for word in _WORD.findall(_DROPPED.sub(" ", before))]
    telling = [word for word in words if word not in _linking() and word not in _sizes()]
    return _stem(telling[-1]) if telling else ""


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    return short if len(short) > _SHORTEST else word


@cache
def _linking() -> frozenset[str]:
    return frozenset(word for words in wording("linking_words").values() for word in words)


@cache
def _sizes() -> frozenset[str]:
    words = {word for words in wording("size_words").values() for word in words}
    return frozenset(words | {_stem(word) for word in words})


@cache
def _units() -> dict[str, str]:
    return {word: unit["name"] for unit in wording("counted_units") for word in unit["words"]}


@cache
def _any_number() -> re.Pattern[str]:
    return re.compile(number_pattern("any"), re.IGNORECASE)


@cache
def _bands() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    low, high = number_pattern("low"), number_pattern("high")
    return tuple(
        (re.compile(rf"(?<!\w){shape['words'].format(low=low, high=high)}(?!\w)", re.IGNORECASE), shape)
        for shape in wording("number_bands")
    )
