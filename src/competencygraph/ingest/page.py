"""What every extraction rule works with: the document's lines, the lexicon, and which lines have found their place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from competencygraph.ingest.document import Cell, Document, Line, Table, evidence_of
from competencygraph.ingest.joining import join_with_starts, sentences, strip_list_punctuation, words_of
from competencygraph.ingest.lexicon import Lexicon
from competencygraph.ingest.masking import mask_contacts
from competencygraph.model import Evidence, Item, Reading, UnparsedText

__all__ = ["Page", "Paragraph"]

_MEMBER_WORDS = 8
# What a text must hold to be looked through for contact data once more, when its lines are joined.
_MAY_BE_CONTACT = re.compile(
    r"@|\+?\d[\d ./-]{6,}|\b(?:contact|mevrouw|mevr|dhr|de heer|madame|monsieur|mme)\b", re.IGNORECASE
)
_DASHES = frozenset("-–—")

_BROKEN_SHARE = 0.15
"""Of the lines behind blank lines, how many begin inside a sentence where blank lines mean nothing (documents 000 to
004: 0.24 to 0.64)."""
_NEAR = 3
"""How many lines above may hold the bracket that the next line closes."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that make one text: a list item, or running text.

    Args:
        lines: at least one line.
    """

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """Return the first line, which bears the list marker if there is one."""
        return self.lines[0]

    @property
    def is_bullet(self) -> bool:
        """Return whether this is a bulleted list item."""
        return self.first.is_bullet

    @property
    def evidence(self) -> Evidence:
        """Return the lines' range."""
        return evidence_of(self.lines)


@dataclass
class Page:
    """One document while it is being read.

    Args:
        document: the document.
        lexicon: headings and keywords.
        placed: numbers of the lines that have found a place; rules add to it.
        placed_cells: the same by number and column, for the cells of one printed line share its number.
        asides: lines that have none, with the reason, as the rules find them.
        readings: what the rules took lines for, and why.
        heading: how the heading of the part in hand was told.
        trust: how sure that is, 0 to 1; it lowers the confidence of whatever is read in the part.
    """

    document: Document
    lexicon: Lexicon
    placed: set[int] = field(default_factory=set)
    placed_cells: set[tuple[int, int]] = field(default_factory=set)
    asides: list[UnparsedText] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    heading: str = ""
    trust: float = 1.0

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Return the document's words, to tell hyphens apart."""
        return words_of(self.document.raw)

    @cached_property
    def conjunctions(self) -> frozenset[str]:
        """Return the conjunctions of all languages."""
        return frozenset(self.lexicon.names("conjunctions"))

    @cached_property
    def openers(self) -> Counter[str]:
        """Return the sentences that end in a colon right before a bullet, each with how often it stands so."""
        return Counter(
            last.text
            for last, line in pairwise(self.document.lines)
            if line.is_bullet and last.marker is None and last.text.endswith(":") and not last.starts_lower
        )

    @cached_property
    def blanks_break_sentences(self) -> bool:
        """Return whether blank lines stand inside sentences, as text pulled out of a PDF has them.

        Told from lines without a marker behind a blank line that begin with a small letter (those behind a page number
        or other aside do not count), and from blank lines behind nearly every line.
        """
        aside = {aside.evidence.end_line for aside in self.asides}
        pairs = [(last, line) for last, line in pairwise(self.document.lines) if last.end not in aside]
        after_blank = [line for _, line in pairs if line.gap and line.marker is None]
        inside = sum(1 for line in after_blank if line.starts_lower and line.text[0].isalpha())
        everywhere = sum(1 for _, line in pairs if line.gap) * 10 >= len(pairs) * 9 > 0
        return everywhere or inside >= max(2, len(after_blank) * _BROKEN_SHARE)

    def table(self, number: int) -> Table:
        """Return a table of the document without the lines that are set aside, and without the columns left blank."""
        aside = {line for part in self.asides for line in range(part.evidence.start_line, part.evidence.end_line + 1)}
        return self.document.tables[number].without(aside).narrowed()

    def place(self, lines: Iterable[Line]) -> None:
        """Note that the lines have found a place."""
        for line in lines:
            self.placed.update(range(line.number, line.end + 1))
            self.placed_cells.update((line.number, column) for column in _columns(line.traits.cell))

    def set_aside(self, lines: Sequence[Line], reason: str) -> None:
        """Note that the lines have no place in a profile, and why."""
        self.asides.append(UnparsedText(" ".join(line.text for line in lines), evidence_of(lines), reason))

    def note(self, kind: str, text: str, where: Evidence | Sequence[Line], rule: str, confidence: float) -> None:
        """Note what lines were taken for, the trust in the heading above them counted in.

        Args:
            kind: such as ``task``.
            text: their text as it was read.
            where: the lines.
            rule: the name of the rule that took them.
            confidence: how sure it is, 0 to 1.
        """
        evidence = where if isinstance(where, Evidence) else evidence_of(where)
        rule = f"{rule} under {self.heading}" if self.heading else rule
        self.readings.append(Reading(kind, text, evidence, rule, round(confidence * self.trust, 2)))

    def join(self, lines: Sequence[Line]) -> str:
        """Return the text of the lines, list marker and closing list punctuation dropped, and place them."""
        self.place(lines)
        return strip_list_punctuation(self.wording(lines))

    def wording(self, lines: Sequence[Line]) -> str:
        """Return the text of the lines with its closing punctuation, contact data broken over them masked."""
        text = self._joined(lines)[0]
        return mask_contacts(text) if len(lines) > 1 and _MAY_BE_CONTACT.search(text) else text

    def _joined(self, lines: Sequence[Line]) -> tuple[str, list[int]]:
        """Return the text of the lines, and where in it each begins."""
        texts = [lines[0].body, *(line.text for line in lines[1:])] if lines else []
        marker = lines[0].marker if lines else None
        return join_with_starts(
            texts,
            known=self.known_words,
            conjunctions=self.conjunctions,
            drop_stray_dashes=marker is not None and marker.symbol in _DASHES,
        )

    def item(self, paragraph: Paragraph) -> Item:
        """Return a paragraph as a list member, placed."""
        marker = paragraph.first.marker
        notation = marker.symbol if marker is not None and marker.kind != "bullet" else None
        return Item(self.join(paragraph.lines), paragraph.evidence, notation)

    def sentences(self, lines: Sequence[Line]) -> list[tuple[str, tuple[Line, ...]]]:
        """Return the sentences of running text, each with the lines that it stands on, and place them."""
        self.place(lines)
        whole, starts = self._joined(lines)
        found: list[tuple[str, tuple[Line, ...]]] = []
        position = 0
        for sentence in sentences(whole):
            begin = whole.index(sentence, position)
            position = begin + len(sentence)
            first, end = bisect_right(starts, begin) - 1, bisect_left(starts, position)
            found.append((sentence, tuple(lines[first:end])))
        return found

    def paragraphs(self, lines: Sequence[Line]) -> list[Paragraph]:
        """Return the lines grouped into list items and paragraphs of running text."""
        groups: list[list[Line]] = []
        for line in lines:
            if groups and self.continues(groups[-1], line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return [Paragraph(tuple(group)) for group in groups]

    def line_members(self, lines: Sequence[Line]) -> list[Paragraph] | None:
        """Return each line as a list member where lines alone make a list, None where they do not.

        They do when there are at least two, evenly spaced, none bears a marker, each begins with a capital, is short,
        and ends open, short of the width.
        """
        pairs = list(pairwise(lines))
        alone = all(
            line.marker is None
            and not line.starts_lower
            and not line.text.endswith((".", ":", ";", ",", "-"))
            and ": " not in line.text
            and len(line.text.split()) <= _MEMBER_WORDS
            for line in lines
        )
        if (
            len({following.gap for _, following in pairs}) != 1
            or not alone
            or not all(self.ends_short(line, following) for line, following in pairs)
        ):
            return None
        return [Paragraph((line,)) for line in lines]

    def continues(self, group: Sequence[Line], line: Line) -> bool:
        """Return whether a line carries on the text of the lines before it.

        A list marker begins a text of its own; a dash alone on its line is residue of one. Otherwise a line that
        begins with a small letter, or under a hyphen, carries on; one that begins with a capital begins a new text when
        it is indented anew, when the text before it is closed by punctuation or ends short of the width although the
        next word would have fitted, or when blank lines stand between and this document does not break its sentences
        by blank lines; an item that is open at its end where the document closes its items is such a broken sentence.
        A text with a round bracket open carries on. Where the format tells it, that is all that counts, and no text
        carries on into another table cell.
        """
        last = group[-1]
        if line.traits.cell != last.traits.cell:
            return False
        if line.traits.joins is not None:
            return line.traits.joins
        if line.marker is not None:
            return _closes_bracket(group, line)
        if line.text in _DASHES and group[0].is_bullet:
            return True
        if line.starts_lower and (line.text[0].isalpha() or not last.ends_sentence):
            return True
        if self.begins_block(last, line, group[0]):
            return False
        if last.text.endswith("-"):
            return True
        if last.ends_sentence and not (line.gap == 0 and not group[0].is_bullet):
            return False
        if line.gap <= 1 and _is_bracket_open(group):
            return True
        if line.gap >= 2 or (line.gap and not self._may_be_broken(group)):
            return False
        if line.gap == 0 and (last.ends_sentence or (group[0].is_bullet and self.document.closes_items)):
            return True
        return not self.ends_short(last, line, listed=group[0].is_bullet)

    def _may_be_broken(self, group: Sequence[Line]) -> bool:
        open_item = group[0].is_bullet and not group[-1].ends_sentence
        return self.blanks_break_sentences or (open_item and self.document.closes_items)

    @staticmethod
    def begins_block(last: Line, line: Line, opener: Line) -> bool:
        """Return whether a line is indented anew, so that a block begins.

        A hanging indent under a marker is none. A line further out than the hanging text above it, or than an indented
        marker, leaves the list; one space is too little to tell, for the first line of a page may stand one space in.
        """
        hanging = opener.indent + (opener.marker.width if opener.marker else 0)
        if opener.marker and opener.indent >= 2 and line.indent < opener.indent:
            return True
        if opener.marker and last is not opener and line.indent < hanging <= last.indent:
            return True
        if line.indent <= last.indent:
            return False
        return not (opener.marker and line.indent >= hanging)

    def ends_short(self, line: Line, following: Line, *, listed: bool = False) -> bool:
        """Return whether a line ends although the next line's first word would have fitted behind it.

        Args:
            line: the line.
            following: the line after it.
            listed: whether the line belongs to a bulleted item; lists may be set narrower than the rest.
        """
        word = following.text.split()[0]
        width = self.document.list_width if listed else self.document.width
        return len(line.text) + 1 + len(word) < width * 0.97

    def unparsed(self) -> tuple[UnparsedText, ...]:
        """Return what found no place, in printed order."""
        explained = {
            number for aside in self.asides for number in range(aside.evidence.start_line, aside.evidence.end_line + 1)
        }
        loose: list[list[Line]] = []
        shared = Counter(line.number for line in self.document.lines)
        for line in self.document.lines:
            keys = {(line.number, column) for column in _columns(line.traits.cell)}
            missed = shared[line.number] > 1 and self.placed_cells.isdisjoint(keys)
            if (line.number in self.placed and not missed) or line.number in explained:
                continue
            if loose and self._adjacent(loose[-1][-1], line):
                loose[-1].append(line)
            else:
                loose.append([line])
        rest = [UnparsedText(" ".join(line.text for line in run), evidence_of(run)) for run in loose]
        return tuple(sorted([*self.asides, *rest], key=lambda part: part.evidence.start_line))

    def _adjacent(self, last: Line, line: Line) -> bool:
        return all(not self.document.raw[number - 1].strip() for number in range(last.end + 1, line.number))


def _columns(cell: Cell | None) -> range:
    """Return the columns that a cell stands in, none for a line outside tables."""
    return range(cell.column, cell.column + cell.columns) if cell is not None else range(0)


def _is_bracket_open(lines: Sequence[Line]) -> bool:
    """Return whether the last lines leave a round bracket open."""
    text = " ".join(line.text for line in lines[-_NEAR:])
    return text.rfind("(") > text.rfind(")")


def _closes_bracket(lines: Sequence[Line], line: Line) -> bool:
    """Return whether a line that begins like ``12) and more`` closes a bracket above it and bears no marker."""
    marker = line.marker
    if marker is None or marker.kind != "number" or line.gap > 1:
        return False
    return line.text.startswith(f"{marker.symbol})") and _is_bracket_open(lines)
