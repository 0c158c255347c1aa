"""What a file is, told by its content; its name is only checked against that."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from competencygraph.errors import UnreadableDocumentError

__all__ = ["ENDINGS", "check_name", "format_of"]

ENDINGS = {
    ".txt": "text",
    ".text": "text",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".pdf": "PDF",
    ".docx": "Word",
    ".docm": "Word",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".html": "HTML",
    ".htm": "HTML",
}
"""File name endings that are read, each with its format."""

_OTHER_ENDINGS = {
    ".doc": "Word 97-2003",
    ".dot": "Word 97-2003",
    ".rtf": "RTF",
    ".odt": "OpenDocument",
    ".ods": "OpenDocument sheets",
    ".odp": "OpenDocument",
    ".xls": "Excel 97-2003",
    ".xlsb": "binary Excel",
    ".ppt": "PowerPoint",
    ".pptx": "PowerPoint",
    ".zip": "ZIP",
    ".eml": "e-mail",
    ".msg": "Outlook",
    ".mht": "MHTML",
    ".mhtml": "MHTML",
    ".xml": "XML",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
_ANEW = "save it as .docx or PDF and give that"
_AS_WORKBOOK = "save it as .xlsx and give that"
_AS_PDF = "save it as PDF and give that"
_UNPACK = "unpack it and give the documents in it"
_AS_TEXT = "save the text of the document as .docx or .txt and give that"
_SCANNED = "recognise its text with OCR and save it as PDF or .txt"
_REMEDIES = {
    "Word 97-2003": _ANEW,
    "Microsoft Office": _ANEW,
    "RTF": _ANEW,
    "OpenDocument": _ANEW,
    "OpenDocument sheets": _AS_WORKBOOK,
    "Excel 97-2003": _AS_WORKBOOK,
    "binary Excel": _AS_WORKBOOK,
    "XML": _AS_TEXT,
    "e-mail": _AS_TEXT,
    "Outlook": _AS_TEXT,
    "MHTML": "save it as .html and give that",
    "PowerPoint": _AS_PDF,
    "PostScript": _AS_PDF,
    "EPUB": _AS_PDF,
    "ZIP": _UNPACK,
    "GZIP": _UNPACK,
    "7-Zip": _UNPACK,
    "RAR": _UNPACK,
    "PNG": _SCANNED,
    "JPEG": _SCANNED,
    "GIF": _SCANNED,
    "TIFF": _SCANNED,
}
_SIGNATURES = (
    (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "Word 97-2003"),
    ("Workbook", "Excel 97-2003"),
    ("PowerPoint Document", "PowerPoint"),
    ("__substg1.0_", "Outlook"),
)
_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_ZIP_FOLDERS = (
    ("word/document", "Word"),
    ("word/", "Word"),
    ("xl/workbook.bin", "binary Excel"),
    ("xl/", "Excel"),
    ("ppt/", "PowerPoint"),
)
_HTML = re.compile(rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML = re.compile(rb"(?:\s|\xef\xbb\xbf)*<\?xml\s")
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.I)
_TAG = re.compile(rb"<(?:!--|/?[a-z][a-z0-9]*[\s/>])", re.I)
_HEAD = 4096
# A list of contents larger than this has tens of thousands of entries; no Word file has.
_MAX_ZIP_LIST = 2 * 2**20
_ZIP_END_SIZE = 22


def format_of(data: bytes, name: str) -> str:
    """Return the format of a file: one of the values of `ENDINGS`, or the name of another.

    Args:
        data: the whole content, not empty.
        name: the file's name; its ending tells Markdown and HTML without frame from plain text.

    Returns:
        The format's name; ``text`` too for bytes that are no known format, whose reader refuses what is no text.

    Raises:
        UnreadableDocumentError: it is an Office file behind a password.

    >>> format_of(b"%PDF-1.7 ...", "profile.txt"), format_of(b"<h1>Doel</h1>", "a.html"), format_of(b"# Doel", "a.md")
    ('PDF', 'HTML', 'Markdown')
    """
    head = data[:_HEAD]
    claimed = _claimed(name)
    if b"%PDF-" in head[:1024]:
        return "PDF"
    if data.startswith(_OLE):
        return _ole_format(data, name)
    if data.startswith((_ZIP, _ZIP_END)):
        return _zip_format(data, claimed)
    signed = next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), None)
    if signed is not None:
        return signed
    plain = _narrow(head)
    if _HTML.match(plain) or (claimed == "HTML" and _TAG.search(_narrow(data[: 16 * _HEAD]))):
        return "HTML"
    if _XML.match(plain):
        return "XML"
    if _MHTML.match(plain):
        return "MHTML"
    return "Markdown" if claimed == "Markdown" else "text"


def check_name(found: str, data: bytes, name: str, where: str) -> None:
    """Refuse a file whose format is not read, or is another than its name says.

    Args:
        found: its format by its content, as `format_of` returns it.
        data: the content.
        name: the file's name.
        where: the file, for the error.

    Raises:
        UnreadableDocumentError: it cannot be read under this name.

    >>> check_name("PDF", b"%PDF-1.7", "a.docx", "a")
    Traceback (most recent call last):
    competencygraph.errors.UnreadableDocumentError: a: its name says Word, but its content is PDF; rename it to .pdf
    """
    claimed = _claimed(name)
    if found == "text" and claimed not in {None, "text"}:
        if b"\0" in data[:_HEAD] and _narrow(data[:_HEAD]) is data[:_HEAD]:
            raise UnreadableDocumentError(
                f"its name says {claimed}, but its content is not",
                where=where,
                remedy="save it anew, it may be damaged",
            )
        if claimed != "e-mail":
            raise UnreadableDocumentError(
                f"its name says {claimed}, but it holds plain text", where=where, remedy="rename it to .txt"
            )
    if found not in ENDINGS.values():
        raise UnreadableDocumentError(
            f"files in the format {found} are not read", where=where, remedy=_REMEDIES.get(found, _AS_TEXT)
        )
    if claimed == "e-mail":
        raise UnreadableDocumentError(
            f"files in the format {claimed} are not read", where=where, remedy=_REMEDIES[claimed]
        )
    if claimed is not None and claimed != found:
        ending = next(ending for ending, kind in ENDINGS.items() if kind == found)
        raise UnreadableDocumentError(
            f"its name says {claimed}, but its content is {found}", where=where, remedy=f"rename it to {ending}"
        )


def _claimed(name: str) -> str | None:
    """Return the format that a name says, None when its ending says none."""
    ending = PurePath(name).suffix.lower()
    return ENDINGS.get(ending) or _OTHER_ENDINGS.get(ending)


def _narrow(head: bytes) -> bytes:
    """Return UTF-16 text with Latin letters as single bytes, and other bytes as they are."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head


def _ole_format(data: bytes, name: str) -> str:
    streams = (kind for stream, kind in _OLE_STREAMS if stream.encode("utf-16-le") in data)
    kind = next(streams, "Microsoft Office")
    if kind == "encrypted":
        raise UnreadableDocumentError(
            "the file is protected by a password", where=name, remedy="save it without a password"
        )
    return kind


def _zip_format(data: bytes, claimed: str | None) -> str:
    """Return the format of a ZIP file by the names in it; a damaged one is what its name says."""
    end = data.rfind(_ZIP_END, max(0, len(data) - _ZIP_END_SIZE - 2**16))
    damaged = str(claimed) if claimed in {"Word", "Excel"} else "ZIP"
    if end < 0 or int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_ZIP_LIST:
        return damaged
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                return _by_media_type(archive.open("mimetype").read(100))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return damaged
    return next((kind for start, kind in _ZIP_FOLDERS if any(name.startswith(start) for name in names)), "ZIP")


def _by_media_type(media_type: bytes) -> str:
    if media_type.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "OpenDocument sheets"
    if media_type.startswith(b"application/vnd.oasis.opendocument"):
        return "OpenDocument"
    return "EPUB" if media_type.startswith(b"application/epub") else "ZIP"
