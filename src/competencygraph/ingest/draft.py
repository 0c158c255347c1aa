"""A profile while the parts of its document are read, and the profile that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from competencygraph.ingest.outline import Section
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.areas import read_purpose
from competencygraph.ingest.rules.clauses import divide
from competencygraph.ingest.rules.criteria import CriteriaReading
from competencygraph.ingest.rules.front import find_reports_to
from competencygraph.ingest.rules.texts import remainder_section
from competencygraph.ingest.rules.vacancy import VacancyReading
from competencygraph.model import (
    Competency,
    Definition,
    Evidence,
    Item,
    KnowledgeItem,
    Position,
    Profile,
    ProfileSection,
    Purpose,
    ResultArea,
    Vacancy,
)

__all__ = ["Draft", "Title", "assemble", "settle_strays"]


@dataclass(frozen=True)
class Title:
    """A title that a part of the document prints.

    Args:
        text: the title.
        evidence: its line.
        announced: its line together with the heading that names the type of document.
        typed: whether it stands under or behind the type of document ("Functieprofiel"), which goes before a label.
    """

    text: str
    evidence: Evidence
    announced: Evidence
    typed: bool


@dataclass
class Draft:
    """A profile while the parts of its document are read.

    Args:
        page: the document.
        announces_vacancy: whether some part with content is one that only a vacancy has.
        announces_purpose: whether some part with content has the heading of a purpose.
    """

    page: Page
    announces_vacancy: bool
    announces_purpose: bool
    vacancy: VacancyReading
    grade: tuple[str, Evidence] | None = None
    titles: list[Title] = field(default_factory=list)
    position: Position | None = None
    reports_to: str | None = None
    purpose: Purpose | None = None
    areas: list[ResultArea] = field(default_factory=list)
    strays: list[tuple[Section, Paragraph]] = field(default_factory=list)
    tasks: list[Item] = field(default_factory=list)
    criteria: CriteriaReading = field(default_factory=CriteriaReading)
    definitions: list[Definition] = field(default_factory=list)
    competencies: list[Competency] = field(default_factory=list)
    knowledge: list[KnowledgeItem] = field(default_factory=list)
    sections: list[ProfileSection] = field(default_factory=list)
    by_column: dict[str, list[Competency]] = field(default_factory=dict)

    def keep(self, section: Section, paragraphs: Sequence[Paragraph]) -> None:
        """Keep what is left of a part as a section of the profile."""
        remainder = remainder_section(self.page, section, paragraphs)
        if remainder is not None:
            self.sections.append(remainder)
            self.note_reports_to(" ".join([remainder.text or "", *(item.text for item in remainder.items)]))

    @property
    def has_content(self) -> bool:
        """Return whether anything but a title was read."""
        parts = (self.purpose, self.areas, self.tasks, self.criteria.grades, self.definitions, self.competencies)
        return any((*parts, self.knowledge, self.sections)) or self.vacancy.vacancy != Vacancy()

    def note_reports_to(self, text: str) -> None:
        """Take whom the holder reports to from a text, unless it is known."""
        if self.reports_to is None:
            self.reports_to = find_reports_to(self.page, text)


def settle_strays(draft: Draft) -> None:
    """Give the purpose a text that a page break displaced among the result areas; keep other strays as sections.

    Only where the purpose has a heading without text: then the stray paragraphs that follow each other and together
    divide into activity and purpose are it.

    Args:
        draft: all parts read.
    """
    page = draft.page
    if draft.purpose is None:
        for run in _runs(draft.strays):
            lines = [line for paragraph in run for line in paragraph.lines]
            if divide(page.wording(lines), page.lexicon)[0] is not None:
                draft.purpose = read_purpose(page, lines)
                break
    for section, paragraph in draft.strays:
        if paragraph.first.number not in page.placed:
            draft.keep(Section(section.kind), [paragraph])


def _runs(strays: Sequence[tuple[Section, Paragraph]]) -> list[list[Paragraph]]:
    """Return the stray paragraphs grouped by the area that they stand in."""
    runs: list[list[Paragraph]] = []
    for _, paragraph in strays:
        near = runs and paragraph.first.number - runs[-1][-1].lines[-1].end <= paragraph.first.gap + 1
        if near:
            runs[-1].append(paragraph)
        else:
            runs.append([paragraph])
    return runs


def _kind(draft: Draft) -> Literal["family", "profile", "dictionary"]:
    """Return ``family`` where grades are told apart, ``dictionary`` for competencies by level without a function."""
    if draft.criteria.grades:
        return "family"
    function = draft.purpose or draft.areas or draft.tasks or draft.grade or draft.position
    if function or draft.vacancy.vacancy != Vacancy() or not draft.competencies:
        return "profile"
    return "dictionary" if any(len(competency.levels) > 1 for competency in draft.competencies) else "profile"


def assemble(draft: Draft) -> Profile:
    """Return the profile that a draft has become.

    Args:
        draft: all parts read.

    Returns:
        The profile.
    """
    title = draft.titles[-1] if draft.titles else None
    if draft.position is not None and (title is None or not title.typed):
        title = Title(draft.position.title, draft.position.evidence, draft.position.evidence, typed=False)
    vacancy = None
    if draft.vacancy.vacancy != Vacancy():
        vacancy = replace(draft.vacancy.vacancy, evidence=draft.titles[0].announced if draft.titles else None)
    position = replace(draft.position, reports_to=draft.reports_to) if draft.position else None
    grades, grades_evidence = draft.criteria.grades, draft.criteria.grades_evidence
    if not grades and draft.grade is not None:
        grades, grades_evidence = (draft.grade[0],), draft.grade[1]
    return Profile(
        kind=_kind(draft),
        title=title.text if title else None,
        evidence=title.evidence if title else None,
        grades=grades,
        grades_evidence=grades_evidence,
        purpose=draft.purpose,
        result_areas=tuple(draft.areas),
        tasks=tuple(draft.tasks),
        criteria=tuple(draft.criteria.criteria),
        definitions=tuple(draft.definitions),
        competencies=tuple(draft.competencies),
        knowledge=tuple(draft.knowledge),
        sections=tuple(sorted(draft.sections, key=lambda section: section.evidence.start_line)),
        vacancy=vacancy,
        position=position,
    )
