"""Hypothesis strategies for every class of the profile model, made to clash: few lines, few words, many repetitions."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from competencygraph.model import (
    Application,
    Competency,
    CompetencyGroup,
    Conditions,
    Criterion,
    CriterionDescriptor,
    Definition,
    DocumentEntry,
    EditorialStatement,
    Evidence,
    FrameworkEntry,
    Item,
    KnowledgeItem,
    OrganisationValue,
    ParsedDocument,
    PassRule,
    Place,
    Position,
    ProficiencyLevel,
    Profile,
    ProfileSection,
    Purpose,
    Requirements,
    Reserve,
    ResultArea,
    Salary,
    SalaryStep,
    Selection,
    SelectionPart,
    SourceDocument,
    UnparsedText,
    Vacancy,
)

# Texts whose slugs clash, that are empty, that look like another's name, or that RDF writers must escape.
CLASHING = (
    "",
    " ",
    "Plannen",
    "plannen",
    "Plannen!",
    "Plannen 2",
    "plannen-1c6d560f",
    "Netwerken",
    "grote organisatie",
    "van een grote organisatie* of van een *",
    "Coördinator",
    "coordinator",
    "領導",
    "e\u0301",
    'a "b" \\ <c> \t',
    "regel\r\nregel",
    "\x00\x0b\x0c\x85\u2028\ufffe",
    "Een korte- en een langetermijnplanning voor de activiteiten van de dienst opstellen.",
    "Een korte- en een langetermijnplanning voor de activiteiten van de dienst bewaken.",
    "unnumbered",
    "ed",
    "grades",
)


def texts() -> SearchStrategy[str]:
    """Return any text without lone surrogates, mostly one that clashes."""
    return st.sampled_from(CLASHING) | st.text(max_size=12)


def optional_texts() -> SearchStrategy[str | None]:
    return st.none() | texts()


def notations() -> SearchStrategy[str | None]:
    return st.none() | st.sampled_from(["1", "a", "A4"]) | st.text(max_size=3)


def grades() -> SearchStrategy[str]:
    return st.sampled_from(["A4", "A5", "a4", "Niveau II", "", "."]) | st.text(max_size=3)


def numbers() -> SearchStrategy[int]:
    return st.integers(0, 100) | st.sampled_from([-1, 10**30])


def optional_numbers() -> SearchStrategy[int | None]:
    return st.none() | numbers()


def amounts() -> SearchStrategy[Decimal]:
    special = [Decimal("1.10"), Decimal("1E+3"), Decimal("-0.00"), Decimal("4470.00")]
    return st.sampled_from(special) | st.decimals(-10_000, 10_000, allow_nan=False, allow_infinity=False, places=2)


def tuples(members: SearchStrategy[object], most: int = 3) -> SearchStrategy[tuple[object, ...]]:
    """Return tuples of members, repetitions included."""
    return st.lists(members, max_size=most).map(tuple)


class Parts:
    """The strategies of one document.

    Args:
        count: how many lines the document has.
    """

    def __init__(self, count: int) -> None:
        pairs = [Evidence(start, end) for start in range(1, count + 1) for end in range(start, count + 1)]
        self.evidence = st.sampled_from(pairs) if pairs else st.nothing()
        self.optional_evidence = st.none() | self.evidence
        self.items = tuples(st.builds(Item, texts(), self.evidence, notations()))
        self.group = st.none() | st.builds(CompetencyGroup, texts(), self.evidence, optional_texts())

    def competency(self) -> SearchStrategy[Competency]:
        levels = st.none() | st.integers(1, 5) | st.sampled_from(["A", "3", "unnumbered"]) | st.text(max_size=2)
        level = st.builds(ProficiencyLevel, levels, optional_texts(), self.items, self.evidence)
        return st.builds(
            Competency, texts(), self.evidence, self.group, optional_texts(), tuples(level, 2), notations()
        )

    def knowledge(self) -> SearchStrategy[KnowledgeItem]:
        kinds = st.sampled_from(["knowledge", "technical"])
        return st.builds(KnowledgeItem, texts(), self.evidence, kinds, self.group, notations())

    def purpose(self) -> SearchStrategy[Purpose]:
        return st.builds(Purpose, texts(), self.evidence, optional_texts(), optional_texts())

    def result_area(self) -> SearchStrategy[ResultArea]:
        return st.builds(
            ResultArea,
            self.evidence,
            optional_texts(),
            optional_texts(),
            notations(),
            st.booleans(),
            optional_texts(),
            optional_texts(),
            optional_texts(),
            self.items,
        )

    def criterion(self) -> SearchStrategy[Criterion]:
        descriptor = st.builds(CriterionDescriptor, grades(), texts(), self.evidence)
        descriptors = st.lists(descriptor, max_size=3, unique_by=lambda each: each.grade).map(tuple)
        return st.builds(Criterion, texts(), self.evidence, descriptors)

    def definition(self) -> SearchStrategy[Definition]:
        return st.builds(Definition, texts(), texts(), self.evidence, optional_numbers(), optional_numbers())

    def section(self) -> SearchStrategy[ProfileSection]:
        return st.builds(ProfileSection, self.evidence, optional_texts(), notations(), optional_texts(), self.items)

    def salary(self) -> SearchStrategy[Salary]:
        step = st.builds(SalaryStep, numbers(), amounts(), self.evidence)
        amount = st.none() | amounts()
        currency = st.none() | st.sampled_from(["EUR", "USD"])
        return st.builds(Salary, amount, amount, currency, tuples(step), self.optional_evidence)

    def selection(self) -> SearchStrategy[Selection]:
        part = st.builds(
            SelectionPart,
            texts(),
            self.evidence,
            notations(),
            optional_numbers(),
            optional_texts(),
            st.booleans(),
            optional_texts(),
            optional_texts(),
        )
        scope = st.sampled_from([None, "part", "total"])
        rule = st.builds(PassRule, texts(), self.evidence, scope, optional_numbers())
        return st.builds(Selection, tuples(part), tuples(rule))

    @st.composite
    @staticmethod
    def _vacancy(draw: st.DrawFn, parts: Parts) -> Vacancy:
        organisation = draw(optional_texts())
        value = st.builds(OrganisationValue, texts(), optional_texts(), parts.evidence)
        return Vacancy(
            organisation=organisation,
            organisation_evidence=None if organisation is None else draw(parts.optional_evidence),
            values=draw(tuples(value)),
            career=draw(optional_texts()),
            career_evidence=draw(parts.optional_evidence),
            pay_scales=draw(tuples(texts())),
            salary=draw(st.none() | parts.salary()),
            conditions=draw(st.builds(Conditions, parts.items, parts.items)),
            requirements=draw(st.builds(Requirements, parts.items, parts.items)),
            offer=draw(parts.items),
            selection=draw(st.just(Selection()) | parts.selection()),
            reserve=draw(st.none() | st.builds(Reserve, optional_numbers(), texts(), parts.evidence)),
            application=draw(
                st.just(Application()) | st.builds(Application, optional_texts(), parts.items, parts.optional_evidence)
            ),
            evidence=draw(parts.optional_evidence),
        )

    def vacancy(self) -> SearchStrategy[Vacancy]:
        return Parts._vacancy(self)

    def dictionary(self) -> SearchStrategy[Profile]:
        return st.builds(
            Profile,
            kind=st.just("dictionary"),
            title=optional_texts(),
            evidence=self.optional_evidence,
            purpose=st.none() | self.purpose(),
            definitions=tuples(self.definition()),
            competencies=tuples(self.competency()),
            knowledge=tuples(self.knowledge()),
            sections=tuples(self.section()),
        )

    @st.composite
    @staticmethod
    def _profile(draw: st.DrawFn, parts: Parts) -> Profile:
        listed = draw(tuples(grades()))
        return Profile(
            kind=draw(st.sampled_from(["family", "profile"])),
            title=draw(optional_texts()),
            evidence=draw(parts.optional_evidence),
            grades=listed,
            grades_evidence=draw(parts.optional_evidence) if listed else None,
            purpose=draw(st.none() | parts.purpose()),
            result_areas=draw(tuples(parts.result_area())),
            tasks=draw(parts.items),
            criteria=draw(tuples(parts.criterion())),
            definitions=draw(tuples(parts.definition())),
            competencies=draw(tuples(parts.competency())),
            knowledge=draw(tuples(parts.knowledge())),
            sections=draw(tuples(parts.section())),
            vacancy=draw(st.none() | parts.vacancy()),
            position=draw(st.none() | st.builds(Position, texts(), parts.evidence, optional_texts())),
        )

    def profile(self) -> SearchStrategy[Profile]:
        return Parts._profile(self)

    def book(self) -> SearchStrategy[tuple[Profile, ...]]:
        """Return families, profiles and dictionaries of one document, some of them twice or under one title."""
        return st.lists(self.profile() | self.dictionary(), max_size=3).flatmap(_some_alike)


@st.composite
def _some_alike(draw: st.DrawFn, members: list[Profile]) -> tuple[Profile, ...]:
    if members and draw(st.booleans()):
        first = members[0]
        members = [first, *(dataclasses.replace(other, title=first.title) for other in members[1:])]
    if members and draw(st.booleans()):
        members = [*members, draw(st.sampled_from(members))]
    return tuple(members)


def places(count: int) -> SearchStrategy[tuple[Place, ...]]:
    """Return no places, or one for each line: of a PDF, a Word document, or any."""
    number = st.integers(1, 3) | st.sampled_from([40, 10**12])
    part = st.none() | number
    cell = {"table": number, "row": number, "column": number}
    page = st.builds(Place, page=number) | st.builds(Place, page=number, **cell)
    paragraph = st.just(Place()) | st.builds(Place, paragraph=number) | st.builds(Place, **cell)
    named = st.sampled_from(["Taken", "Niveau 2 (A4)", "a!b*c s1", "100%", "領導"])
    reference = st.none() | st.sampled_from(["A1", "C14", "XFD1048576"])
    sheet = st.just(Place()) | st.builds(Place, sheet=named, cell=reference)
    each = (page, paragraph, sheet, st.builds(Place, part, part, part, part, part))
    found = st.one_of(*(st.lists(one, min_size=count, max_size=count).map(tuple) for one in each))
    return st.just(()) | found


@st.composite
def documents(draw: st.DrawFn) -> ParsedDocument:
    """Return a document of any format with up to four profiles; one without lines has none."""
    line = st.sampled_from(["", " ", "Doel", "• taak;", "a\rb", "領導\x00"]) | texts().map(
        lambda text: text.replace("\n", " ")
    )
    lines = tuple(draw(st.lists(line, max_size=5)))
    parts = Parts(len(lines))
    unparsed = tuples(st.builds(UnparsedText, texts(), parts.evidence, optional_texts())) if lines else st.just(())
    profiles = parts.book() if lines else st.just(())
    source = SourceDocument(
        path=draw(texts()),
        digest=draw(st.sampled_from("0123456789abcdef")) * 64,
        language=draw(st.sampled_from([None, "nl", "fr", "NL"])),
        lines=lines,
        unparsed=draw(unparsed),
        places=draw(places(len(lines))),
    )
    return ParsedDocument(source, draw(profiles))


@st.composite
def entries(draw: st.DrawFn) -> DocumentEntry:
    """Return what a catalogue tells of a document."""
    framework = FrameworkEntry(
        draw(st.sampled_from(["federal-be", "x"])),
        draw(st.dictionaries(st.sampled_from(["nl", "fr", "en"]), texts(), max_size=2)),
        draw(st.sampled_from([None, "federal"])),
        draw(optional_texts()),
    )
    statement = st.builds(
        EditorialStatement, st.sampled_from(["title", "deadlineText", "text"]), texts(), texts(), optional_texts()
    )
    return DocumentEntry(draw(st.sampled_from(["000", "a-b"])), framework, None, draw(tuples(statement)))
