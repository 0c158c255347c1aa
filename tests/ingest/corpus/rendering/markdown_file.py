"""A document as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import Block, Box, Cell, Heading, Item, Labels, Listing, Note, PageBreak, Paragraph, Source, Table, Toc

__all__ = ["markdown_of"]


def markdown_of(source: Source) -> bytes:
    """Return a document as UTF-8 Markdown, one line to a paragraph.

    >>> print(markdown_of(Source("nl", (Heading(2, "Doel"), Paragraph("Leiden.", bold=True)))).decode(), end="")
    ## Doel
    <BLANKLINE>
    **Leiden.**
    """
    parts: list[str] = []
    notes: list[str] = []
    for block in source.blocks:
        if isinstance(block, Note):
            notes.append(block.text)
            parts[-1] += f"[^{len(notes)}]"
        else:
            parts += [part for part in _parts(block, source) if part]
    parts += [f"[^{number}]: {note}" for number, note in enumerate(notes, 1)]
    return ("\n\n".join(parts) + "\n").encode()


def _parts(block: Block, source: Source) -> list[str]:
    match block:
        case Heading():
            marks = "#" * block.level
            return [
                f"{marks} {_safe(block.text)}" if source.layout.headings == "styles" else f"**{_safe(block.text)}**"
            ]
        case Paragraph():
            mark = "**" if block.bold else "*" if block.italic else ""
            return [f"{mark}{_safe(block.text)}{mark}"]
        case Listing():
            return ["\n".join(_items(block.closed(), block.marker, source.layout.bullet, ""))]
        case Table():
            return ["\n".join(_table(block))]
        case Labels():
            return _labels(block)
        case Box():
            return [re.sub("(?m)^", "> ", part) for inner in block.blocks for part in _parts(inner, source)]
        case Toc():
            return ["\n".join(f"- [{title}](#part-{page})" for title, page in block.entries)]
        case PageBreak():
            return ["---"]
    return []


def _items(items: Sequence[Item], marker: str, bullet: str, indent: str) -> Iterator[str]:
    dash = bullet if bullet in "-*" else "-"
    for number, item in enumerate(items, 1):
        sign = {"number": f"{number}.", "letter": f"{chr(96 + number)})", "none": ""}.get(marker, dash)
        close = "  " if marker in {"letter", "none"} else ""
        yield (
            f"{indent}{sign} {_safe(item.text)}{close}".lstrip() if not indent else f"{indent}{sign} {_safe(item.text)}"
        )
        yield from _items(item.items, "bullet", bullet, f"{indent}{' ' * (len(sign) + 1)}")


def _labels(block: Labels) -> list[str]:
    match block.style:
        case "table":
            rows = "\n".join(f"| {_safe(label)} | {_safe(value)} |" for label, value in block.pairs)
            return [f"|  |  |\n| --- | --- |\n{rows}"]
        case "lines":
            return [part for label, value in block.pairs for part in (f"**{_safe(label)}**", _safe(value))]
    sign = ":" if block.style == "colon" else ""
    return [f"**{_safe(label)}{sign}** {_safe(value)}" for label, value in block.pairs]


def _table(table: Table) -> Iterator[str]:
    height, width = table.size()
    places = table.places()
    for row in range(height):
        cells = [_cell(places.get((row, column))) for column in range(width)]
        if row == 0 and not table.header:
            yield f"|{'  |' * width}"
            yield f"|{' --- |' * width}"
        yield f"| {' | '.join(cells)} |"
        if row == 0 and table.header:
            yield f"|{' --- |' * width}"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return "<br>".join(_safe(text) for text in (*cell.paragraphs, *(f"• {item.text}" for item in cell.items)))


def _safe(text: str) -> str:
    return re.sub(r"([*_|<>`\[\]])", r"\\\1", text)
