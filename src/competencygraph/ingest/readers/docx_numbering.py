"""The numbers and bullets that Word sets before list paragraphs, which stand nowhere in their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from competencygraph.ingest.readers.docx_styles import Styles, left_indent
from competencygraph.ingest.readers.docx_xml import WML, attribute, whole

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BULLETS", "ListMark", "Numbering", "numeral"]

BULLETS = frozenset("•·▪◦‣●■□○➢➤✓*–—-o")
"""The signs that are known as bullets; any other sign of a list is given as ``•``."""

_LEVELS = 9
_MAX_STEPS = 20
_PART = re.compile(r"%([1-9])")
# A number or letter with nothing but a bracket, a dash or a degree sign round it.
_BARE = re.compile(r"\(?((?:\d+\.)*(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+))\s*([.)°:–-])?")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class ListMark:
    """What stands before a list paragraph.

    Args:
        text: the bullet, or the number with its points and brackets; empty when nothing is printed.
        is_bullet: whether it is a bullet.
        list_id: which list it belongs to.
        level: its level in that list, counted from 0.
        indent: how far its text stands in, in twentieths of a point; 0 where nothing is said.
    """

    text: str
    is_bullet: bool
    list_id: str
    level: int
    indent: int


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    indent: int | None = None


@dataclass(slots=True)
class _List:
    """The levels of one list, and where its counting stands."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The lists of a document, counted along as its paragraphs are read in order.

    Args:
        root: the root of its part of numbering; None in a document without lists.
        styles: its styles.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        abstracts = [] if root is None else root.findall(f"{WML}abstractNum")
        self._abstracts = {abstract.get(f"{WML}abstractNumId", ""): abstract for abstract in abstracts}
        numbers = [] if root is None else root.findall(f"{WML}num")
        self._numbers = {number.get(f"{WML}numId", ""): number for number in numbers}
        self._lists: dict[str, _List] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, number_id: str, level: int | None, chain: tuple[str, ...]) -> ListMark | None:
        """Return what stands before the next paragraph of a list, and count it.

        Args:
            number_id: the list, as the paragraph or its style names it.
            level: the level that is named, counted from 0; None when the list tells it by the paragraph's style.
            chain: the paragraph's style and those that it is based on.

        Returns:
            The mark; None when there is no such list.
        """
        number = self._numbers.get(number_id)
        list_id = None if number is None else self._list_of(number)
        if number is None or list_id is None:
            return None
        known = self._levels_of(number_id, number, list_id)
        if level is None:
            level = next((at for at, found in known.items() if found.style is not None and found.style in chain), 0)
        level = min(max(level, 0), _LEVELS - 1)
        own = known.get(level, _Level())
        counts = self._lists[list_id].counts
        self._count(number_id, number, level, own, counts)
        for deeper in range(level + 1, _LEVELS):
            restart = known.get(deeper, own).restart
            if restart is None or level + 1 <= restart:
                counts[deeper] = None
        text = _bullet(own.text) if own.form == "bullet" else _rendered(level, known, counts)
        return ListMark(text, own.form == "bullet", list_id, level, own.indent or 0)

    def _count(self, number_id: str, number: etree._Element, level: int, own: _Level, counts: list[int | None]) -> None:
        count = counts[level]
        begins = None
        if (number_id, level) not in self._begun:
            self._begun.add((number_id, level))
            for override in number.findall(f"{WML}lvlOverride"):
                if whole(override.get(f"{WML}ilvl")) == level:
                    begins = whole(attribute(override, f"{WML}startOverride"))
        if begins is None:
            begins = own.start if count is None else count + 1
        counts[level] = begins

    def _list_of(self, number: etree._Element) -> str | None:
        """Return the id of the abstract list that a list uses, styles of numbering followed; None without one."""
        for _ in range(_MAX_STEPS):
            list_id = attribute(number, f"{WML}abstractNumId")
            abstract = self._abstracts.get(list_id or "")
            if list_id is None or abstract is None:
                return None
            link = attribute(abstract, f"{WML}numStyleLink")
            following = None if link is None else self._numbers.get(self._styles.numbering_of(link) or "")
            if following is None or following is number:
                if list_id not in self._lists:
                    self._lists[list_id] = _List(_levels(abstract.findall(f"{WML}lvl")))
                return list_id
            number = following
        return None

    def _levels_of(self, number_id: str, number: etree._Element, list_id: str) -> dict[int, _Level]:
        if number_id not in self._overrides:
            own = _levels(number.findall(f"{WML}lvlOverride/{WML}lvl"))
            self._overrides[number_id] = {**self._lists[list_id].levels, **own}
        return self._overrides[number_id]


def _levels(elements: list[etree._Element]) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for element in elements:
        at = whole(element.get(f"{WML}ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        properties = element.find(f"{WML}pPr")
        start = whole(attribute(element, f"{WML}start"))
        levels[at] = _Level(
            start=1 if start is None else start,
            form=attribute(element, f"{WML}numFmt") or "decimal",
            text=attribute(element, f"{WML}lvlText") or "",
            restart=whole(attribute(element, f"{WML}lvlRestart")),
            legal=element.find(f"{WML}isLgl") is not None,
            style=attribute(element, f"{WML}pStyle"),
            indent=None if properties is None else left_indent(properties),
        )
    return levels


def _bullet(text: str) -> str:
    sign = text.strip()
    return sign if sign in BULLETS else "•"


def _rendered(level: int, known: dict[int, _Level], counts: list[int | None]) -> str:
    """Return the number of a level; one that bears no sign of its own gets a point, as typed numbers have."""
    own = known.get(level, _Level())
    if own.form == "none" and not _PART.sub("", own.text).strip():
        return ""

    def part(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        found = known.get(at, _Level())
        count = counts[at]
        form = "decimal" if own.legal else found.form
        return numeral(found.start if count is None else count, form)

    text = _PART.sub(part, own.text).strip()
    bare = _BARE.fullmatch(text)
    if bare is None or (text.endswith((".", ")")) and not text.startswith("(")):
        return text
    return f"{bare[1]})" if bare[2] == ")" else bare[1] if "." in bare[1] else f"{bare[1]}."


def numeral(count: int, form: str) -> str:
    """Return a number in a form of Word's lists.

    Args:
        count: the number.
        form: the form's name in Word files; an unknown one counts as ``decimal``.

    Returns:
        The number; in digits where the form has no way to write it.

    >>> numeral(28, "lowerLetter"), numeral(14, "upperRoman"), numeral(3, "decimalZero"), numeral(0, "lowerRoman")
    ('bb', 'XIV', '03', '0')
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in {"lowerLetter", "upperLetter"} and 0 < count <= _MOST:
        turn, letter = divmod(count - 1, 26)
        text = chr(ord("a") + letter) * (turn + 1)
    elif form in {"lowerRoman", "upperRoman"} and 0 < count < _MOST:
        text = _roman(count)
    else:
        return str(count)
    return text.upper() if form.startswith("upper") else text


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        text += letters * times
    return text
