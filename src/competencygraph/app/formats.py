"""Which files are in a format that cannot be read yet."""

from __future__ import annotations

from pathlib import Path

from competencygraph.errors import UnreadableDocumentError

__all__ = ["refuse_other_formats"]

_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "ZIP"),
)
_SUFFIXES = {
    ".doc": "Word",
    ".docx": "Word",
    ".htm": "HTML",
    ".html": "HTML",
    ".odp": "OpenDocument",
    ".ods": "OpenDocument",
    ".odt": "OpenDocument",
    ".pdf": "PDF",
    ".ppt": "PowerPoint",
    ".pptx": "PowerPoint",
    ".rtf": "RTF",
    ".xls": "Excel",
    ".xlsx": "Excel",
}


def refuse_other_formats(path: Path) -> None:
    """Refuse a file whose name or first bytes are those of a format other than plain text.

    Args:
        path: a file; one that is missing or cannot be opened is left to its reader to refuse.

    Raises:
        UnreadableDocumentError: the file is a PDF, Office, OpenDocument, RTF, HTML or ZIP file.

    >>> refuse_other_formats(Path("no-such-file.txt"))
    """
    if not path.is_file():
        return
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError:
        return
    if not start:
        return
    kind = _SUFFIXES.get(path.suffix.lower()) or next(
        (name for sign, name in _SIGNATURES if start.startswith(sign)), ""
    )
    if kind:
        raise UnreadableDocumentError(
            f"this is a file in the format {kind}, and only plain text is read for now",
            where=str(path),
            remedy="save its text as a .txt file",
        )
