"""Every kind of clash: seen by its query, confirmed by HermiT, minimal, and told apart from what is no clash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from competencygraph.errors import CheckLimitError
from competencygraph.reasoning import Reasoner, find_clashes, load_axioms, load_clash_kinds, sample_of
from competencygraph.reasoning.clashes import LIMIT, candidates
from competencygraph.terms import cg
from competencygraph.terms.namespaces import OWL, RDF, XSD

from .examples import HERE, read

KINDS = {kind.name: kind for kind in load_clash_kinds()}
BAD = sorted((HERE / "clashes").glob("*/bad*.ttl"))
FIRST = {file.parent.name: file for file in reversed(BAD)}
GOOD = sorted((HERE / "clashes").glob("*/good*.ttl"))
TYPE = NamedNode(f"{RDF}type")


@pytest.fixture(scope="module")
def reasoner() -> Iterator[Reasoner]:
    with Reasoner(timeout=300) as one:
        yield one


def test_every_kind_has_a_bad_and_a_good_example() -> None:
    assert len(KINDS) >= 5
    assert {file.parent.name for file in BAD} == {file.parent.name for file in GOOD} == set(KINDS)


@pytest.mark.parametrize("file", BAD, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_query_sees_the_clash(file: Path) -> None:
    seen = list(candidates(sample_of(read(*file.parts), load_axioms()), load_axioms()))
    assert [clash.kind.name for clash in seen] == [file.parent.name]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.parent.name)
def test_no_query_sees_a_clash_where_there_is_none(file: Path) -> None:
    sample = sample_of(read(*file.parts), load_axioms())
    assert sample.statements
    assert list(candidates(sample, load_axioms())) == []


@pytest.mark.parametrize("name", KINDS)
def test_messages_name_columns_in_three_languages(name: str) -> None:
    kind = KINDS[name]
    values = {column: f"<{column}>" for column in kind.columns}
    for language in ("nl", "fr", "en"):
        assert kind.titles[language]
        assert "<" in kind.messages[language].format(**values)


@pytest.mark.java
@pytest.mark.parametrize("file", BAD, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_hermit_confirms_the_clash_and_that_no_statement_of_it_can_go(reasoner: Reasoner, file: Path) -> None:
    sample = sample_of(read(*file.parts), load_axioms())
    found = find_clashes(reasoner, sample, load_axioms())
    (clash,) = found.clashes
    assert (clash.kind.name, found.more, found.complete) == (file.parent.name, 0, True)
    for one in clash.statements if file == FIRST[file.parent.name] else ():
        others = [other for other in clash.statements if other != one]
        assert reasoner.classify(others, sample.distinct).consistent


@pytest.mark.java
def test_hermit_finds_the_good_examples_consistent(reasoner: Reasoner) -> None:
    sample = sample_of([one for file in GOOD for one in read(*file.parts)], load_axioms())
    assert reasoner.classify(sample.statements, sample.distinct).consistent


@pytest.mark.java
def test_a_clash_that_no_query_looks_for_is_narrowed_down(reasoner: Reasoner) -> None:
    thing, twin = NamedNode("urn:thing"), NamedNode("urn:twin")
    clash = {
        Triple(thing, TYPE, NamedNode(cg.Competency)),
        Triple(twin, TYPE, NamedNode(cg.ProficiencyLevel)),
        Triple(thing, NamedNode(f"{OWL}sameAs"), twin),
    }
    other = [Triple(NamedNode(f"urn:task{number}"), TYPE, NamedNode(cg.Task)) for number in range(4)]
    found = find_clashes(reasoner, sample_of([*other, *clash], load_axioms()), load_axioms())
    assert [(one.kind.name, set(one.statements)) for one in found.clashes] == [("other", clash)]


def test_a_malformed_value_needs_no_reasoner() -> None:
    class Unasked(Reasoner):
        def __init__(self) -> None:
            """Ask nobody."""

    value = Literal("hoog", datatype=NamedNode(f"{XSD}integer"))
    grade = NamedNode("urn:grade")
    given = [Triple(grade, TYPE, NamedNode(cg.Grade)), Triple(grade, NamedNode(cg.rank), value)]
    (clash,) = find_clashes(Unasked(), sample_of(given, load_axioms()), load_axioms()).clashes
    assert clash.kind.name == "no-whole-number"


class Answering(Reasoner):
    """Finds everything inconsistent, until its time is up."""

    def __init__(self, answers: int) -> None:
        self.answers = answers

    def classify(self, facts: object, distinct: object = ()) -> object:  # type: ignore[override]
        from competencygraph.reasoning import Verdict

        self.answers -= 1
        if self.answers < 0:
            raise CheckLimitError("late")
        return Verdict(False)


def many(count: int) -> list[Triple]:
    return [
        Triple(NamedNode(f"urn:{number}"), TYPE, NamedNode(kind))
        for number in range(count)
        for kind in (cg.Grade, cg.PayScale)
    ]


def test_of_many_clashes_the_first_are_told() -> None:
    found = find_clashes(Answering(100), sample_of(many(LIMIT + 3), load_axioms()), load_axioms())
    assert (len(found.clashes), found.more, found.complete) == (LIMIT, 3, True)


def test_what_was_explained_when_the_time_was_up_is_told() -> None:
    found = find_clashes(Answering(2), sample_of(many(4), load_axioms()), load_axioms())
    assert (len(found.clashes), found.complete) == (2, False)
