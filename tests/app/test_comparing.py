"""Comparing grades, profiles, editions and files: expected results written by hand, and agreement with `rises`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from competencygraph import Graph
from competencygraph.app.comparing import CompareOptions, Comparison, compare, compare_in
from competencygraph.compare import Change
from competencygraph.errors import CompetencyGraphError, ParameterError, UnknownNodeError, UsageError
from competencygraph.model import Evidence
from competencygraph.store import EmbeddedStore, open_store

from .comparing_cases import FIVE_EDITS, LEVEL_EDIT, edited, table


@pytest.fixture(scope="module")
def edits(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with document 000 after the five edits, and 002 with a competency at another level."""
    folder = tmp_path_factory.mktemp("edits")
    edited(documents, folder, "000", FIVE_EDITS)
    edited(documents, folder, "002", LEVEL_EDIT)
    return folder


@pytest.fixture(scope="module")
def store(documents: Path) -> Iterator[EmbeddedStore]:
    """Return a store with the five documents."""
    with open_store(":memory:", write=True) as opened:
        assert Graph(opened).ingest(documents).counts["added"] == 5
        yield opened


@pytest.fixture(scope="module")
def replaced(documents: Path, edits: Path) -> Iterator[EmbeddedStore]:
    """Return a store with the five documents, 000 and 002 in a second edition."""
    with open_store(":memory:", write=True) as opened:
        graph = Graph(opened)
        assert graph.ingest(documents).counts["added"] == 5
        assert graph.ingest(edits).counts["replaced"] == 2
        yield opened


def lines(evidence: Evidence | None) -> str:
    """Return lines as the tables write them."""
    if evidence is None:
        return ""
    start, end = evidence.start_line, evidence.end_line
    return str(start) if start == end else f"{start}-{end}"


def changed(comparison: Comparison) -> list[Change]:
    """Return what is not unchanged."""
    return [change for change in comparison.changes if change.kind != "unchanged"]


def five(comparison: Comparison) -> list[dict[str, str]]:
    """Return the changes as rows of the table of the five edits."""
    return [
        {
            "kind": one.kind,
            "section": one.section,
            "thing": one.thing,
            "old": one.old or "",
            "new": one.new or "",
            "place_a": " › ".join(one.place_a),
            "place_b": " › ".join(one.place_b),
            "lines_a": lines(one.lines_a),
            "lines_b": lines(one.lines_b),
        }
        for one in changed(comparison)
    ]


def by_text(row: dict[str, str]) -> tuple[str, str]:
    """Order rows as the table has them."""
    return row["old"], row["new"]


def test_five_edits_between_two_editions_are_told_as_written_by_hand(replaced: EmbeddedStore) -> None:
    expected = table("compare_five_edits.tsv")
    assert len(expected) == 5
    comparison = compare_in(replaced, "000")
    assert sorted(five(comparison), key=by_text) == sorted(expected, key=by_text)
    assert comparison.counts["unchanged"] > 80
    assert comparison.a.edition != comparison.b.edition
    assert all(one.node_a or one.node_b for one in comparison.changes)


def test_five_edits_in_a_file_are_told_as_between_editions(store: EmbeddedStore, edits: Path) -> None:
    (path,) = edits.glob("000_*.txt")
    expected = sorted(table("compare_five_edits.tsv"), key=by_text)
    before = list(store.dump())
    for names in ((path, "federal-be/000"), ("000", path), (path, None)):
        comparison = compare_in(store, *names)
        assert sorted(five(comparison), key=by_text) == expected, names
        assert (comparison.a.stored, comparison.b.stored) == (True, False)
    assert list(store.dump()) == before, "a comparison wrote to the store"


def test_two_files_are_compared_in_their_order_without_a_store(documents: Path, edits: Path, tmp_path: Path) -> None:
    (old,), (new,) = documents.glob("000_*.txt"), edits.glob("000_*.txt")
    nowhere = str(tmp_path / "no store")
    comparison = compare(nowhere, old, new)
    assert sorted(five(comparison), key=by_text) == sorted(table("compare_five_edits.tsv"), key=by_text)
    back = compare(nowhere, new, old)
    assert back.counts["added"] == comparison.counts["dropped"] == 1


def test_an_edition_is_named_by_its_iri_or_its_digest(replaced: EmbeddedStore) -> None:
    current = compare_in(replaced, "000")
    a, b = current.a.edition, current.b.edition
    digests = (a.rpartition("/")[2], b.rpartition("/")[2])
    for names in ((a, b), digests, (digests[0], "000")):
        assert compare_in(replaced, *names).changes == current.changes, names
    assert compare_in(replaced, b, a).counts["dropped"] == current.counts["added"]
    same = compare_in(replaced, b, b)
    assert not same.changed and same.counts["unchanged"] > 80


def test_a_level_that_was_changed_by_hand_is_lowered_and_back_it_is_raised(replaced: EmbeddedStore) -> None:
    comparison = compare_in(replaced, "lievegem/002")
    (change,) = changed(comparison)
    assert (change.kind, change.thing, change.label, change.old_level, change.new_level) == (
        "lowered",
        "level",
        "Visie",
        3,
        2,
    )
    assert lines(change.lines_a) == lines(change.lines_b) == "607"
    (back,) = changed(compare_in(replaced, comparison.b.edition, comparison.a.edition))
    assert (back.kind, back.old_level, back.new_level) == ("raised", 2, 3)


def test_the_vacancy_of_002_and_the_leader_of_004_as_read_by_hand(store: EmbeddedStore) -> None:
    comparison = compare_in(store, "002", "004")
    pairs = [one for one in comparison.changes if one.node_a and one.node_b]
    found = {
        (one.thing, one.label if one.section == "competencies" else ""): (
            one.kind,
            "" if one.old_level is None else str(one.old_level),
            "" if one.new_level is None else str(one.new_level),
            lines(one.lines_a),
            lines(one.lines_b),
        )
        for one in pairs
    }
    assert len(found) == len(pairs)
    expected = table("compare_002_004.tsv")
    places = []
    for row in expected:
        key = (row["thing"], "" if row["thing"] in {"title", "purpose"} else row["label"])
        kind, *rest = found.pop(key)
        assert rest == [row["old_level"], row["new_level"], row["lines_a"], row["lines_b"]], key
        if row["kind"] == "placed":
            places.append(kind)
        else:
            assert kind == row["kind"], key
    assert found == {}
    assert sorted(places) == ["moved", "moved", "unchanged"]
    counts = Counter((one.kind, one.thing) for one in comparison.changes if not (one.node_a and one.node_b))
    assert counts == {(row["kind"], row["thing"]): int(row["count"]) for row in table("compare_002_004_counts.tsv")}


def test_from_a4_to_a5_it_agrees_with_the_question_rises(store: EmbeddedStore) -> None:
    rows = Graph(store).query("rises", from_="A4", to="A5", family="federal-be/000/family")
    asked = [(row["change"], row["aspectLabel"], row["fromText"], row["toText"]) for row in rows]
    assert len(asked) == 6
    by_notation = compare_in(store, "federal-be/000", grades=("A4", "a5"))
    grades = "https://w3id.org/competencygraph/id/federal-be/000/family/grade"
    by_iri = compare_in(store, f"{grades}/a4", f"{grades}/a5")
    for comparison in (by_notation, by_iri):
        told = [(one.kind, one.label, one.old, one.new) for one in changed(comparison)]
        assert told == asked
        assert (comparison.a.name, comparison.b.name) == ("A4", "A5")
    assert [row["from"] for row in rows] and all(one.section == "criteria" for one in changed(by_notation))


def test_grades_of_two_editions_are_compared_grade_by_grade(replaced: EmbeddedStore) -> None:
    comparison = compare_in(replaced, "federal-be/000/family/grade/a4")
    assert {one.kind for one in changed(comparison)} == {"reworded", "added", "dropped", "moved"}
    assert all(one.section == "result-areas" for one in changed(comparison)), "the criterion of A5 is not of A4"
    assert compare_in(replaced, "federal-be/000/family/grade/a5").counts["reworded"] == 2


@pytest.mark.parametrize(
    ("names", "grades", "kind", "said"),
    [
        (("federal-be/00x",), None, UnknownNodeError, "did you mean federal-be/00"),
        (("federal-be/000/famly", "002"), None, UnknownNodeError, "did you mean federal-be/000/family?"),
        (("nothing like it at all", "002"), None, UnknownNodeError, "choose from federal-be/000"),
        (("a b:c", "002"), None, UnknownNodeError, "the store holds no such document"),
        (("family", "002"), None, UnknownNodeError, "several nodes end so"),
        (("003",), None, UsageError, "the document has no previous edition"),
        (("000",), ("A4", "A44"), ParameterError, "did you mean A4?"),
        (("000",), ("A4", "A6"), ParameterError, "choose from A4, A5"),
        (("002",), ("A4", "A5"), UsageError, "the document describes 0 function families"),
        (("0" * 8,), None, UnknownNodeError, "the store holds no such document, profile or edition"),
    ],
)
def test_a_name_that_cannot_be_compared_is_one_error_that_names_the_nearest(
    store: EmbeddedStore,
    names: tuple[str, ...],
    grades: tuple[str, str] | None,
    kind: type[CompetencyGraphError],
    said: str,
) -> None:
    with pytest.raises(kind) as caught:
        compare_in(store, *names, grades=grades)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_of_a_document_that_is_not_stored_says_so(store: EmbeddedStore, edits: Path, tmp_path: Path) -> None:
    (path,) = edits.glob("000_*.txt")
    with pytest.raises(UsageError, match="the store holds no document federal-be/new"):
        compare_in(store, path, options=CompareOptions(as_key="federal-be/new"))
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(UsageError, match=r"empty\.txt"):
        compare_in(store, empty, "000")


def test_a_document_of_several_profiles_is_not_compared_with_one(store: EmbeddedStore) -> None:
    families = compare_in(store, "000", "federal-be/003/family")
    assert families.a.node.endswith("federal-be/000/family")
    assert families.changed


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_text_word_and_pdf_of_one_document_are_the_same(
    store: EmbeddedStore, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    corpus = repository / "tests" / "ingest"
    monkeypatch.syspath_prepend(str(corpus / "corpus"))
    rendering: Any = import_module("rendering")
    blocks: Any = import_module("rendering.blocks")
    from_model: Any = import_module("rendering.from_model")
    model = (corpus / "documents" / "000" / "expected.json").read_text(encoding="utf-8")
    for text, counts in ((model, {}), (model.replace("een opleidingsplan", "een plan"), {"reworded": 1})):
        path = tmp_path / f"{len(counts)}-{rendering.file_name('000', kind)}"
        path.write_bytes(rendering.render(from_model.source_from(json.loads(text), layout=blocks.Layout()), kind))
        comparison = compare_in(store, "000", path)
        assert {name: count for name, count in comparison.counts.items() if count and name != "unchanged"} == counts
    (change,) = changed(comparison)
    assert change.lines_a is not None and change.lines_b is not None
    assert comparison.a.location(change.lines_a) is None
    place = comparison.b.location(change.lines_b)
    assert place is not None and (place.paragraph if kind == "docx" else place.page)
