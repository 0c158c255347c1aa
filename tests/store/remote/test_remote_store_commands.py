"""Every command does on a server what it does on a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from competencygraph.cli.main import run

from ...servers.running import Servers

pytestmark = pytest.mark.slow
SERVERS = [
    pytest.param("oxigraph", marks=pytest.mark.server),
    pytest.param("virtuoso", marks=pytest.mark.virtuoso),
]
TASKS = "SELECT ?task WHERE { ?task a cg:Task } ORDER BY ?task LIMIT 5"
COMMANDS = [
    ("query", "rises", "from=A4", "to=A5", "--format", "csv"),
    ("query", "criteria", "--format", "json"),
    ("check", "--fail-on", "never", "--format", "json"),
    ("check", "federal-be/003", "--fail-on", "never"),
    ("compare", "federal-be/000", "federal-be/001"),
    ("compare", "002", "004"),
    ("why", "federal-be/000/family/result-area/coach"),
    ("store", "list"),
    ("store", "verify"),
    ("store", "dump"),
    ("sparql", TASKS, "--format", "csv"),
    ("sparql", "CONSTRUCT { ?s a cg:Task } WHERE { ?s a cg:Task } LIMIT 400"),
    ("ingest", "{documents}", "--dry-run"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, documents: Path) -> Path:
    """Return a store of the five documents in a folder."""
    place = tmp_path_factory.mktemp("commands") / "store"
    assert run(["ingest", str(documents), "--quiet", "--store", str(place)], {}) == 0
    return place


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, servers: Servers, documents: Path) -> Iterator[str]:
    """Return the address of a server with a store of the five documents."""
    url = servers.get(request.param).url
    assert run(["ingest", str(documents), "--quiet", "--store", url], {}) == 0
    yield url


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_answers_as_over_a_folder(
    command: tuple[str, ...], folder: Path, server: str, documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [part.replace("{documents}", str(documents)) for part in command]
    answers = []
    for place in (str(folder), server):
        capsys.readouterr()
        code = run([*given, "--store", place, "--lang", "nl"], {"COLUMNS": "120"})
        captured = capsys.readouterr()
        answers.append((code, captured.out or captured.err))
    assert answers[0][0] == 0
    assert answers[0][1]
    assert answers[0] == answers[1]


def test_a_document_is_replaced_and_removed(
    server: str, documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(iter(sorted(documents.glob("003*.txt"))))
    edited = tmp_path / file.name
    edited.write_text(file.read_text(encoding="utf-8").replace("team", "groep"), encoding="utf-8")
    catalogue = str(documents / "catalogue.yaml")
    assert run(["ingest", str(edited), "--catalogue", catalogue, "--store", server, "--lang", "en"], {}) == 0
    assert "replaced" in capsys.readouterr().err
    assert run(["compare", "003", "--store", server], {}) == 0
    assert run(["sparql", "--update", "INSERT DATA { <urn:a> <urn:b> 1 }", "--store", server], {}) == 0
    assert run(["store", "verify", "--store", server], {}) == 0
    assert run(["sparql", "--update", "DELETE DATA { <urn:a> <urn:b> 1 }", "--store", server], {}) == 0
    assert run(["store", "remove", "003", "--store", server], {}) == 0
    assert run(["ingest", str(file), "--store", server], {}) == 0
    assert run(["store", "verify", "--store", server], {}) == 0
    capsys.readouterr()
    assert run(["doctor", "--store", server, "--lang", "en"], {}) == 0
    assert "5 documents" in capsys.readouterr().out
