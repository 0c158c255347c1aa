"""Tasks that the tests of the supervised processes hand out; imported by the workers too, by this name."""

from __future__ import annotations

import os
import re
import signal
import time
from functools import cache

from pyoxigraph import RdfFormat, parse

from competencygraph.errors import UsageError
from competencygraph.validation.port import ShapeEngine
from competencygraph.validation.shapes import Shapes
from competencygraph.validation.worker import note

PREPARED: list[int] = []


def prepare() -> None:
    PREPARED.append(os.getpid())


def refuse_to_start() -> None:
    raise UsageError("the shapes are upside down")


def fail_to_start() -> None:
    raise RuntimeError("not today")


def do(task: str) -> str:
    """Do what the task says."""
    note(f"step of {task}")
    verb, _, rest = task.partition(" ")
    if verb == "match":
        return str(re.match(r"^(a+)+$", rest))
    if verb == "sleep":
        time.sleep(float(rest))
    if verb == "fill":
        return str(len("x" * (int(rest) * 2**20)))
    if verb == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if verb == "refuse":
        raise UsageError(rest)
    if verb == "trip":
        raise ZeroDivisionError(rest)
    if verb == "pid":
        return str(os.getpid())
    if verb == "prepared":
        return str(PREPARED == [os.getpid()])
    return rest.upper()


def validate(shapes: Shapes, data: bytes) -> int:
    """Return how many results there are."""
    return len(_engine(shapes).validate(quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)))


@cache
def _engine(shapes: Shapes) -> ShapeEngine:
    from competencygraph.validation.pyshacl_engine import PyshaclEngine

    return PyshaclEngine(shapes)
