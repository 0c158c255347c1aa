"""Observes the dates that a document names, with what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.printed_dates import printed_dates
from competencygraph.validation.observing.running_text import RunningText
from competencygraph.validation.observing.source import Source, TextNode
from competencygraph.validation.observing.texts_on_lines import TextsOnLines
from competencygraph.validation.wording import wording

__all__ = ["observe", "role_of_date"]

#: Texts that are a date, and what it is for.
_ROLES = {cg.deadlineText: "deadline", cg.dateText: "test"}
#: How far around a date the words are looked at that say what it is for.
_BEFORE, _BEHIND = 120, 40
#: A date takes over what the one before it is for when no more stands between them.
_JOINED = 15
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ•–])|\n[ \t]*\n")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the dates of a document.

    Args:
        source: the edition.

    Yields:
        A ``cg:DateMention`` for each, on its lines; on the narrowest text that holds it, when one does; with
        ``cg:dateRole`` where its text or the words around it tell what it is for.
    """
    running = RunningText(source.lines)
    texts = _Texts(source.texts)
    since, last_role = 0, None
    for number, one in enumerate(printed_dates(running.text), 1):
        lines = running.lines_of(one.start, one.end)
        holders = texts.with_words(" ".join(running.text[one.start : one.end].split()), lines)
        role = next((_ROLES[node.property] for node in holders if node.property in _ROLES), None)
        if role is None:
            role = role_of_date(running.text, one.start, one.end, since=since)
            role = last_role if role is None and 0 < one.start - since <= _JOINED else role
        since, last_role = one.end, role
        values: dict[str, Value] = {cg.form: one.form, cg.day: one.day, cg.month: one.month, cg.lastDay: one.last_day}
        if one.year is not None:
            values[cg.year] = one.year
        if one.weekday is not None:
            values[cg.weekday] = one.weekday
        day = one.date
        if day is not None:
            values |= {cg.date: day, cg.calendarWeekday: day.isoweekday()}
        if role is not None:
            values[cg.dateRole] = role
        on = holders[0].iri if holders else None
        yield from observation(source.edition, cg.DateMention, number, on=on, lines=lines, values=values)


def role_of_date(text: str, start: int, end: int, *, since: int = 0) -> str | None:
    """Return what the words around a date say that it is for.

    Args:
        text: the running text.
        start: offset of the date's first character.
        end: offset behind its last one.
        since: offset behind the date before it, whose words are not looked at.

    Returns:
        ``yearly`` when its sentence says that it comes back, else the role of the nearest words before it
        (``deadline``, ``test``, ``reference`` for the date of an act); None when none are near.

    >>> role_of_date("Solliciteren kan tot 28 april.", 21, 29)
    'deadline'
    >>> role_of_date("Conseil communal du 27 mai", 20, 26) is None
    True
    """
    before = _SENTENCE_END.split(text[max(0, since, start - _BEFORE) : start])[-1]
    behind = _SENTENCE_END.split(text[end : end + _BEHIND])[0]
    found = [(match.end(), role) for role, pattern in _cues("date_roles").items() for match in pattern.finditer(before)]
    if any(role == "yearly" for _, role in found) or _cues("date_roles_behind")["yearly"].search(behind):
        return "yearly"
    return max(found)[1] if found else None


@cache
def _cues(subject: str) -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
        for role, words in wording(subject).items()
    }


class _Texts:
    """The texts of an edition, to ask which of them hold the words of a date; each is asked once for the same words."""

    def __init__(self, texts: Sequence[TextNode]) -> None:
        self._on_lines = TextsOnLines(texts)
        self._spaced: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str, str], bool] = {}

    def with_words(self, form: str, lines: tuple[int, int]) -> list[TextNode]:
        """Return the texts around some lines that hold some words, a text that is a date first, then the narrowest."""
        return sorted((one for one in self._on_lines.around(lines) if self._holds(one, form)), key=_nearness)

    def _holds(self, node: TextNode, form: str) -> bool:
        place = (node.iri, node.property)
        if (*place, form) not in self._known:
            if place not in self._spaced:
                self._spaced[place] = " ".join(node.text.split())
            self._known[(*place, form)] = form in self._spaced[place]
        return self._known[(*place, form)]


def _nearness(node: TextNode) -> tuple[bool, int, str, str]:
    return node.property not in _ROLES, node.end_line - node.start_line, node.iri, node.property
