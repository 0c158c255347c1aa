"""Result areas and their tasks, and the purpose that a page break displaced among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, spans
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.outline import is_heading_like
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.clauses import divide
from competencygraph.model import Item, Purpose, ResultArea

__all__ = ["AreaReading", "is_lead_in", "read_areas", "read_purpose", "read_tasks"]

_MAX_ROLE_WORDS = 7


@dataclass
class AreaReading:
    """What a part with result areas gave.

    Args:
        areas: the result areas, in printed order.
        before: paragraphs before the first area that are none.
        strays: paragraphs that stand among the areas and belong to none.
    """

    areas: list[ResultArea] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    strays: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True)
class _Start:
    """The heading of an area: its line, and what follows on the same line."""

    index: int
    name: str | None
    role: str | None
    optional: bool
    notation: str | None
    rest: str | None = None


def read_purpose(page: Page, lines: Sequence[Line]) -> Purpose | None:
    """Return the purpose that the lines print, placed; None when there are none."""
    if not lines:
        return None
    evidence = Paragraph(tuple(lines)).evidence
    text = page.join(lines)
    activity, purpose = divide(text, page.lexicon)
    return Purpose(text, evidence, activity, purpose)


def is_lead_in(page: Page, text: str) -> bool:
    """Return whether a text only announces a list of tasks ("Dit omvat onder meer:")."""
    bare = text.strip().rstrip(":").rstrip()
    pattern = page.lexicon.pattern("task_lead_ins", after=r"$")
    return pattern.match(bare) is not None and (text.rstrip().endswith(":") or len(bare.split()) <= 4)


def read_tasks(page: Page, lines: Sequence[Line]) -> list[Item]:
    """Return the tasks of a part that is headed as a list of tasks: its bullets, lead-ins left out."""
    tasks = []
    for paragraph in page.paragraphs(lines):
        if is_lead_in(page, page.wording(paragraph.lines)):
            page.place(paragraph.lines)
        elif paragraph.first.marker is not None:
            tasks.append(page.item(paragraph))
    return tasks


def read_areas(page: Page, lines: Sequence[Line]) -> AreaReading:
    """Return the result areas of a part.

    An area begins at a role ("Als coördinator"); without roles, at a number of a rising series; without numbers,
    at a heading that bullets follow; and where there are but bullets, each bullet is an area by itself.

    Args:
        page: the document.
        lines: the part's lines.

    Returns:
        The areas, and the paragraphs that belong to none.
    """
    starts = _role_starts(page, lines) or _numbered_starts(lines) or _headed_starts(page, lines)
    reading = AreaReading()
    if not starts:
        paragraphs = page.paragraphs(lines)
        for paragraph in paragraphs:
            if paragraph.first.marker is None:
                reading.before.append(paragraph)
            else:
                reading.areas.append(_bullet_area(page, paragraph))
        return reading
    reading.before = page.paragraphs(lines[: starts[0].index])
    ends = spans([start.index for start in starts], len(lines))
    for start, (begin, end) in zip(starts, ends, strict=True):
        area, strays = _area(page, start, lines[begin:end])
        reading.areas.append(area)
        reading.strays += strays
    return reading


def _bullet_area(page: Page, paragraph: Paragraph) -> ResultArea:
    item = page.item(paragraph)
    activity, purpose = divide(item.text, page.lexicon)
    name = None if activity else item.text
    return ResultArea(paragraph.evidence, name, notation=item.notation, activity=activity, purpose=purpose)


def _role_starts(page: Page, lines: Sequence[Line]) -> list[_Start]:
    pattern = page.lexicon.pattern(
        "role_prefix", after=r"(?:\s+|(?<=['’]))(?P<role>[^,.;:]+?)\s*(?P<tail>[,:](?P<rest>.*))?$"
    )
    optional = page.lexicon.pattern("optional", before=r"\s*\(?\b", after=r"\)?\s*")
    starts = []
    for index, line in enumerate(lines):
        match = pattern.match(line.body)
        if match is None or line.starts_lower or line.is_bullet:
            continue
        role, marked = match["role"], optional.search(match["role"])
        if marked:
            role = f"{role[: marked.start()]} {role[marked.end() :]}".strip()
        if len(role.split()) > _MAX_ROLE_WORDS or (match["rest"] is None and line.ends_sentence):
            continue
        if match["rest"] is None and _runs_on(page, lines, index):
            continue
        notation = line.marker.symbol if line.marker else None
        rest = (match["rest"] or "").strip() or None
        starts.append(_Start(index, None, role, marked is not None, notation, rest))
    return starts


def _runs_on(page: Page, lines: Sequence[Line], index: int) -> bool:
    """Return whether a line that begins like a role is the first line of running text, filled to the width."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and following.gap == 0 and not page.ends_short(lines[index], following)


def _numbered_starts(lines: Sequence[Line]) -> list[_Start]:
    starts: list[_Start] = []
    last = 0
    for index, line in enumerate(lines):
        marker = line.marker
        if marker is None or marker.kind != "number" or line.starts_lower:
            continue
        number = int(marker.symbol.split(".")[-1])
        if (last == 0 or number > last) and not line.body.endswith((".", ";", ",")):
            starts.append(_Start(index, strip_list_punctuation(line.body), None, False, marker.symbol))
            last = number
    return starts if any(not line.marker for line in lines) or any(line.is_bullet for line in lines) else []


def _headed_starts(page: Page, lines: Sequence[Line]) -> list[_Start]:
    """Return headings that stand by themselves and are followed, before the next one, by bullets.

    A line that carries on the list item or text above it is no heading, however short.
    """
    openers = {paragraph.first.number for paragraph in page.paragraphs(lines)}
    heads = [
        index
        for index, line in enumerate(lines)
        if is_heading_like(
            line, lines[index - 1] if index else None, lines[index + 1] if index + 1 < len(lines) else None
        )
        and line.number in openers
        and not is_lead_in(page, line.text)
        and index + 1 < len(lines)
    ]
    starts = []
    for index, end in spans(heads, len(lines)):
        if any(line.is_bullet for line in lines[index + 1 : end]):
            starts.append(_Start(index, strip_list_punctuation(lines[index].text), None, False, None))
    return starts


def _area(page: Page, start: _Start, lines: Sequence[Line]) -> tuple[ResultArea, list[Paragraph]]:
    """Return the area that begins with the first of the lines, and the paragraphs after its tasks."""
    heading = lines[0]
    page.place([heading])
    above: list[Line] = [heading]
    description: list[Line] = []
    tasks: list[Item] = []
    strays: list[Paragraph] = []
    for paragraph in _paragraphs(page, lines[1:]):
        if is_lead_in(page, page.wording(paragraph.lines)):
            page.place(paragraph.lines)
            if description:
                continue
            above += paragraph.lines if not tasks else []
        elif paragraph.first.marker is not None:
            tasks.append(page.item(paragraph))
        elif tasks:
            strays.append(paragraph)
        else:
            description += paragraph.lines
    text = page.join(description) if description else None
    if start.rest is not None:
        text = f"{start.rest} {text}" if text else start.rest
    activity, purpose = divide(text, page.lexicon) if text else (None, None)
    undivided = None if activity else text
    role_alone = start.role is not None and undivided is not None
    used = Paragraph(tuple([*above, *description] if description else [heading]))
    area = ResultArea(
        evidence=used.evidence,
        name=_joined_name(start),
        role=start.role,
        notation=start.notation,
        optional=start.optional,
        activity=undivided if role_alone else activity,
        purpose=purpose,
        description=None if role_alone else undivided,
        tasks=tuple(tasks),
    )
    return area, strays


def _paragraphs(page: Page, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of an area, a line that is a lead-in always one by itself."""
    found: list[Paragraph] = []
    run: list[Line] = []
    for line in lines:
        if line.marker is None and is_lead_in(page, line.text):
            found += [*page.paragraphs(run), Paragraph((line,))]
            run = []
        else:
            run.append(line)
    return [*found, *page.paragraphs(run)]


def _joined_name(start: _Start) -> str | None:
    return re.sub(r"\s+", " ", start.name) if start.name else None
