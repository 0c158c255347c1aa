"""Names with and without an ending, forms of address, replaced names and masks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg, namespaces
from competencygraph.validation.observing import Source, address_forms, contact_data, inflected_names, outdated_titles
from competencygraph.validation.observing.source import TextNode

from .small_documents import seen, source_of

DOCUMENT = "https://example.org/doc"


def source(*lines: str, language: str = "nl", texts: tuple[TextNode, ...] = ()) -> Source:
    return Source(DOCUMENT, f"{DOCUMENT}/ed/1", language, lines, texts, Scratch())


def role(text: str, line: int) -> TextNode:
    return TextNode(f"{DOCUMENT}/p/role/{line}", cg.Role, f"{namespaces.SKOS}prefLabel", text, line, line)


@pytest.mark.parametrize(
    ("inflected", "bare"),
    [
        ("interne", "intern"),
        ("administratieve", "administratief"),
        ("strategische", "strategisch"),
        ("operationele", "operationeel"),
        ("sociale", "sociaal"),
        ("maatschappelijke", "maatschappelijk"),
        ("moderne", "modern"),
        ("publieke", "publiek"),
        ("bekwame", "bekwaam"),
    ],
)
def test_both_forms_of_an_adjective_are_seen_before_one_noun(inflected: str, bare: str) -> None:
    texts = (role(f"{inflected} adviseur", 1), role(f"{bare.capitalize()} adviseur", 2))
    found = seen(inflected_names.observe, source("", "", texts=texts), cg.InflectedName)
    assert [(one["nounForm"], one["inflected"]) for one in found] == [("adviseur", "true"), ("adviseur", "false")]
    assert inflected_names.adjective_base(inflected) == bare


@pytest.mark.parametrize("name", ["budget controle", "de interne controle", "controle", "teamwerk intern", "Beheer IT"])
def test_other_names_are_not_looked_at(name: str) -> None:
    assert seen(inflected_names.observe, source("", texts=(role(name, 1),)), cg.InflectedName) == []


def test_only_dutch_has_the_ending() -> None:
    texts = (role("interne contact", 1),)
    assert seen(inflected_names.observe, source("", texts=texts), cg.InflectedName)
    assert seen(inflected_names.observe, source("", texts=texts, language="fr"), cg.InflectedName) == []


def addressed(line: str, language: str = "nl") -> list[str]:
    texts = (TextNode(f"{DOCUMENT}/p/task/1", cg.Task, cg.text, line, 1, 1),)
    return [
        one["addressKind"]
        for one in seen(address_forms.observe, source(line, texts=texts, language=language), cg.AddressForm)
    ]


@pytest.mark.parametrize(
    ("language", "line", "kinds"),
    [
        ("nl", "Hij /zij leidt de dienst", ["third"]),
        ("nl", "Zij/hij leidt de dienst", ["third"]),
        ("nl", "zijn/haar kennis ontwikkelen", ["third"]),
        ("nl", "de medewerker in zijn/haar ontwikkeling steunen", []),
        ("nl", "Als hij het vraagt", []),
        ("nl", "Je leidt de dienst", ["informal"]),
        ("nl", "Jouw team", ["informal"]),
        ("nl", "U leidt uw dienst", ["formal"]),
        ("nl", "De U-vorm van het gebouw", []),
        ("nl", "Het projectje", []),
        ("fr", "Vous gérez l'accueil", ["formal"]),
        ("fr", "Il/elle gère l'accueil", ["third"]),
        ("fr", "Il (elle) gère l'accueil", ["third"]),
        ("fr", "Il gère l'accueil", ["pronoun"]),
        ("fr", "Tu gères l'accueil", ["informal"]),
        ("en", "You lead the team and he/she reports to you", ["formal", "third"]),
        ("en", "S/he leads the team", ["third"]),
    ],
)
def test_forms_of_address(language: str, line: str, kinds: list[str]) -> None:
    assert addressed(line, language) == kinds


@pytest.mark.parametrize(
    ("language", "lines", "forms"),
    [
        ("nl", ["taken van de gemeente", "opgelegd door de secretaris"], ["secretaris"]),
        ("nl", ["opgelegd door de secretaris"], []),
        ("nl", ["taken van de gemeente", "de directiesecretaris"], []),
        ("nl", ["taken van de gemeente", "de secretaris van de commissie"], []),
        ("nl", ["taken van de gemeente", "de secretaris van de gemeente"], ["secretaris"]),
        ("nl", ["de wethouders van de gemeente", "opgelegd door de gemeentesecretaris"], []),
        ("nl", ["door de gemeente-", "gemeentesecretaris en de Gemeentesecretaris"], ["gemeentesecretaris"]),
        (
            "nl",
            ["de Federale Overheidsdienst Personeel", "en Organisatie"],
            ["Federale Overheidsdienst Personeel en Organisatie"],
        ),
        ("fr", ["le secrétaire communal et le receveur communal"], ["secrétaire communal", "receveur communal"]),
        ("fr", ["le secrétaire communal d'Ixelles"], []),
        ("en", ["the gemeentesecretaris"], []),
    ],
)
def test_replaced_names(language: str, lines: list[str], forms: list[str]) -> None:
    found = seen(outdated_titles.observe, source(*lines, language=language), cg.OutdatedTitle)
    assert [one["form"] for one in found] == forms
    assert all(one["replacement"] and one["legalGround"] and len(one["replacedSince"]) == 4 for one in found)


def test_a_name_over_two_lines_has_both() -> None:
    found = seen(outdated_titles.observe, source("", "de FOD Personeel", "en Organisatie"), cg.OutdatedTitle)
    assert [(one["startLine"], one["endLine"]) for one in found] == [("2", "3")]


@pytest.mark.parametrize(
    ("lines", "masks"),
    [
        (["mail naar [e-mail] of bel [telefoon]"], [("1", "[e-mail]"), ("1", "[telefoon]")]),
        (["[e-mail] [e-mail]", "[e-mail]"], [("1", "[e-mail]"), ("2", "[e-mail]")]),
        (["Contactpersoon: [naam]"], [("1", "[naam]")]),
        (["Contactpersoon:", "", "[naam]"], [("3", "[naam]")]),
        (["mevr. [naam] en dhr. [naam]"], [("1", "[naam]")]),
        (["Resultaatgebied 1: [naam]", "[naam]"], []),
        (["een e-mail sturen naar de dienst"], []),
    ],
)
def test_masks(lines: list[str], masks: list[tuple[str, str]]) -> None:
    found = seen(contact_data.observe, source(*lines), cg.ContactData)
    assert [(one["startLine"], one["form"]) for one in found] == masks


@given(
    st.lists(
        st.sampled_from(["je ", "hij/zij ", "u ", "[naam] ", "secretaris ", "de ", "gemeente ", "\t"]), max_size=12
    )
)
def test_lines_of_observations_exist(words: list[str]) -> None:
    lines = "".join(words).split("\t")
    texts = tuple(TextNode(f"{DOCUMENT}/p/task/{n}", cg.Task, cg.text, line, n, n) for n, line in enumerate(lines, 1))
    for module in (address_forms, contact_data, outdated_titles, inflected_names):
        for triple in module.observe(source(*lines, texts=texts)):
            if triple.predicate.value == cg.startLine:
                assert 1 <= int(triple.object.value) <= len(lines)


def test_a_profile_is_apart_from_the_vacancy_round_it(tmp_path: Path) -> None:
    text = """
        Informatiebundel
        Diensthoofd Groen (A1a-A2a)

        A. Wat bieden wij jou?
        - Je krijgt maaltijdcheques van 8 euro per gewerkte dag

        FUNCTIEPROFIEL
        Diensthoofd Groen

        B. Doel van de functie
        Hij/zij leidt de groendienst van de gemeente.

        C. Resultaatgebieden
        1. Groenbeheer
        Dit omvat onder meer de volgende taken:
        • De parken onderhouden
        • Je ploegen aansturen
    """
    found = seen(address_forms.observe, source_of(text, tmp_path), cg.AddressForm)
    assert [(one["observedOn"].endswith("/vacancy"), one["addressKind"], one["startLine"]) for one in found] == [
        (True, "informal", "5"),
        (False, "third", "11"),
        (False, "informal", "17"),
    ]
