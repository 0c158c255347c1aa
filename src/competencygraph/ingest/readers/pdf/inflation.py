"""What the streams of a PDF hold when they are inflated, told before anything inflates them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

__all__ = ["inflates_beyond"]

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_DEFLATED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_HEAD = 4096
"""The dictionary of a stream is no longer than this, in bytes."""
_CHUNK = 1 << 20


def inflates_beyond(data: bytes, limit: int) -> bool:
    r"""Return whether the deflated streams of a PDF hold more bytes than a limit, images left out.

    Pictures are not inflated by reading text. Streams in other codes, and those of an encrypted file, cannot be told;
    the memory cap of the reading process holds those.

    Args:
        data: the file.
        limit: bytes, at least 0.

    >>> body = zlib.compress(bytes(100_000))
    >>> inflates_beyond(b"1 0 obj <</Filter /FlateDecode>> stream\n" + body + b"\nendstream", 50_000)
    True
    """
    total = 0
    for body, filters in _streams(data):
        total += _inflated(body, filters, limit - total)
        if total > limit:
            return True
    return False


def _streams(data: bytes) -> Iterator[tuple[memoryview, int]]:
    """Yield the body of each stream, up to the end of the file, and how often it may be deflated, at least once."""
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        start = max(data.rfind(b"obj", max(0, match.start() - _HEAD), match.start()), match.start() - _HEAD, 0)
        head = data[start : match.start()]
        if not _IMAGE.search(head):
            yield view[match.end() :], max(1, len(_DEFLATED.findall(head)))


def _inflated(body: memoryview, filters: int, limit: int) -> int:
    """Return how many bytes a stream holds at the last of its filters, counted no further than beyond the limit."""
    stages = [zlib.decompressobj() for _ in range(min(filters, 8))]
    total = taken = 0
    while taken < len(body) and not stages[0].eof and total <= limit:
        piece = bytes(body[taken : taken + 65536])
        taken += len(piece)
        try:
            total += _through(stages, piece, limit - total)
        except zlib.error:
            break
    return total


def _through(stages: list[zlib._Decompress], piece: bytes, limit: int) -> int:
    """Return how many bytes a piece becomes behind all stages, each worked off in chunks."""
    if not stages:
        return len(piece)
    first, total = stages[0], 0
    while piece and total <= limit and not first.eof:
        total += _through(stages[1:], first.decompress(piece, _CHUNK), limit - total)
        piece = first.unconsumed_tail
    return total
