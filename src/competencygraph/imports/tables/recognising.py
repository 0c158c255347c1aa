"""Whether a file holds tables of ours."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from html import unescape

from competencygraph.imports.port import ImportFile
from competencygraph.imports.tables.workbook_file import titles_of_sheets
from competencygraph.tables import RECORD_SHEET

__all__ = ["is_workbook_of_tables"]

_MOST = 1 << 20
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*\bname="([^"]*)"')


def is_workbook_of_tables(file: ImportFile) -> bool:
    """Return whether a file is a workbook that has the sheet of the record, or two sheets of the tables.

    Args:
        file: any file.

    >>> is_workbook_of_tables(ImportFile("a.txt", b"Doel", ""))
    False
    """
    if not file.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive, archive.open("xl/workbook.xml") as part:
            text = part.read(_MOST).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        return False
    names = {unescape(name) for name in _SHEET.findall(text)}
    known = titles_of_sheets()
    return RECORD_SHEET in names or sum(name.strip().casefold() in known for name in names) > 1
