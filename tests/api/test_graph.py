"""The Python interface: `Graph`."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

import competencygraph
from competencygraph import Graph
from competencygraph.errors import ParameterError, QueryRefusedError, StoreError, UnknownNodeError, UnknownQuestionError
from competencygraph.ingest import parse_document

KEYS = [
    "federal-be/000/family",
    "lievegem/002/directeur-interne-organisatie",
    "municipality-unknown/004/functieprofiel-leidinggevende",
]


@pytest.fixture(scope="module")
def graph(documents: Path) -> Graph:
    """Return a graph of the five documents in memory."""
    graph = Graph.open(":memory:")
    assert graph.ingest(documents).counts == {"added": 5, "replaced": 0, "unchanged": 0, "refused": 0}
    return graph


def test_the_package_offers_what_it_says() -> None:
    assert competencygraph.__all__ == ["Graph", "__version__", "load_ipython_extension"]
    assert competencygraph.Graph is Graph
    with pytest.raises(AttributeError, match="no attribute 'Grahp'"):
        competencygraph.Grahp  # noqa: B018 - asked for on purpose


def test_query_gives_rows_of_plain_values(graph: Graph) -> None:
    rows = graph.query("rises", from_="A4", to="A5")
    assert len(rows) == 6
    assert list(rows[0])[:4] == ["family", "familyLabel", "aspect", "aspectLabel"]
    assert {row["change"] for row in rows} == {"reworded"}
    assert graph.query("rises", from_="A4", to="A5", include_unchanged=True, family="federal-be/000/family")


def test_query_refuses_what_it_does_not_know(graph: Graph) -> None:
    with pytest.raises(UnknownQuestionError):
        graph.query("rise")
    with pytest.raises(ParameterError, match="the parameter to is missing"):
        graph.query("rises", from_="A4")
    with pytest.raises(ParameterError, match="no parameter 'form'"):
        graph.query("rises", form_="A4", to="A5")


@pytest.mark.parametrize("name", KEYS)
def test_a_profile_comes_back_as_its_document_gave_it(graph: Graph, documents: Path, name: str) -> None:
    (file,) = documents.glob(f"{name.split('/')[1]}_*.txt")
    assert graph.profile(name) == parse_document(file).profiles[0]


def test_a_profile_at_a_grade_gives_its_family(graph: Graph) -> None:
    assert graph.profile("federal-be/000/family/grade/a4") == graph.profile("federal-be/000/family")


@pytest.mark.parametrize("name", ["federal-be/999/family", "federal-be", "not an iri: at all"])
def test_an_unknown_profile_is_refused(graph: Graph, name: str) -> None:
    with pytest.raises(UnknownNodeError):
        graph.profile(name)


def test_sparql_gives_rows_a_truth_value_or_triples(graph: Graph) -> None:
    assert graph.sparql("ASK { ?s ?p ?o }") is True
    rows = graph.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/competencygraph/def/Task> }")
    assert isinstance(rows, list) and isinstance(rows[0], dict) and rows[0]["n"] > 100
    triples = graph.sparql("CONSTRUCT { <urn:a> <urn:b> 'c' } WHERE {}")
    assert triples == [("<urn:a>", "<urn:b>", '"c"')]
    with pytest.raises(QueryRefusedError):
        graph.sparql("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


def test_why_gives_lines(graph: Graph) -> None:
    (quote,) = graph.why("federal-be/000/family/criterion/strategie/a5").quotes
    assert (quote.document, quote.start_line, quote.end_line) == ("000", 175, 177)


def test_a_folder_keeps_what_was_ingested(tmp_path: Path, documents: Path) -> None:
    (first,) = documents.glob("000_*.txt")
    with Graph.open(tmp_path / "store") as graph:
        assert graph.ingest(first).counts["added"] == 1
    with Graph.open(tmp_path / "store", language="nl") as graph:
        assert len(graph.query("rises", from_="A4", to="A5")) == 6
        assert graph.ingest(first).counts["unchanged"] == 1
    with pytest.raises(StoreError):
        graph.query("criteria")


def test_a_new_edition_replaces_the_old_in_every_answer(tmp_path: Path, documents: Path) -> None:
    (first,) = documents.glob("000_*.txt")
    shutil.copy(documents / "catalogue.yaml", tmp_path)
    file = tmp_path / first.name
    with Graph.open(":memory:") as graph:
        graph.ingest(first)
        before = graph.query("rises", from_="A4", to="A5")
        file.write_text(first.read_text(encoding="utf-8").replace("aanwenden", "toewijzen"), encoding="utf-8")
        assert graph.ingest(file).counts["replaced"] == 1
        after = graph.query("rises", from_="A4", to="A5")
    assert [row["aspect"] for row in after] == [row["aspect"] for row in before]
    assert "toewijzen" in str(after[1]["toText"]) and "aanwenden" not in str(after)


def test_a_bad_file_is_refused_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with Graph.open(":memory:") as graph:
        (outcome,) = graph.ingest(tmp_path / "empty.txt").refused
    assert "empty.txt: the file is empty" in str(outcome.error)


def test_the_page_about_the_interface_is_true(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = repository / "docs" / "reference" / "python-api.md"
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 8
    assert result.failed == 0
