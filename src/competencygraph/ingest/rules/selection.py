"""The selection procedure: its parts, their points, and when a candidate passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from competencygraph.ingest.document import Line, evidence_of, spans
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.clauses import date_in
from competencygraph.model import PassRule, Selection, SelectionPart

__all__ = ["part_pattern", "read_selection"]

_DASH = re.compile(r"\s[–—-]\s*")
_Scope = Literal["part", "total"]
_WHOLE = 100
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
    behind a blank line after the last part, in a later paragraph where the format tells paragraphs apart, in the
    sentences at the end of the last part's text that speak of passing each part or the total, or where no part is
    found, in sentences that speak of passing. A sentence with several percentages gives a rule for each.

    Args:
        page: the document.
        lines: the lines of the part that is headed as selection.
    """
    pattern = part_pattern(page)
    starts = [index for index, line in enumerate(lines) if pattern.match(line.text)]
    if not starts:
        rules, rest = _rules(page, lines)
        return Selection((), tuple(rules)), rest
    blocks = [list(lines[index:end]) for index, end in spans(starts, len(lines))]
    blocks[-1], tail = _cut_rules(page, blocks[-1])
    parts = [_part(page, block, pattern) for block in blocks]
    parts[-1], closing = _without_closing(page, blocks[-1], parts[-1], alone=len(parts) == 1)
    rules, rest = _rules(page, tail)
    return Selection(tuple(parts), (*closing, *rules)), [*lines[: starts[0]], *rest]


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


def _heading_length(lines: Sequence[Line]) -> int:
    """Return how many lines the heading of a part runs over."""
    count = 1
    while count < len(lines) and _carries_heading_on(lines[count - 1], lines[count]):
        count += 1
    return count


def _part(page: Page, lines: Sequence[Line], pattern: re.Pattern[str]) -> SelectionPart:
    count = _heading_length(lines)
    printed = page.wording(lines[:count])
    page.place(lines[:count])
    match = pattern.match(printed)
    notation, name = (match["notation"], match["name"]) if match else (None, printed)
    points = page.lexicon.pattern("points").search(printed)
    text = page.join(lines[count:]) if lines[count:] else None
    bare = _bare_name(page, name)
    page.note("selection part", bare, lines, "numbered-part", 0.9)
    return SelectionPart(
        name=bare,
        evidence=evidence_of(lines),
        notation=notation,
        points=int(next(group for group in points.groups() if group)) if points else None,
        minimum=_minimum(page, text or ""),
        eliminatory=_is_eliminatory(page, printed, text),
        date=_heading_date(page, name),
        text=text,
    )


def _is_eliminatory(page: Page, heading: str, text: str | None) -> bool:
    return page.lexicon.pattern("eliminatory").search(f"{heading} {text or ''}") is not None


def _without_closing(
    page: Page, lines: Sequence[Line], part: SelectionPart, *, alone: bool
) -> tuple[SelectionPart, list[PassRule]]:
    """Return the last part without the sentences at its end that speak of passing all parts, and these as rules.

    Args:
        page: the document.
        lines: the part's lines.
        part: the part as it was read from them.
        alone: whether it is the only part; its text is then not taken whole.
    """
    count = _heading_length(lines)
    if not lines[count:]:
        return part, []
    passing = page.lexicon.pattern("pass_rule")
    printed = page.sentences(lines[count:])
    first = len(printed)
    while first > 0 and (passing.search(printed[first - 1][0]) or _speaks_of_all(page, printed[first - 1][0])):
        first -= 1
    first = next((at for at in range(first, len(printed)) if _speaks_of_all(page, printed[at][0])), len(printed))
    whole = page.wording(lines[count:])
    begin = whole.find(printed[first][0]) if first < len(printed) else -1
    if begin < 0 or (begin == 0 and alone):
        return part, []
    text = strip_list_punctuation(whole[:begin].rstrip()) or None
    kept = [*lines[:count], *(line for _, inside in printed[:first] for line in inside)]
    part = replace(
        part,
        evidence=evidence_of(kept),
        text=text,
        minimum=_minimum(page, text or ""),
        eliminatory=_is_eliminatory(page, page.wording(lines[:count]), text),
    )
    return part, [rule for sentence, inside in printed[first:] for rule in _rules_of(page, sentence, inside)]


def _speaks_of_all(page: Page, sentence: str) -> bool:
    """Return whether a sentence tells what must be reached on each part or on the total."""
    scoped = any(page.lexicon.pattern(name).search(sentence) for name in ("scope_part", "scope_total"))
    return scoped and any(page.lexicon.pattern(name).search(sentence) for name in ("pass_rule", "percent"))


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
            rules += _rules_of(page, sentence, inside)
    return rules, rest


def _rules_of(page: Page, sentence: str, lines: Sequence[Line]) -> list[PassRule]:
    """Return the rules of one sentence: one for each percentage, or one without where none is printed."""
    page.note("pass rule", sentence, lines, "words-of-passing", 0.85)
    shares: Sequence[tuple[_Scope | None, int | None]] = _scoped_shares(page, sentence) or [(None, None)]
    return [PassRule(sentence, evidence_of(lines), scope, share) for scope, share in dict.fromkeys(shares)]


def _scoped_shares(page: Page, sentence: str) -> list[tuple[_Scope | None, int]]:
    """Return the percentages of a sentence in printed order, each with the scope that it is meant for.

    As many scopes as percentages belong to them in their order; else each scope belongs to the percentage that stands
    nearest, and a percentage that no scope is left for has none.
    """
    percentages = [
        (match.span(), int(next(group for group in match.groups() if group)))
        for match in page.lexicon.pattern("percent").finditer(sentence)
    ]
    percentages = [(span, share) for span, share in percentages if share <= _WHOLE]
    scopes = _scopes(page, sentence, [span for span, _ in percentages])
    meant: dict[int, _Scope]
    if len(percentages) == len(scopes):
        meant = dict(enumerate(scope for _, scope in scopes))
    else:
        distances = sorted(
            (max(place[0] - span[1], span[0] - place[1]), number, at)
            for number, (span, _) in enumerate(percentages)
            for at, (place, _) in enumerate(scopes)
        )
        meant, taken = {}, set[int]()
        for _, number, at in distances:
            if number not in meant and at not in taken:
                meant[number] = scopes[at][1]
                taken.add(at)
    return [(meant.get(number), share) for number, (_, share) in enumerate(percentages)]


def _scopes(page: Page, sentence: str, percentages: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], _Scope]]:
    """Return the places of the words for a scope; words for the same one with no percentage between are one place."""
    names: tuple[tuple[str, _Scope], ...] = (("scope_total", "total"), ("scope_part", "part"))
    printed = sorted(
        (match.span(), scope) for name, scope in names for match in page.lexicon.pattern(name).finditer(sentence)
    )
    found: list[tuple[tuple[int, int], _Scope]] = []
    for span, scope in printed:
        last = found[-1] if found else None
        if last and last[1] == scope and not any(last[0][1] <= start < span[0] for start, _ in percentages):
            found[-1] = ((last[0][0], max(last[0][1], span[1])), scope)
        else:
            found.append((span, scope))
    return found
