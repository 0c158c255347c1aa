"""``%question`` and ``%%sparql``: rows for what can be asked, one line for what cannot, and a kernel that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from competencygraph import Graph
from competencygraph.api import Result
from competencygraph.errors import CompetencyGraphError


@pytest.fixture(scope="module")
def shell(documents: Path) -> Iterator[Any]:
    made = InteractiveShell()
    made.run_line_magic("load_ext", "competencygraph")
    with Graph.open(":memory:", language="nl") as graph:
        graph.ingest(documents)
        made.user_ns["graph"] = graph
        yield made


def test_a_question_gives_the_rows_of_the_graph(shell: Any) -> None:
    result = shell.run_line_magic("question", "rises from=A4 to=A5")
    assert isinstance(result, Result)
    assert result == shell.user_ns["graph"].query("rises", from_="A4", to="A5")
    assert len(result) == 6


def test_quotes_hold_a_value_together(shell: Any) -> None:
    with pytest.raises(UsageError, match="no grade is printed as 'A 4'"):
        shell.run_line_magic("question", 'rises from="A 4" to=A5')


def test_sparql_gives_rows_that_know_their_types(shell: Any) -> None:
    result = shell.run_cell_magic("sparql", "", "SELECT ?t (STRLEN(?x) AS ?n) { ?t a cg:Task ; cg:text ?x } LIMIT 2")
    assert result.columns == {"t": "iri", "n": "integer"}
    assert shell.run_cell_magic("sparql", "", "ASK { ?t a cg:Task }") is True


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("", "LOAD <http://example.org/>", "LOAD"),
        ("", "SELECT * {", "the text ends where SPARQL expects more"),
        ("--max-rows 3", "SELECT * { ?s ?p ?o }", "3 rows"),
        ("--timeout 1", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "after 1 s"),
        ("", f"SELECT * {{ {'{' * 5000} ?s ?p ?o {'}' * 5000} }}", ""),
    ],
)
def test_what_may_not_run_ends_in_one_line_and_the_kernel_goes_on(shell: Any, line: str, cell: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        shell.run_cell_magic("sparql", line, cell)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert shell.run_cell_magic("sparql", "", "ASK {}") is True
    with pytest.raises(CompetencyGraphError):
        shell.user_ns["graph"].sparql(cell, **({"max_rows": 3} if "rows" in line else {"timeout": 1.0}))


def test_an_unknown_question_names_the_nearest(shell: Any) -> None:
    with pytest.raises(UsageError, match="did you mean rises"):
        shell.run_line_magic("question", "rise from=A4 to=A5")


def test_without_a_graph_the_store_is_opened_for_the_question_alone(documents: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Graph.open(store) as graph:
        graph.ingest(documents)
    made: Any = InteractiveShell()
    made.run_line_magic("load_ext", "competencygraph")
    result = made.run_line_magic("question", f"rises from=A4 to=A5 --store {store} --lang fr")
    assert len(result) == 6
    assert result.to_excel(tmp_path / "rises.xlsx").exists()


def test_a_store_that_is_not_there_is_said(tmp_path: Path) -> None:
    made: Any = InteractiveShell()
    made.run_line_magic("load_ext", "competencygraph")
    with pytest.raises(UsageError, match="there is no store"):
        made.run_line_magic("question", f"rises from=A4 to=A5 --store {tmp_path / 'absent'}")
