"""The places of all lines of an edition as one compact text, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote, unquote

from competencygraph.errors import FailureError
from competencygraph.model import Place

__all__ = ["places_from_text", "text_of_places"]

_LETTERS = {"page": "p", "paragraph": "g", "table": "t", "row": "r", "column": "c"}
_NOTHING = "-"
_PLACE = re.compile(
    r"(?:-|(?=[pgtrcs])"
    + "".join(rf"(?:{sign}(?P<{name}>\d+))?" for name, sign in _LETTERS.items())
    + r"(?:s(?P<sheet>[\w.~%-]+)(?:!(?P<cell>[A-Z]{1,3}\d{1,7}))?)?)(?:\*(?P<length>\d+))?",
    re.ASCII,
)


def text_of_places(places: Sequence[Place]) -> str:
    """Return places as one text: one word for each run of lines with the same place, and how many lines it has.

    Args:
        places: one for each line.

    Returns:
        Words such as ``p3`` (page 3), ``g14`` (paragraph 14), ``t2r3c1`` (table 2, row 3, column 1) or ``sTaken!C14``
        (sheet Taken, cell C14; what is no letter, digit or one of ``_.-~`` as in an address), ``-`` for a line
        of which nothing is known, followed by ``*`` and the number of lines where that is more than one.

    >>> text_of_places([Place(page=1), Place(page=1), Place(), Place(page=2, table=1, row=1, column=2)])
    'p1*2 - p2t1r1c2'
    """
    words = []
    for place, run in groupby(places):
        length = sum(1 for _ in run)
        words.append(_word(place) + (f"*{length}" if length > 1 else ""))
    return " ".join(words)


def places_from_text(text: str, count: int, where: str) -> tuple[Place, ...]:
    """Return the places that `text_of_places` wrote.

    Args:
        text: the text.
        count: how many lines there are.
        where: the edition, for messages.

    Returns:
        One place for each line.

    Raises:
        FailureError: the text is no such text, or tells of another number of lines.

    >>> [place.page for place in places_from_text("p1*2 -", 3, "a")]
    [1, 1, None]
    """
    runs: list[tuple[Place, int]] = []
    for word in text.split(" "):
        match = _PLACE.fullmatch(word)
        if match is None:
            raise _broken(f"“{word[:40]}” is no place of a line", where)
        numbers = {name: None if match[name] is None else int(match[name]) for name in _LETTERS}
        sheet = None if match["sheet"] is None else unquote(match["sheet"])
        runs.append((Place(**numbers, sheet=sheet, cell=match["cell"]), int(match["length"] or 1)))
    if sum(length for _, length in runs) != count:
        raise _broken(f"it tells the places of other than {count} lines", where)
    return tuple(place for place, length in runs for _ in range(length))


def _word(place: Place) -> str:
    values = ((sign, getattr(place, name)) for name, sign in _LETTERS.items())
    word = "".join(f"{sign}{value}" for sign, value in values if value is not None)
    if place.sheet is not None:
        word += f"s{quote(place.sheet, safe='')}" + (f"!{place.cell}" if place.cell is not None else "")
    return word or _NOTHING


def _broken(what: str, where: str) -> FailureError:
    return FailureError(
        f"the graph of the edition is not whole: {what}", where=where, remedy="ingest the document again with --replace"
    )
