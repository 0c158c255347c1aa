"""The pages' lines as a `Document`: notes behind the text they interrupt, tables numbered, traits, asides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from competencygraph.ingest.document import Document, Traits, make_lines
from competencygraph.ingest.masking import mask_file_name, mask_lines
from competencygraph.ingest.readers.pdf.cuts import mark_cuts
from competencygraph.ingest.readers.pdf.flow import body_size, look_at
from competencygraph.ingest.readers.pdf.lines import TextLine
from competencygraph.ingest.readers.pdf.tables import number_cells, without_repeated_heads
from competencygraph.model import Place

__all__ = ["assemble"]

_NOTE_SIZE = 0.93
"""Notes at the foot of a page are set smaller than this share of the text's size."""
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(rf"(?:(?P<number>[{_RAISED}]{{1,3}}|\d{{1,3}}(?=\s))|\*{{1,3}})\s*(?=\S)")
_MARK = re.compile(rf"(?<=[^\s{_RAISED}])\s?[{_RAISED}]{{1,3}}")
_PLAIN_DIGITS = str.maketrans(_RAISED, "0123456789")


@dataclass
class _Out:
    """The document in the making, one entry a line."""

    raw: list[str] = field(default_factory=list)
    traits: list[Traits] = field(default_factory=list)
    asides: dict[int, str] = field(default_factory=dict)

    def add(self, text: str, traits: Traits) -> None:
        """Add a line."""
        self.raw.append(text)
        self.traits.append(traits)

    def blank(self) -> None:
        """Add a blank line behind one that is not."""
        if self.raw and self.raw[-1]:
            self.add("", Traits(place=self.traits[-1].place))


def assemble(name: str, digest: str, pages: Sequence[Sequence[TextLine]]) -> Document:
    """Return the document that the lines of pages make.

    Args:
        name: the file's name.
        digest: of its bytes.
        pages: the lines of each page in reading order, those that are no content with their reason.

    Returns:
        The document, contact data masked. A note at the foot of a page stands behind the paragraph that goes on on the
        next page; the number that refers to it is dropped from the text.
    """
    size = body_size([(line.size, len(line.text)) for page in pages for line in page])
    texts, notes = _texts_and_notes(pages, size)
    ordered = mark_cuts(without_repeated_heads([line for text in texts for line in text]))
    content = [line for line in ordered if line.aside is None]
    look = look_at(content)
    cells, carried = number_cells(content)
    out = _Out()
    at = 0
    waiting: list[TextLine] = []
    for line in _in_turn(pages, texts, ordered):
        if line.aside is not None:
            out.asides[len(out.raw) + 1] = line.aside
            out.add(line.text, Traits(size=line.size, bold=line.bold, place=Place(page=line.page)))
            continue
        joined = True if at in carried else look.joins[at]
        if waiting and joined is not True and waiting[0].page < line.page:
            _add_notes(out, waiting)
            waiting = []
        if look.blanks[at]:
            out.blank()
        place = Place(page=line.page)
        indent = " " * look.indents[at]
        out.add(indent + line.text, Traits(look.levels[at], line.bold, line.size, joined, cells.get(at), place))
        at += 1
        if at == len(content) or content[at].page != line.page:
            waiting += notes.get(line.page, [])
    _add_notes(out, waiting)
    raw = mask_lines(out.raw)
    places = tuple(traits.place or Place() for traits in out.traits)
    return Document(mask_file_name(name), digest, raw, make_lines(raw, out.traits), places, out.asides)


def _in_turn(
    pages: Sequence[Sequence[TextLine]], texts: Sequence[Sequence[TextLine]], ordered: Sequence[TextLine]
) -> list[TextLine]:
    """Return all lines but notes as they follow each other: on each page what stands above, the text, the rest."""
    found: list[TextLine] = []
    begin = 0
    for page, text in zip(pages, texts, strict=True):
        first = next((at for at, line in enumerate(page) if line.aside is None), len(page))
        found += page[:first]
        found += ordered[begin : begin + len(text)]
        found += [line for line in page[first:] if line.aside is not None]
        begin += len(text)
    return found


def _texts_and_notes(
    pages: Sequence[Sequence[TextLine]], size: float
) -> tuple[list[list[TextLine]], dict[int, list[TextLine]]]:
    """Return each page's text, and by page the notes at its foot."""
    texts: list[list[TextLine]] = []
    notes: dict[int, list[TextLine]] = {}
    for page in pages:
        content = [line for line in page if line.aside is None]
        start = len(content)
        while start > 0 and content[start - 1].size < _NOTE_SIZE * size and content[start - 1].spot is None:
            start -= 1
        begin = next((at for at in range(start, len(content)) if _NOTE.match(content[at].text)), len(content))
        text, foot = content[:begin], content[begin:]
        if not text:
            text, foot = content, []
        if foot:
            notes[foot[0].page] = foot
        texts.append(_without_marks(text, foot))
    return texts, notes


def _without_marks(text: Sequence[TextLine], foot: Sequence[TextLine]) -> list[TextLine]:
    """Return the text without the raised numbers of the notes at the foot of its page."""
    matches = [_NOTE.match(line.text) for line in foot]
    numbers = {match["number"].translate(_PLAIN_DIGITS) for match in matches if match and match["number"]}
    if not numbers:
        return list(text)

    def dropped(match: re.Match[str]) -> str:
        return "" if match[0].strip().translate(_PLAIN_DIGITS) in numbers else match[0]

    return [replace(line, text=_MARK.sub(dropped, line.text)) if numbers else line for line in text]


def _add_notes(out: _Out, notes: Sequence[TextLine]) -> None:
    """Add notes, each set apart; a line of one that bears no mark carries on the line before it."""
    for at, line in enumerate(notes):
        begins = at == 0 or _NOTE.match(line.text) is not None
        if begins:
            out.blank()
        out.add(line.text, Traits(size=line.size, bold=line.bold, joins=not begins, place=Place(page=line.page)))
