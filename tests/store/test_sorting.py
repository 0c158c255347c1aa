"""Lines beyond what is sorted at once come out as if all had been sorted together."""

from __future__ import annotations

import io
from random import Random

import pytest

from competencygraph.store.sorting import merged_blocks, sorted_blocks, sorted_runs


def some_lines(seed: int, count: int) -> list[bytes]:
    """Return lines of which many come back."""
    random = Random(seed)  # noqa: S311
    return [f"{random.randint(0, count // 2)} {'é' * random.randint(0, 9)}\n".encode() for _ in range(count)]


def flat(blocks: object) -> list[bytes]:
    """Return the lines of blocks."""
    return [line for block in blocks for line in block]  # type: ignore[attr-defined]


@pytest.mark.parametrize("run", [1, 100, 5_000, 1 << 30])
def test_lines_are_sorted_and_each_is_there_once(run: int) -> None:
    lines = some_lines(1, 3_000)
    blocks = [lines[start : start + 70] for start in range(0, len(lines), 70)]
    found = flat(sorted_blocks(blocks, run=run))
    assert found == sorted(set(lines))
    assert len(found) < len(lines)


def test_runs_hold_no_more_than_they_may() -> None:
    lines = some_lines(2, 2_000)
    runs = list(sorted_runs([[line] for line in lines], run=1_000))
    assert len(runs) > 10
    assert all(run == sorted(set(run)) and sum(map(len, run)) < 1_100 for run in runs)


def test_files_that_share_lines_are_merged() -> None:
    parts = [sorted(set(some_lines(seed, 40_000))) for seed in (3, 4, 5)]
    found = list(merged_blocks([io.BytesIO(b"".join(part)) for part in (*parts, [])]))
    assert len(found) > 1
    assert flat(found) == sorted({line for part in parts for line in part})


def test_nothing_gives_nothing() -> None:
    assert list(sorted_blocks([])) == list(sorted_blocks([[]])) == list(merged_blocks([])) == []
