"""The zip file around a Word document: refused when it is a bomb or no Word file, else its parts."""

from __future__ import annotations

import io
import posixpath
import struct
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.readers.docx_xml import Scan, damaged, parse

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Package", "open_package"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted Office file, as an OLE container writes it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MEMBER_HEAD = b"PK\x01\x02"
_MAX_MEMBERS = 5_000
# Text packs to a twentieth at best; only past this size is a higher ratio held against a file.
_SMALL = 20 * 2**20
_MAX_RATIO = 200
_CHUNK = 64 * 2**10
# A tree takes some six times the bytes that it is built from.
_XML_SHARE = 4
# What zipfile raises on changed bytes.
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_READ = frozenset({"document", "styles", "numbering", "footnotes", "endnotes", "header", "footer"})
_MAIN = "/officeDocument"
_OTHERS = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("xl/workbook.bin", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


class Package:
    """The parts of a Word file that has passed the checks of `open_package`.

    Args:
        name: the file's name, for errors.
        parts: the parts that may be parsed, by name without a leading slash.
        names: the names of all members of the zip file.
    """

    def __init__(self, name: str, parts: dict[str, bytes], names: frozenset[str]) -> None:
        self.name = name
        self._parts = parts
        self._names = names

    @cached_property
    def main(self) -> str:
        """Return the name of the part that holds the text."""
        for kind, target in self._relations("", "_rels/.rels").values():
            if kind.endswith(_MAIN):
                return target
        return "word/document.xml"

    @property
    def has_macros(self) -> bool:
        """Return whether the file holds a macro project."""
        return any(name.rpartition("/")[2].casefold() == "vbaproject.bin" for name in self._names)

    @property
    def has_images(self) -> bool:
        """Return whether the file holds images."""
        return any("/media/" in name for name in self._names)

    def root(self, name: str) -> etree._Element | None:
        """Return the root of a part, None when there is no such part.

        Args:
            name: the part's name, without a leading slash.
        """
        data = self._parts.get(name)
        return None if data is None else parse(data, self.name)

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        """Return what the main part points to: kind and name of the other part by relation id."""
        folder, name = posixpath.split(self.main)
        return self._relations(folder, posixpath.join(folder, "_rels", f"{name}.rels"))

    def related(self, kind: str) -> etree._Element | None:
        """Return the root of the part that the main part points to for a purpose.

        Args:
            kind: the last word of the relation's type, such as ``styles``.

        Returns:
            The root of the first such part; None without one.
        """
        for found, target in self.relations.values():
            if found.rpartition("/")[2] == kind:
                return self.root(target)
        return None

    def _relations(self, folder: str, name: str) -> dict[str, tuple[str, str]]:
        root = self.root(name)
        found: dict[str, tuple[str, str]] = {}
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                place = target if target.startswith("/") else posixpath.join("/", folder, target)
                found[relation.get("Id", "")] = (relation.get("Type", ""), posixpath.normpath(place).lstrip("/"))
        return found


def open_package(name: str, data: bytes, limits: Limits) -> Package:
    """Return the parts of a Word file.

    Every member is unpacked once in pieces, and counted, before anything is parsed.

    Args:
        name: the file's name, for errors.
        data: its bytes.
        limits: how much may be in it.

    Returns:
        Its parts.

    Raises:
        UnreadableDocumentError: the file is encrypted, damaged, a zip bomb, holds too much, or is no Word file.
    """
    _refuse_other_containers(name, data)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            tally = _Tally(name, len(data), limits)
            _refuse_members(name, members, tally)
            names = frozenset(member.filename for member in members)
            parts = _unpack(name, archive, members, tally, Scan(name, limits))
    except _BROKEN as error:
        raise damaged(name) from error
    package = Package(name, parts, names)
    main = package.main
    if main not in parts or not main.startswith("word/"):
        what = next((what for member, what in _OTHERS if member in names), "a zip file without a Word document in it")
        raise UnreadableDocumentError(f"this is {what}, no Word document", where=name, remedy="save it as .docx or PDF")
    return package


def _refuse_other_containers(name: str, data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableDocumentError(
                "the Word file is protected by a password", where=name, remedy="save it without a password"
            )
        raise UnreadableDocumentError(
            "this is an Office file in the form of before 2007", where=name, remedy="save it as .docx"
        )
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError("this is no Word file", where=name, remedy="save it as .docx")
    if data.count(_MEMBER_HEAD) > _MAX_MEMBERS:
        raise UnreadableDocumentError(
            f"the file holds more than {_MAX_MEMBERS} members", where=name, remedy="save it anew in Word"
        )


def _refuse_members(name: str, members: list[ZipInfo], tally: _Tally) -> None:
    """Refuse what the directory of the zip file gives away already."""
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableDocumentError(
            "the Word file is protected by a password", where=name, remedy="save it without a password"
        )
    if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
        raise UnreadableDocumentError(
            "the file is packed in a way that Word does not use", where=name, remedy="save it anew in Word"
        )
    if len({member.filename for member in members}) < len(members):
        raise UnreadableDocumentError("the file holds two parts of one name", where=name, remedy="save it anew in Word")
    tally.check(sum(member.file_size for member in members))


class _Tally:
    """Counts the bytes that come out of a zip file, whatever its directory declares."""

    def __init__(self, name: str, size: int, limits: Limits) -> None:
        self._name = name
        self._size = size
        self._most = limits.inflated_bytes
        self._inflated = self._texts = 0

    def check(self, inflated: int) -> None:
        """Refuse a file that holds so many bytes unpacked."""
        if inflated > self._most:
            raise UnreadableDocumentError(
                f"unpacked, the file holds more than the limit of {self._most} bytes",
                where=self._name,
                remedy="remove images, or split it",
            )
        if inflated > max(_SMALL, _MAX_RATIO * self._size):
            raise UnreadableDocumentError(
                f"unpacked, the file holds more than {_MAX_RATIO} times its size",
                where=self._name,
                remedy="save it anew in Word",
            )

    def chunks(self, archive: ZipFile, member: ZipInfo, *, is_text: bool) -> Iterator[bytes]:
        """Unpack a member.

        Yields:
            Its bytes, piece by piece.
        """
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                self._inflated += len(chunk)
                self.check(self._inflated)
                self._texts += len(chunk) if is_text else 0
                if self._texts > self._most // _XML_SHARE:
                    raise UnreadableDocumentError(
                        f"the text and its formatting take more than {self._most // _XML_SHARE} bytes",
                        where=self._name,
                        remedy="split it",
                    )
                yield chunk


def _unpack(name: str, archive: ZipFile, members: list[ZipInfo], tally: _Tally, scan: Scan) -> dict[str, bytes]:
    """Return the parts that are read, after unpacking every member in pieces that are counted."""
    parts: dict[str, bytes] = {}
    for member in sorted(members, key=lambda member: not _is_read(member.filename)):
        if _is_read(member.filename):
            parts[member.filename] = scan.part(tally.chunks(archive, member, is_text=True))
            continue
        is_xml = member.filename.endswith((".xml", ".rels"))
        for number, chunk in enumerate(tally.chunks(archive, member, is_text=False)):
            if number == 0 and is_xml and any(doctype in chunk for doctype in _DOCTYPES):
                scan.refuse_doctype()
    return parts


def _is_read(name: str) -> bool:
    """Return whether a member is one that the reader parses: a relation, or a text of the document itself."""
    folder, _, part = name.rpartition("/")
    if part.endswith(".rels"):
        return folder in {"_rels", "word/_rels"}
    return folder == "word" and part.endswith(".xml") and part.removesuffix(".xml").rstrip("0123456789") in _READ
