"""Lines read as one text, for what runs over line ends, with the way back to the lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

__all__ = ["RunningText"]


class RunningText:
    """The lines of a document as one text, line ends kept.

    Args:
        lines: the lines; line 1 is ``lines[0]``.

    >>> running = RunningText(["tot 28", "april"])
    >>> start = running.text.index("28")
    >>> running.lines_of(start, start + len("28 april"))
    (1, 2)
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = "\n".join(lines)
        self._starts = [0]
        for line in lines[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line of a stretch of the text.

        Args:
            start: offset of its first character.
            end: offset behind its last character, above `start`.

        Returns:
            Two line numbers, counted from 1.
        """
        return bisect_right(self._starts, start), bisect_right(self._starts, max(start, end - 1))
