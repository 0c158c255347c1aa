"""The packaged table: official concepts alone, every competency judged by a role, nothing said that is not meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from competencygraph.app.reviewer import names_person
from competencygraph.rdf.sssom import MANUAL, MATCHES, NO_TERM, Mapping, MappingSet, read_table, table_text
from competencygraph.store import open_store
from competencygraph.terms import resources
from competencygraph.terms.namespaces import CG, DATA_BASE

Groups = dict[str, tuple[str, str, str]]
TABLE = resources.path("mappings") / "esco.sssom.tsv"
ALLOWED = {MATCHES["closeMatch"], MATCHES["broadMatch"]}
ROLE = re.compile(re.escape(f"{DATA_BASE}graph/mappings/role/") + r"[a-z]+(?:-[a-z]+)*")
#: Words in a row that a comment may share with a definition of ESCO.
MOST_SHARED = 5
COMPETENCIES = f"""
SELECT ?competency ?name ?edition {{
  ?competency a <{CG}Competency> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
  GRAPH ?edition {{ ?competency a <{CG}Competency> }}
}}
"""


@pytest.fixture(scope="module")
def competencies(location: str) -> dict[str, tuple[str, str]]:
    """Return name and edition of the competencies of the five documents."""
    with open_store(location) as store:
        rows = store.query(COMPETENCIES).rows
    found = {str(row[0].value): (str(row[1].value), str(row[2].value)) for row in rows}  # type: ignore[union-attr]
    assert len(found) == 30
    return found


def faults(table: MappingSet, groups: Groups, competencies: dict[str, tuple[str, str]]) -> set[str]:
    """Return what is wrong with a table, a word for each kind of fault."""
    found = {word for one in table.mappings for word in faults_of(one, groups, competencies)}
    subjects = [one.subject for one in table.mappings]
    if set(subjects) != set(competencies):
        found.add("subjects")
    if len(table.mappings) != len({one.pair for one in table.mappings}):
        found.add("twice")
    if any(one.object == NO_TERM and subjects.count(one.subject) > 1 for one in table.mappings):
        found.add("both")
    said = str(table.about.get("comment"))
    if not all(words in said for words in ("European Union", "version 1.1.1", "2011/833/EU", "acknowledgement")):
        found.add("acknowledgement")
    if any(names_person(text) for text in table.about["creator_id"]):
        found.add("person")
    return found


def faults_of(one: Mapping, groups: Groups, competencies: dict[str, tuple[str, str]]) -> set[str]:
    """Return what is wrong with a line."""
    more = dict(one.further)
    label = competencies.get(one.subject, ("", ""))
    concept = groups.get(one.object)
    kinds = {
        "predicate": one.predicate not in ALLOWED or one.negated,
        "object": concept is None and one.object != NO_TERM,
        "label": concept is not None and (one.object_label, more.get("object_notation")) != (concept[1], concept[0]),
        "subject": (one.subject_label, more.get("subject_source_version")) != label,
        "justification": one.justification != MANUAL,
        "person": one.reviewer is None or not ROLE.fullmatch(one.reviewer),
        "confidence": not 0 < float(more.get("confidence", "0")) <= 1,
        "reason": not one.comment or not one.comment.endswith(".") or one.comment.count(". ") > 0,
        "copied": any(shares(one.comment or "", text) for _, _, text in groups.values()),
    }
    return {word for word, wrong in kinds.items() if wrong}


def shares(text: str, other: str) -> bool:
    """Tell whether two texts share more words in a row than a comment may."""
    words, others = (re.findall(r"\w+", one.lower()) for one in (text, other))
    runs = {tuple(others[at : at + MOST_SHARED + 1]) for at in range(len(others) - MOST_SHARED)}
    return any(tuple(words[at : at + MOST_SHARED + 1]) in runs for at in range(len(words) - MOST_SHARED))


def test_the_table_is_without_fault(groups: Groups, competencies: dict[str, tuple[str, str]]) -> None:
    table = read_table(TABLE)
    assert len(table.mappings) == 31
    assert faults(table, groups, competencies) == set()
    assert {one.object for one in table.mappings} & set(groups)
    assert [one.subject_label for one in table.mappings if one.object == NO_TERM] == [
        "Inleven",
        "Organisatiebetrokkenheid",
    ]
    # A judgement of each line, not one number for all.
    assert len({dict(one.further)["confidence"] for one in table.mappings}) > 5


MUTATIONS: dict[str, Callable[[Mapping], Mapping]] = {
    "predicate": lambda one: replace(one, predicate=MATCHES["exactMatch"]),
    "object": lambda one: replace(one, object="http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000000"),
    "label": lambda one: replace(one, object_label="another label"),
    "subject": lambda one: replace(one, subject_label="Iets anders"),
    "justification": lambda one: replace(one, justification="https://w3id.org/semapv/vocab/LexicalMatching"),
    "person": lambda one: replace(one, reviewer="https://orcid.org/0000-0002-1825-0097"),
    "confidence": lambda one: replace(one, further=(*dict(one.further, confidence="1.7").items(),)),
    "reason": lambda one: replace(one, comment=None),
    "copied": lambda one: replace(one, comment="Achieve objectives independently using optimal amount of time."),
}


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_faulty_line_is_seen(kind: str, groups: Groups, competencies: dict[str, tuple[str, str]]) -> None:
    table = read_table(TABLE)
    first, *others = table.mappings
    bad = replace(table, mappings=(MUTATIONS[kind](first), *others))
    assert kind in faults(bad, groups, competencies)


def test_a_competency_that_nobody_judged_is_seen(groups: Groups, competencies: dict[str, tuple[str, str]]) -> None:
    table = read_table(TABLE)
    assert faults(replace(table, mappings=table.mappings[1:]), groups, competencies) == {"subjects"}
    twice = replace(table, mappings=(*table.mappings, table.mappings[0]))
    assert faults(twice, groups, competencies) == {"twice"}
    unmatched = next(one for one in table.mappings if one.object == NO_TERM)
    given = replace(table.mappings[0], subject=unmatched.subject, subject_label=unmatched.subject_label)
    assert faults(replace(table, mappings=(*table.mappings, given)), groups, competencies) == {"both"}
    silent = replace(table, about={**table.about, "comment": "free to use"})
    assert faults(silent, groups, competencies) == {"acknowledgement"}


def test_the_file_is_as_the_program_writes_it() -> None:
    assert TABLE.read_bytes().decode("utf-8") == table_text(read_table(TABLE))


def test_the_pages_count_its_lines(repository: Path) -> None:
    lines = read_table(TABLE).mappings
    close, broad = (
        sum(one.predicate == MATCHES[name] and one.object != NO_TERM for one in lines)
        for name in ("closeMatch", "broadMatch")
    )
    told = f"{len(lines)}: {close} close, {broad} broader, {len(lines) - close - broad} without a match"
    assert told in (repository / "mappings" / "README.md").read_text(encoding="utf-8")
    page = (repository / "docs" / "how-to" / "esco.md").read_text(encoding="utf-8")
    shown = [int(number) for number in re.findall(r"^\| (?:`skos:|any,).*\| (\d+) \|$", page, re.MULTILINE)]
    assert shown == [close, broad, len(lines) - close - broad]
