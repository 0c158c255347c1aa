"""Observes abbreviations in capitals, and whether the document says what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.observing.word_lines import is_loud, without_addresses
from competencygraph.validation.wording import wording

__all__ = ["is_introduced", "observe"]

_ABBREVIATION = re.compile(
    r"(?<![\w&/.-])(?P<letters>[A-Z]{1,3}&[A-Z]{1,3}|[A-Z]{2,6}|[A-Z]{2,5}-[A-Z])s?"
    r"(?![\w&]|\.\w|/\w*\d|-\d|-[A-Z]|\s\d)"
)
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W\d_]+")
#: Words on either side that may be what an abbreviation stands for.
_WINDOW = 14


def observe(source: Source) -> Iterator[Triple]:
    """Yield the abbreviations that are not known to everyone.

    Lines in capitals, Roman numbers, grades, words that the document also has in small letters, and words in capitals
    for stress are no abbreviations. The s of a plural is no part of one.

    Args:
        source: the edition.

    Yields:
        ``cg:AbbreviationUse`` with the letters and whether they are introduced, on the line of their first use.
    """
    lines = [without_addresses(line) for line in source.lines]
    ordinary = {word for line in lines for word in _WORD.findall(line) if word.islower()}
    grades = {str(row[0].value) for row in source.lookup("grades-of-edition") if row[0] is not None}
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if is_loud(line):
            continue
        for match in _ABBREVIATION.finditer(line):
            letters = match["letters"]
            if letters not in _known(source.language) | grades and not _is_word(letters, ordinary):
                first.setdefault(letters, number)
    for index, (letters, number) in enumerate(first.items(), 1):
        values: dict[str, Value] = {cg.form: letters, cg.introduced: is_introduced(letters, lines)}
        yield from observation(source.edition, cg.AbbreviationUse, index, lines=(number, number), values=values)


def is_introduced(letters: str, lines: Sequence[str]) -> bool:
    """Tell whether some lines say what an abbreviation stands for.

    That is so when it stands alone in brackets behind words, when words in brackets, behind a colon, an equals sign or
    a dash follow it, or when its letters are the initials of words beside it.

    Args:
        letters: the abbreviation.
        lines: the lines of a document.

    Returns:
        True when one of its uses does so.

    >>> is_introduced("CBS", ["het college van burgemeester en schepenen (CBS)"])
    True
    >>> is_introduced("VB", ["dossiers voor het CBS, VB en de gemeenteraad"])
    False
    """
    own = rf"{re.escape(letters)}s?"
    bracketed = re.compile(
        rf"[^\W\d_][\w’'-]+[”\"»']?\s+[(\[](?:[^()\[\]]{{0,40}}[,:;=]\s*)?[“\"«']?{own}[”\"»']?[)\]]"
    )
    opened = re.compile(rf"(?<!\w){own}\s*[(\[=]\s*(?P<words>[^()\[\]]+)")
    glossed = re.compile(rf"^\W*{own}\s*(?:[:=|\t]|\s[–—-]\s)\s*(?P<words>[^\W\d_].*)")
    for index, line in enumerate(lines):
        if letters not in line:
            continue
        text = " ".join(lines[max(0, index - 1) : index + 2])
        if bracketed.search(text):
            return True
        for pattern in (opened, glossed):
            match = pattern.search(line if pattern is glossed else text)
            if match and any(word[0].casefold() == letters[0].casefold() for word in _WORD.findall(match["words"])):
                return True
        if _beside(letters, text):
            return True
    return False


def _beside(letters: str, text: str) -> bool:
    """Tell whether the letters are the initials of words in a row near them."""
    capitals = [sign for sign in letters.casefold() if sign.isalpha()]
    words = _WORD.findall(text)
    passed = _passed_over()
    for place in (index for index, word in enumerate(words) if word in {letters, f"{letters}s"}):
        for near in (words[max(0, place - _WINDOW) : place], words[place + 1 : place + 1 + _WINDOW]):
            for chosen in (near, [word for word in near if word.casefold() not in passed]):
                initials = [word[0].casefold() for word in chosen]
                rows = range(len(initials) - len(capitals) + 1)
                if any(initials[row : row + len(capitals)] == capitals for row in rows):
                    return True
    return False


def _is_word(letters: str, ordinary: set[str]) -> bool:
    return (
        letters in _stressed()
        or letters.casefold() in ordinary
        or (_ROMAN.fullmatch(letters) is not None)
        or len(set(letters)) == 1
    )


@cache
def _known(language: str | None) -> frozenset[str]:
    lists = wording("known_abbreviations")
    chosen = [lists["any"], *(words for name, words in lists.items() if name == language)]
    return frozenset(word for rows in chosen for row in rows for word in row)


@cache
def _stressed() -> frozenset[str]:
    return frozenset(word for row in wording("stressed_words") for word in row)


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(word for row in wording("passed_over") for word in row)
