"""Every shape fires on what it forbids, on nothing else, and says so in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib import OWL, RDF, SH, BNode, Graph, Literal, URIRef

from .examples import CONTEXT, SURROUNDED, SURROUNDINGS, cases, findings, reports, validate
from .shape_files import (
    APART,
    CG,
    CGSH,
    EX,
    HERE,
    PROFILES,
    ROOT,
    RULES,
    badly_named,
    components,
    files,
    missing_words,
    owners,
    rules,
    shapes,
    undefined_placeholders,
    unknown_words,
    unnamed,
    unreached,
)

# A term of the project in the text of a query.
IN_QUERY = re.compile(r"(?<![\w:.])cg:([A-Za-z]\w*)")

each_rule = pytest.mark.parametrize(("profile", "rule"), RULES)


def test_profiles_and_rules_are_found() -> None:
    assert {"core", "publication"} <= set(PROFILES)
    assert all(any(owner == profile for owner, _ in RULES) for profile in PROFILES)
    assert len(RULES) > 50


def test_no_rule_stands_in_two_profiles() -> None:
    names = [rule for _, rule in RULES]
    assert sorted(names) == sorted(set(names))


# The examples


@each_rule
def test_good_examples_are_targeted_and_conform(profile: str, rule: str) -> None:
    graph = shapes(profile)
    targets = {(RDF.type, one) for owner in owners(graph, CGSH[rule]) for one in graph.objects(owner, SH.targetClass)}
    targets |= {(one, None) for owner in owners(graph, CGSH[rule]) for one in graph.objects(owner, SH.targetObjectsOf)}
    assert targets
    for file in cases(rule, "good"):
        data = Graph().parse(file)
        assert any((None, *target) in data for target in targets), file
        assert findings(profile, file) == set(), file


@each_rule
def test_bad_examples_cover_every_constraint_of_the_shape(profile: str, rule: str) -> None:
    reported = {file: findings(profile, file) for file in cases(rule, "bad")}
    for file, result in reported.items():
        assert {(focus, shape) for focus, shape, _ in result} == {(EX.bad, CGSH[rule])}, file
    seen = {component for result in reported.values() for _, _, component in result}
    assert seen == components(shapes(profile), CGSH[rule])


def test_surroundings_conform_and_are_left_alone() -> None:
    assert len(SURROUNDINGS) > 3
    assert validate(CONTEXT, shapes("core")) == set()
    examples = [file for profile, rule in RULES if profile == SURROUNDED for file in cases(rule)]
    assert [file for file in examples if SURROUNDINGS & set(Graph().parse(file).subjects())] == []


def test_nothing_is_reported_beside_the_examples(profile: str) -> None:
    assert len(reports(profile)) > 20
    assert reports(profile)[""] == set()


def stray(folder: Path, known: Iterable[str]) -> set[str]:
    """Return what stands in a folder of examples and is none of a known rule."""
    found = {path.name for path in folder.iterdir() if path.is_dir() and path.name not in {*known, "__pycache__"}}
    examples = (path for path in folder.glob("*/*") if path.parent.name != "__pycache__")
    wrong = (path for path in examples if path.suffix != ".ttl" or not path.stem.startswith(("good_", "bad_")))
    return found | {f"{path.parent.name}/{path.name}" for path in wrong}


def test_every_example_belongs_to_a_rule() -> None:
    assert stray(HERE, [rule for _, rule in RULES]) == set()


def test_a_stray_example_is_seen(tmp_path: Path) -> None:
    for name in ("Grade-rank/good_rank.ttl", "Grade-rank/Good_rank.ttl", "Grade-rnak/bad_rank.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert stray(tmp_path, ["Grade-rank"]) == {"Grade-rank/Good_rank.ttl", "Grade-rnak"}


# The words


@each_rule
def test_every_rule_says_what_and_what_to_do_in_three_languages(profile: str, rule: str) -> None:
    assert missing_words(shapes(profile), CGSH[rule]) == set()
    assert undefined_placeholders(shapes(profile), CGSH[rule]) == set()


def test_a_missing_language_is_seen(profile: str, mutable: Graph) -> None:
    rule = next(iter(rules(mutable).values()))
    for word in (SH.name, SH.message, CG.remedy):
        french = next(text for text in mutable.objects(rule, word) if getattr(text, "language", "") == "fr")
        mutable.remove((rule, word, french))
        assert missing_words(mutable, rule) == {str(word)}
        mutable.add((rule, word, french))
        mutable.add((rule, word, Literal("une deuxième fois", lang="fr")))
        assert missing_words(mutable, rule) == {str(word)}
        mutable.remove((rule, word, Literal("une deuxième fois", lang="fr")))
    assert missing_words(mutable, rule) == set()


def test_a_severity_that_is_not_written_out_is_seen(profile: str, mutable: Graph) -> None:
    rule = next(rule for rule in rules(mutable).values() if (None, SH.sparql, rule) not in mutable)
    mutable.remove((rule, SH.severity, None))
    assert missing_words(mutable, rule) == {str(SH.severity)}


def test_a_placeholder_that_no_query_fills_is_seen() -> None:
    graph = Graph()
    graph.add((EX.rule, SH.message, Literal("{?value} is not {$this}.", lang="en")))
    graph.add((EX.rule, SH.select, Literal("SELECT $this ?valeu WHERE {}")))
    assert undefined_placeholders(graph, EX.rule) == {"value"}


def test_no_word_of_shacl_is_misspelt() -> None:
    for profile in (*PROFILES, *APART):
        assert unknown_words(shapes(profile)) == set()


def test_a_misspelt_word_is_seen(mutable: Graph) -> None:
    mutable.add((CGSH["Grade-rank"], SH.path, CG.rank))
    mutable.add((CGSH["Grade-rank"], URIRef(f"{SH}nodekind"), URIRef(f"{SH}Litteral")))
    assert unknown_words(mutable) == {"nodekind", "Litteral"}


def declared() -> set[URIRef]:
    """Return the terms that the ontology declares."""
    graph = Graph()
    for file in (ROOT / "ontology").glob("*.ttl"):
        graph.parse(file)
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}


def undeclared(graph: Graph) -> set[str]:
    """Return the terms of the project that a graph or a query in it names and the ontology does not declare."""
    named = {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(str(CG))}
    for select in graph.objects(None, SH.select):
        named.update(CG[name] for name in IN_QUERY.findall(str(select)))
    return {str(term).removeprefix(str(CG)) for term in named - declared()} - {""}


def test_every_term_is_declared_in_the_ontology(profile: str) -> None:
    assert undeclared(shapes(profile)) == set()


def test_an_undeclared_term_is_seen(mutable: Graph) -> None:
    mutable.add((CGSH["Task-text"], SH.path, CG.txet))
    mutable.add((CGSH["Task-text"], SH.select, Literal("SELECT $this WHERE { $this ^cg:hasTsak/cg:position 1 }")))
    assert undeclared(mutable) == {"txet", "hasTsak"}


# The names


def test_every_shape_has_a_name_and_is_reached_by_a_target(profile: str) -> None:
    assert unnamed(shapes(profile)) == set()
    assert unreached(shapes(profile)) == set()


def test_a_shape_without_a_name_is_seen(mutable: Graph) -> None:
    blank = BNode()
    mutable.add((CGSH.Anything, SH.targetClass, CG.Task))
    mutable.add((CGSH.Anything, SH.property, blank))
    mutable.add((blank, SH.path, CG.text))
    assert unnamed(mutable) == {blank}


def test_a_shape_that_never_fires_is_seen(mutable: Graph) -> None:
    mutable.add((CGSH["Task-forgotten"], RDF.type, SH.PropertyShape))
    assert unreached(mutable) == {CGSH["Task-forgotten"]}


def test_files_and_shapes_are_named_after_the_class(profile: str) -> None:
    for file in files(profile):
        graph = Graph().parse(file)
        assert badly_named(graph, file.stem) == set(), file
        classes = {str(target) for target in graph.objects(None, SH.targetClass)}
        assert {re.split("[/#]", target)[-1] for target in classes} <= {file.stem}, file


@pytest.mark.parametrize("name", ["Task-2", "Task-text-a-b", "task-text", "Role-text", "Task_text"])
def test_a_bad_name_is_seen(name: str) -> None:
    graph = Graph()
    for good in ("Task", "Task-text", "Task-text-tagged"):
        graph.add((CGSH[good], RDF.type, SH.PropertyShape))
    assert badly_named(graph, "Task") == set()
    graph.add((CGSH[name], RDF.type, SH.PropertyShape))
    assert badly_named(graph, "Task") == {name}


# The shapes as shapes


def test_shapes_are_shapes(profile: str) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(profile), meta_shacl=True)
    assert conforms, text


def test_a_shape_that_is_none_is_seen() -> None:
    graph = Graph()
    graph.add((CGSH.Task, RDF.type, SH.NodeShape))
    graph.add((CGSH.Task, SH.targetClass, CG.Task))
    graph.add((CGSH.Task, SH.property, CGSH["Task-text"]))
    graph.add((CGSH["Task-text"], SH.path, CG.text))
    graph.add((CGSH["Task-text"], SH.maxCount, Literal("two")))
    with pytest.raises(ReportableRuntimeError, match="MetaSHACL"):
        pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
