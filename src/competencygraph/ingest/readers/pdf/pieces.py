"""The characters of a PDF page, grouped into pieces: text of one style that stands together on one baseline."""

from __future__ import annotations

import ctypes
import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from competencygraph.ingest.readers.pdf.signs import clean, is_symbol_font, symbol

__all__ = ["CellKey", "Piece", "Sheet", "read_pieces"]

CellKey = tuple[int, int]
"""A table of the page and a cell of it, by their places in lists."""

_SPACE_GAP = 0.14
"""A gap wider than this, in letter sizes and beyond the tracking, is a space (a word space takes 0.2 to 0.3)."""
_WIDE_GAP = 0.9
"""A gap wider than this, in letter sizes, ends a piece: the next may stand in another column."""
_OVERPRINT = 0.15
"""Equal text this near, in letter sizes, is printed twice to look bold."""
_MIN_SIZE = 1.0
"""Letters smaller than this many points are there for no reader."""
_UPRIGHT = math.tan(math.radians(8))
_FORCE_BOLD = 1 << 18
_HEAVY = 700
_FORCE_SLANTED = 1 << 6
_SLANTED_NAMES = ("italic", "oblique")
_GREY = 32
"""Red, green and blue that differ by no more than this, of 255, are a shade of grey."""
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "-bd", ",bd")
_INVISIBLE, _FILLED_AND_STROKED = 3, 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one style that stands together on one baseline; the page's lower left corner is 0, 0.

    Args:
        x0: where it begins.
        x1: where it ends.
        y: its baseline.
        size: the size of its letters in points.
        bold: whether it is set in bold.
        text: its text, trimmed and cleaned.
        upright: whether it reads from left to right.
        visible: whether it is painted; the text layer of a scan is not.
        cell: the cell of a ruled table that it stands in.
        slanted: whether all of it is set in italics.
        tinted: whether all of it is set in a colour, neither black nor grey.
    """

    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    text: str
    upright: bool = True
    visible: bool = True
    cell: CellKey | None = None
    slanted: bool = False
    tinted: bool = False


class Sheet(NamedTuple):
    """The size of a page as it is shown, and how its coordinates are turned into that."""

    width: float
    height: float
    turn: Callable[[float, float], tuple[float, float]]

    @classmethod
    def of(cls, box: tuple[float, float, float, float], rotation: int) -> Sheet:
        """Return the sheet for a crop box and a clockwise rotation in degrees.

        >>> Sheet.of((0, 0, 100, 200), 90).turn(10, 150)
        (150, 90)
        """
        left, bottom, right, top = box
        wide, high = right - left, top - bottom
        if rotation == 90:
            return cls(high, wide, lambda x, y: (y - bottom, right - x))
        if rotation == 180:
            return cls(wide, high, lambda x, y: (right - x, top - y))
        if rotation == 270:
            return cls(high, wide, lambda x, y: (top - y, x - left))
        return cls(wide, high, lambda x, y: (x - left, y - bottom))


@dataclass(frozen=True, slots=True)
class _Style:
    """What all characters of one text object share."""

    y: float
    size: float
    bold: bool
    symbols: bool
    upright: bool
    visible: bool
    slanted: bool
    tinted: bool


@dataclass(slots=True)
class _Run:
    """A piece in the making."""

    style: _Style
    cell: CellKey | None
    source: int
    signs: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    x0: float = 0.0
    x1: float = 0.0
    last_x0: float = 0.0
    slanted: bool = True
    tinted: bool = True


def read_pieces(
    textpage: Any, sheet: Sheet, cell_at: Callable[[float, float], CellKey | None] | None = None
) -> list[Piece]:
    """Return the pieces of a page in the order in which the file prints them.

    Args:
        textpage: the page's text, as pypdfium2 loads it (`PdfPage.get_textpage`).
        sheet: the page's size and rotation.
        cell_at: what tells the table cell of a point; None on pages without ruled tables.

    Returns:
        Trimmed, non-empty pieces inside the page. Text painted twice stands in it once, as bold. Text that is not
        painted is left out, unless the page has no other (the text layer of a scan).
    """
    runs = _runs(textpage, sheet, cell_at)
    pieces = [piece for piece in map(_finish, runs) if piece is not None and _is_inside(piece, sheet)]
    if any(piece.visible for piece in pieces):
        pieces = [piece for piece in pieces if piece.visible]
    return _without_overprints(pieces)


def _is_inside(piece: Piece, sheet: Sheet) -> bool:
    return piece.x1 > 0 and piece.x0 < sheet.width and 0 < piece.y + piece.size and piece.y < sheet.height


def _runs(textpage: Any, sheet: Sheet, cell_at: Callable[[float, float], CellKey | None] | None) -> Iterator[_Run]:
    styles = _Styles(textpage, sheet)
    turned = sheet.turn(1.0, 1.0) != (sheet.turn(0.0, 0.0)[0] + 1.0, sheet.turn(0.0, 0.0)[1] + 1.0)
    shift = sheet.turn(0.0, 0.0)[0]
    run: _Run | None = None
    cell: CellKey | None = None
    for index, (source, code, left, top, right, bottom) in enumerate(_characters(textpage)):
        if not source or not code or code == 0xFFFE:
            continue
        style = styles.of(source, index)
        if style.size < _MIN_SIZE:
            continue
        x0, x1 = left + shift, right + shift
        if turned or not style.upright:
            (xa, ya), (xb, yb) = sheet.turn(left, bottom), sheet.turn(right, top)
            x0, x1 = min(xa, xb), max(xa, xb)
            middle = (ya + yb) / 2
        else:
            middle = style.y + style.size * 0.3
        sign = symbol(code) if style.symbols else chr(code)
        blank = sign.isspace() or sign == "\u00a0"
        if cell_at is not None and not blank:
            cell = cell_at((x0 + x1) / 2, middle)
        if run is not None and _breaks(run, style, source, x0, sign, cell, blank):
            yield run
            run = None
        if run is None:
            if blank:
                continue
            run = _Run(style, cell, source, x0=x0, x1=x0, last_x0=x0)
        run.signs.append(" " if blank else sign)
        run.gaps.append(x0 - run.x1)
        run.source = source
        if not blank:
            run.slanted, run.tinted = run.slanted and style.slanted, run.tinted and style.tinted
            run.x1, run.last_x0 = max(x1, run.x1) if x0 <= run.last_x0 else x1, x0
    if run is not None:
        yield run


def _breaks(run: _Run, style: _Style, source: int, x0: float, sign: str, cell: CellKey | None, blank: bool) -> bool:
    """Return whether a character begins a piece of its own."""
    last = run.style
    if style is last and source == run.source and not blank:
        far = x0 - run.x1 > _WIDE_GAP * style.size or x0 < run.last_x0 - 0.1 * style.size
        return (far and style.upright) or cell != run.cell
    if style.upright != last.upright:
        return True
    if not style.upright:
        return source != run.source and abs(style.y - last.y) > 3 * style.size
    if abs(style.y - last.y) > 0.05 * style.size:
        return True
    if blank:
        return False
    if (style.size, style.bold, style.visible, style.symbols) != (last.size, last.bold, last.visible, last.symbols):
        return True
    return x0 - run.x1 > _WIDE_GAP * style.size or x0 < run.last_x0 - 0.1 * style.size or cell != run.cell


def _finish(run: _Run) -> Piece | None:
    """Return the piece of a run, its words spaced: beyond its tracking, a wide gap is a space."""
    style = run.style
    gaps = [gap for gap, sign in zip(run.gaps[1:], run.signs[1:], strict=True) if sign != " "]
    tracking = statistics.median(gaps) if style.upright and len(gaps) >= 4 else 0.0
    limit = (tracking if tracking > 0.03 * style.size else 0.0) + _SPACE_GAP * style.size
    signs: list[str] = []
    for sign, gap in zip(run.signs, run.gaps, strict=True):
        if signs and gap > limit and sign != " " and signs[-1] != " " and style.upright:
            signs.append(" ")
        signs.append(sign)
    text = clean("".join(signs))
    if not text:
        return None
    look = style.size, style.bold, text, style.upright, style.visible
    return Piece(run.x0, run.x1, style.y, *look, run.cell, run.slanted, run.tinted)


def _without_overprints(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, each that is printed again almost in its place once, as bold."""
    kept: list[Piece] = []
    seen: dict[str, list[int]] = {}
    for piece in pieces:
        near = _OVERPRINT * piece.size
        twins = [
            at
            for at in seen.get(piece.text, ())
            if abs(kept[at].x0 - piece.x0) < near and abs(kept[at].y - piece.y) < near and kept[at].size == piece.size
        ]
        if twins:
            kept[twins[0]] = replace(kept[twins[0]], bold=True)
            continue
        seen.setdefault(piece.text, []).append(len(kept))
        kept.append(piece)
    return kept


def _characters(textpage: Any) -> Iterator[tuple[int, int, float, float, float, float]]:
    """Yield text object, code and box (left, top, right, bottom) of each character, called for without wrappers."""
    import pypdfium2.raw as raw

    count = textpage.count_chars()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    sources = _plain(raw.FPDFText_GetTextObject, ctypes.c_void_p)
    codes = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
    boxes = _plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
    box = (ctypes.c_float * 4)()
    address = ctypes.addressof(box)
    for index in range(count):
        source = sources(handle, index)
        if source and boxes(handle, index, address):
            yield source, codes(handle, index), box[0], box[1], box[2], box[3]
        else:
            yield 0, 0, 0.0, 0.0, 0.0, 0.0


def _plain(function: Any, result: Any, *more: Any) -> Any:
    """Return a function of the library that takes a handle and an index as plain integers, which is faster."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)(address or 0)


class _Styles:
    """The styles of a page's text objects, each looked up once."""

    def __init__(self, textpage: Any, sheet: Sheet) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = textpage.raw
        self._sheet = sheet
        self._known: dict[int, _Style] = {}

    def of(self, source: int, index: int) -> _Style:
        """Return the style of a text object, the first character of which has this index."""
        style = self._known.get(source)
        if style is None:
            style = self._known[source] = self._look_up(source, index)
        return style

    def _look_up(self, source: int, index: int) -> _Style:
        raw, page = self._raw, self._page
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(page, index, matrix)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        size = raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        begin, ahead = self._sheet.turn(0.0, 0.0), self._sheet.turn(matrix.a, matrix.b)
        across, up = ahead[0] - begin[0], ahead[1] - begin[1]
        flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(page, index, name, 128, flags)
        font = name.value.decode("utf-8", errors="replace").lower().rpartition("+")[2]
        colours = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(page, index, *colours)
        shades = [colour.value for colour in colours[:3]]
        handle = ctypes.cast(source, raw.FPDF_PAGEOBJECT)
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        bold = (
            mode == _FILLED_AND_STROKED
            or any(word in font for word in _BOLD_NAMES)
            or bool(flags.value & _FORCE_BOLD)
            or raw.FPDFText_GetFontWeight(page, index) >= _HEAVY
        )
        return _Style(
            y=self._sheet.turn(x.value, y.value)[1],
            size=round(abs(size), 1),
            bold=bold,
            symbols=is_symbol_font(font),
            upright=across > 0 and abs(up) < _UPRIGHT * across,
            visible=mode != _INVISIBLE,
            slanted=bool(flags.value & _FORCE_SLANTED) or any(word in font for word in _SLANTED_NAMES),
            tinted=max(shades) - min(shades) > _GREY,
        )
