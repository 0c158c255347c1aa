"""Why something was read as it was, looked up by what it became and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from competencygraph.model import Evidence, Reading

__all__ = ["Readings"]


class Readings:
    """The readings of a document by their lines.

    Args:
        readings: of the document.

    >>> noted = Reading("task", "Plannen", Evidence(2, 2), "list-under-area", 0.9)
    >>> Readings([noted]).of("task", "Plannen", Evidence(2, 2)) is noted
    True
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._by_lines: dict[Evidence, list[Reading]] = defaultdict(list)
        for reading in readings:
            self._by_lines[reading.evidence].append(reading)

    def of(self, kind: str, text: str, evidence: Evidence) -> Reading | None:
        """Return the reading of something: of its lines, its kind before others, then its text.

        Args:
            kind: what it became.
            text: its text.
            evidence: its lines.

        Returns:
            The reading, None where no rule told why, or only of another kind and another text.
        """
        here = self._by_lines.get(evidence, [])
        name = kind.replace("-", " ")
        for likely in (
            [one for one in here if one.kind == name and one.text == text],
            [one for one in here if one.kind == name],
            [one for one in here if one.text == text],
        ):
            if likely:
                return likely[-1]
        return None
