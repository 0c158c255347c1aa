"""Levels of competencies: a line "Niveau 3 – title", or a level behind the competency's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.model import Item, ProficiencyLevel

__all__ = [
    "LevelLine",
    "NamedLevel",
    "level_in",
    "level_line",
    "level_pattern",
    "name_and_level",
    "read_level",
]

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_LEVEL = r"(?P<level>\d{1,2}|(?-i:[IVX]{1,4}|[A-E]))"
_SHORT = re.compile(r"^(?P<word>[NL])\s?(?P<level>\d)(?:\s*[-–—:.)|]\s*(?P<title>.*))?$")
_NAME_SHORT = re.compile(r"^(?P<name>\S.*?)(?:\s+|\s*[(\[,:–—-]\s*)[NL]\s?(?P<level>\d)\s*[)\]]?$")
_NAME_BARE = re.compile(r"^(?P<name>[^\W\d].*?)\s*(?:\(|\[|:|\s[–—-]\s)\s*(?P<level>[1-9]|[A-E])\s*[)\]]?$")
_GRADES = re.compile(
    r"^[A-Z]{2,4}\d?(?:(?:\s?[/&,]\s?|\s(?:and|or|en|of|et|ou)\s)[A-Z]{2,4}\d?)*\s+(?:[Ll]evels?|[Nn]iveaux?)$"
)
_BRACKETED = re.compile(r"^\((?P<inside>[^()]*)\)$")
_TITLED = re.compile(rf"{_LEVEL}\s*[-–—:.)]\s+(?P<title>\S.*)$")
_LEADING = re.compile(r"^(?:op|van|at|of|au|de|du|à)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LevelLine:
    """What a line that begins a level prints.

    Args:
        level: the number, Roman numerals counted, or the letter; None where only a title is printed.
        title: the title, None without one.
        rest: text behind an unnumbered title, None without any.
    """

    level: int | str | None
    title: str | None
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class NamedLevel:
    """A competency's name with the level that is printed behind it.

    Args:
        name: the name.
        level: the number, Roman numerals counted, or the letter; None where a title or nothing is printed.
        title: the title, None where a number or nothing is printed.
    """

    name: str
    level: int | str | None = None
    title: str | None = None

    @property
    def has_level(self) -> bool:
        """Return whether a level is printed."""
        return self.level is not None or self.title is not None


def level_pattern(page: Page) -> re.Pattern[str]:
    """Return the pattern of a line that begins with a level, with the groups ``level`` and ``title``."""
    return page.lexicon.pattern(
        "level_words",
        before=r"^",
        after=rf"\s*:?\s*{_LEVEL}(?![\w/]|[-–]\w|\.\d)\s*"
        r"(?P<sign>[-–—:.)|]\s*)?(?P<title>(?<=[-–—:.)|])\S.*|(?<=[-–—:.)|]\s).*|(?-i:[A-ZÀ-Þ(«\"'‘“]).*|)$",
    )


def level_line(page: Page, text: str, titles: frozenset[str] = frozenset()) -> LevelLine | None:
    """Return the level that a line begins, None when it begins none.

    Args:
        page: the document.
        text: the line without its list marker.
        titles: titles such as ``gevorderd`` that this document uses for levels without a number, in lower case.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> level_line(page, "Niveau 2 – Denkt mee"), level_line(page, "Level 3 - HEO and SEO or equivalent")
    (LevelLine(level=2, title='Denkt mee', rest=None), LevelLine(level=3, title='HEO and SEO or equivalent', rest=None))
    >>> level_line(page, "Niveau 2 halen lukt"), level_line(page, "N2:"), level_line(page, "EO Level")
    (None, LevelLine(level=2, title=None, rest=None), LevelLine(level=None, title='EO Level', rest=None))
    >>> [level_line(page, text).level for text in ("Niveau III – Denkt mee", "Level B: Helps")]
    [3, 'B']
    """
    match = level_pattern(page).match(text) or _SHORT.match(text)
    if match is not None:
        return LevelLine(_number(match["level"]), _title(match["title"]))
    bare = text.rstrip(" :.")
    if _GRADES.match(bare) or page.lexicon.pattern(
        "competency_words", "grade_titles", before="^", after=r"(?:\s*\([A-Z]{2,4}\))?(?:\s+(?:level|grade))?$"
    ).match(bare):
        return LevelLine(None, bare)
    if titles:
        title, rest = _split_title(text)
        if title.casefold() in titles:
            return LevelLine(None, title, rest)
    return None


def _split_title(text: str) -> tuple[str, str | None]:
    parts = re.split(r"\s*:\s+|\s+[–—-]\s+", text.strip(), maxsplit=1)
    title = parts[0].rstrip(" :.")
    return title, parts[1] if len(parts) == 2 else None


def _title(printed: str | None) -> str | None:
    title = strip_list_punctuation(printed or "").strip()
    inside = _BRACKETED.match(title)
    return (inside["inside"].strip() if inside else title) or None


def level_in(page: Page, text: str, *, headed: bool = False) -> NamedLevel | None:
    """Return the level that a table cell holds and nothing else, None when it holds something else.

    Args:
        page: the document.
        text: the cell's text.
        headed: whether a word for a level stands above or before the cell; without one Roman numerals are letters.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> [level_in(page, text).level for text in ("2", "Niveau 3", "B", "N1")], level_in(page, "Plannen")
    ([2, 3, 'B', 1], None)
    >>> level_in(page, "II").level, level_in(page, "II", headed=True).level
    ('II', 2)
    >>> level_in(page, "3 – Denkt mee"), level_in(page, "3 – Denkt mee", headed=True).title
    (None, 'Denkt mee')
    """
    bare = text.strip(" .:()")
    titled = _TITLED.match(bare) if headed else None
    if titled is not None:
        return NamedLevel("", _number(titled["level"]), titled["title"])
    if re.fullmatch(r"[1-9]|10|[A-E]|[IV]{1,4}", bare):
        return NamedLevel("", _number(bare) if headed or bare.isdecimal() else bare.upper())
    line = level_line(page, bare)
    if line is not None:
        return NamedLevel("", line.level, line.title)
    if is_level_title(page, bare):
        return NamedLevel("", None, bare)
    return None


def is_level_title(page: Page, text: str) -> bool:
    """Return whether a text is a word for a level, such as ``gevorderd``."""
    return page.lexicon.pattern("competency_words", "titles", before="^", after="$").match(text) is not None


def read_level(
    page: Page, lines: Sequence[Line], items: Sequence[Item | Paragraph], line: LevelLine | None = None
) -> ProficiencyLevel:
    """Return the level that the lines print, with its indicators; all of them placed.

    Args:
        page: the document.
        lines: the line with the level and what carries it on, or a level sentence.
        items: the indicators.
        line: what the lines print; None to be told from them.
    """
    printed = page.join(lines)
    line = line or level_line(page, page.wording(lines))
    indicators = tuple(item if isinstance(item, Item) else page.item(item) for item in items)
    if line is None:
        return ProficiencyLevel(None, printed, indicators, evidence_of(lines))
    return ProficiencyLevel(line.level, line.title, indicators, evidence_of(lines))


def name_and_level(page: Page, text: str, *, bare: bool = False) -> NamedLevel:
    """Return a competency's name and the level that is printed behind it.

    Args:
        page: the document.
        text: the name with what stands behind it.
        bare: whether a number or letter alone, as in ``Plannen (2)``, is a level.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> name_and_level(page, "Klantgerichtheid (niveau 2)"), name_and_level(page, "Working together - Level 3")
    (NamedLevel(name='Klantgerichtheid', level=2, title=None), NamedLevel(name='Working together', level=3, title=None))
    >>> name_and_level(page, "Niveau van dienstverlening").has_level, name_and_level(page, "Plannen N2").level
    (False, 2)
    """
    pattern = page.lexicon.pattern(
        "level_words",
        before=r"^(?P<name>\S.*?)(?P<sign>\s*[(\[,:|]|\s[–—-]|\s)\s*",
        after=rf"\s*:?\s*{_LEVEL}\s*[)\]]?$",
    )
    match = pattern.match(text)
    if match is not None and (match["sign"].strip() or not _LEADING.match(match["name"].split()[-1])):
        return NamedLevel(match["name"], _number(match["level"]))
    match = _NAME_SHORT.match(text) or (_NAME_BARE.match(text) if bare else None)
    if match is not None:
        return NamedLevel(match["name"], _number(match["level"]))
    titled = page.lexicon.pattern(
        "competency_words",
        "titles",
        before=r"^(?P<name>[^\W\d].*?)(?:\s*[(\[]|\s[–—-]\s)\s*(?P<title>",
        after=r")\s*[)\]]?$",
    ).match(text)
    if titled is not None:
        return NamedLevel(titled["name"], None, titled["title"])
    return NamedLevel(text)


def _number(printed: str) -> int | str:
    """Return what is printed behind a word for a level: a number, also a Roman one, or a letter."""
    return int(printed) if printed.isdecimal() else _ROMAN.get(printed.upper(), printed.upper())
