"""The use case over the five documents: consistent as they are, each kind of clash told with its lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from competencygraph.api import Graph
from competencygraph.app.reasoning import ReasonReport, reason
from competencygraph.errors import UnknownNodeError
from competencygraph.store import inference_graph, open_store
from competencygraph.terms import cg
from competencygraph.terms.namespaces import DATA_BASE

from .examples import HERE, Stores

#: By kind of clash: the profile, what the Dutch message says, and the documents that the passages are of.
CLASHES = {
    "two-kinds": ("directeur-interne-organisatie", ["“A4a”", "“niveau of klasse”", "“salarisschaal”"], {"002"}),
    "wrong-kind-of-value": (
        "directeur-interne-organisatie",
        ["“A4a”", "“functieprofiel”"],
        {"002"},
    ),
    "too-many-values": ("directeur-interne-organisatie", ["competentievereiste “Coachen”", "maar één zijn"], {"002"}),
    "no-whole-number": ("004/functieprofiel-leidinggevende", ["heeft -1 als “rang”", "geheel getal vanaf 0"], {"004"}),
    "within-itself": ("000/family", ["“staat in”", "omgekeerd"], {"000"}),
    "wrong-kind-through-family": ("000/family", ["“Strategie”", "“onderscheidend criterium”", "“doel van de"], {"000"}),
}
#: Its statement names a passage, whose IRI hangs on how the document is read.
TURNED = "within-itself"
pytestmark = pytest.mark.java


def documents_of(report: ReasonReport) -> set[str]:
    """Return the documents that a report quotes."""
    return {
        quote.document
        for contradiction in report.contradictions
        for statement in contradiction.statements
        for quote in statement.quotes
    }


def test_every_store_of_the_tests_is_of_a_kind() -> None:
    assert {file.stem for file in (HERE / "stores").glob("*.ttl")} == {*CLASHES, "other"} - {TURNED}


def test_the_documents_are_consistent_and_what_follows_is_written_once(stores: Stores) -> None:
    store = stores()
    steps: list[tuple[int, int]] = []
    before = store.count()
    report = reason(store, "federal-be/003/family", language="nl", progress=lambda *step: steps.append(step))
    assert (report.consistent, report.contradictions, report.root) == (True, (), f"{DATA_BASE}federal-be/003/family")
    assert {kind.label: len(kind.members) for kind in report.kinds} == {
        "leidinggevend profiel": 4,
        "familie van verschillende niveaus of klassen": 1,
    }
    assert report.inferences is not None and report.inferences.written
    assert store.count(inference_graph(store.base)) == report.inferences.count > 100
    assert store.count() == before
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    again = Graph(store, language="nl").reason(f"{DATA_BASE}federal-be/003/family/grade/c")
    assert again.root == report.root
    assert again.inferences is not None and not again.inferences.written


@pytest.mark.parametrize("kind", CLASHES)
def test_a_clash_is_explained_with_the_lines_behind_it(stores: Stores, kind: str) -> None:
    profile, said, documents = CLASHES[kind]
    store = stores(*([] if kind == TURNED else [f"{kind}.ttl"]))
    if kind == TURNED:
        turned = store.query((HERE / "turned_round.rq").read_text(encoding="utf-8")).triples
        assert turned and store.replace_graph("https://example.org/extra", turned, live=True)
    report = reason(store, profile, language="nl")
    assert (report.consistent, report.inferences, report.complete) == (False, None, True)
    assert store.count(inference_graph(store.base)) == 0
    told = {contradiction.kind: contradiction for contradiction in report.contradictions}
    assert kind in told
    for words in said:
        assert words in told[kind].message
    assert len(told[kind].statements) >= 2
    assert documents_of(report) == documents


def test_a_clash_is_told_in_the_language_that_is_asked(stores: Stores) -> None:
    store = stores("two-kinds.ttl")
    report = reason(store, "directeur-interne-organisatie", language="fr")
    assert report.contradictions[0].title == "Deux genres qui s'excluent"
    assert "« niveau ou classe »" in report.contradictions[0].message


def test_a_clash_that_no_query_looks_for_is_told_by_its_statements(stores: Stores) -> None:
    report = reason(stores("other.ttl"), "directeur-interne-organisatie")
    (contradiction,) = report.contradictions
    assert (contradiction.kind, report.complete) == ("other", True)
    assert 2 <= len(contradiction.statements) <= 4
    assert documents_of(report) == {"002"}


def test_the_newest_edition_is_looked_at_unless_told_otherwise(five: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.load(five)
        report = reason(store, materialise=False)
    assert report.root == f"{DATA_BASE}municipality-unknown/004/functieprofiel-leidinggevende"
    assert report.inferences is None
    assert [(kind.kind, kind.members) for kind in report.kinds] == [(cg.LeadingProfile, (report.root,))]


def test_what_is_no_profile_is_refused(stores: Stores) -> None:
    store = stores()
    for name, said in [
        ("criterion/strategie", "this is no family, profile or dictionary"),
        ("no/such", "the store holds no such node"),
    ]:
        with pytest.raises(UnknownNodeError, match=said):
            reason(store, name)
    with open_store(":memory:") as empty, pytest.raises(UnknownNodeError, match="the store holds no profile"):
        reason(empty)
