"""What the graph of a document looks like where the golden file alone does not say why."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.model import (
    Competency,
    CompetencyGroup,
    Criterion,
    CriterionDescriptor,
    Definition,
    Evidence,
    Item,
    ParsedDocument,
    Profile,
    Requirements,
    UnparsedText,
    Vacancy,
)
from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.rdf.vocabulary import (
    CONCERNS,
    HAS_EXPECTATION,
    IN_GROUP,
    IS_WITHIN,
    LIST_ITEM,
    PASSAGE,
    QUOTE,
    REFERS_TO,
    TABLE_CELL,
    TYPE,
    UNPARSED_PASSAGE,
)

from .small import ENTRY, LINES, SMALL, VACANCY
from .strategies import documents

LINE = Evidence(1, 1)


def triples_of(*profiles: Profile) -> tuple[Triple, ...]:
    return document_to_triples(ParsedDocument(SMALL.document, profiles), ENTRY).triples


def values(triples: tuple[Triple, ...], predicate: NamedNode) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for triple in triples:
        if triple.predicate == predicate:
            found.setdefault(triple.subject.value, []).append(triple.object.value)
    return found


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("van een grote organisatie*.", ["grote organisatie"], [0]),
        ("van een Grote  Organisatie*.", ["grote organisatie"], [0]),
        ("van een middelgrote organisatie*", ["grote organisatie", "middelgrote organisatie"], [1]),
        ("van een middelgrote organisatie*", ["grote organisatie"], []),
        ("van een grote organisatie*", ["organisatie", "grote organisatie"], [1]),
        ("van een grote organisatie", ["grote organisatie"], []),
        ("van een grote organisatie, *", ["grote organisatie"], []),
        ("van een entiteit*", ["grote organisatie"], []),
        ("een dienst* of een team*", ["team*", "dienst"], [0, 1]),
        ("een dienst*", ["dienst", "Dienst"], [0, 1]),
        ("*", ["", "*"], []),
    ],
)
def test_an_asterisk_refers_to_the_definition_of_the_words_before_it(
    text: str, terms: list[str], expected: list[int]
) -> None:
    criterion = Criterion("Impact", LINE, (CriterionDescriptor("A4", text, LINE),))
    definitions = tuple(Definition(term, "uitleg", LINE) for term in terms)
    triples = triples_of(Profile("family", grades=("A4",), criteria=(criterion,), definitions=definitions))
    referred = [iri for found in values(triples, REFERS_TO).values() for iri in found]
    nodes = [iri for found in values(triples, NamedNode(f"{_cg()}hasDefinition")).values() for iri in found]
    assert len(nodes) == len(terms)
    assert sorted(referred) == sorted(nodes[index] for index in expected)


def _cg() -> str:
    return IS_WITHIN.value.removesuffix("isWithin")


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_passages_quote_their_lines_and_stand_in_one_tree(parsed: ParsedDocument) -> None:
    triples = document_to_triples(parsed, ENTRY).triples
    passages = {triple.subject.value for triple in triples if triple.predicate == TYPE and triple.object == PASSAGE}
    quotes = values(triples, QUOTE)
    assert quotes.keys() == passages
    for iri, found in quotes.items():
        if "line=" in iri:
            start, end = (int(number) for number in iri.rpartition("=")[2].split(","))
            assert found == ["\n".join(parsed.document.lines[start:end])]
    parents = values(triples, IS_WITHIN)
    for iri in passages:
        seen: list[str] = []
        while iri in parents:
            assert iri not in seen
            seen.append(iri)
            (iri,) = parents[iri]
        assert iri in passages


def test_one_range_of_lines_is_one_passage_with_the_kinds_of_all_that_stands_there() -> None:
    criterion = Criterion("Impact", LINE, (CriterionDescriptor("A4", "x", LINE),))
    profile = Profile("family", grades=("A4",), criteria=(criterion,), tasks=(Item("a", LINE), Item("b", LINE)))
    kinds = {iri: found for iri, found in values(triples_of(profile), TYPE).items() if iri.endswith("#line=0,1")}
    assert [sorted(found) for found in kinds.values()] == [sorted(k.value for k in (PASSAGE, LIST_ITEM, TABLE_CELL))]


def test_two_stretches_without_a_place_on_one_line_are_two_passages() -> None:
    unparsed = (UnparsedText("rest", LINE), UnparsedText("nog een rest", LINE, "reason"), UnparsedText("rest", LINE))
    document = ParsedDocument(dataclasses.replace(SMALL.document, unparsed=unparsed), ())
    triples = document_to_triples(document, ENTRY).triples
    kinds = [iri for iri, found in values(triples, TYPE).items() if UNPARSED_PASSAGE.value in found]
    assert len(kinds) == 3
    assert triples_to_document(triples) == document


def test_equal_groups_are_one_node_and_the_same_words_elsewhere_another() -> None:
    here, there = CompetencyGroup("Kern", LINE), CompetencyGroup("Kern", Evidence(2, 2))
    names = (("a", here), ("b", CompetencyGroup("Kern", LINE)), ("c", there))
    profile = Profile("profile", competencies=tuple(Competency(name, LINE, group) for name, group in names))
    groups = [found for (found,) in values(triples_of(profile), IN_GROUP).values()]
    assert [groups[0] == groups[1], groups[0] == groups[2]] == [True, False]


def test_a_vacancys_entry_concerns_the_profiles_competency_only_when_one_has_that_name() -> None:
    asked = Requirements(tuple(Item(name, LINE) for name in ("Plannen", "Dubbel", "Vreemd", "Plannen", "Vreemd")))
    profile = Profile(
        "profile",
        competencies=tuple(Competency(name, LINE) for name in ("Plannen", "Dubbel", "Dubbel")),
        vacancy=Vacancy(requirements=asked),
    )
    triples = triples_of(profile)
    concerns = values(triples, CONCERNS)
    (vacancy,) = {iri for iri in values(triples, HAS_EXPECTATION) if iri.endswith("/vacancy")}
    own = [concerns[iri][0].removeprefix(vacancy) for iri in values(triples, HAS_EXPECTATION)[vacancy]]
    root = vacancy.removesuffix("/vacancy")
    assert own == [
        f"{root}/competency/plannen",
        "/competency/dubbel",
        "/competency/vreemd",
        f"{root}/competency/plannen",
        "/competency/vreemd",
    ]


def test_a_grade_that_only_a_criterion_names_has_a_profile_but_no_place_in_the_list() -> None:
    criterion = Criterion("Impact", LINE, (CriterionDescriptor("A5", "x", LINE), CriterionDescriptor("A4", "y", LINE)))
    profile = Profile("family", grades=("A4",), criteria=(criterion,))
    document = ParsedDocument(SMALL.document, (profile,))
    triples = document_to_triples(document, ENTRY).triples
    assert any(triple.subject.value.endswith("/family/grade/a5") for triple in triples)
    assert triples_to_document(triples) == document


def test_texts_carry_the_documents_language_and_codes_do_not() -> None:
    def languages(language: str | None) -> set[str | None]:
        source = dataclasses.replace(SMALL.document, language=language)
        triples = document_to_triples(ParsedDocument(source, SMALL.profiles), ENTRY).triples
        literals = {str(t.predicate): t.object for t in triples if isinstance(t.object, Literal)}
        assert literals[str(QUOTE)].language is None
        return {literals[f"<{_cg()}{name}>"].language for name in ("text", "activity", "heading", "deadlineText")}

    assert languages("nl") == {"nl"}
    assert languages(None) == {None}


def test_the_organisation_of_two_vacancies_is_one_with_the_evidence_of_each() -> None:
    first = Profile("profile", vacancy=VACANCY)
    second = Profile("profile", vacancy=dataclasses.replace(VACANCY, organisation_evidence=Evidence(24, 24)))
    document = ParsedDocument(SMALL.document, (first, second))
    triples = document_to_triples(document, ENTRY).triples
    organisations = {iri for iri in values(triples, TYPE) if "/organisation/" in iri}
    assert len(organisations) == 1
    assert triples_to_document(triples) == document


def test_lines_are_quoted_as_they_stand() -> None:
    quotes = values(document_to_triples(SMALL, ENTRY).triples, QUOTE)
    (quote,) = (found[0] for iri, found in quotes.items() if iri.endswith("#line=2,4"))
    assert quote == f"{LINES[2]}\n{LINES[3]}"
