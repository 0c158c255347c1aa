"""A second edition and many copies: no question gives a row twice, or a row of a superseded edition."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph import Graph

COPIES = 50
OLD, NEW = "De strategie bepalen voor het domein", "De lange termijn bepalen voor het domein"


@pytest.fixture(scope="module")
def graph(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """Return the five documents, document 000 in two editions, and fifty copies of it under keys of their own."""
    folder = tmp_path_factory.mktemp("documents")
    (original,) = documents.glob("000_*.txt")
    catalogue = ["frameworks: {federal-be: {titles: {en: Federal}, grade_scheme: federal}}", "documents:"]
    for number in range(COPIES):
        shutil.copy(original, folder / f"copy-{number}.txt")
        catalogue.append(f'  - {{file: copy-{number}.txt, key: "copy-{number}", framework: federal-be}}')
    (folder / "catalogue.yaml").write_text("\n".join(catalogue), encoding="utf-8")
    later = tmp_path_factory.mktemp("later")
    shutil.copy(documents / "catalogue.yaml", later)
    text = original.read_text(encoding="utf-8")
    assert OLD in text
    (later / original.name).write_text(text.replace(OLD, NEW), encoding="utf-8")
    with Graph.open(":memory:") as opened:
        opened.ingest(documents)
        assert opened.ingest(folder).counts["added"] == COPIES
        assert opened.ingest(later).counts["replaced"] == 1
        yield opened


@pytest.mark.parametrize(
    ("name", "values", "at_least"),
    [
        ("rises", {"from": "A4", "to": "A5"}, 6 * (COPIES + 1)),
        ("rises", {"from": "A1", "to": "A2", "include_unchanged": True}, 11),
        ("criteria", {}, 12 * (COPIES + 1)),
        ("requirements", {}, 39),
        ("profiles", {}, 15 + 3 * COPIES),
        ("profile", {"profile": "federal-be/000/family"}, 60),
        ("profile", {"profile": "lievegem/002/directeur-interne-organisatie"}, 180),
        ("evidence", {"node": "federal-be/000/family/criterion/strategie/a4"}, 1),
    ],
)
def test_no_row_comes_twice_or_from_a_superseded_edition(
    graph: Graph, name: str, values: dict[str, object], at_least: int
) -> None:
    rows = graph.query(name, **values)
    assert len(rows) >= at_least
    twice = {row: count for row, count in Counter(map(repr, rows)).items() if count > 1}
    assert twice == {}
    superseded = [row for row in rows for value in row.values() if "federal-be/000/ed/ea359150" in str(value)]
    assert superseded == []


def test_the_new_wording_is_the_only_one_asked(graph: Graph) -> None:
    rows = graph.query("rises", from_="A4", to="A5", family="federal-be/000/family")
    (strategy,) = [row for row in rows if row["aspectLabel"] == "Strategie"]
    assert str(strategy["fromText"]).startswith(NEW)


def test_the_superseded_edition_is_kept_in_its_own_graph(graph: Graph) -> None:
    asked = "ASK { GRAPH ?edition { ?s ?p ?o . FILTER(CONTAINS(STR(?o), '%s')) } }"
    assert graph.sparql(asked % OLD) is True
    assert graph.sparql("ASK { ?s ?p ?o . FILTER(CONTAINS(STR(?o), 'zeker nergens te vinden')) }") is False
