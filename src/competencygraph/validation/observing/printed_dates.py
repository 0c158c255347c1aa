"""Dates as documents print them: woensdag 15 mei 2024, 21 en 22 mei, 3rd of June, 15/05/2024."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from competencygraph.validation.wording import wording

__all__ = ["PrintedDate", "printed_dates"]

_ORDINAL = r"(?:er|e|ste|de|st|nd|rd|th)?"
_ARTICLE = r"(?:(?:le|the|du)\s)?"
_YEAR = r"(?:19|20)\d\d"
_MONTHS_IN_YEAR, _LONGEST_MONTH = 12, 31
#: Only between these signs are the numbers a date.
_FIGURES = re.compile(
    rf"(?<![\d./-])(?:(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?P<sign>[./-])(?P<month2>\d{{1,2}})(?P=sign)(?P<year2>{_YEAR}))(?![\d/-])"
)
_LONE_YEAR = re.compile(rf"(?<![\d.,/-]){_YEAR}(?![\d/-])(?![.,]\d)")
#: How much of the text around the name of a month may belong to dates.
_BEFORE_MONTH, _BEHIND_MONTH = 150, 12
#: A date takes the year of the next one when only so much stands between them.
_NEAR = 30
#: A short line above, with one year, gives it to the dates under it.
_HEADING_LENGTH, _LINES_ABOVE = 60, 8
#: Of a long line only so much is looked at around a date.
_FAR = 200


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """One date in a text.

    Args:
        day: its number, as printed, be it right or wrong.
        month: 1 to 12.
        year: as printed with it or near it; None when the text gives none.
        weekday: the printed day of the week, 1 for Monday; None when none is printed.
        start: offset of its first character.
        end: offset behind its last one.
        form: its words, white space collapsed.
    """

    day: int
    month: int
    year: int | None
    weekday: int | None
    start: int
    end: int
    form: str

    @property
    def last_day(self) -> int:
        """Return how many days its month has, 29 for February of an unknown year."""
        return calendar.monthrange(self.year or 2000, self.month)[1]

    @property
    def date(self) -> date | None:
        """Return it as a date; None when its year is unknown or its day does not exist."""
        if self.year is None or not 1 <= self.day <= self.last_day:
            return None
        return date(self.year, self.month, self.day)


def printed_dates(text: str) -> list[PrintedDate]:
    """Return the dates in a text, in its order.

    Days that are joined (21 en 22 mei 2024) share their month and year. A date without a year takes the year of a date
    right behind it, else the only year on its line, else that of a short line above, such as a heading.

    Args:
        text: any text; line ends count as white space.

    Returns:
        The dates; those of the past and those that do not exist too.

    >>> [(one.day, one.month, one.year) for one in printed_dates("dinsdag 21 en of woensdag 22 mei 2024")]
    [(21, 5, 2024), (22, 5, 2024)]
    >>> printed_dates("tot zondag 28 april")[0].weekday
    7
    """
    found = sorted([*_in_words(text), *_in_figures(text)], key=lambda one: one.start)
    bare = _without(text, found)
    later: PrintedDate | None = None
    dated: list[PrintedDate] = []
    for one in reversed(found):
        later = one if one.year is not None else replace(one, year=_year_near(text, bare, one, later))
        dated.append(later)
    return dated[::-1]


def _year_near(text: str, bare: str, one: PrintedDate, later: PrintedDate | None) -> int | None:
    """Return the year of a date that prints none; `bare` is the text with white space for its dates."""
    if later is not None and later.year is not None and later.start - one.end <= _NEAR:
        between = text[one.end : later.start]
        if not re.search(r"[.!?]\s|\n\s*\n", between):
            return later.year
    first = text.rfind("\n", 0, one.start) + 1
    last = text.find("\n", one.end)
    last = last if last >= 0 else len(text)
    line = text[max(first, one.start - _FAR) : min(last, one.end + _FAR)]
    years = {int(year) for year in _LONE_YEAR.findall(line)}
    if len(years) == 1:
        return years.pop()
    for line in reversed(bare[max(0, first - _LINES_ABOVE * _FAR) : first].split("\n")[-_LINES_ABOVE - 1 : -1]):
        above = {int(year) for year in _LONE_YEAR.findall(line)}
        if len(above) == 1 and len(line.strip()) <= _HEADING_LENGTH:
            return above.pop()
    return None


def _without(text: str, dates: list[PrintedDate]) -> str:
    """Return a text of the same length with white space for some dates, its line ends kept."""
    parts: list[str] = []
    end = 0
    for one in dates:
        if one.end > end:
            start = max(one.start, end)
            parts += [text[end:start], re.sub(r"[^\n]", " ", text[start : one.end])]
            end = one.end
    return "".join([*parts, text[end:]])


def _in_words(text: str) -> Iterator[PrintedDate]:
    days, months, each = _patterns()
    taken: list[tuple[int, int]] = []
    windows = list(_windows(text))
    for match in (match for first, last in windows for match in days.finditer(text, first, last)):
        taken.append(match.span())
        year = int(match["year"]) if match["year"] else None
        listed = list(each.finditer(text, *match.span("days")))
        for one in listed:
            day = int(one["day"])
            last = one is listed[-1]
            if not last and day > _LONGEST_MONTH:
                continue
            end = match.end() if last else one.end()
            form = _form(text[one.start() : end]) if last else f"{_form(one[0])} {match['month']}"
            yield PrintedDate(day, _month(match["month"]), year, _weekday(one["weekday"]), one.start(), end, form)
    for match in (match for first, last in windows for match in months.finditer(text, first, last)):
        behind = bisect_left(taken, (match.end(), 0))
        if behind and match.start() < taken[behind - 1][1]:
            continue
        year = int(match["year"]) if match["year"] else None
        weekday = _weekday(match["weekday"])
        yield PrintedDate(
            int(match["day"]), _month(match["month"]), year, weekday, match.start(), match.end(), _form(match[0])
        )


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text around the names of months, apart from one another."""
    first, last = 0, -1
    for match in _any_month().finditer(text):
        if match.start() - _BEFORE_MONTH > last:
            if last >= 0:
                yield first, last
            first = max(0, match.start() - _BEFORE_MONTH)
        last = min(len(text), match.end() + _BEHIND_MONTH)
    if last >= 0:
        yield first, last


def _in_figures(text: str) -> Iterator[PrintedDate]:
    for match in _FIGURES.finditer(text):
        day, month = int(match["day"] or match["day2"]), int(match["month"] or match["month2"])
        if not 1 <= month <= _MONTHS_IN_YEAR or not day:
            continue
        before = _weekday_before().search(text, max(0, match.start() - 20), match.start())
        start = before.start() if before else match.start()
        weekday = _weekday(before["weekday"]) if before else None
        year = int(match["year"] or match["year2"])
        yield PrintedDate(day, month, year, weekday, start, match.end(), _form(text[start : match.end()]))


def _form(printed: str) -> str:
    return " ".join(printed.split()).rstrip(" .,")


@cache
def _names(subject: str) -> dict[str, int]:
    """Return the numbers of months or weekdays by their spellings, in lower case, a full stop dropped."""
    found: dict[str, int] = {}
    for language in wording(subject).values():
        for number, spellings in enumerate(language, 1):
            for spelling in [spellings] if isinstance(spellings, str) else spellings:
                found[spelling.casefold().rstrip(".")] = number
    return found


def _month(printed: str) -> int:
    return _names("months")[printed.casefold().rstrip(".")]


def _weekday(printed: str | None) -> int | None:
    return None if printed is None else _names("weekdays")[printed.casefold()]


@cache
def _any_month() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(_names('months'))})(?!\w)", re.IGNORECASE)


@cache
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<weekday>{_alternatives(_names('weekdays'))}),?\s+\Z", re.IGNORECASE)


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of days before a month, of a month before its day, and of each of several days."""
    weekdays = rf"(?:(?P<weekday>{_alternatives(_names('weekdays'))}),?\s+{_ARTICLE})?"
    day = rf"{weekdays}(?<![\d.,/])\b(?P<day>\d{{1,2}}){_ORDINAL}\.?(?!\w)"
    plain = re.sub(r"\?P<\w+>", "?:", day)
    links = "|".join(link if link[0].isalpha() else re.escape(link) for link in wording("date_links"))
    joined = rf"\s{{0,3}}(?:{links})\s{{0,3}}{_ARTICLE}"
    spellings = [one for language in wording("months").values() for month in language for one in month]
    months = "|".join(sorted((rf"{re.escape(one)}" for one in set(spellings)), key=len, reverse=True))
    before = re.compile(
        rf"(?P<days>{plain}(?:{joined}{plain})*)\s{{1,4}}(?:of\s+)?(?P<month>{months})(?!\w)(?:,?\s{{1,4}}(?P<year>{_YEAR})\b)?",
        re.IGNORECASE,
    )
    english = "|".join(re.escape(one) for month in wording("months")["en"] for one in month)
    after = re.compile(
        rf"(?i:{weekdays})\b(?P<month>{english})\s(?P<day>\d{{1,2}}){_ORDINAL}(?!\w)(?:,?\s(?P<year>{_YEAR})\b)?"
    )
    return before, after, re.compile(day, re.IGNORECASE)
