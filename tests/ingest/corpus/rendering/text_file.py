"""A document as plain text, laid out in lines and, with a header or footer, in pages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from .blocks import (
    Block,
    Box,
    Cell,
    Heading,
    Item,
    Labels,
    Layout,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Source,
    Table,
    Toc,
)
from .listing import symbol
from .wrapping import wrap

__all__ = ["text_of"]

_PAGE = "\f"


def text_of(source: Source) -> bytes:
    """Return a document as UTF-8 text.

    Args:
        source: the document.

    Returns:
        Lines no wider than the layout's width; a line that is blank between blocks. With a header or footer, pages of
        the layout's number of lines, broken wherever they are full.

    >>> print(text_of(Source("nl", (Heading(1, "Doel"), Listing((Item("Leiden."),))))).decode(), end="")
    Doel
    <BLANKLINE>
    • Leiden.
    """
    lines: list[str] = []
    notes: list[str] = []
    for block in source.blocks:
        if isinstance(block, Note):
            notes.append(block.text)
            lines[-2] += f"{len(notes)}"
        else:
            lines += [*_lines(block, source.layout), ""]
    for number, note in enumerate(notes, 1):
        lines += _wrapped(f"{number} {note}", source.layout)
    printed = "\n".join(_paged(lines, source.layout)).rstrip("\n")
    return f"{printed}\n".encode()


def _paged(lines: Sequence[str], layout: Layout) -> Iterator[str]:
    if layout.header is None and layout.footer is None:
        yield from (line for line in lines if line != _PAGE)
        return
    pages: list[list[str]] = [[]]
    for line in lines:
        if line == _PAGE or len(pages[-1]) == layout.lines:
            pages.append([])
        if line != _PAGE and (line or pages[-1]):
            pages[-1].append(line)
    for number, page in enumerate(pages, 1):
        if layout.header is not None:
            yield from (layout.header.format(page=number, pages=len(pages)), "")
        yield from page
        if layout.footer is not None:
            yield from ("", layout.footer.format(page=number, pages=len(pages)), "")


def _lines(block: Block, layout: Layout) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return _wrapped(block.text, layout)
        case Listing():
            return list(_items(block.closed(), block.marker, layout, 0))
        case Table():
            return _table(block, layout)
        case Labels():
            return [line for pair in block.pairs for line in _label(*pair, block.style, layout)]
        case Box():
            return [line for part in block.blocks for line in [*_lines(part, layout), ""]][:-1]
        case Toc():
            return [
                f"{title} {'.' * max(3, layout.width - len(title) - len(page) - 2)} {page}"
                for title, page in block.entries
            ]
        case PageBreak():
            return [_PAGE]
    return []


def _wrapped(text: str, layout: Layout, width: int = 0) -> list[str]:
    return wrap(" ".join(text.split(" ")), width or layout.width, hyphenate=layout.hyphenate)


def _items(items: Sequence[Item], marker: str, layout: Layout, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for number, item in enumerate(items, 1):
        sign = symbol(marker, layout.bullet, number, depth)
        lines = _wrapped(item.text, layout, layout.width - len(indent) - len(sign) - 1)
        if not sign:
            yield from (f"{indent}{line}" for line in lines)
        elif layout.bullet_alone:
            yield f"{indent}{sign}"
            yield from (f"{indent}{line}" for line in lines)
        else:
            yield f"{indent}{sign} {lines[0]}"
            yield from (f"{indent}{' ' * (len(sign) + 1)}{line}" for line in lines[1:])
        yield from _items(item.items, "bullet" if marker in {"number", "letter"} else marker, layout, depth + 1)


def _label(label: str, value: str, style: str, layout: Layout) -> list[str]:
    match style:
        case "colon":
            return _wrapped(f"{label}: {value}".rstrip(), layout)
        case "lines":
            return [label, *(_wrapped(value, layout) if value else [])]
        case "tab":
            return [f"{label}\t{value}".rstrip()]
    return [f"{label:<32} {value}".rstrip()]


def _table(table: Table, layout: Layout) -> list[str]:
    """Return the rows as text pulled out of a page gives them: the cells of a row one under another."""
    height, width = table.size()
    share = max(12, layout.width // width - 2)
    places = table.places()
    lines: list[str] = []
    for row in range(height):
        cells = [(column, places[row, column]) for column in range(width) if (row, column) in places]
        texts = [(column, _cell(cell, share * cell.columns, layout)) for column, cell in cells]
        if row == 0 and table.header and all(len(text) <= 1 for _, text in texts):
            lines += [" ".join(text[0] for _, text in texts if text), ""]
            continue
        for _, text in texts:
            lines += [*text, ""] if text else []
    return lines[:-1]


def _cell(cell: Cell, width: int, layout: Layout) -> list[str]:
    lines = [line for text in cell.paragraphs for line in textwrap.wrap(text, width, break_long_words=False)]
    return [*lines, *_items(cell.items, "bullet", layout, 0)]
