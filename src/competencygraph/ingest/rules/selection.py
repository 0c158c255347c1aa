"""The selection procedure: its parts, their points, and when a candidate passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from competencygraph.ingest.document import Line, evidence_of, spans
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.clauses import date_in
from competencygraph.model import PassRule, Selection, SelectionPart

__all__ = ["part_pattern", "read_selection"]

_DASH = re.compile(r"\s[–—-]\s*")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]*)\)")


def part_pattern(page: Page) -> re.Pattern[str]:
    """Return what a line matches that begins a part of the selection, such as ``Deel 1: Gesprek``.

    Args:
        page: the document.
    """
    return page.lexicon.pattern(
        "part_words", before=r"^(?P<notation>", after=r"\s+(?:\d{1,2}|[IVX]+))\s*[:.–-]\s*(?P<name>.+)$"
    )


def read_selection(page: Page, lines: Sequence[Line]) -> tuple[Selection, list[Line]]:
    """Return the selection and the lines that are neither part nor rule.

    A part begins at "Deel 1: …". Its heading may run over lines: a line that begins with a bracket or a dash, or
    under a heading that ends in one, carries it on, as does one in bold that the format says goes on. Rules stand
    behind a blank line after the last part, in a later paragraph where the format tells paragraphs apart, or where no
    part is found, in sentences that speak of passing.

    Args:
        page: the document.
        lines: the lines of the part that is headed as selection.
    """
    pattern = part_pattern(page)
    starts = [index for index, line in enumerate(lines) if pattern.match(line.text)]
    if not starts:
        rules, rest = _rules(page, lines)
        return Selection((), tuple(rules)), rest
    parts: list[SelectionPart] = []
    tail: list[Line] = []
    for index, end in spans(starts, len(lines)):
        block = list(lines[index:end])
        if end == len(lines):
            block, tail = _cut_rules(page, block)
        parts.append(_part(page, block, pattern))
    rules, rest = _rules(page, tail)
    return Selection(tuple(parts), tuple(rules)), [*lines[: starts[0]], *rest]


def _cut_rules(page: Page, block: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the last part's lines and those after it: from the first gap, if a rule stands behind it.

    Where the format tells paragraphs apart, they need no gap: the first behind the part's text with a rule counts.
    """
    rule = page.lexicon.pattern("pass_rule")
    for paragraph in page.paragraphs(block)[2:]:
        if paragraph.first.traits.joins is False and rule.search(page.wording(paragraph.lines)):
            cut = block.index(paragraph.first)
            return block[:cut], block[cut:]
    gaps = (index for index in range(2, len(block)) if block[index].gap > 0 and not block[index].starts_lower)
    index = next(gaps, len(block))
    if rule.search(page.wording(block[index:])):
        return block[:index], block[index:]
    return block, []


def _part(page: Page, lines: Sequence[Line], pattern: re.Pattern[str]) -> SelectionPart:
    count = 1
    while count < len(lines) and _carries_heading_on(lines[count - 1], lines[count]):
        count += 1
    printed = page.wording(lines[:count])
    page.place(lines[:count])
    match = pattern.match(printed)
    notation, name = (match["notation"], match["name"]) if match else (None, printed)
    points = page.lexicon.pattern("points").search(printed)
    date = _heading_date(page, name)
    text = page.join(lines[count:]) if lines[count:] else None
    bare = _bare_name(page, name)
    page.note("selection part", bare, lines, "numbered-part", 0.9)
    return SelectionPart(
        name=bare,
        evidence=evidence_of(lines),
        notation=notation,
        points=int(next(group for group in points.groups() if group)) if points else None,
        minimum=_minimum(page, text or ""),
        eliminatory=page.lexicon.pattern("eliminatory").search(f"{printed} {text or ''}") is not None,
        date=date,
        text=text,
    )


def _carries_heading_on(last: Line, line: Line) -> bool:
    if last.traits.bold and line.traits.bold and line.traits.joins:
        return True
    if line.traits.joins is False:
        return False
    return line.text[0] in "(–-" or last.text.endswith(("–", "-", ","))


def _heading_date(page: Page, name: str) -> str | None:
    """Return what stands behind the last dash when it holds a date."""
    pieces = _DASH.split(name)
    return pieces[-1].strip() if len(pieces) > 1 and date_in(pieces[-1], page.lexicon) else None


def _bare_name(page: Page, name: str) -> str:
    """Return the part's name without points, remarks in brackets and date."""
    pieces = _DASH.split(name)
    if len(pieces) > 1 and date_in(pieces[-1], page.lexicon):
        name = name[: name.rindex(pieces[-1])].rstrip(" –—-")
    marks = (page.lexicon.pattern("points"), page.lexicon.pattern("eliminatory"))
    for bracket in list(_BRACKETS.finditer(name))[::-1]:
        if any(mark.search(bracket["inside"]) for mark in marks):
            name = name[: bracket.start()] + name[bracket.end() :]
    return " ".join(name.split()).rstrip(" :")


def _minimum(page: Page, text: str) -> str | None:
    match = page.lexicon.pattern("part_minimum").search(text)
    return next((group for group in match.groups() if group), None) if match else None


def _rules(page: Page, lines: Sequence[Line]) -> tuple[list[PassRule], list[Line]]:
    """Return the sentences of the paragraphs that speak of passing, and the lines of the other paragraphs."""
    rules: list[PassRule] = []
    rest: list[Line] = []
    for paragraph in page.paragraphs(lines):
        if not page.lexicon.pattern("pass_rule").search(page.wording(paragraph.lines)):
            rest += paragraph.lines
            continue
        for sentence, inside in page.sentences(paragraph.lines):
            percent = page.lexicon.pattern("percent").search(sentence)
            scope = _scope(page, sentence) if percent else None
            share = int(next(group for group in percent.groups() if group)) if percent else None
            page.note("pass rule", sentence, inside, "words-of-passing", 0.85)
            rules.append(PassRule(sentence, evidence_of(inside), scope, share))
    return rules, rest


def _scope(page: Page, sentence: str) -> Literal["part", "total"] | None:
    if page.lexicon.pattern("scope_total").search(sentence):
        return "total"
    return "part" if page.lexicon.pattern("scope_part").search(sentence) else None
