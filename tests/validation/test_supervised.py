"""Tasks that hang, crash or ask for too much are ended, and the work goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from competencygraph.errors import CheckLimitError, CompetencyGraphError, FailureError, UsageError
from competencygraph.validation import worker
from competencygraph.validation.supervised import Supervised

HERE = Path(__file__).parent
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not promise it")


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process and the workers import the tasks by one name."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", str(HERE), prepend=os.pathsep)


@pytest.fixture
def supervised(_importable: None) -> Iterator[Callable[..., Supervised[str, str]]]:
    """Give a maker of supervised processes that do `tasks_for_workers.do`."""
    import tasks_for_workers

    made: list[Supervised[str, str]] = []

    def make(**settings: object) -> Supervised[str, str]:
        prepare = settings.pop("prepare", "prepare")
        given = {"processes": 1, "seconds": 20.0, "name": str, **settings}
        one = Supervised(tasks_for_workers.do, prepare=getattr(tasks_for_workers, str(prepare)), **given)  # type: ignore[arg-type]
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()


def test_results_come_in_the_order_of_the_tasks(supervised: Callable[..., Supervised[str, str]]) -> None:
    work = supervised(processes=2)
    outcomes = list(work.map(["sleep 0.5", "say a", "say b", "prepared ?"]))
    assert outcomes == ["0.5", "A", "B", "True"]


def test_a_process_serves_many_tasks(supervised: Callable[..., Supervised[str, str]]) -> None:
    work = supervised()
    assert len(set(work.map(["pid 1", "pid 2", "pid 3"]))) == 1
    assert work.run("pid 4") == work.run("pid 5")


def test_a_pattern_that_backtracks_without_end_is_ended_and_named(
    supervised: Callable[..., Supervised[str, str]],
) -> None:
    work = supervised(seconds=1.0)
    endless = "match " + "a" * 60 + "!"
    started = time.monotonic()
    first, second, third = work.map(["say a", endless, "say b"])
    assert (first, third) == ("A", "B")
    assert isinstance(second, CheckLimitError)
    assert second.at == f"step of {endless}"
    assert second.where == endless
    assert second.what == f"checking took more than 1 s, in {second.at}"
    assert time.monotonic() - started < 15


def test_a_crash_is_an_outcome(supervised: Callable[..., Supervised[str, str]]) -> None:
    crashed, said = supervised().map(["crash !", "say a"])
    assert isinstance(crashed, CheckLimitError)
    assert "brought its process down" in crashed.what
    assert crashed.at == "step of crash !"
    assert said == "A"


@LINUX
def test_a_task_that_takes_too_much_memory_is_ended(supervised: Callable[..., Supervised[str, str]]) -> None:
    filled, said = supervised(memory_bytes=64 * 2**20).map(["fill 500", "say a"])
    assert isinstance(filled, CheckLimitError)
    assert "more than 64 MB" in filled.what
    assert said == "A"


def test_errors_of_the_package_pass_whole(supervised: Callable[..., Supervised[str, str]]) -> None:
    work = supervised()
    with pytest.raises(UsageError, match=r"^mend me$"):
        work.run("refuse mend me")
    assert work.run("say a") == "A"


def test_an_unforeseen_error_carries_its_trace(supervised: Callable[..., Supervised[str, str]]) -> None:
    tripped, said = supervised().map(["trip !", "say a"])
    assert isinstance(tripped, FailureError)
    assert "ZeroDivisionError" in tripped.what
    assert "tasks_for_workers.py" in tripped.__notes__[0]
    assert said == "A"


@pytest.mark.parametrize(("prepare", "kind"), [("refuse_to_start", UsageError), ("fail_to_start", FailureError)])
def test_a_preparation_that_fails_is_the_outcome_of_every_task(
    supervised: Callable[..., Supervised[str, str]], prepare: str, kind: type[CompetencyGraphError]
) -> None:
    outcomes = list(supervised(prepare=prepare).map(["say a", "say b"]))
    assert [type(outcome) for outcome in outcomes] == [kind, kind]


def test_tasks_are_taken_only_a_few_ahead(supervised: Callable[..., Supervised[str, str]]) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[str]:
        for number in range(100):
            taken.append(number)
            yield f"say {number}"

    outcomes = supervised().map(tasks())
    assert next(outcomes) == "0"
    assert len(taken) < 10
    outcomes.close()  # type: ignore[attr-defined]


def test_leaving_early_ends_the_processes(supervised: Callable[..., Supervised[str, str]]) -> None:
    work = supervised()
    pid = 0
    for outcome in work.map(["pid 1", "sleep 60"]):
        pid = int(str(outcome))
        break
    assert pid
    work.close()
    assert not _runs(pid)


def test_processes_started_beforehand_are_used(supervised: Callable[..., Supervised[str, str]]) -> None:
    work = supervised(processes=2)
    work.start()
    assert list(work.map(["say a", "say b"])) == ["A", "B"]


def test_the_block_ends_the_processes(supervised: Callable[..., Supervised[str, str]]) -> None:
    with supervised() as work:
        pid = int(work.run("pid 1"))
    assert not _runs(pid)


@LINUX
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, "interrupted"), (signal.SIGKILL, "")])
def test_the_processes_end_with_the_parent(tmp_path: Path, number: signal.Signals, status: str) -> None:
    script = HERE / "interrupted_work.py"
    pids = tmp_path / "pids"
    command = [sys.executable, str(script), str(pids)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait_for(lambda: pids.is_file() and pids.read_text().endswith("\n"))
    os.kill(process.pid, number)
    output, talk = process.communicate(timeout=20)
    assert output.strip() == status
    assert talk == ""
    _wait_for(lambda: not _runs(int(pids.read_text())))


def test_a_note_is_cut_to_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "notes").open("w+b") as file:
        monkeypatch.setattr(worker._Notes, "file", file.fileno())
        worker.note("é" * worker.MAX_NOTE)
        assert worker.read_note(file) == "é" * (worker.MAX_NOTE // 2)
        worker.note("short")
        assert worker.read_note(file) == "short"


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.is_file() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
