"""``why``: quotes whose lines a text editor confirms."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]


def nodes(cli: Run, store: Path, kind: str) -> list[str]:
    """Return the IRIs of the nodes of a class, sorted."""
    text = f"SELECT ?n WHERE {{ ?n a <https://w3id.org/competencygraph/def/{kind}> }} ORDER BY ?n"
    return [row["n"] for row in json.loads(cli("sparql", text, "--store", store, "--format", "json").out)]


@pytest.mark.parametrize("kind", ["Task", "CriterionDescriptor", "BehaviouralIndicator"])
def test_quotes_are_the_lines_of_the_document(cli: Run, store: Path, documents: Path, kind: str) -> None:
    found = nodes(cli, store, kind)
    assert len(found) > 40
    for node in found[:: len(found) // 5]:
        explanation = json.loads(cli("why", node, "--store", store, "--format", "json").out)
        assert explanation["quotes"]
        for quote in explanation["quotes"]:
            lines = (documents / quote["file"]).read_text(encoding="utf-8").split("\n")
            assert quote["text"].split("\n") == lines[quote["start_line"] - 1 : quote["end_line"]]


def test_the_text_has_numbered_lines(cli: Run, store: Path) -> None:
    result = cli("why", "federal-be/000/family/criterion/strategie/a5", "--store", store, "--lang", "nl")
    assert result.code == 0
    assert "000, regels 175–177 (000_9c9fb8fc10d5618f.txt)" in result.out
    assert "   175  De strategie bepalen voor het domein of de" in result.out


def test_a_node_is_headed_by_its_narrowest_class(cli: Run, store: Path) -> None:
    lines = cli("why", "criterion/strategie/a5", "--store", store).out.splitlines()
    assert lines[1].startswith("  criterion descriptor: De strategie bepalen")
    french = cli("why", "criterion/strategie", "--store", store, "--lang", "fr").out.splitlines()
    assert french[1].endswith(" : Strategie")


@pytest.mark.parametrize(
    "name",
    ["criterion/strategie/a5", "https://w3id.org/competencygraph/id/federal-be/000/family/criterion/strategie/a5"],
)
def test_an_ending_or_an_iri_does(cli: Run, store: Path, name: str) -> None:
    assert "lines 175–177" in cli("why", name, "--store", store).out


def test_a_passage_is_quoted_itself(cli: Run, store: Path) -> None:
    rows = json.loads(cli("query", "rises", "from=A4", "to=A5", "--store", store, "--format", "json").out)
    result = cli("why", rows[1]["fromSource"], "--store", store)
    assert result.code == 0 and "lines 172–173" in result.out


def test_a_node_without_lines_says_so(cli: Run, store: Path) -> None:
    result = cli("why", "federal-be", "--store", store)
    assert result.code == 0
    assert "the graph names no lines for" in result.err


@pytest.mark.parametrize(
    ("name", "said"),
    [("no/such", "the store holds no such node"), ("purpose", "several nodes end so"), ("a b:c", "this is no IRI")],
)
def test_an_unknown_or_ambiguous_name_is_one_line_and_two(cli: Run, store: Path, name: str, said: str) -> None:
    result = cli("why", name, "--store", store)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert said in result.err
