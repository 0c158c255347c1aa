"""Observes the marks that the reader put in the place of personal contact data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["observe"]

_MASK = re.compile(r"\[(?:e-mail|telefoon|naam)\]")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the masks of names, e-mail addresses and telephone numbers; the data themselves are gone.

    Args:
        source: the edition.

    Yields:
        ``cg:ContactData`` with the mask: each kind once a line.
    """
    number = 0
    for line, text in enumerate(source.lines, 1):
        for mask in dict.fromkeys(_MASK.findall(text)):
            number += 1
            yield from observation(
                source.edition, cg.ContactData, number, lines=(line, line), values={cg.form: mask}
            )
