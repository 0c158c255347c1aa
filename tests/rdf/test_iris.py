"""IRIs: readable, valid for any text, the same on every run, and stable when a sibling joins."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from competencygraph.errors import CatalogueError, UnreadableDocumentError, UsageError
from competencygraph.model import DocumentEntry, FrameworkEntry, Item, ParsedDocument
from competencygraph.model.codec import from_json
from competencygraph.rdf import document_to_triples
from competencygraph.rdf.iris import (
    ITEM_WORDS,
    document_iri,
    edition_iri,
    framework_iri,
    grade_segment,
    short_digest,
    sibling_names,
    slug,
)

from .small import ENTRY, FAMILY, SMALL
from .strategies import CLASHING, texts

BASE = "https://example.org/id/"
REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Netwerk en vertegenwoordiging", "netwerk-en-vertegenwoordiging"),
        ("Coördinator", "coordinator"),
        ("Œuvre à l’échelle fédérale", "oeuvre-a-l-echelle-federale"),
        ("STRAẞE straße", "strasse-strasse"),
        ("7. Adviserende taken – uitvoerende taken", "7-adviserende-taken-uitvoerende-taken"),
        ("a" * 70, "a" * 60),
        ("woord " * 20, "-".join(["woord"] * 10)),
        ("", short_digest("")),
        ("•*", short_digest("•*")),
    ],
)
def test_a_heading_becomes_a_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_an_item_gives_its_first_eight_words() -> None:
    assert slug("een twee drie vier vijf zes zeven acht negen", ITEM_WORDS) == "een-twee-drie-vier-vijf-zes-zeven-acht"


@given(st.text())
def test_a_slug_is_a_valid_segment_of_at_most_sixty_characters(text: str) -> None:
    found = slug(text)
    assert 0 < len(found) <= 60
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert NamedNode(f"{BASE}{found}").value.endswith(found)


@given(st.lists(texts(), max_size=8))
def test_siblings_have_names_of_their_own(members: list[str]) -> None:
    names = sibling_names(members)
    assert len(names) == len(members)
    assert len(set(names)) == len(names)


@given(st.lists(texts(), min_size=1, max_size=8), texts())
def test_a_new_sibling_changes_only_names_that_it_clashes_with(members: list[str], new: str) -> None:
    before = sibling_names(members)
    after = sibling_names([*members, new])
    for text, old, name in zip(members, before, after, strict=False):
        if old != name:
            assert new != text
            assert slug(new) in {
                slug(text),
                *(each for each, other in zip(before, members, strict=True) if other == text),
            }


def test_a_number_steps_over_a_name_that_a_text_has_already() -> None:
    assert sibling_names(["Plannen", "Plannen", "Plannen 2"]) == ["plannen", "plannen-3", "plannen-2"]


def test_a_text_that_looks_like_a_digested_name_gets_a_digest_too() -> None:
    imitation = f"Plannen {short_digest('Plannen')}"
    names = sibling_names(["Plannen", "plannen", imitation])
    assert len(set(names)) == 3
    assert names[2] == f"{slug(imitation)}-{short_digest(imitation)}"


def test_a_text_that_takes_a_number_moves_the_numbers_behind_it() -> None:
    assert sibling_names(["Plannen"] * 3) == ["plannen", "plannen-2", "plannen-3"]
    assert sibling_names(["Plannen"] * 3 + ["Plannen 2"]) == ["plannen", "plannen-3", "plannen-4", "plannen-2"]


def test_reserved_names_are_left_alone() -> None:
    assert sibling_names(["grades"], reserved={"grades"}) == [f"grades-{short_digest('grades')}"]


@given(st.lists(st.text(max_size=4), unique=True, max_size=5))
def test_each_notation_of_a_grade_has_a_segment_of_its_own(notations: list[str]) -> None:
    segments = [grade_segment(notation) for notation in notations]
    assert len(set(segments)) == len(segments)
    for segment in segments:
        NamedNode(f"{BASE}grades/{segment}")


@pytest.mark.parametrize("text", CLASHING)
def test_a_task_that_joins_a_list_leaves_all_other_iris_as_they_were(text: str) -> None:
    area = FAMILY.result_areas[0]
    longer = dataclasses.replace(area, tasks=(*area.tasks, Item(text, area.tasks[0].evidence)))
    family = dataclasses.replace(FAMILY, result_areas=(longer,))
    document = ParsedDocument(SMALL.document, (family, *SMALL.profiles[1:]))
    before = {triple.subject for triple in document_to_triples(SMALL, ENTRY).triples}
    after = {triple.subject for triple in document_to_triples(document, ENTRY).triples}
    assert before < after
    assert len(after - before) == 1


def test_a_second_profile_with_the_title_of_the_first_is_numbered() -> None:
    document = ParsedDocument(SMALL.document, (FAMILY, FAMILY))
    subjects = {triple.subject.value for triple in document_to_triples(document, ENTRY, base=BASE).triples}
    assert {f"{BASE}demo/small/family", f"{BASE}demo/small/family-2"} <= subjects


@pytest.mark.parametrize("title", ["Grades", "ed", "Editorial", "agent"])
def test_a_title_never_takes_the_place_of_grades_or_editions(title: str) -> None:
    profile = dataclasses.replace(SMALL.profiles[1], title=title)
    graph = document_to_triples(ParsedDocument(SMALL.document, (profile,)), ENTRY, base=BASE)
    subjects = {triple.subject.value for triple in graph.triples}
    assert f"{graph.document}/{slug(title)}" not in subjects
    assert f"{graph.document}/{slug(title)}-{short_digest(slug(title))}" in subjects


@pytest.mark.parametrize("key", ["", "a b", "grades", "graph", "../x", "é"])
def test_a_framework_key_that_no_iri_can_hold_is_refused(key: str) -> None:
    with pytest.raises(CatalogueError, match="cannot stand in an IRI"):
        framework_iri(BASE, key)


@pytest.mark.parametrize("base", ["", "id/", "https://example.org/id", "https://example.org/a b/", "https://x.org/#/"])
def test_what_is_no_base_of_iris_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="no base"):
        framework_iri(base, "demo")


def test_a_reserved_document_key_is_refused() -> None:
    with pytest.raises(CatalogueError, match="organisation"):
        document_iri(framework_iri(BASE, "demo"), "organisation")


@pytest.mark.parametrize("digest", ["", "abc", "G" * 64, "a" * 65])
def test_what_is_no_digest_names_no_edition(digest: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="no SHA-256 digest"):
        edition_iri(f"{BASE}demo/a", digest)


def test_grades_of_the_known_scheme_are_that_schemes_and_others_the_documents() -> None:
    family = dataclasses.replace(FAMILY, grades=("A4", "Z9"), criteria=())
    document = ParsedDocument(SMALL.document, (family,))
    subjects = {triple.subject.value for triple in document_to_triples(document, ENTRY).triples}
    data = "https://w3id.org/competencygraph/id"
    assert {f"{data}/grades/federal/A4", f"{data}/demo/small/grades/Z9"} <= subjects
    apart = dataclasses.replace(ENTRY, framework=FrameworkEntry("demo"))
    subjects = {triple.subject.value for triple in document_to_triples(document, apart).triples}
    assert f"{data}/demo/small/grades/A4" in subjects
    assert f"{data}/grades/federal/A4" not in subjects


def test_the_examples_in_the_reference_are_true() -> None:
    written = (REPOSITORY / "docs" / "reference" / "iris.md").read_text(encoding="utf-8")
    examples = {
        word for word in re.findall(r"`([^`\s]+)`", written) if re.match(r"(federal-be|lievegem|grades/)", word)
    }
    examples = {example for example in examples if "{" not in example}
    assert len(examples) > 15
    subjects: set[str] = set()
    for key, framework in (("000", FrameworkEntry("federal-be", {}, "federal")), ("002", FrameworkEntry("lievegem"))):
        data = json.loads((REPOSITORY / f"tests/ingest/documents/{key}/expected.json").read_text(encoding="utf-8"))
        lines = [""] * data["document"]["lines"]
        data["document"]["placed"] = 0
        parsed = from_json(data, lines=lines)
        triples = document_to_triples(parsed, DocumentEntry(key, framework), base=BASE).triples
        subjects |= {
            triple.subject.value.removeprefix(BASE) for triple in triples if isinstance(triple.subject, NamedNode)
        }
    assert examples - subjects - {"grades/federal/A4"} == set()
