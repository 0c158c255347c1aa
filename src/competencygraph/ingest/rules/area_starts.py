"""Where a result area begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from competencygraph.ingest.document import Line, spans
from competencygraph.ingest.headings import is_heading_like
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page
from competencygraph.ingest.rules.lead_ins import is_lead_in

__all__ = ["AreaStart", "area_starts", "split_role", "whole_heading"]

_LABELLED = re.compile(
    r"(?P<label>[^\W\d][^\d:–—.]{2,40}?)\s*(?:(?:nr\.?|n°)?\s*\d{1,2}\s*[:.–—-]?|\s[–—-]|:)\s+(?P<name>\S.*)"
)
_MAX_ROLE_WORDS = 7
_LONG_ROLE_WORDS = 3
_MAX_NAME_WORDS = 14
_MAX_BETWEEN_WORDS = 8


@dataclass(frozen=True, slots=True)
class AreaStart:
    """The beginning of an area.

    Args:
        index: which of the lines it is.
        rule: the rule that found it.
        confidence: how sure that rule is.
        name: the printed name.
        role: the role of "Als coördinator".
        optional: whether it is marked as optional.
        notation: the printed number.
        rest: what follows the role on the same line.
        label: what the label on the line announces, where a label begins the area ("Kernactiviteit").
    """

    index: int
    rule: str
    confidence: float
    name: str | None = None
    role: str | None = None
    optional: bool = False
    notation: str | None = None
    rest: str | None = None
    label: str | None = None


def area_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    """Return where the areas of a part begin, by the first of the rules that finds any.

    ``role``: "Als coördinator, …". ``marked-heading``: headings of one level that the document marks.
    ``activity-label``: "Kernactiviteit: …" again and again. ``numbered-heading``: a rising series of numbers.
    ``lettered-heading``: a series of letters, each with bullets below. ``heading-with-list``: headings that stand by
    themselves and are followed by a list.

    Args:
        page: the document.
        lines: the part's lines.
    """
    return (
        _role_starts(page, lines)
        or _marked_starts(page, lines)
        or _label_starts(page, lines)
        or _numbered_starts(page, lines)
        or _lettered_starts(lines)
        or _headed_starts(page, lines)
    )


def whole_heading(page: Page, start: AreaStart, lines: Sequence[Line]) -> tuple[AreaStart, Sequence[Line]]:
    """Return the start of an area with its whole name, where that is printed over several lines, and the lines.

    Args:
        page: the document.
        start: the start.
        lines: the area's lines, its heading first.

    Returns:
        The start, and the lines without those that carry the name on.
    """
    count = 1
    if start.rule in {"numbered-heading", "lettered-heading", "marked-heading"} and start.name is not None:
        while count < len(lines) and _carries_name(page, lines[:count], lines[count]):
            count += 1
    if count == 1:
        return start, lines
    page.place(lines[:count])
    name = _without_label(page, page.wording(lines[:count]))
    return replace(start, name=strip_list_punctuation(name)), [lines[0], *lines[count:]]


def _carries_name(page: Page, heading: Sequence[Line], line: Line) -> bool:
    if line.marker is not None or line.traits.heading != heading[0].traits.heading:
        return False
    if heading[0].traits.heading is not None:
        return line.traits.joins is True
    last = heading[-1]
    return line.gap == 0 and not last.ends_sentence and (last.text.endswith(",") or page.continues(heading, line))


def _role_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    starts = []
    for index, line in enumerate(lines):
        if line.starts_lower or line.is_bullet:
            continue
        role, optional, rest = split_role(page, line.body)
        if role is None or (rest is None and line.ends_sentence):
            continue
        if rest is None and line.traits.heading is None and _runs_on(page, lines, index):
            continue
        notation = line.marker.symbol if line.marker else None
        starts.append(AreaStart(index, "role", 0.95, None, role, optional, notation, rest))
    return starts


def split_role(page: Page, text: str) -> tuple[str | None, bool, str | None]:
    """Return the role that a text begins with ("Als coach, …"), whether it is optional, and the text behind it.

    >>> from competencygraph.ingest.document import Document
    >>> from competencygraph.ingest.lexicon import load_lexicon
    >>> page = Page(Document("a.txt", "0" * 64, (), ()), load_lexicon())
    >>> split_role(page, "Als coach (facultatief), het team begeleiden"), split_role(page, "Onthaal")
    (('coach', True, 'het team begeleiden'), (None, False, None))
    """
    match = _role_pattern(page).match(text)
    if match is None or len(match["role"].split()) > _MAX_ROLE_WORDS or _has_conjunction(page, match["role"]):
        return _role_without_comma(page, text)
    role = match["role"]
    marked = _optional_pattern(page).search(role)
    if marked:
        role = f"{role[: marked.start()]} {role[marked.end() :]}".strip()
    return role, marked is not None, (match["rest"] or "").strip() or None


def _has_conjunction(page: Page, role: str) -> bool:
    words = role.split()
    return len(words) > _LONG_ROLE_WORDS and any(word.casefold() in page.conjunctions for word in words)


def _role_without_comma(page: Page, text: str) -> tuple[str | None, bool, str | None]:
    """Return the role of a sentence without a comma behind it ("Als coach het team leiden teneinde …").

    It is the first word, with what is optional in brackets; only a sentence with a divider is read so.
    """
    divider = page.lexicon.pattern("divider", before=r"(?<!\w)", after=r"(?!\w)")
    pattern = page.lexicon.pattern(
        "role_prefix", after=r"\s+(?P<role>[^\W\d][\w’'-]{2,40})(?P<optional>\s*\([^()]*\))?\s+(?P<rest>\S.*)$"
    )
    match = pattern.match(text)
    if match is None or divider.search(text) is None:
        return None, False, None
    optional = match["optional"] is not None and _optional_pattern(page).search(match["optional"]) is not None
    return match["role"], optional, match["rest"]


def _role_pattern(page: Page) -> re.Pattern[str]:
    return page.lexicon.pattern(
        "role_prefix", after=r"(?:\s+|(?<=['’]))(?P<role>[^,.;:]+?)\s*(?P<tail>[,:](?P<rest>.*))?$"
    )


def _optional_pattern(page: Page) -> re.Pattern[str]:
    return page.lexicon.pattern("optional", before=r"\s*\(?\b", after=r"\)?\s*")


def _runs_on(page: Page, lines: Sequence[Line], index: int) -> bool:
    """Return whether a line that begins like a role is the first line of running text, filled to the width."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and following.gap == 0 and not page.ends_short(lines[index], following)


def _marked_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    """Return the highest headings that the document marks, rubrics of single areas and lead-ins left out."""
    heads = [
        index
        for index, line in enumerate(lines)
        if line.traits.heading is not None
        and not (index and line.traits.joins and lines[index - 1].traits.heading == line.traits.heading)
        and not is_lead_in(page, line.body)
        and page.lexicon.column_role("areas", line.body) is None
    ]
    levels = [lines[index].traits.heading or 0 for index in heads]
    highest = min(levels, default=0)
    return [
        _named(page, lines[index], index, "marked-heading", 0.9)
        for index, level in zip(heads, levels, strict=True)
        if level == highest
    ]


def _named(page: Page, line: Line, index: int, rule: str, confidence: float) -> AreaStart:
    optional = page.lexicon.pattern("optional", before=r"\s*\(", after=r"\)\s*$").search(line.body)
    name = line.body[: optional.start()] if optional else line.body
    notation = line.marker.symbol if line.marker else None
    return AreaStart(
        index,
        rule,
        confidence,
        strip_list_punctuation(_without_label(page, name)),
        None,
        optional is not None,
        notation,
    )


def _without_label(page: Page, text: str) -> str:
    """Return a name without the word for an area and its number before it ("Resultaatgebied 2: Onthaal")."""
    match = _LABELLED.match(text)
    known = match is not None and page.lexicon.column_role("areas", match["label"]) == "name"
    return match["name"] if match and known else text


def _label_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    """Return the lines whose label announces a core activity, when there are two or more of them."""
    starts = []
    for index, line in enumerate(lines):
        label, colon, value = line.body.partition(":")
        role = page.lexicon.column_role("areas", re.sub(r"\s*\d{1,2}\s*$", "", label))
        named = role == "name" and colon and value.strip()
        if (role == "activity" and (colon or len(line.text.split()) <= 3)) or named:
            name = value.strip() if named else None
            above = lines[index - 1] if index and not named else None
            if above is not None and _may_name(page, above):
                starts.append(_named(page, above, index - 1, "activity-label", 0.9))
            else:
                starts.append(AreaStart(index, "activity-label", 0.9, name, label=None if named else "activity"))
    if any(start.name for start in starts):
        starts = [start for start in starts if start.name]
    return starts if len(starts) >= 2 else []


def _may_name(page: Page, line: Line) -> bool:
    """Return whether a line above the label of a core activity can be the name of the area."""
    if line.is_bullet or line.starts_lower or line.ends_sentence or ": " in line.text:
        return False
    known = page.lexicon.column_role("areas", line.body)
    return known is None and len(line.text.split()) <= _MAX_BETWEEN_WORDS


def _numbered_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    starts: list[AreaStart] = []
    last = 0
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.kind != "number" or line.starts_lower:
            continue
        number = int(marker.symbol.split(".")[-1])
        again = number <= last and _begins_again(page, lines, starts[-1].index, index)
        if (last == 0 or number > last or again) and not line.body.endswith((".", ";", ",")):
            name = strip_list_punctuation(line.body)
            starts.append(AreaStart(index, "numbered-heading", 0.85, name, None, False, marker.symbol))
            last = max(last, number)
    return starts if any(not line.marker for line in lines) or any(line.is_bullet for line in lines) else []


def _begins_again(page: Page, lines: Sequence[Line], start: int, index: int) -> bool:
    """Return whether a line with a number in use stands like the heading above: set off, as far out, on a list."""
    head, line = lines[start], lines[index]
    above, following = _neighbours(lines, index)
    if line.gap == 0 or line.indent != head.indent or above is None or following is None or above.marker is None:
        return False
    alike = (
        line.marker is not None
        and head.marker is not None
        and line.marker.symbol.count(".") == head.marker.symbol.count(".")
    )
    on_list = following.is_bullet or is_lead_in(page, following.text)
    return alike and on_list and above.is_bullet


def _lettered_starts(lines: Sequence[Line]) -> list[AreaStart]:
    """Return the lines of a series a, b, c when every one of them is open at its end and has bullets below."""
    series: list[int] = []
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.kind != "letter" or line.ends_sentence:
            continue
        if ord(marker.symbol.lower()) == ord("a") + len(series):
            series.append(index)
    ends = spans(series, len(lines))
    if len(series) < 2 or not all(any(line.is_bullet for line in lines[begin:end]) for begin, end in ends):
        return []
    return [
        AreaStart(
            index,
            "lettered-heading",
            0.85,
            strip_list_punctuation(lines[index].body),
            None,
            False,
            _symbol(lines[index]),
        )
        for index in series
    ]


def _symbol(line: Line) -> str | None:
    return line.marker.symbol if line.marker is not None else None


def _headed_starts(page: Page, lines: Sequence[Line]) -> list[AreaStart]:
    """Return headings that stand by themselves and are followed, before the next one, by bullets.

    A line that carries on the list item or text above it is no heading, however short.
    """
    openers = {paragraph.first.number for paragraph in page.paragraphs(lines)}
    heads = [
        index
        for index, line in enumerate(lines)
        if (
            is_heading_like(line, *_neighbours(lines, index))
            or _is_bold_name(line)
            or _between_lists(page, line, *_neighbours(lines, index))
        )
        and line.number in openers
        and not is_lead_in(page, line.text)
        and index + 1 < len(lines)
    ]
    return [
        _named(page, lines[index], index, "heading-with-list", 0.8)
        for index, end in spans(heads, len(lines))
        if any(line.is_bullet for line in lines[index + 1 : end])
    ]


def _between_lists(page: Page, line: Line, previous: Line | None, following: Line | None) -> bool:
    """Return whether a short line stands between the last item of one list and the first of another."""
    if previous is None or following is None or not following.is_bullet or line.marker is not None:
        return False
    if line.starts_lower or line.ends_sentence or len(line.text.split()) > _MAX_BETWEEN_WORDS:
        return False
    return not previous.text.endswith((",", "-")) and page.ends_short(previous, line, listed=True)


def _is_bold_name(line: Line) -> bool:
    return (
        line.traits.bold
        and line.marker is None
        and not line.text.endswith(".")
        and len(line.text.split()) <= _MAX_NAME_WORDS
    )


def _neighbours(lines: Sequence[Line], index: int) -> tuple[Line | None, Line | None]:
    return lines[index - 1] if index else None, lines[index + 1] if index + 1 < len(lines) else None
