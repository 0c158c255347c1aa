"""PDF: the bytes of a file to a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from competencygraph.errors import MissingExtraError, UnreadableDocumentError
from competencygraph.ingest.document import Document
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.readers.pdf.assembly import assemble
from competencygraph.ingest.readers.pdf.flow import body_size
from competencygraph.ingest.readers.pdf.furniture import Edge, furniture
from competencygraph.ingest.readers.pdf.inflation import inflates_beyond
from competencygraph.ingest.readers.pdf.layout import lay_out
from competencygraph.ingest.readers.pdf.lines import Frame, TextLine, make_line
from competencygraph.ingest.readers.pdf.pieces import Piece, Sheet, read_pieces
from competencygraph.ingest.readers.pdf.rulings import CellFinder, Grid, read_grids

__all__ = ["read_pdf"]

_TAIL = 4096
_PASSWORD, _SECURITY = 4, 5


@dataclass(frozen=True)
class _Sheet:
    """What one page holds."""

    height: float
    pieces: list[Piece]
    grids: list[Grid]


def read_pdf(path: Path, data: bytes, limits: Limits) -> Document:
    """Return the document that a PDF holds.

    Args:
        path: the file, for its name and for errors.
        data: its bytes.
        limits: how much of it may be read.

    Returns:
        The document: its printed lines in reading order, each with page, size, weight, heading level by its look, table
        cell, and whether it carries on the line before it. Running headers, page numbers and turned text are asides.

    Raises:
        UnreadableDocumentError: the file is too large, damaged, cut off, locked by a password, or holds no text.
        MissingExtraError: pypdfium2 is not installed.
    """
    where = str(path)
    _check_size(where, data, limits)
    with _opened(where, data) as pdf:
        count = len(pdf)
        if count > limits.pages:
            raise UnreadableDocumentError(
                f"the PDF has {count} pages, more than the limit of {limits.pages}",
                where=where,
                remedy="split it, or give the document alone",
            )
        if not count or not _is_whole(data):
            raise _damaged(where, "the PDF is cut off")
        sheets = [_read_sheet(where, pdf, number) for number in range(count)]
    if not any(sheet.pieces for sheet in sheets):
        raise UnreadableDocumentError(
            "the PDF holds pictures of text and no text (a scan)",
            where=where,
            remedy="run text recognition (OCR) on it",
        )
    return assemble(path.name, hashlib.sha256(data).hexdigest(), _pages(sheets))


def _check_size(where: str, data: bytes, limits: Limits) -> None:
    if len(data) > limits.file_bytes:
        raise UnreadableDocumentError(
            f"the file holds {len(data)} bytes, more than the limit of {limits.file_bytes}",
            where=where,
            remedy="split it, or give the document alone",
        )
    if inflates_beyond(data, limits.inflated_bytes):
        raise UnreadableDocumentError(
            f"the PDF inflates to more than the limit of {limits.inflated_bytes} bytes",
            where=where,
            remedy="print it to a new PDF, or give the document alone",
        )


@contextmanager
def _opened(where: str, data: bytes) -> Iterator[Any]:
    """Give the PDF as pypdfium2 opens it, and close it.

    Yields:
        The PDF.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(
            "reading a PDF needs pypdfium2", where=where, remedy="run pip install 'competencygraph[documents]'"
        ) from error
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise UnreadableDocumentError(
                "the PDF is locked and a password is needed to open it",
                where=where,
                remedy="save it without a password",
            ) from error
        if code == _SECURITY:
            raise UnreadableDocumentError(
                "the PDF is locked in a way that cannot be read", where=where, remedy="save it without protection"
            ) from error
        raise _damaged(where, "the PDF is damaged or cut off") from error
    with closing(pdf):
        yield pdf


def _damaged(where: str, what: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(what, where=where, remedy="get it anew, or print it to a new PDF")


def _is_whole(data: bytes) -> bool:
    """Return whether the end of a PDF is there; one that is cut off may open all the same."""
    tail = data.rstrip(b"\0 \r\n\t")[-_TAIL:]
    return b"%%EOF" in tail or b"startxref" in tail


def _read_sheet(where: str, pdf: Any, number: int) -> _Sheet:
    """Return what a page holds; its objects are closed."""
    import pypdfium2

    try:
        page = pdf[number]
    except pypdfium2.PdfiumError as error:
        raise _damaged(where, f"page {number + 1} of the PDF is damaged") from error
    with closing(page):
        sheet = Sheet.of(page.get_cropbox(), page.get_rotation())
        grids = read_grids(page, sheet)
        try:
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise _damaged(where, f"page {number + 1} of the PDF is damaged") from error
        with closing(textpage):
            pieces = read_pieces(textpage, sheet, CellFinder(grids) if grids else None)
    return _Sheet(sheet.height, _without_boxes(pieces, grids), grids)


def _without_boxes(pieces: list[Piece], grids: Sequence[Grid]) -> list[Piece]:
    """Return the pieces, those in a table of one column or with one filled cell as standing in none."""
    filled: dict[int, set[int]] = {}
    for piece in pieces:
        if piece.cell is not None:
            filled.setdefault(piece.cell[0], set()).add(piece.cell[1])
    boxes = {at for at, cells in filled.items() if len(cells) < 2 or len(grids[at].edges) <= 2}
    return [replace(piece, cell=None) if piece.cell and piece.cell[0] in boxes else piece for piece in pieces]


def _pages(sheets: Sequence[_Sheet]) -> list[list[TextLine]]:
    """Return the lines of each page in reading order: header, content, footer, turned text."""
    size = body_size([(piece.size, len(piece.text)) for sheet in sheets for piece in sheet.pieces])
    upright = [[piece for piece in sheet.pieces if piece.upright] for sheet in sheets]
    extras = furniture([(sheet.height, pieces) for sheet, pieces in zip(sheets, upright, strict=True)], size)
    pages: list[list[TextLine]] = []
    for number, (sheet, pieces, edges) in enumerate(zip(sheets, upright, extras, strict=True), 1):
        spent = {piece for edge, _ in edges for piece in edge.pieces}
        content = lay_out([piece for piece in pieces if piece not in spent], sheet.grids, number)
        turned = [_aside((piece,), number, "rotated text") for piece in sheet.pieces if not piece.upright]
        above = [_aside(edge.pieces, number, reason) for edge, reason in edges if edge.top]
        below = [_aside(edge.pieces, number, reason) for edge, reason in _upwards(edges) if not edge.top]
        pages.append([*above, *content, *below, *turned])
    return pages


def _upwards(edges: Sequence[tuple[Edge, str]]) -> list[tuple[Edge, str]]:
    return sorted(edges, key=lambda pair: -pair[0].y)


def _aside(pieces: Sequence[Piece], page: int, reason: str) -> TextLine:
    frame = Frame(pieces[0].x0, pieces[-1].x1)
    return replace(make_line(pieces, frame), page=page, aside=reason)
