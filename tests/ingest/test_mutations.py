"""Faulty documents end in a model or in one clear line, and soon; `bench/mutations.py` reads 20,000 of them."""

from __future__ import annotations

import importlib
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competencygraph.errors import CompetencyGraphError
from competencygraph.ingest import parse_document
from competencygraph.model import ParsedDocument

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "bench"))
mutating: Any = importlib.import_module("mutating")
mutations: Any = importlib.import_module("mutations")

SECONDS = 20
BUDGET = {"txt": 60, "md": 40, "html": 40, "docx": 60, "pdf": 40}


class HangError(BaseException):
    """Reading took too long."""


@contextmanager
def watched() -> Iterator[None]:
    """Raise an error that nothing catches when the block takes too long, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def mutate(data: bytes, kind: str, seed: int) -> bytes:
    """Return the document with the faults that a seed gives."""
    changed: bytes = mutating.mutate(data, kind, Random(seed))  # noqa: S311 - nothing secret
    return changed


def read(data: bytes, kind: str, folder: Path) -> ParsedDocument | CompetencyGraphError:
    """Return what a faulty document gives."""
    file = folder / f"document.{kind}"
    file.write_bytes(data)
    try:
        with watched():
            return parse_document(file)
    except CompetencyGraphError as error:
        return error


@cache
def bases() -> dict[str, list[bytes]]:
    """Return the documents to begin with."""
    found: dict[str, list[bytes]] = mutations.bases()
    return found


def test_the_documents_are_fine_before_they_are_made_faulty(tmp_path: Path) -> None:
    for kind, documents in bases().items():
        assert len(documents) >= 10
        assert any(isinstance(read(data, kind, tmp_path), ParsedDocument) for data in documents[:3])


def test_a_fault_changes_the_document_and_a_seed_gives_it_again() -> None:
    for kind, documents in bases().items():
        made, again = ([mutate(documents[0], kind, seed) for seed in range(30)] for _ in range(2))
        assert made == again
        assert sum(data != documents[0] for data in made) > 20


def test_a_hang_is_seen() -> None:
    with pytest.raises(HangError), watched():
        signal.alarm(1)
        while True:
            pass


@pytest.mark.slow
@pytest.mark.parametrize("kind", BUDGET)
def test_a_faulty_document_is_read_or_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    documents = bases()[kind]

    @settings(max_examples=BUDGET[kind], suppress_health_check=list(HealthCheck), database=None)
    @given(st.integers(0, len(documents) - 1), st.integers(0, 2**32))
    def check(number: int, seed: int) -> None:
        found = read(mutate(documents[number], kind, seed), kind, tmp_path)
        if isinstance(found, CompetencyGraphError):
            assert found.exit_code == 2
            assert "\n" not in str(found)
            assert found.remedy
        else:
            assert found.document.placed <= len(found.document.lines)

    check()
