"""The words that differ between two wordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["READABLE_SHARE", "DiffPart", "common_share", "one_side", "plain_diff", "word_diff"]

#: The share of common words from which marks help. Below a half most of the text would be marked, and what stays
#: unmarked is mostly "de", "van" and "en": the two wordings are then read faster one under the other.
READABLE_SHARE = 0.5

# Pairs of words beyond which frequent words no longer tie the wordings together: a cell has some fifty words.
_LONG = 1_000_000
_WORD = r"\w+(?:[-'’.,/]\w+)*"
_WORDS = re.compile(_WORD)
_TOKEN = re.compile(rf"(\s*)({_WORD}|[^\w\s])")


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of words of one kind.

    Args:
        kind: ``same`` in both wordings, ``removed`` from the old one, ``added`` in the new one.
        text: the words with the spaces and punctuation between and, where needed, around them.
    """

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a punctuation mark, and whether white space stands before it."""

    text: str
    spaced: bool


def word_diff(old: str, new: str) -> tuple[DiffPart, ...]:
    """Return the parts of two wordings that are the same, removed and added, in reading order.

    Args:
        old: the first wording.
        new: the second wording.

    Returns:
        The parts; none is empty, no two neighbours are of one kind, and what is removed stands before what is added in
        its place. Without the added parts they are `old`, without the removed ones `new`, but for white
        space, which counts as one space wherever it stands. Words and punctuation marks are compared apart, so a
        full stop that moves is no change of the word before it.

    >>> [(part.kind, part.text) for part in word_diff("Adviezen geven.", "Adviezen en ideeën geven.")]
    [('same', 'Adviezen '), ('added', 'en ideeën'), ('same', ' geven.')]
    """
    before, after = _tokens(old), _tokens(new)
    long = len(before) * len(after) > _LONG
    matcher = SequenceMatcher(None, [token.text for token in before], [token.text for token in after], autojunk=long)
    parts: list[DiffPart] = []
    space = ""
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            parts.append(DiffPart("same", space + _joined(after[new_start:new_end])))
            space = ""
            continue
        gap = _Gap(before, after, (start, end), (new_start, new_end))
        if parts and gap.space_before:
            parts[-1] = DiffPart("same", f"{parts[-1].text} ")
        parts.extend(gap.parts())
        space = " " if gap.space_after else ""
    return tuple(parts)


def plain_diff(parts: Iterable[DiffPart]) -> str:
    """Return a diff as text without colour.

    Args:
        parts: what `word_diff` returned.

    Returns:
        The wording, with ``[-`` and ``-]`` around what is removed and ``{+`` and ``+}`` around what is added.

    >>> plain_diff(word_diff("Een gedeelde rol hebben", "Een doorslaggevende rol hebben"))
    'Een [-gedeelde-]{+doorslaggevende+} rol hebben'
    """
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


def common_share(parts: Iterable[DiffPart]) -> float:
    """Return which share of the words of two wordings they have in common, in one order.

    Args:
        parts: what `word_diff` returned.

    Returns:
        From 0 (no word in common) to 1 (the same words); punctuation does not count, and 1 without any word.

    >>> common_share(word_diff("Adviezen geven.", "Ideeën geven."))
    0.5
    """
    counts = {"same": 0, "removed": 0, "added": 0}
    for part in parts:
        counts[part.kind] += len(_WORDS.findall(part.text))
    total = 2 * counts["same"] + counts["removed"] + counts["added"]
    return 2 * counts["same"] / total if total else 1.0


def one_side(parts: Iterable[DiffPart], side: Literal["removed", "added"]) -> tuple[DiffPart, ...]:
    """Return the parts that make one of the two wordings, with one space where both neighbours bring one.

    Args:
        parts: what `word_diff` returned.
        side: ``removed`` for the old wording, ``added`` for the new one.

    Returns:
        The parts of the other kind left out; their texts in a row are the wording.

    >>> [part.text for part in one_side(word_diff("de middelen aanwenden", "de middelen en geld aanwenden"), "removed")]
    ['de middelen ', 'aanwenden']
    """
    kept: list[DiffPart] = []
    for part in parts:
        if part.kind in {"same", side}:
            spaced = not kept or kept[-1].text.endswith(" ")
            kept.append(DiffPart(part.kind, part.text.removeprefix(" ") if spaced else part.text))
    if kept:
        kept[-1] = DiffPart(kept[-1].kind, kept[-1].text.rstrip())
    return tuple(part for part in kept if part.text)


class _Gap:
    """What stands between two runs of equal words: words of the old wording, of the new one, or of both.

    White space at its edges belongs outside the marked parts where both wordings have it, else inside the part that
    has it.

    Args:
        before: all tokens of the old wording.
        after: all tokens of the new wording.
        old: start and end of the gap in `before`.
        new: start and end of the gap in `after`.
    """

    def __init__(
        self, before: Sequence[_Token], after: Sequence[_Token], old: tuple[int, int], new: tuple[int, int]
    ) -> None:
        self._at_start = old[0] == 0 and new[0] == 0
        self._at_end = old[1] == len(before) and new[1] == len(after)
        self._removed = before[slice(*old)]
        self._added = after[slice(*new)]
        old_edges = self._edges(before, *old)
        new_edges = self._edges(after, *new)
        outside_left = old_edges[0] and new_edges[0]
        outside_right = old_edges[1] and new_edges[1]
        if not (self._removed and self._added):
            # The side without words has one space or none where the other has its words and up to two.
            empty, full = (new_edges, old_edges) if self._removed else (old_edges, new_edges)
            outside_left = empty[0] and (full[0] or not full[1])
            outside_right = empty[0] and full[1]
        self.space_before = outside_left and not self._at_start
        self.space_after = outside_right and not self._at_end
        self._inside = {
            "removed": (old_edges[0] and not outside_left, old_edges[1] and not outside_right),
            "added": (new_edges[0] and not outside_left, new_edges[1] and not outside_right),
        }

    def _edges(self, tokens: Sequence[_Token], start: int, end: int) -> tuple[bool, bool]:
        """Return whether one wording has white space before the gap and after it; the text's ends count as such."""
        right = self._at_end or (end < len(tokens) and tokens[end].spaced)
        left = self._at_start or (start < len(tokens) and tokens[start].spaced)
        return left or (start == end and right), right

    def parts(self) -> Iterator[DiffPart]:
        """Yield the removed part and the added part, each when there is one."""
        if self._removed:
            yield DiffPart("removed", self._text(self._removed, self._inside["removed"]))
        if self._added:
            yield DiffPart("added", self._text(self._added, self._inside["added"]))

    def _text(self, tokens: Sequence[_Token], inside: tuple[bool, bool]) -> str:
        """Return the tokens as text, with the spaces that belong inside the part."""
        left = " " if inside[0] and not self._at_start else ""
        right = " " if inside[1] and not self._at_end else ""
        return f"{left}{_joined(tokens)}{right}"


def _tokens(text: str) -> tuple[_Token, ...]:
    """Return the words and punctuation marks of a text."""
    return tuple(_Token(match.group(2), bool(match.group(1))) for match in _TOKEN.finditer(text))


def _joined(tokens: Sequence[_Token]) -> str:
    """Return tokens as text, without a space before the first."""
    return "".join(f" {token.text}" if token.spaced and place else token.text for place, token in enumerate(tokens))
