"""Work in processes of their own, each task with a deadline: what hangs or crashes is ended, and the work goes on."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from competencygraph import errors
from competencygraph.errors import CheckLimitError, CompetencyGraphError, FailureError
from competencygraph.validation.worker import Setup, read_frame, read_note, write_frame

__all__ = ["DEFAULT_MEMORY", "DEFAULT_SECONDS", "Supervised"]

DEFAULT_SECONDS = 60.0
"""Seconds that one task gets."""

DEFAULT_MEMORY = 2 * 2**30
"""Bytes that one task may take beyond the prepared process."""

_START_SECONDS = 60.0
_TASKS_A_WORKER = 500
_TASKS_AHEAD = 4
_FROM_OUTSIDE = frozenset({signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)})
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_ENTRY = "import sys; from competencygraph.validation.worker import main; sys.exit(main())"

Task = TypeVar("Task")
Result = TypeVar("Result")


class Supervised(Generic[Task, Result]):
    """Runs one function on many tasks in processes of their own; use it in a ``with`` block.

    Processes are started when the first task needs them (or by `start`), all at once and beside this process, serve
    many tasks, and are replaced by fresh ones when they hang, crash or have served long. They end with the block and
    with this process; Ctrl-C reaches only this process. Not for use by two threads at a time.

    Args:
        function: does one task. It is pickled once for each process, so it is a function of a module (not of a script,
            nor a lambda), a `functools.partial` of one, or an instance of a module's class with ``__call__``. It may
            say what it is at with `competencygraph.validation.worker.note`, which the error for a task that was ended
            repeats. An error of the package that it raises is the outcome of the task.
        prepare: loads what every task needs; run once in each process before it counts as started, without a deadline
            of the tasks. An error of the package that it raises is the outcome of every task.
        processes: how many at most; None for as many as this process may use processors.
        seconds: deadline of a task, by the clock and by the processor.
        memory_bytes: what a task may take beyond the prepared process (where the system can limit it).
        name: gives the name of a task for the error that ends it.

    >>> from operator import truediv
    >>> from functools import partial
    >>> with Supervised(partial(truediv, 6.0), processes=1) as division:
    ...     list(division.map([2, 3]))
    [3.0, 2.0]
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        *,
        prepare: Callable[[], None] | None = None,
        processes: int | None = None,
        seconds: float = DEFAULT_SECONDS,
        memory_bytes: int = DEFAULT_MEMORY,
        name: Callable[[Task], str | None] | None = None,
    ) -> None:
        self._setup = Setup(function, prepare, seconds, memory_bytes)
        self._processes = processes or _processors()
        self._name = name
        self._threads: ThreadPoolExecutor | None = None
        self._workers: set[_Worker] = set()
        self._idle: deque[_Worker] = deque()
        self._ending = False

    def start(self) -> None:
        """Start the processes now, without waiting until they are ready."""
        if not self._workers:
            for _ in range(self._processes):
                self._pool().submit(self._warm_up)

    def run(self, task: Task) -> Result:
        """Return the result of one task.

        Args:
            task: what to hand to the function; it must be picklable.

        Returns:
            What the function returns; it must be picklable.

        Raises:
            CheckLimitError: the task was ended at its deadline or its memory limit, or it crashed its process.
            CompetencyGraphError: the function raised it.
            FailureError: the process could not be started, or the function met an error that nothing foresaw.
        """
        for outcome in self.map([task]):
            if isinstance(outcome, CompetencyGraphError):
                raise outcome
            return outcome
        raise AssertionError("one task has one outcome")

    def map(self, tasks: Iterable[Task]) -> Iterator[Result | CompetencyGraphError]:
        """Yield the result of each task, or the error that `run` would raise for it.

        Args:
            tasks: taken one by one, in this thread, only a few ahead of the outcomes.

        Yields:
            One outcome a task, in the order of the tasks.
        """
        source = iter(tasks)
        waiting: deque[Future[Result | CompetencyGraphError]] = deque()
        try:
            self._submit(waiting, source, _TASKS_AHEAD * self._processes)
            while waiting:
                outcome = _outcome(waiting[0])
                waiting.popleft()
                self._submit(waiting, source, 1)
                yield outcome
        finally:
            if waiting:
                self.close()

    def close(self) -> None:
        """End the processes, whatever they do; a later task starts new ones."""
        self._ending = True
        for worker in tuple(self._workers):
            worker.end()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
            self._threads = None
        self._workers.clear()
        self._idle.clear()
        self._ending = False

    def __enter__(self) -> Supervised[Task, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pool(self) -> ThreadPoolExecutor:
        # A worker is told to end with the thread that started it, so the threads live as long as the workers may.
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="supervised")
        return self._threads

    def _submit(
        self, waiting: deque[Future[Result | CompetencyGraphError]], source: Iterator[Task], number: int
    ) -> None:
        for task in islice(source, number):
            waiting.append(self._pool().submit(self._outcome_of, task))

    def _warm_up(self) -> None:
        worker = self._start_worker()
        with contextlib.suppress(CompetencyGraphError, _WorkerEndedError):
            worker.wait_until_ready()
            self._idle.append(worker)

    def _start_worker(self) -> _Worker:
        worker = _Worker(self._setup)
        self._workers.add(worker)
        if self._ending:
            worker.end()
        return worker

    def _outcome_of(self, task: Task) -> Result | CompetencyGraphError:
        """Return the outcome of a task; run in a thread of the pool, which has at most one worker at a time."""
        try:
            worker = self._idle.pop()
        except IndexError:
            worker = self._start_worker()
        try:
            result: Result = worker.do(task)
        except _WorkerEndedError as ended:
            return self._stopped(ended, task)
        except CompetencyGraphError as error:
            return error
        finally:
            if worker.usable:
                self._idle.append(worker)
            else:
                self._workers.discard(worker)
                worker.end()
        return result

    def _stopped(self, ended: _WorkerEndedError, task: Task) -> CompetencyGraphError:
        if not ended.started:
            return _not_started(f"status {ended.status}")
        where = None if self._name is None else self._name(task)
        return _stopped(ended, where, self._setup)


class _WorkerEndedError(Exception):
    """The worker ended before it had answered.

    Args:
        status: its exit status, negative for a signal.
        late: whether it was ended because its time was up.
        started: whether it had got ready at all.
        at: what it was at.
        memory: whether it said that it ran out of memory.
    """

    def __init__(
        self, status: int, *, late: bool = False, started: bool = True, at: str | None = None, memory: bool = False
    ) -> None:
        super().__init__(status)
        self.status = status
        self.late = late
        self.started = started
        self.at = at
        self.memory = memory


class _Worker:
    """A process that does tasks."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._lock = threading.Lock()
        self._awaited = self._late = self._ready = self._spent = False
        self._served = 0
        self._notes = tempfile.TemporaryFile()
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
            [sys.executable, "-P", "-c", _ENTRY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._notes,
            env=_environment(),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._send(setup)

    @property
    def usable(self) -> bool:
        """Return whether the process can be given another task."""
        return self._ready and not self._spent and self._served < _TASKS_A_WORKER

    def wait_until_ready(self) -> None:
        """Wait until the process has prepared itself.

        Raises:
            CompetencyGraphError: the preparation failed.
            _WorkerEndedError: the process ended.
        """
        if not self._ready:
            self._answer(_START_SECONDS)
            self._ready = True

    def do(self, task: object) -> Any:
        """Return the result of a task.

        Raises:
            CompetencyGraphError: the function raised it, or met an error that nothing foresaw.
            _WorkerEndedError: the process ended.
        """
        self.wait_until_ready()
        self._served += 1
        self._send(task)
        return self._answer(self._setup.seconds)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._spent = True
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._notes):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, data: object) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                write_frame(self._process.stdin, data)

    def _answer(self, seconds: float) -> Any:
        status, body = self._receive(seconds)
        if status == "refused":
            self._spent = not self._ready
            raise body
        if status == "memory":
            raise self._ended(memory=True)
        if status == "fault":
            self._spent = True
            name, trace = body
            raise _fault(name, trace, started=self._ready)
        return body

    def _receive(self, seconds: float) -> tuple[str, Any]:
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        self._awaited = True
        timer.start()
        try:
            if self._process.stdout is None:
                raise EOFError
            frame: tuple[str, Any] = read_frame(self._process.stdout)
        except (EOFError, OSError, ValueError):
            raise self._ended() from None
        finally:
            timer.cancel()
            with self._lock:
                self._awaited = False
        return frame

    def _expire(self) -> None:
        with self._lock:
            if self._awaited:
                self._late = self._spent = True
                self._process.kill()

    def _ended(self, *, memory: bool = False) -> _WorkerEndedError:
        self._spent = True
        status = self._process.wait()
        at = None
        with contextlib.suppress(ValueError):
            at = read_note(self._notes)
        return _WorkerEndedError(status, late=self._late, started=self._ready, at=at, memory=memory)


def _outcome(future: Future[Any]) -> Any:
    """Return the outcome, waiting in short steps, between which Ctrl-C is heard on every system."""
    while True:
        with contextlib.suppress(TimeoutError):
            return future.result(timeout=0.5)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _environment() -> dict[str, str]:
    """Return the environment in which the worker finds the very package that this process uses."""
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    root = Path(errors.__file__).resolve().parents[1]
    if root.name not in _INSTALLED:
        others = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(root), *([others] if others else [])])
    return environment


def _not_started(reason: str) -> FailureError:
    return FailureError(
        f"the process that checks did not start ({reason})",
        remedy="install the package anew, or run again with --debug to see more",
    )


def _fault(name: str, trace: str, *, started: bool) -> FailureError:
    """Return the error for what nothing foresaw, with the worker's traceback, which `--debug` shows."""
    error = (
        FailureError(
            f"checking met an error that nothing foresaw ({name})",
            remedy="report it as a fault of competencygraph; run again with --debug to see more",
        )
        if started
        else _not_started(name)
    )
    error.add_note(trace)
    return error


def _stopped(ended: _WorkerEndedError, where: str | None, setup: Setup) -> CheckLimitError:
    at = ended.at
    if ended.late or ended.status == -getattr(signal, "SIGXCPU", 0):
        limit = f"{setup.seconds:g}"
        what = f"checking took more than {limit} s" if at is None else f"checking took more than {limit} s, in {at}"
        remedy = "mend the pattern or the query that does not come to an end, or give it more time"
    elif not ended.memory and -ended.status in _FROM_OUTSIDE:
        what = f"the process that checks was ended from outside (signal {-ended.status})"
        remedy = "run again; where memory is short, check less at once"
    elif ended.memory:
        limit = f"{setup.memory_bytes // 2**20}"
        what = f"checking took more than {limit} MB" if at is None else f"checking took more than {limit} MB, in {at}"
        remedy = "check less at once, or mend the rule"
    else:
        status = ended.status
        what = f"checking brought its process down (status {status})"
        if at is not None:
            what = f"checking brought its process down (status {status}), in {at}"
        remedy = "mend the rule, or report it as a fault of competencygraph"
    return CheckLimitError(what, where=where, remedy=remedy, at=at)
