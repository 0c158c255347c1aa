"""Reading apart from this process: the same model, limits that hold, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from competencygraph.cli._reading import limits_of
from competencygraph.errors import FailureError, NotAProfileError, UnreadableDocumentError, UsageError
from competencygraph.ingest import parse_document, supervised
from competencygraph.ingest.limits import DEFAULT_LIMITS, Limits
from competencygraph.ingest.supervised import DocumentReader, ParsedFile

PROFILE = "Functieprofiel {name}\n\nDoel van de functie\n\nDe dienst {name} leiden.\n\nTaken\n\n- Leiden van {name}\n"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system is asked through /proc")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a small profile."""
    file = tmp_path / "profile.txt"
    file.write_text(PROFILE.format(name="griffie"), encoding="utf-8")
    return file


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a profile that takes seconds to read."""
    file = tmp_path / "large.txt"
    tasks = "".join(f"- De vraag {number} van de burger behandelen en opvolgen\n" for number in range(80_000))
    file.write_text(PROFILE.format(name="griffie") + tasks, encoding="utf-8")
    return file


def pid_of(reader: DocumentReader) -> int:
    """Return the number of the process that reads."""
    assert reader._worker is not None
    return reader._worker.pid


def runs(pid: int) -> bool:
    """Return whether a process runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(pid: int, seconds: float = 5.0) -> bool:
    """Return whether a process ends within some seconds."""
    deadline = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not runs(pid)


def test_the_worker_gives_what_reading_here_gives(documents: Path) -> None:
    files = sorted(documents.glob("*.txt"))
    with DocumentReader() as reader:
        found = list(reader.read_all(files))
        pid = pid_of(reader)
        again = reader.read(files[0])
        assert pid_of(reader) == pid
    assert len(found) == 5
    for file, outcome in zip(files, found, strict=True):
        assert isinstance(outcome, ParsedFile)
        here = parse_document(file)
        assert (outcome.parsed, outcome.parsed.readings, outcome.notices) == (here, here.readings, ())
    assert again.parsed == parse_document(files[0])


def test_a_refusal_comes_as_it_was_raised(tmp_path: Path, profile: Path) -> None:
    letter, empty = tmp_path / "letter.txt", tmp_path / "empty.txt"
    letter.write_text("Beste,\n\nTot morgen.\n", encoding="utf-8")
    empty.write_bytes(b"")
    with DocumentReader() as reader:
        outcomes = list(reader.read_all([letter, profile, empty, tmp_path / "missing.txt"]))
    for file, outcome in zip([letter, empty, tmp_path / "missing.txt"], [outcomes[0], *outcomes[2:]], strict=True):
        with pytest.raises(UsageError) as here:
            parse_document(file)
        assert type(outcome) is type(here.value)
        assert str(outcome) == str(here.value)
    assert isinstance(outcomes[0], NotAProfileError) and set(outcomes[0].headings) == {"nl", "fr", "en"}
    assert isinstance(outcomes[1], ParsedFile)


def test_a_document_that_takes_too_long_is_given_up(large: Path, profile: Path) -> None:
    with DocumentReader(Limits(seconds=0.3)) as reader:
        started = time.monotonic()
        outcomes = list(reader.read_all([profile, large, profile]))
        assert time.monotonic() - started < 10
    assert isinstance(outcomes[0], ParsedFile)
    assert str(outcomes[1]) == (
        f"{large}: reading it took more than 0.3 s; split it, save it as .txt, or give it more time with --timeout"
    )
    assert isinstance(outcomes[2], ParsedFile)


@LINUX
def test_a_document_that_takes_too_much_memory_is_given_up(large: Path, profile: Path) -> None:
    with DocumentReader(Limits(memory_bytes=16 * 2**20)) as reader:
        reader.read(profile)
        first = pid_of(reader)
        with pytest.raises(UnreadableDocumentError, match="reading it took more than 16 MB of memory; split it"):
            reader.read(large)
        assert gone(first)
        reader.read(profile)
        assert pid_of(reader) != first


def test_a_worker_that_breaks_down_is_replaced(large: Path, profile: Path) -> None:
    with DocumentReader() as reader:
        reader.read(profile)
        pid = pid_of(reader)
        crash = threading.Timer(0.2, os.kill, [pid, signal.SIGSEGV])
        crash.start()
        with pytest.raises(UnreadableDocumentError, match=r"brought the reading process down \(status -11\)"):
            reader.read(large)
        crash.join()
        assert reader.read(profile).parsed.profiles


def test_a_worker_that_died_while_idle_is_replaced(profile: Path) -> None:
    with DocumentReader() as reader:
        reader.read(profile)
        os.kill(pid_of(reader), signal.SIGKILL)
        time.sleep(0.2)
        assert reader.read(profile).parsed.profiles


def test_a_worker_is_renewed_after_some_documents(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervised, "DOCUMENTS_PER_WORKER", 2)
    pids = []
    with DocumentReader() as reader:
        for _ in range(5):
            reader.read(profile)
            pids.append(pid_of(reader))
    assert len(set(pids)) == 3
    assert not any(runs(pid) for pid in pids)


def test_a_worker_that_cannot_start_is_a_failure(profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervised.sys, "executable", "/bin/false")
    with DocumentReader() as reader, pytest.raises(FailureError, match="did not start"):
        reader.read(profile)


def test_an_error_that_nothing_foresaw_is_one_line_with_its_trace_apart(
    profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import unicodedata\n\ndef fail(form, text):\n    raise TypeError('no')\n\nunicodedata.normalize = fail\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with DocumentReader() as reader, pytest.raises(UnreadableDocumentError) as caught:
        reader.read(profile)
    assert "reading it met an error that nothing foresaw (TypeError)" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Traceback" in caught.value.__notes__[0]


@LINUX
def test_nothing_is_left_when_the_parent_is_killed(large: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from competencygraph.ingest.supervised import DocumentReader\n"
        "reader = DocumentReader(); reader.start(Path(sys.argv[1])); print(reader._worker.pid, flush=True)\n"
        "reader.read(Path(sys.argv[1]))"
    )
    for stop in (signal.SIGKILL, signal.SIGTERM):
        parent = subprocess.Popen([sys.executable, "-c", program, large], stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert runs(pid)
        parent.send_signal(stop)
        parent.wait(timeout=10)
        parent.stdout.close()
        assert gone(pid)


@LINUX
def test_an_interrupted_ingest_leaves_no_process_and_says_nothing(large: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "competencygraph", "ingest", large, "--store", tmp_path / "store"]
    parent = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    deadline = time.monotonic() + 20
    while not (found := children.read_text(encoding="ascii").split()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(found) == 1
    time.sleep(0.5)
    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=10)
    assert (parent.returncode, said) == (130, "")
    assert gone(int(found[0]))
    assert not (tmp_path / "store").exists()


def test_the_options_say_the_usual_limits() -> None:
    source = Path(sys.modules[limits_of.__module__].__file__ or "").read_text(encoding="utf-8")
    assert f"[default: {DEFAULT_LIMITS.seconds:g}]" in source
    assert f"[default: {DEFAULT_LIMITS.pages}]" in source
