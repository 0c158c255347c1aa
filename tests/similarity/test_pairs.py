"""Which nodes are paired: across documents, kinds and languages apart, one pair a node for a wording that many have."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from competencygraph.errors import UsageError
from competencygraph.similarity import Found, NodeText, find_pairs


def text(
    node: str, words: str, document: str, *, kind: str = "task", language: str = "nl", field: str = "t"
) -> NodeText:
    """Return a text of a node."""
    return NodeText(f"urn:{node}", f"urn:{field}", words, language, kind, f"urn:{document}")


def ends(found: Found) -> list[tuple[str, str]]:
    """Return both ends of each pair, without their scheme."""
    return [(pair.one.removeprefix("urn:"), pair.other.removeprefix("urn:")) for pair in found.pairs]


def test_documents_are_crossed_unless_asked_otherwise() -> None:
    texts = [text("a", "Dossiers opvolgen", "1"), text("b", "Het opvolgen van dossiers", "1")]
    assert find_pairs(texts).pairs == ()
    assert ends(find_pairs(texts, within=True)) == [("a", "b")]
    assert ends(find_pairs([texts[0], replace(texts[1], document="urn:2")])) == [("a", "b")]


@pytest.mark.parametrize("change", [{"kind": "indicator"}, {"language": "fr"}, {"language": ""}, {"field": "other"}])
def test_kinds_languages_and_properties_are_apart(change: dict[str, str]) -> None:
    one, other = text("a", "Dossiers opvolgen", "1"), text("b", "Dossiers opvolgen", "2", **change)
    assert find_pairs([one, other]).pairs == ()
    assert ends(find_pairs([one, text("b", "Dossiers opvolgen", "2")])) == [("a", "b")]


def test_variants_of_a_language_are_one() -> None:
    texts = [text("a", "Dossiers opvolgen", "1"), text("b", "Dossiers opvolgen", "2", language="nl-BE")]
    assert ends(find_pairs(texts)) == [("a", "b")]


def test_a_wording_that_many_have_makes_one_pair_a_node() -> None:
    texts = [text(f"n{number:03}", "Dossiers opvolgen", f"{number // 2}") for number in range(100)]
    found = find_pairs(texts)
    assert found.wordings == 1
    assert len(found.pairs) == 99
    nodes = {node for pair in found.pairs for node in (pair.one, pair.other)}
    assert len(nodes) == 100
    documents = {one.node: one.document for one in texts}
    assert all(documents[pair.one] != documents[pair.other] and pair.score == 1 for pair in found.pairs)


def test_two_wordings_make_one_pair_of_the_first_nodes_in_different_documents() -> None:
    texts = [
        text("a1", "Dossiers van burgers opvolgen", "1"),
        text("b1", "Het opvolgen van dossiers van burgers", "1"),
        text("b2", "Het opvolgen van dossiers van burgers", "2"),
    ]
    assert ends(find_pairs(texts)) == [("a1", "b2"), ("b1", "b2")]


def test_a_competency_is_alike_by_name_or_by_definition() -> None:
    name, definition = {"kind": "competency", "field": "name"}, {"kind": "competency", "field": "definition"}
    texts = [
        text("a", "Coachen", "1", **name),
        text("a", "Anderen begeleiden bij hun ontwikkeling", "1", **definition),
        text("b", "Coachen", "2", **name),
        text("b", "Medewerkers beoordelen", "2", **definition),
        text("c", "Begeleiden", "3", **name),
        text("c", "Anderen begeleiden in hun ontwikkeling", "3", **definition),
    ]
    found = find_pairs(texts)
    assert {end: sorted(pair.scores) for end, pair in zip(ends(found), found.pairs, strict=True)} == {
        ("a", "b"): ["urn:name"],
        ("a", "c"): ["urn:definition"],
    }
    assert found.pairs[0].score == 1


def test_the_order_of_the_texts_does_not_matter() -> None:
    texts = [
        text(f"n{number}", f"Dossiers {'nauwgezet ' * (number % 3)}opvolgen", f"{number % 4}") for number in range(30)
    ]
    expected = find_pairs(texts)
    assert expected.pairs
    random.Random(1).shuffle(texts)  # noqa: S311 - an order to try, no secret
    assert find_pairs(texts) == expected


def test_texts_without_words_are_counted() -> None:
    found = find_pairs([text("a", "…", "1"), text("b", "…", "2")])
    assert (found.pairs, found.texts, found.wordless) == ((), 2, 2)


@pytest.mark.parametrize("threshold", [0.3, 1.1, -1, float("nan")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(UsageError, match="is no score that can be asked"):
        find_pairs([], threshold=threshold)
