"""Numbers as documents print them: 25.000, 2,5 miljoen, twintig."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from competencygraph.validation.wording import wording

__all__ = ["number_pattern", "read_number"]

#: Digits in groups of three, with one sign between all groups; else plain digits. A decimal part may follow.
_DIGITS = r"(?:\d{{1,3}}(?P<{name}_group>[.,'’\u00a0\u202f ])\d{{3}}(?:(?P={name}_group)\d{{3}})*|\d+)(?:[.,]\d+)?"
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’\u00a0\u202f ])\d{3}(?:\1\d{3})*)")
_COMMA_GROUPS = "en"


@cache
def number_pattern(name: str) -> str:
    """Return a regular expression, with a group of this name, for a printed number.

    Args:
        name: name of the group; letters only.

    Returns:
        A pattern for use with ``re.IGNORECASE``: digits, or a number word, a word such as ``miljoen`` behind, a euro
        sign before.

    >>> re.compile(number_pattern("n")).search("tussen de 25.000 en")["n"]
    '25.000'
    """
    words = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    scales = "|".join(sorted(wording("number_scales"), key=len, reverse=True))
    digits = _DIGITS.format(name=name)
    return rf"(?:€\s?)?(?P<{name}>(?<![\w.,])(?:{digits}|(?<!-)(?:{words})(?![\w-]))(?:\s(?:{scales})\b)?(?!\w))"


def read_number(printed: str, language: str | None = None) -> Decimal | None:
    """Return what a printed number is worth.

    Args:
        printed: digits, grouped or not, or a number word; a word such as ``miljoen`` may follow.
        language: of the document; it tells whether one comma before three digits groups (en) or begins a decimal part.

    Returns:
        The number; None when it is none.

    >>> read_number("25.000", "nl"), read_number("2,5 miljoen", "nl"), read_number("twintig", "nl")
    (Decimal('25000'), Decimal('2500000'), Decimal('20'))
    >>> read_number("1,500", "en"), read_number("1,500", "nl")
    (Decimal('1500'), Decimal('1.5'))
    """
    words = printed.strip().casefold().split()
    scale = 1
    if len(words) > 1 and words[-1] in wording("number_scales"):
        scale = wording("number_scales")[words.pop()]
    text = " ".join(words)
    if text in _words():
        return Decimal(_words()[text] * scale)
    grouped = _GROUPED.match(text)
    if grouped and _groups(text, grouped, language):
        text = text[: grouped.end()].replace(grouped[1], "") + text[grouped.end() :]
    if not re.fullmatch(r"\d+(?:[.,]\d+)?", text, re.ASCII):
        return None
    number = Decimal(text.replace(",", ".")) * scale
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _groups(text: str, grouped: re.Match[str], language: str | None) -> bool:
    """Tell whether the sign between digits groups them: alone, a comma does in English only, a full stop elsewhere."""
    alone = grouped[0].count(grouped[1]) == 1 and grouped.end() == len(text)
    if not alone or grouped[1] not in ".,":
        return True
    return (grouped[1] == ",") == (language == _COMMA_GROUPS)


@cache
def _words() -> dict[str, int]:
    return {word: number for words in wording("number_words").values() for word, number in words.items()}
