"""Headers conform to their schema, and the queries run as they stand in any client."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from rdflib.plugins.sparql import prepareQuery

from competencygraph.errors import DefinitionError, UnknownQuestionError
from competencygraph.queries import QuestionCatalogue, load_catalogue
from competencygraph.queries.catalogue import load_lookup
from competencygraph.queries.header import PARAMS_MARK, header_schema, parse_header

QUERIES = Path(__file__).parents[2] / "queries"
FILES = sorted(
    file for file in QUERIES.rglob("*.rq") if file.relative_to(QUERIES).parts[0] not in {"export", "inference"}
)
GOOD = """\
#+ id: CQ-001
#+ title: {nl: Taken, fr: Tâches, en: Tasks}
#+ summary: All tasks.
#+ params:
#+   task: {type: iri}
#+ columns: {task: iri, text: text}
#+ unbound: [text]
#+ entailment: none
#+ tags: [task]
#+ example: {task: "urn:a"}
SELECT ?task ?text WHERE {
  #@params
  ?task ?p ?text
}
"""
BAD = {
    "no header": (GOOD.replace("#+", "#"), "the query has no header"),
    "no YAML": (GOOD.replace("{type: iri}", "{type: iri"), "the header is no YAML"),
    "a key twice": (GOOD.replace("#+ tags", "#+ id: CQ-002\n#+ tags"), "the key id stands twice"),
    "unknown key": (GOOD.replace("#+ tags", "#+ author: x\n#+ tags"), "'author' was unexpected"),
    "no id": (GOOD.replace("#+ id: CQ-001\n", ""), "'id' is a required property"),
    "id": (GOOD.replace("CQ-001", "Q1"), "id: 'Q1' does not match"),
    "language missing": (GOOD.replace(", en: Tasks", ""), "title: 'en' is a required property"),
    "parameter type": (GOOD.replace("{type: iri}", "{type: url}"), "params/task/type: 'url' is not one of"),
    "class of text": (
        GOOD.replace("{type: iri}", '{type: text, class: ["cg:Task"]}'),
        "params/task/type: 'iri' was exp",
    ),
    "class of another vocabulary": (GOOD.replace("{type: iri}", '{type: iri, class: ["ex:Task"]}'), "does not match"),
    "column type": (GOOD.replace("text: text", "text: string"), "columns/text: 'string' is not one of"),
    "required with default": (
        GOOD.replace("{type: iri}", "{type: text, required: true, default: x}"),
        "should not be valid",
    ),
    "no tags": (GOOD.replace("[task]", "[]"), "tags: [] "),
    "unbound column": (GOOD.replace("[text]", "[name]"), "unbound: there is no column name"),
    "example": (GOOD.replace('{task: "urn:a"}', '{node: "urn:a"}'), "example: there is no parameter node"),
    "variable": (GOOD.replace("task: {type", "tasks: {type"), "the query does not speak of ?tasks"),
    "no mark": (GOOD.replace("  #@params\n", ""), "'#@params' stands in the query exactly when"),
    "within": (GOOD.replace("{type: iri}", "{type: grade, within: {scheme: s}}"), "there is no parameter s"),
    "words of a number": (
        GOOD.replace("{type: iri}", "{type: integer, values: [one, two]}"),
        "params/task/type: 'text' was expected",
    ),
    "one word": (
        GOOD.replace("{type: iri}", "{type: text, values: [one]}"),
        "params/task/values: ['one'] is too short",
    ),
    "no mark of a table": (GOOD.replace("{type: iri}", "{type: scores}"), "'#@params' stands in the query exactly"),
    "table without its mark": (
        GOOD.replace("{type: iri}", "{type: iri}\n#+   scores: {type: scores}"),
        "'#@scores' stands nowhere",
    ),
    "table without its variables": (
        GOOD.replace("{type: iri}", "{type: iri}\n#+   scores: {type: scores}").replace(
            "  ?task ?p", "  #@scores\n  ?task ?p"
        ),
        "does not speak of ?part",
    ),
    "table with a default": (
        GOOD.replace("{type: iri}", "{type: iri}\n#+   scores: {type: scores, default: a}"),
        "params/scores",
    ),
    "language variable": (GOOD.replace("#+ tags", "#+ language: task\n#+ tags"), "both a parameter and the variable"),
}


def test_the_good_header_is_good() -> None:
    assert parse_header(GOOD, "good.rq", header_schema("question"))["id"] == "CQ-001"


@pytest.mark.parametrize("name", BAD)
def test_bad_headers_are_refused(name: str) -> None:
    text, said = BAD[name]
    assert text != GOOD
    with pytest.raises(DefinitionError) as caught:
        parse_header(text, "bad.rq", header_schema("question"))
    assert caught.value.where == "bad.rq"
    assert said in caught.value.what


def test_there_are_files() -> None:
    assert len(FILES) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_query_runs_as_it_stands_with_the_columns_of_its_header(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    kind = {"internal": "lookup", "lint": "rule"}.get(file.relative_to(QUERIES).parts[0], "question")
    header = parse_header(text, file.name, header_schema(kind))  # type: ignore[arg-type]
    columns = list(header["columns"])
    assert [variable.value for variable in pyoxigraph.Store().query(text).variables] == columns
    assert [str(variable) for variable in prepareQuery(text).algebra["PV"]] == columns
    assert "ORDER BY" in text
    assert not _values_in_union(text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_marks_stand_apart_from_union(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("#@params") == len(PARAMS_MARK.findall(text))


def test_values_in_a_union_are_seen() -> None:
    assert _values_in_union("SELECT * { { VALUES ?a { 1 } } UNION { ?a ?b ?c } }")
    assert _values_in_union("SELECT * { { ?a ?b ?c } UNION { #@params\n ?a ?b ?c } }")
    assert _values_in_union("SELECT * { { ?a ?b ?c } UNION { #@scores\n ?a ?b ?c } }")
    assert not _values_in_union("SELECT * { VALUES ?a { 1 } { ?a ?b ?c } UNION { ?a ?b ?d } }")


def test_names_and_ids_are_unique_and_names_are_stems() -> None:
    catalogue = load_catalogue()
    stems = {file.stem for file in FILES if file.relative_to(QUERIES).parts[0] not in {"internal", "inference", "lint"}}
    assert set(catalogue.names()) == stems
    question = catalogue.get("rises")
    with pytest.raises(DefinitionError, match="two questions have the name rises"):
        QuestionCatalogue((question, question))


def test_an_unknown_question_names_the_nearest_or_all() -> None:
    with pytest.raises(UnknownQuestionError, match="did you mean criteria"):
        load_catalogue().get("criterium")
    with pytest.raises(UnknownQuestionError, match="choose one of rises"):
        load_catalogue().get("zzz")


def test_a_folder_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="there is no question in this folder"):
        load_catalogue(tmp_path)


def test_lookups_take_the_short_header() -> None:
    assert load_lookup("grades-by-notation").params["notation"].required


def _values_in_union(text: str) -> bool:
    """Return whether a group of a UNION holds VALUES or the mark that becomes VALUES."""
    body = re.sub(r"#@[a-z]+", "VALUES", text)
    groups: list[tuple[int, int]] = []
    stack: list[int] = []
    for place, character in enumerate(body):
        if character == "{":
            stack.append(place)
        elif character == "}":
            groups.append((stack.pop(), place))
    assert not stack
    united = [
        (start, end)
        for start, end in groups
        if body[end + 1 :].lstrip().startswith("UNION") or body[:start].rstrip().endswith("UNION")
    ]
    return any("VALUES" in body[start:end] for start, end in united)


def test_the_schema_is_a_schema() -> None:
    from jsonschema import Draft202012Validator

    schema: dict[str, Any] = header_schema("question")
    Draft202012Validator.check_schema(schema)
