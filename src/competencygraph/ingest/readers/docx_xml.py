"""XML parts of Word files: scanned while they stream, parsed without entities, and the names that occur in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from competencygraph.errors import MissingExtraError, UnreadableDocumentError
from competencygraph.ingest.limits import Limits
from competencygraph.spreadsheets import archive

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["MC", "REL", "WML", "Scan", "attribute", "damaged", "flag", "parse", "whole"]

WML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's own elements, as lxml writes it before a name."""
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""The namespace of the attribute that points to another part."""
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
"""The namespace of contents that are given twice, for newer and for older programs."""

# Files in the strict form of the standard use these namespaces instead of the usual ones.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WML[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", REL[1:-1].encode()),
)
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
# Text boxes in cells of nested tables reach 60; libxml2 itself stops at 256.
_MAX_DEPTH = 200
# A page has some 300; with its tree in memory this many take 300 MB.
_MAX_ELEMENTS = 1_000_000
_COUNTED = frozenset({"p", "tc"})
_OFF = frozenset({"0", "false", "off", "none"})
_LARGEST = 2**31


class Scan:
    """Counts what a part holds while its bytes come in, so that no tree is built of one that holds too much.

    Args:
        name: the file's name, for errors.
        limits: how many paragraphs and cells are read.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._depth = self._elements = self._paragraphs = 0

    def part(self, chunks: Iterable[bytes]) -> bytes:
        """Return the bytes of one part when it may be parsed.

        Args:
            chunks: its bytes, piece by piece; not asked for further once the part is refused.

        Returns:
            All of them.

        Raises:
            UnreadableDocumentError: the part is no XML, defines entities, is nested too deep, is in an encoding that
                Word files may not have, or the parts so far hold more paragraphs and table cells than the limit.
        """
        self._depth = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.XmlDeclHandler = self._declaration
        kept = bytearray()
        try:
            for chunk in chunks:
                kept += chunk
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged(self._name) from error
        return bytes(kept)

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _MAX_DEPTH:
            self._refuse(f"its parts are nested more than {_MAX_DEPTH} deep", "save it anew in Word")
        if name.rpartition(":")[2] in _COUNTED:
            self._paragraphs += 1
            if self._paragraphs > self._limits.paragraphs:
                self._refuse(
                    f"the document holds more than {self._limits.paragraphs} paragraphs and table cells", "split it"
                )
        if self._elements > _MAX_ELEMENTS:
            self._refuse(f"the document holds more than {_MAX_ELEMENTS} pieces of text and formatting", "split it")

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def refuse_doctype(self, *_declared: object) -> None:
        """Refuse a part with a document type, the only place where entities can be defined."""
        self._refuse("the document defines XML entities, which no Word file needs", "save it anew in Word")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            self._refuse("a part of the document is in an encoding that Word files may not have", "save it anew")

    def _refuse(self, what: str, remedy: str) -> None:
        raise UnreadableDocumentError(what, where=self._name, remedy=remedy)


def damaged(name: str) -> UnreadableDocumentError:
    """Return the error for a file that is broken off or changed.

    Args:
        name: the file's name.
    """
    return archive.damaged(name, archive.WORD)


def parse(data: bytes, name: str) -> etree._Element:
    """Return the root of a part that `Scan` has let through.

    Args:
        data: the part.
        name: the file's name, for errors.

    Returns:
        Its root element; comments and processing instructions are left out.

    Raises:
        UnreadableDocumentError: it is no XML, or defines entities.
        MissingExtraError: lxml is not installed.

    >>> parse(b"<a><b/></a>", "a.docx")[0].tag
    'b'
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise MissingExtraError(
            "reading Word files needs lxml", where=name, remedy="pip install 'competencygraph[documents]'"
        ) from error
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    return root


def attribute(parent: etree._Element, tag: str, name: str = f"{WML}val") -> str | None:
    """Return an attribute of a child element.

    Args:
        parent: the element around it.
        tag: the child's tag.
        name: the attribute's name.

    Returns:
        Its value; None without such a child or attribute.

    >>> attribute(parse(b"<a><b c='1'/></a>", "a.docx"), "b", "c")
    '1'
    """
    child = parent.find(tag)
    return None if child is None else child.get(name)


def flag(parent: etree._Element, tag: str) -> bool | None:
    """Return whether a property that is either on or off is on.

    Args:
        parent: the properties.
        tag: the property's tag.

    Returns:
        True when it stands there, unless its value says it is off; None when it does not stand there.

    >>> properties = parse(f"<p xmlns:w='{WML[1:-1]}'><w:b/><w:i w:val='0'/></p>".encode(), "a.docx")
    >>> flag(properties, f"{WML}b"), flag(properties, f"{WML}i"), flag(properties, f"{WML}caps")
    (True, False, None)
    """
    child = parent.find(tag)
    return None if child is None else child.get(f"{WML}val", "on") not in _OFF


def whole(text: str | None) -> int | None:
    """Return a whole number written in an attribute; None when it is none, or out of all proportion.

    >>> whole("-12"), whole("12.0"), whole(""), whole("9" * 5000)
    (-12, 12, None, None)
    """
    try:
        number = float(text or "")
    except ValueError:
        return None
    return int(number) if abs(number) < _LARGEST else None
