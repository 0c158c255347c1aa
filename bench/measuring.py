"""Times of a question put to an engine: each asked in a process of its own, which is ended at its deadline."""

from __future__ import annotations

import hashlib
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, cast

from engines import ENGINES
from loading import Answering, Data, Engine, end_with_parent

from competencygraph.errors import CompetencyGraphError
from competencygraph.queries import Answer, Question, ask

if TYPE_CHECKING:
    from competencygraph.store.port import GraphStore

__all__ = ["Measure", "Task", "measure_engine"]

_SECONDS = 5.0
_FORK = multiprocessing.get_context("fork")
_FAILURES = (CompetencyGraphError, RuntimeError, ValueError, TypeError, AttributeError, OSError)


@dataclass(frozen=True)
class Task:
    """A question with values.

    Args:
        case: the name of the question, and what tells this case from its others.
        form: ``catalogue`` or ``naive``.
        question: the question, with the text of this form.
        values: its parameters.
    """

    case: str
    form: str
    question: Question
    values: Mapping[str, object]


@dataclass(frozen=True)
class Measure:
    """What came of a task on an engine.

    Args:
        engine: name of the engine.
        size: number of triples.
        case: of the task.
        form: of the task.
        median: in milliseconds; None when there is no answer.
        p95: the 95th percentile in milliseconds, of so few rounds mostly the slowest.
        cpu: median of the milliseconds that the asking process computed: what a busy machine does not prolong.
        rounds: how often it was asked behind the first time.
        rows: of the answer.
        digest: of the rows, in whatever order.
        failure: why there is no answer, empty when there is.
    """

    engine: str
    size: int
    case: str
    form: str
    median: float | None = None
    p95: float | None = None
    cpu: float | None = None
    rounds: int = 0
    rows: int = 0
    digest: str = ""
    failure: str = ""


def measure_engine(
    name: str,
    data: Data,
    folder: Path,
    tasks: Sequence[Task],
    *,
    rounds: int,
    deadline: float,
    tell: Callable[[str], None],
) -> Iterator[Measure]:
    """Yield the measure of each task on an engine, which runs in a process of its own.

    Args:
        name: of the engine.
        data: the triples.
        folder: where loaded stores are kept.
        tasks: what is asked.
        rounds: how often at most; five seconds at most, but once at least.
        deadline: seconds that the first answer may take.
        tell: takes a line of progress.

    Yields:
        The measures, in the order of the tasks.
    """
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_run_engine, args=(name, data, folder, tasks, rounds, deadline, sender))
    process.start()
    sender.close()
    try:
        while True:
            said = receiver.recv()
            if isinstance(said, str):
                tell(said)
            else:
                yield said
    except EOFError:
        process.join()
    finally:
        if process.is_alive():
            process.terminate()
            process.join()


def _run_engine(
    name: str,
    data: Data,
    folder: Path,
    tasks: Sequence[Task],
    rounds: int,
    deadline: float,
    sender: Connection,
) -> None:
    end_with_parent()
    engine = ENGINES[name](data, folder)
    began = time.monotonic()
    try:
        engine.start()
        sender.send(f"{name} {data.size:,}: ready after {time.monotonic() - began:.0f} s")
        for task in tasks:
            blank = Measure(name, data.size, task.case, task.form)
            sender.send(_measure_apart(engine, task, blank, rounds, deadline))
    finally:
        engine.stop()
        sender.close()


def _measure_apart(engine: Engine, task: Task, blank: Measure, rounds: int, deadline: float) -> Measure:
    """Return the measure of a task, asked in a process that is ended when it takes too long."""
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_ask_often, args=(engine, task, blank, rounds, sender), daemon=True)
    process.start()
    sender.close()
    try:
        for limit in (deadline, deadline + 2 * _SECONDS):
            if not receiver.poll(limit):
                process.kill()
                engine.restart()
                return replace(blank, failure=f"> {deadline:g} s")
            said = receiver.recv()
            if isinstance(said, Measure):
                return said
    except EOFError:
        return replace(blank, failure="the process ended")
    finally:
        process.join()
    return replace(blank, failure="the process said too little")


def _ask_often(engine: Engine, task: Task, blank: Measure, rounds: int, sender: Connection) -> None:
    """Send a word when the first answer is there, then the measure."""
    end_with_parent()
    try:
        store: Answering = engine.open()
        answer, *taken = _timed(store, task)
        times = [taken]
        sender.send("answered")
        if taken[0] < _SECONDS:
            times = []
            end = time.perf_counter() + _SECONDS
            while len(times) < rounds and (not times or time.perf_counter() < end):
                _, *taken = _timed(store, task)
                times.append(taken)
    except NotImplementedError as error:
        sender.send(replace(blank, failure=str(error)))
        return
    except _FAILURES as error:
        sender.send(replace(blank, failure=f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"))
        return
    rows = sorted(tuple(str(value) for value in row.values()) for row in answer.rows)
    walls = sorted(wall for wall, _ in times)
    sender.send(
        replace(
            blank,
            median=statistics.median(walls) * 1000,
            p95=walls[min(len(walls) - 1, round(0.95 * len(walls)))] * 1000,
            cpu=statistics.median(cpu for _, cpu in times) * 1000,
            rounds=len(times),
            rows=len(rows),
            digest=hashlib.sha256(repr(rows).encode()).hexdigest()[:12],
        )
    )


def _timed(store: Answering, task: Task) -> tuple[Answer, float, float]:
    """Return an answer, the seconds that passed, and those that this process computed."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = ask(cast("GraphStore", store), task.question, task.values)
    return answer, time.perf_counter() - wall, time.process_time() - cpu
