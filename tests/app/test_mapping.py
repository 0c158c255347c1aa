"""The review queue: suggestions of the five documents, verdicts that stay, and what enters the graph."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from filelock import FileLock

from competencygraph.app import mapping as mapping_module
from competencygraph.app.ingesting import IngestOptions, ingest_into
from competencygraph.app.mapping import (
    CANDIDATES,
    candidates_in,
    load_mappings,
    pairs_reviewed,
    review,
    reviewed_in,
)
from competencygraph.app.reviewer import check_reviewer
from competencygraph.app.similar import Suggestion, definitions_in, suggest, texts_of
from competencygraph.errors import CompetencyGraphError, FailureError, StoreError, UsageError
from competencygraph.rdf.sssom.curies import BUILT_IN
from competencygraph.rdf.sssom.mappings import LEXICAL, LEXICAL_THRESHOLD, MANUAL, MATCHES, Mapping, MappingSet
from competencygraph.rdf.sssom.tables import read_table, write_table
from competencygraph.store import mapping_graph, open_store
from competencygraph.terms.namespaces import DATA_BASE, SKOS

ROLE = "HR analyst"
NAMES = f"{DATA_BASE}lievegem/002/directeur-interne-organisatie/competency/"
OTHERS = f"{DATA_BASE}municipality-unknown/004/functieprofiel-leidinggevende/competency/"
MATCHED = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?a ?b { ?a skos:closeMatch|skos:exactMatch ?b }"


@pytest.fixture(scope="module")
def location(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> str:
    """Return the location of a store of the five documents; tests only read it."""
    folder = tmp_path_factory.mktemp("mapping") / "store"
    with open_store(folder, write=True) as store:
        report = ingest_into(store, sorted(documents.glob("*.txt")), IngestOptions())
    assert report
    return str(folder)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """Return the folder of a store of two documents; tests only read it."""
    folder = tmp_path_factory.mktemp("two") / "store"
    with open_store(folder, write=True) as store:
        ingest_into(
            store, [documents / "002_f60a622774fe8328.txt", documents / "004_7175f8b570ae9b07.txt"], IngestOptions()
        )
    return folder


@pytest.fixture
def own(two: Path, tmp_path: Path) -> str:
    """Return the location of a store of the test's own, with two documents."""
    return str(shutil.copytree(two, tmp_path / "own"))


@pytest.fixture(scope="module")
def suggested(tmp_path_factory: pytest.TempPathFactory, location: str) -> Path:
    """Return a folder with the candidates of the five documents; tests only read it."""
    made = tmp_path_factory.mktemp("suggested") / "mappings"
    suggestion(location, made)
    return made


@pytest.fixture
def folder(tmp_path: Path, suggested: Path) -> Path:
    """Return a folder of the test's own with the candidates of the five documents."""
    return Path(shutil.copytree(suggested, tmp_path / "mappings"))


def suggestion(location: str, folder: Path, **options: object) -> Suggestion:
    """Return what is suggested for a store."""
    with open_store(location) as store:
        return suggest(store, folder, folder / CANDIDATES, **options)  # type: ignore[arg-type]


def pair(name: str) -> tuple[str, str]:
    """Return the two competencies of one name."""
    return NAMES + name, OTHERS + name


def held(location: str) -> set[tuple[str, str]]:
    """Return the matches of the live graph."""
    with open_store(location) as store:
        return {(str(row[0].value), str(row[1].value)) for row in store.query(MATCHED).rows}  # type: ignore[union-attr]


def test_texts_have_their_language_and_document(location: str) -> None:
    with open_store(location) as store:
        texts = texts_of(store)
    assert len(texts) == 387
    assert {text.language for text in texts} == {"nl"}
    assert {text.kind for text in texts} == {"task", "indicator", "competency"}
    assert all(text.node.startswith(f"{text.document}/") for text in texts)
    assert len({text.document for text in texts}) == 5


def test_suggestions_of_the_five_documents(folder: Path) -> None:
    found = {(one.mapping.subject, one.mapping.object): one.mapping for one in candidates_in(folder)}
    assert len(found) == 17
    # One name and one definition: the same. One name and two definitions: close, whatever the score of the name.
    same, close = found[pair("resultaatgerichtheid")], found[pair("coachen")]
    assert (same.predicate, same.justification, same.score) == (MATCHES["exactMatch"], LEXICAL, 1)
    assert same.match_fields == (f"{SKOS}definition", f"{SKOS}prefLabel")
    assert (close.predicate, close.justification, close.score) == (MATCHES["closeMatch"], LEXICAL, 1)
    assert close.match_fields == (f"{SKOS}prefLabel",)
    assert (close.subject_source, close.object_source) == (
        f"{DATA_BASE}lievegem/002",
        f"{DATA_BASE}municipality-unknown/004",
    )
    near = [one for one in found.values() if one.score is not None and one.score < 1]
    assert len(near) == 5
    assert {one.justification for one in near} == {LEXICAL_THRESHOLD}
    scores = [one.mapping.score or 0 for one in candidates_in(folder)]
    assert scores == sorted(scores, reverse=True)


def test_the_same_data_gives_the_same_bytes(folder: Path, location: str, tmp_path: Path) -> None:
    suggestion(location, tmp_path / "again")
    assert (tmp_path / "again" / CANDIDATES).read_bytes() == (folder / CANDIDATES).read_bytes()
    suggestion(location, folder)
    assert (tmp_path / "again" / CANDIDATES).read_bytes() == (folder / CANDIDATES).read_bytes()


def test_candidates_conform_to_the_schema_of_the_standard(folder: Path, shared: Path) -> None:
    schema = json.loads((shared / "standards" / "sssom" / "sssom_schema.schema.json").read_text(encoding="utf-8"))
    schema["$ref"] = "#/$defs/MappingSet"
    review(folder, *pair("coachen"), predicate=None, reviewer=ROLE)
    for path in (folder / CANDIDATES, folder / "reviewed.sssom.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        columns = next(line for line in lines if not line.startswith("#")).split("\t")
        rows = [
            dict(zip(columns, line.split("\t"), strict=True)) for line in lines[lines.index("\t".join(columns)) + 1 :]
        ]
        assert rows
        several = {"reviewer_id", "subject_match_field", "object_match_field"}
        mappings = [
            {
                column: float(text) if column == "similarity_score" else text.split("|") if column in several else text
                for column, text in row.items()
                if text
            }
            for row in rows
        ]
        document = {**read_table(path).about, "mappings": mappings}
        jsonschema.validate(document, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, "mappings": [{**mappings[0], "predicate_modifier": "Never"}]}, schema)
        curies = {text for row in rows for column, text in row.items() if column.endswith(("_id", "_source")) and text}
        known = {*read_table(path).prefixes, *BUILT_IN}
        assert {curie.partition(":")[0] for curie in curies} <= known


def test_kinds_threshold_and_within_narrow_and_widen(location: str, tmp_path: Path) -> None:
    competencies = suggestion(location, tmp_path, kinds=["competency"])
    assert competencies.written == 6
    assert suggestion(location, tmp_path, threshold=0.99).written < 17
    across = suggestion(location, tmp_path, threshold=0.5).written
    assert suggestion(location, tmp_path, threshold=0.5, within=True).written > across > 17
    with pytest.raises(UsageError, match="is no score that can be asked"):
        suggestion(location, tmp_path, threshold=0.1)


def test_a_verdict_moves_the_line_and_stays(folder: Path, location: str) -> None:
    before = len(candidates_in(folder))
    one, other = pair("coachen")
    done = review(
        folder, other, one, predicate="broadMatch", reviewer=" HR  analyst", comment="ruimer", name="gemeenten"
    )
    assert done.path == folder / "gemeenten.sssom.tsv"
    (kept,) = reviewed_in(folder)
    assert (kept.mapping.subject, kept.mapping.predicate, kept.mapping.object) == (other, MATCHES["broadMatch"], one)
    assert kept.mapping.subject_source == f"{DATA_BASE}municipality-unknown/004"
    assert kept.mapping.justification == MANUAL
    assert str(kept.mapping.reviewer).endswith("/role/hr-analyst")
    assert (kept.mapping.comment, kept.mapping.negated, kept.mapping.score) == ("ruimer", False, 1)
    assert len(candidates_in(folder)) == before - 1
    text = done.path.read_bytes()
    again = suggestion(location, folder)
    assert (again.written, again.reviewed) == (before - 1, 1)
    assert done.path.read_bytes() == text


def test_a_rejected_pair_is_not_suggested_again(folder: Path, location: str) -> None:
    review(folder, *pair("visie"), predicate=None, reviewer=ROLE)
    (kept,) = reviewed_in(folder)
    assert (kept.mapping.negated, kept.mapping.predicate) == (True, MATCHES["closeMatch"])
    assert suggestion(location, folder).reviewed == 1
    assert frozenset(pair("visie")) in pairs_reviewed(folder)
    assert pair("visie") not in {(one.mapping.subject, one.mapping.object) for one in candidates_in(folder)}


def test_a_reviewed_line_is_not_overwritten(folder: Path) -> None:
    review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)
    text = (folder / "reviewed.sssom.tsv").read_bytes()
    for name in ("reviewed", "another"):
        with pytest.raises(UsageError, match=r"reviewed\.sssom\.tsv, line \d+: this pair is reviewed already"):
            review(folder, *pair("coachen"), predicate=None, reviewer=ROLE, name=name)
    assert (folder / "reviewed.sssom.tsv").read_bytes() == text


def test_lines_and_header_of_others_stay(folder: Path) -> None:
    path = folder / "reviewed.sssom.tsv"
    mine = Mapping(
        "http://example.org/a",
        MATCHES["relatedMatch"],
        "http://example.org/b",
        MANUAL,
        further=(("confidence", "0.9"),),
    )
    about = {"mapping_set_id": "http://example.org/set", "license": "http://example.org/l", "comment": "ons werk"}
    write_table(path, MappingSet(about, (mine,), {"ex": "http://example.org/"}))
    review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)
    read = read_table(path)
    assert read.about == about
    assert mine in read.mappings
    assert len(read.mappings) == 2
    assert "ex:a\t" in path.read_text(encoding="utf-8")


def test_suggestions_never_replace_reviewed_mappings(folder: Path, location: str) -> None:
    done = review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)
    text = done.path.read_bytes()
    with open_store(location) as store, pytest.raises(UsageError, match="the file holds reviewed mappings"):
        suggest(store, folder, done.path)
    assert done.path.read_bytes() == text


def test_reviewed_mappings_are_no_candidates(folder: Path, tmp_path: Path) -> None:
    done = review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)
    assert candidates_in(tmp_path / "elsewhere", done.path) == ()
    text = done.path.read_bytes()
    with pytest.raises(UsageError, match="this pair is no candidate"):
        review(folder, *pair("coachen"), predicate=None, reviewer=ROLE, name="x", candidates=done.path)
    with pytest.raises(UsageError, match="the candidates have this name"):
        review(
            folder,
            *pair("coachen"),
            predicate=None,
            reviewer=ROLE,
            candidates=folder / ".." / folder.name / done.path.name,
        )
    assert done.path.read_bytes() == text


def test_a_pair_that_is_no_candidate_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="this pair is no candidate"):
        review(folder, NAMES + "coachen", OTHERS + "visie", predicate="closeMatch", reviewer=ROLE)


PERSONS = [
    *("Jan Peeters", "Marie-Claire Dubois", "jan.peeters@example.org", "jan.peeters", "0000-0002-1825-0097"),
    *("orcid:0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "mailto:a@b", "user_12", "u123456", ""),
    *("dhr. Peeters", "x" * 61, "analyst Jan Peeters", "JAN PEETERS"),
]


@pytest.mark.parametrize("role", PERSONS)
def test_a_person_is_refused_as_reviewer(folder: Path, role: str) -> None:
    before = (folder / CANDIDATES).read_bytes()
    with pytest.raises(UsageError):
        review(folder, *pair("coachen"), predicate="closeMatch", reviewer=role)
    assert (folder / CANDIDATES).read_bytes() == before
    assert not (folder / "reviewed.sssom.tsv").exists()


@pytest.mark.parametrize(
    "role", ["HR analyst", "HR-analist", "Analyste RH", "équipe compétences", "Editor (level 2)", "P&O-adviseur"]
)
def test_a_role_is_taken(role: str) -> None:
    assert check_reviewer(role) == role


@pytest.mark.parametrize("comment", ["bel Jan Peeters op 0475 12 34 56", "vraag het aan jan@example.org"])
def test_contact_data_in_a_comment_is_refused(folder: Path, comment: str) -> None:
    with pytest.raises(UsageError, match="the comment names a person"):
        review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE, comment=comment)


@pytest.mark.parametrize("name", ["../x", "A B", "", "x" * 80, "candidates"])
def test_the_name_of_a_set_is_no_path(folder: Path, name: str) -> None:
    with pytest.raises(UsageError):
        review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE, name=name)
    assert [path.name for path in folder.parent.glob("**/*.tsv")] == [CANDIDATES]


def test_a_person_in_a_reviewed_table_is_named_by_its_line(folder: Path) -> None:
    mapping = Mapping("http://example.org/a", MATCHES["closeMatch"], "http://example.org/b", MANUAL)
    for bad in (
        replace(mapping, reviewer="https://orcid.org/0000-0002-1825-0097"),
        replace(mapping, further=(("author_id", "orcid:0000-0002-1825-0097"),)),
        replace(mapping, further=(("creator_label", "jan@example.org"),)),
    ):
        write_table(folder / "bad.sssom.tsv", MappingSet({}, (bad,)))
        with pytest.raises(UsageError, match=r"bad\.sssom\.tsv, line \d+: the line names a person"):
            reviewed_in(folder)


def test_a_pair_with_two_verdicts_is_named_by_its_line(folder: Path) -> None:
    mapping = Mapping("http://example.org/a", MATCHES["closeMatch"], "http://example.org/b", MANUAL)
    turned = replace(mapping, subject=mapping.object, object=mapping.subject, negated=True)
    write_table(folder / "a.sssom.tsv", MappingSet({}, (mapping,)))
    write_table(folder / "b.sssom.tsv", MappingSet({}, (turned,)))
    with pytest.raises(UsageError, match=r"b\.sssom\.tsv, line 4: the pair is accepted and rejected"):
        load_mappings("nowhere", folder)


def test_one_reviewer_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping_module, "_PATIENCE", 0.01)
    with FileLock(folder / ".review.lock"), pytest.raises(FailureError, match="another process is reviewing here"):
        review(folder, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)


@pytest.fixture
def reviewed(own: str, tmp_path: Path) -> Iterator[Path]:
    """Return a folder with an accepted, a rejected and an unjudged mapping, and one of a node that no store holds."""
    made = tmp_path / "reviewed"
    suggestion(own, made)
    review(made, *pair("coachen"), predicate="closeMatch", reviewer=ROLE)
    review(made, *pair("visie"), predicate=None, reviewer=ROLE)
    (known, *_) = reviewed_in(made)
    gone = replace(known.mapping, object=f"{DATA_BASE}gone", line=None)
    unjudged = replace(known.mapping, subject=NAMES + "netwerken", justification=LEXICAL, reviewer=None, line=None)
    write_table(made / "more.sssom.tsv", MappingSet({"mapping_set_id": "urn:x"}, (gone, unjudged)))
    yield made


def test_accepted_mappings_enter_the_graph_and_others_do_not(own: str, reviewed: Path) -> None:
    with open_store(own) as store:
        digest = store.count()
    loaded = load_mappings(own, reviewed)
    assert (loaded.loaded, loaded.rejected, loaded.changed) == (1, 1, True)
    assert [one.listed.mapping.object for one in loaded.unknown] == [f"{DATA_BASE}gone"]
    assert [one.nodes for one in loaded.unknown] == [(f"{DATA_BASE}gone",)]
    assert [one.mapping.subject for one in loaded.unreviewed] == [NAMES + "netwerken"]
    assert held(own) == {pair("coachen")}
    with open_store(own) as store:
        assert (store.count(mapping_graph()), store.count()) == (1, digest + 1)
        assert store.verify() > 0
    assert load_mappings(own, reviewed).changed is False
    assert len(read_table(reviewed / "more.sssom.tsv").mappings) == 2


def test_what_is_no_longer_accepted_leaves_the_graph(own: str, reviewed: Path) -> None:
    load_mappings(own, reviewed)
    assert held(own)
    (reviewed / "reviewed.sssom.tsv").unlink()
    assert load_mappings(own, reviewed).loaded == 0
    assert held(own) == set()


def test_mappings_outlive_a_document_that_is_read_again(own: str, reviewed: Path, documents: Path) -> None:
    load_mappings(own, reviewed)
    with open_store(own, write=True) as store:
        ingest_into(store, [documents / "004_7175f8b570ae9b07.txt"], IngestOptions())
    assert held(own) == {pair("coachen")}


def test_definitions_are_there_where_a_store_is(location: str, tmp_path: Path) -> None:
    assert set(definitions_in(location, [*pair("coachen"), "urn:gone"])) == set(pair("coachen"))
    assert definitions_in(str(tmp_path), pair("coachen")) == {}


@pytest.mark.parametrize(
    ("action", "error"),
    [
        (lambda folder: candidates_in(folder / "none"), UsageError),
        (lambda folder: load_mappings(str(folder / "none"), folder), StoreError),
        (lambda folder: load_mappings(str(folder / "none"), folder / "none"), UsageError),
    ],
    ids=["no candidates", "no store", "no folder"],
)
def test_what_is_missing_is_named(folder: Path, action: object, error: type[CompetencyGraphError]) -> None:
    with pytest.raises(error) as caught:
        action(folder)  # type: ignore[operator]
    assert "none" in str(caught.value.where)
    assert caught.value.remedy
