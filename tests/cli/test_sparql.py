"""``sparql``: free SPARQL in every form, refused where it reaches out, written only with --update."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., object]
TASKS = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/competencygraph/def/Task> }"


def test_rows_from_text_file_and_stdin(cli: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = cli("sparql", TASKS, "--store", store, "--format", "json")
    (row,) = json.loads(given.out)
    assert row["n"] > 100
    file = tmp_path / "tasks.rq"
    file.write_text(TASKS, encoding="utf-8")
    assert cli("sparql", file, "--store", store, "--format", "json").out == given.out
    monkeypatch.setattr("sys.stdin", io.StringIO(TASKS))
    assert cli("sparql", "-", "--store", store, "--format", "json").out == given.out


def test_a_truth_value_and_triples(cli: Run, store: Path) -> None:
    assert cli("sparql", "ASK { ?s ?p ?o }", "--store", store).out == "true\n"
    assert json.loads(cli("sparql", "ASK { ?s ?p ?o }", "--store", store, "--format", "srj").out)["boolean"] is True
    triples = cli(
        "sparql",
        "CONSTRUCT { ?s a <urn:t> } WHERE { ?s a <https://w3id.org/competencygraph/def/Grade> }",
        "--store",
        store,
    )
    lines = triples.out.splitlines()
    assert lines and lines == sorted(lines) and all(line.endswith(" .") for line in lines)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("SELECT * WHERE { SERVICE <http://localhost/> { ?s ?p ?o } }", 2, "SERVICE is not allowed"),
        ("LOAD <http://localhost/>", 2, ""),
        ("DELETE WHERE { ?s ?p ?o }", 2, "--update"),
        ("SELECT", 2, ""),
        ("{" * 4000, 2, ""),
        ("missing.rq", 2, "the query file cannot be read"),
    ],
)
def test_what_is_refused_is_one_line(cli: Run, store: Path, text: str, code: int, said: str) -> None:
    before = cli("sparql", TASKS, "--store", store).out
    result = cli("sparql", text, "--store", store)
    assert (result.code, result.out, len(result.errors)) == (code, "", 1)
    assert said in result.err
    assert cli("sparql", TASKS, "--store", store).out == before


def test_the_prefixes_of_the_project_need_no_declaration(cli: Run, store: Path) -> None:
    text = "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c . ?s a cg:FunctionProfile } GROUP BY ?c"
    result = cli("sparql", text, "--store", store)
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == ["c", "cg:FunctionProfile"]
    own = "PREFIX cg: <urn:own:> CONSTRUCT { cg:a cg:b skos:c } WHERE {}"
    assert cli("sparql", own, "--store", store).out == (
        "<urn:own:a> <urn:own:b> <http://www.w3.org/2004/02/skos/core#c> .\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "SELECT * WHERE {\n  ?s a foo:Bar }",
            "competencygraph: line 2, column 15: the prefix foo: is not declared; declare it with PREFIX; "
            "without declaration these are known: cg:, ",
        ),
        ("SELECT * {", "competencygraph: line 1, column 11: the text ends where SPARQL expects more; complete it"),
        (
            "SELECT ?s WHERE ?s",
            "competencygraph: line 1, column 17: SPARQL expects something else than “?s”; mend it",
        ),
    ],
)
def test_a_text_that_is_no_sparql_is_refused_with_its_place(cli: Run, store: Path, text: str, line: str) -> None:
    result = cli("sparql", text, "--store", store)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert result.errors[0].startswith(line)


def test_limits_end_in_three(cli: Run, store: Path) -> None:
    result = cli("sparql", "SELECT * WHERE { ?s ?p ?o }", "--store", store, "--max-rows", 5)
    assert (result.code, result.out, len(result.errors)) == (3, "", 1)
    assert "more than 5 rows" in result.err


def test_an_update_is_written(cli: Run, tmp_path: Path, documents: Path) -> None:
    store = tmp_path / "store"
    assert cli("ingest", next(iter(sorted(documents.glob("000_*.txt")))), "--store", store).code == 0
    done = cli("sparql", "INSERT DATA { <urn:a> skos:note <urn:c> }", "--update", "--store", store)
    assert (done.code, done.err) == (0, "updated\n")
    assert cli("sparql", "ASK { <urn:a> skos:note <urn:c> }", "--store", store).out == "true\n"
    refused = cli("sparql", "INSERT DATA { foo:a <urn:b> <urn:c> }", "--update", "--store", store)
    assert refused.code == 2 and "the prefix foo: is not declared" in refused.err


@pytest.mark.parametrize("seconds", ["inf", "1e300", "86401"])
def test_a_time_limit_beyond_a_day_is_a_plain_error(cli: Run, store: Path, seconds: str) -> None:
    result = cli("sparql", "ASK {}", "--store", store, "--timeout", seconds)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert "is not possible; give a number above 0, and 86400 (one day) at most" in result.err
    assert cli("sparql", "ASK {}", "--store", store, "--timeout", 86_400).out == "true\n"
    result = cli("sparql", "ASK {}", "--store", store, "--timeout", "nan")
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert "--timeout" in result.err


def test_the_help_says_that_an_update_has_no_time_limit(cli: Run) -> None:
    assert "no limit on --update" in " ".join(cli("sparql", "--help").out.split())


@pytest.mark.parametrize("update", [[], ["--update"]])
def test_a_text_that_is_too_long_is_refused(cli: Run, tmp_path: Path, documents: Path, update: list[str]) -> None:
    store = tmp_path / "store"
    assert cli("ingest", next(iter(sorted(documents.glob("000_*.txt")))), "--store", store).code == 0
    result = cli("sparql", "INSERT DATA { } #" + "a" * 100_000, "--store", store, *update)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert "has 100017 characters; the limit is 100000" in result.err
