"""Every rule infers what its example says, and nothing else there."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql import prepareQuery

from competencygraph.queries.catalogue import load_lookup
from competencygraph.rdf.packaged import vocabulary_triples
from competencygraph.reasoning import facts_of_store, infer, load_axioms, load_inference_rules
from competencygraph.reasoning.axioms import iri_of
from competencygraph.store import open_store
from competencygraph.terms.namespaces import OWL, RDF

from .examples import HERE, Stores, read

RULES = {rule.name: rule for rule in load_inference_rules()}
CLASHES = sorted((HERE.parents[1] / "queries" / "inference" / "clashes").glob("*.rq"))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_what_its_example_says(name: str) -> None:
    given = (*read("rules", name, "given.ttl"), *vocabulary_triples())
    found = {one for one, rule in infer(given).items() if rule.name == name}
    expected = set(read("rules", name, "found.ttl"))
    of_example = {one for one in found if "example.org" in str(one.subject)}
    assert of_example == expected
    assert not expected & set(given)


def test_every_example_belongs_to_a_rule() -> None:
    assert {folder.name for folder in (HERE / "rules").iterdir()} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_runs_as_it_stands_in_any_client(name: str) -> None:
    assert isinstance(pyoxigraph.Store().query(RULES[name].text), pyoxigraph.QueryTriples)
    assert prepareQuery(RULES[name].text).algebra.name == "ConstructQuery"


@pytest.mark.parametrize("file", CLASHES, ids=lambda file: file.stem)
def test_a_search_for_clashes_runs_as_it_stands_in_any_client(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    columns = [variable.value for variable in pyoxigraph.Store().query(text).variables]
    assert [str(variable) for variable in prepareQuery(text).algebra["PV"]] == columns
    assert "ORDER BY" in text


def test_nothing_follows_from_nothing_and_nothing_new_from_all() -> None:
    assert infer(()) == {}
    given = read("rules", "family-wide-competency", "given.ttl")
    once = infer(given)
    assert once
    assert infer([*given, *once]) == {}


def test_the_premises_hold_every_link_that_an_axiom_of_a_rule_speaks_of() -> None:
    axioms = load_axioms()
    text = load_lookup("premises-of-rules").text
    lists = {one.subject: one for one in axioms.triples if one.predicate.value == f"{RDF}first"}
    chained = {iri_of(one.object) for one in lists.values()} & axioms.links
    spoken = {iri_of(one.object) for one in axioms.triples if one.predicate.value == f"{OWL}onProperty"}
    evidence = {"isPartOf", "inScheme", "isAbout"}
    needed = {iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for iri in chained | (spoken & axioms.links)} - evidence
    assert len(needed) > 10
    assert {name for name in needed if f"cg:{name}\n" not in text} == set()


def test_inferences_over_the_five_documents(stores: Stores) -> None:
    found = infer(facts_of_store(stores()))
    rules = {rule.name for rule in found.values()}
    assert {"statement-of-family", "kind-of-work", "leading-profile", "multi-grade-family"} <= rules
    leading = {iri_of(one.subject) for one, rule in found.items() if rule.name == "leading-profile"}
    documents = {iri.split("/id/")[1].split("/")[1] for iri in leading}
    assert documents == {"000", "002", "003", "004"}


def test_an_empty_store_has_no_inferences_about_itself() -> None:
    with open_store(":memory:") as store:
        assert infer(facts_of_store(store)) == {}
