"""What a document of the corpus consists of."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Block",
    "Box",
    "Cell",
    "Heading",
    "Item",
    "Labels",
    "Layout",
    "Listing",
    "Note",
    "PageBreak",
    "Paragraph",
    "Source",
    "Table",
    "Toc",
]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document looks.

    Args:
        header: text at the top of every page; None for no header.
        footer: text at the bottom of every page; ``{page}`` and ``{pages}`` stand for numbers; None for no footer.
        columns: columns of running text, 1 or 2 (Word and PDF).
        font: ``serif`` or ``sans``.
        size: size of running text in points.
        headings: ``styles`` for real heading styles, ``look`` for bold, larger paragraphs without a heading style.
        bullet: the sign before the items of a bulleted list.
        bullet_alone: whether the bullet stands on a line of its own (text and PDF).
        justify: whether running text is justified (Word and PDF).
        hyphenate: whether words are broken at line ends (text and PDF).
        width: characters in a line of text.
        lines: lines on a page of text; pages are told apart only where there is a header or footer.
        noise: whether a web page has navigation, a cookie banner and a footer round its content.
    """

    header: str | None = None
    footer: str | None = None
    columns: int = 1
    font: str = "sans"
    size: float = 10
    headings: str = "styles"
    bullet: str = "•"
    bullet_alone: bool = False
    justify: bool = False
    hyphenate: bool = False
    width: int = 96
    lines: int = 50
    noise: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` is 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, as a whole in bold or italic where said."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A member of a list, with the list under it."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.

    Args:
        items: its members.
        marker: ``bullet``, ``number``, ``letter`` or ``none``.
        end: what closes every member that another one follows, such as ``;``.
    """

    items: tuple[Item, ...]
    marker: str = "bullet"
    end: str = ""

    def closed(self) -> tuple[Item, ...]:
        """Return the members with what closes them.

        >>> [item.text for item in Listing((Item("a"), Item("b")), end=";").closed()]
        ['a;', 'b']
        """
        return _closed(self.items, self.end)


def _closed(items: tuple[Item, ...], end: str) -> tuple[Item, ...]:
    return tuple(
        Item(f"{item.text}{end}" if number < len(items) else item.text, _closed(item.items, end))
        for number, item in enumerate(items, 1)
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: paragraphs, then the members of a list; it may span rows and columns."""

    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        rows: its rows; a place that a cell above or to the left spans is not written again.
        ruled: whether lines are drawn round its cells.
        header: whether the first row holds the names of the columns.
    """

    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True
    header: bool = True

    def places(self) -> dict[tuple[int, int], Cell]:
        """Return the cells by the row and column, counted from 0, where they begin.

        >>> cells = Table(((Cell(rows=2), Cell()), (Cell(),))).places()
        >>> sorted(cells)
        [(0, 0), (0, 1), (1, 1)]
        """
        taken: set[tuple[int, int]] = set()
        found: dict[tuple[int, int], Cell] = {}
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                found[row, column] = cell
                taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
        return found

    def size(self) -> tuple[int, int]:
        """Return how many rows and columns the table has."""
        ends = [(row + cell.rows, column + cell.columns) for (row, column), cell in self.places().items()]
        return max(row for row, _ in ends), max(column for _, column in ends)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels with their values; `style` is ``colon``, ``tab``, ``lines`` or ``table``."""

    pairs: tuple[tuple[str, str], ...]
    style: str = "colon"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page."""


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks in a frame: a text box in Word, a one-cell table elsewhere."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Toc:
    """A table of contents: titles with the page that they stand on."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote to the paragraph before it."""

    text: str


Block = Heading | Paragraph | Listing | Table | Labels | PageBreak | Box | Toc | Note


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the corpus.

    Args:
        language: ISO 639-1 code.
        blocks: its content.
        layout: its look.
        formats: the formats that it is rendered to.
        variations: what it was written to show, in kebab case.
    """

    language: str
    blocks: tuple[Block, ...]
    layout: Layout = field(default_factory=Layout)
    formats: tuple[str, ...] = ("docx", "pdf", "txt")
    variations: tuple[str, ...] = ()
