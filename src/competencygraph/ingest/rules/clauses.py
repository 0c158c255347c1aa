"""Rules on single sentences: activity and purpose, numeric bounds, amounts, dates, numbers in words."""

from __future__ import annotations

import re
from decimal import Decimal

from competencygraph.ingest.lexicon import Lexicon

__all__ = ["amounts_in", "bounds_of", "currency_of", "date_in", "divide", "number_of"]

_AMOUNT = r"(?<!\d)(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,4}|\d{1,12})(?:[.,]\d{1,2})?(?!\d)"
_MAX_DIGITS = 4
_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "$": "USD",
    "usd": "USD",
}
_MONEY = re.compile(
    rf"(?P<before>€|£|\$|\b(?:EUR|GBP|USD)\b)\s*(?P<a>{_AMOUNT})|(?P<b>{_AMOUNT})\s*(?P<after>€|£|\b(?:euros?|EUR|GBP|USD)\b)",
    re.IGNORECASE,
)


def divide(text: str, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """Return what is done and what it is done for: the parts before and after *teneinde*, *afin de*, *in order to*.

    Args:
        text: one sentence or paragraph.
        lexicon: the lexicon.

    Returns:
        Both parts, trimmed; both None when the text has no divider, or more than one.

    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> divide("het team leiden teneinde de doelen te halen.", load_lexicon())
    ('het team leiden', 'de doelen te halen.')
    >>> divide("diriger l'équipe afin d'atteindre les objectifs.", load_lexicon())
    ("diriger l'équipe", 'atteindre les objectifs.')
    """
    matches = list(lexicon.pattern("divider", before=r"(?<!\w)", after=r"(?!\w)").finditer(text))
    if len(matches) != 1:
        return None, None
    activity, purpose = text[: matches[0].start()].rstrip(" ,"), text[matches[0].end() :].lstrip(" '’")
    return (activity, purpose) if activity and purpose else (None, None)


def bounds_of(text: str, lexicon: Lexicon) -> tuple[int | None, int | None]:
    """Return the lower and upper bound that a definition prints as whole numbers, None where it prints none.

    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> bounds_of("aantal medewerkers tussen de 500 en 25.000", load_lexicon())
    (500, 25000)
    """
    between = lexicon.pattern("bounds", "between").search(text)
    if between:
        low, high = (_whole(group) for group in between.groups() if group)
        return low, high
    minimum = lexicon.pattern("bounds", "minimum").search(text)
    maximum = lexicon.pattern("bounds", "maximum").search(text)
    return (
        next((_whole(group) for group in minimum.groups() if group), None) if minimum else None,
        next((_whole(group) for group in maximum.groups() if group), None) if maximum else None,
    )


def _whole(printed: str) -> int:
    return int(re.sub(r"\D", "", printed))


def amounts_in(text: str) -> list[tuple[int, Decimal, str]]:
    """Return the amounts of money in a text: place, amount, ISO 4217 code.

    >>> amounts_in("min. bruto € 4.470, max. 6.536,50 euro")
    [(11, Decimal('4470'), 'EUR'), (25, Decimal('6536.50'), 'EUR')]
    """
    found = []
    for match in _MONEY.finditer(text):
        sign = (match["before"] or match["after"]).casefold()
        found.append((match.start(), _decimal(match["a"] or match["b"]), _CURRENCIES[sign]))
    return found


def currency_of(text: str) -> str | None:
    """Return the currency of the first amount in a text, None when there is no amount."""
    return next((code for _, _, code in amounts_in(text)), None)


def _decimal(printed: str) -> Decimal:
    bare = re.sub(r"[\u00a0\u202f ]", "", printed)
    cents = re.fullmatch(r"(.*\d)[.,](\d{1,2})", bare)
    whole, fraction = (cents[1], cents[2]) if cents else (bare, "")
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{fraction}") if fraction else Decimal(digits)


def date_in(text: str, lexicon: Lexicon) -> str | None:
    """Return the first date in a text as it is printed, weekday and year only where printed.

    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> date_in("Solliciteren kan uiterlijk tot zondag 28 april via deze link", load_lexicon())
    'zondag 28 april'
    """
    months = "|".join(lexicon.names("months"))
    weekdays = "|".join(lexicon.names("weekdays"))
    named = rf"(?:(?:{weekdays}),?\s+)?\d{{1,2}}(?:er|e|st|nd|rd|th)?\s+(?:{months})(?:\s+\d{{4}})?"
    match = re.search(rf"{named}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}", text, re.IGNORECASE)
    return match[0] if match else None


def number_of(printed: str, lexicon: Lexicon) -> int | None:
    """Return a number that is printed in at most four digits or as a word, None when it is neither.

    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> number_of("drie", load_lexicon()), number_of("12", load_lexicon()), number_of("elk", load_lexicon())
    (3, 12, None)
    """
    if printed.isdecimal():
        return int(printed) if len(printed) <= _MAX_DIGITS else None
    return lexicon.number_words.get(printed.casefold())
