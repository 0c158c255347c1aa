"""Several profiles of one document, and dictionaries, which describe no function."""

from __future__ import annotations

import dataclasses

import pytest
from pyoxigraph import NamedNode, Triple

from competencygraph.model import Competency, CompetencyGroup, Evidence, Item, ParsedDocument, Profile
from competencygraph.rdf import document_to_triples, triples_to_document
from competencygraph.rdf.vocabulary import (
    COMPETENCY,
    COMPETENCY_DICTIONARY,
    COMPETENCY_REQUIREMENT,
    CONCERNS,
    FUNCTION_FAMILY,
    FUNCTION_PROFILE,
    HAS_LEVEL,
    IN_GROUP,
    IN_SCHEME,
    POSITION,
    SKOS_DEFINITION,
    TYPE,
)

from .book import BOOK_ENTRY, DICTIONARY, WORD
from .small import FAMILY, SMALL

LINE = Evidence(1, 1)
BOOK = "https://w3id.org/competencygraph/id/demo/book"


def triples_of(*profiles: Profile) -> tuple[Triple, ...]:
    document = ParsedDocument(SMALL.document, profiles)
    triples = document_to_triples(document, BOOK_ENTRY).triples
    assert triples_to_document(triples) == document
    return triples


def found(triples: tuple[Triple, ...], predicate: NamedNode, value: NamedNode | None = None) -> dict[str, str]:
    return {
        triple.subject.value.removeprefix(BOOK): triple.object.value.removeprefix(BOOK)
        for triple in triples
        if triple.predicate == predicate and value in (None, triple.object)
    }


def test_profiles_with_one_title_are_two_and_each_keeps_its_competency_of_one_name() -> None:
    triples = document_to_triples(WORD, BOOK_ENTRY).triples
    assert set(found(triples, TYPE, FUNCTION_PROFILE)) == {"/adviseur", "/adviseur-2"}
    definitions = found(triples, SKOS_DEFINITION)
    competencies = set(found(triples, TYPE, COMPETENCY))
    assert {iri: definitions[iri] for iri in competencies if iri in definitions} == {
        "/adviseur/competency/plannen": "doelen bepalen",
        "/adviseur-2/competency/plannen": "doelen kiezen en uitwerken",
        "/woordenboek/competency/plannen": "doelen bepalen",
    }
    assert found(triples, CONCERNS) == {
        "/adviseur/requirement/plannen": "/adviseur/competency/plannen",
        "/adviseur-2/requirement/plannen": "/adviseur-2/competency/plannen",
    }


def test_the_same_profile_twice_is_two() -> None:
    triples = triples_of(*WORD.profiles, *WORD.profiles, FAMILY, FAMILY)
    assert len(found(triples, TYPE, COMPETENCY_DICTIONARY)) == 2
    assert len(found(triples, TYPE, FUNCTION_FAMILY)) == 2
    assert len(set(found(triples, HAS_LEVEL).values())) == 4


def test_a_dictionary_asks_nothing() -> None:
    triples = triples_of(DICTIONARY)
    assert list(found(triples, TYPE, COMPETENCY_DICTIONARY)) == ["/woordenboek"]
    assert found(triples, TYPE, COMPETENCY_REQUIREMENT) == {}
    assert found(triples, IN_SCHEME) == {
        "/woordenboek/competency/plannen": "/woordenboek",
        "/woordenboek/competency/zorg-voor-kwaliteit": "/woordenboek",
    }
    positions = found(triples, POSITION)
    assert [positions[iri] for iri in found(triples, IN_SCHEME)] == ["1", "2"]


def test_a_dictionarys_group_belongs_to_the_competency_and_a_profiles_to_the_requirement() -> None:
    competency = Competency("Plannen", LINE, CompetencyGroup("Kern", LINE))
    groups = {
        kind: list(found(triples_of(Profile(kind, competencies=(competency,))), IN_GROUP))
        for kind in ("dictionary", "profile")
    }
    assert groups == {
        "dictionary": ["/dictionary/competency/plannen"],
        "profile": ["/profile/requirement/plannen"],
    }


def test_a_dictionary_keeps_the_order_and_the_repetition_of_its_competencies() -> None:
    names = ("b", "a", "b", "c", *(f"{number}" for number in range(12)))
    triples_of(dataclasses.replace(DICTIONARY, competencies=tuple(Competency(name, LINE) for name in names)))


@pytest.mark.parametrize("name", ["grades", "tasks", "result_areas", "criteria", "vacancy", "position"])
def test_a_dictionary_with_what_only_a_function_has_cannot_be_made(name: str) -> None:
    values = {"grades": ("A4",), "tasks": (Item("x", LINE),)}
    with pytest.raises(ValueError, match=f"describes no function, so it has no {name}"):
        dataclasses.replace(DICTIONARY, **{name: values.get(name, (object(),))})
