"""Where a passage stands, as people look it up: a page, a paragraph, a table cell, or lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from competencygraph.cli._messages import Messages
from competencygraph.model import Location
from competencygraph.model.place_words import place_words as in_words

__all__ = ["Locations", "cite", "place_words"]

#: Where passages stand that have more than line numbers, by IRI.
Locations = Mapping[str, Location]

_PASSAGE = re.compile(r"(?P<document>[^/]+)/ed/[0-9a-f]+#(?:page=(?P<page>\d+)&)?line=(?P<start>\d+),(?P<end>\d+)$")


def cite(iri: str, messages: Messages, locations: Locations) -> str | None:
    """Return a passage as people read it, None when the IRI is that of something else.

    Args:
        iri: any IRI.
        messages: in the language of the run.
        locations: where passages stand that have more than line numbers.

    Returns:
        The document's key and the place in it.

    >>> iri = "https://w3id.org/competencygraph/id/federal-be/000/ed/ea359150#line=150,159"
    >>> cite(iri, Messages("nl"), {})
    '000, regels 151–159'
    >>> cite(iri, Messages("nl"), {iri: Location(paragraph=14)})
    '000, alinea 14'
    """
    match = _PASSAGE.search(iri)
    if match is None:
        return None
    page = match["page"]
    location = locations.get(iri) or Location(page=None if page is None else int(page))
    place = place_words(int(match["start"]) + 1, int(match["end"]), location, messages)
    return messages("cite", document=match["document"], place=place)


def place_words(start: int, end: int, location: Location | None, messages: Messages) -> str:
    """Return where lines stand, in the words of people who have the document before them.

    A table cell says it without lines, and so does a paragraph, since nobody can count the lines of a Word document.

    Args:
        start: first line.
        end: last line.
        location: where they stand, None in plain text.
        messages: in the language of the run.

    Returns:
        Words with commas between.

    >>> place_words(119, 121, Location(page=3), Messages("en"))
    'page 3, lines 119–121'
    >>> place_words(7, 7, Location(page=2, table=1, row=3, column=1), Messages("fr"))
    'page 2, tableau 1, ligne 3, colonne 1'
    >>> place_words(7, 7, None, Messages("nl"))
    'regel 7'
    """
    return in_words(start, end, location, messages.language)
