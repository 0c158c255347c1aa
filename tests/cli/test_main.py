"""What holds for every command: help, exit codes, one line for an error, nothing heavy for --help."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from competencygraph import __version__
from competencygraph.cli._settings import Invocation
from competencygraph.cli.main import app

Run = Callable[..., object]
HEAVY = ("rdflib", "pyshacl", "owlready2", "pandas", "pyoxigraph", "SPARQLWrapper", "jsonschema", "yaml", "rich")
READERS = ("competencygraph.ingest", "competencygraph.store", "competencygraph.app.ingesting")


def commands() -> list[list[str]]:
    """Return the words of every command and group."""
    found = []
    for name, command in sorted(get_command(app).commands.items()):
        found.append([name])
        found += [[name, sub] for sub in sorted(getattr(command, "commands", {}))]
    return found


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=120, **options
    )


def test_there_are_commands() -> None:
    names = {words[0] for words in commands()}
    assert names == {
        "check",
        "compare",
        "demo",
        "doctor",
        "export",
        "import",
        "ingest",
        "mappings",
        "parse",
        "query",
        "questions",
        "reason",
        "sparql",
        "store",
        "template",
        "why",
    }
    assert {words[1] for words in commands() if words[0] == "mappings" and len(words) == 2} == {
        "accept",
        "list",
        "load",
        "reject",
        "suggest",
    }
    assert {words[1] for words in commands() if words[0] == "store" and len(words) == 2} == {
        "list",
        "remove",
        "verify",
        "backup",
        "restore",
        "dump",
    }


@pytest.mark.parametrize("words", [[], *commands()], ids=" ".join)
def test_help_has_an_example(cli: Run, words: list[str]) -> None:
    result = cli(*words, "--help")
    assert result.code == 0 and result.err == ""
    if words not in (["mappings"], ["store"]):
        example = result.out.split("Example:\n")[1].splitlines()[0]
        assert example.strip().startswith(" ".join(["competencygraph", *words]))


@pytest.mark.parametrize("words", [[], *commands()], ids=" ".join)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys; from competencygraph.cli.main import run; "
        f"code = run({[*words, '--help']!r}, {{}}); "
        f"print(sorted(set({HEAVY + READERS!r}) & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    if len(words) == 2:
        pytest.skip("the group stands for its commands")
    result = python("-c", program)
    assert result.returncode == 0
    assert "Usage:" in result.stdout
    assert result.stderr.strip() == "[]"


def test_what_is_heavy_would_be_seen() -> None:
    result = python("-c", "import sys, competencygraph.store; print('pyoxigraph' in sys.modules)")
    assert result.stdout.strip() == "True"


def test_importing_the_package_is_light() -> None:
    result = python(
        "-c", "import sys, competencygraph; print(sorted(m for m in sys.modules if m.startswith('competencygraph')))"
    )
    assert result.stdout.strip() == "['competencygraph', 'competencygraph._version']"


@pytest.mark.parametrize("words", [[], ["store"], ["--lang", "nl"]], ids=" ".join)
def test_a_group_without_a_command_shows_its_help(cli: Run, words: list[str]) -> None:
    result = cli(*words)
    asked = cli(*[word for word in words if word == "store"], "--help")
    assert (result.code, result.out, result.err) == (0, asked.out, "")
    assert len(result.out.splitlines()) > 8


def test_version(cli: Run) -> None:
    assert cli("--version").out == f"competencygraph {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nonsense"], "competencygraph: No such command 'nonsense'; see competencygraph --help"),
        (["parse"], "competencygraph: Missing argument 'FILE'; see competencygraph parse --help"),
        (["query", "rises", "from"], "competencygraph: rises: “from” is no key=value; write, for example, from=A4"),
        (["query", "rise"], "competencygraph: rise: there is no such question; did you mean rises?"),
    ],
)
def test_wrong_use_is_one_line_and_two(cli: Run, arguments: list[str], line: str) -> None:
    result = cli(*arguments, "--store", "absent") if arguments[0] == "query" else cli(*arguments)
    assert (result.code, result.out, result.errors) == (2, "", [line])


@pytest.mark.parametrize(
    "arguments", [["query", "rises", "from=A4", "to=A5"], ["why", "x"], ["store", "list"], ["sparql", "ASK {}"]]
)
def test_without_a_store_one_line_and_three(cli: Run, tmp_path: Path, arguments: list[str]) -> None:
    result = cli(*arguments, "--store", tmp_path / "absent")
    assert result.code == 3
    assert len(result.errors) == 1
    assert "run `competencygraph ingest` or `competencygraph demo` first" in result.err
    assert not (tmp_path / "absent").exists()


def test_errors_come_in_the_asked_language(cli: Run) -> None:
    assert cli("query", "rise", "--lang", "nl").errors == [
        "competencygraph: rise: deze vraag bestaat niet; bedoelde u rises?"
    ]
    assert cli("--lang", "fr", "query", "rise").err.endswith("vouliez-vous dire rises ?\n")
    assert "bedoelde u" in cli("query", "rise", COMPETENCYGRAPH_LANG="", LC_ALL="nl_BE.UTF-8").err


def test_the_language_of_the_environment() -> None:
    def language(**environ: str) -> str:
        return Invocation(environ).settings().language

    assert language() == "en"
    assert language(LANG="C.UTF-8") == "en"
    assert language(LANG="nl_BE.UTF-8") == "nl"
    assert language(LANG="nl_BE.UTF-8", LC_ALL="fr") == "fr"
    assert language(LANG="nld") == "en"
    assert language(LC_ALL="fr_BE", COMPETENCYGRAPH_LANG="nl") == "nl"


def test_the_store_of_the_environment() -> None:
    assert Invocation({}).settings().store == ".competencygraph"
    assert Invocation({"COMPETENCYGRAPH_STORE": "a"}).settings().store == "a"
    assert Invocation({"COMPETENCYGRAPH_STORE": "a"}, {"store": "b"}).settings().store == "b"


def test_a_server_that_cannot_be_reached_is_one_line_and_no_folder_is_made(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("store", "list", "--store", "http://127.0.0.1:9/sparql")
    assert (result.code, len(result.errors)) == (3, 1)
    assert result.errors[0].startswith("competencygraph: http://127.0.0.1:9/sparql: ")
    assert list(tmp_path.iterdir()) == []


def test_an_unexpected_error_is_one_line_and_three(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise ValueError("two\nlines")

    monkeypatch.setattr("competencygraph.app.describing.find_questions", fail)
    result = cli("questions")
    assert result.code == 3
    assert result.errors == ["competencygraph: unexpected ValueError: two lines; run again with --debug to see where"]
    traced = cli("questions", "--debug")
    assert "Traceback (most recent call last)" in traced.err and traced.code == 3


def test_debug_shows_where_a_known_error_comes_from(cli: Run) -> None:
    result = cli("query", "rise", "--debug")
    assert result.code == 2
    assert "Traceback" in result.err and result.errors[-1].startswith("competencygraph: rise:")


def test_an_interrupt_is_silent(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("competencygraph.app.describing.find_questions", interrupt)
    result = cli("questions")
    assert (result.code, result.out, result.err) == (130, "", "")


def test_a_reader_that_goes_away_is_no_error(store: Path) -> None:
    command = [sys.executable, "-m", "competencygraph", "store", "dump", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline().startswith(b"<")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_the_module_gives_the_exit_code() -> None:
    assert python("-m", "competencygraph", "nonsense").returncode == 2


def test_question_names_are_completed() -> None:
    environment = {**os.environ, "_COMPETENCYGRAPH_COMPLETE": "complete_bash"}
    result = python(
        "-m", "competencygraph", env=environment | {"COMP_WORDS": "competencygraph query ri", "COMP_CWORD": "2"}
    )
    assert result.stdout.split() == ["rises"]
    result = python(
        "-m", "competencygraph", env=environment | {"COMP_WORDS": "competencygraph query rises fr", "COMP_CWORD": "3"}
    )
    assert result.stdout.split() == ["from="]
