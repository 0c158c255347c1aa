"""How a workbook shows a number: the formats that need no language or region to be known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

__all__ = ["BUILT_IN", "NumberFormat", "date_of", "format_of", "general"]

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "date",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    49: "@",
}
"""Formats by their number, where files do not write them out; 14 is the day as the reader's own computer shows it.

Source: ECMA-376, Part 1, 18.8.30 (``numFmt``).
"""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?][0#?,.]*)'
    r"|(?P<date>y+|m+|d+|h+|s+|AM/PM|A/P)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|(?P<end>;)|.', re.DOTALL)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-.*)?", re.DOTALL)
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SECONDS_OF_DAY = 86_400
# The day that the epoch of 1900 counts though it never was: 29 February of that year.
_NO_DAY = 60
_LAST_DAY = 2_958_465
_DIGITS = 10
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format, read.

    Args:
        code: the format as the file writes it.
        is_date: whether it shows days, times, or both.
        has_time: whether it shows times of day.
        sections: the tokens for positive numbers, negative numbers, zero and text, as far as given; empty where the
            format is not one of those that are shown as it says.
    """

    code: str
    is_date: bool
    has_time: bool
    sections: tuple[tuple[tuple[str, str], ...], ...]

    def show(self, value: float | date | time) -> str:
        """Return a number or a day as the workbook shows it.

        Args:
            value: what the cell holds.

        Returns:
            The text. A format that needs a language or region (names of months), conditions or fractions is not
            followed: then a day is ``2026-01-31``, a number is as it is without a format.

        >>> format_of("0.0%").show(0.125), format_of('"Niveau "0').show(3)
        ('12.5%', 'Niveau 3')
        >>> format_of("dd/mm/yyyy").show(date(2026, 1, 31))
        '31/01/2026'
        """
        if isinstance(value, date | time):
            return _show_date(self.sections[0] if self.sections else (), value)
        if not self.sections or self.is_date:
            return general(value)
        section, magnitude = self._section(value)
        return _show_number(section, magnitude)

    def show_text(self, text: str) -> str:
        """Return a text as the workbook shows it: nothing where the format hides all, else the text.

        >>> format_of(";;;").show_text("geheim"), format_of("@").show_text("Doel")
        ('', 'Doel')
        """
        if len(self.sections) == 4 and not any(kind == "sign" and sign == "@" for kind, sign in self.sections[3]):
            return "".join(sign for kind, sign in self.sections[3] if kind == "literal")
        return text

    def _section(self, value: float) -> tuple[tuple[tuple[str, str], ...], float]:
        count = len(self.sections)
        if value < 0 and count >= 2:
            return self.sections[1], -value
        if value == 0 and count >= 3:
            return self.sections[2], value
        return self.sections[0], value


def general(value: float) -> str:
    """Return a number as a workbook shows it without a format.

    Args:
        value: a finite number.

    Returns:
        Whole numbers of up to 11 digits in full, others with 10 digits.

    >>> general(3.0), general(0.1 + 0.2), general(10 / 3), general(-4)
    ('3', '0.3', '3.333333333', '-4')
    """
    if value == int(value) and abs(value) < 10**11:
        return str(int(value))
    return f"{value:.{_DIGITS}g}"


def date_of(serial: float, number_format: NumberFormat, *, from_1904: bool) -> date | time | None:
    """Return the day or time that a number means.

    Args:
        serial: days since the epoch of the workbook.
        number_format: the cell's format, one of days or times.
        from_1904: whether the workbook counts from 1904.

    Returns:
        A `datetime.datetime` where the format shows a time of a day, a `datetime.time` where it shows no day, else a
        `datetime.date`; None for a number that is no day, such as the 29th of February 1900 that never was.

    >>> date_of(46053, format_of("dd/mm/yyyy"), from_1904=False), date_of(60, format_of("yyyy"), from_1904=False)
    (datetime.date(2026, 1, 31), None)
    """
    whole = int(serial // 1)
    if not 0 <= serial < _LAST_DAY + 1 - (1462 if from_1904 else 0) or (whole == _NO_DAY and not from_1904):
        return None
    seconds = round((serial - whole) * _SECONDS_OF_DAY)
    if from_1904:
        epoch = datetime(1904, 1, 1)
    else:
        epoch = datetime(1899, 12, 31) if whole < _NO_DAY else datetime(1899, 12, 30)
    moment = epoch + timedelta(days=whole, seconds=seconds)
    if number_format.has_time and whole == 0 and not from_1904:
        return moment.time()
    return moment if number_format.has_time and seconds else moment.date()


@lru_cache(maxsize=1_000)
def format_of(code: str) -> NumberFormat:
    """Return a format, read.

    Args:
        code: as a file writes it, such as ``#,##0.00`` or ``dd/mm/yyyy``.

    >>> format_of("General").sections, format_of("yyyy-mm-dd hh:mm").has_time, format_of("[h]:mm").is_date
    ((), True, False)
    """
    if code == "date":
        return NumberFormat(code, True, False, ())
    if len(code) > _LONGEST or code.strip().casefold() in {"general", "standard", "standaard", ""}:
        return NumberFormat(code, False, False, ())
    read = [_tokens(section) for section in _sections(code)]
    known = [section for section in read if section is not None]
    first = next(iter(known), [])
    is_date = any(kind == "date" for kind, _ in first)
    has_time = any(kind == "date" and sign[0] in "hs" for kind, sign in first)
    if len(known) < len(read) or len(read) > 4:
        # Elapsed time and conditions: what the number means is not shown by its format alone.
        return NumberFormat(code, False, False, ())
    return NumberFormat(code, is_date, has_time, tuple(tuple(section) for section in known))


def _sections(code: str) -> list[str]:
    """Return the sections of a format, which semicolons part."""
    sections = [""]
    for match in _SECTION.finditer(code):
        if match["end"]:
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections


def _tokens(section: str) -> list[tuple[str, str]] | None:
    """Return the tokens of one section of a format, None for one that is not followed."""
    found: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(section):
        kind, text = str(match.lastgroup), match[str(match.lastgroup)]
        if kind in {"quoted", "escaped"}:
            found.append(("literal", text))
        elif kind == "space":
            found.append(("literal", " "))
        elif kind == "bracket":
            currency = _CURRENCY.fullmatch(text)
            if currency is not None:
                found.append(("literal", currency["sign"]))
            elif _ELAPSED.fullmatch(text) or not _COLOURS.fullmatch(text):
                return None
        elif kind == "sign" and (text in "@%" or text.casefold() == "e"):
            found.append(("sign", text))
        elif kind == "sign":
            found.append(("literal", text))
        elif kind in {"digits", "date"}:
            found.append((kind, text.lower()))
    return found


def _show_number(section: tuple[tuple[str, str], ...], value: float) -> str:
    digits = [text for kind, text in section if kind == "digits"]
    signs = {text for kind, text in section if kind == "sign"}
    is_fraction = any(kind == "literal" and "/" in text for kind, text in section)
    if len(digits) > 1 or signs - {"%", "@"} or ("@" in signs and digits) or is_fraction:
        return general(value)
    if not digits and "@" not in signs:
        return "".join(text for _, text in section).strip()
    if "@" in signs:
        return "".join(general(value) if text == "@" else text for _, text in section).strip()
    number = _digits(digits[0], abs(value) * 100 if "%" in signs else abs(value))
    line = "".join(number if kind == "digits" else text for kind, text in section).strip()
    return f"-{line}" if value < 0 and number.strip("0.,") else line


def _digits(pattern: str, value: float) -> str:
    """Return a number by a pattern such as ``#,##0.00``; a comma at its end divides by a thousand."""
    whole, _, decimals = pattern.partition(".")
    scaled = Decimal(repr(value))
    while whole.endswith(","):
        whole, scaled = whole[:-1], scaled / 1000
    places = len(decimals)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    head, _, tail = f"{rounded:{',' if ',' in whole else ''}.{places}f}".partition(".")
    kept = tail.rstrip("0") if not decimals.rstrip("#?") else tail
    kept = kept.ljust(len(decimals.rstrip("#?")), "0")
    least = whole.count("0")
    head = head.zfill(least) if "," not in whole else head
    if not least and head == "0" and kept:
        head = ""
    return head + (f".{kept}" if kept else "")


def _show_date(section: tuple[tuple[str, str], ...], value: date | time) -> str:
    iso = value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if not section or any(kind not in {"date", "literal"} for kind, _ in section):
        return iso
    shown: list[str] = []
    hours = False
    parts = [text for kind, text in section if kind == "date"]
    seen = 0
    for kind, text in section:
        if kind != "date":
            shown.append(text)
            continue
        seen += 1
        following = parts[seen] if seen < len(parts) else ""
        minutes = text[0] == "m" and (hours or following.startswith("s"))
        number = _part(text, value, minutes=minutes)
        if number is None:
            return iso
        hours = text[0] == "h"
        shown.append(number)
    return "".join(shown).strip()


def _part(text: str, value: date | time, *, minutes: bool) -> str | None:
    """Return one part of a day or time, None for a name of a day or month, and for what the value does not hold."""
    if len(text) > 2 and text not in {"yyy", "yyyy"}:
        return None
    if text[0] == "y":
        name = "year"
    else:
        name = {"m": "minute" if minutes else "month", "d": "day", "h": "hour", "s": "second"}.get(text[0], "")
    number = getattr(value, name, 0 if name in {"hour", "minute", "second"} else None) if name else None
    if number is None:
        return None
    if name == "year":
        return f"{number:04d}" if len(text) > 2 else f"{number % 100:02d}"
    return f"{number:0{len(text)}d}"
