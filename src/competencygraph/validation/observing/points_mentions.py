"""Observes the points, scores and percentages that a selection prints."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.observation import Value, observation
from competencygraph.validation.observing.running_text import RunningText
from competencygraph.validation.observing.source import Source
from competencygraph.validation.observing.texts_on_lines import TextsOnLines
from competencygraph.validation.wording import wording

__all__ = ["observe", "points_in"]

_PERCENTAGE = re.compile(r"(?<![\w.,])(\d{1,4})\s?(?:%|procent\b|percent\b|pour cent\b|per cent\b)", re.IGNORECASE)
_SELECTION = frozenset({cg.SelectionPart, cg.PassRule})
_SENTENCE_END = re.compile(r"[.!?;]\s")
_DATE_GOES_ON = re.compile(r"[/.-]\d")
#: A sentence has at most so many characters on each side of a score.
_SENTENCE = 80
#: What a bare score is out of is more than the number of a month.
_LEAST_MAXIMUM = 13


def observe(source: Source) -> Iterator[Triple]:
    """Yield the points of a document.

    Args:
        source: the edition.

    Yields:
        On their lines, and on the narrowest part or rule of a selection that holds them: a ``cg:PointsTotal`` where
        they are said to be of all tests together, a ``cg:ScoreMention`` for a result out of a maximum (without a word
        for points only in a part or rule, in a sentence on what is to be reached), else a
        ``cg:PointsMention``. A ``cg:PercentageMention`` for each percentage in a part or a rule.
    """
    running = RunningText(source.lines)
    holders = [node for node in source.texts if node.kind in _SELECTION]
    on_lines = TextsOnLines(holders)
    counts: dict[str, int] = {}
    for kind, start, end, values in points_in(running.text):
        lines = running.lines_of(start, end)
        around = on_lines.around(lines)
        on = min(around, key=lambda one: (one.end_line - one.start_line, one.iri)).iri if around else None
        if on is None and kind == cg.ScoreMention and not _points_word().search(str(values[cg.form])):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        yield from observation(source.edition, kind, counts[kind], on=on, lines=lines, values=values)
    number = 0
    for node in holders:
        for match in _PERCENTAGE.finditer(node.text):
            number += 1
            percentage: dict[str, Value] = {cg.form: match[0], cg.percentage: int(match[1])}
            yield from observation(source.edition, cg.PercentageMention, number, on=node.iri, values=percentage)


def points_in(text: str) -> list[tuple[str, int, int, dict[str, Value]]]:
    """Return the points, totals and scores in a text, in its order.

    Args:
        text: any text; line ends count as white space.

    Returns:
        For each the class of its observation, where it begins and ends, and its values.

    >>> [(kind.rpartition("/")[2], values[cg.points]) for kind, _, _, values in points_in("40 punten, samen 90 punten")]
    [('PointsMention', 40), ('PointsTotal', 90)]
    """
    found: list[tuple[str, int, int, dict[str, Value]]] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            before = bisect_left(taken, match.span())
            near = taken[max(0, before - 1) : before + 1]
            if any(start < match.end() and match.start() < end for start, end in near):
                continue
            if kind == cg.ScoreMention and not (match["word"] or match["after"] or _is_score(match)):
                continue
            taken.insert(before, match.span())
            values: dict[str, Value] = {cg.form: " ".join(match[0].split()), cg.points: int(match["points"])}
            if kind == cg.ScoreMention:
                values[cg.outOf] = int(match["out"])
            found.append((kind, *match.span(), values))
    return sorted(found, key=lambda one: one[1])


def _is_score(match: re.Match[str]) -> bool:
    """Tell whether two numbers without a word for points are a score: one that is to be reached, and no date."""
    points, out = match["points"], match["out"]
    if points.startswith("0") or out.startswith("0") or int(out) < _LEAST_MAXIMUM:
        return False
    before = match.string[max(0, match.start() - _SENTENCE) : match.start()]
    after = match.string[match.end() : match.end() + _SENTENCE]
    sentence = f"{_SENTENCE_END.split(before)[-1]} {_SENTENCE_END.split(after)[0]}"
    return not _DATE_GOES_ON.match(after) and bool(_score_signs().search(sentence))


@cache
def _points_word() -> re.Pattern[str]:
    return re.compile(wording("points_words"), re.IGNORECASE)


@cache
def _score_signs() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(wording('score_signs'))})(?!\w)", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of totals, scores and points, those that take more words first."""
    word = wording("points_words")
    number = r"(?<![\w.,/])(?P<points>\d{1,4})"
    points = rf"{number}\s(?:{word})"
    links = "|".join(map(re.escape, wording("score_links")))
    score = rf"{number}(?:\s(?P<word>{word}))?\s?(?:{links})\s?(?P<out>\d{{1,4}})(?:\s(?P<after>{word}))?"
    totals = [(cg.PointsTotal, shape.replace("{points}", points)) for shape in wording("points_totals")]
    shapes = [*totals, (cg.ScoreMention, score), (cg.PointsMention, points)]
    return tuple((kind, re.compile(rf"(?<!\w){shape}(?!\w)", re.IGNORECASE)) for kind, shape in shapes)
