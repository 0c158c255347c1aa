"""The words that differ between two wordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from competencygraph.compare._alignment import opcodes
from competencygraph.compare._moves import moved_tokens

__all__ = ["READABLE_SHARE", "DiffKind", "DiffPart", "common_share", "one_side", "plain_diff", "word_diff"]

DiffKind: TypeAlias = Literal["same", "removed", "added", "moved-away", "moved-here"]

#: The share of common words from which marks help. Below a half most of the text would be marked, and what stays
#: unmarked is mostly "de", "van" and "en": the two wordings are then read faster one under the other.
READABLE_SHARE = 0.5

_WORD = r"\w+(?:[-'’.,/]\w+)*"
_WORDS = re.compile(_WORD)
_TOKEN = re.compile(rf"(\s*)({_WORD}|[^\w\s])")


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of words of one kind.

    Args:
        kind: ``same`` in both wordings, ``removed`` from the old one, ``added`` in the new one, ``moved-away`` from
            this place of the old one to another of the new one, ``moved-here`` from another place.
        text: the words with the spaces and punctuation between and, where needed, around them.
    """

    kind: DiffKind
    text: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a punctuation mark, and whether white space stands before it."""

    text: str
    spaced: bool


def word_diff(old: str, new: str, *, moves: bool = False) -> tuple[DiffPart, ...]:
    """Return the parts of two wordings that are the same, removed, added and moved, in reading order.

    Args:
        old: the first wording.
        new: the second wording.
        moves: whether text that leaves one place and comes at another is told as moved; else it is removed and
            added. A run counts as moved from four words and punctuation marks, three of them words.

    Returns:
        The parts; none is empty, no two neighbours are of one kind, and what leaves a place stands before what comes
        there. Without the added parts and those moved here they are `old`, without the removed ones and those moved
        away `new`, but for white space, which counts as one space wherever it stands. Words and punctuation marks are
        compared apart, so a full stop that moves is no change of the word before it.

    >>> [(part.kind, part.text) for part in word_diff("Adviezen geven.", "Adviezen en ideeën geven.")]
    [('same', 'Adviezen '), ('added', 'en ideeën'), ('same', ' geven.')]
    >>> [part.text for part in word_diff("a b c d e f g h i", "e f g h i a b c d", moves=True)]
    ['a b c d', ' e f g h i ', 'a b c d']
    """
    before, after = _tokens(old), _tokens(new)
    words, new_words = [token.text for token in before], [token.text for token in after]
    steps = opcodes(words, new_words)
    gone, come = moved_tokens(words, new_words, steps) if moves else (frozenset[int](), frozenset[int]())
    parts: list[DiffPart] = []
    space = ""
    for tag, start, end, new_start, new_end in steps:
        if tag == "equal":
            parts.append(DiffPart("same", space + _joined(after[new_start:new_end])))
            space = ""
            continue
        gap = _Gap(before, after, (start, end), (new_start, new_end))
        if parts and gap.space_before:
            parts[-1] = DiffPart("same", f"{parts[-1].text} ")
        parts.extend(gap.parts(gone, come))
        space = " " if gap.space_after else ""
    return tuple(parts)


def plain_diff(parts: Iterable[DiffPart]) -> str:
    """Return a diff as text without colour.

    Args:
        parts: what `word_diff` returned.

    Returns:
        The wording, with ``[-`` and ``-]`` around what is removed and ``{+`` and ``+}`` around what is added; of moved
        text ``[~`` and ``~]`` where it stood, ``{~`` and ``~}`` where it came.

    >>> plain_diff(word_diff("Een gedeelde rol hebben", "Een doorslaggevende rol hebben"))
    'Een [-gedeelde-]{+doorslaggevende+} rol hebben'
    """
    marks = {
        "same": "{}",
        "removed": "[-{}-]",
        "added": "{{+{}+}}",
        "moved-away": "[~{}~]",
        "moved-here": "{{~{}~}}",
    }
    return "".join(marks[part.kind].format(part.text) for part in parts)


def common_share(parts: Iterable[DiffPart]) -> float:
    """Return which share of the words of two wordings they have in common, in one order or moved.

    Args:
        parts: what `word_diff` returned.

    Returns:
        From 0 (no word in common) to 1 (the same words); punctuation does not count, and 1 without any word.

    >>> common_share(word_diff("Adviezen geven.", "Ideeën geven."))
    0.5
    """
    common = total = 0
    for part in parts:
        words = len(_WORDS.findall(part.text)) * (2 if part.kind == "same" else 1)
        total += words
        common += 0 if part.kind in {"removed", "added"} else words
    return common / total if total else 1.0


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
    kinds = {"same", side, "moved-away" if side == "removed" else "moved-here"}
    for part in parts:
        if part.kind in kinds:
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
        self._old_start, self._new_start = old[0], new[0]
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

    def parts(self, gone: Set[int], come: Set[int]) -> Iterator[DiffPart]:
        """Yield the parts that leave this place, then those that come here.

        Args:
            gone: places in the old wording of the tokens that moved away.
            come: places in the new wording of the tokens that moved here.
        """
        yield from self._pieces("removed", "moved-away", self._removed, self._old_start, gone)
        yield from self._pieces("added", "moved-here", self._added, self._new_start, come)

    def _pieces(
        self, kind: DiffKind, moved: DiffKind, tokens: Sequence[_Token], start: int, places: Set[int]
    ) -> Iterator[DiffPart]:
        """Yield tokens in runs of one kind, with the spaces that belong inside the parts."""
        left, right = self._inside["removed" if kind == "removed" else "added"]
        runs = [list(run) for _, run in groupby(range(len(tokens)), key=lambda place: start + place in places)]
        for run in runs:
            text = _joined(tokens[run[0] : run[-1] + 1])
            inner = tokens[run[0]].spaced if run[0] else left and not self._at_start
            end = run[-1] == len(tokens) - 1 and right and not self._at_end
            yield DiffPart(
                moved if start + run[0] in places else kind, f"{' ' if inner else ''}{text}{' ' if end else ''}"
            )


def _tokens(text: str) -> tuple[_Token, ...]:
    """Return the words and punctuation marks of a text."""
    return tuple(_Token(match.group(2), bool(match.group(1))) for match in _TOKEN.finditer(text))


def _joined(tokens: Sequence[_Token]) -> str:
    """Return tokens as text, without a space before the first."""
    return "".join(f" {token.text}" if token.spaced and place else token.text for place, token in enumerate(tokens))
