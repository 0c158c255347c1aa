"""Observes the ways of examining candidates that the parts and rules of a selection name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.source import Source
from competencygraph.validation.wording import wording

__all__ = ["named_tests", "observe"]

_NAME = f"{namespaces.SKOS}prefLabel"
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


def observe(source: Source) -> Iterator[Triple]:
    """Yield the tests that the parts of a selection and its rules for passing name.

    Args:
        source: the edition.

    Yields:
        A ``cg:TestMention`` for each, on the part or rule, counted within its text; a ``cg:UnscoredTest`` on a part
        whose words say that it only admits or eliminates.
    """
    number = unscored = 0
    for node in source.texts:
        if node.kind not in {cg.SelectionPart, cg.PassRule} or node.property not in {_NAME, cg.text}:
            continue
        for ordinal, (kind, form) in enumerate(named_tests(node.text, others=node.kind == cg.PassRule), 1):
            number += 1
            values: dict[str, Value] = {cg.form: form, cg.kindOfTest: kind, cg.ordinal: ordinal}
            values[cg.inHeading] = node.property == _NAME
            yield from observation(source.edition, cg.TestMention, number, on=node.iri, values=values)
        if node.kind == cg.SelectionPart and (match := _without_points().search(node.text)):
            unscored += 1
            words: dict[str, Value] = {cg.form: match[0]}
            yield from observation(source.edition, cg.UnscoredTest, unscored, on=node.iri, values=words)


def named_tests(text: str, *, others: bool = False) -> list[tuple[str, str]]:
    """Return the tests that a text names, in its order.

    Args:
        text: the name or the text of a part of a selection, or a rule.
        others: whether tests count too that come later or that this one prepares for.

    Returns:
        The kind of each test and the words that name it, once each.

    >>> named_tests("Schriftelijke proef. Wie slaagt, wordt uitgenodigd voor een gesprek.")
    [('written', 'Schriftelijke proef')]
    """
    found: dict[tuple[str, str], None] = {}
    for sentence in _SENTENCE_END.split(text):
        other = None if others else _next_test().search(sentence)
        end = len(sentence) if other is None else other.start()
        matches = sorted(
            (match.start(), -match.end(), kind, match[0])
            for kind, pattern in _kinds().items()
            for match in pattern.finditer(sentence, 0, end)
        )
        found |= {(kind, form): None for _, _, kind, form in matches}
    return list(found)


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: _whole(words) for kind, words in wording("kinds_of_test").items()}


@cache
def _next_test() -> re.Pattern[str]:
    return _whole(wording("next_test"))


@cache
def _without_points() -> re.Pattern[str]:
    return _whole(wording("tests_without_points"))


def _whole(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
