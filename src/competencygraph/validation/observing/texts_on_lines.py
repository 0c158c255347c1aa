"""The texts of an edition by the lines that they stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from competencygraph.validation.observing.source import TextNode

__all__ = ["TextsOnLines"]

#: A text on more lines than this is looked up apart; few texts are so long.
_WIDE = 50


class TextsOnLines:
    """Finds the texts whose lines hold others, without a look at all of them.

    Args:
        texts: the texts, in any order.

    >>> from competencygraph.validation.observing.source import TextNode
    >>> texts = [TextNode("urn:a", "urn:k", "urn:p", "a", 1, 9), TextNode("urn:b", "urn:k", "urn:p", "b", 4, 5)]
    >>> [text.iri for text in TextsOnLines(texts).around((5, 6))]
    ['urn:a']
    """

    def __init__(self, texts: Iterable[TextNode]) -> None:
        self._narrow: defaultdict[int, list[TextNode]] = defaultdict(list)
        self._wide: list[TextNode] = []
        for text in texts:
            if text.end_line - text.start_line > _WIDE:
                self._wide.append(text)
                continue
            for line in range(text.start_line, text.end_line + 1):
                self._narrow[line].append(text)

    def around(self, lines: tuple[int, int]) -> list[TextNode]:
        """Return the texts whose lines hold some lines.

        Args:
            lines: the first and the last of them.

        Returns:
            The texts, the long ones behind.
        """
        near = [*self._narrow.get(lines[0], ()), *self._wide]
        return [text for text in near if text.start_line <= lines[0] and lines[1] <= text.end_line]
