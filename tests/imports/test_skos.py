"""Concept schemes of others become frameworks, hierarchy, languages and all, or are refused with the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.exporting import export_in
from competencygraph.app.importing import import_file, preview_import
from competencygraph.app.tracing import why
from competencygraph.errors import TakenKeyError
from competencygraph.imports.port import ImportOptions
from competencygraph.queries import ask, load_catalogue
from competencygraph.store import GraphStore, open_store

from .conftest import HERE, fill

THESAURUS, SKILLS = HERE / "thesaurus.rdf", HERE / "skills.turtle"
PREFIXES = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX cg: <https://w3id.org/competencygraph/def/> "
SKILL = "https://skills.example.net/id#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
VERB = "http://data.example.org/thesaurus/"


def rows(store: GraphStore, where: str) -> set[tuple[str, ...]]:
    """Return what the live graph says, as plain strings, variables by name, the ontology's own grades left out."""
    answer = store.query(f"{PREFIXES} SELECT * WHERE {{ {where} }}")
    order = sorted(range(len(answer.variables)), key=lambda index: answer.variables[index])
    found = {tuple(getattr(row[index], "value", "") for index in order) for row in answer.rows}
    return {row for row in found if not any("/id/grades/" in value for value in row)}


@pytest.fixture
def store(new_store: Callable[[], GraphStore]) -> GraphStore:
    """Return a writable store, of each kind, with both concept schemes."""
    made = new_store()
    for path in (THESAURUS, SKILLS):
        run = import_file(made, path)
        assert [outcome.kind for outcome in run.outcomes] == ["added"]
    return made


def test_hierarchy_languages_and_notations_stay(store: GraphStore) -> None:
    assert rows(store, "?a skos:broader ?b") == {(f"{VERB}c2", f"{VERB}c1"), (f"{VERB}c3", f"{VERB}c1")}
    assert rows(store, f"<{VERB}> skos:hasTopConcept ?top . ?top skos:topConceptOf <{VERB}>") == {(f"{VERB}c1",)}
    assert rows(store, f"<{VERB}c3> skos:prefLabel ?label BIND(LANG(?label) AS ?tag)") == {
        ("Kennis delen", "nl"),
        ("Partager des connaissances", "fr"),
    }
    assert rows(store, "?concept skos:notation ?notation") == {
        (f"{VERB}c1", "1"),
        (f"{VERB}c2", "1.1"),
        (f"{VERB}c3", "1.2"),
    }
    assert rows(store, f"<{VERB}c3> skos:exactMatch ?other") == {("http://vocab.example.com/sharing",)}
    assert rows(store, f"<{SKILL}listening> skos:narrower ?narrow") == {(f"{SKILL}asking",), (f"{SKILL}summarising",)}
    assert rows(store, f"<{SKILL}spoken> a skos:Collection ; skos:member ?member") == {
        (f"{SKILL}listening",),
        (f"{SKILL}asking",),
    }
    assert len(rows(store, f"<{SKILL}steps> skos:memberList/<{RDF}rest>*/<{RDF}first> ?member")) == 3
    assert rows(store, f"<{SKILL}listening> skos:note/<http://purl.org/dc/terms/created> ?day") == {("2025",)}


def test_it_is_a_framework_with_a_document_and_its_edition(store: GraphStore) -> None:
    frameworks = ask(store, load_catalogue().get("frameworks"), {}, language="nl").rows
    assert {(row["identifier"], row["frameworkLabel"]) for row in frameworks} == {
        ("thesaurus", "Thesaurus van werkwoorden in de dienst"),
        ("skills", "Vaardigheden voor het loket"),
    }
    assert {one.document.rpartition("/id/")[2] for one in store.list_documents()} == {
        "thesaurus/thesaurus",
        "skills/skills",
    }
    (quote,) = why(store, f"{SKILL}writing").quotes
    line = SKILLS.read_text(encoding="utf-8").splitlines()[quote.start_line - 1]
    assert (quote.file, line) == ("skills.turtle", ":writing a skos:Concept ;")


def test_what_is_used_as_a_concept_is_one_and_nothing_more(store: GraphStore) -> None:
    assert rows(store, f"<{SKILL}asking> a ?kind") == {("http://www.w3.org/2004/02/skos/core#Concept",)}
    assert not rows(store, "?concept a cg:Competency")
    assert not rows(store, "?concept a cg:Grade . ?concept skos:inScheme ?scheme . ?scheme a skos:ConceptScheme")


@pytest.mark.parametrize(
    ("concepts", "kind", "count"), [("competencies", "cg:Competency", 5), ("grades", "cg:Grade", 5), ("none", "", 0)]
)
def test_concepts_are_what_the_user_says(concepts: str, kind: str, count: int) -> None:
    with open_store(":memory:", write=True) as store:
        import_file(store, SKILLS, ImportOptions(as_key="loket/vaardigheden", title="Loket", concepts=concepts))
        assert [one.document.rpartition("/id/")[2] for one in store.list_documents()] == ["loket/vaardigheden"]
        if kind:
            found = rows(store, f"?concept a {kind} . FILTER(STRSTARTS(STR(?concept), '{SKILL}'))")
            assert len(found) == count
        (row,) = ask(store, load_catalogue().get("frameworks"), {}).rows
        assert (row["frameworkLabel"], row["competencies"]) == ("Loket", count if "Comp" in kind else 0)


def test_a_second_import_does_nothing_and_a_new_version_shows_what_changed(tmp_path: Path) -> None:
    with open_store(":memory:", write=True) as store:
        import_file(store, SKILLS)
        assert import_file(store, SKILLS).outcomes == ()
        path = tmp_path / "skills.turtle"
        path.write_text(SKILLS.read_text(encoding="utf-8").replace('"Doorvragen"', '"Navragen"'), encoding="utf-8")
        run = import_file(store, path)
        (document,) = run.preview.documents
        changed = [one for one in document.changes if one.kind == "changed" and one.node == f"{SKILL}asking"]
        assert document.kind == "other edition"
        assert ("Doorvragen", "Navragen") in {(one.before, one.after) for one in changed}
        assert [outcome.kind for outcome in run.outcomes] == ["replaced"]


def test_what_is_no_skos_is_reported() -> None:
    with open_store(":memory:", write=True) as store:
        (label,) = preview_import(store, THESAURUS).unplaced
        assert (label.count, label.place.line) == (2, 42)
        assert "skos-xl#Label" in label.what
        (agent,) = preview_import(store, SKILLS).unplaced
        assert "Agent" in agent.what


FAULTS = {
    "has no label": (
        ':letters a skos:Concept ;\n    skos:prefLabel "Brieven schrijven"@nl .',
        ":letters a skos:Concept .",
    ),
    "two preferred labels": ('"Schrijven"@nl , "Writing"@en', '"Schrijven"@nl , "Pennen"@nl'),
    "and another label of it too": ('"Doorvragen"@nl .', '"Doorvragen"@nl ; skos:altLabel "Doorvragen"@nl .'),
    "scheme or collection at once": (":spoken a skos:Collection", ":spoken a skos:Concept , skos:Collection"),
    "broader than itself": (":letters a skos:Concept ;", ":letters a skos:Concept ; skos:narrower :writing ;"),
    "does not describe": ("skos:narrower :letters", "skos:narrower :letters , :missing"),
}


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_told_with_its_line_and_nothing_is_imported(said: str, tmp_path: Path) -> None:
    before, after = FAULTS[said]
    text = SKILLS.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path = tmp_path / "faulty.ttl"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with open_store(":memory:", write=True) as store:
        run = import_file(store, path)
        assert run.outcomes == ()
        assert store.list_documents() == ()
    found = [fault for fault in run.preview.faults if said in fault.what]
    assert found, run.preview.faults
    assert all(fault.place.line and fault.remedy for fault in found)


def test_a_key_of_another_document_is_refused() -> None:
    with open_store(":memory:", write=True) as store:
        fill(store)
        with pytest.raises(TakenKeyError, match="another document"):
            preview_import(store, SKILLS, ImportOptions(as_key="demo/small"))


@pytest.mark.parametrize("source", ["small", "thesaurus", "skills"])
def test_the_export_of_an_import_is_the_export(source: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first.ttl", tmp_path / "second.ttl"
    with open_store(":memory:", write=True) as store:
        fill(store) if source == "small" else import_file(store, SKILLS if source == "skills" else THESAURUS)
        export_in(store, "skos", first)
    with open_store(":memory:", write=True) as store:
        assert len(import_file(store, first).outcomes) == 1
        export_in(store, "skos", second)
    assert len(first.read_bytes()) > 1000
    assert second.read_bytes() == first.read_bytes()
