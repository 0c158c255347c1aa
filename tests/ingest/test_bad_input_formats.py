"""Formats told by content: names that lie, formats that are not read, and things that are no files."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from competencygraph.app.collecting import collect
from competencygraph.errors import UnreadableDocumentError
from competencygraph.ingest import SUFFIXES
from competencygraph.ingest.limits import Limits
from competencygraph.ingest.readers import read
from competencygraph.ingest.readers.detection import ENDINGS, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(*names: str, **contents: bytes) -> bytes:
    """Return a ZIP file with empty files of these names, and files with these contents."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"")
    return data.getvalue()


def ole(stream: str) -> bytes:
    """Return what stands in front of an old Office file, with the name of one stream."""
    return OLE + stream.encode("utf-16-le")


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
ODS = zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
ODT = zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text")
HTML = b"<!DOCTYPE html>\n<html><body><h1>Doel</h1></body></html>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

LIES = {
    "profile.txt": (PDF, "its name says text, but its content is PDF; rename it to .pdf"),
    "profile.docx": (PDF, "its name says Word, but its content is PDF; rename it to .pdf"),
    "profile.pdf": (DOCX, "its name says PDF, but its content is Word; rename it to .docx"),
    "profile.doc": (DOCX, "its name says Word 97-2003, but its content is Word; rename it to .docx"),
    "book.docx": (XLSX, "its name says Word, but its content is Excel; rename it to .xlsx"),
    "profile.xlsx": (DOCX, "its name says Excel, but its content is Word; rename it to .docx"),
    "plain.xlsx": (b"naam;niveau\n", "its name says Excel, but it holds plain text; rename it to .txt"),
    "profile.md": (HTML, "its name says Markdown, but its content is HTML; rename it to .html"),
    "other.txt": ("<html>\n<body>x</body></html>".encode("utf-16"), "its content is HTML; rename it to .html"),
    "plain.docx": (b"Functieprofiel\n", "its name says Word, but it holds plain text; rename it to .txt"),
    "plain.pdf": (b"Functieprofiel\n", "its name says PDF, but it holds plain text; rename it to .txt"),
    "plain.html": (b"Functieprofiel: 1 < 2\n", "its name says HTML, but it holds plain text; rename it to .txt"),
    "noise.pdf": (b"\0\1\2\3" * 40, "its name says PDF, but its content is not; save it anew, it may be damaged"),
}
OTHERS = {
    "a.doc": (ole("WordDocument"), "Word 97-2003", "save it as .docx or PDF"),
    "b.docx": (ole("WordDocument"), "Word 97-2003", "save it as .docx or PDF"),
    "a.xls": (ole("Workbook"), "Excel 97-2003", "save it as .xlsx"),
    "b.xlsx": (ole("Workbook"), "Excel 97-2003", "save it as .xlsx"),
    "a.xlsb": (zipped("[Content_Types].xml", "xl/workbook.bin"), "binary Excel", "save it as .xlsx"),
    "a.ods": (ODS, "OpenDocument sheets", "save it as .xlsx"),
    "a.msg": (ole("__substg1.0_0037"), "Outlook", "save the text of the document"),
    "a.odt": (ODT, "OpenDocument", "save it as .docx or PDF"),
    "b.txt": (ODT, "OpenDocument", "save it as .docx or PDF"),
    "a.pptx": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint", "save it as PDF"),
    "a.zip": (zipped("profile.txt"), "ZIP", "unpack it"),
    "c.txt": (zipped("profile.txt")[:20], "ZIP", "unpack it"),
    "a.rtf": (b"{\\rtf1\\ansi Doel}", "RTF", "save it as .docx or PDF"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG", "OCR"),
    "scan.pdf": (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG", "OCR"),
    "a.xml": (b"<?xml version='1.0'?><doc/>", "XML", "save the text of the document"),
    "a.eml": (b"From: x\nSubject: Doel\n\nDoel\n", "e-mail", "save the text of the document"),
    "a.mht": (b"From: x\nContent-Type: multipart/related;\n boundary=1\n\n", "MHTML", "save it as .html"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_name_that_lies_is_refused(tmp_path: Path, name: str) -> None:
    content, said = LIES[name]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableDocumentError) as caught:
        read(file)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{file}: its name says ")


@pytest.mark.parametrize("name", OTHERS)
def test_another_format_is_refused_by_its_name_with_a_remedy(tmp_path: Path, name: str) -> None:
    content, kind, remedy = OTHERS[name]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableDocumentError) as caught:
        read(file)
    assert str(caught.value).startswith(f"{file}: files in the format {kind} are not read; ")
    assert remedy in str(caught.value)


def test_an_office_file_behind_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "profile.docx"
    file.write_bytes(ole("EncryptedPackage"))
    with pytest.raises(UnreadableDocumentError, match="protected by a password; save it without a password"):
        read(file)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"Doel", "profile", "text"),
        (b"# Doel", "profile.md", "Markdown"),
        (b"<p>Doel", "profile.html", "HTML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<html>", "profile.htm", "HTML"),
        (b"junk\n%PDF-1.4", "profile.pdf", "PDF"),
        (DOCX, "profile.docm", "Word"),
        (DOCX[:40], "profile.docx", "Word"),
        (XLSX, "book.xlsm", "Excel"),
        (XLSX[:40], "book.xlsx", "Excel"),
        (b"<aanwezig> bij de raad", "profile.txt", "text"),
    ],
)
def test_content_tells_the_format(content: bytes, name: str, expected: str) -> None:
    assert format_of(content, name) == expected


def test_a_list_of_contents_that_is_too_long_is_not_read() -> None:
    end = zipped().replace(bytes(4), (2**30).to_bytes(4, "little"), 1)
    assert format_of(b"PK\x03\x04" + end, "profile.txt") == "ZIP"


def test_the_endings_that_folders_pick_up_are_those_that_are_read() -> None:
    assert frozenset(ENDINGS) == SUFFIXES


def test_sizes_are_checked_before_reading(tmp_path: Path) -> None:
    file = tmp_path / "large.pdf"
    file.write_bytes(PDF)
    os.truncate(file, 2**40)
    with pytest.raises(UnreadableDocumentError, match="more than the limit of"):
        read(file)
    text = tmp_path / "text.txt"
    text.write_bytes(b"Doel " * 10)
    with pytest.raises(UnreadableDocumentError, match="holds 50 bytes, more than the limit of 40"):
        read(text, Limits(text_bytes=40))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, loop, gone = tmp_path / "pipe.txt", tmp_path / "loop.txt", tmp_path / "gone.txt"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    gone.symlink_to(tmp_path / "nowhere.txt")
    said = {
        pipe: "this is no regular file",
        Path("/dev/zero"): "this is no regular file",
        tmp_path: "a folder is no document",
        loop: "Too many levels of symbolic links",
        gone: "there is no such file",
        tmp_path / ("x" * 300): "File name too long",
        tmp_path / "nul\0.txt": "the file cannot be read (",
    }
    for path, words in said.items():
        with pytest.raises(UnreadableDocumentError) as caught:
            read(path)
        assert words in str(caught.value)


def test_paths_that_cannot_be_looked_at_are_refused_and_the_others_taken(tmp_path: Path) -> None:
    loop, good = tmp_path / "loop.txt", tmp_path / "good.txt"
    loop.symlink_to(loop)
    good.write_text("Doel", encoding="utf-8")
    found = collect([loop, tmp_path / ("x" * 300), tmp_path / "nul\0.txt", tmp_path / "gone", good])
    assert [candidate.path for candidate in found.candidates] == [good]
    assert ["cannot be read" in refusal.error.what for refusal in found.refused] == [True, True, True, False]


def test_a_folder_gives_documents_of_every_format_and_no_marks_of_open_ones(tmp_path: Path) -> None:
    names = [f"profile{suffix}" for suffix in sorted(SUFFIXES)]
    for name in [*names, "~$profile.docx", ".profile.txt", "sheet.ods", "catalogue.yaml"]:
        (tmp_path / name).write_bytes(b"x")
    found = collect([tmp_path])
    assert [candidate.path.name for candidate in found.candidates] == sorted(names)
    assert [path.name for path in found.skipped] == ["sheet.ods"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="rights do not bind this user")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("Doel", encoding="utf-8")
    closed.chmod(0)
    try:
        (refusal,) = collect([tmp_path]).refused
        assert "cannot be read (Permission denied)" in str(refusal.error)
    finally:
        closed.chmod(0o700)
