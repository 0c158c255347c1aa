"""What the look of printed lines says of them: which carry on the text before, which are headings."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from competencygraph.ingest.readers.pdf.lines import Frame, TextLine, is_marker

__all__ = ["Look", "body_size", "look_at"]

_LARGER = 1.09
"""Letters this much larger than the text's make a heading."""
_WIDER = 1.3
"""A step down this much larger than the usual one is a blank line."""
_INDENT = 0.6
"""Lines begin at different places when these lie this far apart, in letter sizes."""
_HANGING = 4.0
"""Text hangs no further behind its list marker than this, in letter sizes."""
_LOOSER = 1.12
"""A step down this much larger than those inside the text begins a paragraph."""
_FEW = 3
_WORD_ERROR = 1.15
"""How much wider than reckoned a word may be that carries on a sentence."""
_CAPITAL_ERROR = 1.05
"""The same for a word with a capital, behind which a text of its own may begin."""
_NARROW = frozenset("fijlrtI.,;:!|'’()[]- ")
_WIDE = frozenset("mwMW@%—")
_OUTDENT = 7.0
"""A line may stand out of its column by this many points, as large letters and hanging quotes do."""
_SPREAD = 3.0
_MAX_HEADING = 14
_MAX_HEADING_LINES = 3
_MAX_LEVEL = 6
_BREAKS = re.compile(r"[^\W\d_][-\u00ad]$")
_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_LISTED = re.compile(r"(?:[•*–—✓□-]|o(?=\s)|\d{1,2}(?:\.\d{1,2})*[.)]?(?=\s)|[A-Za-z][.)](?=\s))\s*(?=\S)")
_NAMED = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?: [\w’'/&-]+){0,4} [–—-] (?=[^\W\d_])")
_BULLETED = re.compile(r"[•*–—✓□-]\s|o\s")

Style = tuple[float, bool, bool, bool, bool]
"""Size, bold, capitals, colour, upright: what makes a line stand out, the stronger first."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the lines of a document look like together.

    Args:
        joins: for each line whether it carries on the text before it, None where that is not clear.
        blanks: for each line whether white space stands above it.
        levels: for each line the level of the heading that it is, None for none.
        indents: for each line how far it is indented, in characters.
    """

    joins: tuple[bool | None, ...]
    blanks: tuple[bool, ...]
    levels: tuple[int | None, ...]
    indents: tuple[int, ...]


def body_size(lines: Sequence[tuple[float, int]]) -> float:
    """Return the size that most letters are set in, 10 without any.

    Args:
        lines: the size and the number of letters of each line or piece.

    >>> body_size([(14.0, 20), (10.0, 300), (10.04, 100)])
    10.0
    """
    weights: Counter[float] = Counter()
    for size, letters in lines:
        weights[round(size * 2) / 2] += letters
    return max(weights, key=lambda size: (weights[size], size)) if weights else 10.0


def look_at(lines: Sequence[TextLine]) -> Look:
    """Return what lines in reading order look like.

    Args:
        lines: the content of a document; running headers, page numbers and the like left out.
    """
    if not lines:
        return Look((), (), (), ())
    frames = _Frames(lines)
    pitch = _pitch(lines)
    steps: list[float | None] = [None, *(_step(last, line, frames) for last, line in pairwise(lines))]
    blanks = tuple(
        at > 0 and (_is_apart(lines[at - 1], line) if step is None else step > _WIDER * pitch)
        for at, (line, step) in enumerate(zip(lines, steps, strict=True))
    )
    levels = _levels(lines, blanks)
    leading = _leading(lines, steps)
    joins: list[bool | None] = [False]
    for at in range(1, len(lines)):
        joined = _joins(lines[at - 1], lines[at], blanks[at], frames)
        if levels[at] != levels[at - 1] or (joined and _begins_paragraph(lines, at, steps, joins, leading)):
            joined = False
        joins.append(joined)
    spaced = tuple(blank and joined is not True for blank, joined in zip(blanks, joins, strict=True))
    return Look(tuple(joins), spaced, levels, tuple(frames.indent(line) for line in lines))


class _Frames:
    """The columns of a document: one that is short on one page reaches as far as its like on the others."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        sheets: dict[int, set[Frame]] = defaultdict(set)
        for line in lines:
            if line.spot is None:
                sheets[line.page].add(line.frame)
        spans = {(frame.left, frame.right) for frames in sheets.values() for frame in frames}
        self._edges: dict[tuple[int, Frame], tuple[float, float]] = {}
        begins: dict[tuple[int, Frame], Counter[int]] = defaultdict(Counter)
        for line in lines:
            begins[line.page, line.frame][round(line.x0)] += 1
        counts = Counter(round(line.x0) for line in lines if line.spot is None)
        usual = counts.most_common(1)[0][0] if counts else 0
        for page, frames in sheets.items():
            alone = len({(frame.left, frame.right) for frame in frames}) == 1
            for frame in frames:
                others = [other.left for other in frames if other.left > frame.left + 8]
                limit = min(others, default=float("inf"))
                rights = [right for left, right in spans if abs(left - frame.left) < 40 and right < limit]
                near = [x for x in begins[page, frame] if x - frame.left < _OUTDENT]
                left = float(max(near, key=lambda x: begins[page, frame][x], default=frame.left))
                left = float(usual) if alone and 0 < left - usual < 60 else left
                self._edges[page, frame] = left, max([frame.right, *rights])

    def right(self, line: TextLine) -> float:
        """Return the right edge of a line's column."""
        return self._edges.get((line.page, line.frame), (line.frame.left, line.frame.right))[1]

    def indent(self, line: TextLine) -> int:
        """Return how many characters of white space stand before a line in its column."""
        left = self._edges.get((line.page, line.frame), (line.frame.left, line.frame.right))[0]
        return max(0, min(60, round((line.x0 - left) / (0.5 * max(line.size, 4.0)))))


def _is_below(last: TextLine, line: TextLine) -> bool:
    """Return whether a line stands in the same column or cell as the one before it, and lower."""
    return (last.page, last.frame, last.spot) == (line.page, line.frame, line.spot) and line.y < last.y


def _is_apart(last: TextLine, line: TextLine) -> bool:
    """Return whether lines that do not stand below each other are set apart; cells of one table are not."""
    if last.spot is None or line.spot is None:
        return True
    return (last.page, last.spot.table) != (line.page, line.spot.table)


def _step(last: TextLine, line: TextLine, frames: _Frames) -> float | None:
    """Return the step down between two lines of one column, in letter sizes."""
    return (last.y - line.y) / max(last.size, line.size, 1.0) if _is_below(last, line) else None


def _pitch(lines: Sequence[TextLine]) -> float:
    """Return the usual step down between lines of one text, in letter sizes."""
    steps = sorted(
        (last.y - line.y) / line.size
        for last, line in pairwise(lines)
        if _is_below(last, line) and abs(last.size - line.size) < 0.5 and 0.8 < (last.y - line.y) / line.size < 3
    )
    return min(max(steps[len(steps) * 3 // 10], 1.0), 2.4) if steps else 1.2


def _leading(lines: Sequence[TextLine], steps: Sequence[float | None]) -> float | None:
    """Return the usual step down inside a text, in letter sizes: to lines that carry on a sentence; None if few do."""
    found = [
        step
        for at, step in enumerate(steps)
        if step is not None and lines[at].text[:1].islower() and not _SENTENCE.search(lines[at - 1].text)
    ]
    return statistics.median(found) if len(found) >= _FEW else None


def _begins_paragraph(
    lines: Sequence[TextLine],
    at: int,
    steps: Sequence[float | None],
    joins: Sequence[bool | None],
    leading: float | None,
) -> bool:
    """Return whether a line with a capital behind a closed sentence stands lower than a line of the same text would.

    The step to it is held against the step before it, where that stays inside the text, else against the usual one.
    """
    step = steps[at]
    if step is None or lines[at].text[:1].islower() or not _SENTENCE.search(lines[at - 1].text):
        return False
    usual = steps[at - 1] if joins[at - 1] else leading
    return usual is not None and step > _LOOSER * usual


def _joins(last: TextLine, line: TextLine, blank: bool, frames: _Frames) -> bool | None:
    """Return whether a line carries on the text of the line before it, by where both stand."""
    if last.spot != line.spot:
        return False
    if _LISTED.match(line.text) and (is_marker(line.text.split()[0]) or _BULLETED.match(line.text)):
        return False
    if abs(last.size - line.size) > 0.08 * line.size:
        return False
    if last.bold != line.bold and last.pieces[-1].bold != line.pieces[0].bold:
        return False
    if _NAMED.match(last.text) and _NAMED.match(line.text):
        return False
    if _begins_with_label(last, line) or (_is_spread(last) and _is_spread(line)):
        return False
    lower = line.text[:1].islower()
    if _BREAKS.search(last.text) and lower:
        return True
    ends = _SENTENCE.search(last.text) is not None
    filled = _is_filled(last, line, frames.right(last))
    if not _is_below(last, line):
        if lower and not (ends and not filled):
            return True
        return None if filled and not lower else False
    if blank:
        return None if lower and not ends else False
    if not filled:
        return None if lower and not last.text.endswith((".", ";", "!", "?")) else False
    return _fits_block(last, line, lower)


def _begins_with_label(last: TextLine, line: TextLine) -> bool:
    """Return whether a line begins with a label in bold and a colon, behind text that is not bold."""
    first = line.pieces[0]
    if not first.bold or last.pieces[-1].bold:
        return False
    return ":" in line.text[len(first.text) - 1 : len(first.text) + 2]


def _is_spread(line: TextLine) -> bool:
    """Return whether wide white space stands inside a line, as in a row of a table."""
    return any(
        right.x0 - left.x1 > _SPREAD * line.size and not is_marker(left.text) for left, right in pairwise(line.pieces)
    )


def _fits_block(last: TextLine, line: TextLine, lower: bool) -> bool | None:
    """Return whether a line begins where the text of the filled line before it would go on."""
    far = _INDENT * line.size
    if abs(line.x0 - last.text_x0) <= far or abs(line.x0 - last.x0) <= far:
        return True
    listed = _LISTED.match(last.text) is not None
    if line.x0 > last.text_x0:
        hangs = listed and line.x0 - last.x0 < _HANGING * line.size
        return True if hangs else None if lower else False
    if not listed and line.x0 < last.x0 and last.x0 - line.x0 < 5 * line.size:
        return True if lower else None
    return True if lower and line.x0 >= last.x0 else None


def _is_filled(last: TextLine, line: TextLine, right: float) -> bool:
    """Return whether the first word of a line would not have fitted behind the line before it."""
    word = line.text.split()[0]
    width = sum(piece.x1 - piece.x0 for piece in line.pieces) / max(1, sum(_wide(piece.text) for piece in line.pieces))
    error = _WORD_ERROR if line.text[:1].islower() else _CAPITAL_ERROR
    return _wide(word) * width * error + 0.25 * line.size > right - last.x1


def _wide(text: str) -> float:
    """Return how wide a text is set, a usual small letter being 1."""
    return sum(0.5 if sign in _NARROW else 1.5 if sign in _WIDE else 1.25 if sign.isupper() else 1.0 for sign in text)


def _style(line: TextLine) -> Style:
    letters = [sign for sign in line.text if sign.isalpha()]
    caps = len(letters) >= 3 and all(sign.isupper() for sign in letters)
    return round(line.size * 2) / 2, line.bold, caps, line.tinted, not line.slanted


def _levels(lines: Sequence[TextLine], blanks: Sequence[bool]) -> tuple[int | None, ...]:
    """Return the heading level of each line; the largest letters rank first, then bold ones, then capitals.

    Among these, coloured letters rank before black ones, upright ones before italics.
    """
    body = body_size([(line.size, len(line.text)) for line in lines])
    letters = sum(len(line.text) for line in lines) or 1
    bold_body = sum(len(line.text) for line in lines if line.bold) * 2 > letters
    caps_body = sum(len(line.text) for line in lines if _style(line)[2]) * 4 > letters
    found: dict[int, Style] = {}
    at = 0
    while at < len(lines):
        end = at + 1
        style = _style(lines[at])
        while end < len(lines) and _style(lines[end]) == style and not blanks[end] and lines[end].spot is None:
            end += 1
        following = lines[end] if end < len(lines) else None
        if _is_heading(lines[at:end], following, body, bold_body, caps_body, blanks[at]):
            found.update(dict.fromkeys(range(at, end), style))
        at = end
    ranks = _ranks(found)
    return tuple(ranks[found[at]] if at in found else None for at in range(len(lines)))


def _is_heading(
    run: Sequence[TextLine], following: TextLine | None, body: float, bold_body: bool, caps_body: bool, apart: bool
) -> bool:
    """Return whether lines of one style that stand together look like a heading of what follows."""
    size, bold, caps = _style(run[0])[:3]
    text = " ".join(line.text for line in run)
    if run[0].spot is not None or following is None or len(run) > _MAX_HEADING_LINES or size < 0.95 * body:
        return False
    if len(text.split()) > _MAX_HEADING or sum(sign.isalpha() for sign in text) < 2 or _BULLETED.match(text):
        return False
    if text.endswith((".", ";", ",", "…")) or text[:1].islower():
        return False
    if size >= _LARGER * body:
        return True
    if bold and not bold_body:
        return not following.bold or _style(following) != _style(run[0]) or following.spot is not None or apart
    return caps and not caps_body and apart and not _style(following)[2]


def _ranks(found: Mapping[int, Style]) -> dict[Style, int]:
    """Return the level of each style of headings; sizes that hardly differ are one."""
    ranks: dict[Style, int] = {}
    level, last = 0, None
    for style in sorted(set(found.values()), reverse=True):
        if last is None or last[0] - style[0] > 0.5 or style[1:] != last[1:]:
            level += 1
        last = style
        ranks[style] = min(level, _MAX_LEVEL)
    return ranks
