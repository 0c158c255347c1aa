"""The sheets of a workbook as what their cells hold and show, read within limits; nothing is run or fetched."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

from competencygraph.errors import UnreadableDocumentError
from competencygraph.spreadsheets.archive import EXCEL, Archive, damaged, holds_doctype, open_archive
from competencygraph.spreadsheets.contents import Cell, Sheet, Workbook
from competencygraph.spreadsheets.limits import DEFAULT_SHEET_LIMITS, SheetLimits
from competencygraph.spreadsheets.parts import PartReader, RelationsReader, StringsReader, WorkbookReader
from competencygraph.spreadsheets.sheet_reader import Counts, SheetReader
from competencygraph.spreadsheets.styles import StylesReader

__all__ = ["Cell", "Sheet", "Workbook", "read_sheets", "read_workbook"]

_OTHERS = (
    ("word/document.xml", "a Word document"),
    ("xl/workbook.bin", "an Excel workbook in the binary form"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"),
)


def read_sheets(path: Path, data: bytes, limits: SheetLimits = DEFAULT_SHEET_LIMITS) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; see `read_workbook`.

    Args:
        path: the file, for errors.
        data: its bytes.
        limits: how much of it is read.

    Returns:
        Its sheets, in the order of the tabs.

    Raises:
        UnreadableDocumentError: as `read_workbook`.
    """
    return read_workbook(path, data, limits).sheets


def read_workbook(path: Path, data: bytes, limits: SheetLimits = DEFAULT_SHEET_LIMITS) -> Workbook:
    """Return what a workbook holds.

    Args:
        path: the file, for errors.
        data: its bytes, those of an ``.xlsx`` or ``.xlsm`` file.
        limits: how much of it is read.

    Returns:
        Its sheets. A cell that only has a look is none; comments, drawings and macros are told of and left alone; of
        formulas the results are read that the file holds, nothing is computed.

    Raises:
        UnreadableDocumentError: the file is encrypted, damaged, a zip bomb, no workbook of this form, holds more than
            the limits, gives a cell twice, or declares a document type.
    """
    where = str(path)
    with open_archive(where, data, limits.inflated_bytes, EXCEL) as archive:
        return _Reader(where, archive, limits).read()


class _Reader:
    """Reads the parts of one workbook in the order in which they lean on each other."""

    def __init__(self, where: str, archive: Archive, limits: SheetLimits) -> None:
        self._where = where
        self._archive = archive
        self._limits = limits
        self._members = {member.filename: member for member in archive.members}
        self._read: set[str] = set()

    def read(self) -> Workbook:
        """Return the workbook."""
        main = self._main()
        book = WorkbookReader(self._where)
        self._part(main, book)
        folder, name = posixpath.split(main)
        relations = self._relations(folder, posixpath.join(folder, "_rels", f"{name}.rels"))
        strings, styles = StringsReader(self._where), StylesReader(self._where)
        for kind, reader in (("sharedStrings", strings), ("styles", styles)):
            target = next((target for found, target in relations.values() if found == kind), None)
            if target in self._members:
                self._part(str(target), reader)
        sheets = self._sheets(book, relations, strings, styles)
        self._count_others()
        names = self._archive.names
        return Workbook(
            sheets,
            macros=any(name.rpartition("/")[2].casefold() == "vbaproject.bin" for name in names),
            comments=any("comments" in name.casefold() and name.startswith("xl/") for name in names),
            drawings=any(name.startswith(("xl/drawings/drawing", "xl/media/", "xl/charts/")) for name in names),
            links=any(name.startswith("xl/externalLinks/") for name in names),
        )

    def _main(self) -> str:
        relations = self._relations("", "_rels/.rels")
        main = next((target for kind, target in relations.values() if kind == "officeDocument"), "xl/workbook.xml")
        if main in self._members and main.startswith("xl/") and main.endswith(".xml"):
            return main
        found = (what for member, what in _OTHERS if member in self._members)
        what = next(found, "a zip file without an Excel workbook in it")
        raise UnreadableDocumentError(
            f"this is {what}, no Excel workbook", where=self._where, remedy="save it as .xlsx"
        )

    def _relations(self, folder: str, name: str) -> dict[str, tuple[str, str]]:
        reader = RelationsReader(self._where, folder)
        if name in self._members:
            self._part(name, reader)
        return reader.found

    def _sheets(
        self,
        book: WorkbookReader,
        relations: Mapping[str, tuple[str, str]],
        strings: StringsReader,
        styles: StylesReader,
    ) -> tuple[Sheet, ...]:
        if len(book.sheets) > self._limits.sheets:
            raise UnreadableDocumentError(
                f"the workbook holds more than {self._limits.sheets} sheets", where=self._where, remedy="split it"
            )
        counts = Counts(self._limits)
        found: dict[str, Sheet] = {}
        for name, hidden, relation in book.sheets:
            kind, target = relations.get(relation, ("", ""))
            if kind and kind != "worksheet":
                continue
            if target not in self._members or target in self._read or name.casefold() in found:
                raise damaged(self._where, EXCEL)
            reader = SheetReader(self._where, name, strings.found, styles.found, counts, from_1904=book.from_1904)
            self._part(target, reader)
            found[name.casefold()] = Sheet(
                name,
                hidden,
                reader.sorted_cells(),
                tuple(sorted(reader.merged, key=lambda each: (each.first_row, each.first_column))),
                reader.hidden_rows(),
                reader.hidden_columns(),
            )
        return tuple(found.values())

    def _part(self, name: str, reader: PartReader) -> None:
        self._read.add(name)
        reader.read(self._archive.chunks(self._members[name], is_text=True))

    def _count_others(self) -> None:
        """Unpack what is not read, so that it is counted, and refuse document types in it."""
        for name, member in self._members.items():
            if name in self._read:
                continue
            if holds_doctype(self._archive.chunks(member, is_text=False)) and name.endswith((".xml", ".rels")):
                raise UnreadableDocumentError(
                    "the document defines XML entities, which no Excel file needs",
                    where=self._where,
                    remedy="save it anew in Excel",
                )
