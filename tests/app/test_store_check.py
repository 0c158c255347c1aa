"""A check of a store gives what a check of everything gives, whatever was kept from before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competencygraph.app.store_check import StoreFindings, check_editions
from competencygraph.errors import CheckLimitError, CompetencyGraphError
from competencygraph.model import (
    Competency,
    DocumentEntry,
    Evidence,
    FrameworkEntry,
    Item,
    ParsedDocument,
    ProficiencyLevel,
    Profile,
    SourceDocument,
)
from competencygraph.rdf import document_to_triples
from competencygraph.store import EditionChange, EmbeddedStore, open_store
from competencygraph.validation.edition import EditionData
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.stored import digest_of_triples

RULES = "0" * 40
LINES = tuple(f"regel {number}" for number in range(1, 9))
NAMES = ("Coachen", "coachen", "Plannen", "Visie")
TEXTS = ("De dienst leiden", "Het budget bewaken", "Vergaderen")


def document(
    kind: str, names: tuple[str, ...], texts: tuple[str, ...], version: int, *, alike: bool = False
) -> ParsedDocument:
    """Return a small document: a profile or a dictionary with competencies, their definitions, and tasks.

    Where documents are alike, those of one version share definitions and titles of levels whatever the names.
    """
    lines = (*LINES, f"versie {version}")
    competencies = tuple(
        Competency(
            name,
            Evidence(number, number),
            definition=f"Omschrijving {version % 2}" + ("" if alike else f" van {name.casefold()}"),
            levels=(
                ProficiencyLevel(
                    1,
                    f"Titel {version % 3}" if alike else None,
                    (Item(f"Luistert: {name.casefold()}", Evidence(7, 7)),),
                    Evidence(6, 6),
                ),
            ),
        )
        for number, name in enumerate(names, 1)
    )
    tasks = () if kind == "dictionary" else tuple(Item(text, Evidence(5, 5)) for text in texts)
    profile = Profile(kind, "Titel", Evidence(8, 8), tasks=tasks, competencies=competencies)  # type: ignore[arg-type]
    digest = sha256("\n".join(lines).encode()).hexdigest()
    return ParsedDocument(SourceDocument("document.txt", digest, "nl", lines), (profile,))


def put(store: EmbeddedStore, key: str, framework: str, parsed: ParsedDocument) -> None:
    """Make a document current."""
    graph = document_to_triples(parsed, DocumentEntry(key, FrameworkEntry(framework)))
    store.replace_editions([EditionChange(graph.document, graph.edition, graph.triples, graph.catalogue)])


def run(tasks: Iterable[EditionData]) -> Iterator[tuple[Finding, ...]]:
    """Find, in each edition, exactly what it was given: any difference in that is a difference in what is found."""
    for data in tasks:
        given_now = digest_of_triples((*data.triples, *data.elsewhere, *data.observed))
        yield (Finding("CG-given", Severity.INFO, {"en": given_now}, {}, data.document, "urn:rule", value=given_now),)


def check(store: EmbeddedStore, cache: Path | None) -> StoreFindings:
    return check_editions(store, run, rules=RULES, cache=cache)


STEPS = st.tuples(
    st.sampled_from(("a", "b", "c", "d")),
    st.sampled_from(("fw1", "fw2")),
    st.sampled_from(("profile", "dictionary", "gone")),
    st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple),
    st.lists(st.sampled_from(TEXTS), max_size=2, unique=True).map(tuple),
    st.integers(0, 3),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_what_was_kept_gives_what_a_full_check_gives(
    steps: list[tuple[str, str, str, tuple[str, ...], tuple[str, ...], int]],
) -> None:
    with TemporaryDirectory() as folder, open_store(":memory:", write=True) as store:
        for key, framework, kind, names, texts, version in steps:
            if kind == "gone":
                for held in store.list_documents():
                    if held.document.endswith(f"{framework}/{key}"):
                        store.replace_editions([EditionChange(held.document, None)])
            else:
                put(store, key, framework, document(kind, names, texts, version, alike=True))
            kept = check(store, Path(folder, "checks"))
            assert kept.findings == check(store, None).findings
            assert check(store, Path(folder, "checks")).checked == 0


def test_a_shared_definition_or_title_ties_editions_together(tmp_path: Path) -> None:
    cache = tmp_path / "checks"
    with open_store(":memory:", write=True) as opened:
        put(opened, "a", "fw1", document("profile", ("Coachen",), (), 0, alike=True))
        put(opened, "b", "fw2", document("profile", ("Visie",), (), 1, alike=True))
        assert check(opened, cache).checked == 2
        for version, checked in ((2, 2), (3, 2), (1, 2), (5, 1)):
            put(opened, "b", "fw2", document("profile", ("Visie",), (), version, alike=True))
            kept = check(opened, cache)
            assert kept.checked == checked, version
            assert kept.findings == check(opened, None).findings


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    with open_store(":memory:", write=True) as opened:
        put(opened, "a", "fw1", document("profile", ("Coachen",), ("De dienst leiden",), 0))
        put(opened, "b", "fw2", document("profile", ("Coachen",), ("Vergaderen",), 1))
        put(opened, "c", "fw1", document("profile", ("Visie",), ("Het budget bewaken",), 0))
        yield opened


def test_a_changed_edition_rechecks_itself_and_what_refers_to_it(store: EmbeddedStore, tmp_path: Path) -> None:
    cache = tmp_path / "checks"
    assert check(store, cache).checked == 3
    put(store, "b", "fw2", document("profile", ("Coachen",), ("Vergaderen",), 2))
    assert check(store, cache).checked == 2
    put(store, "c", "fw1", document("profile", ("Visie",), ("Het budget bewaken",), 1))
    assert check(store, cache).checked == 1


def test_a_check_that_is_broken_off_leaves_nothing_out_of_date(store: EmbeddedStore, tmp_path: Path) -> None:
    cache = tmp_path / "checks"
    check(store, cache)
    put(store, "b", "fw2", document("profile", ("Coachen",), ("Vergaderen",), 2))

    def broken(tasks: Iterable[EditionData]) -> Iterator[tuple[Finding, ...]]:
        for number, findings in enumerate(run(tasks)):
            if number == 1:
                raise KeyboardInterrupt
            yield findings

    with pytest.raises(KeyboardInterrupt):
        check_editions(store, broken, rules=RULES, cache=cache)
    assert check(store, cache).findings == check(store, None).findings


def test_an_edition_whose_check_is_ended_is_told_and_tried_again(store: EmbeddedStore, tmp_path: Path) -> None:
    def one_fails(tasks: Iterable[EditionData]) -> Iterator[tuple[Finding, ...] | CompetencyGraphError]:
        for data in tasks:
            yield CheckLimitError("too long") if data.document.endswith("/a") else next(run([data]))

    result = check_editions(store, one_fails, rules=RULES, cache=tmp_path / "checks")
    assert [document[-1] for document in result.errors] == ["a"]
    assert len(result.findings) == 2
    assert check(store, tmp_path / "checks").checked == 1


def test_other_rules_and_damaged_files_are_no_memory(store: EmbeddedStore, tmp_path: Path) -> None:
    cache = tmp_path / "checks"
    check(store, cache)
    files = sorted(cache.rglob("*.json"))
    assert len(files) == 3
    files[0].write_text("{", encoding="utf-8")
    files[1].write_text('{"document": 3}', encoding="utf-8")
    assert check(store, cache).checked == 2
    assert check_editions(store, run, rules="1" * 40, cache=cache).checked == 3
    assert len(list(cache.iterdir())) == 1


def test_a_folder_in_use_or_that_cannot_be_made_is_left_alone(store: EmbeddedStore, tmp_path: Path) -> None:
    assert check(store, tmp_path / "absent" / "checks").checked == 3
    assert not (tmp_path / "absent").exists()
    from filelock import FileLock

    with FileLock(tmp_path / "checks.lock"):
        assert check(store, tmp_path / "checks").checked == 3
    assert not (tmp_path / "checks").exists()


def test_nothing_but_files_of_ours_is_ever_removed(store: EmbeddedStore, tmp_path: Path) -> None:
    cache = tmp_path / "checks"
    check(store, cache)
    notes = cache / "notes"
    notes.mkdir()
    (notes / "mine.txt").write_text("mine", encoding="utf-8")
    other = cache / ("a" * 32)
    other.mkdir()
    (other / "mine.txt").write_text("mine", encoding="utf-8")
    (other / f"{'b' * 32}.json").write_text("{}", encoding="utf-8")
    check_editions(store, run, rules="1" * 40, cache=cache)
    assert (notes / "mine.txt").exists()
    assert [file.name for file in other.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("link", ["checks", "rules"])
def test_a_link_is_not_followed(store: EmbeddedStore, tmp_path: Path, link: str) -> None:
    precious = tmp_path / "precious"
    (precious / "photos").mkdir(parents=True)
    cache = tmp_path / "checks"
    if link == "checks":
        cache.symlink_to(precious)
    else:
        cache.mkdir()
        (cache / RULES[:32]).symlink_to(precious)
    assert check(store, cache).checked == 3
    assert [file.name for file in precious.iterdir()] == ["photos"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"CG-given"', '"CG-other"'),
        ('"findings": [{', '"findings": [] , "other": [{'),
        ('"start_line": null', '"start_line": "x"'),
    ],
)
def test_an_edited_entry_is_not_believed(store: EmbeddedStore, tmp_path: Path, before: str, after: str) -> None:
    cache = tmp_path / "checks"
    whole = check(store, cache).findings
    for file in cache.rglob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
    again = check(store, cache)
    assert (again.findings, again.checked) == (whole, 3)
