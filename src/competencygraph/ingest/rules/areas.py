"""Result areas and their tasks, in the layouts that lists of them are printed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, evidence_of, spans
from competencygraph.ingest.doubts import length_doubt
from competencygraph.ingest.joining import strip_list_punctuation
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.area_starts import AreaStart, area_starts, whole_heading
from competencygraph.ingest.rules.area_tables import read_area_table
from competencygraph.ingest.rules.clauses import divide
from competencygraph.ingest.rules.items import inline_items, list_members
from competencygraph.ingest.rules.lead_ins import is_lead_in
from competencygraph.ingest.tables import table_kind
from competencygraph.model import Item, Purpose, ResultArea

__all__ = ["AreaReading", "read_areas", "read_purpose", "read_tasks"]


_FEWEST_INLINE = 2


@dataclass
class AreaReading:
    """What a part with result areas or tasks gave.

    Args:
        areas: the result areas, in printed order.
        tasks: tasks that stand in no result area.
        before: paragraphs before the first area that are none.
        strays: paragraphs that stand among the areas and belong to none.
    """

    areas: list[ResultArea] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    strays: list[Paragraph] = field(default_factory=list)


@dataclass
class _Collected:
    """What the lines of one area print, while they are collected."""

    description: list[Line] = field(default_factory=list)
    lead: str | None = None
    labelled: dict[str, list[str]] = field(default_factory=dict)
    above: list[Line] = field(default_factory=list)
    head: list[Line] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)
    strays: list[Paragraph] = field(default_factory=list)


def read_purpose(page: Page, lines: Sequence[Line]) -> Purpose | None:
    """Return the purpose that the lines print, placed; None when there are none."""
    if not lines:
        return None
    evidence = Paragraph(tuple(lines)).evidence
    text = page.join(lines)
    activity, purpose = divide(text, page.lexicon)
    page.note("purpose", text, evidence, "text-under-heading", 0.95)
    return Purpose(text, evidence, activity, purpose)


def read_tasks(page: Page, lines: Sequence[Line]) -> AreaReading:
    """Return the tasks of a part that is headed as a list of tasks, lead-ins left out.

    Rule ``task-list``: the bullets; where the part has sub-headings with bullets under each, these are result areas.
    Rule ``task-lines``: where nothing bears a bullet, the lines or short paragraphs, when all of them look like members
    of one list. Rule ``inline-items``: the members behind a lead-in on one line ("Taken: a; b; c").

    Args:
        page: the document.
        lines: the part's lines.
    """
    tables = _tables(page, lines)
    starts = [start for start in area_starts(page, lines) if start.rule in _SUBHEADED]
    if tables or len(starts) >= 2 or any(start.role for start in starts):
        return read_areas(page, lines)
    reading = AreaReading()
    paragraphs = page.paragraphs(lines)
    marked = any(paragraph.first.marker is not None for paragraph in paragraphs)
    members = None if marked else list_members(page, lines, paragraphs)
    for paragraph in members or paragraphs:
        if is_lead_in(page, page.wording(paragraph.lines)):
            page.place(paragraph.lines)
        elif members or paragraph.first.marker is not None:
            reading.tasks.append(_task(page, paragraph, "task-lines" if members else "task-list"))
        else:
            reading.tasks += inline_items(page, paragraph, "task", is_lead_in)
    return reading


_SUBHEADED = frozenset({"marked-heading", "heading-with-list", "numbered-heading", "lettered-heading", "role"})


def read_areas(page: Page, lines: Sequence[Line]) -> AreaReading:
    """Return the result areas of a part.

    Where an area begins is told in `area_starts`; a table with columns of areas is read by `read_area_table`. Where
    there are but bullets, each outer bullet is an area by itself (rule ``bullet-as-area``), inner ones its tasks.

    Args:
        page: the document.
        lines: the part's lines.

    Returns:
        The areas, and the paragraphs that belong to none.
    """
    reading = AreaReading()
    loose = list(lines)
    for number in _tables(page, lines):
        reading.areas += read_area_table(page, page.table(number))
        loose = [line for line in loose if line.traits.cell is None or line.traits.cell.table != number]
    starts = area_starts(page, loose)
    if not starts:
        _read_bullets(page, loose, reading)
        return reading
    reading.before = page.paragraphs(loose[: starts[0].index])
    ends = spans([start.index for start in starts], len(loose))
    for start, (begin, end) in zip(starts, ends, strict=True):
        area, strays = _area(page, start, loose[begin:end])
        reading.areas.append(area)
        reading.strays += strays
    return reading


def _tables(page: Page, lines: Sequence[Line]) -> list[int]:
    numbers = dict.fromkeys(line.traits.cell.table for line in lines if line.traits.cell is not None)
    return [number for number in numbers if table_kind(page, page.table(number)) == "areas"]


def _read_bullets(page: Page, lines: Sequence[Line], reading: AreaReading) -> None:
    paragraphs = page.paragraphs(lines)
    outer = next((paragraph.first for paragraph in paragraphs if paragraph.first.marker is not None), None)
    drafts: list[tuple[Paragraph, list[Paragraph]]] = []
    for paragraph in paragraphs:
        if paragraph.first.marker is None:
            reading.before.append(paragraph)
        elif drafts and outer is not None and _is_inner(paragraph.first, outer):
            drafts[-1][1].append(paragraph)
        else:
            drafts.append((paragraph, []))
    for head, inner in drafts:
        reading.areas.append(_bullet_area(page, head, inner))


def _is_inner(line: Line, outer: Line) -> bool:
    return line.indent > outer.indent + 1


def _bullet_area(page: Page, paragraph: Paragraph, inner: Sequence[Paragraph]) -> ResultArea:
    item = page.item(paragraph)
    activity, purpose = divide(item.text, page.lexicon)
    name = None if activity else item.text
    page.note("area", item.text, paragraph.evidence, "bullet-as-area", 0.7)
    tasks = tuple(_task(page, member, "bullet-as-area") for member in inner)
    return ResultArea(paragraph.evidence, name, notation=item.notation, activity=activity, purpose=purpose, tasks=tasks)


def _task(page: Page, paragraph: Paragraph, rule: str) -> Item:
    item = page.item(paragraph)
    sure = 0.9 if paragraph.first.marker is not None else 0.7
    page.note("task", item.text, item.evidence, rule, sure * length_doubt(item.text))
    return item


def _area(page: Page, start: AreaStart, lines: Sequence[Line]) -> tuple[ResultArea, list[Paragraph]]:
    """Return the area that begins with the first of the lines, and the paragraphs after its tasks."""
    heading = lines[0]
    start, lines = whole_heading(page, start, lines)
    page.place([heading])
    collected = _Collected(above=[heading], head=[heading])
    _collect(page, start, lines, collected)
    described = page.join(collected.description) if collected.description else None
    text = " ".join(part for part in (start.rest, described, collected.lead) if part) or None
    if text is not None:
        text = _without_tail(page, text)
    activity, purpose = divide(text, page.lexicon) if text else (None, None)
    undivided = None if activity else text
    role_alone = start.role is not None and undivided is not None
    labelled = {role: " ".join(texts) for role, texts in collected.labelled.items()}
    if "frame" in labelled:
        undivided = " ".join(part for part in (undivided, labelled["frame"]) if part)
    name = start.name or (labelled.get("activity") if start.role is None else None)
    area = ResultArea(
        evidence=evidence_of([*collected.above, *collected.description] if collected.description else collected.head),
        name=name,
        role=start.role,
        notation=start.notation,
        optional=start.optional,
        activity=labelled.get("activity") or (undivided if role_alone else activity),
        purpose=labelled.get("purpose") or purpose,
        description=None if role_alone else undivided,
        tasks=tuple(collected.tasks),
    )
    page.note("area", start.name or start.role or area.activity or "", area.evidence, start.rule, start.confidence)
    return area, collected.strays


def _collect(page: Page, start: AreaStart, lines: Sequence[Line], collected: _Collected) -> None:
    """Sort the paragraphs of an area: lead-ins, labelled texts, tasks, description, strays."""
    label: str | None = start.label
    for paragraph in _paragraphs(page, lines[0 if start.label else 1 :]):
        text = page.wording(paragraph.lines)
        role, value = _labelled(page, text)
        if role is not None:
            label = role
            if value:
                _take(page, paragraph, label, value, collected)
            else:
                page.place(paragraph.lines)
        elif is_lead_in(page, text):
            page.place(paragraph.lines)
            label = None
            if not collected.description and not collected.tasks:
                collected.above += [line for line in paragraph.lines if line is not lines[0]]
        elif paragraph.first.marker is not None and (label in {None, "tasks", "activity"} or collected.tasks):
            collected.tasks.append(_task(page, paragraph, "list-under-area"))
        elif label is not None and label != "tasks":
            _take(page, paragraph, label, page.join(paragraph.lines), collected)
        elif collected.tasks:
            collected.strays.append(paragraph)
        elif not _take_tail(page, paragraph, collected):
            found = inline_items(page, paragraph, "task", is_lead_in)
            collected.tasks += found
            collected.description += [] if found else paragraph.lines


def _take_tail(page: Page, paragraph: Paragraph, collected: _Collected) -> bool:
    """Take the text and the tasks of a paragraph that goes on into its tasks ("…, met als mogelijke taken: a; b").

    Returns:
        Whether the paragraph is such a one.
    """
    text = page.wording(paragraph.lines)
    match = page.lexicon.pattern("task_tails", before=r"(?:^|[,;.]?\s+)", after=r"\s*:\s+(?=\S)").search(text)
    parts = [part.strip() for part in text[match.end() :].split(";")] if match else []
    if match is None or len(parts) < _FEWEST_INLINE:
        return False
    page.place(paragraph.lines)
    collected.above += paragraph.lines
    collected.lead = text[: match.start()]
    for part in parts:
        if part:
            collected.tasks.append(Item(part, paragraph.evidence))
            page.note("task", part, paragraph.evidence, "inline-items", 0.85)
    return True


def _take(page: Page, paragraph: Paragraph, label: str, value: str, collected: _Collected) -> None:
    """Take the text behind a label of an area ("Kader: …"); behind that of its tasks, as tasks."""
    page.place(paragraph.lines)
    if paragraph.first is collected.head[0]:
        collected.head += paragraph.lines[1:]
    text = strip_list_punctuation(value)
    if label == "tasks":
        parts = [part.strip() for part in text.split(";") if part.strip()]
        collected.tasks += [Item(part, paragraph.evidence) for part in parts]
        for part in parts:
            page.note("task", part, paragraph.evidence, "inline-items", 0.8)
    else:
        collected.labelled.setdefault(label, []).append(text)
        page.note(f"area {label}", text, paragraph.evidence, "labelled-text", 0.9)


def _labelled(page: Page, text: str) -> tuple[str | None, str]:
    """Return what the label before a colon announces in an area, and the text behind it."""
    label, colon, value = text.partition(":")
    role = page.lexicon.column_role("areas", label) if len(label.split()) <= 3 else None
    if role in {None, "name"} or (not colon and role != "tasks" and len(text.split()) > 2):
        return None, ""
    return role, value.strip()


def _without_tail(page: Page, text: str) -> str:
    """Return an area's text without the words behind it that only announce its tasks."""
    match = page.lexicon.pattern("task_tails", before=r"[,;.]?\s+", after=r"\s*:?\s*$").search(text)
    return text[: match.start()] if match else text


def _paragraphs(page: Page, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of an area, a line that is a lead-in or a label always one by itself."""
    found: list[Paragraph] = []
    run: list[Line] = []
    for line in lines:
        if run and line.starts_lower and page.continues(run, line):
            run.append(line)
        elif line.marker is None and (is_lead_in(page, line.text) or _labelled(page, line.text) == ("tasks", "")):
            found += [*page.paragraphs(run), Paragraph((line,))]
            run = []
        elif line.marker is None and _labelled(page, line.text)[0] is not None:
            found += page.paragraphs(run)
            run = [line]
        else:
            run.append(line)
    return [*found, *page.paragraphs(run)]
