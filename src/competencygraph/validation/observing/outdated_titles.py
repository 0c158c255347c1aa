"""Observes names of offices, services and laws that the law has replaced by others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["observe"]

_NEVER = re.compile(r"(?!)")
#: How far before a name the words stand, at most, that make it another name.
_BEFORE = 120


@dataclass(frozen=True, slots=True)
class _Entry:
    """One replaced name, ready to look for.

    Args:
        language: of the documents in which it is looked for.
        name: the name.
        needs: what must stand somewhere in the document.
        not_with: what must not.
        before: what, directly in front, makes it another name.
        after: the same, directly behind.
        values: what is known of the replacement, by property.
    """

    language: str
    name: re.Pattern[str]
    needs: re.Pattern[str] | None
    not_with: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    values: Mapping[str, str]


def observe(source: Source) -> Iterator[Triple]:
    """Yield the replaced names of the maintained list that stand in the document.

    Args:
        source: the edition.

    Yields:
        ``cg:OutdatedTitle`` with the name, its replacement, the year and the legal ground: each name once, where it
        stands first.
    """
    text = "\n".join(source.lines)
    number = 0
    for entry in _entries():
        if entry.language != source.language or entry.not_with.search(text):
            continue
        if entry.needs is not None and not entry.needs.search(text):
            continue
        seen: set[str] = set()
        for match in entry.name.finditer(text):
            form = " ".join(match[0].split())
            if form.casefold() in seen or entry.after.match(text, match.end()):
                continue
            if entry.before.search(text[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            seen.add(form.casefold())
            number += 1
            first = text.count("\n", 0, match.start()) + 1
            last = text.count("\n", 0, match.end()) + 1
            yield from observation(
                source.edition,
                cg.OutdatedTitle,
                number,
                lines=(first, last),
                values={cg.form: form, **entry.values},
            )


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            language=each["language"],
            name=_words(each["forms"]),
            needs=_words(each["needs"]) if "needs" in each else None,
            not_with=_words(each.get("not_with", [])),
            before=re.compile(rf"(?:{'|'.join(each['before'])})\s+\w*\s*$", re.IGNORECASE)
            if "before" in each
            else _NEVER,
            after=re.compile(rf"\s*(?:{'|'.join(each['after'])})", re.IGNORECASE) if "after" in each else _NEVER,
            values={
                cg.replacement: each["replacement"],
                cg.replacedSince: each["since"],
                cg.legalGround: each["ground"],
            },
        )
        for each in wording("outdated_titles")
    )


def _words(forms: list[str]) -> re.Pattern[str]:
    """Return the pattern of some names at word bounds, a space standing for any white space."""
    if not forms:
        return _NEVER
    spaced = "|".join(re.sub(r" (?!\))", r"\\s+", form) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w])", re.IGNORECASE)
