"""From a document to its profile: the outline's parts, each read by the rules for its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from competencygraph.errors import NotAProfileError
from competencygraph.ingest.announced import ANNOUNCED, announced_lists, with_announced_lists
from competencygraph.ingest.books import by_function, split_book
from competencygraph.ingest.document import Document, Line, evidence_of
from competencygraph.ingest.doubts import without_doubtful
from competencygraph.ingest.draft import Draft, Title, assemble, settle_strays
from competencygraph.ingest.empty import empty_headings
from competencygraph.ingest.forms import without_left_prompts
from competencygraph.ingest.language import language_of
from competencygraph.ingest.lexicon import Lexicon
from competencygraph.ingest.outline import (
    CONTENT_KINDS,
    VACANCY_KINDS,
    Section,
    describes_function,
    heading_text,
    outline,
    with_headings_as_titles,
)
from competencygraph.ingest.page import Page, Paragraph
from competencygraph.ingest.rules.areas import read_areas, read_purpose, read_tasks
from competencygraph.ingest.rules.competencies import read_competencies, read_knowledge, works_out_levels
from competencygraph.ingest.rules.criteria import read_criteria
from competencygraph.ingest.rules.definitions import read_definitions
from competencygraph.ingest.rules.front import find_title, title_lines, typed_title
from competencygraph.ingest.rules.lead_ins import is_lead_in
from competencygraph.ingest.rules.pay import find_career
from competencygraph.ingest.rules.texts import (
    empty_section,
    headed_section,
    label_of,
    listed_section,
    note_section,
    pair_labels,
)
from competencygraph.ingest.rules.vacancy import VacancyReading
from competencygraph.ingest.tables import grade_of
from competencygraph.model import (
    ParsedDocument,
    Position,
    Profile,
    SourceDocument,
)

__all__ = ["extract"]

_FEWEST_TASKS = 2
_PURPOSES = frozenset({"purpose", "mission"})


def extract(document: Document, lexicon: Lexicon) -> ParsedDocument:
    """Return the profiles that a document describes.

    Args:
        document: the document as its reader gave it.
        lexicon: headings and keywords.

    Returns:
        The document with one profile, or all those of a function book; every line that is not blank is placed in one or
        listed as unparsed. An empty template gives a profile without content.

    Raises:
        NotAProfileError: no part of the document is headed as one of a profile or vacancy.
    """
    page = Page(without_left_prompts(document, lexicon), lexicon)
    language = language_of(" ".join(line.text for line in document.lines if line.number not in document.asides))
    sections = outline(page)
    _require_profile(page, sections, language)
    drafts = [_read_draft(page, part) for part in split_book(page, sections)]
    read = by_function(page, [(assemble(draft), draft.by_column) for draft in drafts])
    profiles = tuple(without_doubtful(page, _noted(page, profile)) for profile in read)
    spoken = language if language in lexicon.data else None
    source = SourceDocument(document.path, document.digest, spoken, document.raw, page.unparsed(), document.places)
    readings = tuple(sorted(page.readings, key=lambda reading: reading.evidence.start_line))
    return ParsedDocument(source, profiles, readings)


def _read_draft(page: Page, sections: Sequence[Section]) -> Draft:
    kinds = {section.kind for section in sections if section.body}
    draft = Draft(page, bool(kinds & VACANCY_KINDS), bool(kinds & _PURPOSES), VacancyReading(page))
    titled = list(with_headings_as_titles(page, sections))
    empty = empty_headings(page, titled)
    for section in with_announced_lists(page, titled, asks=draft.announces_vacancy):
        page.place(section.heading)
        if section.heading:
            page.heading, page.trust = "", 1.0
            page.note("heading", heading_text(section) or "", section.heading, section.told_by, section.trust)
        page.heading, page.trust = section.told_by, section.trust
        if section.body or section.kind not in CONTENT_KINDS:
            _READERS.get(section.kind, _read_other)(draft, section)
    page.heading, page.trust = "", 1.0
    settle_strays(draft)
    _keep_empty(draft, empty)
    return draft


def _keep_empty(draft: Draft, sections: Sequence[Section]) -> None:
    """Keep headings without content as sections; not in an empty template, nor those of what stands elsewhere."""
    elsewhere = {"purpose": draft.purpose, "mission": draft.purpose, "definitions": draft.definitions}
    if draft.has_content:
        draft.sections += [empty_section(draft.page, part) for part in sections if not elsewhere.get(part.kind)]


def _noted(page: Page, profile: Profile) -> Profile:
    """Return a profile, its title, grades and position noted."""
    if profile.title is not None and profile.evidence is not None:
        page.note("title", profile.title, profile.evidence, "title-on-top", 0.85)
    if profile.grades_evidence is not None:
        page.note("grades", " ".join(profile.grades), profile.grades_evidence, "printed-grades", 0.9)
    if profile.position is not None:
        page.note("position", profile.position.title, profile.position.evidence, "label-and-value", 0.9)
    return profile


def _require_profile(page: Page, sections: Sequence[Section], language: str | None) -> None:
    if describes_function(page, sections):
        return
    if language is not None and language not in page.lexicon.data:
        raise NotAProfileError(
            "this document is in German, and only Dutch, French and English are read",
            where=page.document.path,
            remedy="give its Dutch, French or English version",
        )
    wanted = ("purpose", "result_areas", "tasks", "criteria", "competencies", "knowledge", "offer", "selection")
    headings = {
        language: tuple(words["headings"][name][0] for name in wanted) for language, words in page.lexicon.data.items()
    }
    raise NotAProfileError(
        f"nothing of a function profile was found; looked for headings such as {', '.join(headings['en'])}",
        where=page.document.path,
        remedy="give a function profile, function family or vacancy in Dutch, French or English",
        headings=headings,
    )


def _read_titled(draft: Draft, section: Section) -> None:
    """Read the top of a document or of a part that its type heads: notes, then the title, then what is left."""
    page = draft.page
    for paragraph in page.paragraphs(section.body):
        if paragraph.first.marker is not None and paragraph.first.marker.symbol == "*":
            draft.sections.append(note_section(page, paragraph))
    lines = pair_labels(page, [line for line in section.body if line.number not in page.placed])
    candidates = title_lines(page, lines)
    found = find_title(page, candidates)
    if found is not None:
        for line in candidates:
            _note_letterhead(draft, line)
        page.place(candidates)
        typed = section.kind == "document_type" or any(typed_title(page, line.text) for line in candidates)
        draft.titles.append(Title(*found, evidence_of([*section.heading, *candidates]), typed))
    left = [line for line in lines if line.number not in page.placed and not _takes_label(draft, line)]
    heading = heading_text(section)
    if heading is not None and page.lexicon.describes_job(heading) and _tells_content(draft, left):
        draft.purpose = read_purpose(page, left)
    else:
        draft.keep(section, page.paragraphs(left))


def _tells_content(draft: Draft, lines: Sequence[Line]) -> bool:
    """Return whether lines are running text about the content of a vacant job, which then is its purpose."""
    if not lines or not draft.announces_vacancy or draft.announces_purpose or draft.purpose is not None:
        return False
    if not lines[-1].ends_sentence or is_lead_in(draft.page, draft.page.wording(lines)):
        return False
    return not any(line.marker or line.traits.cell or line.traits.heading for line in lines)


def _note_letterhead(draft: Draft, line: Line) -> None:
    """Take the organisation from a line on top of the document, where a vacancy is announced."""
    if draft.announces_vacancy and draft.vacancy.vacancy.organisation is None:
        draft.vacancy.note_organisation(line.text, [line])


def _read_general_info(draft: Draft, section: Section) -> None:
    heading = heading_text(section)
    if heading is not None and draft.announces_vacancy:
        draft.vacancy.note_organisation(heading, section.heading)
    left = [line for line in pair_labels(draft.page, section.body) if not _takes_label(draft, line)]
    draft.keep(section, draft.page.paragraphs(left))


def _takes_label(draft: Draft, line: Line) -> bool:
    """Return whether a label line found a place in the position or the vacancy."""
    label = label_of(line)
    if label is None:
        return False
    kind, value = draft.page.lexicon.label_kind(label[0]), label[1]
    if kind == "function_title" and draft.position is None:
        draft.position = Position(value, evidence_of([line]))
        draft.page.place([line])
        return True
    if kind == "reports_to" and draft.reports_to is None:
        draft.reports_to = value
        return False
    if kind == "grade" and draft.grade is None:
        return _takes_grade(draft, value, line)
    if not draft.announces_vacancy:
        return False
    if kind == "career":
        return draft.vacancy.set_career(value, [line])
    if kind == "organisation" and draft.vacancy.vacancy.organisation is None:
        return draft.vacancy.set_organisation(value, [line])
    return False


def _takes_grade(draft: Draft, value: str, line: Line) -> bool:
    """Return whether the value behind a label such as "Functieniveau" is a grade; a pay scale is none."""
    grade = grade_of(draft.page, value, named=True)
    if grade is None or find_career(value) is not None:
        return False
    draft.grade = grade, evidence_of([line])
    draft.page.place([line])
    return True


def _read_purpose(draft: Draft, section: Section) -> None:
    if draft.purpose is None:
        draft.purpose = read_purpose(draft.page, section.body)
    else:
        draft.keep(section, draft.page.paragraphs(section.body))


def _read_mission(draft: Draft, section: Section) -> None:
    """Read a part whose heading may stand above a purpose or above tasks: a list is one of tasks."""
    listed = sum(1 for line in section.body if line.marker is not None)
    if any(line.traits.heading is not None for line in section.body):
        _read_tasks(draft, section)
    elif listed >= _FEWEST_TASKS:
        first = next(index for index, line in enumerate(section.body) if line.marker is not None)
        if first and draft.purpose is None and not is_lead_in(draft.page, draft.page.wording(section.body[:first])):
            draft.purpose = read_purpose(draft.page, section.body[:first])
        _read_tasks(draft, Section(section.kind, section.heading, section.body[first:]))
    else:
        _read_purpose(draft, section)


def _read_areas(draft: Draft, section: Section) -> None:
    reading = read_areas(draft.page, section.body)
    draft.areas += reading.areas
    draft.strays += [(section, paragraph) for paragraph in reading.strays]
    draft.keep(section, reading.before)


def _read_tasks(draft: Draft, section: Section) -> None:
    reading = read_tasks(draft.page, section.body)
    draft.tasks += reading.tasks
    draft.areas += reading.areas
    lines = list(takewhile(lambda line: line.marker is None, section.body))
    left = [line for line in lines if line.number not in draft.page.placed]
    alone = len(lines) == len(section.body) and left == lines
    if alone and section.kind == "tasks" and _tells_content(draft, left):
        draft.purpose = read_purpose(draft.page, left)
    _keep_unplaced(draft, section)


def _read_criteria(draft: Draft, section: Section) -> None:
    if not draft.criteria.grades:
        draft.criteria = read_criteria(draft.page, section.body)


def _read_definitions(draft: Draft, section: Section) -> None:
    draft.definitions += read_definitions(draft.page, section.body)


def _read_competencies(draft: Draft, section: Section) -> None:
    reading = read_competencies(draft.page, section)
    draft.competencies += reading.competencies
    for name, competencies in reading.by_column.items():
        draft.by_column.setdefault(name, []).extend(competencies)
    draft.sections += [headed_section(draft.page, heading, lines) for heading, lines in reading.headed]
    draft.keep(section, reading.remainder)


def _read_announced(draft: Draft, section: Section) -> None:
    """Read lists that announce competencies: what the vacancy asks, else a section for each."""
    page, heading = draft.page, section.heading
    for part in announced_lists(page, section.body):
        if not draft.announces_vacancy:
            draft.sections.append(listed_section(page, heading, part.lead, part.members))
        else:
            draft.vacancy.ask(part.members, knowledge=part.knowledge)
            draft.keep(Section("other", heading, section.body), [part.lead] if part.lead is not None else [])
        heading = ()


def _read_knowledge(draft: Draft, section: Section) -> None:
    if section.kind == "technical" and works_out_levels(draft.page, section):
        _read_competencies(draft, replace(section, kind="competency_group"))
        return
    draft.knowledge += read_knowledge(draft.page, section, "technical" if section.kind == "technical" else "knowledge")
    _keep_unplaced(draft, section)


def _read_other(draft: Draft, section: Section) -> None:
    """Keep a part without a place of its own; above the first part with content, labels in it are those of the top."""
    left = list(section.body)
    if not (draft.purpose or draft.areas or draft.tasks or draft.competencies or draft.announces_vacancy):
        left = [line for line in left if not _takes_label(draft, line)]
    draft.keep(section, draft.page.paragraphs(left))


def _keep_unplaced(draft: Draft, section: Section) -> None:
    left = [line for line in section.body if line.number not in draft.page.placed]
    draft.keep(section, draft.page.paragraphs(left))


def _of_vacancy(read: Callable[[VacancyReading, Section], list[Paragraph]]) -> Callable[[Draft, Section], None]:
    """Return a reader that hands a part to the vacancy and keeps what that leaves."""

    def reader(draft: Draft, section: Section) -> None:
        if draft.announces_vacancy:
            draft.keep(section, read(draft.vacancy, section))
        else:
            _read_other(draft, section)

    return reader


_READERS: Mapping[str, Callable[[Draft, Section], None]] = {
    "front": _read_titled,
    "document_type": _read_titled,
    "general_info": _read_general_info,
    "purpose": _read_purpose,
    "mission": _read_mission,
    "result_areas": _read_areas,
    "tasks": _read_tasks,
    "criteria": _read_criteria,
    "definitions": _read_definitions,
    "competencies": _read_competencies,
    "competency_group": _read_competencies,
    ANNOUNCED: _read_announced,
    "knowledge": _read_knowledge,
    "technical": _read_knowledge,
    "values": _of_vacancy(VacancyReading.read_values),
    "expectations": _of_vacancy(VacancyReading.read_expectations),
    "conditions": _of_vacancy(VacancyReading.read_conditions),
    "general_conditions": _of_vacancy(VacancyReading.read_conditions),
    "recruitment_conditions": _of_vacancy(VacancyReading.read_conditions),
    "offer": _of_vacancy(VacancyReading.read_offer),
    "selection": _of_vacancy(VacancyReading.read_selection),
    "reserve": _of_vacancy(VacancyReading.read_reserve),
    "application": _of_vacancy(VacancyReading.read_application),
}
