"""What no command may stumble over: odd names, closed and full streams, characters that steer a terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from competencygraph.app.check_baseline import read_baseline
from competencygraph.app.check_report import CheckedDocument, CheckReport
from competencygraph.app.collecting import collect
from competencygraph.cli._findings import plain_text, text_report
from competencygraph.cli._findings_html import html_report
from competencygraph.cli._messages import Messages
from competencygraph.cli._output import Talk
from competencygraph.cli._settings import Settings
from competencygraph.cli._visible import visible, visible_line
from competencygraph.errors import UsageError
from competencygraph.validation.applying import AppliedSetting
from competencygraph.validation.finding import Finding, Severity
from competencygraph.validation.supervised import _stopped, _WorkerEndedError
from competencygraph.validation.worker import Setup

Run = Callable[..., object]
LONG = "a" * 5000
STEERING = "\x1b[31m\u202eabc\u2066\x9b\x7f\r"
POSIX = pytest.mark.skipif(os.name == "nt", reason="uses a shell")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [LONG, f"https://{LONG}", f"{LONG}.txt"])
@pytest.mark.parametrize("command", ["check", "why"])
def test_a_name_that_is_too_long_is_one_short_line(
    cli: Run, folder: Path, store: Path, command: str, name: str
) -> None:
    result = cli(command, name, "--store", store)
    assert (result.code, result.out, len(result.errors)) == (2, "", 1)
    assert "…" in result.err
    assert len(result.err) < 600


@pytest.mark.parametrize("words", [["check"], ["ingest"], ["parse"], ["why"], ["check", "a.txt", "--as"]])
def test_an_empty_name_is_refused(cli: Run, folder: Path, words: list[str]) -> None:
    result = cli(*words, "")
    assert (result.code, result.out) == (2, "")
    assert result.errors == ["competencygraph: a name or a value is empty; give one, or leave it out"]


def test_one_path_that_cannot_be_looked_at_does_not_stop_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.bin"):
        (folder / name).write_text("Doel", encoding="utf-8")
    seen, original = [], Path.is_file

    def is_file(path: Path) -> bool:
        if path.name in {"b.txt", "c.bin"}:
            seen.append(path.name)
            raise PermissionError(13, "Permission denied", str(path))
        return original(path)

    monkeypatch.setattr(Path, "is_file", is_file)
    found = collect([folder])
    assert set(seen) == {"b.txt", "c.bin"}
    assert [one.path.name for one in found.candidates] == ["a.txt"]
    assert [one.path.name for one in found.refused] == ["b.txt"]


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which CG is the program."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    environment |= {"CG": f"{sys.executable} -m competencygraph", "COMPETENCYGRAPH_LANG": "en"}
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=False, timeout=120, cwd=folder, env=environment
    )


@POSIX
@pytest.mark.parametrize(
    ("where", "reason"), [(">&-", "Bad file descriptor"), ("> /dev/full", "No space left on device")]
)
@pytest.mark.parametrize("words", ["--version", "questions", "questions --format json"])
@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1"])
def test_output_that_cannot_be_written_is_one_line_and_three(
    folder: Path, where: str, reason: str, words: str, unbuffered: str
) -> None:
    if "full" in where and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    result = shell(f"{unbuffered} $CG {words} {where}", folder)
    line = f"competencygraph: the output cannot be written ({reason}); look at where it is to go"
    assert (result.returncode, result.stderr.splitlines()) == (3, [line])


@POSIX
@pytest.mark.parametrize("where", ["2>&-", "2> /dev/full", "<&-"])
@pytest.mark.parametrize(("words", "code"), [("questions", 0), ("query rise", 2)])
def test_a_closed_or_full_stderr_changes_no_exit_code(folder: Path, where: str, words: str, code: int) -> None:
    if "full" in where and not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    result = shell(f"$CG {words} {where}", folder)
    assert result.returncode == code
    assert bool(result.stdout) is (code == 0)


@POSIX
def test_a_signal_to_end_closes_what_is_open(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, time\n"
        "from competencygraph.cli import main\n"
        "def run(arguments, environ):\n"
        "    try:\n"
        "        pathlib.Path('ready').touch(); time.sleep(60)\n"
        "    finally:\n"
        "        pathlib.Path('closed').touch()\n"
        "main.run = run\n"
        "main.main()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path)
    deadline = time.monotonic() + 30
    while not (tmp_path / "ready").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert (tmp_path / "closed").exists()


def test_what_steers_a_terminal_is_shown() -> None:
    assert visible(STEERING) == "␛[31m⟨U+202E⟩abc⟨U+2066⟩⟨U+009B⟩␡␍"
    assert visible("Één\tœuf\n\N{NO-BREAK SPACE}“x”") == "Één\tœuf\n\N{NO-BREAK SPACE}“x”"
    assert visible_line("a\nb") == "a␊b"


def report() -> CheckReport:
    """Return a report in which all that comes from elsewhere holds such characters."""
    finding = Finding(
        "CG-x",
        Severity.WARNING,
        {"en": f"It says {STEERING}."},
        {"en": f"Mend {STEERING}."},
        "urn:a",
        "urn:r",
        quote=f"one {STEERING} two",
        start_line=1,
        end_line=1,
        compared=(f"one {STEERING} two", f"one {STEERING} three"),
    )
    document = CheckedDocument("urn:d", "d", f"{STEERING}.txt", findings=(finding,))
    applied = AppliedSetting("off", "CG-y", f"Because {STEERING}.", 1, 1)
    return CheckReport((document,), settings_file=f"{STEERING}.yaml", applied=(applied,))


def test_reports_for_people_show_what_steers_a_terminal() -> None:
    messages = Messages("en")
    text = "\n".join(plain_text(line) for line in text_report(report(), messages, 80))
    html = html_report(report(), messages)
    for written in (text, html):
        assert written.count("␛[31m⟨U+202E⟩abc⟨U+2066⟩⟨U+009B⟩␡") >= 6
        assert set(written) & set(STEERING) <= set("[31mabc")


def test_talk_shows_what_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Talk(Settings(":memory:", "en", False, False, False)).warn(f"{STEERING}\n.txt")
    assert capsys.readouterr().err == "␛[31m⟨U+202E⟩abc⟨U+2066⟩⟨U+009B⟩␡␍␊.txt\n"


def test_an_error_shows_what_steers_a_terminal(cli: Run, folder: Path) -> None:
    result = cli("parse", "\x1b[31mred.txt")
    assert result.code == 2
    assert "␛[31mred.txt: there is no such file" in result.err


@pytest.mark.parametrize("version", [True, 1.0, "1", None])
def test_a_baseline_of_no_version_is_refused(tmp_path: Path, version: object) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps({"report": "competencygraph check", "version": 1, "findings": []}), encoding="utf-8")
    assert read_baseline(path)
    path.write_text(
        json.dumps({"report": "competencygraph check", "version": version, "findings": []}), encoding="utf-8"
    )
    with pytest.raises(UsageError, match="a report of another version"):
        read_baseline(path)


@POSIX
def test_a_baseline_that_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull), tmp_path):
        with pytest.raises(UsageError, match="the baseline is no regular file"):
            read_baseline(path)


@POSIX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_was_ended_from_outside_is_told_as_such(number: signal.Signals) -> None:
    setup = Setup(len, None, 60.0, 2 * 2**30)
    error = _stopped(_WorkerEndedError(-number), None, setup)
    assert str(error).startswith(f"the process that checks was ended from outside (signal {number:d}); run again")
    assert "more than 2048 MB" in str(_stopped(_WorkerEndedError(1, memory=True), None, setup))
