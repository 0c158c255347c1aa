"""What comes nearest in the dictionaries of a framework."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing import Source
from competencygraph.validation.observing.dictionary_matches import observe

from .small_documents import seen, source_of

BASE = "https://example.org/"
EDITION = f"{BASE}doc/ed/1"


def competency(iri: str, name: str, language: str | None = "nl", scheme: str | None = None) -> list[Triple]:
    node = NamedNode(BASE + iri)
    label = Literal(name, language=language) if language else Literal(name)
    triples = [
        Triple(node, NamedNode(f"{namespaces.RDF}type"), NamedNode(cg.Competency)),
        Triple(node, NamedNode(f"{namespaces.SKOS}prefLabel"), label),
    ]
    if scheme:
        dictionary = NamedNode(BASE + scheme)
        triples.append(Triple(node, NamedNode(f"{namespaces.SKOS}inScheme"), dictionary))
        triples.append(Triple(dictionary, NamedNode(f"{namespaces.RDF}type"), NamedNode(cg.CompetencyDictionary)))
    return triples


def level(competency_iri: str, notation: str, title: str, *indicators: str) -> list[Triple]:
    node = NamedNode(f"{BASE}{competency_iri}/level/{notation}")
    triples = [
        Triple(NamedNode(BASE + competency_iri), NamedNode(cg.hasLevel), node),
        Triple(node, NamedNode(f"{namespaces.SKOS}prefLabel"), Literal(title, language="nl")),
        Triple(node, NamedNode(f"{namespaces.SKOS}notation"), Literal(notation)),
    ]
    for number, text in enumerate(indicators):
        indicator = NamedNode(f"{node.value}/indicator/{number}")
        triples.append(Triple(node, NamedNode(cg.hasIndicator), indicator))
        triples.append(Triple(indicator, NamedNode(cg.text), Literal(text, language="nl")))
    return triples


def matches(own: list[Triple], elsewhere: list[Triple]) -> dict[str, tuple[str, float]]:
    source = Source(f"{BASE}doc", EDITION, "nl", (), (), Scratch(own, {f"{BASE}elsewhere": elsewhere}))
    rows = seen(observe, source, cg.DictionaryMatch)
    return {
        one["observedOn"].removeprefix(BASE): (one["otherNode"].removeprefix(BASE), float(one["score"])) for one in rows
    }


@pytest.mark.parametrize(
    ("name", "listed", "score"),
    [
        ("Visie", "Visie", 100),
        ("VISIE:", "Visie", 100),
        ("Klantgericht", "Klantgerichtheid", 85.7),
        ("Leiderschap", "Teamleiderschap", None),
        ("Analyseren", "Adviseren", None),
        ("Flexibiliteit", "Creativiteit", None),
    ],
)
def test_names(name: str, listed: str, score: float | None) -> None:
    found = matches(competency("own", name), competency("entry", listed, scheme="dictionary"))
    assert found == ({} if score is None else {"own": ("entry", score)})


def test_another_language_is_not_looked_at() -> None:
    entry = competency("entry", "Communication", "en", "dictionary")
    assert matches(competency("own", "Communication", "fr"), entry) == {}
    assert matches(competency("own", "Communication", "en"), entry) != {}


def test_without_a_dictionary_nothing_is_seen() -> None:
    assert matches(competency("own", "Visie"), competency("entry", "Visie")) == {}


def test_a_dictionary_in_the_same_document_counts() -> None:
    own = competency("own", "Visie") + competency("entry", "Visie", scheme="dictionary")
    assert matches(own, []) == {"own": ("entry", 100.0)}


def test_titles_and_indicators_of_the_same_competency() -> None:
    own = competency("own", "Visie") + level("own", "1", "Denkt vooruit", "Kent de trends in het vak", "Lacht veel")
    entry = (
        competency("entry", "Visie", scheme="dictionary")
        + level("entry", "1", "Kijkt rond", "Kent de trends in zijn vak")
        + level("entry", "2", "Denkt vooruit.", "Kent de wereld")
        + competency("other", "Moed", scheme="dictionary")
        + level("other", "1", "Denkt vooruit", "Kent de trends in het vak")
    )
    found = matches(own, entry)
    assert found["own/level/1"] == ("entry/level/2", 100.0)
    assert found["own/level/1/indicator/0"][0] == "entry/level/1/indicator/0"
    assert 80 <= found["own/level/1/indicator/0"][1] < 100
    assert "own/level/1/indicator/1" not in found


def test_of_two_equal_matches_the_one_under_the_same_number_counts() -> None:
    own = competency("own", "Visie") + level("own", "2", "Denkt vooruit", "Kent de trends")
    entry = competency("entry", "Visie", scheme="dictionary")
    for notation in ("1", "2", "3"):
        entry += level("entry", notation, "Denkt vooruit", "Kent de trends")
    found = matches(own, entry)
    assert found["own/level/2"] == ("entry/level/2", 100.0)
    assert found["own/level/2/indicator/0"] == ("entry/level/2/indicator/0", 100.0)


@settings(max_examples=40)
@given(st.text(alphabet="abcde é", min_size=1, max_size=12), st.text(alphabet="abcde é", min_size=1, max_size=12))
def test_equal_but_for_case_is_a_hundred_and_nothing_else_is(one: str, other: str) -> None:
    found = matches(competency("own", one), competency("entry", other, scheme="dictionary"))
    same = " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    assert (found.get("own", ("", 0.0))[1] == 100) == same
    assert all(85 <= score <= 100 for _, score in found.values())


def test_a_profile_alone_has_no_matches(tmp_path: Path) -> None:
    source = source_of(
        "Functieprofiel A\n\nDoel van de functie\nHet team leiden.\n\nCompetenties\n• Visie\n• Moed", tmp_path
    )
    assert seen(observe, source, cg.DictionaryMatch) == []
