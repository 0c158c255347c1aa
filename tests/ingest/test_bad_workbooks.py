"""Bad workbooks as a user meets them: one line, exit code 2, within 10 seconds and 512 MB, nothing stored."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from competencygraph.cli._translate import translate_text
from competencygraph.ingest.readers.xlsx import NOTICES
from competencygraph.spreadsheets import coordinate

from ..spreadsheets.packages import book_parts, packed, sheet_xml, text_row
from .test_bad_input import MEGABYTES, PROFILE, SECONDS, Desk, first_store

__all__ = ["first_store"]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
FINE = sheet_xml("".join(text_row(number, text) for number, text in enumerate(PROFILE, 1)))
ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))


def sheet(xml: str, **around: str) -> bytes:
    return packed(book_parts(sheet_xml(xml, **around)))


def with_parts(**parts: bytes) -> bytes:
    return packed({**book_parts(FINE), **{name.replace("__", "/"): content for name, content in parts.items()}})


def diagonal() -> bytes:
    """Return a sheet whose one table would have 10,000 rows and 16,000 columns; it shows but figures."""
    rows = (
        f"<row r='{row}'><c r='{coordinate(row, row % 16_000 + 1)}'><v>1</v></c>"
        f"<c r='{coordinate(row, row % 16_000 + 2)}'><v>1</v></c></row>"
        for row in range(1, 10_000)
    )
    return sheet("".join(rows))


def persons() -> bytes:
    """Return a profile with a pay list on its second sheet."""
    book = openpyxl.Workbook()
    for text in PROFILE:
        book.active.append([text])
    lists = book.create_sheet("Lonen")
    lists.append(["Naam", "Niveau", "Functie", "Geboortedatum"])
    lists.append(["Een naam", "B", "Coördinator", "1 januari 1980"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "password": ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "old file": ("a.xls", lambda: OLE + "Workbook".encode("utf-16-le"), "save it as .xlsx and give that"),
    "cut off": ("a.xlsx", lambda: packed(book_parts(FINE))[:-100], "damaged or cut off"),
    "bomb of parts": (
        "a.xlsx",
        lambda: with_parts(**{f"xl__media__{number}": bytes(30 * 2**20) for number in range(10)}),
        "unpacked",
    ),
    "2 million rows": ("a.xlsx", lambda: sheet("<row/>" * 2_000_000), "a cell that no sheet can have"),
    "entities": (
        "a.xlsx",
        lambda: sheet(text_row(1, "x"), head=f'<!DOCTYPE w [<!ENTITY e0 "x">{ENTITIES}]>'),
        "XML entities",
    ),
    "diagonal": ("a.xlsx", diagonal, "nothing of a function profile was found"),
    "list of persons": ("a.xlsx", persons, "lists persons: “Geboortedatum” (Lonen!D1)"),
    "lying name": ("a.docx", lambda: packed(book_parts(FINE)), "its content is Excel; rename it to .xlsx"),
}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not tell the memory of a process")
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_workbook_is_refused(kind: str, tmp_path: Path, first_store: Path) -> None:
    name, make, said = BAD[kind]
    desk = Desk(tmp_path, first_store)
    file = tmp_path / name
    file.write_bytes(make())
    before = desk.state()
    for command in (("parse", file), ("ingest", file, "--store", desk.store)):
        code, output, talk, seconds, megabytes = desk.run(*command)
        assert (code, output, talk.count("\n")) == (2, "", 1), talk
        assert talk.startswith("competencygraph: ")
        assert name in talk
        assert said in talk
        assert "nothing foresaw" not in talk
        assert seconds < SECONDS
        assert megabytes < MEGABYTES
        assert desk.state() == before


@pytest.mark.slow
def test_the_same_workbook_without_the_fault_is_read_macros_or_not(tmp_path: Path, first_store: Path) -> None:
    desk = Desk(tmp_path, first_store)
    for name, data, said in (
        ("a.xlsx", with_parts(), ""),
        ("a.xlsm", with_parts(xl__vbaProject=b"", **{"xl/vbaProject.bin": b"x"}), f"a.xlsm: {NOTICES['macros']}\n"),
    ):
        (tmp_path / name).write_bytes(data)
        code, output, talk, *_ = desk.run("parse", tmp_path / name)
        assert (code, talk) == (0, said)
        assert "De griffie van de raad leiden" in output
        assert "sheet Blad1, cell A3" in output


@pytest.mark.parametrize("notice", NOTICES.values())
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_notice_is_translated(notice: str, language: str) -> None:
    assert translate_text(notice, language) != notice


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_people_are_shown_the_sheet_and_the_cell(language: str, tmp_path: Path, first_store: Path) -> None:
    words = {"nl": "blad Competenties, cel", "fr": "feuille Competenties, cellule", "en": "sheet Competenties, cell"}
    book = openpyxl.Workbook()
    book.active.title = "Competenties"
    for number, row in enumerate([["Competentie", "Niveau"], ["Plannen", 2], ["Leren", 1]], 1):
        for column, value in enumerate(row, 1):
            book.active.cell(number, column, value)
    raw = io.BytesIO()
    book.save(raw)
    file = tmp_path / "boek.xlsx"
    file.write_bytes(raw.getvalue())
    desk = Desk(tmp_path, first_store)
    code, output, talk, *_ = desk.run("parse", file, "--lang", language)
    assert (code, talk) == (0, "")
    assert f"{words[language]} A2" in output
    code, output, talk, *_ = desk.run("ingest", file, "--store", desk.store, "--as", "boek", "--lang", language)
    assert code == 0, talk
    code, output, talk, *_ = desk.run(
        "why", "boek/boek/profile/competency/plannen", "--store", desk.store, "--lang", language
    )
    assert code == 0, talk
    assert f"{words[language]} A2" in output
