"""Workbooks put together from XML by hand, so that a test says every byte that matters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from competencygraph.spreadsheets import Cell, Sheet, SheetLimits, read_sheets

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet_xml(rows: str, *, before: str = "", after: str = "", head: str = "") -> str:
    """Return a sheet with these rows, and what stands before and after them."""
    return f'<?xml version="1.0"?>{head}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def text_row(number: int, *texts: str) -> str:
    """Return a row of texts that stand in their cells."""
    cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


def book_parts(
    *sheets: str, names: tuple[str, ...] = (), states: tuple[str, ...] = (), settings: str = ""
) -> dict[str, str]:
    """Return the parts of a workbook with these sheets."""
    names = names or tuple(f"Blad{number}" for number in range(1, len(sheets) + 1))
    states = states or ("visible",) * len(sheets)
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(zip(names, states, strict=True), 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    for at, kind in enumerate(("sharedStrings", "styles"), len(sheets) + 1):
        targets += f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{RELATIONS}">{settings}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{targets}</Relationships>',
    }
    return parts | {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return parts as a zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def sheets_of(data: bytes, limits: SheetLimits | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a file called boek.xlsx."""
    return read_sheets(Path("boek.xlsx"), data, limits or SheetLimits())


def cells_of(rows: str, *, styles: str = "", strings: str = "", settings: str = "") -> Mapping[tuple[int, int], Cell]:
    """Return the cells of a sheet with these rows."""
    parts = book_parts(sheet_xml(rows), settings=settings)
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
    if strings:
        parts["xl/sharedStrings.xml"] = f"<sst {MAIN}>{strings}</sst>"
    (sheet,) = sheets_of(packed(parts))
    return sheet.cells


def styled(*codes: str) -> str:
    """Return styles, the first plain and one for each number format."""
    formats = "".join(f"<numFmt numFmtId='{164 + at}' formatCode={quoteattr(code)}/>" for at, code in enumerate(codes))
    looks = "".join(f"<xf numFmtId='{164 + at}' fontId='0' fillId='0'/>" for at in range(len(codes)))
    return (
        f"<numFmts>{formats}</numFmts><fonts><font><sz val='11'/></font></fonts><fills><fill/></fills>"
        f"<cellXfs><xf numFmtId='0' fontId='0' fillId='0'/>{looks}</cellXfs>"
    )
