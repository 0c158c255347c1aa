"""Distinguishing criteria that are printed as a real table, or as headings with a text for each grade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from competencygraph.ingest.document import Line, Table, evidence_of
from competencygraph.ingest.headings import is_heading_like
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.tables import cell_text, grade_of, grades_of
from competencygraph.model import Criterion, CriterionDescriptor, Evidence

__all__ = ["CriteriaReading", "read_grade_blocks", "read_grade_table"]

_BEFORE_TEXT = re.compile(r"(?P<grade>[^:–—]{1,40}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)")
_NAMED = re.compile(r"(?P<name>[^:–—.;]{2,70}?)\s*(?::|\s[–—-])\s+(?P<text>\S.*)")


@dataclass
class CriteriaReading:
    """What a part with criteria gave.

    Args:
        grades: notations of the header row, in printed order.
        grades_evidence: the header row.
        criteria: the criteria, in printed order.
    """

    grades: tuple[str, ...] = ()
    grades_evidence: Evidence | None = None
    criteria: list[Criterion] = field(default_factory=list)


def read_grade_table(page: Page, table: Table) -> CriteriaReading | None:
    """Return the criteria of a table of criterion × grade, or of grade × criterion; None when it is neither.

    Rule ``criteria-table``: the header is the first row, or the second below a title row; a cell that spans several
    columns holds for each of its grades; a row without a name carries on the row above it; a blank cell gives no
    descriptor.

    Args:
        page: the document.
        table: its cells.
    """
    for index, row in enumerate(table.rows[:2]):
        for first in (1, 0):
            grades = grades_of(page, row[first:])
            if grades is not None:
                return _by_column(page, table, index, first, grades)
    grades = grades_of(page, [row[0] for row in table.rows[1:]])
    if grades is None:
        return None
    turned = Table(table.number, tuple(zip(*table.rows, strict=True)))
    return _by_column(page, turned, 0, 1, grades)


def _by_column(page: Page, table: Table, header: int, first: int, grades: tuple[str, ...]) -> CriteriaReading:
    row = table.rows[header]
    head = [line for cell in row for line in cell]
    title = [line for above in table.rows[:header] for cell in above for line in cell]
    page.place([*title, *head])
    reading = CriteriaReading(grades, _range([line for cell in row[first:] for line in cell]))
    for cells in table.rows[header + 1 :]:
        name = cells[0] if first else ()
        if not name or not any(cells[first:]) or all(cell == name for cell in cells):
            continue
        if any(criterion.name == cell_text(page, name) for criterion in reading.criteria):
            continue
        descriptors = tuple(
            CriterionDescriptor(grade, page.join(cell), evidence_of(cell))
            for grade, cell in zip(grades, cells[first:], strict=False)
            if cell and cell != name
        )
        criterion = Criterion(page.join(name), evidence_of(name), descriptors)
        reading.criteria.append(criterion)
        page.note("criterion", criterion.name, criterion.evidence, "criteria-table", 0.95)
        for part in descriptors:
            page.note("cell", part.text, part.evidence, "criteria-table", 0.95)
    return reading


def _range(lines: Sequence[Line]) -> Evidence:
    """Return the range of lines that stand in any order."""
    return evidence_of(sorted(lines, key=lambda line: line.number))


@dataclass
class _Block:
    """The text of one criterion for one grade, while its lines are collected."""

    name: str
    where: list[Line]
    grade: str
    lines: list[Line] = field(default_factory=list)
    text: str = ""

    def wording(self, page: Page) -> str:
        rest = page.join(self.lines) if self.lines else ""
        return f"{self.text} {rest}".strip()


def read_grade_blocks(page: Page, lines: Sequence[Line]) -> CriteriaReading:
    """Return the criteria of a part without a table: one grade after another, or one criterion after another.

    Rule ``grade-by-grade``: a grade heads its criteria, each a named paragraph ("Autonomie: …") or a heading with its
    text. Rule ``criterion-by-criterion``: a criterion heads its grades, each "A1: …" or a grade on a line of its own
    above its text. At least two grades must be found; text that belongs to no pair is left unplaced.

    Args:
        page: the document.
        lines: the part's lines.
    """
    blocks = _blocks(page, lines)
    grades = tuple(dict.fromkeys(block.grade for block in blocks))
    names = tuple(dict.fromkeys(block.name for block in blocks))
    pairs = [(block.name, block.grade) for block in blocks]
    if len(grades) < 2 or len(set(pairs)) < len(pairs) or not names:
        return CriteriaReading()
    heads = [line for line in lines if _head_grade(page, line) is not None]
    reading = CriteriaReading(grades, _range(heads) if heads else None)
    page.place(heads)
    rule = "criterion-by-criterion" if blocks[0].name == blocks[1].name else "grade-by-grade"
    for name in names:
        own = [block for block in blocks if block.name == name]
        descriptors = []
        for block in own:
            evidence = _range([*block.where, *block.lines] if block.text or not block.lines else block.lines)
            descriptors.append(CriterionDescriptor(block.grade, block.wording(page), evidence))
            page.place(block.where)
            page.note("cell", descriptors[-1].text, evidence, rule, 0.85)
        criterion = Criterion(name, evidence_of(own[0].where[:1]), tuple(descriptors))
        reading.criteria.append(criterion)
        page.note("criterion", name, criterion.evidence, rule, 0.85)
    return reading


def _blocks(page: Page, lines: Sequence[Line]) -> list[_Block]:
    blocks: list[_Block] = []
    grade: str | None = None
    name: tuple[str, Line] | None = None
    nested = False
    for paragraph in _paragraphs(page, lines):
        first = paragraph.first
        text = page.wording(paragraph.lines)
        head = grade_of(page, first.body) if len(paragraph.lines) == 1 else None
        given = _grade_and_text(page, text)
        if head is not None:
            grade = head
            name = name if nested or (name is not None and not blocks) else None
            nested = name is not None
            if name is not None:
                blocks.append(_Block(name[0], [name[1], first], grade))
        elif given is not None and name is not None:
            nested = True
            blocks.append(_Block(name[0], [name[1], *paragraph.lines], given[0], [], given[1]))
        elif grade is not None and not nested and not _is_set_off(first) and (named := _NAMED.match(text)):
            blocks.append(_Block(named["name"], list(paragraph.lines), grade, [], named["text"]))
        elif _is_name(paragraph.lines):
            name = (page.wording(paragraph.lines).rstrip(" :"), first)
            if grade is not None and not nested:
                blocks.append(_Block(name[0], [first], grade))
        elif blocks:
            blocks[-1].lines += paragraph.lines
    return [block for block in blocks if block.text or block.lines]


def _paragraphs(page: Page, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of the lines.

    A grade begins one, and so do a name before its text that comes again elsewhere, and a heading-like line, which ends
    with itself.
    """
    labels = Counter(match["name"] for line in lines if (match := _NAMED.match(line.body)))
    runs: list[list[Line]] = []
    alone = False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        before = lines[index - 1] if index else None
        grade = _head_grade(page, line) is not None
        names = is_heading_like(line, before, following) and (
            before is None or before.ends_sentence or line.gap > 0 or line.traits.heading is not None
        )
        named = _NAMED.match(line.body)
        recurs = named is not None and labels[named["name"]] > 1
        begins = grade or names or recurs or _grade_and_text(page, line.body) is not None
        if not runs or begins or alone or not page.continues(runs[-1], line):
            runs.append([line])
        else:
            runs[-1].append(line)
        alone = grade or (names and (following is None or not following.starts_lower))
    return [Paragraph(tuple(run)) for run in runs]


def _head_grade(page: Page, line: Line) -> str | None:
    return grade_of(page, line.body) if line.marker is None or line.marker.kind != "bullet" else None


def _grade_and_text(page: Page, text: str) -> tuple[str, str] | None:
    match = _BEFORE_TEXT.match(text)
    grade = grade_of(page, match["grade"]) if match else None
    return (grade, match["text"]) if match and grade is not None else None


def _is_set_off(line: Line) -> bool:
    return line.traits.heading is not None or line.traits.bold


def _is_name(lines: Sequence[Line]) -> bool:
    first = lines[0]
    return len(lines) == 1 and (is_heading_like(first, None, None) or first.traits.bold) and not first.is_bullet
