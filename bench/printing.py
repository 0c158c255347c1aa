"""Printing texts line by line, with the damage that pulling text out of a PDF does to a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

__all__ = ["Printer", "wrap"]


def wrap(text: str, width: int, random: Random, breaking: float = 0.0) -> list[str]:
    """Return a text in lines of at most `width` characters.

    Args:
        text: words, with ``|`` where a word may be broken; a hyphen inside a word is such a place too.
        width: the longest line, except for a word that is longer.
        random: where chance comes from.
        breaking: how often a word that does not fit is broken where it may, 0 to 1.

    >>> wrap("aan de vlaggen|mast", 15, Random(1), breaking=1.0)
    ['aan de vlaggen-', 'mast']
    """
    lines = [""]
    for word in text.split():
        line = f"{lines[-1]} {word}".strip()
        if len(line.replace("|", "")) <= width or not lines[-1]:
            lines[-1] = line
            continue
        head = next((part for part in _heads(word) if len(f"{lines[-1]} {part}".replace("|", "")) <= width), None)
        if head is not None and random.random() < breaking:
            lines[-1] = f"{lines[-1]} {head}"
            lines.append(word[len(head.rstrip("-")) :].lstrip("|-"))
        else:
            lines.append(word)
    return [line.replace("|", "") for line in lines]


def _heads(word: str) -> Iterator[str]:
    """Yield what may stand at a line's end of a word, the longest first, its hyphen behind it."""
    for match in reversed(list(re.finditer(r"(?<=\w)[|](?=\w)|(?<=\w)-(?=\w)", word))):
        yield word[: match.start()] + "-"


@dataclass
class Printer:
    """A page that is being printed.

    Args:
        random: where chance comes from.
        width: the width of running text.
        spaced: whether a blank line follows every line.
        loose: how often a blank line stands between two lines of one text.
        breaking: how often a word that does not fit is broken.
        numbers: the words that number a page (``Pagina {} van {}``), empty without page numbers.
    """

    random: Random
    width: int
    spaced: bool = False
    loose: float = 0.0
    breaking: float = 0.3
    numbers: str = ""
    lines: list[str] = field(default_factory=list)
    page: int = 1
    turned: int = 0
    tops: bool = False

    def blank(self, count: int = 1) -> None:
        """Leave lines blank, some of them with white space."""
        self.lines += [self.random.choice(["", "", " ", "  "]) for _ in range(count)]

    def line(self, text: str, indent: str = "") -> None:
        """Print one line; the first of a page stands one space in."""
        lead = " " if self.tops else indent
        self.tops = False
        self.lines.append(lead + text + self.random.choice(["", "", " "]))
        if self.spaced:
            self.blank()

    def turn(self) -> None:
        """Turn the page: the next line follows without a blank line, one space in, or behind a page number.

        A page of fewer than ten lines is not turned; then a blank line is left.
        """
        if len(self.lines) - self.turned < 10:
            self.blank()
            return
        self.turned = len(self.lines)
        self.page += 1
        if self.numbers and self.random.random() < 0.6:
            self.blank(self.random.randint(1, 3))
            self.lines.append(self.numbers.format(self.page, self.page + self.random.randint(0, 4)))
            self.blank(self.random.randint(1, 3))
        else:
            while self.lines and not self.lines[-1].strip():
                self.lines.pop()
            self.tops = True

    def text(self, text: str, *, indent: str = "", width: int = 0, turning: float = 0.0) -> None:
        """Print running text, wrapped.

        Args:
            text: the words.
            indent: white space before each line.
            width: the width, 0 for the page's own.
            turning: how often the page is turned before a line that carries on with a small letter.
        """
        lines = wrap(text, width or self.width, self.random, self.breaking)
        for index, line in enumerate(lines):
            if index and line[0].islower() and self.random.random() < turning:
                self.turn()
            elif index and not self.spaced and not lines[index - 1].endswith(".") and self.random.random() < self.loose:
                self.blank()
            self.line(line, indent)

    def item(self, text: str, mark: str, *, indent: str = "", hanging: bool = False, turning: float = 0.0) -> None:
        """Print a list item behind its mark, its further lines under the mark or under the text."""
        lines = wrap(text, self.width - len(mark) - 1 - len(indent), self.random, self.breaking)
        for index, line in enumerate(lines):
            if index and line[0].islower() and self.random.random() < turning:
                self.turn()
            elif index and not self.spaced and self.random.random() < self.loose:
                self.blank()
            rest = indent + " " * (len(mark) + 1) if hanging else indent
            self.line(line if index else f"{mark} {line}", rest if index else indent)

    def whole(self) -> str:
        """Return what is printed."""
        return "\n".join(self.lines) + "\n"
