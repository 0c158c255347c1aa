"""Observes the marks that the reader put in the place of personal contact data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["observe"]

_MASK = re.compile(r"\[(?:e-mail|telefoon|naam)\]")
_NAME = "[naam]"


def observe(source: Source) -> Iterator[Triple]:
    """Yield the masks of names, e-mail addresses and telephone numbers; the data themselves are gone.

    Args:
        source: the edition.

    Yields:
        ``cg:ContactData`` with the mask: each kind once a line. A mask of a name with nothing in front that the name of
        a person stands behind is a gap in a template, and left out.
    """
    number = 0
    above = ""
    for line, text in enumerate(source.lines, 1):
        for mask in dict.fromkeys(_MASK.findall(text)):
            if mask == _NAME and not _lead().search(text) and not _alone().fullmatch(above):
                continue
            number += 1
            yield from observation(source.edition, cg.ContactData, number, lines=(line, line), values={cg.form: mask})
        above = text if text.strip() else above


@cache
def _lead() -> re.Pattern[str]:
    leads = "|".join(wording("name_leads"))
    return re.compile(rf"(?<!\w)(?:{leads})\b[^\[\]]{{0,40}}(?:\[naam\][^\[\]]{{0,10}}){{1,6}}", re.IGNORECASE)


@cache
def _alone() -> re.Pattern[str]:
    leads = "|".join(wording("name_leads"))
    return re.compile(rf"\W*(?:{leads})\s*+(?::\s*)?", re.IGNORECASE)
