"""The vacancy that a bundle announces: who recruits, what is asked, offered and how it is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from competencygraph.ingest.document import Line, evidence_of
from competencygraph.ingest.outline import Section
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.clauses import date_in, number_of
from competencygraph.ingest.rules.pay import find_career, pay_scales_of, read_salary, read_step
from competencygraph.ingest.rules.selection import read_selection
from competencygraph.ingest.rules.texts import split_headed
from competencygraph.model import Application, Item, OrganisationValue, Reserve, SalaryStep, Selection, Vacancy

__all__ = ["VacancyReading"]

_SINGULAR = {"competencies": "competency", "knowledge": "knowledge"}


@dataclass
class VacancyReading:
    """A vacancy while its parts are read, one after another.

    Args:
        page: the document.
        vacancy: what is known so far.
    """

    page: Page
    vacancy: Vacancy = field(default_factory=Vacancy)

    def note_organisation(self, text: str, lines: Sequence[Line]) -> bool:
        """Take the organisation from a text that names one behind a dash, or as a whole; return whether it did."""
        candidates = [part.strip() for part in text.replace("—", "–").replace(" - ", " – ").split("–")]
        pattern = self.page.lexicon.pattern("organisation", after=r"$")
        name = next((part for part in reversed(candidates) if pattern.match(part)), None)
        if name is None or self.vacancy.organisation is not None:
            return False
        return self.set_organisation(name, lines)

    def set_organisation(self, name: str, lines: Sequence[Line]) -> bool:
        """Take the organisation's name; return True."""
        self.page.place(lines)
        self.page.note("organisation", name, lines, "label-and-value", 0.85)
        self.vacancy = replace(self.vacancy, organisation=name, organisation_evidence=evidence_of(lines))
        return True

    def set_career(self, text: str, lines: Sequence[Line]) -> bool:
        """Take the functional career from a text that prints one; return whether it does."""
        career = find_career(text)
        if career is None:
            return False
        self.page.place(lines)
        self.page.note("career", career, lines, "pay-scales", 0.9)
        self.vacancy = replace(
            self.vacancy, career=career, career_evidence=evidence_of(lines), pay_scales=pay_scales_of(career)
        )
        return True

    def read_values(self, section: Section) -> list[Paragraph]:
        """Read the organisation's values; return what stands before the first."""
        before, parts = split_headed(self.page, section.body)
        self.page.place(section.heading)
        values = []
        for heading, lines in parts:
            name = self.page.join([heading])
            text = self.page.join(lines) if lines else None
            self.page.note("value", name, [heading, *lines], "headed-text", 0.85)
            values.append(OrganisationValue(name, text, evidence_of([heading, *lines])))
        self.vacancy = replace(self.vacancy, values=self.vacancy.values + tuple(values))
        return [Paragraph(tuple(before))] if before else []

    def read_expectations(self, section: Section) -> list[Paragraph]:
        """Read the vacancy's own lists of competencies and knowledge; return what belongs to neither."""
        words = {kind: self.page.lexicon.pattern("requirement_words", kind) for kind in ("competencies", "knowledge")}
        lists: dict[str, list[Item]] = {"competencies": [], "knowledge": []}
        rest: list[Paragraph] = []
        current: str | None = None
        for paragraph in self._paragraphs(section):
            if paragraph.is_bullet and current is not None:
                lists[current].append(self._item(f"asked {_SINGULAR[current]}", paragraph))
                continue
            rest.append(paragraph)
            text = self.page.wording(paragraph.lines)
            if paragraph.is_bullet and not text.endswith(":"):
                continue
            current = next((kind for kind, pattern in words.items() if pattern.search(text)), None)
        self._require(lists)
        return rest

    def ask(self, members: Sequence[Paragraph], *, knowledge: bool) -> None:
        """Take the members of a list as what the vacancy asks: knowledge, else competencies."""
        kind = "knowledge" if knowledge else "competencies"
        self._require({kind: [self._item(f"asked {_SINGULAR[kind]}", member) for member in members]})

    def _require(self, lists: Mapping[str, Sequence[Item]]) -> None:
        asked = self.vacancy.requirements
        competencies = (*asked.competencies, *lists.get("competencies", ()))
        knowledge = (*asked.knowledge, *lists.get("knowledge", ()))
        self.vacancy = replace(
            self.vacancy, requirements=replace(asked, competencies=competencies, knowledge=knowledge)
        )

    def read_conditions(self, section: Section) -> list[Paragraph]:
        """Read conditions: the bullets under a heading for general or for recruitment conditions."""
        general = section.kind == "general_conditions"
        items, rest = self._bullets(section, "general condition" if general else "recruitment condition")
        conditions = self.vacancy.conditions
        if general:
            conditions = replace(conditions, general=conditions.general + tuple(items))
        else:
            conditions = replace(conditions, recruitment=conditions.recruitment + tuple(items))
        self.vacancy = replace(self.vacancy, conditions=conditions)
        return rest

    def read_offer(self, section: Section) -> list[Paragraph]:
        """Read what is offered, and the pay that is printed among it."""
        paragraphs = self._paragraphs(section)
        steps: list[SalaryStep] = []
        offer: list[Item] = []
        rest: list[Paragraph] = []
        salary = read_salary(self.page, paragraphs, [])
        for paragraph in paragraphs:
            step = read_step(self.page, paragraph)
            if step is not None:
                self.page.place(paragraph.lines)
                self.page.note("salary step", str(step.amount), step.evidence, "amount-and-seniority", 0.9)
                steps.append(step)
            elif paragraph.first.marker is not None:
                offer.append(self._item("offer", paragraph))
            else:
                rest.append(paragraph)
        if steps:
            salary = replace(salary, steps=tuple(steps)) if salary else read_salary(self.page, paragraphs, steps)
        self.vacancy = replace(
            self.vacancy, offer=self.vacancy.offer + tuple(offer), salary=self.vacancy.salary or salary
        )
        if salary is not None and salary.evidence is not None:
            self.page.note("salary", salary.currency or "", salary.evidence, "amounts", 0.9)
        if self.vacancy.career is None:
            self._career_in(paragraphs)
        return rest

    def _career_in(self, paragraphs: Sequence[Paragraph]) -> None:
        words = self.page.lexicon.pattern("pay_scale_words")
        for paragraph in paragraphs:
            text = self.page.wording(paragraph.lines)
            if words.search(text) and self.set_career(text, paragraph.lines):
                return

    def read_selection(self, section: Section) -> list[Paragraph]:
        """Read the selection procedure; return what is neither part nor rule."""
        self.page.place(section.heading)
        selection, rest = read_selection(self.page, section.body)
        known = self.vacancy.selection
        if known is not None:
            selection = Selection(known.parts + selection.parts, known.rules + selection.rules)
        self.vacancy = replace(self.vacancy, selection=selection)
        return self.page.paragraphs(rest)

    def read_reserve(self, section: Section) -> list[Paragraph]:
        """Read the recruitment reserve and, where printed, how many years it holds."""
        self.page.place(section.heading)
        lines = section.body
        if not lines:
            return []
        text = self.page.join(lines)
        years = [
            number_of(word, self.page.lexicon)
            for match in self.page.lexicon.pattern("duration", before=r"\b").finditer(text)
            for word in match.groups()
            if word
        ]
        known = [number for number in years if number is not None]
        self.page.note("reserve", text, lines, "text-under-heading", 0.95)
        reserve = Reserve(known[0] if len(known) == 1 else None, text, evidence_of(lines))
        self.vacancy = replace(self.vacancy, reserve=reserve)
        return []

    def read_application(self, section: Section) -> list[Paragraph]:
        """Read the closing date and the documents to send; return everything else."""
        documents: list[Item] = []
        rest: list[Paragraph] = []
        application = self.vacancy.application
        asked = False
        for paragraph in self._paragraphs(section):
            text = self.page.wording(paragraph.lines)
            if paragraph.is_bullet and asked:
                documents.append(self._item("document", paragraph))
                continue
            asked = text.endswith(":") and self.page.lexicon.pattern("document_words").search(text) is not None
            left = list(paragraph.lines)
            if application.deadline_text is None and self.page.lexicon.pattern("deadline").search(text):
                application, left = self._deadline(application, left)
            if asked:
                self.page.place(left)
            elif left:
                rest.append(Paragraph(tuple(left)))
        self.vacancy = replace(
            self.vacancy, application=replace(application, documents=application.documents + tuple(documents))
        )
        return rest

    def _deadline(self, application: Application, lines: list[Line]) -> tuple[Application, list[Line]]:
        """Return the application with the first date that the lines print, and the lines that do not print it."""
        for index, line in enumerate(lines):
            date = date_in(line.text, self.page.lexicon)
            if date is not None:
                self.page.place([line])
                self.page.note("deadline", date, [line], "date", 0.9)
                found = replace(application, deadline_text=date, evidence=evidence_of([line]))
                return found, lines[:index] + lines[index + 1 :]
        return application, lines

    def _paragraphs(self, section: Section) -> list[Paragraph]:
        self.page.place(section.heading)
        return self.page.paragraphs(section.body)

    def _item(self, kind: str, paragraph: Paragraph) -> Item:
        item = self.page.item(paragraph)
        self.page.note(kind, item.text, item.evidence, "list-under-heading", 0.9)
        return item

    def _bullets(self, section: Section, kind: str) -> tuple[list[Item], list[Paragraph]]:
        paragraphs = self._paragraphs(section)
        items = [self._item(kind, part) for part in paragraphs if part.first.marker is not None]
        return items, [part for part in paragraphs if part.first.marker is None]
