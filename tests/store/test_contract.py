"""What every store does, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from competencygraph import errors
from competencygraph.store import (
    EditionChange,
    GraphStore,
    catalogue_graph,
    local_graph,
    state_graph,
    vocabulary_graph,
)
from competencygraph.store.digests import state_of
from competencygraph.store.graphs import HAS_CURRENT_VERSION, PREVIOUS_VERSION

from .small import FRAMEWORK, TEXT, TITLE, document, edition

ALL_TEXTS = f"SELECT ?s ?o {{ ?s <{TEXT.value}> ?o }} ORDER BY ?s ?o"


def texts(store: GraphStore) -> list[str]:
    return [row[1].value for row in store.query(ALL_TEXTS).rows if isinstance(row[1], Literal)]


def catalogue(store: GraphStore, subject: str, predicate: str) -> set[str]:
    query = f"SELECT ?o {{ GRAPH <{catalogue_graph()}> {{ <{subject}> <{predicate}> ?o }} }}"
    return {row[0].value for row in store.query(query).rows if row[0] is not None}


def test_a_first_edition_is_added(store: GraphStore) -> None:
    change = edition("aaaa0001")
    (outcome,) = store.replace_editions([change])
    assert (outcome.kind, outcome.added, outcome.dropped) == ("added", 6, 0)
    assert store.count() == store.count(change.edition) == 6
    assert store.graphs() == (catalogue_graph(), change.edition)
    assert store.verify() > 0


def test_the_same_edition_again_writes_nothing(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001")])
    before = list(store.dump())
    assert [o.kind for o in store.replace_editions([edition("aaaa0001")])] == ["unchanged"]
    assert list(store.dump()) == before
    assert len(store.journal()) <= 1


def test_a_new_edition_supersedes_the_old_one(store: GraphStore) -> None:
    old, new = edition("aaaa0001"), edition("bbbb0002", size=3)
    store.replace_editions([old])
    (outcome,) = store.replace_editions([new])
    assert (outcome.kind, outcome.added, outcome.dropped) == ("replaced", 3, 4)
    assert store.count(old.edition) == 6, "superseded editions stay"
    assert not [text for text in texts(store) if text.startswith("aaaa")]
    assert len(texts(store)) == 5
    assert catalogue(store, document(), HAS_CURRENT_VERSION) == {new.edition}
    assert catalogue(store, str(new.edition), PREVIOUS_VERSION) == {old.edition}
    assert catalogue(store, str(old.edition), TITLE.value) == {"aaaa0001"}
    (found,) = store.list_documents()
    assert (found.edition, found.triples, found.superseded) == (new.edition, 5, (old.edition,))
    store.verify()


def test_an_old_edition_can_come_back(store: GraphStore) -> None:
    names = ["aaaa0001", "bbbb0002", "cccc0003", "aaaa0001"]
    for name in names:
        store.replace_editions([edition(name)])
    (found,) = store.list_documents()
    assert [iri[-8:] for iri in (found.edition, *found.superseded)] == ["aaaa0001", "cccc0003", "bbbb0002"]
    assert {text[:4] for text in texts(store)} == {"aaaa", "area"}
    store.verify()


def test_a_better_reading_of_the_same_edition_replaces_it_in_place(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001", size=4)])
    (outcome,) = store.replace_editions([edition("aaaa0001", size=2)])
    assert (outcome.kind, outcome.added, outcome.dropped) == ("replaced", 0, 2)
    assert store.count() == store.count(edition("aaaa0001").edition) == 4
    assert store.list_documents()[0].superseded == ()


def test_a_triple_stays_live_while_another_current_edition_states_it(store: GraphStore) -> None:
    both = [edition("aaaa0001", key, path="https://example.org/both") for key in ("000", "001")]
    store.replace_editions(both)
    assert store.count() == 10
    store.replace_editions([EditionChange(document("000"), None)])
    assert texts(store).count("area 0") == 1
    store.replace_editions([edition("bbbb0002", "001", shared=0)])
    assert texts(store).count("area 0") == 0
    store.verify()


def test_a_triple_of_the_vocabulary_stays_live(store: GraphStore) -> None:
    change = edition("aaaa0001")
    assert store.replace_graph(vocabulary_graph(), change.triples[:1], live=True)
    store.replace_editions([change])
    store.replace_editions([EditionChange(change.document, None)])
    assert len(texts(store)) == 1
    assert store.replace_graph(vocabulary_graph(), [], live=True)
    assert store.count() == 0
    assert store.graphs() == ()
    store.verify()


def test_removing_a_document_leaves_nothing_of_it(store: GraphStore) -> None:
    empty = list(store.dump())
    for name in ("aaaa0001", "bbbb0002"):
        store.replace_editions([edition(name)])
    (outcome,) = store.replace_editions([EditionChange(document(), None)])
    assert (outcome.kind, outcome.dropped) == ("removed", 6)
    assert list(store.dump()) == empty == []
    assert [o.kind for o in store.replace_editions([EditionChange(document(), None)])] == ["unchanged"]
    store.verify()


def test_removing_one_of_two_documents_keeps_their_framework(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001", "000"), edition("aaaa0001", "001")])
    store.replace_editions([EditionChange(document("000"), None)])
    assert catalogue(store, FRAMEWORK.value, TITLE.value) == {"A test"}
    assert [each.document for each in store.list_documents()] == [document("001")]


def test_a_changed_title_in_the_catalogue_replaces_the_old_one(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001")])
    (outcome,) = store.replace_editions([edition("aaaa0001", title="Another title")])
    assert (outcome.kind, outcome.added, outcome.dropped) == ("replaced", 0, 0)
    assert catalogue(store, FRAMEWORK.value, TITLE.value) == {"Another title"}


def test_a_batch_is_one_call(store: GraphStore) -> None:
    kinds = [o.kind for o in store.replace_editions([edition("aaaa0001", f"{n:03}") for n in range(50)])]
    assert kinds == ["added"] * 50
    assert store.count() == 300
    assert len(store.list_documents()) == 50
    store.verify()


@pytest.mark.parametrize("names", [("aaaa0001", "aaaa0001"), ("aaaa0001", "bbbb0002")])
def test_a_document_twice_in_one_call_is_refused(store: GraphStore, names: tuple[str, str]) -> None:
    with pytest.raises(errors.UsageError, match="twice"):
        store.replace_editions([edition(name) for name in names])
    assert store.graphs() == ()


def test_two_editions_and_fifty_copies_double_no_row(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001"), edition("bbbb0002", "single", path="https://example.org/copied")])
    store.replace_editions([edition("bbbb0002")])
    store.replace_editions([edition("bbbb0002", f"c{n:02}", path="https://example.org/copied") for n in range(50)])
    rows = store.query(ALL_TEXTS).rows
    assert len(rows) == 4 + 2 + 4 + 50 * 4 + 2
    assert len(set(rows)) == len(rows)
    assert not any(text.startswith("aaaa") for text in texts(store))
    joined = f"SELECT ?s ?o ?t {{ ?s <{TEXT.value}> ?o ; <{TEXT.value}> ?t }}"
    assert len(store.query(joined).rows) == len(rows), "each subject has one text"
    store.verify()


def test_counts_and_digests_follow_the_content(store: GraphStore) -> None:
    change = edition("aaaa0001")
    store.replace_editions([change])
    sentinel = f"SELECT ?o {{ GRAPH <{state_graph()}> {{ <{change.edition}> ?p ?o }} }}"
    ((value,),) = store.query(sentinel).rows
    assert value == Literal(state_of(change.triples, live=True).sentinel())


def test_blank_nodes_are_written_removed_and_recognised(store: GraphStore) -> None:
    def triples(text: str) -> list[Triple]:
        inner, outer = BlankNode(), BlankNode()
        return [Triple(outer, TEXT, inner), Triple(inner, TEXT, Literal(text)), Triple(FRAMEWORK, TEXT, outer)]

    assert store.replace_graph(vocabulary_graph(), triples("a"), live=True)
    before = list(store.dump())
    assert not store.replace_graph(vocabulary_graph(), triples("a"), live=True)
    assert list(store.dump()) == before
    assert store.replace_graph(vocabulary_graph(), triples("b"), live=True)
    assert store.count() == store.count(vocabulary_graph()) == 3
    assert store.query(f"ASK {{ <{FRAMEWORK.value}> <{TEXT.value}>/<{TEXT.value}>/<{TEXT.value}> 'b' }}").boolean
    store.verify()


def test_terms_come_back_as_they_were(store: GraphStore) -> None:
    values = [
        'a "quoted" \\ text',
        "line\nline\r\n\ttab",
        "\\u0041",
        "\x00\x01\x7f\u2028",
        "\U0001f600 é",
        "} ; DROP ALL",
        "'''",
    ]
    store.replace_graph(
        "https://example.org/g", [Triple(FRAMEWORK, TEXT, Literal(value)) for value in values], live=True
    )
    assert sorted(texts(store)) == sorted(values)
    store.verify()


def test_an_update_reaches_the_live_graph_and_its_own_graph(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001")])
    store.update("INSERT DATA { <a:a> <a:p> 1 . GRAPH <a:g> { <a:b> <a:p> 2 } }")
    assert (store.count(), store.count(local_graph()), store.count("a:g")) == (7, 1, 1)
    assert not store.query("ASK { <a:b> ?p ?o }").boolean
    store.verify()
    store.update("DELETE DATA { <a:a> <a:p> 1 } ; DROP GRAPH <a:g>")
    assert (store.count(), store.graphs()) == (6, (catalogue_graph(), edition("aaaa0001").edition))
    store.verify()


def test_an_update_leaves_editions_and_the_catalogue_alone(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001")])
    store.replace_editions([edition("aaaa0002"), edition("bbbb0001", "001")])
    before = list(store.dump()), store.list_documents()
    names = [edition("aaaa0001").edition, edition("aaaa0002").edition, edition("bbbb0001", "001").edition]
    assert set(names) < set(store.graphs())
    refused = []
    for name in [*names, catalogue_graph()]:
        for text in ("DROP GRAPH <{0}>", "CLEAR GRAPH <{0}>", "INSERT DATA {{ GRAPH <{0}> {{ <a:a> <a:b> 1 }} }}"):
            with pytest.raises(errors.QueryRefusedError, match="the update changes"):
                store.update(text.format(name))
            refused.append(name)
    for text in ("DROP ALL", "DELETE { GRAPH ?g { ?s ?p 'area 0' } } WHERE { GRAPH ?g { ?s ?p 'area 0' } }"):
        with pytest.raises(errors.QueryRefusedError, match="the update changes"):
            store.update(text)
    assert len(refused) == 12
    assert (list(store.dump()), store.list_documents()) == before
    store.verify()


@pytest.mark.parametrize(
    "term", ["<<( <a:a> <a:b> _:c )>>", "<<( <a:a> <a:b> 1 )>>", "<<( <a:a> <a:b> <<( _:a <a:b> 1 )>> )>>"]
)
@pytest.mark.parametrize("graph", ["{0}", "GRAPH <a:g> {{ {0} }}", "GRAPH <a:g> {{ << <a:s> <a:b> {1} >> <a:c> 1 }}"])
def test_an_update_writes_no_triple_terms(store: GraphStore, term: str, graph: str) -> None:
    store.replace_editions([edition("aaaa0001")])
    before = list(store.dump())
    with pytest.raises(errors.QueryRefusedError, match="a triple term, and the store keeps none"):
        store.update(f"INSERT DATA {{ {graph.format(f'<a:s> <a:b> {term}', term)} }}")
    assert list(store.dump()) == before
    store.update("INSERT DATA { <a:s> <a:b> _:c }")
    store.verify()


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("DELETE WHERE { ?s ?p 'area 0' }", "still states"),
        (f"CLEAR GRAPH <{state_graph()}>", "state graph"),
        (f"DROP GRAPH <{catalogue_graph()}>", "the catalogue of documents"),
        ("INSERT DATA { <a:a> }", "no valid SPARQL"),
        ("SELECT * { ?s ?p ?o }", "no valid SPARQL"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD is not allowed"),
        ("INSERT { <a:a> <a:b> ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
    ],
)
def test_updates_that_would_break_the_store_are_refused(store: GraphStore, sparql: str, reason: str) -> None:
    store.replace_editions([edition("aaaa0001")])
    before = list(store.dump())
    with pytest.raises(errors.QueryRefusedError, match=reason):
        store.update(sparql)
    assert list(store.dump()) == before
    store.verify()


def test_a_query_has_four_forms(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001", size=1, shared=0)])
    select = store.query("SELECT ?o ?none { ?s ?p ?o }")
    assert select.variables == ("o", "none")
    assert select.rows == ((Literal("aaaa0001 0", language="nl"), None),)
    assert store.query("ASK { ?s ?p ?o }").boolean is True
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples or ()) == 1
    assert len(store.query("DESCRIBE ?s { ?s ?p ?o }").triples or ()) == 1


def test_limits_of_a_query_give_nothing_partial(store: GraphStore) -> None:
    store.replace_editions([edition("aaaa0001", size=200)])
    assert len(store.query(ALL_TEXTS, max_rows=202).rows) == 202
    with pytest.raises(errors.QueryLimitError, match="more than 201 rows"):
        store.query(ALL_TEXTS, max_rows=201)
    with pytest.raises(errors.QueryLimitError, match="stopped after"):
        store.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.05)


@pytest.mark.parametrize("sparql", ["SELECT", "", "INSERT DATA { <a:a> <a:b> 1 }", "SELECT * { SERVICE <a:b> {} }"])
def test_a_text_that_is_no_query_is_refused(store: GraphStore, sparql: str) -> None:
    with pytest.raises(errors.QueryRefusedError):
        store.query(sparql)


def test_a_dump_loads_into_an_empty_store_alone(new_store: Callable[[], GraphStore], tmp_path: Path) -> None:
    first = new_store()
    first.replace_editions([edition("aaaa0001"), edition("aaaa0001", "001")])
    first.replace_editions([edition("bbbb0002")])
    first.replace_graph(vocabulary_graph(), [Triple(BlankNode(), TEXT, Literal("v"))], live=True)
    first.update("INSERT DATA { <a:a> <a:p> 1 }")
    lines, quads, documents = list(first.dump()), first.verify(), first.list_documents()
    assert lines == sorted(lines)
    file = tmp_path / "dump.nq"
    file.write_text("".join(lines), encoding="utf-8", newline="\n")
    second = new_store()
    assert second.load(file) == len(lines)
    assert list(second.dump()) == lines
    assert second.verify() == quads
    assert [o.kind for o in second.replace_editions([edition("bbbb0002")])] == ["unchanged"]
    assert second.list_documents() == documents
    with pytest.raises(errors.StoreError, match="not empty"):
        second.load(file)
    for broken, kind in [(lines[:-1], errors.StoreDamagedError), (["no quads"], errors.UsageError)]:
        file.write_text("".join(broken), encoding="utf-8", newline="\n")
        third = new_store()
        with pytest.raises(kind):
            third.load(file)
        assert list(third.dump()) == []


def test_names_that_the_store_keeps_are_refused(store: GraphStore) -> None:
    triples = [Triple(FRAMEWORK, TEXT, Literal("x"))]
    for graph in (state_graph(), catalogue_graph()):
        with pytest.raises(errors.UsageError):
            store.replace_graph(graph, triples, live=False)
        with pytest.raises(errors.UsageError):
            store.replace_editions([EditionChange(document(), graph, tuple(triples))])


def test_a_graph_that_is_not_live_stays_out_of_the_live_graph(store: GraphStore) -> None:
    triples = [Triple(FRAMEWORK, TEXT, Literal("x"))]
    assert store.replace_graph("a:g", triples, live=False)
    assert (store.count(), store.count("a:g")) == (0, 1)
    assert store.replace_graph("a:g", triples, live=True)
    assert store.count() == 1
    assert store.replace_graph("a:g", triples, live=False)
    assert store.count() == 0
    store.verify()


def test_a_closed_store_says_so(store: GraphStore) -> None:
    store.close()
    store.close()
    for call in (lambda: store.query("ASK {}"), lambda: store.update("INSERT DATA { <a:a> <a:b> 1 }"), store.count):
        with pytest.raises(errors.StoreError, match="closed"):
            call()


def test_the_store_is_a_graph_store(store: GraphStore) -> None:
    port: GraphStore = store
    assert port.count(NamedNode("a:absent").value) == 0


def test_a_dump_larger_than_is_sorted_at_once_is_sorted_as_a_whole(
    store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.replace_editions([edition("a", size=20), edition("b", "001", size=20)])
    whole = list(store.dump())
    assert whole == sorted(whole) and len(whole) > 40
    monkeypatch.setattr("competencygraph.store.exchange._CHUNK", 7)
    assert list(store.dump()) == whole
