"""The blocks of a web page in reading order, each one line of a document: headings, paragraphs, items, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from competencygraph.ingest.document import Cell, Traits
from competencygraph.ingest.readers.web_grid import cells_of, number_of
from competencygraph.ingest.readers.web_regions import SKIPPED, is_panel
from competencygraph.ingest.wording import clean_text
from competencygraph.model import Place

__all__ = ["Block", "blocks_of"]

_MARGINS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr figure fieldset details".split())
_BLOCKS = _MARGINS | frozenset(
    "div section article main header footer nav aside address li dt dd tr td th thead tbody tfoot caption form"
    " legend summary dialog menu figcaption body center label textarea select option".split()
)
_SPACED = frozenset({"a", "button", "td", "th"})
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LOWER_HEADINGS = frozenset({"legend", "summary"})
_CONTROLS = frozenset({"button", "select", "textarea"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_OWN_MARKER = re.compile(r"(?:[•·▪◦‣●■□–—*-]|\(?\w{1,3}[.)]|\d+(?:\.\d+)+\.?)\s")
_SENTENCE_END = re.compile(r"[.;,!]$")
_MAX_HEADING_WORDS = 14
_LOWEST = 6
_LABEL_SIZE, _VALUE_SIZE = 80, 200


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page.

    Args:
        text: its text with its list marker; empty for a blank line.
        traits: what the page says of it.
        reason: why it is no content, None when it is.
    """

    text: str
    traits: Traits = field(default_factory=Traits)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for everything inside an element."""

    reason: str | None = None
    heading: int | None = None
    depth: int = 0
    cell: Cell | None = None
    bold: bool = False
    verbatim: bool = False


def blocks_of(body: HtmlElement, regions: Mapping[HtmlElement, str | None], most: int) -> list[Block] | None:
    """Return the lines of a page.

    A heading, paragraph, list item or line of one is one line; cells of a table that holds data bear their place in it.
    A short paragraph in bold, a `legend` and a `summary` are headings below the one above them. List markers are
    written out, two spaces before them for each level.

    Args:
        body: the page's body.
        regions: where parts begin that are no content, and where the content begins.
        most: how many lines are read.

    Returns:
        The lines in the order of the page, blank ones where the page leaves space; None when there are more.
    """
    walk = _Walk(regions, {name for panel in body.iter() if is_panel(panel) for name in _labels_of(panel)}, most)
    walk.element(body, _Around())
    walk.flush(_Around())
    return walk.blocks if len(walk.blocks) <= most else None


class _Walk:
    """One walk over a page.

    Args:
        regions: as for `blocks_of`.
        labels: identifiers of what heads parts of tabs; it is written where the part stands.
        most: behind how many lines nothing more is taken in.
    """

    def __init__(self, regions: Mapping[HtmlElement, str | None], labels: set[str], most: int) -> None:
        self.blocks: list[Block] = []
        self._regions = regions
        self._labels = labels
        self._most = most
        self._pieces: list[tuple[str, bool]] = []
        self._marker: str | None = None
        self._gap = self._broken = False
        self._level = 1
        self._paragraphs = self._tables = 0

    def element(self, element: HtmlElement, around: _Around) -> None:
        """Write what an element holds, without the text behind it."""
        tag = element.tag
        if tag in SKIPPED or not isinstance(tag, str) or element.get("id") in self._labels:
            return
        if len(self.blocks) > self._most:
            return
        inner = around
        if element in self._regions:
            self.flush(around)
            self._gap = True
            inner = replace(inner, reason=self._regions[element])
        if tag == "br":
            self._break(around)
        elif tag == "ul" or tag == "ol":
            self._list(element, inner)
        elif tag == "table" and (cells := cells_of(element, self._tables + 1)) is not None:
            self._table(element, cells, inner)
        elif tag == "dl" and (pairs := _pairs(element)) is not None:
            self._pairs(pairs, inner)
        elif tag in _BLOCKS or tag in _HEADINGS or element in self._regions or _is_heading_role(element):
            self._block(element, inner)
        elif tag == "button" and around.heading is None:
            self._button(element, inner)
        else:
            bold = tag in _BOLD or _BOLD_STYLE.search(element.get("style") or "") is not None
            self._inline(element, replace(inner, bold=inner.bold or bold))
        if element in self._regions:
            self.flush(inner)
            self._gap = True

    def flush(self, around: _Around) -> None:
        """Write the text that was gathered as one line."""
        pieces, self._pieces = self._pieces, []
        text = " ".join(clean_text("".join(piece for piece, _ in pieces)).replace("\u00ad", "").split())
        if not text:
            return
        bold = all(is_bold for piece, is_bold in pieces if piece.strip())
        heading = around.heading
        if heading is None and bold and self._may_head(text, around):
            heading = self._below()
        if self._gap and self.blocks and self.blocks[-1].text:
            self._blank()
        self._gap = self._broken = False
        place = self._place(around.cell)
        traits = Traits(heading, bold, None, None if around.verbatim else False, around.cell, place)
        self.blocks.append(Block(self._marked(text, around), traits, around.reason))

    def _below(self) -> int:
        """Return the level of a heading below the last one that the page marks."""
        return min(self._level + 1, _LOWEST)

    def _may_head(self, text: str, around: _Around) -> bool:
        return (
            around.cell is None
            and around.depth == 0
            and len(text.split()) <= _MAX_HEADING_WORDS
            and not _SENTENCE_END.search(text)
        )

    def _place(self, cell: Cell | None) -> Place:
        if cell is not None:
            return Place(table=cell.table, row=cell.row, column=cell.column)
        self._paragraphs += 1
        return Place(paragraph=self._paragraphs)

    def _marked(self, text: str, around: _Around) -> str:
        """Return a text with the marker of the list item that it begins, and its indent."""
        marker, self._marker = self._marker, None
        indent = "  " * max(0, around.depth - 1)
        if marker is None:
            return f"{indent}{'  ' if around.depth else ''}{text}"
        if _OWN_MARKER.match(text) or (around.heading is not None and marker == "•"):
            return indent + text
        return f"{indent}{marker} {text}"

    def _blank(self) -> None:
        self.blocks.append(Block("", Traits(place=Place())))

    def _inline(self, element: HtmlElement, around: _Around) -> None:
        spaced = element.tag in _SPACED
        if spaced:
            self._pieces.append((" ", around.bold))
        self._text(element.text, around)
        for child in element:
            self.element(child, around)
            self._text(child.tail, around)
        if spaced:
            self._pieces.append((" ", around.bold))

    def _text(self, text: str | None, around: _Around) -> None:
        if not text:
            return
        if not around.verbatim:
            self._pieces.append((text, around.bold))
            return
        first, *others = text.split("\n")
        self._pieces.append((first, around.bold))
        for line in others[: self._most]:
            self._break(around)
            self._pieces.append((line, around.bold))

    def _break(self, around: _Around) -> None:
        """End a line; where a line has ended already, leave space."""
        waiting = any(piece.strip() for piece, _ in self._pieces)
        self._gap = self._gap or (self._broken and not waiting)
        self.flush(around)
        self._broken = True

    def _block(self, element: HtmlElement, around: _Around) -> None:
        tag = element.tag
        spaced = tag in _MARGINS and around.depth == 0 and around.cell is None
        level = _HEADINGS.get(tag) or (number_of(element.get("aria-level"), 2) if _is_heading_role(element) else None)
        if level is not None and around.reason is None:
            self._level = level
        if tag in _LOWER_HEADINGS or tag == "dt":
            level = self._below()
        inner = replace(around, heading=level or around.heading, verbatim=around.verbatim or tag == "pre")
        if tag in _CONTROLS and inner.reason is None:
            inner = replace(inner, reason="form")
        self.flush(around)
        self._gap = self._gap or spaced or (level is not None and around.cell is None)
        self._heads(element, inner)
        self._inline(element, inner)
        self.flush(inner)
        self._gap = self._gap or spaced

    def _heads(self, element: HtmlElement, around: _Around) -> None:
        """Write the tab that heads a part of tabs in front of it."""
        if not is_panel(element):
            return
        for name in _labels_of(element):
            found = element.getroottree().getroot().get_element_by_id(name, None)
            if found is not None and not any(ancestor is found for ancestor in element.iterancestors()):
                self._labels.discard(name)
                level = self._below()
                self._inline(found, replace(around, heading=level))
                self.flush(replace(around, heading=level))

    def _button(self, element: HtmlElement, around: _Around) -> None:
        """Write a button: one that opens a part of the page heads it, another is none of the content."""
        opens = element.get("aria-expanded") or element.get("aria-controls") or element.get("role") == "tab"
        level = self._below() if opens else None
        reason = around.reason if opens else around.reason or "button"
        inner = replace(around, heading=level, reason=reason)
        self.flush(around)
        self._inline(element, inner)
        self.flush(inner)

    def _list(self, element: HtmlElement, around: _Around) -> None:
        self.flush(around)
        outer = around.depth == 0 and around.cell is None
        self._gap = self._gap or outer
        number = number_of(element.get("start"), 1)
        inner = replace(around, depth=around.depth + 1, heading=None)
        for child in element:
            if child.tag != "li":
                self.element(child, inner)
                self._text(child.tail, inner)
                continue
            number = number_of(child.get("value"), number)
            self._marker = "•" if element.tag == "ul" else _ordinal(number, element.get("type") or "1")
            self.element(child, inner)
            self.flush(inner)
            self._marker = None
            number += 1
        self._gap = self._gap or outer

    def _table(self, table: HtmlElement, cells: list[tuple[Cell, HtmlElement]], around: _Around) -> None:
        self._tables += 1
        self.flush(around)
        for caption in table.iter("caption"):
            self._block(caption, around)
        self._gap = True
        for cell, element in cells:
            inner = replace(around, cell=cell, depth=0, heading=None, bold=element.tag == "th")
            if element in self._regions:
                inner = replace(inner, reason=self._regions[element])
            self._inline(element, inner)
            self.flush(inner)
        self._gap = True

    def _pairs(self, pairs: list[tuple[list[HtmlElement], list[HtmlElement]]], around: _Around) -> None:
        """Write labels with their values as a table of two columns."""
        self._tables += 1
        self.flush(around)
        self._gap = True
        for row, sides in enumerate(pairs, 1):
            for column, elements in enumerate(sides, 1):
                inner = replace(around, cell=Cell(self._tables, row, column), depth=0, heading=None)
                for element in elements:
                    self._inline(element, inner)
                    self.flush(inner)
        self._gap = True


def _labels_of(element: HtmlElement) -> list[str]:
    return (element.get("aria-labelledby") or "").split()


def _is_heading_role(element: HtmlElement) -> bool:
    return bool(element.get("role") == "heading")


def _pairs(element: HtmlElement) -> list[tuple[list[HtmlElement], list[HtmlElement]]] | None:
    """Return a list of labels and short values pair by pair; None where the values are texts under headings."""
    pairs: list[tuple[list[HtmlElement], list[HtmlElement]]] = []
    for child in _parts(element):
        if child.tag == "dt" and (not pairs or pairs[-1][1]):
            pairs.append(([child], []))
        elif child.tag == "dt":
            pairs[-1][0].append(child)
        elif not pairs:
            return None
        else:
            pairs[-1][1].append(child)
    for labels, values in pairs:
        sizes = [len(part.text_content().strip()) for part in labels], [len(part.text_content()) for part in values]
        blocks = any(part.tag in _MARGINS for value in values for part in value.iter())
        if blocks or max(sizes[0]) > _LABEL_SIZE or max(sizes[1], default=0) > _VALUE_SIZE:
            return None
    return pairs or None


def _parts(element: HtmlElement) -> Iterator[HtmlElement]:
    for child in element:
        if child.tag == "div":
            yield from (part for part in child if part.tag in {"dt", "dd"})
        elif child.tag in {"dt", "dd"}:
            yield child


def _ordinal(number: int, kind: str) -> str:
    """Return the marker of a numbered item.

    >>> _ordinal(3, "1"), _ordinal(2, "a"), _ordinal(4, "I")
    ('3.', 'b)', 'IV.')
    """
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)})"
    if kind in {"i", "I"} and 1 <= number <= 50:
        tens, ones = divmod(number, 10)
        roman = "X" * tens if number < 40 else "XL" if number < 50 else "L"
        roman += ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
        return f"{roman if kind == 'I' else roman.lower()}."
    return f"{number}."
