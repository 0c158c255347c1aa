"""Observes lines that explain a sign, such as an asterisk."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter

from pyoxigraph import Triple

from competencygraph.terms import cg
from competencygraph.validation.observing.layout import ITEMS, Layout, read_layout
from competencygraph.validation.observing.observation import observation
from competencygraph.validation.observing.source import Source

__all__ = ["explanations", "marked_words", "observe"]

#: A word with a sign behind it, and up to three words before it.
_MARKED = re.compile(
    r"(?P<before>(?:[^\W\d_][\w'’-]*+\s++){0,3})(?P<word>[^\W\d_][\w'’-]++)(?P<mark>\*{1,3}|†|‡)(?![\w*])"
)
_SIGNS = re.compile(r"[*†‡]")
_RUN = re.compile(r"[\w'’-]++")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = 4

#: A sign, white space, and what it means; a page number may have come before it.
_NOTE = re.compile(r"(?:\d{1,2}\s+)?(?P<mark>\*{1,3}|†|‡|§|\(\*{1,3}\))\s*(?P<text>(?=[^\s*])(?=.*[^\W\d_]{2}).*)")
#: Two lines with one sign so near are members of a list.
_NEAR = 6


def observe(source: Source) -> Iterator[Triple]:
    """Yield the lines that explain a sign.

    A sign that begins several lines near one another is a bullet, and so is one before a task, an indicator or another
    item; neither is told.

    Args:
        source: the edition.

    Yields:
        ``cg:FootnoteMark`` with the sign and the words behind it, observed on the profile in which it stands.
    """
    layout = read_layout(source)
    roots = sorted(
        (int(line.value), root.value) for root, line in source.lookup("starts-of-profiles") if root is not None and line
    )
    for number, (mark, text, first, last) in enumerate(explanations(source, layout), 1):
        yield from observation(
            source.edition,
            cg.FootnoteMark,
            number,
            on=_root(roots, first),
            lines=(first, last),
            values={cg.form: mark, cg.text: text},
        )


def explanations(source: Source, layout: Layout) -> list[tuple[str, str, int, int]]:
    """Return the lines that explain a sign: the sign, the words, the first and the last line.

    Args:
        source: the edition.
        layout: its layout.

    Returns:
        In order of the lines; the words go on to the end of the part that the line begins, or to a blank line.
    """
    found: list[tuple[str, str, int, int]] = []
    places: list[tuple[int, str]] = []
    marked = {match["mark"] for text in source.texts for match in marked_words(text.text)}
    for place, line in enumerate(layout.lines):
        raw = source.lines[line.number - 1].strip()
        match = _NOTE.match(raw)
        if match is None or (raw.startswith(("**", "*")) and raw.endswith("*")):
            continue
        places.append((place, match["mark"]))
        if layout.kinds_on(line.number) & ITEMS and match["mark"] not in marked:
            continue
        words, last = [match["text"]], line.number
        own = max((one.end_line for one in layout.starting.get(last, ())), default=None)
        for further in islice(layout.lines, place + 1, None):
            ended = further.after_blank if own is None else further.number > own
            if ended or further.number in layout.starting or _NOTE.match(further.text):
                break
            words.append(further.text)
            last = further.number
        found.append((match["mark"].strip("()"), " ".join(words), line.number, last))
    bullets: set[int] = set()
    latest: dict[str, int] = {}
    for place, mark in places:
        if mark in latest and place - latest[mark] <= _NEAR:
            bullets |= {layout.lines[latest[mark]].number, layout.lines[place].number}
        latest[mark] = place
    return [one for one in found if one[2] not in bullets]


def _root(roots: Sequence[tuple[int, str]], number: int) -> str | None:
    """Return the last profile whose title stands on or before a line; None without one."""
    before = bisect_right(roots, number, key=itemgetter(0))
    return roots[before - 1][1] if before else None


def marked_words(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a text that have a sign behind them, with up to three words before each.

    Args:
        text: the text.

    Yields:
        Matches with the groups ``before``, ``word`` and ``mark``; a sign inside a word marks nothing.

    >>> [(match["word"], match["mark"]) for match in marked_words("een grote organisatie*, medewerk*ers en experten**")]
    [('organisatie', '*'), ('experten', '**')]
    """
    if not _SIGNS.search(text):
        return
    runs: deque[re.Match[str]] = deque(maxlen=_WORDS)
    for run in _RUN.finditer(text):
        if runs and not text[runs[-1].end() : run.start()].isspace():
            runs.clear()
        runs.append(run)
        if not _SIGNS.match(text, run.end()):
            continue
        letters = (_LETTER.search(text, *one.span()) for one in runs)
        matches = (_MARKED.match(text, letter.start()) for letter in letters if letter)
        if match := next(filter(None, matches), None):
            yield match
