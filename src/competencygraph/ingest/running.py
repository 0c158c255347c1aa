"""Running headers and footers in plain text: lines that stand beside the page numbers again and again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from competencygraph.ingest.lexicon import Lexicon

__all__ = ["running_lines"]

_BARE_NUMBER = re.compile(r"[-–—]?\s*\d{1,3}\s*(?:[/|]\s*\d{1,3})?\s*[-–—]?")
_TRAILING = re.compile(
    r"(?:\s{3,}\d{1,3}|(?:\s|\|)(?:p(?:agina|age|ag|\.)?\s*)?\d{1,3}\s?(?:/|van|of|sur|de|uit)\s?\d{1,3}"
    r"|\s(?:pagina|page|p\.|blz\.?)\s?\d{1,3})\s*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_NEAR = 2
_FEWEST = 2
_MAX_WORDS = 14


def running_lines(raw: Sequence[str], lexicon: Lexicon) -> dict[int, str]:
    """Return the lines of a text that are page numbers or stand beside them on several pages.

    A page number is a line such as "Pagina 2 van 9", "2 / 9" or, repeated with another number, "2". A line that stands
    within two lines of a page number or page break, on two pages or more, figures apart, is a running header or footer;
    so is the same line on top of the document.

    Args:
        raw: the text's lines.
        lexicon: the words for page numbers.

    Returns:
        Line number, from 1, to ``page number`` or ``running header``.

    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> first = ["Stad Zandeke", "Brugwachter", "Doel", "De brug", "Pagina 1 van 2"]
    >>> text = [*first, "Stad Zandeke", "bouwen.", "Pagina 2 van 2"]
    >>> running_lines(text, load_lexicon())
    {5: 'page number', 8: 'page number', 1: 'running header', 6: 'running header'}
    """
    texts = [" ".join(line.split()) for line in raw]
    pattern = lexicon.pattern("page_numbers", after=r"$")
    numbered = [index for index, text in enumerate(texts) if text and pattern.match(text)]
    bare = [index for index, text in enumerate(texts) if text and _BARE_NUMBER.fullmatch(text)]
    if len(bare) >= _FEWEST and _rises([texts[index] for index in bare]):
        numbered += bare
    numbered += _with_page_number(raw)
    found = {index + 1: "page number" for index in sorted(set(numbered))}
    breaks = sorted({-1, *numbered, *(index for index, line in enumerate(raw) if "\f" in line)})
    beside: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for place in breaks:
        for index in dict.fromkeys([*_around(texts, place, -1, found), *_around(texts, place, 1, found)]):
            key = _DIGITS.sub("#", texts[index])
            if index in places.get(key, []) or len(texts[index].split()) > _MAX_WORDS:
                continue
            beside[key] += 1
            places.setdefault(key, []).append(index)
    running = {key for key, count in beside.items() if _is_running(key, count, texts, places[key], lexicon)}
    first = next((index for index, text in enumerate(texts) if text), None)
    for key in running:
        kept = {first} if first is not None and not _title_below(texts, first, lexicon) else set()
        found |= {index + 1: "running header" for index in places[key] if index not in kept}
    return found


def _with_page_number(raw: Sequence[str]) -> list[int]:
    """Return the lines that end in a page number behind other words, the same words on two pages or more."""
    ends = [(index, match) for index, line in enumerate(raw) if (match := _TRAILING.search(line))]
    keys = Counter(_DIGITS.sub("#", raw[index][: match.start()]).strip() for index, match in ends)
    return [index for index, match in ends if keys[_DIGITS.sub("#", raw[index][: match.start()]).strip()] >= _FEWEST]


def _rises(numbers: Sequence[str]) -> bool:
    """Return whether bare numbers are those of pages: each one more than the one before."""
    values = [int(match[0]) for match in map(_DIGITS.search, numbers) if match]
    return all(following == value + 1 for value, following in pairwise(values))


def _around(texts: Sequence[str], place: int, step: int, found: dict[int, str]) -> list[int]:
    """Return the nearest lines with text on one side of a place, page numbers not counted."""
    near: list[int] = []
    index = place + step
    while 0 <= index < len(texts) and len(near) < _NEAR:
        if texts[index] and index + 1 not in found:
            near.append(index)
        index += step
    return near


def _title_below(texts: Sequence[str], first: int, lexicon: Lexicon) -> bool:
    """Return whether a line below the first one can be the document's title, so that the first is none."""
    below = next((text for text in texts[first + 1 :] if text), "")
    return 0 < len(below.split()) <= _MAX_WORDS and not below.endswith(".") and lexicon.heading_kind(below) is None


def _is_running(key: str, count: int, texts: Sequence[str], places: Sequence[int], lexicon: Lexicon) -> bool:
    """Return whether a line beside page numbers is furniture: on two pages, and elsewhere at most on top."""
    if count < _FEWEST or lexicon.heading_kind(key) is not None:
        return False
    everywhere = sum(1 for text in texts if _DIGITS.sub("#", text) == key)
    return everywhere <= count + 1 and not key.startswith(("•", "-", "–", "*", "□", "▪"))
