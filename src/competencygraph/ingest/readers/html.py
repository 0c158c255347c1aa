"""Saved web pages: the content, found among menus, notices and footers, as a `Document`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from competencygraph.errors import MissingExtraError, UnreadableDocumentError
from competencygraph.ingest.document import Document, make_lines
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.masking import mask_file_name, mask_lines
from competencygraph.ingest.readers.text import decode_text, refuse_large_text
from competencygraph.model import Place

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_html"]

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,200}?encoding=[\"']([\w-]{2,20})",
    re.IGNORECASE,
)
_HEAD = 4096
# Names of Western encodings, as browsers take them; all others are left to the bytes themselves.
_WESTERN = {
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-15": "iso-8859-15",
    "latin9": "iso-8859-15",
}
# Pages that people read are nested some forty elements deep; libxml2 drops what is deeper than 256.
_MAX_DEPTH = 200
_ELEMENTS_PER_LINE = 3


def read_html(path: Path, data: bytes, limits: Limits) -> Document:
    """Return the document that a saved web page holds.

    Args:
        path: the page's file.
        data: its bytes.
        limits: the largest size that is read.

    Returns:
        The document: one line for each heading, paragraph, list item and cell of the page, in its order. What is no
        content (menus, cookie notices, footers, hidden parts) is listed in its asides. Nothing is fetched, and nothing
        that a script would write is there.

    Raises:
        UnreadableDocumentError: the page is too large, nested too deep, or holds no text.
        MissingExtraError: lxml is not installed.
    """
    try:
        from lxml import etree
        from lxml.html import HTMLParser, document_fromstring

        from competencygraph.ingest.readers.web_blocks import blocks_of
        from competencygraph.ingest.readers.web_regions import regions_of
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "reading web pages needs lxml", where=str(path), remedy="pip install 'competencygraph[documents]'"
        ) from error
    refuse_large_text(path, data, limits)
    empty = UnreadableDocumentError(
        "the page holds no text", where=str(path), remedy="open it in a browser, print it to PDF and give that"
    )
    text = unicodedata.normalize("NFC", _decode(data, str(path)))
    if not text.strip():
        raise empty
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise empty from error
    _refuse_unusual(page, path, limits)
    body = page.find("body")
    blocks = [] if body is None else blocks_of(body, regions_of(body), limits.paragraphs)
    if blocks is None:
        raise _too_many(path, limits)
    if not any(block.text for block in blocks):
        raise empty
    raw = mask_lines([block.text for block in blocks])
    traits = [block.traits for block in blocks]
    places = tuple(block.traits.place or Place() for block in blocks)
    asides = {number: block.reason for number, block in enumerate(blocks, 1) if block.reason and block.text}
    digest = hashlib.sha256(data).hexdigest()
    return Document(mask_file_name(path.name), digest, raw, make_lines(raw, traits), places, asides)


def _too_many(path: Path, limits: Limits) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"the page holds more than {limits.paragraphs} paragraphs and cells",
        where=str(path),
        remedy="save the part that describes the function as a page of its own",
    )


def _refuse_unusual(page: HtmlElement, path: Path, limits: Limits) -> None:
    """Refuse a page that is nested deeper, or made of more elements, than any that people read."""
    depths: dict[HtmlElement, int] = {}
    for element in page.iter():
        if len(depths) > limits.paragraphs * _ELEMENTS_PER_LINE:
            raise _too_many(path, limits)
        depths[element] = depth = depths.get(element.getparent(), 0) + 1
        if depth > _MAX_DEPTH:
            raise UnreadableDocumentError(
                f"the page nests more than {_MAX_DEPTH} elements in each other",
                where=str(path),
                remedy="open it in a browser, print it to PDF and give that",
            )


def _decode(data: bytes, where: str) -> str:
    """Return the text of a page: by its byte order mark, by what it says of itself, else as any text."""
    found = None if data.startswith(_BOMS) else _CHARSET.search(data[:_HEAD])
    said = (found[1] or found[2]).decode("ascii").lower() if found else ""
    if said in _WESTERN and b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return decode_text(data.decode(_WESTERN[said], errors="replace").encode(), where)
    return decode_text(data, where)
