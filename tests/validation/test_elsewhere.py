"""What a check is told of other documents: all that rules need, nothing of the document itself."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from competencygraph.ingest import parse_document
from competencygraph.model import DocumentEntry, FrameworkEntry
from competencygraph.rdf import EditionGraph, document_to_triples
from competencygraph.store import EditionChange, open_store
from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg, namespaces
from competencygraph.validation.edition import EditionData
from competencygraph.validation.elsewhere import spellings, with_elsewhere
from competencygraph.validation.observing import read_source
from competencygraph.validation.placing import Placing

PROFILE = """Functieprofiel {title}

Doel van de functie
De bezoekers van het gemeentehuis onthalen en verder helpen.

Competenties

{name}
{definition}
Niveau 2 – Verbetert de dienstverlening
• Vraagt klanten naar hun tevredenheid
• {indicator}
"""
DICTIONARY = """Competentiewoordenboek

Klantgerichtheid
Definitie: De wensen van klanten herkennen.
Niveau 1: Helpt klanten correct
- Luistert naar de vraag van de klant
Niveau 2: Verbetert de dienstverlening
- Stelt verbeteringen voor aan de dienst

Samenwerken
Definitie: Een bijdrage leveren aan een gezamenlijk resultaat.
Niveau 1: Werkt mee in het team
- Deelt informatie met collega's
Niveau 2: Stimuleert de samenwerking
- Moedigt anderen aan om ideeën te delen
"""


def profile(
    title: str = "Onthaalmedewerker",
    name: str = "Klantgerichtheid",
    definition: str = "Klanten vriendelijk te woord staan.",
    indicator: str = "Begroet elke bezoeker",
) -> str:
    return PROFILE.format(title=title, name=name, definition=definition, indicator=indicator)


def graph(folder: Path, key: str, text: str, framework: str = "one") -> EditionGraph:
    path = folder / f"{key}.txt"
    path.write_text(text, encoding="utf-8")
    return document_to_triples(parse_document(path), DocumentEntry(key, FrameworkEntry(framework), path.name))


def look(own: EditionGraph, *others: EditionGraph) -> EditionData:
    with open_store(":memory:", write=True) as store:
        for other in others:
            store.replace_editions([EditionChange(other.document, other.edition, other.triples, other.catalogue)])
        return with_elsewhere(EditionData(own.document, (*own.triples, *own.catalogue)), store)


def values(data: EditionData, predicate: str) -> list[str]:
    return sorted(one.object.value for one in data.elsewhere if one.predicate.value == predicate)


def definitions(data: EditionData) -> list[str]:
    return values(data, f"{namespaces.SKOS}definition")


def test_a_competency_of_the_same_name_comes_with_its_levels_and_places(tmp_path: Path) -> None:
    own, other = graph(tmp_path, "a", profile()), graph(tmp_path, "b", profile(definition="Iets anders."))
    data = look(own, other)
    assert definitions(data) == ["Iets anders."]
    assert "Verbetert de dienstverlening" in values(data, f"{namespaces.SKOS}prefLabel")
    assert values(data, cg.rank) == ["2"]
    assert "Begroet elke bezoeker" in values(data, cg.text)
    node = next(one.subject.value for one in data.elsewhere if one.object.value == "Iets anders.")
    source = read_source(Scratch((*data.triples, *data.observed), {"urn:elsewhere": data.elsewhere}))
    spot = Placing(source).of_node(node)
    assert (spot.document, spot.file, spot.start_line) == ("b", "b.txt", 8)


def test_the_document_s_own_nodes_are_left_out(tmp_path: Path) -> None:
    older = graph(tmp_path, "a", profile(definition="De oude definitie."))
    own, longer = graph(tmp_path, "a", profile()), graph(tmp_path, "a-b", profile(definition="Van een ander."))
    assert older.edition != own.edition
    data = look(own, older, longer)
    assert definitions(data) == ["Van een ander."]
    assert not any(one.subject.value.startswith(f"{own.document}/") for one in data.elsewhere)
    assert look(own, older).elsewhere == ()
    assert look(own, older).observed == ()


def test_a_superseded_edition_of_another_document_is_no_more(tmp_path: Path) -> None:
    older, newer = (graph(tmp_path, "b", profile(definition=text)) for text in ("De oude.", "De nieuwe."))
    assert definitions(look(graph(tmp_path, "a", profile()), older, newer)) == ["De nieuwe."]


def test_each_definition_comes_once_in_each_framework(tmp_path: Path) -> None:
    own = graph(tmp_path, "a", profile())
    same = [graph(tmp_path, key, profile(title=f"Titel {key}", definition="Anders.")) for key in "bcd"]
    elsewhere = [graph(tmp_path, key, profile(title=f"Titel {key}", definition="Anders."), "two") for key in "ef"]
    data = look(own, *same, *elsewhere)
    assert definitions(data) == ["Anders.", "Anders."]
    competencies = {one.subject.value for one in data.elsewhere if one.object == NamedNode(cg.Competency)}
    assert {iri.removeprefix(namespaces.DATA_BASE).partition("/competency")[0] for iri in competencies} == {
        "one/b/functieprofiel-titel-b",
        "two/e/functieprofiel-titel-e",
    }


def test_the_order_in_which_documents_came_makes_no_difference(tmp_path: Path) -> None:
    own = graph(tmp_path, "a", profile())
    others = [
        graph(tmp_path, "b", profile(definition="Anders.")),
        graph(tmp_path, "c", DICTIONARY),
        graph(tmp_path, "d", profile(name="KLANTGERICHTHEID", definition="Nog anders."), "two"),
    ]
    found = [look(own, *order) for order in permutations(others)]
    assert len(found[0].elsewhere) > 20
    assert len({(one.elsewhere, one.observed) for one in found}) == 1


def test_the_dictionaries_of_the_framework_come_with_all_their_names(tmp_path: Path) -> None:
    own = graph(tmp_path, "a", profile())
    data = look(
        own, graph(tmp_path, "c", DICTIONARY), graph(tmp_path, "e", DICTIONARY.replace("Samenwerken", "Moed"), "two")
    )
    dictionary = NamedNode(cg.CompetencyDictionary)
    assert [
        one.subject.value.removeprefix(namespaces.DATA_BASE) for one in data.elsewhere if one.object == dictionary
    ] == ["one/c/dictionary"]
    labels = values(data, f"{namespaces.SKOS}prefLabel")
    assert "Samenwerken" in labels
    assert "Moed" not in labels
    assert {"Luistert naar de vraag van de klant", "Stelt verbeteringen voor aan de dienst"} <= set(
        values(data, cg.text)
    )
    assert "Deelt informatie met collega's" not in values(data, cg.text)
    assert sorted(set(values(data, cg.rank))) == ["1", "2"]
    source = read_source(Scratch(data.triples, {"urn:elsewhere": data.elsewhere}))
    other = next(one.subject.value for one in data.elsewhere if one.object.value == "Samenwerken")
    assert Placing(source).of_node(other).start_line == 10


@pytest.mark.parametrize("name", ["KLANTGERICHTHEID", "Klantgerichtheid"])
def test_capitals_make_no_other_name(tmp_path: Path, name: str) -> None:
    own, other = graph(tmp_path, "a", profile()), graph(tmp_path, "b", profile(name=name, definition="Anders."))
    assert definitions(look(own, other)) == ["Anders."]
    assert definitions(look(other, own)) == ["Klanten vriendelijk te woord staan."]


def test_small_words_within_a_name_may_keep_their_small_letter() -> None:
    forms = {one.value for one in spellings(Literal("Plannen en organiseren", language="nl"))}
    assert {"Plannen en Organiseren", "plannen en organiseren", "PLANNEN EN ORGANISEREN"} <= forms
    assert Literal("Plannen en organiseren") in spellings(Literal("Plannen en organiseren", language="nl"))
    assert all(one.language is None for one in spellings(Literal("Visie")))


def test_a_text_that_others_have_too_is_counted(tmp_path: Path) -> None:
    own = graph(tmp_path, "a", profile())
    others = [
        graph(tmp_path, key, profile(title=f"Titel {key}", name=f"Naam {key}", indicator=f"Iets van {key}"))
        for key in "bc"
    ]
    data = look(own, *others)
    counts = [one.object.value for one in data.observed if one.predicate.value == cg.documentCount]
    assert counts == ["2", "2", "2"], "of the definition, the title of the level and one indicator"
    shared = next(one.object.value for one in data.observed if one.predicate.value == cg.otherNode)
    assert shared.startswith(f"{others[0].document}/")
    assert any(one.subject.value == shared for one in data.elsewhere)
    assert definitions(data) == ["Klanten vriendelijk te woord staan."]
    assert not any(one.predicate.value == cg.hasIndicator and "/c/" in one.subject.value for one in data.elsewhere)


def test_what_a_dictionary_of_the_framework_says_is_quoted(tmp_path: Path) -> None:
    quoting = profile(indicator="Luistert naar de vraag van de klant")
    own, other = graph(tmp_path, "a", quoting), graph(tmp_path, "b", DICTIONARY)
    assert not any(one.predicate.value == cg.documentCount for one in look(own, other).observed)
    assert not any(one.predicate.value == cg.documentCount for one in look(other, own).observed)
    elsewhere = graph(tmp_path, "c", DICTIONARY, "two")
    assert [one.object.value for one in look(own, other, elsewhere).observed if one.predicate.value == cg.otherNode]


def test_a_document_alone_in_the_store_hears_nothing(tmp_path: Path) -> None:
    own = graph(tmp_path, "a", profile())
    assert own.triples
    assert look(own).elsewhere == ()
