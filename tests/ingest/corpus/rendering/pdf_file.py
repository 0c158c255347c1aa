"""A document as a PDF: ruled tables, columns, running headers and footers, footnotes at the foot of their page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus import PageBreak as NextPage
from reportlab.platypus import Table as Grid

from .blocks import Block, Box, Cell, Heading, Item, Labels, Listing, Note, PageBreak, Paragraph, Source, Table, Toc
from .listing import symbol
from .pdf_lines import Lines, Look, width_of

__all__ = ["pdf_of"]

_MARGIN = 62.0
_GUTTER = 20.0
_NOTES = 60.0
_SMALLEST = 6.0


def pdf_of(source: Source) -> bytes:
    """Return a document as a PDF, the same bytes for the same document.

    Args:
        source: the document.

    Returns:
        The bytes of a ``.pdf`` on A4.

    >>> pdf_of(Source("nl", (Heading(1, "Doel"),)))[:4]
    b'%PDF'
    """
    _, pages = _built(source, 1)
    return _built(source, pages)[0]


def _built(source: Source, pages: int) -> tuple[bytes, int]:
    layout = source.layout
    held = io.BytesIO()
    template: Any = BaseDocTemplate(held, pagesize=A4, invariant=1, lang=source.language)
    width, height = A4
    room = width - 2 * _MARGIN
    share = (room - _GUTTER * (layout.columns - 1)) / layout.columns
    foot = _MARGIN + (_NOTES if any(isinstance(block, Note) for block in source.blocks) else 0)
    frames = [
        Frame(_MARGIN + number * (share + _GUTTER), foot, share, height - foot - _MARGIN, 0, 0, 0, 0)
        for number in range(layout.columns)
    ]

    def finish(canvas: Any, _template: Any) -> None:
        number = canvas.getPageNumber()
        small = Look(layout.font, layout.size - 1)
        for text, top in ((layout.header, height - _MARGIN * 0.6), (layout.footer, _MARGIN * 0.5)):
            if text is not None:
                _write(canvas, text.format(page=number, pages=pages), top, small)
        for place, (mark, note) in enumerate(getattr(canvas, "page_notes", [])):
            _write(canvas, f"{mark} {note}", _MARGIN + _NOTES - 14 - place * small.leading, small)
        canvas.page_notes = []

    template.addPageTemplates([PageTemplate("page", frames, onPageEnd=finish)])
    template.build(list(_Setter(source, share).flowables()))
    return held.getvalue(), template.page


def _write(canvas: Any, text: str, top: float, look: Look) -> None:
    line = Lines(text, look)
    line.wrap(A4[0] - 2 * _MARGIN, 100)
    line.drawOn(canvas, _MARGIN, top)


class _Setter:
    """Sets the blocks of one document.

    Args:
        source: the document.
        width: the width of a column of text in points.
    """

    def __init__(self, source: Source, width: float) -> None:
        self.source, self.layout, self.width = source, source.layout, width
        self.last: Lines | None = None

    def flowables(self) -> Iterator[Flowable]:
        """Yield what stands on the pages."""
        notes = 0
        made: list[Flowable] = []
        for block in self.source.blocks:
            if isinstance(block, Note) and self.last is not None:
                notes += 1
                self.last.notes = (*self.last.notes, (notes, block.text))
            made += self._block(block, self.width)
        yield from made

    def _lines(self, text: str, look: Look, **sign: Any) -> Lines:
        self.last = Lines(text, look, **sign)
        return self.last

    def _look(self, *, face: int = 0, size: float = 0, cell: float = 0, before: float = 4, indent: float = 0) -> Look:
        layout = self.layout
        running = not size
        return Look(
            layout.font,
            size or cell or layout.size,
            face,
            justify=layout.justify and running and not cell,
            hyphenate=layout.hyphenate and running,
            before=before,
            indent=indent,
        )

    def _block(self, block: Block, width: float) -> Iterator[Flowable]:
        match block:
            case Heading():
                size = self.layout.size + max(0, 5 - block.level)
                yield self._lines(block.text, self._look(face=1, size=size, before=10))
            case Paragraph():
                yield self._lines(block.text, self._look(face=1 if block.bold else 2 if block.italic else 0))
            case Listing():
                yield from self._items(block.closed(), block.marker, 0)
            case Table():
                yield Spacer(1, 6)
                yield self._table(block, width)
                yield Spacer(1, 6)
            case Labels():
                yield from self._labels(block, width)
            case PageBreak():
                yield NextPage()
            case Box():
                inside = [one for part in block.blocks for one in self._block(part, width - 12)]
                yield Grid([[inside]], [width], style=[("BOX", (0, 0), (-1, -1), 0.7, colors.black)])
            case Toc():
                for title, page in block.entries:
                    yield self._lines(title, self._look(before=1), tail=page)

    def _items(
        self, items: Sequence[Item], marker: str, depth: int, *, before: float = 2, size: float = 0
    ) -> Iterator[Lines]:
        for number, item in enumerate(items, 1):
            sign = symbol(marker, self.layout.bullet, number, depth)
            look = self._look(before=before, cell=size, indent=(0 if size else 12) + 16 * depth)
            yield self._lines(item.text, look, sign=sign, hang=14 if sign else 0, alone=self.layout.bullet_alone)
            yield from self._items(
                item.items, "none" if marker == "none" else "bullet", depth + 1, before=before, size=size
            )

    def _labels(self, block: Labels, width: float) -> Iterator[Flowable]:
        if block.style == "table":
            rows = tuple((Cell((label,)), Cell((value,) if value else ())) for label, value in block.pairs)
            yield self._table(Table(rows, header=False), width)
            return
        for label, value in block.pairs:
            if block.style == "tab":
                hang = max(130.0, width_of(label, self._look(face=1)) + 8)
                yield self._lines(value, self._look(), sign=label, hang=hang)
            elif block.style == "lines":
                yield self._lines(label, self._look(face=1))
                if value:
                    yield self._lines(value, self._look(before=0))
            else:
                yield self._lines(f"{label}: {value}".rstrip(), self._look())

    def _table(self, block: Table, width: float) -> Grid:
        height, columns = block.size()
        size, widths = self._widths(block, width)
        data: list[list[Any]] = [[""] * columns for _ in range(height)]
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if block.ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        for (row, column), cell in block.places().items():
            data[row][column] = list(self._cell(cell, size, bold=block.header and row == 0))
            if cell.rows > 1 or cell.columns > 1:
                style.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
        return Grid(data, widths, style=style)

    def _widths(self, block: Table, width: float) -> tuple[float, list[float]]:
        """Return the size of the letters, smaller where a long word would not fit else, and the columns' widths."""
        _, columns = block.size()
        first = min(width / columns, 110.0) if columns > 2 else width / columns
        wished = [first, *[(width - first) / max(1, columns - 1)] * (columns - 1)]
        size = self.layout.size
        while True:
            needed = self._needed(block, size)
            if sum(needed) <= width or size <= _SMALLEST:
                break
            size -= 0.5
        spare = [max(0.0, wish - need) for wish, need in zip(wished, needed, strict=True)]
        lacking = sum(max(0.0, need - wish) for wish, need in zip(wished, needed, strict=True))
        kept = 1 - lacking / sum(spare) if lacking else 1.0
        return size, [need + free * max(0.0, kept) for need, free in zip(needed, spare, strict=True)]

    def _needed(self, block: Table, size: float) -> list[float]:
        """Return how wide each column must be for its longest word, bullets and padding included."""
        needed = [20.0] * block.size()[1]
        for (_, column), cell in block.places().items():
            if cell.columns == 1:
                words = [word for text in cell.paragraphs for word in text.split()]
                words += [f"----{word}" for item in cell.items for word in item.text.split()]
                look = self._look(face=1, cell=size)
                needed[column] = max(needed[column], *(width_of(word, look) + 14 for word in ["", *words]))
        return needed

    def _cell(self, cell: Cell, size: float, *, bold: bool) -> Iterator[Flowable]:
        for text in cell.paragraphs:
            yield self._lines(text, self._look(face=int(bold), cell=size, before=0))
        yield from self._items(cell.items, "bullet", 0, before=0, size=size)
