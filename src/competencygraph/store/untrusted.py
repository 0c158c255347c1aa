"""Run a query that anyone may have written in a worker process with limits."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from competencygraph.errors import CompetencyGraphError, QueryLimitError, QueryRefusedError, StoreError, UsageError
from competencygraph.store import worker
from competencygraph.store.evaluate import row_limit_error, time_limit_error
from competencygraph.store.limits import MAX_QUERY_TEXT, MAX_TIMEOUT
from competencygraph.store.port import QueryResult
from competencygraph.store.sparql_guard import check_query
from competencygraph.terms.namespaces import PREFIXES

__all__ = ["SnapshotGoneError", "ask_worker", "check_untrusted"]

_OUT_OF_MEMORY = b"memory allocation"


class SnapshotGoneError(StoreError):
    """The worker could not open the store's files: a newer snapshot may have taken their place."""


def check_untrusted(sparql: str, timeout: float = 1.0) -> None:
    """Refuse a text that is too long, or that no query may say, and a time that no clock can keep.

    Args:
        sparql: the text.
        timeout: the seconds that it is to get.

    Raises:
        UsageError: the time is no number above 0 and up to a day.
        QueryRefusedError: it will not be run.

    >>> check_untrusted("SELECT * {" + " " * 100_000 + "}")
    Traceback (most recent call last):
    competencygraph.errors.QueryRefusedError: the query has 100011 characters; the limit is 100000
    """
    if not 0 < timeout <= MAX_TIMEOUT:
        raise UsageError(
            f"a time limit of {timeout:g} s is not possible",
            remedy=f"give a number above 0, and {MAX_TIMEOUT:.0f} (one day) at most",
        )
    if len(sparql) > MAX_QUERY_TEXT:
        raise QueryRefusedError(f"the query has {len(sparql)} characters", remedy=f"the limit is {MAX_QUERY_TEXT}")
    check_query(sparql)


def ask_worker(data: Path, sparql: str, *, timeout: float, max_rows: int, max_memory: int) -> QueryResult:
    """Return the answer of a query, evaluated in a process of its own.

    Args:
        data: folder of the engine's files that no process writes to, or an N-Quads file.
        sparql: the query, as `check_untrusted` lets it pass; it may use the project's prefixes without declaring them.
        timeout: seconds by the clock for everything, more than 0.
        max_rows: rows or triples of the answer.
        max_memory: bytes that the query may take beyond the open store.

    Returns:
        The whole answer.

    Raises:
        QueryRefusedError: the text is no valid query.
        QueryLimitError: a limit was reached, or the query brought the engine down.
        SnapshotGoneError: the data could not be opened.
        StoreError: the data could not be read.
    """
    request = {
        "data": str(data),
        "query": sparql,
        "prefixes": dict(PREFIXES),
        "max_rows": max_rows,
        "max_memory": max_memory,
        "cpu_seconds": math.ceil(timeout) + 1,
    }
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603  (our own file, our own interpreter)
        [sys.executable, "-P", worker.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"},
        start_new_session=True,
    )
    try:
        output, talk = process.communicate(json.dumps(request).encode(), timeout=timeout)
    except subprocess.TimeoutExpired:
        raise time_limit_error(timeout) from None
    finally:
        _end(process)
    header, body = _divide(output)
    if process.returncode or header is None:
        raise _crash(process.returncode, talk, timeout, max_memory, time.monotonic() - started)
    if header["status"] != "ok":
        raise _refusal(header, max_rows, max_memory)
    return _decode(header["form"], body)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the worker with all that it started, if it still runs."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()


def _divide(output: bytes) -> tuple[dict[str, Any] | None, bytes]:
    """Return header and body of an answer; no header when it is not whole."""
    line, _, body = output.partition(b"\n")
    try:
        header = json.loads(line)
    except ValueError:
        return None, b""
    return (header, body) if len(body) == header["size"] else (None, b"")


def _crash(status: int, talk: bytes, timeout: float, max_memory: int, elapsed: float) -> CompetencyGraphError:
    """Return the error for a worker that died or left its answer unfinished."""
    processor = getattr(signal, "SIGXCPU", None)
    if elapsed >= timeout or (processor is not None and status == -processor):
        return time_limit_error(timeout)
    if _OUT_OF_MEMORY in talk or b"MemoryError" in talk:
        return _memory_error(max_memory)
    return QueryLimitError(
        f"the query brought the query engine down (status {status})",
        remedy="it is too deep or too large for it: ask for less at once",
    )


def _memory_error(max_memory: int) -> QueryLimitError:
    return QueryLimitError(
        f"the query needs more than {max_memory // 2**20} MiB of memory", remedy="ask for less at once"
    )


def _refusal(header: dict[str, Any], max_rows: int, max_memory: int) -> CompetencyGraphError:
    status, message = header["status"], header.get("message", "")
    if status == "rows":
        return row_limit_error(max_rows)
    if status == "memory":
        return _memory_error(max_memory)
    if status == "syntax":
        return QueryRefusedError(f"the query is no valid SPARQL: {message}", remedy="mend it")
    kind = SnapshotGoneError if status == "open" else StoreError
    return kind(f"the store could not be read: {message}", remedy="run `competencygraph store verify`")


def _decode(form: str, body: bytes) -> QueryResult:
    if form == "triples":
        return QueryResult(triples=tuple(quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)))
    answer = parse_query_results(body, QueryResultsFormat.JSON)
    if isinstance(answer, QueryBoolean):
        return QueryResult(boolean=bool(answer))
    if isinstance(answer, QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return QueryResult(variables=names, rows=tuple(tuple(solution[name] for name in names) for solution in answer))
    raise StoreError("the worker gave no readable answer", remedy="report this as a fault of competencygraph")
