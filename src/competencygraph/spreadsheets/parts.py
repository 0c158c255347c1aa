"""The XML parts of a workbook, read as they stream: no tree is built, no entity is known, nothing is fetched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import NoReturn
from xml.parsers import expat

from competencygraph.errors import UnreadableDocumentError
from competencygraph.spreadsheets.archive import EXCEL, damaged

__all__ = ["PartReader", "RelationsReader", "StringsReader", "WorkbookReader", "is_on"]

_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    }
)
_RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
_ON = frozenset({"1", "true", "on"})


class PartReader:
    """Reads one part of a workbook; what it means is for the classes below this one.

    Args:
        where: the file's name, for errors.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._names: dict[str, str] = {}
        self._captured: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element.

        Args:
            name: its name, without namespace.
            attributes: its attributes.
        """

    def end(self, name: str) -> None:
        """Take the end of an element.

        Args:
            name: its name, without namespace.
        """

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read a part.

        Args:
            chunks: its bytes, piece by piece; not asked for further once the part is refused.

        Raises:
            UnreadableDocumentError: the part is no XML, declares a document type, or is in an encoding that workbooks
                may not have.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.XmlDeclHandler = self._declaration
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError) as error:
            raise damaged(self.where, EXCEL) from error

    def capture(self) -> None:
        """Begin to collect the text that follows."""
        self._captured = []

    def captured(self) -> str:
        """Return the text since `capture`, and collect no more."""
        text = "".join(self._captured or ())
        self._captured = None
        return text

    def refuse(self, what: str, remedy: str, place: str | None = None) -> NoReturn:
        """Refuse the workbook.

        Args:
            what: what is wrong.
            remedy: what people can do.
            place: the sheet or cell, None where the whole is meant.

        Raises:
            UnreadableDocumentError: always.
        """
        where = self.where if place is None else f"{self.where}, {place}"
        raise UnreadableDocumentError(what, where=where, remedy=remedy)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = self._names.get(name)
        if local is None:
            namespace, _, own = name.rpartition(" ")
            local = self._names[name] = own if namespace in _NAMESPACES else ""
        if local:
            self.start(local, attributes)

    def _end(self, name: str) -> None:
        local = self._names.get(name)
        if local:
            self.end(local)

    def _text(self, text: str) -> None:
        if self._captured is not None:
            self._captured.append(text)

    def _refuse_doctype(self, *_declared: object) -> None:
        self.refuse("the document defines XML entities, which no Excel file needs", "save it anew in Excel")

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in _ENCODINGS:
            self.refuse("a part of the document is in an encoding that Excel files may not have", "save it anew")


def is_on(value: str | None) -> bool:
    """Return whether an attribute that is either on or off is on.

    >>> is_on("1"), is_on("false"), is_on(None)
    (True, False, False)
    """
    return value is not None and value.casefold() in _ON


class RelationsReader(PartReader):
    """What a part points to: `found` has kind and name of the other part by relation id; links outward are left out.

    Args:
        where: the file's name, for errors.
        folder: the folder of the part that points.
    """

    def __init__(self, where: str, folder: str) -> None:
        super().__init__(where)
        self._folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a relation."""
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        place = target if target.startswith("/") else posixpath.join("/", self._folder, target)
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = (kind, posixpath.normpath(place).lstrip("/"))


class WorkbookReader(PartReader):
    """The list of sheets: `sheets` has name, whether it is hidden, and relation id of each; `from_1904` the epoch."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a sheet, or the settings of the workbook."""
        if name == "workbookPr":
            self.from_1904 = is_on(attributes.get("date1904"))
        elif name == "sheet":
            relation = next((attributes[key] for key in _RELATION_IDS if key in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), hidden, relation))


class StringsReader(PartReader):
    """The texts that cells share: `found` has each with whether it is set in bold as a whole."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.found: list[tuple[str, bool]] = []
        self._parts: list[str] = []
        self._phonetic = False
        self._in_run = self._bold = False
        self._plain = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the start of a text, a run, or a property of a run."""
        if name == "si":
            self._parts, self._plain = [], False
        elif name == "rPh":
            self._phonetic = True
        elif name == "r":
            self._in_run, self._bold = True, False
        elif name == "b" and self._in_run:
            self._bold = attributes.get("val", "1") not in {"0", "false", "off"}
        elif name == "t" and not self._phonetic:
            self.capture()

    def end(self, name: str) -> None:
        """Take the end of a text or run."""
        if name == "t" and not self._phonetic:
            text = self.captured()
            self._parts.append(text)
            self._plain = self._plain or (bool(text.strip()) and not (self._in_run and self._bold))
        elif name == "r":
            self._in_run = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            text = "".join(self._parts)
            self.found.append((text, bool(text.strip()) and not self._plain))
