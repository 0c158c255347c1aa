"""The values that a parameter can take, and a label, a path or an IRI as its value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from competencygraph.app.asking import ask_question
from competencygraph.app.choosing import choices
from competencygraph.app.describing import described, find_questions
from competencygraph.errors import CompetencyGraphError, ParameterError, UnknownNodeError
from competencygraph.queries import load_catalogue

ID = "https://w3id.org/competencygraph/id/"
DATA = """
@prefix cg: <https://w3id.org/competencygraph/def/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/competencygraph/id/> .
@prefix f: <https://w3id.org/competencygraph/id/f/> .

id:f a cg:Framework ; dcterms:identifier "f" .
f:d1 a cg:Document ; dcterms:identifier "d1" ; dcterms:isPartOf id:f .
f:family a cg:FunctionFamily ; dcterms:isPartOf f:d1 ; cg:hasProfile f:a4 ; cg:hasPurpose [ cg:text "Sturen"@nl ] .
f:a4 a cg:FunctionProfile ; cg:atGrade f:grade4 .
f:grade4 a cg:Grade ; skos:notation "A4" ; skos:inScheme f:scheme ; cg:rank 4 .
f:clerk a cg:FunctionProfile ; skos:prefLabel "Bediende"@nl , "Employé"@fr ; dcterms:isPartOf f:d1 .
f:one a cg:FunctionProfile ; skos:prefLabel "Directeur"@nl .
f:two a cg:FunctionProfile ; skos:prefLabel "directeur"@nl .
f:v a cg:Vacancy ; cg:forProfile f:clerk ; cg:hasSelectionProcedure f:s .
f:s cg:hasPart f:talk .
f:talk a cg:SelectionPart ; skos:notation "Deel 2" ; skos:prefLabel "Gesprek"@nl .
f:asks cg:concerns f:coaching .
f:clerk cg:hasExpectation f:asks .
f:asks a cg:CompetencyRequirement , cg:Expectation .
f:coaching a cg:Competency ; skos:prefLabel "Coachen"@nl .
"""


@pytest.fixture(scope="module")
def store(memory_store: Callable[[str], Any]) -> Any:
    return memory_store(DATA)


def test_nodes_are_listed_with_their_labels_in_the_asked_language(store: Any) -> None:
    listed = [(one.value, one.label) for one in choices(store, "requirements", "profile", language="fr")]
    assert listed == [
        ("f/a4", "d1: Sturen (A4)"),
        ("f/one", "Directeur"),
        ("f/two", "directeur"),
        ("f/clerk", "Employé"),
    ]
    dutch = choices(store, "requirements", "profile", language="nl")
    assert ("f/clerk", "Bediende", f"{ID}f/clerk") in [(one.value, one.label, one.iri) for one in dutch]


@pytest.mark.parametrize(
    ("name", "parameter", "expected"),
    [
        ("rises", "from", [("A4", "A4 (f/scheme)")]),
        ("rises", "include_unchanged", [("true", "true"), ("false", "false")]),
        ("selection-outcome", "scores", [("2", "Gesprek")]),
        ("selection-outcome", "vacancy", [("f/v", "Bediende")]),
        ("frameworks", "framework", [("f", "f")]),
        ("placed", "document", [("f/d1", "d1")]),
    ],
)
def test_every_kind_of_choice(name: str, parameter: str, expected: list[tuple[str, str]], store: Any) -> None:
    found = choices(store, name, parameter, language="nl")
    assert [(one.value, one.label) for one in found] == expected


def test_the_words_of_a_parameter_are_its_choices(store: Any) -> None:
    worded = [
        (question.name, parameter)
        for question in load_catalogue()
        for parameter in question.params.values()
        if parameter.values
    ]
    assert worded
    for name, parameter in worded:
        assert tuple(one.value for one in choices(store, name, parameter.name)) == parameter.values


def test_a_value_without_choices_and_an_unknown_parameter_are_named(store: Any) -> None:
    with pytest.raises(ParameterError, match="takes any value of the type date"):
        choices(store, "reserve-end", "start")
    with pytest.raises(ParameterError, match="did you mean profile"):
        choices(store, "requirements", "profil")
    with pytest.raises(CompetencyGraphError, match="did you mean rises"):
        choices(store, "rise", "from")


@pytest.mark.parametrize("value", [f"{ID}f/clerk", f"<{ID}f/clerk>", "f/clerk", "Bediende", "bediende ", "BEDIENDE"])
def test_a_node_is_given_by_iri_path_or_label(value: str, store: Any) -> None:
    rows = ask_question(store, "requirements", {"profile": value}, language="nl").rows
    assert [row["label"] for row in rows] == ["Coachen"]


def test_a_label_counts_in_the_asked_language(store: Any) -> None:
    assert ask_question(store, "requirements", {"profile": "employé"}, language="fr").rows
    with pytest.raises(UnknownNodeError):
        ask_question(store, "requirements", {"profile": "employé"}, language="nl")


def test_a_grade_may_be_given_by_its_path(store: Any) -> None:
    values = {"from": "f/grade4", "to": f"{ID}f/grade4"}
    assert ask_question(store, "rises", values, language="nl").rows == []
    with pytest.raises(ParameterError, match="is a cg:FunctionProfile"):
        ask_question(store, "rises", {"from": "f/clerk", "to": "A4"}, language="nl")


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        ("directeur", ParameterError, "2 nodes are called 'directeur': f/one, f/two"),
        ("bedienden", UnknownNodeError, "nothing is called 'bedienden'; did you mean Bediende (f/clerk)?"),
        ("sturen", UnknownNodeError, "did you mean d1: Sturen (A4) (f/a4)?"),
        ("f/clrk", UnknownNodeError, f"the store holds no {ID}f/clrk"),
        ("zzz", UnknownNodeError, "competencygraph questions requirements --choices profile lists what there is"),
        ("a\x00b", UnknownNodeError, "nothing is called"),
        ("f/coaching", ParameterError, "is a cg:Competency"),
    ],
)
def test_an_unknown_or_ambiguous_label_is_said(
    value: str, error: type[CompetencyGraphError], said: str, store: Any
) -> None:
    with pytest.raises(error) as caught:
        ask_question(store, "requirements", {"profile": value}, language="nl")
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_questions_are_found_by_subject_and_word() -> None:
    names = [question.name for question in find_questions(tag="pay")]
    assert names == ["pay"]
    assert "reserve-end" in [question.name for question in find_questions(word="WERVINGSRESERVE")]
    assert find_questions(word="no such words at all") == ()
    subjects = [question.tags[0] for question in find_questions()]
    assert len(subjects) == len(load_catalogue())
    assert subjects == sorted(subjects, key=subjects.index)
    with pytest.raises(ParameterError, match="did you mean vacancy"):
        find_questions(tag="vacancies")


def test_a_question_is_described_with_its_titles_and_parameters() -> None:
    one = described(load_catalogue().get("selection-outcome"), "nl")
    assert set(one) == {"name", "id", "title", "titles", "summary", "params", "columns", "tags", "example"}
    assert one["title"] == one["titles"]["nl"]
    assert one["params"]["scores"]["type"] == "scores" and one["params"]["scores"]["required"] is True
    assert one["params"]["vacancy"]["class"] == ["cg:Vacancy"]
