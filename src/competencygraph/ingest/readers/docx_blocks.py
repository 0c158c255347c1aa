"""The paragraphs and tables of a Word document in order, text boxes after the paragraph that they hang on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from competencygraph.ingest.readers.docx_grid import GridCell, Table, grid_of
from competencygraph.ingest.readers.docx_numbering import ListMark, Numbering
from competencygraph.ingest.readers.docx_styles import ParagraphStyle, Styles, left_indent, outline_level
from competencygraph.ingest.readers.docx_text import (
    BREAK,
    DROPPED,
    PAGE,
    WRAPPERS,
    Content,
    Piece,
    TextReader,
    chosen,
    is_placeholder,
)
from competencygraph.ingest.readers.docx_xml import MC, WML, attribute, flag, whole

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Block", "BlockReader", "Paragraph"]

_CONTENTS = "Table of Contents"
_MAX_SPAN = 64


@dataclass(slots=True)
class Paragraph:
    """A paragraph.

    Args:
        number: its place among the paragraphs of the body, or that of the paragraph or table that it hangs on.
        pieces: its text.
        mark: what stands before it in a list; None outside lists.
        heading: the level of heading that its style or outline gives it; None when it is none.
        contents: whether it stands in a table of contents.
        placeholder: whether it is the prompt of a form that waits for text.
        indent: how far its text stands in, in twentieths of a point.
    """

    number: int
    pieces: list[Piece]
    mark: ListMark | None = None
    heading: int | None = None
    contents: bool = False
    placeholder: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """Return its text without list mark, prompts left out, with the signs for lines broken by hand."""
        return "".join(piece.text for piece in self._printed)

    @property
    def lines(self) -> list[tuple[str, tuple[Piece, ...]]]:
        """Return its lines as they are broken by hand, blank ones left out: the text, and the pieces with letters."""
        lines: list[list[Piece]] = [[]]
        for piece in self._printed:
            if piece.text == BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        texts = ["".join(piece.text for piece in line).strip() for line in lines]
        letters = [tuple(piece for piece in line if piece.text.strip()) for line in lines]
        return [(text, line) for text, line in zip(texts, letters, strict=True) if text]

    @property
    def _printed(self) -> list[Piece]:
        return self.pieces if self.placeholder else [piece for piece in self.pieces if not piece.placeholder]


Block = Paragraph | Table["Block"]


class BlockReader:
    """Reads the blocks of a document, and notes what it meets on the way.

    Args:
        styles: the document's styles.
        numbering: its lists.
    """

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._text = TextReader(styles)
        self._number = 0
        self.notes: list[tuple[str, str, int]] = []
        """Kind and id of each note referred to, and the number of the paragraph that does."""
        self.embedded = False
        """Whether another document is embedded, which is not read."""

    def body(self, body: etree._Element) -> list[Block]:
        """Return the blocks of the body."""
        return list(self._blocks(body, counted=True))

    def story(self, story: etree._Element, number: int) -> list[Block]:
        """Return the blocks of a note, header or footer.

        Args:
            story: the element around them.
            number: the paragraph of the body that they hang on, 0 for none.
        """
        kept, self._number = self._number, number
        self._text = TextReader(self._styles)
        blocks = list(self._blocks(story, counted=False))
        self._number = kept
        return blocks

    def _blocks(self, container: Iterable[etree._Element], *, counted: bool) -> Iterator[Block]:
        pending: list[Piece] = []
        for element, contents, placeholder in self._flat(container):
            if element.tag == f"{WML}tbl":
                if any(piece.text.strip() for piece in pending):
                    yield Paragraph(self._number, pending)
                pending = []
                grid = self._table(element)
                if grid is not None:
                    yield grid
                continue
            if element.tag != f"{WML}p":
                self.embedded = True
                continue
            properties = element.find(f"{WML}pPr")
            style = self._styles.paragraph(None if properties is None else attribute(properties, f"{WML}pStyle"))
            heading = _heading(properties, style)
            content = self._text.read(element, style.look, is_heading=heading is not None)
            self.notes += [(kind, note, self._number + counted) for kind, note in content.notes]
            pieces = [*pending, *content.pieces]
            if _is_mark_deleted(properties) and not content.boxes:
                pending = pieces
                continue
            pending = []
            self._number += counted
            mark = self._mark(properties, style)
            paragraph = Paragraph(
                self._number,
                pieces,
                mark,
                heading,
                contents or style.contents or _all(pieces, contents=True),
                placeholder or _all(pieces, contents=False),
                _indent(properties, style, mark),
            )
            yield from self._with_breaks(paragraph, properties)
            yield from self._boxes(content)
        if any(piece.text.strip() for piece in pending):
            yield Paragraph(self._number, pending)

    def _with_breaks(self, paragraph: Paragraph, properties: etree._Element | None) -> Iterator[Paragraph]:
        """Yield a paragraph, an empty one where a page or section begins or ends with it."""
        if properties is not None and flag(properties, f"{WML}pageBreakBefore"):
            yield Paragraph(paragraph.number, [])
        run: list[Piece] = []
        for piece in paragraph.pieces:
            if piece.text != PAGE:
                run.append(piece)
                continue
            if any(part.text.strip() for part in run):
                yield Paragraph(
                    paragraph.number,
                    run,
                    paragraph.mark,
                    paragraph.heading,
                    paragraph.contents,
                    indent=paragraph.indent,
                )
                paragraph.mark = None
            yield Paragraph(paragraph.number, [])
            run = []
        paragraph.pieces = run
        yield paragraph
        if properties is not None and properties.find(f"{WML}sectPr") is not None:
            yield Paragraph(paragraph.number, [])

    def _boxes(self, content: Content) -> Iterator[Block]:
        for box in content.boxes:
            yield Paragraph(self._number, [])
            yield from self._blocks(box, counted=False)
            yield Paragraph(self._number, [])

    def _mark(self, properties: etree._Element | None, style: ParagraphStyle) -> ListMark | None:
        number, level = style.number, style.level
        if properties is not None:
            own = attribute(properties, f"{WML}numPr/{WML}numId")
            if own is not None:
                number, level = own, whole(attribute(properties, f"{WML}numPr/{WML}ilvl")) or 0
            elif number is not None:
                level = whole(attribute(properties, f"{WML}numPr/{WML}ilvl")) or level
        if number is None or number == "0":
            return None
        return self._numbering.mark(number, level, style.chain)

    def _flat(self, container: Iterable[etree._Element]) -> Iterator[tuple[etree._Element, bool, bool]]:
        """Yield paragraphs, tables and embedded documents, each with whether contents or a prompt are round it."""
        for element in container:
            tag = element.tag
            if tag in {f"{WML}p", f"{WML}tbl", f"{WML}altChunk"}:
                yield element, False, False
            elif tag == f"{WML}sdt":
                properties = element.find(f"{WML}sdtPr")
                gallery = None
                if properties is not None:
                    gallery = attribute(properties, f"{WML}docPartObj/{WML}docPartGallery")
                for content in element.findall(f"{WML}sdtContent"):
                    for inner, contents, placeholder in self._flat(content):
                        yield inner, contents or gallery == _CONTENTS, placeholder or is_placeholder(properties)
            elif tag in WRAPPERS:
                yield from self._flat(element)
            elif tag == f"{MC}AlternateContent":
                yield from self._flat(chosen(element))

    def _table(self, table: etree._Element) -> Table[Block] | None:
        rows: list[list[GridCell[Block]]] = []
        for row in _inside(table, f"{WML}tr"):
            properties = row.find(f"{WML}trPr")
            if properties is not None and any(properties.find(tag) is not None for tag in DROPPED):
                continue
            at = 0 if properties is None else _span(properties, "gridBefore", least=0)
            cells: list[GridCell[Block]] = []
            for cell in _inside(row, f"{WML}tc"):
                own = cell.find(f"{WML}tcPr")
                if own is not None and own.find(f"{WML}cellDel") is not None:
                    continue
                span = 1 if own is None else _span(own, "gridSpan", least=1)
                blocks = list(self._blocks(cell, counted=False))
                if cells and own is not None and _merged(own, "hMerge"):
                    cells[-1].end = at + span
                    cells[-1].blocks += blocks
                else:
                    cells.append(GridCell(at, at + span, blocks, own is not None and _merged(own, "vMerge")))
                at += span
            if cells:
                rows.append(cells)
        widths = [whole(column.get(f"{WML}w")) or 0 for column in table.findall(f"{WML}tblGrid/{WML}gridCol")]
        return grid_of(rows, widths, self._number) if rows else None


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or cells of a row, those in content controls and tracked changes too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS or child.tag == f"{WML}sdt":
            yield from _inside(child, tag)


def _span(properties: etree._Element, name: str, *, least: int) -> int:
    return min(max(whole(attribute(properties, f"{WML}{name}")) or least, least), _MAX_SPAN)


def _merged(properties: etree._Element, name: str) -> bool:
    """Return whether a cell carries on the one before it or above it."""
    merge = properties.find(f"{WML}{name}")
    return merge is not None and merge.get(f"{WML}val", "continue") == "continue"


def _heading(properties: etree._Element | None, style: ParagraphStyle) -> int | None:
    own = None if properties is None else outline_level(properties)
    return style.heading if own is None or style.contents else own or None


def _indent(properties: etree._Element | None, style: ParagraphStyle, mark: ListMark | None) -> int:
    """Return how far a text stands in: as the paragraph says, a list of its own, its style, or the style's list."""
    own = None if properties is None else left_indent(properties)
    listed = None if mark is None else mark.indent
    has_list = properties is not None and properties.find(f"{WML}numPr/{WML}numId") is not None
    order = (own, listed, style.indent) if has_list else (own, style.indent, listed)
    return next((found for found in order if found is not None), 0)


def _is_mark_deleted(properties: etree._Element | None) -> bool:
    marks = None if properties is None else properties.find(f"{WML}rPr")
    return marks is not None and any(marks.find(tag) is not None for tag in DROPPED)


def _all(pieces: Iterable[Piece], *, contents: bool) -> bool:
    """Return whether there are letters, and all of them stand in a table of contents, or are a prompt."""
    letters = [piece for piece in pieces if piece.text.strip()]
    return bool(letters) and all(piece.contents if contents else piece.placeholder for piece in letters)
