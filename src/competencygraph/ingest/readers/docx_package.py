"""The zip file around a Word document: refused when it is a bomb or no Word file, else its parts."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING

from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.readers.docx_xml import Scan, parse
from competencygraph.spreadsheets.archive import WORD, Archive, holds_doctype, open_archive

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Package", "open_package"]

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
    with open_archive(name, data, limits.inflated_bytes, WORD) as archive:
        names = archive.names
        parts = _unpack(archive, Scan(name, limits))
    package = Package(name, parts, names)
    main = package.main
    if main not in parts or not main.startswith("word/"):
        what = next((what for member, what in _OTHERS if member in names), "a zip file without a Word document in it")
        raise UnreadableDocumentError(f"this is {what}, no Word document", where=name, remedy="save it as .docx or PDF")
    return package


def _unpack(archive: Archive, scan: Scan) -> dict[str, bytes]:
    """Return the parts that are read, after unpacking every member in pieces that are counted."""
    parts: dict[str, bytes] = {}
    for member in sorted(archive.members, key=lambda member: not _is_read(member.filename)):
        if _is_read(member.filename):
            parts[member.filename] = scan.part(archive.chunks(member, is_text=True))
        elif holds_doctype(archive.chunks(member, is_text=False)) and member.filename.endswith((".xml", ".rels")):
            scan.refuse_doctype()
    return parts


def _is_read(name: str) -> bool:
    """Return whether a member is one that the reader parses: a relation, or a text of the document itself."""
    folder, _, part = name.rpartition("/")
    if part.endswith(".rels"):
        return folder in {"_rels", "word/_rels"}
    return folder == "word" and part.endswith(".xml") and part.removesuffix(".xml").rstrip("0123456789") in _READ
