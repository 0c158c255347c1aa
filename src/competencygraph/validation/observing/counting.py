"""Counts of any style: what a number, a letter or a roman numeral stands for, and what comes after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from competencygraph.validation.wording import wording

__all__ = ["Mark", "read_marks", "written"]

_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_LARGEST = 60
_MARK = (
    r"(?:(?P<word>{words})\s+)?(?P<open>\(?)(?P<prefix>(?:\d{{1,2}}\.)*)(?P<number>\d{{1,2}}|[IVXivx]{{1,6}}(?!\w)|[A-Za-z])"
    r"(?P<close>[.):]?)(?P<space>\s*)(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A way to read the beginning of a line as a place in a count.

    Args:
        style: what all members of one count have in common: the pattern of the word before it, the kind of number,
            brackets and full stops, and the number that it is a part of.
        ordinal: the place, from 1.
        notation: how it is written.
        rest: the line after it.
    """

    style: tuple[str, str, str, str]
    ordinal: int
    notation: str
    rest: str

    def next_notation(self) -> str:
        """Return how the place after this one is written in the same count.

        >>> read_marks("C. Plaats in de organisatie")[0].next_notation()
        'D'
        """
        return self.style[3] + written(self.ordinal + 1, self.style[1])

    def notations_since(self, before: Mark) -> tuple[str, ...]:
        """Return how the places between another and this one are written in the same count.

        >>> read_marks("5. Kwaliteit")[0].notations_since(read_marks("2. Beheer")[0])
        ('3', '4')
        """
        between = range(before.ordinal + 1, self.ordinal)
        return tuple(self.style[3] + written(place, self.style[1]) for place in between)

    def counted_on(self) -> tuple[Mark, ...]:
        """Return this place and those that the same line goes on to count.

        >>> [mark.ordinal for mark in read_marks("Deel 1: een proef (40 punten). Deel 2: een gesprek.")[0].counted_on()]
        [1, 2]
        """
        word, kind, brackets, prefix = self.style
        opened, closed = _halves(brackets)
        chain = [self]
        while (last := chain[-1]).ordinal < _LARGEST:
            due = f"{opened}{last.next_notation()}{closed}"
            if due.casefold() not in last.rest.casefold():
                break
            due = re.escape(due)
            before = rf"(?:{word})\s+" if word else ""
            match = re.search(rf"(?<!\w){before}{due}(?!\w)", last.rest, re.IGNORECASE if word else 0)
            if match is None:
                break
            place, rest = last.ordinal + 1, last.rest[match.end() :].strip()
            chain.append(Mark(self.style, place, prefix + written(place, kind), rest))
        return tuple(chain)


def _halves(brackets: str) -> tuple[str, str]:
    return ("(", brackets[1:]) if brackets.startswith("(") else ("", brackets)


def read_marks(text: str) -> Sequence[Mark]:
    """Return the ways to read the beginning of a line as a place in a count, none for most lines.

    Args:
        text: the line.

    Returns:
        A letter that may be a roman numeral is read as both, the letter first.

    >>> [(mark.style[1], mark.ordinal) for mark in read_marks("V. Aanbod")]
    [('A', 22), ('I', 5)]
    >>> read_marks("2 jaar ervaring"), read_marks("J'ai"), read_marks("o.a. plannen")
    ((), (), ())
    """
    words = "|".join(wording("numbered_parts"))
    match = re.match(_MARK.format(words=words), text, re.IGNORECASE)
    if match is None or not _is_mark(match):
        return ()
    number, rest = match["number"], match["rest"].strip()
    found: list[Mark] = []
    for kind, ordinal in _readings(number):
        if 1 <= ordinal <= _LARGEST:
            style = (_entry(match["word"]), kind, match["open"] + match["close"], match["prefix"])
            found.append(Mark(style, ordinal, match["prefix"] + number, rest))
    return tuple(found)


def _entry(word: str | None) -> str:
    """Return the pattern that a word before a number fits, however it is spelt; nothing where there is none."""
    return next((one for one in wording("numbered_parts") if word and re.fullmatch(one, word, re.IGNORECASE)), "")


def _is_mark(match: re.Match[str]) -> bool:
    if match["word"]:
        return match["number"].isdigit() and (bool(match["close"]) or not match["rest"][:1].islower())
    ends_well = match["close"] in {".", ")"} and (bool(match["space"]) or not match["rest"])
    if match["open"] and match["close"] != ")":
        return False
    if match["prefix"] and not match["close"]:
        return bool(match["space"]) and match["rest"][:1].isupper()
    return ends_well and (bool(match["rest"]) or match["number"].isdigit() or match["number"].isupper())


def _readings(number: str) -> list[tuple[str, int]]:
    if number.isdigit():
        return [("1", int(number))]
    found: list[tuple[str, int]] = []
    if len(number) == 1:
        found.append(("A" if number.isupper() else "a", ord(number.lower()) - ord("a") + 1))
    roman = _roman_value(number.lower())
    if roman and (number.isupper() or number.islower()):
        found.append(("I" if number.isupper() else "i", roman))
    return found


def written(ordinal: int, kind: str) -> str:
    """Return a place in a count as it is written.

    Args:
        ordinal: the place, from 1.
        kind: ``1`` for digits, ``A`` or ``a`` for letters, ``I`` or ``i`` for roman numerals.

    Returns:
        The number, letter or numeral.

    >>> written(4, "i"), written(4, "A"), written(4, "1")
    ('iv', 'D', '4')
    """
    if kind == "1":
        return str(ordinal)
    if kind in {"A", "a"}:
        return chr(ord(kind) + ordinal - 1)
    text, rest = "", ordinal
    for numeral, value in _ROMAN:
        while rest >= value:
            text, rest = text + numeral, rest - value
    return text.upper() if kind == "I" else text


def _roman_value(text: str) -> int:
    """Return the value of a roman numeral in lower case, 0 for anything else."""
    for value in range(1, 40):
        if written(value, "i") == text:
            return value
    return 0
