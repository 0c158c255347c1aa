"""Observes abbreviations in capitals, and whether the document says what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
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
#: What may stand for an abbreviation stands so near, in characters.
_FAR = 200
_LETTERS = r"(?P<own>[A-Z]{1,3}&[A-Z]{1,3}|[A-Z]{2,5}-[A-Z]|[A-Z]{2,6})s?"
_BRACKETED = re.compile(rf"[(\[](?:[^()\[\]]{{0,40}}[,:;=]\s{{0,9}})?[“\"«']?(?<!\w){_LETTERS}[”\"»']?[)\]]")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w’'-]+[”\"»']?\s+\Z")
_OPENED = re.compile(rf"(?<!\w){_LETTERS}\s{{0,9}}[(\[=]\s{{0,9}}(?=(?P<words>[^()\[\]]{{1,{_FAR}}}))")
_GLOSSED = re.compile(rf"\W*+{_LETTERS}\s{{0,20}}(?:[:=|\t]|\s[–—-]\s)\s{{0,20}}(?P<words>[^\W\d_].*)")
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
    known = _known(source.language) | grades
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if is_loud(line):
            continue
        for match in _ABBREVIATION.finditer(line):
            letters = match["letters"]
            if letters not in known and not _is_word(letters, ordinary):
                first.setdefault(letters, number)
    introduced = _introduced(first.keys(), lines)
    for index, (letters, number) in enumerate(first.items(), 1):
        values: dict[str, Value] = {cg.form: letters, cg.introduced: letters in introduced}
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
    return letters in _introduced({letters}, lines)


def _introduced(wanted: Set[str], lines: Sequence[str]) -> set[str]:
    """Return those of some abbreviations that some lines introduce, in one look at the lines."""
    text = "\n".join(lines)
    found = set(_in_brackets(text)) & wanted
    for match in _OPENED.finditer(text):
        words = "\n".join(match["words"].split("\n", 2)[:2])
        if match["own"] in wanted - found and _begins_with(words, match["own"][0]):
            found.add(match["own"])
    for line in lines:
        glossed = _GLOSSED.match(line)
        if glossed and glossed["own"] in wanted - found and _begins_with(glossed["words"][:_FAR], glossed["own"][0]):
            found.add(glossed["own"])
    return found | set(_beside(wanted - found, lines))


def _in_brackets(text: str) -> Iterator[str]:
    """Yield the abbreviations that stand in brackets behind a word, on its line or the next."""
    for match in _BRACKETED.finditer(text):
        before = _WORD_BEFORE.search(text, max(0, match.start() - _FAR), match.start())
        if before and text.count("\n", before.start(), match.start("own")) <= 1:
            yield match["own"]


def _begins_with(words: str, letter: str) -> bool:
    return any(match[0][0].casefold() == letter.casefold() for match in _WORD.finditer(words))


def _beside(wanted: Set[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield the abbreviations whose letters are the initials of words in a row near them, on a line next to theirs."""
    words = [(match[0], number) for number, line in enumerate(lines) for match in _WORD.finditer(line)]
    passed = _passed_over()
    initials = [("" if word.casefold() in passed else word[0].casefold(), word[0].casefold()) for word, _ in words]
    found: set[str] = set()
    for place, (word, line) in enumerate(words):
        letters = word if word in wanted else word.removesuffix("s")
        if letters not in wanted or letters in found:
            continue
        window = range(max(0, place - _WINDOW), min(len(words), place + 1 + _WINDOW))
        near = [one for one in window if abs(words[one][1] - line) <= 1]
        for side in ([one for one in near if one < place], [one for one in near if one > place]):
            for kind in (0, 1):
                if letters.casefold() in "".join(initials[one][kind] for one in side):
                    found.add(letters)
    yield from found


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
