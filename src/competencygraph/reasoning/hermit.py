"""HermiT behind a deadline: a worker process with its Java, asked one question after another."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import RdfFormat, Triple, parse

from competencygraph import errors
from competencygraph.errors import CheckLimitError, FailureError, MissingExtraError, UsageError
from competencygraph.reasoning.axioms import TYPE, Axioms, iri_of, load_axioms
from competencygraph.reasoning.control import CONTROL, answered, without_control
from competencygraph.reasoning.java import find_java
from competencygraph.terms.namespaces import OWL, RDF

__all__ = ["MAX_TIMEOUT", "MEMORY", "TIMEOUT", "Reasoner", "Verdict", "check_installed"]

#: Seconds that all questions to one reasoner may take together.
TIMEOUT = 120.0
MAX_TIMEOUT = 86_400.0
#: Megabytes of memory that Java may take.
MEMORY = 1000
_INSTALLED = frozenset({"site-packages", "dist-packages"})
#: Settings of Java that would undo its limit of memory.
_JAVA_SETTINGS = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT says.

    Args:
        consistent: whether all statements can be true together.
        inferred: what follows beside what was stated: kinds of things, links between them, classes below classes.
    """

    consistent: bool
    inferred: tuple[Triple, ...] = ()

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Return which thing was found to be of which kind, as IRIs."""
        return tuple((iri_of(one.subject), iri_of(one.object)) for one in self.inferred if one.predicate.value == TYPE)

    @property
    def impossible(self) -> tuple[str, ...]:
        """Return the IRIs of the classes that nothing can be in."""
        return tuple(sorted({iri_of(one.subject) for one in self.inferred if iri_of(one.object) == f"{OWL}Nothing"}))


def check_installed() -> str:
    """Return the program that runs Java, once all that reasoning needs is there.

    Raises:
        MissingExtraError: owlready2 or Java is missing.
    """
    if importlib.util.find_spec("owlready2") is None:
        raise MissingExtraError(
            "reasoning needs owlready2, which is not installed",
            remedy="run pip install 'competencygraph[reasoning]'",
        )
    return find_java()


class Reasoner:
    """HermiT with a deadline for all that it is asked; a context manager, which leaves nothing running.

    Args:
        timeout: seconds for everything together.
        memory: megabytes that Java may take.
        axioms: what holds beside the facts; those of the packaged ontology when None.

    Raises:
        UsageError: the time is no number above 0 and up to a day.
        MissingExtraError: owlready2 or Java is missing.
    """

    def __init__(self, *, timeout: float = TIMEOUT, memory: int = MEMORY, axioms: Axioms | None = None) -> None:
        if not 0 < timeout <= MAX_TIMEOUT:
            raise UsageError(
                f"a time limit of {timeout:g} s is not possible",
                remedy=f"give a number above 0, and {MAX_TIMEOUT:.0f} (one day) at most",
            )
        self._java = check_installed()
        self._timeout = timeout
        self._memory = memory
        self._axioms = load_axioms() if axioms is None else axioms
        self._ends = time.monotonic() + timeout
        self._late = False
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def left(self) -> float:
        """Return the seconds until the deadline, below 0 after it."""
        return self._ends - time.monotonic()

    def classify(self, facts: Iterable[Triple], distinct: Iterable[tuple[str, ...]] = ()) -> Verdict:
        """Return whether facts agree with the axioms, and what follows from both.

        Args:
            facts: statements that a reasoner can take: see `sample_of`.
            distinct: groups of IRIs whose things are different from one another.

        Returns:
            The verdict.

        Raises:
            CheckLimitError: the deadline passed or Java needed more memory; nothing is left running.
            FailureError: Java or HermiT failed, or what ran as Java gave no answer.
        """
        lines = [*self._axioms.triples, *facts]
        data = "".join(f"{one} .\n" for one in lines) + "".join(_different(distinct)) + CONTROL
        answer = self._ask({"data": data})
        status = answer["status"]
        if status == "inconsistent":
            return Verdict(False)
        if status == "consistent":
            quads = parse(answer["inferred"].encode(), RdfFormat.N_TRIPLES)
            inferred = tuple(one.triple for one in quads if iri_of(one.object) != f"{OWL}Ontology")
            if not answered(inferred):
                raise self._no_answer("what is known to follow did not come back")
            return Verdict(True, without_control(inferred))
        if status == "garbled":
            raise self._no_answer(str(answer["said"]))
        if status == "memory":
            raise CheckLimitError(
                f"the reasoner needs more than {self._memory} MB of memory", remedy="reason over a smaller profile"
            )
        error = FailureError("the reasoner failed", remedy="run again with --debug to see what it said")
        error.add_note(str(answer.get("said", "")))
        raise error

    def close(self) -> None:
        """End the worker with its Java; a second call does nothing."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            process.wait()
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the worker's answer, which is started when it does not run yet."""
        left = self.left
        if left <= 0:
            self.close()
            raise self._too_late()
        timer = threading.Timer(left, self._expire)
        timer.daemon = True
        timer.start()
        try:
            process = self._process or self._start()
            if process.stdin is not None:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write(json.dumps(request).encode() + b"\n")
                    process.stdin.flush()
            return self._receive(process)
        finally:
            timer.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        self._folder = tempfile.mkdtemp(prefix="competencygraph-")
        seconds = math.ceil(self.left) * (os.cpu_count() or 1) + 1
        process = subprocess.Popen(  # noqa: S603  (our own module, our own interpreter)
            [sys.executable, "-P", "-m", _WORKER, self._java, str(self._memory), str(seconds), self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(self._folder),
            start_new_session=True,
        )
        self._process = process
        if self._late:
            _end(process)
        self._receive(process)
        return process

    def _receive(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        line = b"" if process.stdout is None else process.stdout.readline()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.close()
        if self._late:
            raise self._too_late()
        raise FailureError(
            f"the process that reasons ended (status {process.returncode})", remedy="run again with --debug to see more"
        )

    def _expire(self) -> None:
        self._late = True
        process = self._process
        if process is not None:
            _end(process)

    def _no_answer(self, said: str) -> FailureError:
        error = FailureError(
            "the reasoner gave no answer",
            where=self._java,
            remedy="install another Java; `competencygraph doctor` shows which one is used",
        )
        error.add_note(said)
        return error

    def _too_late(self) -> CheckLimitError:
        return CheckLimitError(
            f"the reasoner was stopped after {self._timeout:g} s",
            remedy="give it more time with --timeout, or a smaller profile with --profile",
        )


_WORKER = "competencygraph.reasoning.worker"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the worker with all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        taskkill = shutil.which("taskkill")
        if taskkill is not None:
            command = [taskkill, "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (a process of our own)
        process.kill()


def _environment(folder: str) -> dict[str, str]:
    """Return the environment in which the worker finds this package, and leaves its files in one folder."""
    environment = {name: value for name, value in os.environ.items() if name not in _JAVA_SETTINGS}
    environment |= {"TMPDIR": folder, "TEMP": folder, "TMP": folder}
    root = Path(errors.__file__).resolve().parents[1]
    if root.name not in _INSTALLED:
        others = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([str(root), *([others] if others else [])])
    return environment


def _different(groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield, as lines of N-Triples, that the things of each group are different from one another.

    Args:
        groups: of IRIs.

    Yields:
        Lines with their ends.
    """
    for number, group in enumerate(groups):
        axiom = f"_:different{number}"
        yield f"{axiom} <{TYPE}> <{OWL}AllDifferent> .\n"
        yield f"{axiom} <{OWL}distinctMembers> {axiom}n0 .\n"
        for place, iri in enumerate(group):
            following = f"{axiom}n{place + 1}" if place + 1 < len(group) else f"<{RDF}nil>"
            yield f"{axiom}n{place} <{RDF}first> <{iri}> .\n{axiom}n{place} <{RDF}rest> {following} .\n"
