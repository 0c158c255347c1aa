"""Sorting more lines than memory should hold."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import IO

__all__ = ["merged_blocks", "sorted_blocks", "sorted_runs"]

_RUN = 1 << 26
_PIECE = 1 << 20
_LINES = 10_000


def sorted_blocks(blocks: Iterable[Sequence[bytes]], *, run: int = _RUN) -> Iterator[list[bytes]]:
    r"""Yield lines in the order of their bytes, each once, in blocks.

    Args:
        blocks: lines with their line ends, in any order; each block is held in memory.
        run: bytes that are sorted at once; what is beyond them goes through temporary files.

    Yields:
        Blocks that follow one another, none empty. In UTF-8 the order of bytes is that of code points.

    >>> list(sorted_blocks([[b"b\n", b"a\n"], [b"b\n"]]))
    [[b'a\n', b'b\n']]
    """
    with tempfile.TemporaryDirectory(prefix="competencygraph-") as folder, ExitStack() as files:
        runs: list[IO[bytes]] = []
        last: list[bytes] = []
        for lines in sorted_runs(blocks, run=run):
            if last:
                runs.append(files.enter_context(tempfile.TemporaryFile(dir=folder)))
                runs[-1].writelines(last)
            last = lines
        if not runs:
            yield from (last[start : start + _LINES] for start in range(0, len(last), _LINES))
            return
        runs.append(files.enter_context(tempfile.TemporaryFile(dir=folder)))
        runs[-1].writelines(last)
        del last, lines
        for file in runs:
            file.seek(0)
        yield from merged_blocks(runs)


def sorted_runs(blocks: Iterable[Sequence[bytes]], *, run: int = _RUN) -> Iterator[list[bytes]]:
    r"""Yield lines in runs, each in the order of its bytes and each line once in it.

    Args:
        blocks: lines with their line ends, in any order.
        run: bytes of a run, of which one is in memory at a time.

    Yields:
        Runs, none empty; the same line may stand in several.

    >>> list(sorted_runs([[b"b\n", b"a\n"], [b"b\n"]], run=4))
    [[b'a\n', b'b\n'], [b'b\n']]
    """
    lines: list[bytes] = []
    size = 0
    for block in blocks:
        lines += block
        size += sum(map(len, block))
        if size >= run:
            yield _unique(lines)
            lines, size = [], 0
    if lines:
        yield _unique(lines)


def merged_blocks(files: Iterable[IO[bytes]]) -> Iterator[list[bytes]]:
    """Yield the lines of sorted files in one order, each once, in blocks.

    Args:
        files: open at their start; the lines of each sorted by their bytes, none twice.

    Yields:
        Blocks that follow one another, none empty.
    """
    open_runs = [(file, file.readlines(_PIECE)) for file in files]
    while open_runs := [(file, lines or file.readlines(_PIECE)) for file, lines in open_runs]:
        open_runs = [(file, lines) for file, lines in open_runs if lines]
        if not open_runs:
            return
        if len(open_runs) == 1:
            yield open_runs[0][1]
            open_runs = [(open_runs[0][0], [])]
            continue
        bound = min(lines[-1] for _, lines in open_runs)
        taken: list[bytes] = []
        for _, lines in open_runs:
            cut = bisect_right(lines, bound)
            taken += lines[:cut]
            del lines[:cut]
        yield _unique(taken)


def _unique(lines: list[bytes]) -> list[bytes]:
    """Return lines sorted, each once; the list that is given is sorted too."""
    lines.sort()
    return list(dict.fromkeys(lines))
