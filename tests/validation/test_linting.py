"""What goes wrong in a rule is said of the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import DefinitionError
from competencygraph.store.scratch import Scratch
from competencygraph.terms import cg
from competencygraph.validation.linting import lint
from competencygraph.validation.observing import Source, read_source
from competencygraph.validation.rules import load_rules

DOCUMENT, EDITION = NamedNode("https://example.org/id/a/b"), NamedNode("https://example.org/id/a/b/ed/0")


@pytest.fixture
def source() -> Source:
    return read_source(
        Scratch(
            [
                Triple(DOCUMENT, NamedNode(cg.hasEdition), EDITION),
                Triple(EDITION, NamedNode(cg.sourceText), Literal("Doel")),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?focus WHERE {", "no valid SPARQL"),
        ("SELECT ?node WHERE { ?node ?p ?o }", "has the columns node"),
        ("SELECT ?focus WHERE { OPTIONAL { ?focus a ?nothing } }", r"leaves \?focus empty"),
    ],
)
def test_a_faulty_query_is_a_fault_of_its_rule(source: Source, text: str, said: str) -> None:
    rule = replace(load_rules()[0], columns={"focus": "iri"}, observations=(), text=text, unbound=frozenset())
    with pytest.raises(DefinitionError, match=said) as caught:
        list(lint(source, [rule]))
    assert caught.value.where == rule.name


def test_a_row_becomes_a_finding_on_its_node(source: Source) -> None:
    text = "SELECT ?focus WHERE { ?focus ?has ?edition . FILTER(ISIRI(?edition)) } ORDER BY ?focus"
    words = dict.fromkeys(("nl", "fr", "en"), "{place}")
    rule = replace(
        load_rules()[0], columns={"focus": "iri"}, observations=(), text=text, messages=words, remedies=words
    )
    (finding,) = lint(source, [rule])
    assert (finding.focus, finding.rule, finding.start_line) == (DOCUMENT.value, rule.iri, None)


def test_a_second_place_that_is_the_first_is_said_so(source: Source) -> None:
    text = "SELECT ?focus ?other WHERE { ?focus ?has ?a . BIND(?focus AS ?other) FILTER(ISIRI(?a)) } ORDER BY ?focus"
    words = dict.fromkeys(("nl", "fr", "en"), "see {otherPlace}")
    columns = {"focus": "iri", "other": "iri"}
    rule = replace(load_rules()[0], columns=columns, observations=(), text=text, messages=words, remedies=words)
    (finding,) = lint(source, [rule])
    assert finding.messages == {
        "nl": "see op dezelfde plaats",
        "fr": "see au même endroit",
        "en": "see in the same place",
    }
